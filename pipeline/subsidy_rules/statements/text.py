"""Reads one text (a cell, a note, a clause) into statements.

A value takes the words since the value before it as its label. A label stays in force for the next value unless that one brings a label of
its own; an item label (ITツール:) stays in force for the counts under it (1機能:… 2機能以上:…). What stands in a bracket
holds inside the bracket only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from subsidy_rules.language.conditions import condition_unit, read_conditions, unique
from subsidy_rules.language.normalise import Folded
from subsidy_rules.language.quantities import Bound, Quantity
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.behind_values import BEHIND, end_of_label, label_behind
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
from subsidy_rules.statements.counted_heads import counted_by_heads
from subsidy_rules.statements.dittos import find_dittos
from subsidy_rules.statements.formula import Formula, find_formula
from subsidy_rules.statements.label_before import COUNTS, conditions_behind, going_on, in_force
from subsidy_rules.statements.names_behind import named_behind
from subsidy_rules.statements.provisos import with_bracket_limits, with_provisos
from subsidy_rules.statements.refused import LEAST_GRANT, granted_else, is_condition, is_cost_told_before, is_refused_below
from subsidy_rules.statements.rounding import without_rounding
from subsidy_rules.statements.segment_items import segment_items, summed
from subsidy_rules.statements.segments import Segment, mask_examples, split_segments
from subsidy_rules.statements.statement import Ditto, Statement, Subject, TextReading
from subsidy_rules.statements.value_label import label_of
from subsidy_rules.statements.value_subject import OF_COSTS, State, caps_share, subject_of
from subsidy_rules.statements.values import (
    FIXED,
    RANGE_OF_RATES,
    bracket_around,
    find_values,
    is_cap_of_share,
    is_cap_told_twice,
    is_floor,
    is_value,
    percent_as_rate,
    split_ranges,
)

# 57万円〈72万円〉: the other sum stands in brackets of another form
_POINTED = re.compile(r"[〈<](\d[\d,.万億千百]*円)[〉>]")
_SLASHED_SHARE = re.compile(r"(?:費|料|額|代金?|費用)(?:\([^()]*\))?の\d/\d")  # 経費の2/3 is no day of February
_CASE_OF_SUM = re.compile(r"(?:場合|とき|者|方|枠|型|特例|企業|法人)(?:に?は|:|、)*(?:最大|上限)?$")
_LIMITED = ("を上限", "を限度")  # 1人10万円(100万円を上限とする)
_FAR = 1_000  # signs before a value in which its label stands
_NOTE_MARK = re.compile(r"※\d{0,2}(?=[:)、。]|$)")
# 50万円加算で最大250万円: the cap with what is added to it
_WITH_IT = re.compile(r"(?:を|の)?(?:加算|上乗せ|増額|加え)(?:され|し)?(?:て|で|、|後は?)*(?:合計|最大|上限)?")
# 下限20万円~上限100万円: a range that says which of its ends is the floor sums up no caps
_FLOOR_BEFORE = re.compile(r"(?:下限(?:金?額)?|最低)[はが:]?$")
_PER_BEHIND = re.compile(r"^/[年月日人台件](?![度間数目分額次])")  # 200万円/年 新規雇用者が5人以上の場合は
_PROVISO_INSIDE = re.compile(r"^.*。(?:ただし|但し|なお)、")  # 2,000万円(最長5年間。ただし、単年度の限度額は400万円)
_RAISED = re.compile(r"(?:以内)?(?:に|へ|まで)(?:引き?上げ|アップ|UP)")
_FLOOR_BEHIND = re.compile(
    r"(?:/[一-龥]{1,3})?\)?[、,(・。/]*(?:ただし、)?[【<\[]?(?:(?:補助)?(?:下限額?|最低)[】>\]]?[はを:]?|(?:補助|助成)金?の?額は、?)"
)


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
    text = _POINTED.sub(r"(\1)", mask_examples(folded.text))
    known = dict(labels or {})
    defined: dict[str, str] = {}
    statements: list[Statement] = []
    dittos: list[Ditto] = []
    for segment in split_segments(folded):
        state = State(default, known | defined, at=segment.start, subject=default, framed=framed, caps=caps, by_unit=by_unit)
        own = segment_items(text, segment, state.labels)
        if len(segment.labels) == 1 and own and own[0].op == "eq":
            defined[segment.labels[0]] = str(own[0].value)
        state.labels |= defined
        state.conditions = state.own = own
        _read_segment(text, segment, state)
        statements += [replace(s, summed=summed(segment, s, state.labels)) for s in counted_by_heads(text, state.statements)]
        dittos += find_dittos(text, segment, state.conditions)
    statements = named_behind(text, [settle_bracket(s, bracket_conditions(text)) for s in statements])
    statements = with_bracket_limits(text, with_provisos(text, statements))
    return TextReading(tuple(statements), tuple(dittos), tuple((known | defined).items()))


def _read_segment(text: str, segment: Segment, state: State) -> None:
    formula = find_formula(text, segment.start, segment.end, state.labels)
    rates = state.default == "rate" or state.by_unit or _SLASHED_SHARE.search(text, segment.start, segment.end) is not None
    quantities = [_shift(q, segment.start) for q in find_values(text[segment.start : segment.end], rates=rates)]
    fractions = any(q.unit == "rate" for q in quantities)
    for quantity in quantities:
        if formula is not None and formula.start <= quantity.start < formula.end:
            if quantity.start == segment.start + formula.cap.start:
                _take_formula(text, formula, quantity, state)
            continue
        _take(text, quantity, state, percent_is_rate=not fractions or _is_share_of_class(text, quantity))


# 1/2(小規模事業者は75%), 50%、小規模事業者は2/3: a share beside a fraction, of a class or as the only value of its sentence
_WHOSE_SHARE = re.compile(r"(?:補助率|助成率|[業企]業?者|企業|法人|個人|場合|枠|コース|型|タイプ|類型)(?:は|:|が)?(?:最大|上限)?$")
_SHARE_ENDS = re.compile(r"(?:以内|以下|を上限)?(?:$|[)。、]|です|と(?:する|し|な)|に|で?(?:上限|限度)|(?=[^、。:()\d]{2,24}:))")


def _is_share_of_class(text: str, quantity: Quantity) -> bool:
    return (
        quantity.low is None
        and _WHOSE_SHARE.search(text, max(0, quantity.start - _FAR), quantity.start) is not None
        and _SHARE_ENDS.match(text, quantity.end) is not None
    )


def _shift(quantity: Quantity, by: int) -> Quantity:
    return replace(quantity, start=quantity.start + by, end=quantity.end + by)


def _take_formula(text: str, formula: Formula, quantity: Quantity, state: State) -> None:
    last = state.statements[-1] if state.statements else None
    of_share = last is not None and last.subject == "rate" and is_cap_of_share(text, quantity, text[last.end : quantity.start])
    reasons = () if formula.text or of_share else ("formula_not_read",)
    cap = replace(quantity, low=None, high=Bound(quantity.single), point=None)
    state.statements.append(Statement("amount", cap, quantity.start, quantity.end, state.conditions, formula=formula.text, reasons=reasons))
    state.at = formula.end


def _take(text: str, quantity: Quantity, state: State, *, percent_is_rate: bool) -> None:
    """Read one quantity: as a value, as a bound of the value before it, or leave it to the label of the next value."""
    context = text[max(state.at, quantity.start - _FAR) : quantity.start]
    outer, label = bracket_around(text, quantity, state.statements)
    subject = subject_of(text, quantity, context, state)
    subject = subject if subject == "increase" else _on_top_in_all(quantity, outer, label) or _beside_sum(quantity, outer, label) or subject
    if subject is None:
        return
    if quantity.unit == "percent" and percent_is_rate and _is_rate(text, quantity, context, subject):
        quantity, subject = percent_as_rate(quantity), "rate"
    if subject == "amount" and quantity.point is not None and is_floor(context):
        quantity = replace(quantity, low=Bound(quantity.point), point=None)
    if subject == "amount" and LEAST_GRANT.match(text, quantity.end):
        if is_cost_told_before(text, quantity) or is_refused_below(text, quantity, context):
            return
        quantity = granted_else(quantity)
    wanted = ("rate", FIXED) if subject == "rate" else ("yen",)
    if subject == "increase":
        context = context.rstrip("+")
    beside = outer is not None and outer.subject == subject and outer.per is not None
    if quantity.unit not in wanted or not is_value(text, quantity, context, beside=beside) or is_condition(text, quantity):
        return
    if subject == "amount" and (_joined_as_floor(quantity, context, state) or _added(text, quantity, context, state)):
        return
    if _falling(text, quantity, state):
        return
    if subject == "rate" and state.statements and is_payer(text[: quantity.start]):
        state.at = quantity.end
        return
    if outer is not None and outer.subject == subject:
        _state_bracketed(text, quantity, outer, label, state)
    else:
        # 中小企業者(小規模事業者を除く。)1/2: no sentence ends in a bracket
        _state_value(text, quantity, context.replace("。)", ")"), subject, state)


def _on_top_in_all(quantity: Quantity, outer: Statement | None, label: str) -> Subject | None:
    """The subject of the cap in the bracket behind a sum that is added for each: 1人につき2万円(上限20万円)を加算."""
    capped = outer is not None and outer.subject == "increase" and quantity.unit == "yen"
    return "increase" if capped and _MOST_IN_ALL.fullmatch(label) else None


_MOST_IN_ALL = re.compile(r"(?:合計)?(?:上限|限度)額?(?:は|:)?")


def _beside_sum(quantity: Quantity, outer: Statement | None, label: str) -> Subject | None:
    """The subject of a sum in the bracket behind a cap, whatever was named last: 補助率2/3、上限150万円(賃上げの場合は200万円)."""
    of_case = quantity.unit == "yen" and not quantity.part and _CASE_OF_SUM.search(label) is not None
    return "amount" if outer is not None and outer.subject == "amount" and of_case and not lexicon("subjects").find(label) else None


def _is_rate(text: str, quantity: Quantity, context: str, subject: Subject) -> bool:
    """Whether a percentage is a rate: under the name of rates, or a share of costs under that of amounts (補助対象経費の50%以内)."""
    if subject == "rate":
        return "従業員" not in context
    of_costs = subject == "amount" and quantity.low is None and OF_COSTS.search(context) is not None
    return of_costs and is_value(text, replace(quantity, unit="rate"), context)


def _joined_as_floor(quantity: Quantity, context: str, state: State) -> bool:
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


def _added(text: str, quantity: Quantity, context: str, state: State) -> bool:
    """Read the second of two amounts that are added up: each under its own label in brackets, or both as one sum."""
    last = state.statements[-1] if state.statements else None
    if last is None or last.subject != "amount" or not re.fullmatch(r"\)?\+", context) or quantity.single is None:
        return False
    mine, its = label_behind(text, quantity.end), label_behind(text, last.end)
    state.at = end_of_label(text, quantity.end)
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


def _state_bracketed(text: str, quantity: Quantity, outer: Statement, label: str, state: State) -> None:
    """A value in a bracket behind another: what holds instead of that under the label in the bracket."""
    label = _PROVISO_INSIDE.sub("", label)
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
    paired = () if found else _of_its_share(text, quantity, outer.subject, state)
    found = found or paired
    if not found and _is_floor_told_again(text, quantity, outer, state):
        return
    reasons: tuple[str, ...] = ("unknown_label",) if paired and "unknown_label" in state.statements[-1].reasons else ()
    per = counted_in_bracket(label or ("上限" if text.endswith(_LIMITED, quantity.start, quantity.end) else ""), outer.per)
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


def _is_floor_told_again(text: str, quantity: Quantity, outer: Statement, state: State) -> bool:
    """Read the floor that a sentence in a bracket gives to the value before it: 100万円(補助金の額が20万円に満たない場合は対象外)."""
    if not LEAST_GRANT.match(text, quantity.end) or quantity.low is None:
        return False
    if outer.low is None and outer.quantity.low is None and outer.quantity.single != quantity.low.value:
        state.statements[state.statements.index(outer)] = replace(outer, low=quantity.low)
    state.at = quantity.end
    return True


def _falling(text: str, quantity: Quantity, state: State) -> bool:
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


def _state_value(text: str, quantity: Quantity, context: str, subject: Subject, state: State) -> None:
    inside = context.removeprefix(")").count("(") > context.removeprefix(")").count(")")
    context = _own_context(text, quantity, context, state, inside=inside)
    named = label_of(text, quantity, context, subject, state.statements, state.each, state.unit)
    per, state.each = named.per, named.each
    found, label = going_on(named.leaves, named.unread, state.conditions, context)
    paired = _of_its_share(text, quantity, subject, state) if not found else ()
    found = found or paired
    state.unit = condition_unit(context) or state.unit
    _keep_apart(found, subject, state, context)
    conditions = in_force(state.conditions, found)
    trailing, vague, end = conditions_behind(text, quantity.end, subject, counted=per is not None)
    own = unique((*conditions, *trailing))
    reasons = ("alternatives",) if not found and _says_again(subject, conditions, per, state) else ()
    state.unlabelled = (
        label is not None or (state.unlabelled and not found) or (bool(paired) and "unknown_label" in state.statements[-1].reasons)
    )
    if state.unlabelled:
        reasons = (*reasons, "unknown_label")
    if not own and _RAISED.match(text, quantity.end):
        reasons = (*reasons, "raised")
    counted = any(leaf.fact in COUNTS for leaf in own)
    for part, summary in split_ranges(quantity, subject, caps=state.caps and not counted and not _FLOOR_BEFORE.search(context)):
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


def _own_context(text: str, quantity: Quantity, context: str, state: State, *, inside: bool) -> str:
    """The words before a value that may label it; a new sentence ends what was in force. `inside`: they are in an open bracket."""
    if context.startswith(")"):
        context = context[1:]
    if not inside and "。" in context:  # what the sentence before says of its values says nothing of the next one's
        state.conditions, state.rival, state.unlabelled = _of_capped_share(text, quantity, context, state), None, False
        context = context[context.rfind("。") + 1 :]
    context = _PER_BEHIND.sub("", without_rounding(context).lstrip(" "))
    if is_cap_told_twice(text, quantity):
        context = ""  # その額が50万円を超えるときは: no label of the cap
    return context


def _of_capped_share(text: str, quantity: Quantity, context: str, state: State) -> tuple[Leaf, ...]:
    """What the sentence before gives to an amount that opens the next: the case of the one share there that it caps, else nothing."""
    last = state.statements[-1] if state.statements else None
    if last is None or last.subject != "rate" or not (is_cap_told_twice(text, quantity) or is_cap_of_share(text, quantity, context)):
        return state.own
    begin = text.rfind("。", 0, last.start)
    rates = [one for one in state.statements if one.subject == "rate" and one.start > begin]
    return last.conditions if len(rates) == 1 else state.own


# ただし、町内で施工するときは、補助率を…とし、上限額を…とする: the case is that of the whole sentence
_CASE_OF_SENTENCE = re.compile(
    r"(?:(?:ただし|なお|また|一方)、)?[^、。]{2,60}(?:場合|とき)(?:に?は|にあっては|においては?)、?(?:補助|助成)?(?:金の)?(?:率|割合|(?:上限|限度)額?)[をはが]"
)


def _keep_apart(found: tuple[Leaf, ...], subject: Subject, state: State, context: str) -> None:
    """1/2、小規模事業者は2/3、上限額は: the class tells the rates apart and says nothing of the cap."""
    if not found and state.rival not in (None, subject):
        state.conditions = unique((*state.own, *(leaf for leaf in state.conditions if leaf.fact == "item")))
        state.rival = None
    elif found and any(s.subject == subject for s in state.statements) and not _CASE_OF_SENTENCE.fullmatch(context):
        state.rival = subject


def _of_its_share(text: str, quantity: Quantity, subject: Subject, state: State) -> tuple[Leaf, ...]:
    """The conditions of the one share that an amount caps, where the amount before it caps another share: 場合は2/3以内・上限250万円."""
    amounts = [at for at, one in enumerate(state.statements) if one.subject == "amount"]
    since = state.statements[amounts[-1] + 1 :] if amounts else []
    if subject != "amount" or len(since) != 1 or since[0].subject != "rate":
        return ()
    return since[0].conditions if caps_share(text, quantity, text[since[0].end : quantity.start]) else ()


def _says_again(subject: Subject, conditions: tuple[Leaf, ...], per: str | None, state: State) -> bool:
    """Whether the text gave a value of this subject under the same conditions already: "1/2以内又は2/3以内"."""
    return any(s.subject == subject and s.conditions == conditions and s.per == per for s in state.statements)
