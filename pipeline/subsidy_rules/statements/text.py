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
from subsidy_rules.language.normalise import Folded
from subsidy_rules.language.quantities import Bound, Quantity, find_quantities
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.formula import Formula, find_formula
from subsidy_rules.statements.segments import Segment, mask_examples, split_segments
from subsidy_rules.statements.statement import Direction, Ditto, Statement, Subject, TextReading
from subsidy_rules.statements.unread import ends_in_unread_label

_DITTO = re.compile(r"同右|右に同じ|右記に同じ|同左|左に同じ|同上|上に同じ|上記に同じ|(?<=と)同様|(?<=と)同じ")
_DIRECTIONS: dict[str, Direction] = {"右": "right", "左": "left", "上": "above"}
_PER_AFTER = ((re.compile(r"×グループ構成員数?"), "group_member"),)
_PER_BEFORE = ((re.compile(r"(?:グループ)?構成員(?:1|一)?(?:者|社|事業者)?(?:当|あ)たり|グループ構成員に$"), "group_member"),)
_NOTE_MARK = re.compile(r"※\d{0,2}(?=[:)、。]|$)")
_ON_TOP = re.compile(r"(?:の|を)?(?:上乗せ|加算|引上げ|引き上げ|UP)")
_FROM_CAP = re.compile(r"上限額?(?:から|に)(?:さらに|更に)?(?:最大)?$")
_COSTS = re.compile(r"(?:経費|事業費|投資額|投資金額)(?:の(?:総額|合計額?|額))?(?:\([^()]*\))?(?:が|は|で)$")
_CASE = re.compile(r"\((?P<what>[^()\d]{2,30}(?:場合|とき|事業者|者))(?:は|には)?[、:]?(?:最大|上限)?$")
_COUNTS = frozenset({"employees", "process_count", "function_count"})
# 補助金の額が100万円に満たない場合は交付しない: the least that is granted
_LEAST_GRANT = re.compile(
    r"(?:場合|とき|もの)(?:に|は|には|については)?、?[^。]{0,12}(?:対象とな(?:らない|りません)|対象外|交付しな|交付しま|交付は行|申請は?でき(?:ない|ません))"
)
_OF_COSTS = re.compile(r"(?:金額|費用|経費|額)(?:\([^()]*\))?の$")
_RAISED = re.compile(r"(?:以内)?(?:に|へ|まで)(?:引き?上げ|アップ|UP)")
# "( )内は…の場合": what the values in brackets are under
BRACKETED = "bracketed"
_BRACKET_KEY = re.compile(r"(?:\(\)|括弧|かっこ|カッコ)(?:内|書き?)(?:の(?:金額|数字|数値|額|率))?(?:は|が|:)?、?(?P<what>[^。※]*)")
_SUBJECTS: dict[str, Subject] = {"amount": "amount", "rate": "rate", "increase": "increase"}


@dataclass(slots=True)
class _State:
    """What is in force while a text is read from left to right."""

    default: Subject | None
    labels: dict[str, str]
    conditions: tuple[Leaf, ...] = ()
    unit: str = ""
    subject: Subject | None = None
    framed: bool = False
    at: int = 0
    statements: list[Statement] = field(default_factory=list)


def read_text(folded: Folded, default: Subject | None, labels: Mapping[str, str] | None = None, *, framed: bool = False) -> TextReading:
    """Statements and dittos of a text.

    Args:
        folded: the text.
        default: what its values are about where its own words do not say (from the headers of a cell).
        labels: list labels that neighbouring texts define: "(1)" -> item slug.
        framed: it stands under the name of a frame, so that a bare 上限 is the cap of the grant.
    """
    text = mask_examples(folded.text)
    known = dict(labels or {})
    defined: dict[str, str] = {}
    statements: list[Statement] = []
    dittos: list[Ditto] = []
    for segment in split_segments(folded):
        state = _State(default, known | defined, at=segment.start, subject=default, framed=framed)
        own = _segment_items(text, segment, state.labels)
        if len(segment.labels) == 1 and own and own[0].op == "eq":
            defined[segment.labels[0]] = str(own[0].value)
        state.labels |= defined
        state.conditions = own
        _read_segment(text, segment, state)
        statements += [replace(s, summed=_summed(segment, s, state.labels)) for s in state.statements]
        dittos += _dittos(text, segment, state.conditions)
    statements = [settle_bracket(s, bracket_conditions(text)) for s in statements]
    return TextReading(tuple(statements), tuple(dittos), tuple((known | defined).items()))


