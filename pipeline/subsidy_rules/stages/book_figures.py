"""A row of the workbook that is about a figure which nobody had read → the decision that it takes, or why it takes none."""

from __future__ import annotations

from typing import Any

from subsidy_rules.kinds import all_kinds
from subsidy_rules.kinds.words import kind_words
from subsidy_rules.messages.message import LANGS, Lang, message
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.report.book_read import ReadRow
from subsidy_rules.report.book_values import VALUE_COLUMNS, cell_text
from subsidy_rules.report.evidence_picture import around
from subsidy_rules.report.tables import frame_names
from subsidy_rules.review.decide import seen_of_entry
from subsidy_rules.review.decisions import NewRule, NoRule
from subsidy_rules.review.typed import folded
from subsidy_rules.stages.book_rules import Planned, RowError, Signed, decision_of, no_formulas, typed_rule
from subsidy_rules.stages.deciding import new_rule
from subsidy_rules.stages.ledger import Figure

_FILLED = (*VALUE_COLUMNS, "note", "frame", "kind")


def plan_figure(row: ReadRow, figure: Figure, ruleset: RuleSet, signed: Signed, lang: Lang) -> Planned:
    """What a row decides. Raises RowError."""
    no_formulas(row, "figures", lang)
    decision = decision_of(row, "figures")
    if not decision and not any(cell_text(row.cells.get(key)) for key in _FILLED):
        return Planned()
    if cell_text(row.cells.get("seen")) != seen_of_entry(figure.decided):
        raise RowError(message("somebody has decided on this figure since; it was left as it is now"))
    said: dict[str, Any] = {"place": figure.place, "by": signed.by, "at": signed.at, "seen": seen_of_entry(figure.decided)}
    note = cell_text(row.cells.get("note"))
    if decision == "no_rule":
        if not note:
            raise RowError(message("it takes a reason why this states no rule; nothing was taken"))
        return Planned((NoRule(reason=note, **said),), message("no rule: {reason}", reason=note))
    if decision == "new_rule":
        kind, frame = _kind(row), _frame(row, ruleset)
        value, when = typed_rule(row.cells, kind, figure.place.quote, lang)
        rule = new_rule(kind, frame, value, when, [evidence_of(figure)])
        return Planned((NewRule(rule=rule, **said),), message("new rule {id}", id=rule.id))
    if decision == "unsure":
        return Planned((), message("left open"))
    raise RowError(message("something is filled in, but there is no decision; nothing was taken"))


def evidence_of(figure: Figure) -> Evidence:
    """The place of a figure as evidence of a rule."""
    place, boxes = figure.place, figure.entry.boxes
    return Evidence(
        source=place.source,
        page=place.page,
        bbox=around(boxes) if boxes else None,
        at=place.at,
        quote=place.quote,
        boxes=boxes if len(boxes) > 1 else (),
    )


def _kind(row: ReadRow) -> str:
    typed = folded(row.cells.get("kind"))
    for kind in all_kinds():
        if typed and typed in (kind, *(folded(kind_words(kind, lang)) for lang in LANGS)):
            return kind
    raise RowError(message("a new rule takes its kind: {text!r} is none", text=typed))


def _frame(row: ReadRow, ruleset: RuleSet) -> str:
    typed = folded(row.cells.get("frame"))
    for lang in LANGS:
        for frame, name in frame_names(ruleset, lang).items():
            if typed and typed in (frame, folded(name)):
                return frame
    raise RowError(message("a new rule takes its frame: {text!r} is none", text=typed))
