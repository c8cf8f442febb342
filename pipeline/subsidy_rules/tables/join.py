"""Tables that run over a page break → one table each, every cell with its own page and box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from subsidy_rules.model.document import Box, Cell, Line, Page, Table
from subsidy_rules.tables.headers import folded, with_headers

# Column edges of two parts agree within this, once the shift between left and right pages is taken off (points).
_EDGE_PT = 4.0
_SHIFT_MAX_PT = 24.0
# Without page sizes: a part that goes on ends in this part of the depth that tables reach, and goes on near the top.
_LOW = 0.75
_TOP_PT = 140.0
# A table has at least two cells with text, but the end of one that runs over a page break may have fewer.
_TEXTS_MIN = 2
_PAGE_NUMBER = re.compile(r"[-–—(\[]?\s*(?:p\.?|page)?\s*\d{1,4}\s*(?:[/／]\s*\d{1,4})?\s*(?:ページ|頁)?\s*[-–—)\]]?", re.IGNORECASE)
_SAME_PLACE_PT = 3.0
_BRACKETS = (("(", ")"), ("「", "」"), ("【", "】"))
_CONTINUED = re.compile(r"[(\[]?(?:続き|つづき|続)[)\]]?$")


def join_tables(tables: Sequence[Table], pages: Sequence[Page] = ()) -> tuple[Table, ...]:
    """The logical tables of a document, numbered from 1.

    Two parts are one table when the first is the last thing on its page, the second the first thing on the next, and their column
    edges agree. A repeated header is dropped. Where the second part begins with an empty row header, the row goes on: the header
    cell above is extended over it, and the texts stay two cells, so that each can be cited with its page.

    Args:
        tables: in reading order, headers marked, `page_no` set.
        pages: where given, only page numbers and running headers may stand between two parts; where not, position decides.
    """
    by_page = {page.page_no: page for page in pages}
    depth = max((table.bbox[3] for table in tables if table.bbox), default=0.0)
    out: list[Table] = []
    for i, table in enumerate(tables):
        last = out[-1] if out else None
        is_first_on_page = i == 0 or tables[i - 1].page_no != table.page_no
        if last is not None and is_first_on_page and _goes_on(last, tables[i - 1], table, by_page, depth):
            out[-1] = _joined(last, tables[i - 1], table)
        else:
            out.append(table)
    return tuple(table.model_copy(update={"table_no": no}) for no, table in enumerate(out, start=1))


def without_scraps(tables: Sequence[Table], pages: Sequence[Page]) -> tuple[Table, ...]:
    """The parts without those of one text that continue no table: lines round a text are a frame.

    The arguments are those of `join_tables`, which is to be called with the result.
    """
    kept: list[Table] = []
    by_page = {page.page_no: page for page in pages}
    for i, table in enumerate(tables):
        is_first_on_page = i > 0 and tables[i - 1].page_no != table.page_no
        if not is_scrap(table) or (is_first_on_page and kept and _ends(kept[-1], table, by_page)):
            kept.append(table)
    return tuple(kept)


def _ends(upper: Table, scrap: Table, pages: dict[int, Page]) -> bool:
    """Whether a scrap is the end of the table before it: one that goes on there, and has its columns."""
    return len(_edges(scrap)) <= len(_edges(upper)) and _goes_on(upper, upper, scrap, pages, depth=0.0)


def is_scrap(table: Table) -> bool:
    """Whether only one cell of a table has text."""
    return sum(1 for cell in table.cells if cell.text.strip()) < _TEXTS_MIN


def _goes_on(whole: Table, upper: Table, lower: Table, pages: dict[int, Page], depth: float) -> bool:
    """Whether `lower` continues `upper`, the last part of `whole`."""
    if upper.bbox is None or lower.bbox is None or lower.page_no != upper.page_no + 1 or upper.engine != lower.engine:
        return False
    if not _edges_agree(upper, lower):
        return False
    if lower.header_rows and _header_texts(lower) != _header_texts(whole) and not _starts_empty(lower):
        return False
    above, below = pages.get(upper.page_no), pages.get(lower.page_no)
    if above is None or below is None:
        return upper.bbox[3] >= _LOW * depth and lower.bbox[1] <= _TOP_PT
    after = [line for line in above.lines if line.bbox and (line.bbox[1] + line.bbox[3]) / 2 > upper.bbox[3]]
    before = [line for line in below.lines if line.bbox and (line.bbox[1] + line.bbox[3]) / 2 < lower.bbox[1]]
    return all(_is_margin(line, below) for line in after) and all(_is_margin(line, above) for line in before)


def _is_margin(line: Line, other: Page) -> bool:
    """Whether a line is a page number, or a running header or footer that the other page has at the same place."""
    if _PAGE_NUMBER.fullmatch(unicodedata.normalize("NFKC", line.text)):
        return True
    return any(_without_numbers(twin.text) == _without_numbers(line.text) and _same_place(twin.bbox, line.bbox) for twin in other.lines)


def _without_numbers(text: str) -> str:
    return re.sub(r"[\d\s]+", "", unicodedata.normalize("NFKC", text))


def _same_place(one: Box | None, other: Box | None) -> bool:
    return one is not None and other is not None and abs(one[1] - other[1]) <= _SAME_PLACE_PT


def _edges(table: Table) -> list[float]:
    """The x positions at which cells begin or end, ascending, by column line."""
    at: dict[int, float] = {}
    for cell in table.cells:
        if cell.bbox is not None:
            at.setdefault(cell.col, cell.bbox[0])
            at.setdefault(cell.col + cell.colspan, cell.bbox[2])
    return [at[line] for line in sorted(at)]


def _edges_agree(upper: Table, lower: Table) -> bool:
    """Whether outer edges agree and the columns of one part are among those of the other."""
    a, b = _edges(upper), _edges(lower)
    if len(a) < 2 or len(b) < 2:
        return False
    shift = b[0] - a[0]
    if abs(shift) > _SHIFT_MAX_PT or abs(b[-1] - a[-1] - shift) > _EDGE_PT:
        return False
    few, many = (a, [x - shift for x in b]) if len(a) <= len(b) else ([x - shift for x in b], a)
    return all(any(abs(x - y) <= _EDGE_PT for y in many) for x in few)


def _header_texts(table: Table) -> list[str]:
    return [folded(cell.text) for cell in table.cells if cell.row < table.header_rows]


def _starts_empty(table: Table) -> bool:
    return any(cell.row == 0 and cell.col == 0 and not cell.text.strip() for cell in table.cells)


def _joined(whole: Table, upper: Table, lower: Table) -> Table:
    """`whole` with the rows of `lower` under it."""
    repeated = lower.header_rows if lower.header_rows and _header_texts(lower) == _header_texts(whole) else 0
    rows = [cell for cell in lower.cells if cell.row >= repeated]
    whole_cols, lower_cols, n_cols = _common_columns(whole, upper, lower)
    n_rows = whole.n_rows
    cells = [_moved(cell, whole_cols, 0) for cell in whole.cells]
    added = [_moved(cell, lower_cols, n_rows - repeated) for cell in rows]
    if _is_cut(cells, added, n_rows):
        cells, added, n_rows = _mended(cells, added, n_rows)
    cells, added = _extended(cells, added, n_rows, max(whole.header_cols, 1))
    table = whole.model_copy(
        update={
            "cells": tuple(cells + added),
            "n_rows": max(cell.row + cell.rowspan for cell in (*cells, *added)),
            "n_cols": n_cols,
            "joined": (*whole.joined, lower.page_no),
            "confidence": min(whole.confidence, lower.confidence),
            "reasons": tuple(dict.fromkeys(whole.reasons + lower.reasons)),
        }
    )
    return with_headers(table, whole.header_rows, whole_cols[whole.header_cols] if whole.header_cols else 0)


def _is_cut(cells: Sequence[Cell], added: Sequence[Cell], n_rows: int) -> bool:
    """Whether the page break runs through a row: a bracket or an enumeration that one cell opens goes on in the cell below it."""
    last = {(cell.col, cell.colspan): cell for cell in cells if cell.row + cell.rowspan == n_rows}
    first = {(cell.col, cell.colspan): cell for cell in added if cell.row == n_rows}
    if last.keys() != first.keys() or any(cell.rowspan > 1 for cell in first.values()):
        return False
    return any(_goes_on_in(last[place].text, first[place].text) for place in last)


def _goes_on_in(upper: str, lower: str) -> bool:
    text, rest = folded(upper), folded(lower)
    opened = any(text.count(a) > text.count(b) and rest.count(b) > rest.count(a) for a, b in _BRACKETS)
    return bool(rest) and (opened or text.endswith(("、", ",", "・")))


def _mended(cells: Sequence[Cell], added: Sequence[Cell], n_rows: int) -> tuple[list[Cell], list[Cell], int]:
    """The two halves of a row that a page break cuts as one row; the rows below move up by one."""
    rest = {(cell.col, cell.colspan): cell for cell in added if cell.row == n_rows}
    whole = [_with_rest(cell, rest[cell.col, cell.colspan]) if cell.row + cell.rowspan == n_rows else cell for cell in cells]
    below = [cell.model_copy(update={"row": cell.row - 1}) for cell in added if cell.row > n_rows]
    return whole, below, n_rows


def _with_rest(upper: Cell, lower: Cell) -> Cell:
    """A cell with the text that goes on over the page; one without a text of its own stands where its text does."""
    if not upper.text.strip():
        return lower.model_copy(update={"row": upper.row, "rowspan": upper.rowspan})
    return upper.model_copy(update={"text": "\n".join(text for text in (upper.text, lower.text) if text.strip())})


def _common_columns(whole: Table, upper: Table, lower: Table) -> tuple[list[int], list[int], int]:
    """For each column line of the whole and of the lower part, its number among the lines of both; and how many columns that makes."""
    a, b = _edges(upper), _edges(lower)
    shift = b[0] - a[0]
    b = [x - shift for x in b]
    if len(a) != whole.n_cols + 1:
        # an upper part with fewer columns than the whole was placed by the same edges before: the whole's own are the wider set
        a = _edges(whole)
    lines = sorted(a + [x for x in b if not any(abs(x - y) <= _EDGE_PT for y in a)])
    place = [min(range(len(lines)), key=lambda i, x=x: abs(lines[i] - x)) for x in a]  # type: ignore[misc]
    lower_place = [min(range(len(lines)), key=lambda i, x=x: abs(lines[i] - x)) for x in b]  # type: ignore[misc]
    return place, lower_place, len(lines) - 1


def _moved(cell: Cell, lines: Sequence[int], down: int) -> Cell:
    col, end = lines[cell.col], lines[cell.col + cell.colspan]
    return cell.model_copy(update={"row": cell.row + down, "col": col, "colspan": end - col})


def _extended(cells: list[Cell], added: list[Cell], n_rows: int, header_cols: int) -> tuple[list[Cell], list[Cell]]:
    """Header cells of the last row extended over the empty ones, or those that say "continued", of the first added row."""
    for i, cell in enumerate(cells):
        if cell.row + cell.rowspan != n_rows or cell.col >= header_cols:
            continue
        below = next((new for new in added if new.row == n_rows and (new.col, new.colspan) == (cell.col, cell.colspan)), None)
        if below is not None and _CONTINUED.sub("", folded(below.text)) in ("", _CONTINUED.sub("", folded(cell.text))):
            cells[i] = cell.model_copy(update={"rowspan": cell.rowspan + below.rowspan})
            added = [new for new in added if new is not below]
    return cells, added
