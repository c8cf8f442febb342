"""Header rows and header columns told from the body, and the header path of every cell.

Signals, strongest first: header flags already set (th, shading), spans over what is divided below or to the right, words without
quantities above or beside words with them, position. Only the top rows and the left columns can be headers of a table; a row
further down that names what stands under it is body, with one exception: a banner over the full width heads the rows below it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from subsidy_rules.model.document import Cell, Table

# only whether there is one: a number is not gone through from each of its digits on
_QUANTITY = re.compile(
    r"\d(?:万|億|千|百)*(?:円|%|パーセント|人|名|倍|社|者|件|点|ポイント|日|か月|ヶ月|カ月|箇月|年以[上内下])"
    r"|\d/\d|\d分の\d|[一二三四五六七八九十百千](?:分の[一二三四五六七八九十]|億|万円|千万|人|名|箇月|か月)"
)
_SIZE = re.compile(r"(?=.*[人名])[\d~〜\-,人名以上下未満超]+")
_VALUE = re.compile(r"円|%|パーセント|\d/\d|分の")
_BARE_VALUE = re.compile(r"(?=.*(?:円|%|/|分の))[\d,./億万千円%分の以内]+")
_ENUMERATOR = re.compile(r"[(（]?(?:No\.?|№)?[\d①-⑳㉑-㊿ア-ンア-ンa-zA-Z一二三四五六七八九十.\-ー]{0,4}[)）.]?", re.IGNORECASE)
_ASIDE = re.compile(r"[(][^()]*[)]")
_BULLETS = ("・", "•", "●", "⚫", "■", "□", "◆", "※", "▪", "➢", "✓", "☑")
_LABEL_MAX = 80
_SHORT_LABEL_MAX = 20
_WORD_MAX = 8
_MARK_MAX = 2
_DASHES = frozenset("-－ー―‐–—")
_MOSTLY = 0.8
_MOST_LEVELS = 12


def mark_headers(table: Table) -> Table:
    """The table with header_rows, header_cols, Cell.header and both paths set.

    Header flags that are already set are taken as knowledge (th cells) or as a hint (shading): they decide where they form whole
    rows or columns. A body cell's `col_path` holds the header cells above it, outermost first; one that spans several siblings but
    not all of them gets their texts joined by "／", one that spans all of them gets none. `row_path` likewise to the left, below
    the banner that the row stands under.
    """
    owner = _owners(table)
    hinted = any(cell.header for cell in table.cells)
    rows = _no_more(_header_rows(table, owner, hinted))
    cols = _no_more(_header_cols(table, owner, rows, hinted))
    if rows == 0 and cols == 0 and not hinted and _is_plain_head(table, owner):
        rows = 1
    return with_headers(table, rows, cols)


def _no_more(levels: int) -> int:
    """Headers of official tables have up to five levels; where all of a long table is marked as header, nothing is."""
    return levels if levels <= _MOST_LEVELS else 0


def with_headers(table: Table, rows: int, cols: int) -> Table:
    """The table with its first `rows` rows and `cols` columns as headers, and every path set."""
    owner = _owners(table)
    banners = {cell.row: cell for cell in table.cells if cell.row >= rows and _is_banner(cell, table)}
    levels = _Levels(owner, rows, cols, banners)
    cells = tuple(_with_paths(cell, levels) for cell in table.cells)
    return table.model_copy(update={"header_rows": rows, "header_cols": cols, "cells": cells})


Owners = dict[tuple[int, int], Cell]


def _owners(table: Table) -> Owners:
    """The cell that holds each unit of the table."""
    return {
        (r, c): cell
        for cell in table.cells
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.col, cell.col + cell.colspan)
    }


@lru_cache(maxsize=4096)  # each question about a cell asks for its text again
def folded(text: str) -> str:
    """The text in half width without white space: header paths and comparisons do not depend on line breaks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def has_quantity(text: str) -> bool:
    """Whether a text states an amount, a rate or a count."""
    return _QUANTITY.search(folded(text)) is not None


def is_label(text: str) -> bool:
    """Whether a text reads like a name rather than like a statement: short, no full stop outside brackets, no list."""
    bare = _ASIDE.sub("", folded(text))
    lines = [line.strip() for line in text.split("\n")]
    listed = lines[0].startswith(_BULLETS) or sum(line.startswith(_BULLETS) for line in lines) > 1
    return len(bare) <= _LABEL_MAX and "。" not in bare and not listed


def _row_cells(table: Table, owner: Owners, row: int, start: int = 0) -> list[Cell]:
    """The cells that cover a row from column `start` on, each once, left to right."""
    out: list[Cell] = []
    for col in range(start, table.n_cols):
        cell = owner.get((row, col))
        if cell is not None and (not out or out[-1] is not cell):
            out.append(cell)
    return out


