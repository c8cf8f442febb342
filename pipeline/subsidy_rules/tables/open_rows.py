"""Rows that no rule parts, between a rule under the names of the columns and the one that ends the table: strips free of text part them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from subsidy_rules.model.layout import Char
from subsidy_rules.tables.grid import Area, Grid
from subsidy_rules.tables.unruled import bands_of, text_blocks

# Strips between rows are so many times as high as those between the lines of a cell; where all are alike, so many glyphs high.
_WIDER = 1.8
_APART = 0.9
_LEAST_ROWS = 2
_MOSTLY = 0.75
# A row of a table has at most so many signs on average; two columns of running text have more in a paragraph.
_SIGNS_MAX = 90


def with_open_rows(grid: Grid, chars: Sequence[Char]) -> Grid:
    """A grid of one column whose last row is the whole body of a table, parted into the rows that strips free of text make.

    Left as it is where the strips tell no rows: each must be of texts side by side.
    """
    x0, _, x1, bottom = grid.box
    top = grid.ys[-2]
    body = [c for c in chars if x0 <= (c.x0 + c.x1) / 2 <= x1 and top <= (c.top + c.bottom) / 2 <= bottom and not c.space]
    cuts = _cuts(bands_of(body), max((c.size for c in body), default=0.0))
    lines = (top, *cuts, bottom)
    rows = [[c for c in body if low <= (c.top + c.bottom) / 2 < high] for low, high in pairwise(lines)]
    if (
        len(rows) < _LEAST_ROWS
        or len(body) > _SIGNS_MAX * len(rows)
        or sum(len(text_blocks(row)) > 1 for row in rows) < _MOSTLY * len(rows)
    ):
        return grid
    ys = (*grid.ys[:-1], *cuts, bottom)
    return replace(
        grid, ys=ys, areas=tuple(Area(row, 0, 1, 1) for row in range(len(ys) - 1)), reasons=(*grid.reasons, "rows without rules")
    )


def _cuts(bands: Sequence[tuple[float, float]], size: float) -> list[float]:
    """The middles of the strips that part rows; [] where they are no higher than those between lines."""
    strips = [(lower[0] - upper[1], (upper[1] + lower[0]) / 2) for upper, lower in pairwise(bands)]
    if not strips:
        return []
    least, most = min(high for high, _ in strips), max(high for high, _ in strips)
    if most >= _WIDER * max(least, 0.1 * size) and most >= _APART * size / 2:
        return [at for high, at in strips if high * high > least * most]
    return [at for _, at in strips] if least >= _APART * size else []
