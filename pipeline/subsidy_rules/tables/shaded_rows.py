"""Rows that no rule draws, but the shading of their cells: a head over a ruled table, and rows of painted cells over that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from subsidy_rules.model.layout import Char, Fill
from subsidy_rules.tables.grid import SNAP_PT, Area, Grid
from subsidy_rules.tables.unruled import text_blocks

_ROW_MIN_PT = 7.0
_ROW_MAX_PT = 60.0
_MOSTLY = 0.8
# Painted cells that tile a grid end at its own lines, to this much (points).
_TILES_PT = 1.5


def with_shaded_head(grid: Grid, chars: Sequence[Char], fills: Sequence[Fill]) -> Grid:
    """The grid with a header row on top where shading with text in it sits right on the first rule and spans the columns."""
    x0, top, x1, _ = grid.box
    heads = [
        f
        for f in fills
        if abs(f.bottom - top) <= SNAP_PT and _ROW_MIN_PT < f.bottom - f.top < _ROW_MAX_PT and x0 - SNAP_PT <= f.x0 and f.x1 <= x1 + SNAP_PT
    ]
    if not heads or sum(f.x1 - f.x0 for f in heads) < _MOSTLY * (x1 - x0):
        return grid
    head_top = min(f.top for f in heads)
    row = [c for c in chars if head_top < (c.top + c.bottom) / 2 < top and x0 < (c.x0 + c.x1) / 2 < x1]
    blocks = text_blocks(row)
    if not blocks or head_top > top - _ROW_MIN_PT:
        return grid
    edges = [0, *(i for i, x in enumerate(grid.xs[1:-1], start=1) if not any(a < x < b for a, b in blocks)), len(grid.xs) - 1]
    areas = [Area(0, start, 1, end - start) for start, end in pairwise(edges)]
    moved = [Area(a.row + 1, a.col, a.rowspan, a.colspan) for a in grid.areas]
    return replace(grid, ys=(head_top, *grid.ys), areas=(*areas, *moved))


def with_painted_rows(grid: Grid, chars: Sequence[Char], fills: Sequence[Fill], others: Sequence[Grid]) -> Grid:
    """The grid with all rows on top whose painted cells end at its columns, one row right on the other, as slides have them.

    Rows of `others` are not among them.
    """
    edges = grid.xs
    while (cells := _tiles(grid, fills)) and any(_holds_text(cell, chars) for cell in cells) and not _is_of(cells[0], others):
        ends = (*(cell.x0 for cell in cells), cells[-1].x1)
        at = sorted({min(range(len(edges)), key=lambda n: abs(edges[n] - x)) for x in ends} | set(_between_texts(grid, cells, chars)))
        areas = [Area(0, start, 1, end - start) for start, end in pairwise(at)]
        moved = [Area(a.row + 1, a.col, a.rowspan, a.colspan) for a in grid.areas]
        grid = replace(grid, ys=(cells[0].top, *grid.ys), areas=(*areas, *moved))
    return grid


def _tiles(grid: Grid, fills: Sequence[Fill]) -> list[Fill]:
    """The painted cells that fill the width of a grid right over it, from left to right; [] where they do not."""
    x0, top, x1, _ = grid.box
    over = [f for f in fills if abs(f.bottom - top) <= _TILES_PT and _ROW_MIN_PT < f.bottom - f.top < _ROW_MAX_PT]
    cells = sorted({(f.x0, f.x1): f for f in over}.values(), key=lambda f: f.x0)
    if not cells or abs(cells[0].x0 - x0) > _TILES_PT or abs(cells[-1].x1 - x1) > _TILES_PT:
        return []
    joined = all(abs(left.x1 - right.x0) <= _TILES_PT and abs(left.top - right.top) <= _TILES_PT for left, right in pairwise(cells))
    on_lines = all(any(abs(cell.x0 - x) <= _TILES_PT for x in grid.xs) for cell in cells)
    return cells if joined and on_lines else []


def _between_texts(grid: Grid, cells: Sequence[Fill], chars: Sequence[Char]) -> list[int]:
    """The columns in which the second and every further text of a painted cell begins, where a column line parts it from the one before."""
    found = []
    for cell in cells:
        blocks = text_blocks(
            [c for c in chars if cell.top < (c.top + c.bottom) / 2 < cell.bottom and cell.x0 < (c.x0 + c.x1) / 2 < cell.x1]
        )
        for (_, left), (right, _) in pairwise(blocks):
            found += [n for n, x in enumerate(grid.xs[1:-1], start=1) if left <= x <= right][-1:]
    return found


def _is_of(fill: Fill, grids: Sequence[Grid]) -> bool:
    return any(grid.unit_at((fill.x0 + fill.x1) / 2, (fill.top + fill.bottom) / 2) is not None for grid in grids)


def _holds_text(fill: Fill, chars: Sequence[Char]) -> bool:
    return any(_is_in(char, fill) for char in chars)


def _is_in(char: Char, fill: Fill) -> bool:
    return fill.x0 < (char.x0 + char.x1) / 2 < fill.x1 and fill.top < (char.top + char.bottom) / 2 < fill.bottom