def bracket_conditions(text: str) -> tuple[Leaf, ...]:
    """What a folded text says that values in brackets are under.

    >>> [leaf.fact for leaf in bracket_conditions("※()内は、大幅な賃上げを行う場合の補助上限額")]
    ['wage_raise_special']
    """
    match = _BRACKET_KEY.search(text)
    return read_conditions(match["what"]) if match else ()


def without_bracket_key(text: str) -> str:
    """The folded text of a label without what it says of the values in brackets only."""
    match = _BRACKET_KEY.search(text)
    return text[: match.start()].rstrip("(※、") if match else text


def settle_bracket(statement: Statement, conditions: tuple[Leaf, ...]) -> Statement:
    """A value in a bracket with the conditions that a note gives for brackets; as it was where there are none."""
    if not conditions or BRACKETED not in statement.reasons:
        return statement
    reasons = tuple(reason for reason in statement.reasons if reason != BRACKETED)
    return replace(statement, conditions=unique((*statement.conditions, *conditions)), reasons=reasons)


def _summed(segment: Segment, statement: Statement, labels: Mapping[str, str]) -> tuple[str, ...]:
    if segment.relation != "sum" or statement.subject != "amount":
        return ()
    return tuple(labels[label] for label in segment.labels if label in labels)


def _segment_items(text: str, segment: Segment, labels: Mapping[str, str]) -> tuple[Leaf, ...]:
    """The item that a labelled segment is about: named right after the label, or named where the label was defined."""
    if not segment.labels:
        return ()
    if len(segment.labels) == 1:
        first = min((q.start for q in find_quantities(text[segment.start : segment.end])), default=segment.end - segment.start)
        head = re.split(r"[⇒→:]", text[segment.start : segment.start + first])[0]
        hits = list(dict.fromkeys(hit.slug for hit in lexicon("items").find(head)))
        if hits:
            return (Leaf(fact="item", op="eq", value=hits[0]),)
    slugs = tuple(dict.fromkeys(labels[label] for label in segment.labels if label in labels))
    if not slugs:
        return ()
    return (Leaf(fact="item", op="eq", value=slugs[0]) if len(slugs) == 1 else Leaf(fact="item", op="in", value=slugs),)


def _read_segment(text: str, segment: Segment, state: _State) -> None:
    formula = find_formula(text, segment.start, segment.end, state.labels)
    quantities = [_shift(q, segment.start) for q in find_quantities(text[segment.start : segment.end])]
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
    context = text[state.at : quantity.start]
    subject = _subject(text, quantity, context, state)
    if subject is None:
        return
    if quantity.unit == "percent" and percent_is_rate and subject == "rate" and "従業員" not in context:
        quantity = _percent_as_rate(quantity)
    wanted = "rate" if subject == "rate" else "yen"
    if subject == "amount" and quantity.point is not None and _is_floor(context):
        quantity = replace(quantity, low=Bound(quantity.point), point=None)
    if subject == "amount" and quantity.high is not None and quantity.high.value is not None and _LEAST_GRANT.match(text, quantity.end):
        quantity = replace(quantity, low=Bound(quantity.high.value, not quantity.high.exclusive), high=None)
    if quantity.unit != wanted or not _is_value(text, quantity, context):
        return
    if subject == "amount" and quantity.high is None and quantity.low is not None and _joins_last(context, state):
        last = state.statements.pop()
        state.statements.append(replace(last, low=quantity.low))
        state.at = quantity.end
        return
    _state_value(text, quantity, context, subject, state)


