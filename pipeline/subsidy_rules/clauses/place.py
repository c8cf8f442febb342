"""Where tables stand among the clauses: caption, headings, notes and zone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from subsidy_rules.clauses.block import Block
from subsidy_rules.clauses.history import is_comparison
from subsidy_rules.clauses.labels import Role, split_label
from subsidy_rules.clauses.rows import boxes_of, is_list
from subsidy_rules.clauses.tree import build_clauses
from subsidy_rules.clauses.zones import squeeze
from subsidy_rules.model.document import Clause, Page, Table, Zone

Slot = Block | Table
_CAPTION_CHARS = 60
_LEAD_CHARS = 300
_NEAR_PT = 45.0  # a caption or note stands within two lines of its table
_SLACK_PT = 3.0


def settle(slots: Sequence[Slot]) -> tuple[tuple[Clause, ...], tuple[Table, ...]]:
    """Clauses of the blocks, and the tables as they stand between them."""
    blocks = [replace(slot, parted=at > 0 and isinstance(slots[at - 1], Table)) for at, slot in enumerate(slots) if isinstance(slot, Block)]
    clauses = build_clauses(blocks)
    tables, seen = [], 0
    for slot in slots:
        if isinstance(slot, Block):
            seen += 1
        else:
            tables.append(place_between(slot, clauses[:seen], clauses[seen:]))
    return clauses, tuple(tables)


def place_tables(tables: Sequence[Table], clauses: Sequence[Clause], pages: Sequence[Page]) -> tuple[Table, ...]:
    """The tables of a PDF with caption, headings, notes (※ lines right below) and zone; their numbers stay.

    A table in the frame of an example table (same first row and column) is an example too: the text between may have moved it.
    Lists that are drawn as a table are left out: their rows are clauses. A table of old and new texts is revision history.
    """
    known = {page.page_no for page in pages}
    around = _Around(clauses)
    placed: list[Table] = []
    examples: set[tuple[str, ...]] = set()
    for table in tables:
        if is_list(table):
            continue
        boxes = {page_no: box for page_no, box in boxes_of(table).items() if page_no in known or not known}
        if not boxes:
            placed.append(table.model_copy(update={"zone": Zone.BODY}))
            continue
        first, last = min(boxes), max(boxes)
        before = around.above(first, boxes[first][1])
        near = before and _gap_above(before[-1], first, boxes[first][1]) <= _NEAR_PT
        after = around.below(last, boxes[last][3])
        table = place_between(table, before, _adjoining(after, last, boxes[last][3]))
        update: dict[str, object] = {} if near else {"caption": ""}
        if is_comparison(table):
            update["zone"] = Zone.REVISION
        elif table.zone is Zone.EXAMPLE:
            examples.add(_frame(table))
        elif _frame(table) in examples:
            update["zone"] = Zone.EXAMPLE
        placed.append(table.model_copy(update=update))
    return tuple(placed)


class _Around:
    """Clauses looked up by page, so that a table of a long document is not compared with every clause of it."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._clauses = clauses
        self._starting: dict[int, list[Clause]] = {}
        latest: dict[int, int] = {}
        for at, clause in enumerate(clauses):
            if clause.spans:
                self._starting.setdefault(clause.spans[0].page_no, []).append(clause)
                latest[clause.spans[-1].page_no] = at
        self._pages = sorted(latest)
        # clauses may end out of the order of pages: the last of all that end up to a page, not only on it
        self._latest = list(accumulate((latest[page_no] for page_no in self._pages), max))

    def above(self, page_no: int, top: float) -> list[Clause]:
        """The clauses that end above this place, as far back as a caption or lead is looked for."""
        at = bisect_right(self._pages, page_no)
        found: list[Clause] = []
        n_chars = 0
        for index in range(self._latest[at - 1] if at else -1, -1, -1):
            clause = self._clauses[index]
            if _ends_above(clause, page_no, top):
                found.append(clause)
                n_chars += len(clause.text)
                if clause.heading or n_chars > _LEAD_CHARS:
                    break
        return found[::-1]

    def below(self, page_no: int, bottom: float) -> list[Clause]:
        """The clauses of the page that start below this place."""
        return [clause for clause in self._starting.get(page_no, ()) if _starts_below(clause, page_no, bottom)]


def _frame(table: Table) -> tuple[str, ...]:
    """Texts of the first row and first column, what the table is filled into."""
    return tuple(squeeze(cell.text) for cell in table.cells if cell.row == 0 or cell.col == 0)


def _ends_above(clause: Clause, page_no: int, top: float) -> bool:
    span = clause.spans[-1] if clause.spans else None
    if span is None or span.bbox is None:
        return False
    return span.page_no < page_no or (span.page_no == page_no and span.bbox[3] <= top + _SLACK_PT)


def _gap_above(clause: Clause, page_no: int, top: float) -> float:
    span = clause.spans[-1]
    return top - span.bbox[3] if span.bbox is not None and span.page_no == page_no else _NEAR_PT + 1


def _starts_below(clause: Clause, page_no: int, bottom: float) -> bool:
    span = clause.spans[0] if clause.spans else None
    return span is not None and span.bbox is not None and span.page_no == page_no and span.bbox[1] >= bottom - _SLACK_PT


def _adjoining(after: Sequence[Clause], page_no: int, bottom: float) -> list[Clause]:
    """The clauses that follow each other below the table without a gap."""
    near, edge = [], bottom
    for clause in sorted(after, key=lambda clause: clause.spans[0].bbox[1] if clause.spans[0].bbox else 0.0):
        box = clause.spans[0].bbox
        if box is None or box[1] - edge > _NEAR_PT:
            break
        near.append(clause)
        edge = max(edge, *(span.bbox[3] for span in clause.spans if span.bbox is not None and span.page_no == page_no))
    return near


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
        update["lead"] = _lead(before)
    return table.model_copy(update=update)


def _lead(before: Sequence[Clause]) -> str:
    """The sentences between the nearest heading and the table, the last few of them."""
    texts: list[str] = []
    for clause in reversed(before):
        if clause.heading or sum(map(len, texts)) > _LEAD_CHARS:
            break
        texts.append(clause.text)
    return "\n".join(reversed(texts))


def _caption(last: Clause) -> str:
    """The line right above, if it is a title and not a sentence."""
    text = (last.label + last.text).strip() if last.label and not last.heading else last.text.strip()
    return "" if len(text) > _CAPTION_CHARS or "。" in text else text
