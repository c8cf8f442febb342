"""Reads one text (a cell, a note, a clause) into statements.

A value takes the words since the value before it as its label. A label stays in force for the next value unless that one brings a label of
its own; an item label (ITツール:) stays in force for the counts under it (1機能:… 2機能以上:…). What stands in a bracket
holds inside the bracket only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from subsidy_rules.language.conditions import condition_unit, read_conditions, unique
from subsidy_rules.language.counted_by import counted_before
from subsidy_rules.language.normalise import Folded
from subsidy_rules.language.quantities import Bound, Quantity
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.brackets import (
    BRACKETED,
    bracket_conditions,
    case_of,
    counted_in_bracket,
    is_payer,
    is_same,
    override,
    settle_bracket,
    with_low_of,
)
from subsidy_rules.statements.dittos import find_dittos
from subsidy_rules.statements.formula import Formula, find_formula
from subsidy_rules.statements.label_before import COUNTS, conditions_behind, in_force, same_persons
from subsidy_rules.statements.provisos import with_provisos
from subsidy_rules.statements.segment_items import segment_items, summed
from subsidy_rules.statements.segments import Segment, mask_examples, split_segments
from subsidy_rules.statements.statement import Ditto, Statement, Subject, TextReading
from subsidy_rules.statements.value_label import label_of
from subsidy_rules.statements.values import (
    BEHIND,
    CAP_OF_SHARE,
    FIXED,
    RANGE_OF_RATES,
    REFUSED,
    bracket_around,
    find_values,
    is_cap_by_words,
    is_condition,
    is_floor,
    is_granted_share,
    is_of_costs,
    is_value,
    label_behind,
    percent_as_rate,
    split_ranges,
)

_FAR = 1_000  # signs before a value in which its label stands
_NOTE_MARK = re.compile(r"※\d{0,2}(?=[:)、。]|$)")
_ON_TOP = re.compile(
    r"(?:(?:を(?:上限|限度)に|まで)、?[^、。\d]{0,12}額(?:に|へ))?(?:の|を)?(?:上乗せ|上積み|加算|加え(?:る|ます|た)|増額|引上げ|引き上げ|UP)"
)
_RATE_OF_PART = re.compile(r"(?:補助|助成)率は、?[^。]{0,12}額[^。]{0,6}\d[\d,.万億千円]*(?:以下|以上|未満|まで|超|を超え)[^。]{0,12}$")
_PLUS = re.compile(r"(?:場合|とき|者)?(?:は|:|には)、?\+$")  # …の場合は+40万円
_ADDED_UNDER = re.compile(r"\)?\+[^\d、。()+]{1,16}$")  # 基本額100万円+賃上げ加算50万円
# 50万円加算で最大250万円: the cap with what is added to it
_WITH_IT = re.compile(r"(?:を|の)?(?:加算|上乗せ|増額|加え)(?:され|し)?(?:て|で|、|後は?)*(?:合計|最大|上限)?")
_FROM_CAP = re.compile(r"(?:上限|限度)額?(?:から|に)(?:さらに|更に)?(?:最大)?$")
# 補助金の額が100万円に満たない場合は交付しない: the least that is granted
_LEAST_GRANT = re.compile(rf"(?:(?:となる|の)?(?:場合|とき|もの|申請|事業))(?:に|は|を|には|については)?、?[^。]{{0,12}}{REFUSED}")
# 補助率は1/2以内、上限は300万円
_CAP_BESIDE_RATE = re.compile(r"(?:以内)?(?:で|とし)?[、,・(](?:また、|かつ、)?(?:上限|限度)(?:は|を|:)?(?:最大)?$")
_OF_COSTS = re.compile(r"(?:金額|費用?|額|代金?|料金?)(?:\([^()]*\))?の$|対象(?:経費|事業費)(?:の[^、。()]{0,6}額)?に$")
# 下限20万円~上限100万円: a range that says which of its ends is the floor sums up no caps
_FLOOR_BEFORE = re.compile(r"(?:下限(?:金?額)?|最低)[はが:]?$")
_RAISED = re.compile(r"(?:以内)?(?:に|へ|まで)(?:引き?上げ|アップ|UP)")
_CAP_WORD = re.compile(r"上限|限度")
_FLOOR_BEHIND = re.compile(r"(?:/[一-龥]{1,3})?\)?[、,(・。]*(?:ただし、)?[【<\[]?(?:補助)?(?:下限額?|最低)[】>\]]?[はを:]?")
_SUBJECTS: dict[str, Subject] = {"amount": "amount", "rate": "rate", "increase": "increase"}


@dataclass(slots=True)
class _State:
    """What is in force while a text is read from left to right.

    `own` are the conditions of the segment itself; `rival` is the subject of which a later label of the sentence tells a value apart;
    `bracket` what the last bracket was under; `each` what all the labelled amounts behind it are counted by; `unlabelled`: the label in
    force is not understood; `caps`: the last subject word named upper limits.
    """

    default: Subject | None
    labels: dict[str, str]
    conditions: tuple[Leaf, ...] = ()
    unit: str = ""
    subject: Subject | None = None
    framed: bool = False
    caps: bool = False
    by_unit: bool = False
    each: str | None = None
    unlabelled: bool = False
    at: int = 0
    own: tuple[Leaf, ...] = ()
    rival: Subject | None = None
    bracket: tuple[Leaf, ...] = ()
    statements: list[Statement] = field(default_factory=list)
    bracketed: list[Statement] = field(default_factory=list)


def read_text(
    folded: Folded,
    default: Subject | None,
    labels: Mapping[str, str] | None = None,
    *,
    framed: bool = False,
    caps: bool = False,
    by_unit: bool = False,
) -> TextReading:
    """Statements and dittos of a text.

    Args:
        folded: the text.
        default: what its values are about where its own words do not say (from the headers of a cell).
        labels: list labels that neighbouring texts define: "(1)" -> item slug.
        framed: it stands under the name of a frame, so that a bare 上限 is the cap of the grant.
        caps: it stands under the name of upper limits, so that a range is one of several caps.
        by_unit: it is an item on a frame, so that yen are an amount and a share a rate where nothing says so.
    """
    text = mask_examples(folded.text)
    known = dict(labels or {})
    defined: dict[str, str] = {}
    statements: list[Statement] = []
    dittos: list[Ditto] = []
    for segment in split_segments(folded):
        state = _State(default, known | defined, at=segment.start, subject=default, framed=framed, caps=caps, by_unit=by_unit)
        own = segment_items(text, segment, state.labels)
        if len(segment.labels) == 1 and own and own[0].op == "eq":
            defined[segment.labels[0]] = str(own[0].value)
        state.labels |= defined
        state.conditions = state.own = own
        _read_segment(text, segment, state)
        statements += [replace(s, summed=summed(segment, s, state.labels)) for s in state.statements]
        dittos += find_dittos(text, segment, state.conditions)
    statements = [settle_bracket(s, bracket_conditions(text)) for s in statements]
    return TextReading(tuple(with_provisos(text, statements)), tuple(dittos), tuple((known | defined).items()))


def _read_segment(text: str, segment: Segment, state: _State) -> None:
    formula = find_formula(text, segment.start, segment.end, state.labels)
    quantities = [_shift(q, segment.start) for q in find_values(text[segment.start : segment.end], rates=state.default == "rate")]
    fractions = any(q.unit == "rate" for q in quantities)
    for quantity in quantities:
        if formula is not None and formula.start <= quantity.start < formula.end:
            if quantity.start == segment.start + formula.cap.start:
                _take_formula(text, formula, quantity, state)
            continue
        _take(text, quantity, state, percent_is_rate=not fractions)


def _shift(quantity: Quantity, by: int) -> Quantity:
    return replace(quantity, start=quantity.start + by, end=quantity.end + by)


def _take_formula(text: str, formula: Formula, quantity: Quantity, state: _State) -> None:
    reasons = () if formula.text else ("formula_not_read",)
    cap = replace(quantity, low=None, high=Bound(quantity.single), point=None)
    state.statements.append(Statement("amount", cap, quantity.start, quantity.end, state.conditions, formula=formula.text, reasons=reasons))
    state.at = formula.end


def _take(text: str, quantity: Quantity, state: _State, *, percent_is_rate: bool) -> None:
    """Read one quantity: as a value, as a bound of the value before it, or leave it to the label of the next value."""
    context = text[max(state.at, quantity.start - _FAR) : quantity.start]
    subject = _subject(text, quantity, context, state)
    if subject is None:
        return
    if quantity.unit == "percent" and percent_is_rate and subject == "rate" and "従業員" not in context:
        quantity = percent_as_rate(quantity)
    if subject == "amount" and quantity.point is not None and is_floor(context):
        quantity = replace(quantity, low=Bound(quantity.point), point=None)
    if subject == "amount" and quantity.high is not None and quantity.high.value is not None and _LEAST_GRANT.match(text, quantity.end):
        quantity = replace(quantity, low=Bound(quantity.high.value, not quantity.high.exclusive), high=None)
    wanted = ("rate", FIXED) if subject == "rate" else ("yen",)
    if subject == "increase":
        context = context.rstrip("+")
    if quantity.unit not in wanted or not is_value(text, quantity, context) or is_condition(text, quantity):
        return
    if subject == "amount" and (_joined_as_floor(quantity, context, state) or _added(text, quantity, context, state)):
        return
    if _falling(text, quantity, state):
        return
    if subject == "rate" and state.statements and is_payer(text[: quantity.start]):
        state.at = quantity.end
        return
    outer, label = bracket_around(text, quantity, state.statements)
    if outer is not None and outer.subject == subject:
        _state_bracketed(text, quantity, outer, label, state)
    else:
        _state_value(text, quantity, context, subject, state)


def _is_on_top(text: str, quantity: Quantity, context: str, state: _State) -> bool:
    """Whether an amount is what is added to a grant, by the words behind it, before it, or between it and the amount before it."""
    if _ON_TOP.match(text, quantity.end) or _FROM_CAP.search(context) or (state.default == "amount" and _PLUS.search(context)):
        return True
    return bool(state.statements and state.statements[-1].subject == "amount" and _ADDED_UNDER.match(context))


def _subject(text: str, quantity: Quantity, context: str, state: _State) -> Subject | None:
    """What a quantity is about: the words right after it, the last subject word before it, else what was in force."""
    if is_cap_by_words(text, quantity):
        return "amount"
    if quantity.unit == "yen" and _is_on_top(text, quantity, context, state):
        return "increase"
    if state.default == "rate" and quantity.unit == "yen" and not quantity.part and counted_before(context) is not None:
        # a sum for each of something needs no rate (補助率 | 1人につき40万円), unless it bounds what is spent
        return None if any(hit.slug == "expense" for hit in lexicon("subjects").find(context)) else "amount"
    if state.default == "rate" and (quantity.unit in ("rate", FIXED) or quantity.part):
        return "rate" if quantity.unit != "yen" else None  # 補助率: 補助金額のうち300万円以下の部分 2/3: the part is the label of the rate
    if quantity.unit == "yen" and is_of_costs(context):
        return None  # 補助対象経費の総額が1,500万円に満たない: what is spent, not what is granted
    if is_granted_share(text, quantity, context):
        state.subject = "rate"
        return "rate"
    hits = lexicon("subjects").find(context)
    told = [h for h in hits if h.slug in _SUBJECTS or (quantity.unit == "yen" and h.slug == "other")]
    if told and told[-1].slug == "other":
        if told[-1].start > context.rfind("。"):
            return None
        told = [h for h in told if h.slug in _SUBJECTS]
    if told and not (state.default == "increase" and told[-1].slug == "amount"):
        state.subject = _SUBJECTS[told[-1].slug]
        state.caps = bool(_CAP_WORD.search(context, told[-1].start))
    behind_rate = quantity.unit == "yen" and bool(state.statements) and state.statements[-1].subject == "rate"
    if behind_rate and (_CAP_BESIDE_RATE.fullmatch(context) or CAP_OF_SHARE.fullmatch(context)):
        return "amount"
    if quantity.unit == "rate" and state.subject == "amount" and _OF_COSTS.search(context):
        return "rate"  # "購入金額の1/2(上限50万円)" under 補助額 gives the rate as well
    if not hits and state.by_unit and quantity.unit in ("yen", "rate"):
        return "amount" if quantity.unit == "yen" else "rate"
    if state.subject is None and quantity.unit == "yen" and state.framed and re.search(r"上限[はが:]?$", context):
        return None if any(h.slug == "expense" for h in hits) else "amount"
    if quantity.unit == "rate" and state.subject == "amount" and _RATE_OF_PART.search(context):
        return "rate"  # 補助率は、補助額が1,500万円を超える部分については1/3
    in_bracket = bool(state.statements) and text.startswith("(", state.statements[-1].end)
    if quantity.unit == "rate" and state.subject == "amount" and in_bracket and state.statements[-1].subject == "rate":
        return "rate"  # 2分の1(小規模企業者にあっては、3分の2)を乗じて得た額: the rate of a grant told as an amount
    return state.subject


def _joined_as_floor(quantity: Quantity, context: str, state: _State) -> bool:
    """Give a lone lower bound to the caps just read: 3,000万円(補助下限額100万円), 2,000万円(特例2,600万円)、下限80万円."""
    lone = quantity.high is None and quantity.low is not None and bool(_FLOOR_BEHIND.fullmatch(context))
    if not lone or not state.statements or state.statements[-1].low is not None:
        return False
    state.at = quantity.end
    first = len(state.statements) - 1
    while ")" in context and first > 0 and state.statements[first] in state.bracketed:
        first -= 1
    for index in range(first, len(state.statements)):
        state.statements[index] = replace(state.statements[index], low=quantity.low)
    return True


def _added(text: str, quantity: Quantity, context: str, state: _State) -> bool:
    """Read the second of two amounts that are added up: each under its own label in brackets, or both as one sum."""
    last = state.statements[-1] if state.statements else None
    if last is None or last.subject != "amount" or not re.fullmatch(r"\)?\+", context) or quantity.single is None:
        return False
    mine, its = label_behind(text, quantity.end), label_behind(text, last.end)
    state.at = quantity.end
    if mine and its:
        state.statements[-1] = replace(last, conditions=override(last.conditions, read_conditions(its) or case_of(its)))
        conditions = override(last.conditions, read_conditions(mine) or case_of(mine))
        state.statements.append(Statement("amount", quantity, quantity.start, quantity.end, conditions))
    elif not mine and not its and last.quantity.single is not None:
        total = Bound(last.quantity.single + quantity.single)
        state.statements[-1] = replace(last, quantity=replace(last.quantity, end=quantity.end, high=total, point=None), end=quantity.end)
    else:
        state.statements[-1] = replace(last, unread=(*last.unread, text[last.end : quantity.end]))
    return True


def _state_bracketed(text: str, quantity: Quantity, outer: Statement, label: str, state: _State) -> None:
    """A value in a bracket behind another: what holds instead of that under the label in the bracket."""
    if outer.quantity.unit == FIXED and not label:  # 定額(10/10): both say the same
        state.statements[state.statements.index(outer)] = replace(outer, quantity=quantity, start=quantity.start, end=quantity.end)
        state.at = quantity.end
        return
    on_top = state.statements[-1].conditions if state.statements[-1].subject == "increase" and _WITH_IT.fullmatch(label) else None
    found = (
        on_top
        if on_top is not None
        else state.bracket
        if is_same(label)
        else read_conditions(label, money_is_part=outer.subject == "rate", carried_unit=state.unit)
    )
    if not found and _is_floor_told_again(text, quantity, outer, state):
        return
    reasons: tuple[str, ...] = ()
    per = counted_in_bracket(label, outer.per)
    if not found and per == outer.per and (found := case_of(label)):
        reasons = ("unknown_label",)
    if found:
        state.bracket = found
    if per == outer.per and (not found or override(outer.conditions, found) == outer.conditions):
        bare = not label and re.compile(rf"{BEHIND}\)").match(text, quantity.end) is not None
        reasons = (BRACKETED,) if bare else ("alternatives",)
    # of whom the value before is, nobody knows: neither is it of this one
    reasons = (*reasons, *(reason for reason in outer.reasons if reason == "unknown_label" and reason not in reasons))
    quantity = with_low_of(outer.quantity, quantity)
    conditions = override(outer.conditions, found)
    inner = Statement(outer.subject, quantity, quantity.start, quantity.end, conditions, per=per, reasons=reasons)
    state.statements.append(inner)
    state.bracketed.append(inner)
    state.at = quantity.end


def _is_floor_told_again(text: str, quantity: Quantity, outer: Statement, state: _State) -> bool:
    """Read the floor that a sentence in a bracket gives to the value before it: 100万円(補助金の額が20万円に満たない場合は対象外)."""
    if not _LEAST_GRANT.match(text, quantity.end) or quantity.low is None:
        return False
    if outer.low is None and outer.quantity.low is None and outer.quantity.single != quantity.low.value:
        state.statements[state.statements.index(outer)] = replace(outer, low=quantity.low)
    state.at = quantity.end
    return True


def _falling(text: str, quantity: Quantity, state: _State) -> bool:
    """Read the second end of a range of rates that falls: 3/4~2/3. The lower end is what all get."""
    last = state.statements[-1] if state.statements else None
    if last is None or last.subject != "rate" or quantity.unit != "rate":
        return False
    if not re.fullmatch(r"(?:以内)?~", text[last.end : quantity.start + 1]):
        return False
    reasons = (*last.reasons, RANGE_OF_RATES)
    state.statements[-1] = replace(last, unread=(*last.unread, text[last.start : quantity.end]), reasons=reasons)
    state.statements.append(Statement("rate", quantity, quantity.start, quantity.end, last.conditions, reasons=(RANGE_OF_RATES,)))
    state.at = quantity.end
    return True


def _state_value(text: str, quantity: Quantity, context: str, subject: Subject, state: _State) -> None:
    inside = context.count("(") > context.count(")")
    if context.startswith(")"):
        context = context[1:]
    if not inside and "。" in context:  # what the sentence before says of its values says nothing of the next one's
        state.conditions, state.rival, state.unlabelled = state.own, None, False
        context = context[context.rfind("。") + 1 :]
    named = label_of(text, quantity, context, subject, state.statements, state.each, state.unit)
    found, label, per, state.each = named.leaves, named.unread, named.per, named.each
    found = same_persons(found, state.conditions, context)
    state.unit = condition_unit(context) or state.unit
    _keep_apart(found, subject, state)
    conditions = in_force(state.conditions, found)
    trailing, vague, end = conditions_behind(text, quantity.end, subject, counted=per is not None)
    own = unique((*conditions, *trailing))
    reasons = ("alternatives",) if not found and _says_again(subject, conditions, per, state) else ()
    state.unlabelled = label is not None or (state.unlabelled and not found)
    if state.unlabelled:
        reasons = (*reasons, "unknown_label")
    if not own and _RAISED.match(text, quantity.end):
        reasons = (*reasons, "raised")
    for part, summary in split_ranges(quantity, subject, caps=state.caps and not _counted(own) and not _FLOOR_BEFORE.search(context)):
        # the lower end of a range of rates is what all get
        told = (text[quantity.start : quantity.end],) if summary == RANGE_OF_RATES and part.high == quantity.high else ()
        made = Statement(
            subject,
            part,
            quantity.start,
            quantity.end,
            own,
            per=per,
            fixed=quantity.unit == FIXED,
            unread=(*told, *(vague if told or summary != RANGE_OF_RATES else ())),
        )
        state.statements.append(replace(made, reasons=(*reasons, *((summary,) if summary else ()))))
    if not inside and "※" not in _NOTE_MARK.sub("", context):
        state.conditions = conditions
    state.at = end


def _keep_apart(found: tuple[Leaf, ...], subject: Subject, state: _State) -> None:
    """1/2、小規模事業者は2/3、上限額は: the class tells the rates apart and says nothing of the cap."""
    if not found and state.rival not in (None, subject):
        state.conditions = unique((*state.own, *(leaf for leaf in state.conditions if leaf.fact == "item")))
        state.rival = None
    elif found and any(s.subject == subject for s in state.statements):
        state.rival = subject


def _counted(conditions: tuple[Leaf, ...]) -> bool:
    return any(leaf.fact in COUNTS for leaf in conditions)


def _says_again(subject: Subject, conditions: tuple[Leaf, ...], per: str | None, state: _State) -> bool:
    """Whether the text gave a value of this subject under the same conditions already: "1/2以内又は2/3以内"."""
    return any(s.subject == subject and s.conditions == conditions and s.per == per for s in state.statements)
