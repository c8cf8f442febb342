"""A table as the samples describe it, laid out once for PDF and for HTML.

Cells are listed row by row as in HTML: a cell takes the next free place, a cell that spans rows keeps its place in the rows below.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from drawing.lines import wrap

Rules = Literal["all", "rows", "open"]
PAD_X = 4.0
PAD_Y = 3.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: text, spans, shade (a header), alignment; `diagonal` strikes an empty cell out."""

    text: str
    rows: int = 1
    cols: int = 1
    head: bool = False
    align: Literal["left", "center"] = "left"
    valign: Literal["top", "middle"] = "top"
    diagonal: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its place in the grid."""

    cell: Cell
    row: int
    col: int

    @property
    def end_row(self) -> int:
        return self.row + self.cell.rows

    @property
    def end_col(self) -> int:
        return self.col + self.cell.cols


@dataclass(frozen=True, slots=True)
class Grid:
    """A whole table: column widths in points, rows of cells.

    `rules`: "all" borders; "rows" horizontal rules only; "open" without the outer left and right border.
    `double_below`: rows whose lower border is a double line. `head_rows` are repeated after a page break when `repeat_head`.
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    size_pt: float = 9.0
    leading: float = 1.3
    rules: Rules = "all"
    double_below: frozenset[int] = frozenset()
    head_rows: int = 1
    repeat_head: bool = False
    min_heights: dict[int, float] = field(default_factory=dict)


def th(text: str, rows: int = 1, cols: int = 1) -> Cell:
    """A shaded header cell, centred."""
    return Cell(text, rows, cols, head=True, align="center", valign="middle")


def tdc(text: str, rows: int = 1, cols: int = 1) -> Cell:
    """A plain cell, centred."""
    return Cell(text, rows, cols, align="center", valign="middle")


def td(text: str, rows: int = 1, cols: int = 1) -> Cell:
    """A plain cell, set left and in the middle."""
    return Cell(text, rows, cols, valign="middle")


def place(grid: Grid) -> list[Placed]:
    """The cells at their places. Raises ValueError where the cells do not fill the grid exactly."""
    taken: set[tuple[int, int]] = set()
    placed: list[Placed] = []
    for row, cells in enumerate(grid.rows):
        free = iter([c for c in range(len(grid.widths)) if (row, c) not in taken])
        for cell in cells:
            col = next((c for c in free if (row, c) not in taken), None)
            if col is None:
                raise ValueError(f"row {row}: no place for {cell.text!r}")
            taken |= {(row + r, col + c) for r in range(cell.rows) for c in range(cell.cols)}
            placed.append(Placed(cell, row, col))
    if taken != {(r, c) for r in range(len(grid.rows)) for c in range(len(grid.widths))}:
        raise ValueError(f"cells do not fill the grid that begins with {grid.rows[0][0].text!r}")
    return placed


def cell_lines(grid: Grid, item: Placed) -> list[str]:
    """The wrapped lines of a cell."""
    width = sum(grid.widths[item.col : item.end_col]) - 2 * PAD_X
    return wrap(item.cell.text, width, grid.size_pt)


def row_heights(grid: Grid, placed: list[Placed]) -> list[float]:
    """Height of each row in points: its tallest cell; what a spanning cell needs beyond its rows goes to the last of them."""
    line_pt = grid.size_pt * grid.leading
    heights = [max(line_pt + 2 * PAD_Y, grid.min_heights.get(row, 0.0)) for row in range(len(grid.rows))]
    for item in sorted(placed, key=lambda p: (p.cell.rows, p.row)):
        need = len(cell_lines(grid, item)) * line_pt + 2 * PAD_Y
        have = sum(heights[item.row : item.end_row])
        heights[item.end_row - 1] += max(0.0, need - have)
    return heights


def split(grid: Grid, at: int) -> tuple[Grid, Grid]:
    """The table before and after row `at`, as at a page break: a cell across the break shows its text only in the first part."""
    upper: list[list[Cell]] = [[] for _ in range(at)]
    lower: list[list[Cell]] = [[] for _ in range(len(grid.rows) - at)]
    for item in sorted(place(grid), key=lambda p: (p.row, p.col)):
        if item.row >= at:
            lower[item.row - at].append(item.cell)
        elif item.end_row <= at:
            upper[item.row].append(item.cell)
        else:
            upper[item.row].append(replace(item.cell, rows=at - item.row))
            lower[0].append(replace(item.cell, rows=item.end_row - at, text=""))
    lower_rows = tuple(tuple(row) for row in lower)
    if grid.repeat_head:
        lower_rows = (*grid.rows[: grid.head_rows], *lower_rows)
    return replace(grid, rows=tuple(tuple(row) for row in upper)), replace(grid, rows=lower_rows, min_heights={})