def _col_cells(table: Table, owner: Owners, col: int, start: int = 0) -> list[Cell]:
    out: list[Cell] = []
    for row in range(start, table.n_rows):
        cell = owner.get((row, col))
        if cell is not None and (not out or out[-1] is not cell):
            out.append(cell)
    return out


def _header_rows(table: Table, owner: Owners, hinted: bool) -> int:
    """How many top rows are headers; never all of them."""
    rows = 0
    while rows < table.n_rows - 1 and _is_header_row(table, owner, rows, hinted):
        rows += 1
    # a header cell that reaches further down takes the rows it covers with it
    reach = max((c.row + c.rowspan for c in table.cells if c.row < rows and c.rowspan < table.n_rows), default=rows)
    return reach if reach < table.n_rows else rows


def _is_header_row(table: Table, owner: Owners, row: int, hinted: bool) -> bool:
    # a cell along the whole side of the table belongs to no row
    cells = [cell for cell in _row_cells(table, owner, row) if cell.text.strip() and cell.rowspan < table.n_rows]
    if not cells:
        return False
    if hinted and all(cell.header for cell in cells):
        # a column of flagged cells alone does not make its rows headers, nor does one banner further down
        return len(cells) > 1 or (row == 0 and cells[0].colspan == table.n_cols and not _heads_a_group(table, owner, cells[0], hinted))
    beside = [cell for cell in cells if cell.col > 0]
    flagged = hinted and cells[0].header and cells[0].col == 0 and not any(cell.header for cell in beside)
    if flagged and _has_flagged_row(table, owner, row + 1):
        return False  # a flagged name and what is said of it, above a row that is flagged as a head
    if row == 0 and beside and _sizes_over_values(table, beside):
        return True
    if not beside or any(has_quantity(cell.text) or not is_label(cell.text) for cell in cells):
        return False
    return _heads_body(table, owner, row, hinted)


def _heads_a_group(table: Table, owner: Owners, first: Cell, hinted: bool) -> bool:
    """Whether a label right across the top is the first of several, each over rows of its own: 代理人の場合 … 該当する場合."""
    others = (cell for cell in table.cells if cell.row > 1 and cell.header and _is_banner(cell, table))
    return _is_banner(first, table) and next(others, None) is not None and not _is_header_row(table, owner, 1, hinted)


def _has_flagged_row(table: Table, owner: Owners, start: int) -> bool:
    """Whether all cells of a row from `start` on are flagged, and it has several."""
    rows = ([cell for cell in _row_cells(table, owner, row) if cell.text.strip()] for row in range(start, table.n_rows))
    return any(len(cells) > 1 and all(cell.header for cell in cells) for cells in rows)


def _sizes_over_values(table: Table, beside: Sequence[Cell]) -> bool:
    """Whether a first row of company sizes stands over amounts or rates: the sizes are conditions, not values."""
    below = [folded(cell.text) for cell in table.cells if cell.row > 0 and cell.col > 0 and cell.text.strip()]
    sized = all(_SIZE.fullmatch(folded(cell.text)) for cell in beside)
    return sized and any(_VALUE.search(text) for text in below) and not any(_SIZE.fullmatch(text) for text in below)


def _heads_body(table: Table, owner: Owners, row: int, hinted: bool) -> bool:
    """Whether a row of labels stands over quantities, marks or longer texts, and its block (the rows of its first cell) has none."""
    first = owner.get((row, 0))
    end = first.row + first.rowspan if first is not None else row + 1
    block = [cell for r in range(row, end) for cell in _row_cells(table, owner, r, start=1) if cell.col > 0 and cell.rowspan < table.n_rows]
    if end >= table.n_rows or any(has_quantity(cell.text) for cell in block):
        return False
    if row > 0 and not _divides(table, owner, row):
        return False
    below = [cell for cell in table.cells if cell.row >= end and cell.col > 0 and cell.text.strip()]
    if hinted and first is not None and first.header and table.n_cols == 2:
        # a flagged first column of two is label and value side by side, unless the first value is but a word over long texts
        return _is_shorter(block, below, longest=_WORD_MAX, ratio=3.0)
    counted = any(has_quantity(cell.text) for cell in below)
    marks = sum(len(folded(cell.text)) <= _MARK_MAX for cell in below)
    marked = 2 * marks >= len(below) > 0 and all(len(folded(cell.text)) > _MARK_MAX for cell in block if cell.text.strip() not in _DASHES)
    return counted or marked or _counts_below(block, below) or (row == 0 and _is_shorter(block, below))


