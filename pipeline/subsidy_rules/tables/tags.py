"""The file's own tags as a second reading of tables: agreement, disagreement, and tables that only the tags know."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from subsidy_rules.model.document import Box, Cell, Table
from subsidy_rules.model.layout import Char, PageLayout, TaggedTable
from subsidy_rules.tables.cells import Held, rounded, text_of

_AGREE = 0.95
_DIFFER = 0.8
_SURER = 0.2
_LEAST = 0.1
_TAGS_CONFIDENCE = 0.5
# Tags also lay out slides as tables. A table that only they know must look like one: rows of short texts side by side.
_MIN_ROWS = 3
_MIN_CELLS = 6
_ROWS_FILLED = 0.8
_TEXT_MAX = 60

Orders = frozenset[int]


def judged(confidence: float, reasons: Sequence[str], held: Held, tags: Sequence[TaggedTable]) -> tuple[float, tuple[str, ...]]:
    """The confidence and reasons of a grid after a look at the page's tags; unchanged where they name no table at all."""
    if not tags:
        return confidence, tuple(reasons)
    ours = {frozenset(char.order for char in chars) for chars in held.values() if chars}
    everything = frozenset().union(*ours)
    twin = max(tags, key=lambda tag: len(_orders(tag) & everything))
    if not _orders(twin) & everything:
        return round(max(_LEAST, confidence - _SURER), 2), (*reasons, "tags know no table here")
    theirs = {frozenset(cell.chars) for cell in twin.cells}
    agreement = 2 * len(ours & theirs) / (len(ours) + len(theirs))
    if agreement >= _AGREE:
        return round(min(1.0, confidence + _SURER), 2), tuple(reasons)
    if agreement < _DIFFER:
        return round(max(_LEAST, confidence - _SURER), 2), (*reasons, "tags state other cells")
    return confidence, tuple(reasons)


def tagged_only(layout: PageLayout, read: Collection[int]) -> list[Table]:
    """The tables of the page that only its tags know: none of their characters is among `read`, and they look like tables."""
    unread = [tag for tag in layout.tags if not _orders(tag) & frozenset(read)]
    return [table for table in _tables(unread, layout) if _looks_like_one(table)]


def tables_of_tags(layout: PageLayout) -> list[Table]:
    """All tables that the tags of a page state."""
    return _tables(layout.tags, layout)


def _tables(tags: Sequence[TaggedTable], layout: PageLayout) -> list[Table]:
    chars = {char.order: char for char in layout.chars}
    return [_table_of(tag, chars, layout.page_no) for tag in tags]


def _orders(tag: TaggedTable) -> Orders:
    return frozenset(order for cell in tag.cells for order in cell.chars)


def _table_of(tag: TaggedTable, chars: Mapping[int, Char], page_no: int) -> Table:
    cells = tuple(
        Cell(
            row=cell.row,
            col=cell.col,
            rowspan=cell.rowspan,
            colspan=cell.colspan,
            text=text_of([chars[order] for order in cell.chars]),
            page_no=page_no,
            bbox=_box_of([chars[order] for order in cell.chars]),
            header=cell.header,
        )
        for cell in tag.cells
    )
    return Table(
        table_no=1,
        page_no=page_no,
        bbox=_box_of([chars[order] for order in _orders(tag)]),
        n_rows=max((cell.row + cell.rowspan for cell in cells), default=0),
        n_cols=max((cell.col + cell.colspan for cell in cells), default=0),
        cells=cells,
        confidence=_TAGS_CONFIDENCE,
        reasons=("tags only, nothing drawn",),
        engine="tags",
    )


def _box_of(chars: Sequence[Char]) -> Box:
    return rounded((min(c.x0 for c in chars), min(c.top for c in chars), max(c.x1 for c in chars), max(c.bottom for c in chars)))


def _looks_like_one(table: Table) -> bool:
    if table.n_rows < _MIN_ROWS or table.n_cols < 2 or len(table.cells) < _MIN_CELLS:
        return False
    per_row = [sum(cell.row == row for cell in table.cells) for row in range(table.n_rows)]
    filled = sum(count > 1 for count in per_row)
    return filled >= _ROWS_FILLED * table.n_rows and sum(len(cell.text) for cell in table.cells) <= _TEXT_MAX * len(table.cells)