def _is_floor(context: str) -> bool:
    """Whether the last subject word before an amount is the lower bound: "補助下限額は専門家活用枠が50万円"."""
    hits = [hit for hit in lexicon("subjects").find(context) if hit.slug == "amount"]
    return bool(hits) and "下限" in context[hits[-1].start : hits[-1].end]


def _percent_as_rate(quantity: Quantity) -> Quantity:
    def part(bound: Bound | None) -> Bound | None:
        return None if bound is None or bound.value is None else replace(bound, value=bound.value / 100)

    point = None if quantity.point is None else quantity.point / 100
    return replace(quantity, unit="rate", low=part(quantity.low), high=part(quantity.high), point=point)


def _subject(text: str, quantity: Quantity, context: str, state: _State) -> Subject | None:
    """What a quantity is about: the words right after it, the last subject word before it, else what was in force."""
    if quantity.unit == "yen" and (_ON_TOP.match(text, quantity.end) or _FROM_CAP.search(context)):
        return "increase"
    if state.default == "rate" and (quantity.unit == "rate" or quantity.part):
        return "rate" if quantity.unit == "rate" else None  # 補助率: 補助金額のうち300万円以下の部分 2/3: the part is the label of the rate
    if quantity.unit == "yen" and _COSTS.search(context):
        return None  # 補助対象経費の総額が1,500万円に満たない: what is spent, not what is granted
    hits = lexicon("subjects").find(context)
    told = [h for h in hits if h.slug in _SUBJECTS or (quantity.unit == "yen" and h.slug == "other")]
    if told and told[-1].slug == "other":
        return None
    if told and not (state.default == "increase" and told[-1].slug == "amount"):
        state.subject = _SUBJECTS[told[-1].slug]
    if quantity.unit == "rate" and state.subject == "amount" and _OF_COSTS.search(context):
        return "rate"  # "購入金額の1/2(上限50万円)" under 補助額 gives the rate as well
    if state.subject is None and quantity.unit == "yen" and state.framed and re.search(r"上限[はが:]?$", context):
        return None if any(h.slug == "expense" for h in hits) else "amount"
    return state.subject


def _is_value(text: str, quantity: Quantity, context: str) -> bool:
    if quantity.unit == "rate":
        if quantity.low is not None:  # "2/3以内~4/5以内" sums up; "1/2以上" is a share of something
            return False
        return not re.match(r"を乗じ|の額|ずつ", text[quantity.end :]) and not re.search(r"[×*]$", context)
    if re.search(r"(?:最低賃金|×)\+?$|\+$", context):
        return False
    if quantity.part and re.match(r"は|について|に", text[quantity.end :]):
        return False  # "50万円以下の部分は補助率3/4以内": the part is the label of the rate
    # an amount that ends a label of a rate or of another amount is that label's, not a value
    return not (quantity.point is None and not quantity.part and re.match(r"(?:の部分|の場合|:)", text[quantity.end :]))


def _joins_last(context: str, state: _State) -> bool:
    """Whether a lone lower bound belongs to the cap just read: 3,000万円(補助下限額100万円)."""
    return bool(state.statements) and state.statements[-1].low is None and bool(re.fullmatch(r"[、,(・]*(?:補助)?下限額?[はを:]?", context))