# 補助上限額(千円), 補助率(%): the unit of the bare numbers below
_UNIT_HEAD = re.compile(r"\((?:単位:?)?(?:(?:百万|千|万|億)?円|%|人|名|件|社|者|台)\)|率%$")
_BARE_NUMBER = re.compile(r"[\d,.]*\d[\d,.]*|[-－ー―‐–—]")


def _counts_below(block: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a head that names the unit of bare numbers stands over nothing else, in one column at the least."""
    for head in block:
        under = [folded(cell.text) for cell in below if head.col <= cell.col < head.col + head.colspan]
        if under and _UNIT_HEAD.search(folded(head.text)) and all(_BARE_NUMBER.fullmatch(text) for text in under):
            return True
    return False


def _divides(table: Table, owner: Owners, row: int) -> bool:
    """Whether a row divides a cell of the row above it: the second level of a header."""
    above = [cell for cell in _row_cells(table, owner, row - 1) if cell.colspan > 1]
    here = _row_cells(table, owner, row)
    return any(sum(a.col <= cell.col < a.col + a.colspan for cell in here) > 1 for a in above if a.row + a.rowspan == row)


def _is_shorter(above: Sequence[Cell], below: Sequence[Cell], longest: int = _SHORT_LABEL_MAX, ratio: float = 1.5) -> bool:
    """Whether labels are plainly shorter than what stands under them."""
    if not above or not below:
        return False
    length = max(len(folded(cell.text)) for cell in above)
    usual = sum(len(folded(cell.text)) for cell in below) / len(below)
    return 0 < length <= longest and usual > ratio * length


def _is_plain_head(table: Table, owner: Owners) -> bool:
    """A first row of short labels over anything, where nothing else tells a header."""
    cells = _row_cells(table, owner, 0)
    filled = all(cell.text.strip() and is_label(cell.text) and not has_quantity(cell.text) for cell in cells)
    below = [cell for cell in table.cells if cell.row > 0 and cell.text.strip()]
    return filled and len(cells) > 1 and len(cells) == table.n_cols and table.n_rows > 2 and _is_shorter(cells, below)


def _header_cols(table: Table, owner: Owners, rows: int, hinted: bool) -> int:
    """How many left columns are headers; at least one column stays body."""
    cols = _label_group(table, owner, rows)
    while cols < table.n_cols - 1 and _is_header_col(table, owner, cols, rows, hinted):
        cols += 1
    return min(cols, table.n_cols - 1)


def _label_group(table: Table, owner: Owners, rows: int) -> int:
    """The number of columns under one first header cell that together label every row: names, and indented names below them."""
    corner = owner.get((0, 0))
    if rows == 0 or corner is None or not 1 < corner.colspan < table.n_cols or not corner.text.strip():
        return 0
    for row in range(rows, table.n_rows):
        cells = [cell for cell in _row_cells(table, owner, row) if cell.col < corner.colspan]
        if not any(cell.text.strip() for cell in cells) or not all(is_label(cell.text) for cell in cells):
            return 0
        if any(cell.col + cell.colspan > corner.colspan for cell in cells):
            return 0
    return corner.colspan


def _is_header_col(table: Table, owner: Owners, col: int, rows: int, hinted: bool) -> bool:
    cells = [cell for cell in _col_cells(table, owner, col, rows) if cell.colspan < table.n_cols]
    filled = [cell for cell in cells if cell.text.strip()]
    if not filled:
        return False
    if hinted and all(cell.header for cell in filled) and not all(cell.header for cell in table.cells):
        return True
    if len(filled) < _MOSTLY * len(cells) or sum(is_label(cell.text) for cell in filled) < _MOSTLY * len(filled):
        return False
    if len(filled) == 1 and len(folded(filled[0].text)) > _SHORT_LABEL_MAX * (2 if rows else 1):
        return False
    if col == 0:
        return _labels_rows(table, filled, rows)
    return _continues_headers(table, owner, col, rows, filled)


def _labels_rows(table: Table, filled: Sequence[Cell], rows: int) -> bool:
    """Whether the first column names its rows: every text once, and the other columns say something about it."""
    names = [folded(cell.text) for cell in filled]
    others = [cell for cell in table.cells if cell.row >= rows and cell.col > 0 and cell.text.strip()]
    if len(set(names)) < _MOSTLY * len(names) or not others:
        return False
    if rows and all(_BARE_VALUE.fullmatch(folded(cell.text)) for cell in (*filled, *others)):
        return False  # values only, under the heads of their columns
    usual = sum(len(folded(cell.text)) for cell in others) / len(others)
    if any(has_quantity(c.text) for c in others) or usual <= _MARK_MAX:
        return True
    return sum(map(len, names)) / len(names) <= max(2 * usual, _SHORT_LABEL_MAX)


def _continues_headers(table: Table, owner: Owners, col: int, rows: int, filled: Sequence[Cell]) -> bool:
    """Whether a further column still names rows: it divides groups to its left, shares their cells, or follows bare numbers."""
    left = [cell for cell in _col_cells(table, owner, col - 1, rows) if cell.colspan < table.n_cols]
    if any(has_quantity(cell.text) for cell in filled):
        return False
    if any(cell.col < col for cell in filled):
        return True
    numbered = all(_ENUMERATOR.fullmatch(folded(cell.text)) for cell in left if cell.text.strip())
    groups = any(sum(g.row <= cell.row < g.row + g.rowspan for cell in filled) > 1 for g in left if g.rowspan > 1)
    return (numbered or groups) and col < table.n_cols - 1 and len({folded(cell.text) for cell in filled}) >= _MOSTLY * len(filled)


def _is_banner(cell: Cell, table: Table) -> bool:
    """A label over the full width of the body: it heads the rows below it."""
    return (
        table.n_cols > 1
        and cell.colspan == table.n_cols
        and cell.rowspan == 1
        and cell.text.strip() != ""
        and len(folded(cell.text)) <= 2 * _SHORT_LABEL_MAX
        and is_label(cell.text)
        and not has_quantity(cell.text)
        and cell.row + 1 < table.n_rows
    )


class _Levels:
    """The header cells of a table: by unit, and how many different ones each header row and column has beside the body."""

    def __init__(self, owner: Owners, rows: int, cols: int, banners: dict[int, Cell]) -> None:
        self.owner = owner
        self.rows = rows
        self.cols = cols
        self.banners = banners
        self._banner_rows = sorted(banners)
        self._labels: dict[tuple[int, int], Cell | None] = {}
        self.in_row = [len({id(cell) for (r, c), cell in owner.items() if r == row and c >= cols}) for row in range(rows)]
        self.in_col = [len({id(cell) for (r, c), cell in owner.items() if c == col and r >= rows}) for col in range(cols)]

    def label_at(self, row: int, col: int) -> Cell | None:
        """The row header at a place; an empty one with a name to its right goes on from the name above, as indented rows do."""
        passed: list[tuple[int, int]] = []
        cell = self.owner.get((row, col))
        while cell is not None and not cell.text.strip() and self.rows < cell.row and col < self.cols - 1:
            if (cell.row, col) in self._labels:
                cell = self._labels[cell.row, col]
                break
            passed.append((cell.row, col))
            cell = self.owner.get((cell.row - 1, col))
        self._labels.update(dict.fromkeys(passed, cell))  # a column of empty cells is climbed once
        return cell

    def banner_over(self, row: int) -> Cell | None:
        """The banner that a row stands under."""
        at = bisect_left(self._banner_rows, row)
        return self.banners[self._banner_rows[at - 1]] if at else None


def _with_paths(cell: Cell, levels: _Levels) -> Cell:
    """The cell with its header flag and both paths."""
    rows, cols, owner = levels.rows, levels.cols, levels.owner
    is_banner = levels.banners.get(cell.row) is cell
    above: list[str] = []
    left: list[str] = []
    if not is_banner:
        for row in range(min(rows, cell.row)):
            _add(above, [owner.get((row, col)) for col in range(cell.col, cell.col + cell.colspan)], levels.in_row[row])
    if cell.row >= rows and not is_banner:
        over = levels.banner_over(cell.row)
        if over is not None:
            _put(left, over.text)
        for col in range(min(cols, cell.col)):
            _add(left, [levels.label_at(row, col) for row in range(cell.row, cell.row + cell.rowspan)], levels.in_col[col])
    header = cell.row < rows or cell.col < cols or is_banner
    return cell.model_copy(update={"header": header, "col_path": tuple(above), "row_path": tuple(left)})


def _add(path: list[str], covering: Sequence[Cell | None], n_siblings: int) -> None:
    """Adds the header cells that one level has over (or beside) a cell: one, or several but not all of them."""
    cells = list({id(cell): cell for cell in covering if cell is not None}.values())
    if len(cells) == 1:
        _put(path, cells[0].text)
    elif 1 < len(cells) < n_siblings:
        _put(path, "／".join(dict.fromkeys(joined(cell.text) for cell in cells if cell.text.strip())))


def _put(path: list[str], text: str) -> None:
    text = joined(text)
    if text and text not in path:
        path.append(text)


def joined(text: str) -> str:
    """A header's text without line breaks; Latin words that a break had parted keep a space."""
    bare = text.strip()
    return re.sub(r"(?<=[!-~])\n(?=[!-~])", " ", bare).replace("\n", "") if "\n" in bare else bare
