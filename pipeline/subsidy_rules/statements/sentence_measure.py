"""What a figure measures, by what it is counted and over which period, in the words of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from subsidy_rules.language.deferred import deferred

# A run of a noun phrase: content signs, の between nouns, a verb that modifies right before a noun.
_CONTENT = r"[一-龠々ァ-ヶーA-Za-z0-9・&+%/]"
_ATTRIBUTIVE = r"(?:に(?:要する|係る|対する|関する|おける)|(?<=[一-龠])(?:する|した|している|された|される)(?=[一-龠]))"
_NOUN_PHRASE = deferred(
    rf"(?:{_CONTENT}|「[^」]*」|の|お(?=[一-龠])|(?<=[一-龠])(?:上げ|下げ|払い|組み|入れ|付け|替え|込み|扱い|積り|積もり|"
    rf"引き(?=[上下])|(?<=時間)(?:当たり|あたり)(?=[一-龠])|げ(?=[一-龠])|き(?=[上下]))|又は|及び|並びに|若しくは|{_ATTRIBUTIVE})+$"
)
_LONGEST = 200  # signs of a noun phrase
_LINK = deferred(
    r"(?:については|についても|について|に関して|に対して|においては|(?<!以)外は|には|では|(?<!又)(?<!若しく)は|[がをも:])、?$"
)
_FILLER = deferred(
    r"(?:更に|さらに|少なくとも|最低でも?|最低限|最大で?|最長で?|最短で?|合計で?|計|満|合計して|合算して|平均で?|約|概ね|おおむね|原則(?:として)?|毎年|それぞれ|各々|各|"
    r"いずれも|年率(?:平均)?|上限を?|下限を?|上限額を?|単価|税抜|税込|\(?a\)|遅くとも|通算して?|累計で?|毎月|必ず|概算で|直近|過去|年間|年平均で?|のうち|"
    r"(?:\d+|一|1)[^、。のをはが\d]{1,12}(?:当たり|あたり|当り|につき|ごとに)(?:合計|最大)?|[^、。はがを]{1,12}を除(?:き|いて|く)|[^、。はがを]{1,20}を含(?:む|め(?:て|た)?)|申請時と比較して|[^、。はがを]{1,20}(?:と比較して|と比べて|に比べて|に対して|比(?:で)?|において|時点で|までに|年後に|年間で|年以内に|年後までに|の間に))、?$"
)
_GROWS = deferred(
    r"(?:の水準)?(?:に|と|で|も|だけ)?(?:を)?(?P<verb>向上|増加|増額|上昇|引き?上げ|賃上げ|増|削減|減少|低減|改善|短縮|引き?下げ|拡大|伸び|成長|加算|上乗せ|上回|低下|悪化|下落|縮小)"
)
_NOMINAL = {
    "引上げ": "引上げ",
    "引き上げ": "引上げ",
    "引下げ": "引下げ",
    "引き下げ": "引下げ",
    "増": "増加",
    "伸び": "伸び",
    "上回": "上乗せ",
}
_ALREADY = deferred(r"(?:率|割合|幅|額|比|成長)$")
_EACH = deferred(r"(?:\d+|一)(?P<what>[^、。はがを()\d]{1,14}?)(?:当たり|あたり|当り|につき|ごとに)")
_EACH_WORD = deferred(r"(?P<what>[一-龠ァ-ヶー]{1,10})(?:ごとに|毎に)")
_OVER = deferred(
    r"(?:直近|過去|直前|最近|転換[前後]の|終了後|完了後|今後|その後)?(?<![和成\d])(?P<n>\d{1,2})(?P<unit>年|[かカヵヶケ箇]月)(?P<what>間の?平均|分の|間の|後に|後の|後までに|後の|間で|平均|間に|以内に)"
)
# 「10月31日までに事業を完了する」
_DUE = deferred(
    r"(?:\([^()]*\))?(?:末?日?頃?)?(?:まで)(?:の間)?に、?(?P<what>[一-龠ァ-ヶーの]{2,16})(?:を|が)(?P<verb>[一-龠]{2}|"
    r"受け付け|受付け)"
)
# 「交付決定の日から」「理由のやんだ後」: the event that a period counts from
_ANCHOR = deferred(
    r"(?P<what>[^、。はがをも:()]{1,24}(?:日|後|時|時点|年度))(?:の?翌日|の?前日)?(?:から起算して|から|を起点(?:に|と)して|より|以降)?、?(?:過去|直近|遅くとも|最長で?|最大で?|原則|起算して|おおむね|概ね|約)*$"
)
# 「2年分が補助対象経費となる」, 「10月31日までを実施期間とする」: the noun that the period is
_IS = deferred(
    r"(?:分|間|まで|\([^()]*\))*[がを](?P<what>[一-龠ァ-ヶー]{2,14})(?P<verb>と(?:なる|なります|する|します)|に(?:なる|なります)|です|である)"
)
_LASTS = deferred(r"(?:継続して|引き続き|[^、。\d]{0,12}?で)?(?P<what>[一-龠]{2,4}(?:し|さ|せ|され)?(?:て|た|る)(?:い(?:る|た))?)")
# 2者以上から見積を取る: how many are asked for it
_ASKED_OF = deferred(r"(?:から|による)?の?(?P<what>(?:相?見積|[一-龠]{2,6})(?:書|り)?)[をが]")
# 100万円を超える支払いは: what is so large is named behind it
_TOPIC_BEHIND = deferred(r"(?P<what>[一-龠ァ-ヶー]{2,12}い?)(?:は|については|を行う場合|に(?:関|際|対)して)")
# 2回以上、補助金の交付決定を受けた者: what is counted is done behind the count
_DONE = deferred(r"[^。]{0,40}?(?P<what>[一-龠]{2,8})(?:を受け|され|を行|し(?=[たて]))")
_SUBJECT_BEHIND = deferred(r"[^。]{0,24}?、(?P<what>[^。]{2,80}?)(?:が|は)[一-龠]")
_DOES = deferred(
    r"が、?(?P<what>(?![^、。]*計画を)[^、。]{2,30}?(?:てい|であ|[一-龠]す|を有す|を受け)る)(?:こと|もの|者|事業|企業|法人|場合|とき|[。、]|$)"
)
_NO_NAME = deferred(
    r"(?:場合|とき|際|以下|以上|以外|上記|もの|こと|ため|その日|前の日)$|^(?:当該|者|等|各年|以降|以後|以前|週|毎週|毎月|毎年|日|年間|直近|過去|全体|合計|後|前|前記|申請時)$"
)


# a noun phrase does not reach back over another figure: 5千万円以下の会社並びに従業員の数
_ANOTHER_BEFORE = deferred(
    r"^.*\d(?:[%円人名回件倍]|万円|億円)(?:又は|または|若しくは|もしくは|及び|並びに)(?=.)|^.*(?:以上|以内|以下|未満)(?:の[^並及又若]*(?:並びに|及び|又は|若しくは))?(?=.)|^(?:[年月日]間?|週間|円|人)の"
)
# 賃金が申請時の賃金より+30円以上
_OVER_BEFORE = deferred(r"[^、。はが]{2,20}(?:より|から|に比べて?|と比べて?|に対して)(?:も|更に|さらに)?、?\+$")
_ON_TOP = deferred(r"に加え(?:て)?、?(?:更に|さらに)?$")
# what a figure of a unit can measure; another noun before it only says whose it is (小規模事業者2/3)
_FITTING = {
    "rate": deferred(r"率|割合|比|数$|総額|総数|分$"),
    "percent": deferred(r"率|割合|比|度$|数$|額$|賃金|給与|所得|量|経費|費$|時間"),
    "yen": deferred(r"額|費|金|価格|単価|所得|利益|売上|収入|資本|経費|費用|限度|上限|下限|投資|報酬|給与|予算|賃|代|料|補助"),
}


# 事業場内で最も低い賃金, which most documents have a name for
_LOWEST_WAGE = deferred(r"(?P<where>事業[場所])(?:の?中|内)?(?:で|の|における)?最も低い(?:賃金|時間給|時給|賃金額)(?:\([^()]*\))?$")


def noun_phrase_before(text: str) -> str:
    """The noun phrase that a folded text ends in, "" where it ends in none.

    >>> noun_phrase_before("事業を行い、常時使用する従業員の数"), noun_phrase_before("事業者が")
    ('常時使用する従業員の数', '')
    >>> noun_phrase_before("申請者の事業場内で最も低い賃金")
    '事業場内最低賃金'
    """
    if lowest := _LOWEST_WAGE.search(text):
        return f"{lowest['where']}内最低賃金"
    match = _NOUN_PHRASE.search(text, max(0, len(text) - _LONGEST))
    if match is None:
        return ""
    name = re.sub(r"^(?:の|及び|又は|並びに|若しくは|する|した)+|(?:の|及び?|又は?|並びに?|若しくは|[週月日]当)+$", "", match.group())
    return _ANOTHER_BEFORE.sub("", name).removeprefix("の")


def measure_of(before: str, after: str, unit: str) -> tuple[str, str | None]:
    """What a figure measures, and the base that a share is taken of (事業費の2/3).

    Args:
        before: folded sentence up to the figure, brackets left out.
        after: what follows it, the comparator left out.
        unit: of the figure.

    >>> measure_of("労働生産性を", "向上させること", "percent")
    ('労働生産性の向上率', None)
    >>> measure_of("補助対象経費は、事業に要する経費の", "であること", "rate")
    ('補助対象経費', '事業に要する経費')
    """
    if unit in ("duration", "date"):
        return _measure_of_time(before, after), None
    left, base = _without_filler(_A_DAY.sub("", before) if unit in _HAPPENS else before), None
    if unit == "age" and _OTHERWISE.search(left) and (whose := _WHOSE_AGE.match(after)):
        return whose["who"], None
    if unit in ("percent", "rate") and left.endswith("の"):
        base = noun_phrase_before(left[:-1]) or None
        if (told := _share_told(left, base, after)) is not None:
            return told
    if unit == "yen" and (over := _OVER_BEFORE.search(left)) and (raised := _topic_before(left[: over.start()])):
        return f"{raised}の引上げ額", None
    if unit == "yen" and left.endswith("+"):
        added = noun_phrase_before(_ON_TOP.sub("", left[:-1]))
        return f"{added}への上乗せ額" if added else "", None
    name = _name_before(left).rstrip("+")
    if name and unit in _FITTING and not _FITTING[unit].search(name):
        name = next((topic for topic in _topics_before(left) if _FITTING[unit].search(topic)), name)
    if name and re.search(r"単価(?:は|が|を)?(?:税抜|税込)?$", before) and "単価" not in name:
        return f"{name}の単価", None
    if not name and (
        follows := re.match((r"(?:の(?!範囲)|について|を上限に)(?P<what>[一-龠ァ-ヶー]{2,12}(?:の[一-龠ァ-ヶー]{2,8})?)"), after)
    ):
        name = follows["what"]
    if unit == "applicant" and (asked := _ASKED_OF.match(after)):
        return f"{asked['what']}の者数", None
    if not name and unit == "time" and (done := _DONE.match(after)):
        return f"{done['what']}の回数", None
    if not (name or base) and unit == "hour" and (such := _HOURS_OF.match(after)):
        name = such["what"]
    if not (name or base) and (large := _TOPIC_BEHIND.match(after)):
        name = large["what"]
    name = name or base or _compared_with(before, left) or _topic_before(left) or ("年齢" if unit == "age" else "")
    return _grown(name, after, unit), None


# 女性又は35歳未満の経営者: the age is that of who is named behind it
_OTHERWISE = deferred(r"(?:又は|または|若しくは|もしくは|及び|、|・)$")
_WHOSE_AGE = deferred(r"の(?P<who>[一-龠ァ-ヶー]{2,10})")
# 営業時間が1日5時間以上: by what the hours are counted, and nothing that they measure
_A_DAY = deferred(r"(?:(?:1|一)(?P<one>日|週|[かカヵヶケ箇]月|年)間?|(?<![0-9か毎])(?P<each>週|月|年))(?:に)?$")
_HAPPENS = ("hour", "time")
_HOURS_OF = deferred(r"(?P<what>[一-龠]{2,8}(?:労働|勤務|業務|就業))(?:の|が|を)")  # 月45時間を超える時間外労働の実態
_COMPARED_WITH = deferred(r"(?P<what>[^、。はがを]{1,20})(?:と比較して|と比べて|に比べて|に対して)(?:更に|さらに)?$")
_MOMENT = deferred(r"(?:時|前|後|日|年度|期|それ|これ)$")


def _compared_with(before: str, left: str) -> str:
    """What a figure is compared with, where nothing else stands in its clause: かつ、改定前の基本給に比べて3%以上昇給."""
    compared = _COMPARED_WITH.search(before) if not left or left.endswith("、") else None
    name = noun_phrase_before(compared["what"]) if compared is not None else ""
    return "" if _NO_NAME.search(name) or _MOMENT.search(name) else name


def _without_filler(before: str) -> str:
    while (cut := _FILLER.sub("", before)) != before:
        before = cut
    return before


def _name_before(left: str) -> str:
    """The noun glued to the figure, or that of the particle before it; adverbs between are skipped."""
    link = _LINK.search(left)
    name = noun_phrase_before(left[: link.start()] if link else left)
    return "" if _NO_NAME.search(name) else name


def _topic_before(left: str) -> str:
    return next(_topics_before(left), "")


def _share_told(left: str, base: str | None, after: str) -> tuple[str, str | None] | None:
    """What a share measures and of what it is taken, by the words before and behind it; None where they do not say."""
    topic = _topic_of_share(left[: len(left) - 1 - len(base or "")])
    behind = _SUBJECT_BEHIND.match(after)
    if base and re.match(r"を(?:有|保有|所有|占め|保持)", after):
        return base, None
    if base and not topic and (does := _DOES.match(after)):
        return f"{does['what']}割合", base  # 全従業員の3割以上が市内に居住している
    if base and not topic and after.startswith("が"):
        return base, None  # 販売先の2分の1以上が海外顧客となり、売上が補助額を上回る
    if topic or behind:
        return topic or noun_phrase_before(behind["what"] if behind else ""), base
    return None


# 国内に本社を置き、経費の: the object of another predicate is nothing that the share is of
_OTHER_CLAUSE = deferred(r"[いきしちりみびけせてで]、|であって、")


def _topic_of_share(left: str) -> str:
    """What a share is told of before its base: by は, or in its own clause."""
    for match in reversed(list(_TOPIC_LINK.finditer(left))):
        name = noun_phrase_before(left[: match.start()])
        if match.group()[:1] in ("を", "が") and _OTHER_CLAUSE.search(left, match.end()):
            return ""
        if name and not _NO_NAME.search(name):
            return name
    return ""


def _topics_before(left: str) -> Iterator[str]:
    """The nouns that something is said of before a figure, nearest first."""
    for match in reversed(list(_TOPIC_LINK.finditer(left))):
        name = noun_phrase_before(left[: match.start()])
        if name and not _NO_NAME.search(name):
            yield name


_TOPIC_LINK = deferred(r"(?:について(?:は|も)?|に(?:対して|関して)(?:は)?|(?<!又)(?<!若しく)は|[がを]|:)、?")


# 賃金を1,000円に引き上げる: what it is then, and not by how much
_TO_A_LEVEL = deferred(r"(?:の水準)?(?:に|へ|と(?=なる|する))")


def _grown(name: str, after: str, unit: str) -> str:
    """「賃金を3%以上引き上げる」 measures how far it is raised, not the wage."""
    grows = _GROWS.match(after)
    if not name or grows is None or (_ALREADY.search(name) and unit not in ("yen", "point")):
        return name
    if unit == "yen" and _TO_A_LEVEL.match(after):
        return name
    noun = _NOMINAL.get(grows["verb"], grows["verb"])
    if unit in ("percent", "rate"):
        return f"{name}の{noun}率"
    if unit == "point":
        return f"{name}の{noun}幅"
    return f"{name}の{noun.removesuffix('額')}額" if unit == "yen" else f"{name}の{noun}数" if unit in ("person", "thing") else name


# 創業から5年以内の中小企業者: how old the firm is, and nothing that it lasts
_FOUNDED = deferred(r"(?P<what>(?:創業|設立|開業|起業))(?:の日|日|した日)?(?:から|後|して(?:から)?|以後|より)(?:起算して)?、?$")
_OF_FIRM = deferred(r"(?:以内|未満|以下|以上|超)?の(?:[一-龠ァ-ヶー]*(?:者|企業|会社|法人|主|組合|店舗|人|方|もの))")


def _measure_of_time(before: str, after: str) -> str:
    """What a period or date bounds: the noun it modifies or is said of, else the event it counts from, else what lasts."""
    if (founded := _FOUNDED.search(before)) and _OF_FIRM.match(after):
        return founded["what"]
    if follows := re.match(r"(?:分|間)?」?の(?:[一-龠ァ-ヶー]{1,6}な)?(?P<what>[一-龠ァ-ヶー]{2,14})", after):
        return follows["what"]
    if due := _DUE.match(after):
        return f"{due['what']}の{due['verb'].replace('け', '')}"
    if anchor := _ANCHOR.search(before):
        return anchor["what"]
    if labelled := re.match(r"(?:\([^()]*\))?:(?P<what>[一-龠ァ-ヶー]{2,14})", after):
        return labelled["what"]
    if told := _IS.match(after):
        return (
            told["what"]
            if re.search(r"[期時]間|期限|期日|日$", told["what"])
            else f"{told['what']}{'となる' if 'な' in told['verb'] else 'とする'}期間"
        )
    left = re.sub(
        r"(?:過去|直近|遅くとも|最長で?|最大で?|原則|起算して|から起算して|を起点(?:に|と)して、?|、|から|より|の間)+$", "", before
    )
    name = (
        noun_phrase_before(left[: link.start()]) if (link := re.search(r"(?:に?ついては|[はがを:])$", left)) else noun_phrase_before(left)
    )
    name = "" if _NO_NAME.search(name) else name
    if not name and (inside := re.match(r"(?:以内|間)に(?P<what>[一-龠ァ-ヶー]{2,12}(?:の[一-龠ァ-ヶー]{2,8})?)(?:を|が|に)", after)):
        return inside["what"]
    if not name and (lasts := _LASTS.match(after)):
        return f"{re.sub(r'し?て$', '', lasts['what'])}期間"
    if not name and (done := re.search(r"(?P<what>[一-龠ァ-ヶー]{2,12})を(?:行|実施|提出|報告|保存|保管|継続|維持)", after)):
        return done["what"]
    return name or _topic_before(left)


def per_of(before: str, own: str, unit: str) -> str | None:
    """By what the figure is counted, "1人", "1申請者", "適用事業所"; None where the words belong to what is measured.

    >>> per_of("営業時間が1日", "営業時間", "hour"), per_of("従業員1人当たり", "", "yen")
    ('1日', '1人')
    """
    if unit in _HAPPENS and (often := _A_DAY.search(before)):
        return f"1{often['one'] or often['each']}"
    near = before[-40:]
    found = list(_EACH.finditer(near))
    if found and not near[found[-1].end() :].startswith("の") and not _glued(near, found[-1].end(), own):
        what = found[-1]["what"]
        return f"1{what}" if len(what) == 1 else what
    word = list(_EACH_WORD.finditer(near))
    return word[-1]["what"] if word and "、" not in near[word[-1].end() + 1 :] else None


def _glued(near: str, end: int, own: str) -> bool:
    """Whether a noun follows at once: 1人当たり給与支給総額 is one measure."""
    follows = re.match(r"[一-龠ァ-ヶー]{2,}", near[end:])
    return bool(follows and follows.group() in own and not re.fullmatch(r"合計|最大|上限|原則|年間", follows.group()))


def over_of(before: str) -> tuple[str | None, int]:
    """The period that a figure is measured over and where its words begin, as ISO 8601; (None, -1) where it names none."""
    found = list(_OVER.finditer(before))
    if not found:
        return None, -1
    last = found[-1]
    return f"P{last['n']}{'Y' if last['unit'] == '年' else 'M'}", last.start("n")