def _state_value(text: str, quantity: Quantity, context: str, subject: Subject, state: _State) -> None:
    inside = context.count("(") > context.count(")")
    if context.startswith(")"):
        context = context[1:]
    found = read_conditions(context, money_is_part=subject == "rate", carried_unit=state.unit)
    state.unit = condition_unit(context) or state.unit
    if not found and inside and (case := _CASE.search(context)) and _says_again(subject, state.conditions, state):
        found = (Leaf(fact="case", op="eq", value=case["what"]),)
    conditions = _in_force(state.conditions, found)
    trailing, end = _trailing(text, quantity.end, subject)
    own = unique((*conditions, *trailing))
    per = _per(text, quantity, context) if subject == "amount" else None
    reasons = ("alternatives",) if not found and _says_again(subject, conditions, state) else ()
    if reasons and context == "(" and text.startswith(")", quantity.end):
        reasons = (BRACKETED,)  # 750万円(1,000万円): the same bound under a condition that a note or header gives
        quantity = _with_low_of(state.statements[-1].quantity, quantity)
    if not found and ends_in_unread_label(context):
        reasons = (*reasons, "unknown_label")
    if not own and _RAISED.match(text, quantity.end):
        reasons = (*reasons, "raised")
    state.statements.append(Statement(subject, quantity, quantity.start, quantity.end, own, per=per, reasons=reasons))
    if not inside and "※" not in _NOTE_MARK.sub("", context):
        state.conditions = conditions
    state.at = end


def _with_low_of(outer: Quantity, inner: Quantity) -> Quantity:
    """A cap in a bracket with the lower bound of the range that it replaces the cap of: 100万円~750万円(1,000万円)."""
    if outer.low is None or inner.low is not None or inner.point is None:
        return inner
    return replace(inner, low=outer.low, high=Bound(inner.point), point=None)


def _per(text: str, quantity: Quantity, context: str) -> str | None:
    after = next((name for pattern, name in _PER_AFTER if pattern.match(text, quantity.end)), None)
    return after or next((name for pattern, name in _PER_BEFORE if pattern.search(context)), None)


def _says_again(subject: Subject, conditions: tuple[Leaf, ...], state: _State) -> bool:
    """Whether the text gave a value of this subject under the same conditions already: "1/2以内又は2/3以内"."""
    return any(s.subject == subject and s.conditions == conditions for s in state.statements)


def _in_force(before: tuple[Leaf, ...], found: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """The conditions of the next value: its own label, under the item label that is still in force."""
    if not found:
        return before
    facts = {leaf.fact for leaf in found}
    if "item" in facts:
        return found
    if facts == {"applicant_class"}:  # a class label refines what stands before it
        return unique((*(leaf for leaf in before if leaf.fact != "applicant_class"), *found))
    if facts <= _COUNTS:  # tiers of size stand under the class of applicants that leads them
        return unique((*(leaf for leaf in before if leaf.fact in ("item", "applicant_class")), *found))
    return unique((*(leaf for leaf in before if leaf.fact == "item"), *found))


def _trailing(text: str, at: int, subject: Subject) -> tuple[tuple[Leaf, ...], int]:
    """Conditions in a bracket right after a value, and where reading goes on; a bracket with a value of its own is left alone."""
    match = re.compile(r"(?:まで|以内)?\(([^()]*)\)").match(text, at)
    if match is None:
        return (), at
    inner = match.group(1)
    wanted = "rate" if subject == "rate" else "yen"
    # 50%以内(小規模企業者は75%以内): a percentage with an upper bound is a rate; with a lower one it is a condition (賃上げ3%以上)
    if any(q.unit == wanted or (subject == "rate" and q.unit == "percent" and q.high is not None) for q in find_quantities(inner)):
        return (), at
    return read_conditions(inner), match.end()


def _dittos(text: str, segment: Segment, conditions: tuple[Leaf, ...]) -> list[Ditto]:
    out = []
    for match in _DITTO.finditer(text, segment.start, segment.end):
        direction: Direction = next((d for sign, d in _DIRECTIONS.items() if sign in match.group()), "frame")
        target = text[segment.start : match.start()] if direction == "frame" else ""
        out.append(Ditto(direction, match.start(), match.end(), conditions, target))
    return out
