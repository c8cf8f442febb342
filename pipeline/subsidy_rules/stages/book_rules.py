"""A row of the workbook that is about a rule → the decisions that it takes, or why it takes none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from subsidy_rules.messages.message import LANGS, NOTHING, Lang, Said, both, listed, message
from subsidy_rules.model.basis import seen_of, value_data, when_data
from subsidy_rules.model.rule import Condition, Rule, Value
from subsidy_rules.report.book_columns import COLUMNS, DECISIONS, Which
from subsidy_rules.report.book_read import ReadRow
from subsidy_rules.report.book_values import VALUE_COLUMNS, cell_text, field_heading, typed_fields, value_cells
from subsidy_rules.review.decisions import AddComment, Approve, ChooseReading, Decision, Edit, Reject
from subsidy_rules.review.typed import FieldError, folded, parse_count
from subsidy_rules.stages.typed_rules import FieldsError, choices_in, typed_value_of, typed_when_of
from subsidy_rules.wording.terms import STATES

_CHANGED = message("the rule has changed since the workbook was made ({state}); it was left as it is now")


class RowError(ValueError):
    """A row that takes no decision; `words` say why."""

    def __init__(self, words: Said) -> None:
        super().__init__(str(words))
        self.words = words


@dataclass(frozen=True, slots=True)
class Signed:
    """Who decides, and when."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Planned:
    """The decisions of a row and what is said of them; none and "" for a row in which nothing was filled in."""

    decisions: tuple[Decision, ...] = ()
    words: Said = NOTHING


def plan_rule(row: ReadRow, rule: Rule, signed: Signed, lang: Lang) -> Planned:
    """What a row decides. Raises RowError, which names the column and says what no longer fits."""
    no_formulas(row, "rules", lang)
    decision = decision_of(row, "rules")
    note = cell_text(row.cells.get("note"))
    changed = _changed(row, rule, lang)
    if not (decision or note or changed):
        return Planned()
    if cell_text(row.cells.get("seen")) != seen_of(rule):
        if not changed and _stands(rule, decision, note):
            return Planned((), message("stands so already"))
        raise RowError(_CHANGED.filled(state=_standing(rule)))
    said: dict[str, Any] = {"rule_id": rule.id, "by": signed.by, "at": signed.at, "seen": seen_of(rule)}
    if decision == "edit":
        return _edited(row, rule, changed, said, note, lang)
    if changed and decision != "reject":
        columns = _named(changed, "rules", lang)
        raise RowError(message("{columns}: another value, but the decision is not to edit; nothing was taken", columns=columns))
    if decision == "approve":
        return _approved(row, rule, said, note)
    if decision == "reject":
        return Planned((Reject(reason=note, **said),), message("rejected"))
    text = note or message("cannot tell").say(lang)
    words = message("left open, with the note") if decision == "unsure" else message("note taken")
    return Planned((AddComment(text=text, **said),), words)


def _standing(rule: Rule) -> Said:
    review = rule.review
    signed = " ".join(part for part in (review.by, review.at) if part)
    return both(lambda lang: listed([part for part in (STATES[review.state].say(lang), signed) if part], lang))


def _stands(rule: Rule, decision: str, note: str) -> bool:
    """Whether a row that was taken before, whose values stand in the rule, says nothing new."""
    state = rule.review.state
    if decision in ("approve", "edit"):
        return state in ("approved", "edited")
    return state == "rejected" if decision == "reject" else any(note and one.text == note for one in rule.review.comments)


def _edited(row: ReadRow, rule: Rule, changed: tuple[str, ...], said: dict[str, Any], note: str, lang: Lang) -> Planned:
    if not changed:
        raise RowError(message("to edit, but every value is as it was; nothing was taken"))
    value, when = _typed(row, rule.kind, rule.id, lang)
    words = message("edited: {columns}", columns=_named(changed, "rules", lang))
    return Planned((Edit(value=value, when=when, reason=note, **said),), words)


def _approved(row: ReadRow, rule: Rule, said: dict[str, Any], note: str) -> Planned:
    comment = (AddComment(text=note, **said),) if note else ()
    reading = row.cells.get("reading")
    if cell_text(reading):
        if not rule.readings:
            raise RowError(message("a reading is chosen, but the sources do not disagree; nothing was taken"))
        try:
            n = parse_count(reading)
        except FieldError as error:
            raise RowError(message("the reading: {reason}", reason=error.reason)) from error
        return Planned((ChooseReading(n=n, **said), *comment), message("reading {n} taken", n=n))
    if rule.review.state == "conflict":
        raise RowError(message("the sources disagree: give the number of the reading that is right (1 to {n})", n=len(rule.readings)))
    return Planned((Approve(**said), *comment), message("approved"))


def _changed(row: ReadRow, rule: Rule, lang: Lang) -> tuple[str, ...]:
    """The columns of the value in which something else stands than was exported."""
    before = value_cells(rule, choices_in(lang), lang)
    differing = tuple(key for key in VALUE_COLUMNS if _plain(row.cells.get(key)) != _plain(before.get(key)))
    if not differing:
        return ()
    try:  # the same, typed in another way, is no change
        value, when = _typed(row, rule.kind, rule.id, lang)
    except RowError:
        return differing
    return () if (_stated(value), when_data(when)) == (_stated(rule.value), when_data(rule.when)) else differing


def _stated(value: Value) -> Any:
    return _without_nothing(value_data(value))


def _without_nothing(node: Any, top: bool = True) -> Any:
    """Data without marks that are not set, and without what the leaves of conditions do not say; no limit stays no limit."""
    if isinstance(node, dict):
        return {key: _without_nothing(part, False) for key, part in node.items() if part is not False and (top or part is not None)}
    return [_without_nothing(part, False) for part in node] if isinstance(node, (list, tuple)) else node


def _plain(cell: Any) -> str:
    return "\n".join(line.strip() for line in cell_text(cell).splitlines() if line.strip())


def _typed(row: ReadRow, kind: str, name: str, lang: Lang) -> tuple[Value, tuple[Condition, ...]]:
    return typed_rule(row.cells, kind, name, lang)


def typed_rule(cells: Mapping[str, Any], kind: str, name: str, lang: Lang) -> tuple[Value, tuple[Condition, ...]]:
    """Value and conditions from the cells of a row. Raises RowError."""
    try:
        value = typed_value_of(kind, typed_fields(kind, cells), name, lang)
        return value, typed_when_of(cell_text(cells.get("when")), name)
    except FieldError as error:
        raise RowError(error.reason) from error
    except FieldsError as error:
        raise RowError(message("{key}: {reason}", key=field_heading(error.key, lang), reason=error.reason)) from error


def no_formulas(row: ReadRow, which: Which, lang: Lang) -> None:
    """Raises RowError where a formula stands in a cell that is read."""
    if row.formulas:
        raise RowError(message("{columns}: formulas are not taken; type the value", columns=_named(row.formulas, which, lang)))


def decision_of(row: ReadRow, which: Which) -> str:
    """The decision that was chosen; "" for none. Raises RowError for another word."""
    chosen = folded(row.cells.get("decision"))
    if not chosen:
        return ""
    for key, words in DECISIONS[which].items():
        if chosen in {folded(words.say(lang)) for lang in LANGS}:
            return key
    raise RowError(message("the decision {text!r} is none of those that can be chosen", text=chosen))


def _named(keys: tuple[str, ...], which: Which, lang: Lang) -> str:
    names = {column.key: column.heading.say(lang) for column in COLUMNS[which]}
    return listed([names[key] for key in keys], lang)
