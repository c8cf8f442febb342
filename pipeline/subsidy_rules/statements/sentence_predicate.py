"""What a sentence does by itself: the last word of its predicate × its negations × its modality, or the sum or time that it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.predicates import Predicate, count_negations, predicate
from subsidy_rules.model.reading import Act, Party

_NOUN_END = deferred(r"(?:[一-龠々ァ-ヶーA-Za-z0-9%」』)\]]|もの|など|ところ|の写し)$")
# nouns that are said of something: 「…は不可」 is a sentence
_SAID = deferred(r"(?:対象外|可能|不可|必須|必要|返還|減点|加点|とおり|通り|厳守|必着|禁止|不要|不支給|除外|可|提出|添付|補助対象)$")


@dataclass(frozen=True, slots=True)
class Told:
    """The act that a sentence states by itself; `act` is None where it only names something or says that something is so."""

    act: Act | None
    predicate: Predicate
    names: bool = False


DONE_TO_POINTS: dict[str, Act] = {"add_points": "gets_bonus", "take_points": "gets_penalty"}
_MONEY = deferred(
    r"(?:補助|助成|支給)(?:率|(?:上限|下限)?金?額)|(?:上限|下限|限度|支給|交付|助成)額|(?:補助金|助成金)の(?:額|支払い?|交付)|上限(?:金額|人数)|支給上限|補助上限"
)
_COPULA = r"(?:とする|とします|です|である|となる|となります|になる|になります|とし|とおりです)(?:ものとする)?$"
_GRANTS = deferred(
    rf"(?:[円%割額\d払]|を上限|を限度|が上限|が限度|まで)(?:{_COPULA}|$)|(?:円|率|額|\d)(?:を|に|が|まで)?(?:引き?上げ|適用|加算|上乗せ|増額|増加|減額|引き?下げ)(?:する|します|される|されます|られる|られます|る|ます)$|(?:以内|以下|上限|まで){_COPULA}"
)
_CAPPED = deferred(r"(?:円|%|割|分の\d{1,2}|/\d{1,2}|人|回|件|額)(?:\([^()]*\))?を?(?:上限|限度)と")
_TARGET_TOPIC = deferred(
    r"(?:補助|助成|支給|申請|交付|給付)?(?P<what>対象(?:者|事業者|経費|事業|設備|製品|労働者)?(?:となる[^、。は]{0,12})?)(?:等)?(?:は|について(?:は)?)、?"
)
_MEMBER = r"者|もの|事業|経費|費用|設備|企業|法人|製品|場合|主$"
_TO_TARGET = deferred(
    r"(?:補助|助成|交付|支給|申請)?(?:対象(?P<what>者|事業者|経費|事業)?|経費)(?:と|に|として|から)(?:する|なる|含める|計上する|申請する|なり得る|みなす)?(?:こと)?(?:は|が|も|を)?$"
)
_TIME = (
    r"(?:期間|期限|締切日?|締め切り|期日|日程|スケジュール|受付|開始日?|終了日?|完了日?|末日|時期|公募|申請|発表|公表|募集|"
    r"登録|通知|実施|審査)"
)
_TIMED = deferred(rf"{_TIME}(?:日|時間|締切日?)?(?:等)?(?:は|が|を|に?ついて(?:は)?|:|と)")
_TIME_NOUNS = ("日", "期間", "期限", "時期", "月", "時", "期日")
_AT_A_TIME = deferred(
    r"(?:\d+(?:日|月|年度?|時|分|か月|カ月|ヶ月|ヵ月|年間|週間)|末日?|頃|旬|予定|以内|まで|から|期間|期日|翌日|中旬|必着|正午|(?<=日)[前後]|\))(?:を?(?:予定し(?:ている|ております|ています)|予定|とする|とします|とみなす|とみなします|です|である|となる|となります|になる|になります|受け?付け(?:る|ます)|開始(?:する|します)|行う|行います|ものとする|実施(?:する|します)))*$"
)
_DAY_NAMED = deferred(rf"(?:(?:開始|終了|完了|締切|基準|応募|到達)日|期日|期限|締め?切り?|(?:まで|から)の間){_COPULA}")
_OPENS = deferred(
    r"(?:始ま|終わ|公表|発表|施行|適用|開始|終了|締め?切|公募|募集|受け?付け?|通知|実施|掲載|送付|開催|予定)(?:を)?(?:する|します|行う|行います|し|される|されます|致します|いたします|る|り|ります|ます)?(?:の?予定(?:です|である|としている|としています|となっています)?|見込み(?:です|である)?|ものとする)?$"
)
_RECEIVES = deferred(r"受け?付け(?:る|ます)|受付(?:を?行|を?開始|を?終了|期間)")
_A_TIME = deferred(r"\d(?:年|月|日|/\d)|[上中下]旬|(?:月|年度)末|翌日|当日")
# what is only asked for at the end of a sentence: 「…となりませんので、ご注意ください」
_ASIDE = deferred(
    r"(?:の(?:で|に)|ため|が|こと(?:に|を|について)?)、?(?:十分|予め|あらかじめ|必ず|くれぐれも)*に?(?:ご|御)?(?:注意|留意|了承|承知おき|承知|理解|協力)(?:の(?:上|うえ).*)?(?:を?(?:お願い|いただ|くだ|下)[ぁ-んい致申上]*)?$"
)
_COMPARED = (
    (deferred(r"を?(?:超え|上回ら)(?:てい)?ない"), "以下である"),
    (deferred(r"を?下回(?:ら|ってい)ない"), "以上である"),
    (deferred(r"(?:に?(?:満た|達し|到達し|届か|及ば)(?:てい)?|を?経過し(?:てい)?)ない|以上(?:では|で)ない"), "未満である"),
    (deferred(r"以下(?:では|で)ない"), "超である"),
)


def compared(plain: str) -> str:
    """The sentence with each denial that belongs to a figure turned into its comparator, so that it denies nothing else.

    >>> compared("300人を超えないこと")
    '300人以下であること'
    """
    if re.search(r"\d", plain):
        for pattern, word in _COMPARED:
            plain = re.sub(rf"(?<=[\d円人名社者%割月年日間率額回件]){pattern.pattern}(?!と(?:なら|いけ))", word, plain)
        plain = _OTHERS.sub(r"\1", plain)
    return plain


# 20人以下の事業者以外の者: the figure is turned by it, the predicate is not
_OTHERS = deferred(r"(\d[^、。]{0,8}(?:以上|以下|未満|超え(?:る|て)|下回(?:る|って))[^、。\d]{0,14}?)以外")


def own_act(plain: str, party: Party | None = None) -> Told:
    """The act that a sentence (`Parts.plain`) states by itself; `party` is of whom or what it speaks, where that is known.

    >>> own_act("申請者は法人であることが必要です").act, own_act("交付決定前に発注した経費は補助対象外とする").act
    ('must', 'is_not_paid')
    >>> own_act("複数の申請をすることはできない").act, own_act("過去に不正を行った者").act
    ('must_not', None)
    """
    plain = compared(_ASIDE.sub("", plain) or plain)
    said = predicate(plain)
    if re.search(r"(?<!ほ)か$", plain) or _REASONED.search(plain):
        return Told("informs", said)
    timed = _by_time(plain, said)
    if said.noun not in ("", "こと") or (_NOUN_END.search(plain) and not _SAID.search(plain)):
        priced: Act | None = "is_paid" if re.search(rf"^[^、。]{{0,12}}{_MONEY.pattern}[^、。]*\d", plain) and not said.noun else None
        return Told(timed or priced, said, names=True)
    act = timed or _by_word(plain, said, party) or _by_topic(plain, said)
    return Told(act or _by_modality(plain, said, doer=_is_doer(plain, party)), said)


# 「補助率から逆算すると、…が必要になる」: what somebody works out binds nobody
_REASONED = deferred(r"^(?:つまり|言い換え(?:れば|ると)|実質的?に)|(?:を|から)(?:考え(?:る|れば)|踏まえる|逆算する|計算する)と、")
_DOER = deferred(r"[^、。]{0,30}(?:者|主|会社|法人|企業|ベンダー|機関)(?:等)?は、?")


def _is_doer(plain: str, party: Party | None) -> bool:
    """Whether the sentence names in its topic who is to do something."""
    return party in ("applicant", "vendor", "lessor") and bool(_DOER.match(plain))


_ABLE = deferred(r"こと(?:が|も)(?:でき|出来)(?:る|ます)(?:ものとする)?$")
# 「…の者以外は申請できない」「…の者でなければ対象とならない」: two denials that leave only those
_ONLY_THOSE = deferred(
    r"(?P<who>者|事業者|事業主|法人|企業|会社|団体|組合|経費|費用|事業|設備|製品)(?:以外は|でなければ)、?[^。]{0,24}(?:でき|なら|認め|認められ|受けられ)(?:ない|ません)$"
)


def _by_word(plain: str, said: Predicate, party: Party | None) -> Act | None:
    """The act of a predicate that says something on subsidies."""
    return _by_phrase(plain, said, party) or _permitted(plain, said, party) or _by_act(plain, said, party)


def _by_phrase(plain: str, said: Predicate, party: Party | None) -> Act | None:
    """Endings that say all by themselves."""
    if only := _ONLY_THOSE.search(plain):
        return eligible(only["who"], party if party == "expense" else None, denied=False)
    if re.search(r"優遇|優先(?:的に|して)(?:採択|審査|選定)", plain[-20:]) and not said.negated:
        return "gets_bonus"
    if re.search(r"」と(?:称|呼|言|い)", plain[-12:]) or (re.match(r"[^、。は]{1,30}とは、", plain) and re.search(_COPULA, plain)):
        return "defines"
    if re.search(r"資格(?:を|が)(?:失|喪失|有しな|有しま|な)\S{0,4}$", plain):
        return "is_excluded"
    if limited := re.search(r"(?P<what>.?.)に限(?:る|ります|られる|られます)(?:ものとする)?$", plain):
        return eligible(plain, party, denied=False) if re.search(_MEMBER, limited["what"]) else "must"
    return None


def _permitted(plain: str, said: Predicate, party: Party | None) -> Act | None:
    """What may (not) be taken for the object of a subsidy, or is only not done by those who answer."""
    if said.act != "permit":
        return None
    before, denied = plain[: said.start], said.negated
    if denied and re.search(r"お?答え|回答|応じ|お応え|返却", plain[max(0, said.start - 8) :]):
        return "informs"
    if re.search(r"(?:費|料|経費|費用|代)(?:等)?(?:を|は)[^、]{0,12}(?:計上|含め)[^、]{0,6}$", before):
        return "is_not_paid" if denied else "is_paid"
    target = _TO_TARGET.search(before)
    return eligible(target.group(), party, denied=denied) if target else None


def _by_act(plain: str, said: Predicate, party: Party | None) -> Act | None:
    act, denied = said.act, said.negated
    if act == "repay" and said.modality != "may" and not (said.noun and denied):
        return "informs" if denied else "is_repaid"
    if act == "cancel" and said.modality in ("plain", "might", "must") and not said.noun and not _ABLE.search(plain):
        # an award that is taken back: the money with it where the sentence says so
        return "informs" if denied else "is_repaid" if _REPAYS.search(plain[max(0, said.start - 15) :]) else "is_excluded"
    if act in DONE_TO_POINTS and plain[said.start : said.end] != "加算":
        return "informs" if denied else DONE_TO_POINTS[act]
    if act == "qualify" and not (said.modality == "must" and re.match(r"[^、。]{0,6}(?:必要|なければ)", plain[said.end :])):
        return _qualified(plain, said, party)
    if act == "select" and denied and said.modality == "plain" and "受理" not in plain[said.start : said.end]:
        return "is_excluded"
    if act == "pay" and said.modality in ("plain", "must", "might"):
        return _paid(plain, said, party)
    if act == "submit" and not denied and said.modality in ("plain", "must"):
        return "is_submitted"
    if act == "define" and not denied:
        return "is_scheduled" if _TAKEN_FOR_A_TIME.search(plain) else "defines"
    return None


_REPAYS = deferred(r"返還|返納|返金|納付")
_TAKEN_FOR_A_TIME = deferred(r"(?:期間|期限|期日|末日|日)(?:の末日)?(?:を|と|である|等|に|は)[^、。]{0,25}みな")


# 「他の補助金の交付を受けていないこと」
HAS_RECEIVED = deferred(r"[一-龠]{0,4}を受け(?:て(?:い|お)|た)")


def _paid(plain: str, said: Predicate, party: Party | None) -> Act | None:
    """補助金を交付する; what others hand over or pay for is a duty of theirs."""
    if HAS_RECEIVED.match(plain, said.start):
        return None  # how things stand with somebody
    granted = re.search(r"補助金|助成金|給付金|奨励金", plain) or re.match(r"支給|補助|助成|不支給|不交付", plain[said.start :])
    if not granted or (said.modality == "must" and party in ("applicant", "vendor", "lessor")):
        return None
    return "is_not_paid" if said.negated else "is_paid"


def _qualified(plain: str, said: Predicate, party: Party | None) -> Act:
    """X は対象(外): of an expense it is paid or not, of all else it is eligible or excluded."""
    before = plain[: said.start]
    word = re.search(r"[一-龠ァ-ヶーA-Za-z]*$", before)
    if word and "点" in word.group():
        good = ("減点" not in word.group()) == (not said.negated)
        return "gets_bonus" if good and "加点" in word.group() else "gets_penalty" if not good else "informs"
    of_expense = re.search(r"(?:経費|費用)(?:等)?に(?:ついて|関して)", before)
    topic = (
        re.split(r"(?:場合(?:に)?(?:は)?|他|ほか)、", before)[-1] + plain[said.start : said.end + 3] + (of_expense[0] if of_expense else "")
    )
    return eligible(topic, party, denied=said.negated)


def eligible(words: str, party: Party | None, *, denied: bool) -> Act:
    """Whether what is (not) the object of a subsidy is paid, as an expense, or eligible, as all else; `words` name it."""
    money = party == "expense" or re.search(
        (
            r"経費|費用|(?:支払い?|支出|購入|取得|借用|代金)(?:は|が|も|に)|費(?:等)?(?:は|が|を|に|も)|料(?:金)?(?:等)?(?:は|"
            r"が|も)"
        ),
        words,
    )
    if money:
        return "is_not_paid" if denied else "is_paid"
    return "is_excluded" if denied else "is_eligible"


def _by_time(plain: str, said: Predicate) -> Act | None:
    """A period or day of which the sentence says when it is."""
    if said.modality in ("may", "might", "need_not") or said.negated or said.noun not in ("", *_TIME_NOUNS):
        return None
    end = plain[-30:]
    if re.match(r"[^、。は]{0,40}(?:返還|返納|返金|納付)[^、。は]{0,12}は", plain) and re.search(_COPULA, plain):
        return "is_repaid"
    if _RECEIVES.search(end) and not said.negated and _A_TIME.search(plain):
        return "is_scheduled"
    if _DAY_NAMED.search(end) or (_TIMED.search(plain) and _AT_A_TIME.search(end) and not _MONEY.search(plain)):
        return "is_scheduled"
    if _OPENS.search(end) and re.search(r"\d(?:月|日)|[上中下]旬|頃", plain) and not re.search(r"(?:者|主)(?:等)?は", plain):
        return "is_scheduled"
    bare = not re.search(r"[るたすいうく](?:[一-龠]|。|$)", plain)
    return "is_scheduled" if bare and re.search(_TIME, plain) and re.search(r"\d月|\d日", plain) else None


def _by_topic(plain: str, said: Predicate) -> Act | None:
    """A sum of which the sentence says how much, a class of which it says who is in it."""
    if said.modality in ("may", "might", "need_not") or said.negated or said.noun:
        return None
    end = plain[-24:]
    if (points := re.match(r"(加点|減点)(?:項目|措置|の?期間|点数|の上限)?(?:数)?(?:は|について)", plain)) and re.search(_COPULA, plain):
        return "gets_bonus" if points[1] == "加点" else "gets_penalty"
    if re.match(r"[^、。]{0,16}(?:返還額|返還金額?|納付額|返納額)は", plain) and re.search(_COPULA, plain):
        return "is_repaid"
    if (chosen := re.match((r"[^、。は]{0,10}対象(?:経費|者)?(?:として|と)(?:認められる|なる|する)(?:の|もの)は"), plain)) and re.search(
        _COPULA, plain
    ):
        return eligible(chosen.group(), None, denied=False)
    if re.search(r"(?:補助金|助成金)(?:は|が)[^。]*(?:振り?込|入金)", plain):
        return "is_paid"
    if _CAPPED.search(end) and not re.search(r"[人件回者社台名][^、。]{0,6}(?:上限|限度)と", end):
        return "is_paid"
    if re.search(
        (
            r"(?:補助金|助成金)(?:の(?:支払い?|交付|支給))?は[^。]*(?:払い?(?:とする|とします|です|となる|となります)|に行う|"
            r"に行います)$"
        ),
        plain,
    ):
        return "is_paid"
    if _MONEY.search(plain) and _GRANTS.search(end) and not re.search(r"申請(?:を)?(?:する|します)$", end):
        return "is_paid"
    target = _TARGET_TOPIC.search(plain)
    if target and re.search(_COPULA, plain):
        return eligible(target["what"], None, denied=False)
    bounded = re.search(r"(?:まで|以内|以下|以上|未満|限り|[上下]限|限度)(?:とする|とします|です|である)$", plain)
    return "must" if bounded and re.search(r"\d", plain) else None


# endings that say all: 「添付が必要」, 「同意が要件です」
_ENDINGS: dict[str, Act] = {
    "必要": "must",
    "必須": "must",
    "要件": "must",
    "条件": "must",
    "義務": "must",
    "求められ": "must",
    "原則": "must",
    "可能": "may",
    "可": "may",
    "任意": "may",
    "不要": "may",
    "不可": "must_not",
    "厳禁": "must_not",
    "禁止": "must_not",
    "ことにな": "informs",
}
_ENDING = deferred(
    r"(?:(?<=[がはもでを:])|^|(?=不可|禁止|厳禁|求められ|ことにな))(?:申請の?|補助の?)?("
    + "|".join(_ENDINGS)
    + (r")(?:です|である|となる|となります|とする|とします|る|ます|ている|ています|り|ります)*$")
)


def _by_modality(plain: str, said: Predicate, *, doer: bool) -> Act | None:
    """What may, must or must not be, whatever it is."""
    if said.act == "do" and not said.noun:
        # what an earlier clause obliges to is not what the sentence does
        said = replace(said, modality=predicate(re.split(r"、|(?<![てでく])は", plain)[-1]).modality)
    denied = said.negated if said.act != "do" else count_negations(_last_phrase(plain)) % 2 == 1
    if said.modality == "might":
        return "informs"
    if ending := _ENDING.search(plain):
        return _ENDINGS[ending[1]]
    if re.search(r"かどうか|(?:の|た|る)か(?:を|が|は|について)", plain[-24:]) and said.modality != "must":
        return "informs"
    if said.modality == "need_not" or re.search(
        r"差し?支え(?:な|あ)|妨げ(?:な|る)|構(?:わない|いません)|かま(?:わない|いません)", plain[-16:]
    ):
        return "may"
    if _ABLE.search(plain):
        return "may"
    if said.modality == "must":
        # 「…しない者であること」 is a duty to be so: what is denied stands in the class
        return "must_not" if denied and not _BEING.search(plain) else "must"
    if said.act == "permit" or said.modality == "may":
        return "must_not" if denied else "may"
    if denied and re.search(r"(?:しない|行わない|致しません|しません|いたしません|受け付けない|受け付けません)(?:ものとする)?$", plain):
        return "must_not"
    if re.search(r"(?:義務|責任|責務)を負(?:う|います|うものとする)$", plain):
        return "must"
    # 「補助事業者は、毎年報告を行う」: told of those who apply or help, the plain form is a duty
    plainly = said.act in ("do", "report", "keep", "follow", "notify") and _DOES.search(plain)
    return "must" if plainly and doer and not denied else None


# the plain form of a verb that somebody does; what is, becomes or is done to him is no duty
_DOES = deferred(
    r"(?:[うくつむぶ]|(?<!ま)す|(?<!て[いお])(?<![あなきいれ])る|(?<!て[いお])(?<!あり)(?<!なり)(?<!おり)(?<!でき)(?<!され)(?<!られ)(?<!かり)ます)$"
)
_BEING = deferred(r"(?:[者主人業社員体]|もの|法人|企業)であること(?:が必要(?:です|である|となります)?)?$")


def _last_phrase(plain: str) -> str:
    """The last verb with its endings, where a sentence does nothing that is known: what is denied before it is not its denial."""
    found = re.search(
        r"[一-龠ァ-ヶー]+[ぁ-ん]*(?:(?:こと|必要|義務|可能|場合|事)[ぁ-ん]*)*$",
        re.sub(r"(?<=[ぁ-ん])(?:必要|義務|可能|事)(?=[ぁ-ん])", "こと", plain),
    )
    return found.group() if found else plain[-16:]
