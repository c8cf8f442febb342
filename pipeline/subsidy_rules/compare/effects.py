"""What a changed, added or removed sentence does to an applicant, by the reading that rules are read with → the check that names it.

A sentence decides where it says what must be so, who is out, what is paid or repaid. Requests, papers, points and days are looked at by a
person; names, headings, references and days of enactment are neither better nor worse.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from subsidy_rules.compare.neutral_words import core, is_neutral
from subsidy_rules.compare.turned import asks_nothing, turned
from subsidy_rules.compare.units import Unit
from subsidy_rules.compare.words import Stretch, stretches_of
from subsidy_rules.language.deferred import deferred
from subsidy_rules.model.reading import Act, Figure, Reading

_BURDENS: frozenset[Act] = frozenset({"must", "must_not", "is_excluded", "is_not_paid", "is_repaid"})
_OUT: frozenset[Act] = frozenset({"must_not", "is_excluded", "is_not_paid", "is_repaid"})
_BENEFITS: frozenset[Act] = frozenset({"may", "is_eligible", "is_paid"})
_SILENT: frozenset[Act] = frozenset({"informs", "announces", "example"})
_OTHERS = frozenset({"administrator", "vendor", "lessor"})
_TAKEN: frozenset[Act] = frozenset({"is_repaid", "is_excluded", "is_not_paid"})
_MADE_TO = deferred(r"(?:返還|返納|返金|取り?下げ|辞退)[^、。]{0,4}(?:いただ|頂)")  # politely said, it is no request
_COURTESY = deferred(
    r"(?:参照|活用|ご覧|了承|利用|相談)(?:して)?(?:ください|下さい)|お問い?合わ?せ|(?:サイト|要領|要綱|手引き?|ページ|案内)[^。]{0,20}確認(?:して)?(?:ください|下さい)"
)
# 「…ので、ご注意ください」 adds nothing to what it follows
_TAIL = deferred(r"(?:ので|から)、?(?:十分に?)?(?:ご|御)(?:注意|留意|了承|承知おき)(?:願います|ください|下さい)[。)）*]*$")
# 「…に取り組みましょう！」 promises nothing
_RESULT = deferred(r"(?:昨年度?|前年度?|前回|過去)[^。]{0,20}採択(?:率|件数|実績)")
_INVITES = deferred(r"ましょう[。!！)）]*$")
_SELECTION = deferred(r"加点|減点")
# what can be had or not: else 「できる」 and 「できない」 say nothing of who gets what
_AT_STAKE = deferred(r"申請|応募|対象|補助|助成|支給|交付|受給|受ける|認め|採択|経費|計上|返還|見積|審査|利用|免除|軽減|重複|併用")
_CAN = deferred(r"でき(?:ます|ません|る|ない)|可能")
_REPAID = deferred(r"返還|返納|返金|取り?消")
_END = 36  # characters in which a sentence says what can be had or not
_DENIES = deferred(
    r"(?:対象と?(?:に|と)?は?なりません|対象外(?:です|と(?:する|します|なる|なります))|不可(?:です|とします)?|認め(?:られ)?ません|申請(?:は|が)?できません)[。)）]*$"
)
_ENDING = deferred(r"[う-ん、]{1,2}")  # 営む, where now stands 営み、かつ…
_ANNOUNCES = deferred(
    r"(?:から|より|まで)(?:遡及して)?、?(?:施行|適用)(?:する|します|され|とする)|経過措置|従前の例|予告|をもって(?:終了|廃止)|(?:終了|廃止|開始)(?:する|します)予定"
)
# what a page says of itself, and that all it says may change
_OF_ITSELF = deferred(
    r"(?:本|この|当)(?:記事|コラム)|(?:本|この|当)(?:ページ|サイト)(?:は|の(?:内容|情報|記載))|(?:整理|紹介|解説|説明|ご案内|まとめ|お伝え)(?:し|いたし)?(?:ました|ます|ています|ていきます)[。)）]*$"
)
# whoever should look first whether something is so is told nothing that is not so without it
_LOOK_FIRST = deferred(r"か(?:どうか)?[、をの]?(?:必ず|先に|事前に?|予め|あらかじめ|まず)*の?確認(?:が|を|して)")
_MAY_CHANGE = deferred(r"変更(?:に|と)?(?:なる|される)(?:場合|こと|可能性)が(?:ある|あり)")
_OPENING = deferred(r"^(?:また|なお|ただし|さらに|加えて|そして|おって|追って)、?")
_DAY = deferred(r"\d{4}年|\d{1,2}月|\d{4}/\d{1,2}")
_CASE = deferred(r"(?:場合|とき)[)）]*$")
_REQUEST = deferred(
    r"(?:ください|いただきます|下さい|お願い(?:し|いた)|望ましい|推奨(?:し|され)|ご(?:確認|注意|協力|参照|活用|了承|留意)|お早め|お間違え)"
)
_DEMAND = deferred(r"(?:こと|ものとする|なければならない|必要(?:がある|があります|です|となる)?)[。)）]*$")
_CLASSED = deferred(r"[^、。]{2,30}に該当(?:する|します|しない|しません)(?:もの(?:と(?:する|みなす)))?。?")
_EXEMPT = deferred(
    r"(?:適用外|適用しない|適用され?ない|適用しません|この限りで(?:は)?ない|要しない|不要と|免除|(?:要件|適用|義務|規定|返還|制限|条件)[」』）)等]{0,2}(?:から|を|は)除(?:く(?:ものとする|こととする)?|きます))[^、]{0,6}$"
)
_EXCEPT = deferred(r"除く|除き|除いて|対象外|適用外|この限り|不要|免除")
_OR = deferred(r"又は|または|若しくは|もしくは|いずれか|どちらか")
_AND = deferred(r"及び|並びに|および|ならびに")
# what joins the names of an enumeration, with the numbers of their articles
_JOINTS = deferred(r"及び|並びに|又は|若しくは|[、・\s]|\d{2,}の?|§[a-z]*の?")
# which of several counts: one more or less of them is better or worse by what it says of the others
_PICKS = deferred(r"いずれ|どちら|双方|両方|達成(?:度|率)の?[高低]|(?:高い|低い|大きい|小さい|早い|遅い)(?:方|ほう)")
_END_OF_CALL = deferred(r"(?:受付|受け付け|募集|公募|申請)[^。]{0,12}(?:終了|締め?切|中止|停止)")
_LIMIT = deferred(r"に限|のみ|うち|かつ")
_IN_FORCE = deferred(r"(?:施行|適用|改正|制定|一部改正)(?:する|します|した)?[。)）]*$")
_LASTS = deferred(r"間|以[内上下]|未満|を?超")
_MEASURE = deferred(r"\d(?:[万億千]?円|人|%|か月|年(?:以|未|を|間)|割|/\d)")
_DATE_ONLY = deferred(r"(?:\d{4}年(?:度)?|\d{1,2}月|\d{1,2}日|[(（][月火水木金土日][)）]|[.~～ から:]|\d)+")
# …の翌事業年度以降3年間の計画: of which time it is asked, which is neither more nor less
_SINCE = deferred(r"^、?[^、。]{0,16}(?:時点|年度|の日|日の?翌日)(?:の翌(?:事業|会計)?年度)?(?:以降|以後|から)の?$")
_TIME = deferred(r"^(?:申請|交付|応募|決定|締切|完了|報告)*(?:時|日|前|後|期間|期限|までに?)")
_DECISIVE_SIGNS = frozenset(
    "不無非未否以超外除可前後上下毎各全抜込有内大小増減加新旧甲乙国都道府県市区町村年月日円万億千百人社件親子主副正個法公私売買貸借始終最再両半倍"
)  # one such character may turn a rule


def reading_of(unit: Unit) -> Reading:
    """What the sentence does in its place."""
    from subsidy_rules.statements.sentence_reading import read_sentence  # with all patterns of the language: only where one is graded

    heading = unit.around[0] if unit.around else unit.headings[-1] if unit.headings else ""
    said = _said(unit)
    reading = read_sentence(said, heading, unit.lead)
    if reading.act == "is_repaid" and not _REPAID.search(said):
        reading = read_sentence(said, "", unit.lead)  # the heading tells what follows where it is not so
    if reading.act in _SILENT and _DENIES.search(said):
        return replace(reading, act="is_excluded", of="applicant")
    return reading


def _said(unit: Unit) -> str:
    """The sentence without brackets around all of it and without 「…ので、ご注意ください」."""
    text = unit.text.strip()
    if text[:1] in "(（" and text[-1:] in ")）":
        text = text[1:-1]
    return _TAIL.sub("。", text)


def effect_of_change(old: Unit, new: Unit, names: Sequence[tuple[str, str]], parts: Collection[str] = frozenset()) -> str | None:
    """The check for a sentence that reads otherwise now; None where it says the very same.

    `names`: old and new name of what was renamed; `parts`: the courses and frames that are new as a whole.
    """
    before, after = old.spelled, new.spelled
    for was, now in names:
        before = before.replace(was, now)
    left = [each for each in stretches_of(before, after) if not is_neutral(each, names)]
    if not left:
        if old.plain == new.plain:
            return None
        return "name-replaced" if old.spelled != before else "heading-changed" if old.title and new.title else "reworded"
    in_force = (_IN_FORCE.search(old.text) and _IN_FORCE.search(new.text)) or _DATE_ONLY.fullmatch(old.spelled)
    if in_force and all(not _words_of(each) for each in left):
        return "in-force-changed"
    if _is_slip(old.plain, new.plain) or _is_slip(_OPENING.sub("", old.spelled), _OPENING.sub("", new.spelled)):
        return "reworded"
    if all(_OF_ITSELF.search(unit.text) or _MAY_CHANGE.search(unit.text) for unit in (old, new)):
        return "reworded"
    if old.title and new.title and old.figures == new.figures:
        return "heading-changed"
    if names_new_part(old.spelled, new.spelled, parts):
        # what holds for all courses holds for the new one; who is out by one of them is out by it as well
        return "clause-tightened" if reading_of(new).act in _OUT else "clause-changed"
    return _graded(old, new, left)


def names_new_part(old: str, new: str, parts: Collection[str]) -> str | None:
    """The new course or frame whose name is all that a spelled text adds to an enumeration; None where it says anything else.

    >>> names_new_part("甲コース又は乙コースの計画", "甲コース、乙コース又は丙コースの計画", {"丙コース"})
    '丙コース'
    """
    before, after = _JOINTS.sub("", old), _JOINTS.sub("", new)
    return next((part for part in sorted(parts) if part in after and after.replace(part, "") == before), None)


def _graded(old: Unit, new: Unit, left: Sequence[Stretch]) -> str:
    before, after = reading_of(old), reading_of(new)
    turn = turned(old.spelled, new.spelled) if _is_told_applicants(old, before) and _is_told_applicants(new, after) else None
    if turn is not None:
        return f"clause-{turn}-changed" if turn == "decisive" else f"clause-{turn}"
    moved = sorted(old.figures) != sorted(new.figures)
    plain = "clause-figures-changed" if moved else "clause-changed"
    if moved and before.act == after.act == "defines" and any(_MEASURE.search(each.old + each.new + each.after[:2]) for each in left):
        return "clause-decisive-changed"  # who is meant decides who gets it
    if not (decides(old, before) or decides(new, after)):
        return plain
    if moved and all(not _words_of(each) for each in left):
        return plain  # days and months alone
    trend = _figure_trend(before, after) if moved else None
    if trend is not None:
        others = {_word_trend(each, after.act) for each in left if not re.search(r"\d", each.old + each.new)}
        return trend if others <= {trend} else "clause-decisive-changed"
    if moved and any(each.old and each.new for each in left):
        return plain if all(_TIME.match(each.after) for each in left) else "clause-decisive-changed"
    if _side(before.act) != _side(after.act) or (before.act in _OUT) != (after.act in _OUT):
        return "clause-decisive-changed" if decides(old, before) and decides(new, after) else plain
    if any(_PICKS.search(each.old + each.new) for each in left):
        return "clause-decisive-changed"
    trends = {_word_trend(each, after.act) for each in left}
    return trends.pop() if len(trends) == 1 else plain if trends <= {"clause-changed"} else _joint(trends)


def _joint(trends: set[str]) -> str:
    grave = trends - {"clause-changed", "clause-loosened"}
    return "clause-decisive-changed" if grave else "clause-changed"


def decides(unit: Unit, reading: Reading) -> bool:
    """Whether the sentence can decide who gets what: no request, no heading, and not about an office or a vendor."""
    said = _said(unit)
    if unit.title or _SELECTION.search(said) or _CASE.search(said) or _INVITES.search(said):
        return False
    if _REQUEST.search(said[-24:]) and not (reading.act in _TAKEN and _MADE_TO.search(said)):
        return False
    if _CAN.search(said[-16:]) and not _AT_STAKE.search(said[-_END:]):
        return False
    if _OF_ITSELF.search(said) or _LOOK_FIRST.search(said) or _is_consequence(unit):
        return False
    if reading.act == "is_repaid":  # whoever asks for it, it is the applicant who pays back
        return True
    if reading.of in _OTHERS:
        return False
    return reading.act in _BURDENS | _BENEFITS or (reading.act == "announces" and _DEMAND.search(unit.text) is not None)


def _is_consequence(unit: Unit) -> bool:
    """Whether it only says how somebody is classed by a check that an office makes: 「小規模事業者に該当しない。」 under 「…の確認」."""
    return _CLASSED.fullmatch(unit.text.strip()) is not None and any("確認" in words for words in (*unit.headings[-2:], unit.lead))


def _is_told_applicants(unit: Unit, reading: Reading) -> bool:
    """Whether what the sentence asks for or leaves free is asked of those who apply: no heading, no step, and not about an office."""
    said = _said(unit)
    if unit.title or _SELECTION.search(said) or _OF_ITSELF.search(said) or _REQUEST.search(said[-24:]):
        return False
    return reading.act == "is_repaid" or reading.of not in _OTHERS


def shuts_out(unit: Unit) -> bool:
    """Whether the sentence says that somebody or something cannot have the money."""
    reading = reading_of(unit)
    return reading.act in _OUT and decides(unit, reading)


def _side(act: Act) -> str:
    return "burden" if act in _BURDENS or act == "announces" else "benefit" if act in _BENEFITS else "other"


def _words_of(stretch: Stretch) -> str:
    lasts = _LASTS.match(stretch.after)  # 「５年以内」 is a length, no day
    dated = not lasts and all(not text or re.search(r"[年月日時:/.]", text + stretch.after[:1]) for text in (stretch.old, stretch.new))
    return re.sub(r"[\d年度月日曜()（）.~～:時分 月火水木金土上中下旬頃]", "" if dated else "!", stretch.old + stretch.new)


def _figure_trend(before: Reading, after: Reading) -> str | None:
    """Tightened or loosened where each figure that changed moved one way, and it is known which way is better."""
    trends: set[bool] = set()
    left = list(after.figures)
    for figure in before.figures:
        partner = next((f for f in left if _same_measure(figure, f)), None)
        if partner is None:
            return None
        left.remove(partner)
        if figure.value != partner.value:
            up = _amount(partner) > _amount(figure)
            if before.act in _SILENT or figure.op == "eq" or _amount(figure) == _amount(partner):
                return None
            burdened = before.act not in _OUT
            trends.add(up == (figure.op in ("ge", "gt")) if burdened else up != (figure.op in ("ge", "gt")))
    if left or len(trends) != 1:
        return None
    return "clause-tightened" if trends.pop() else "clause-loosened"


def _same_measure(a: Figure, b: Figure) -> bool:
    return (a.unit, a.op, a.measure, a.per, a.over) == (b.unit, b.op, b.measure, b.per, b.over) and a.unit != "date"


def _amount(figure: Figure) -> float:
    found = re.fullmatch(r"P?(\d+(?:\.\d+)?)(?:/(\d+))?[YMD]?", str(figure.value))
    return float(found[1]) / float(found[2] or 1) if found else 0.0


def _word_trend(stretch: Stretch, act: Act) -> str:
    """What words that came, went or were exchanged do in a sentence that decides."""
    if stretch.old.count("§") != stretch.new.count("§") and act in _BURDENS:
        return "clause-tightened" if stretch.new.count("§") > stretch.old.count("§") else "clause-loosened"
    if _ENDING.fullmatch(stretch.old) and core(stretch.new):
        stretch = Stretch("", stretch.new, stretch.before, stretch.after)
    elif _ENDING.fullmatch(stretch.new) and core(stretch.old):
        stretch = Stretch(stretch.old, "", stretch.before, stretch.after)
    if stretch.old and stretch.new:
        return "clause-changed" if _TIME.match(stretch.after) else "clause-decisive-changed"
    if _TIME.match(stretch.after) and len(stretch.old + stretch.new) <= 4:
        return "clause-changed"
    words = stretch.new or stretch.old
    if act in _BURDENS and _SINCE.search(words):
        return "clause-decisive-changed"
    narrows = _narrows(words, stretch.after, act)
    if narrows is None:
        return "clause-changed"
    return "clause-tightened" if narrows == bool(stretch.new) else "clause-loosened"


def _narrows(words: str, after: str, act: Act) -> bool | None:
    """Whether a sentence with these words more is worse for the applicant; None where it cannot be told."""
    tail = _in_brackets(after)
    if tail is not None and (act in _BURDENS or act in _BENEFITS) and re.search(r"除|限", tail):
        # one more name in 「…（Aに限る）」 makes what is meant wider, one more in 「…（Aを除く）」 narrower
        return bool(re.search(r"限", tail)) == (act in _BURDENS)
    wider = "含む" in words or "含み" in words or bool(_OR.search(words + after[:2]))
    if act in _OUT:
        return not (_EXCEPT.search(words) or _LIMIT.search(words) or (words.startswith(("(", "（")) and not wider))
    if act in _BURDENS or act == "announces":
        return not (_EXCEPT.search(words) or _OR.search(words + after[:2]))
    return not (wider or _AND.search(words))  # what is paid for besides


def _in_brackets(after: str) -> str | None:
    """What follows up to the end of the brackets that a stretch stands in; None where it stands in none."""
    end = re.search(r"[)）]", after)
    return after[: end.start()] if end is not None and not re.search(r"[(（]|。(?!$)", after[: end.start()]) else None


def effect_of_coming(unit: Unit, *, alternative: bool = False) -> str:
    """The check for a sentence that is new; that it has gone is the mirror of it.

    `alternative`: it is one of several of which one is enough.
    """
    if unit.title:
        return "remark-added"
    if _ANNOUNCES.search(unit.text) and _DAY.search(unit.spelled):
        return "announcement-added"
    reading = reading_of(unit)
    exempt = _EXEMPT.search(unit.text.rstrip("。)）")) and not _SELECTION.search(unit.text) and reading.act != "defines"
    if exempt and reading.act not in ("is_not_paid", "is_repaid"):
        return "clause-benefit-added"
    if decides(unit, reading):
        if reading.act in _BENEFITS:
            return "clause-benefit-added"
        return "clause-alternative-added" if alternative and reading.act not in _OUT else "clause-burden-added"
    if asks_nothing(unit.spelled) and _is_told_applicants(unit, reading):
        return "clause-benefit-added"
    quiet = reading.act in _SILENT or (reading.act == "may" and not _AT_STAKE.search(unit.text))
    if any(words.search(unit.text) for words in (_COURTESY, _OF_ITSELF, _MAY_CHANGE, _LOOK_FIRST, _INVITES, _RESULT)):
        return "remark-added"
    if (
        quiet
        and not reading.figures
        and not _END_OF_CALL.search(unit.text)
        and not (_REQUEST.search(unit.text) or _SELECTION.search(unit.text))
    ):
        return "remark-added"
    return "clause-added"


def _is_slip(old: str, new: str) -> bool:
    """One character that decides nothing, or a stretch that was printed twice.

    >>> _is_slip("工場用ベルト", "工業用ベルト"), _is_slip("受理するる", "受理する"), _is_slip("届出", "承認"), _is_slip("税抜", "税込")
    (True, True, False, False)
    """
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    spans = old[start : len(old) - end], new[start : len(new) - end]
    long, short = sorted(spans, key=len, reverse=True)
    if not short and long * 2 in max(old, new, key=len):
        return True
    if long == "日" and not short:
        return True  # 「４月１付け」
    return len(long) <= 1 and not set(long + short) & _DECISIVE_SIGNS and not any(char.isdigit() for char in long + short)
