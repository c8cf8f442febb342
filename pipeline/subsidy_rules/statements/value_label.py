"""What the words before and behind a value say of it: its conditions, a label that nobody understands, what it is counted by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.counted_by import behind_count, counted_after, counted_before, counted_times, names_one_more
from subsidy_rules.language.quantities import Quantity
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.brackets import case_of
from subsidy_rules.statements.label_before import case_of_raise, label_before
from subsidy_rules.statements.statement import Statement, Subject
from subsidy_rules.statements.unread import is_unread

# 蓄電池:1/3以内(上限10万円): the label stands before the rate
_RATE_BETWEEN = re.compile(r"(?:\d{1,3}/\d{1,3}|\d{1,3}分の\d{1,2}|[\d.]{1,5}%)(?:以内)?[、(]?(?:(?:上限|限度)額?)?[はが:]?$")
# 店を改修する場合、改修費の3分の1: what the share is of stands between the case and the value
_CASE_OF_SHARE = re.compile(
    r"(?<=場合、|とき、|合は、|きは、|者は、|場合は|ときは|ては、)[^、。()はが]{1,30}(?:の(?:うち)?|に(?:対し|ついて)て?、?)$"
)
# 対象経費(50万円を超える場合は50万円)に60%: what the bracket says is of the costs
_BRACKET_OF_COSTS = re.compile(r"(?:(?<=経費|費用|掛金|家賃|賃金)|(?<=[料費額]))\([^()]*\)(?=[にの]、?$)")
# 上限250万円(補助率2/3): the sum before the bracket is no part of the grant that the rate is for
_BEFORE_BRACKET = re.compile(r"^.*(?:上限|限度|最大)[^。()]{0,6}\d[\d,.万億千百]*円(?:以内|まで)?\((?=[^()]*$)")
# 改装は10分の5、看板は10分の3: what each of several values is for, right before it
_FOR_EACH = re.compile(
    r"(?:^|[、。:・※])(?P<name>[^、。:・()は※\d]{2,30}|\d{1,2}(?:回|年度?|人|申請|件|店舗|台|社)目)(?:の場合)?は、?(?:最大|(?:上限|限度)額?)?(?=\d(?!\d?[^\d、。]{1,2}目)|$)"
)
_NTH = re.compile(r"\d.*目")  # 1回目は20万円、2回目は10万円
# of firms, of which each may have a sum of its own
_FORMS = frozenset({"法人", "中小法人", "個人", "個人事業者", "個人事業主", "会社", "団体", "組合"})
_TO_MEMBERS = re.compile(r"グループ構成員に$")


@dataclass(frozen=True, slots=True)
class ValueLabel:
    """The label of a value; `each` is what the next labelled values behind it are counted by too."""

    leaves: tuple[Leaf, ...]
    unread: str | None
    per: str | None = None
    each: str | None = None


def label_of(
    text: str,
    quantity: Quantity,
    context: str,
    subject: Subject,
    before: Sequence[Statement],
    each: str | None,
    unit: str,
) -> ValueLabel:
    """The label of a value of a folded text.

    A unit before the first of several labelled amounts is that of all of them: 1台当たり小型機20万円、大型機50万円.

    Args:
        context: the words since the value before it.
        before: the values before it.
        each: what the labelled values before it are all counted by.
        unit: that of the label before.
    """
    rivals = any(leaf.fact == "applicant_class" for s in before for leaf in s.conditions)
    if subject == "rate":
        context = _CASE_OF_SHARE.sub("", _BRACKET_OF_COSTS.sub("", _BEFORE_BRACKET.sub("", context)))
        found, label = label_before(context, rivals=rivals, money_is_part=True, carried_unit=unit)
        named = (found, label) if found or label else _one_of_several(text, quantity, context)
        return ValueLabel(*named if any(named) else _course_of_sentence(text, quantity))
    if (times := counted_times(text, quantity.start, quantity.end)) is not None:
        context = context[: max(0, times[1] - quantity.start + len(context))]
    per, own = times[0] if times else _per(text, quantity, context), behind_count(_RATE_BETWEEN.sub("", context))
    if own == context and per is None and each is not None and names_one_more(context):
        per, own = each, context.lstrip("、は:")
    each = per if own != context else None
    found, label = label_before(own, rivals=rivals, money_is_part=False, carried_unit=unit)
    if subject == "increase" and not found and (case := case_of_raise(context)):
        return ValueLabel(_whole(case, text, quantity.start), label or str(case[0].value), per, each)
    if not found and label is None:
        found, label = (_one_of_several if per is None else _one_counted)(text, quantity, context)
        found, label = (found, label) if found or label else _course_of_sentence(text, quantity)
    if per is not None and own not in (context, "") and not found:
        found, label = case_of(own), own
    return ValueLabel(_whole(found, text, quantity.start), label, per, each)


def _one_of_several(text: str, quantity: Quantity, context: str) -> tuple[tuple[Leaf, ...], str | None]:
    """The case and label of a value that is one of several of its sentence, each with a name of its own before it."""
    own = next((match["name"] for match in _FOR_EACH.finditer(context) if match.end() == len(context)), "")
    end = text.find("。", quantity.end)
    sentence = text[text.rfind("。", 0, quantity.start) + 1 : end if end >= 0 else len(text)]
    names = {
        match["name"]
        for match in _FOR_EACH.finditer(sentence)
        if match["name"].removesuffix("等") in _FORMS or _NTH.fullmatch(match["name"]) or is_unread(match["name"])
    }
    return (case_of(own), own) if own in names and len(names) > 1 else ((), None)


# 創業コースは、対象経費の1/2以内で50万円を上限とします。承継コースは、…: what each sentence is about
_COURSE_IS = re.compile(
    r"(?:^|(?<=。))[・●○①-⑳]?(?P<name>[^、。:・()\d]{2,20}(?:枠|コース|型|タイプ|類型|メニュー))(?:では|については|は)、"
)


def _course_of_sentence(text: str, quantity: Quantity) -> tuple[tuple[Leaf, ...], str | None]:
    """The case and label of a value in one of several sentences of which each is about a course that nobody declared."""
    courses = [match for match in _COURSE_IS.finditer(text) if not read_conditions(match["name"])]
    own = next((match for match in courses if match.start() == text.rfind("。", 0, quantity.start) + 1), None)
    several = len({match["name"] for match in courses}) > 1
    return (case_of(own["name"]), own["name"]) if own is not None and several else ((), None)


# 常勤職員1人につき20万円及び非常勤職員1人につき10万円; 発電設備は1kW当たり5万円、蓄電池は1kWh当たり3万円: of whom or what each sum is
_COUNTED_NAMES = (
    re.compile(r"(?P<name>[一-龥々ァ-ヶーA-Za-z]{2,16})[1一][一-龥]{1,3}(?:(?:当|あ)たり|につき)(?=(?:最大|上限)?\d)"),
    re.compile(
        r"(?:^|[、。:・※)])(?P<name>[^、。:・()は※\d]{2,30})は、?(?:1|一)?[^、。は()\d]{1,8}(?:(?:当|あ)たり|につき)(?=(?:最大|上限)?\d)"
    ),
)


def _one_counted(text: str, quantity: Quantity, context: str) -> tuple[tuple[Leaf, ...], str | None]:
    """The case and label of a sum for each of those whom a sentence names, where it has another sum for each of others."""
    end = text.find("。", quantity.end)
    sentence = text[text.rfind("。", 0, quantity.start) + 1 : end if end >= 0 else len(text)]
    for pattern in _COUNTED_NAMES:
        names = {match["name"] for match in pattern.finditer(sentence)}
        own = next((match["name"] for match in pattern.finditer(f"{context}0") if match.end() >= len(context) - _UP_TO), None)
        if own is not None and len(names) > 1 and is_unread(own):
            return case_of(own), own
    return (), None


_UP_TO = len("最大")


# 20万円以上 | の研修を行った: a case that begins in the middle, behind a figure
_CUT = re.compile(r"[をにがはで、のとへ]")


def _whole(case: tuple[Leaf, ...], text: str, before: int) -> tuple[Leaf, ...]:
    """A case whose words were cut at a figure, with all of its part of the sentence."""
    if len(case) != 1 or case[0].fact != "case":
        return case
    words = str(case[0].value)
    at = text.rfind(words, 0, before)
    if at > 0 and _LISTED_BEFORE.fullmatch(text, 0, at) and not lexicon("subjects").find(text[:at]):
        return (case[0].model_copy(update={"value": text[: at + len(words)][-_LONGEST:]}),)
    if at < 0 or not _CUT.match(words):
        return case
    start = max(text.rfind(sign, 0, at) for sign in "。(※:、") + 1
    return (case[0].model_copy(update={"value": text[start : at + len(words)][-_LONGEST:]}),)


_LONGEST = 60
# 町で開かれる見本市、展示会に出展した場合は10万円: the first of the things that the case is about
_LISTED_BEFORE = re.compile(r"[^。、:()※はが\d]{4,30}(?<=[一-龥ァ-ヶー])、")


def _per(text: str, quantity: Quantity, context: str) -> str | None:
    return counted_after(text, quantity.end) or counted_before(context) or ("group_member" if _TO_MEMBERS.search(context) else None)
