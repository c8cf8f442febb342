"""Where tables stand among the clauses: caption, headings, notes and zone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from subsidy_rules.clauses.block import Block
from subsidy_rules.clauses.labels import Role, split_label
from subsidy_rules.clauses.tree import build_clauses
from subsidy_rules.document import Clause, Table, Zone

Slot = Block | Table
_CAPTION_CHARS = 60


def settle(slots: Sequence[Slot]) -> tuple[tuple[Clause, ...], tuple[Table, ...]]:
    """Clauses of the blocks, and the tables as they stand between them."""
    clauses = build_clauses([slot for slot in slots if isinstance(slot, Block)])
    tables, seen = [], 0
    for slot in slots:
        if isinstance(slot, Block):
            seen += 1
        else:
            tables.append(place_between(slot, clauses[:seen], clauses[seen:]))
    return clauses, tuple(tables)


def place_between(table: Table, before: Sequence[Clause], after: Iterable[Clause]) -> Table:
    """The table with what the clauses around it say of it; a caption it already has is kept."""
    last = before[-1] if before else None
    notes = []
    for clause in after:
        label = split_label(clause.label + clause.text)
        if label is None or label.role is not Role.NOTE:
            break
        notes.append(clause.label + clause.text)
    update: dict[str, object] = {"notes": table.notes + tuple(notes), "zone": last.zone if last else Zone.BODY}
    if last is not None:
        update["headings"] = (*last.headings, last.text) if last.heading else last.headings
        update["caption"] = table.caption or _caption(last)
    return table.model_copy(update=update)


def _caption(last: Clause) -> str:
    """The line right above, if it is a title and not a sentence."""
    text = (last.label + last.text).strip() if last.label and not last.heading else last.text.strip()
    return "" if len(text) > _CAPTION_CHARS or "。" in text else text
