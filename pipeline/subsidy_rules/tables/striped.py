"""Tables of which only every second row is painted: the stripes and the strips between them are its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from subsidy_rules.model.layout import Char, Colour, Fill, alike
from subsidy_rules.tables.grid import SNAP_PT, Area, Grid, compact, rectangles
from subsidy_rules.tables.rules import Rules
from subsidy_rules.tables.unruled import bands_of, corridors, next_row, text_blocks, texts_by_row

# A row is as high as a line of text, and no higher than a cell with many of them (points).
_ROW_MIN_PT, _ROW_MAX_PT = 9.0, 120.0
# A painted cell over several rows; what is higher is paper.
_TALLEST_PT = 360.0
# Painted cells of one row stand side by side, painted rows end together, to this much (points).
_JOIN_PT = 1.5
_WIDTH_MIN_PT = 120.0
_FEWEST_STRIPES = 2
_FEWEST_ROWS = 3
# The text of a row over the first or below the last stripe is no farther from it than so many heights of a line.
_NEXT_LINE = 0.9
# A row has at most so many signs on average; running text between two boxes has more.
_SIGNS_MAX = 90
_MOSTLY = 0.6
_SIDE_BY_SIDE = 2
# Two cells may have two lines each; three lines of texts side by side are three rows.
_LIST_LINES = 3


@dataclass(frozen=True, slots=True)
class _Stripe:
    """The painted cells of one row, side by side; `edges` are the x positions at which they meet."""

    x0: float
    x1: float
    top: float
    bottom: float
    colour: Colour
    edges: tuple[float, ...]


def striped_grids(fills: Sequence[Fill], chars: Sequence[Char], rules: Rules) -> Iterator[Grid]:
    """The grids of rows of which every second one is painted, where no rule is drawn among them."""
    for group in _groups(_stripes(fills)):
        if len(group) < _FEWEST_STRIPES or _is_ruled(group, rules):
            continue
        grid = _grid(group, chars, fills)
        if grid is not None:
            yield grid


def _stripes(fills: Sequence[Fill]) -> list[_Stripe]:
    """Painted areas of one height that stand side by side, joined; top to bottom."""
    high = {(round(f.x0), round(f.top), round(f.x1), round(f.bottom)): f for f in fills if _ROW_MIN_PT <= f.bottom - f.top <= _ROW_MAX_PT}
    rows: list[list[Fill]] = []
    for fill in sorted(high.values(), key=lambda f: (round(f.top), round(f.bottom), f.x0)):
        last = rows[-1][-1] if rows else None
        if last is not None and _goes_on(last, fill):
            rows[-1].append(fill)
        else:
            rows.append([fill])
    return [
        _Stripe(row[0].x0, row[-1].x1, row[0].top, row[0].bottom, row[0].colour, tuple(f.x0 for f in row[1:]))
        for row in rows
        if row[-1].x1 - row[0].x0 >= _WIDTH_MIN_PT
    ]


def _goes_on(last: Fill, fill: Fill) -> bool:
    same_row = abs(last.top - fill.top) <= _JOIN_PT and abs(last.bottom - fill.bottom) <= _JOIN_PT
    return same_row and abs(fill.x0 - last.x1) <= _JOIN_PT and alike(last.colour, fill.colour)


def _groups(stripes: Sequence[_Stripe]) -> list[list[_Stripe]]:
    """Stripes of one colour and width, with no more than a row between two."""
    groups: list[list[_Stripe]] = []
    for stripe in sorted(stripes, key=lambda s: s.top):
        home = next((g for g in groups if _follows(g[-1], stripe)), None)
        if home is None:
            groups.append([stripe])
        else:
            home.append(stripe)
    return groups


def _follows(upper: _Stripe, lower: _Stripe) -> bool:
    gap = lower.top - upper.bottom
    near = -_JOIN_PT <= gap <= _ROW_MAX_PT and (gap <= _JOIN_PT or gap >= _ROW_MIN_PT)
    return near and abs(upper.x1 - lower.x1) <= _JOIN_PT and alike(upper.colour, lower.colour) and _begin_alike(upper, lower)


def _begin_alike(upper: _Stripe, lower: _Stripe) -> bool:
    """Whether two stripes begin at one place, or one of them right of a cell over several rows, where a column of the other begins."""
    first, second = sorted((upper, lower), key=lambda stripe: stripe.x0)
    return second.x0 - first.x0 <= _JOIN_PT or any(abs(second.x0 - edge) <= _JOIN_PT for edge in first.edges)


def _is_ruled(group: Sequence[_Stripe], rules: Rules) -> bool:
    x0, x1, top, bottom = _left(group), group[0].x1, group[0].top, group[-1].bottom
    inside = any(top < rule.at < bottom and rule.start < x1 and rule.end > x0 for rule in rules.horizontal)
    return inside or any(x0 - SNAP_PT < rule.at < x1 + SNAP_PT and rule.start < bottom and rule.end > top for rule in rules.vertical)


def _left(group: Sequence[_Stripe]) -> float:
    return min(stripe.x0 for stripe in group)


def _grid(group: Sequence[_Stripe], chars: Sequence[Char], fills: Sequence[Fill]) -> Grid | None:
    """The grid of stripes and the strips between, over and below them; None where its rows are not texts side by side."""
    x0, x1 = _left(group), group[0].x1
    beside = [c for c in chars if x0 <= (c.x0 + c.x1) / 2 <= x1]
    ys = _lines(group)
    if not any(lower.top - upper.bottom > _JOIN_PT for upper, lower in pairwise(group)):
        return None
    xs = _columns(group, Grid((x0, x1), ys, _one_column(ys)), beside)
    if len(xs) <= _SIDE_BY_SIDE:
        return None
    ys = _with_ends(xs, ys, beside)
    rows = texts_by_row(Grid((x0, x1), ys, _one_column(ys)), beside)
    blocks = [text_blocks(row) for row in rows]
    side_by_side = sum(len(row) >= _SIDE_BY_SIDE for row in blocks)
    if len(rows) < _FEWEST_ROWS or sum(map(len, rows)) > _SIGNS_MAX * len(rows) or side_by_side < _MOSTLY * len(rows):
        return None
    if any(map(_is_list, rows)):
        return None
    stripes = [_stripe_at(group, (upper + lower) / 2) for upper, lower in pairwise(ys)]
    right = [[_is_parted(x, stripe, row) for x in xs[1:-1]] for row, stripe in zip(blocks, stripes, strict=True)]
    below = [[not _goes_down(y, col, stripe, fills) for col in pairwise(xs)] for y, stripe in zip(ys[1:-1], stripes[1:], strict=True)]
    areas = rectangles(len(ys) - 1, len(xs) - 1, below, right)
    return compact(Grid(xs, ys, areas, ("every second row is painted, no rule is drawn",)))


def _goes_down(y: float, col: tuple[float, float], lower: _Stripe | None, fills: Sequence[Fill]) -> bool:
    """Whether the cell over a line goes on below it: its paint does, or the stripe below begins right of the column."""
    x = (col[0] + col[1]) / 2
    here = [fill for fill in fills if fill.x0 < x < fill.x1]
    if any(fill.top < y - SNAP_PT and fill.bottom > y + SNAP_PT and fill.bottom - fill.top <= _TALLEST_PT for fill in here):
        return True
    return lower is not None and lower.x0 > x and not any(abs(fill.top - y) <= SNAP_PT for fill in here)


def _is_list(row: Sequence[Char]) -> bool:
    """Whether what stands between two stripes is rows of its own: the stripes are titles over lists."""
    lines = [[c for c in row if top <= (c.top + c.bottom) / 2 <= bottom] for top, bottom in bands_of(row)]
    return len(lines) >= _LIST_LINES and all(len(text_blocks(line)) >= _SIDE_BY_SIDE for line in lines)


def _one_column(ys: Sequence[float]) -> tuple[Area, ...]:
    return tuple(Area(row, 0, 1, 1) for row in range(len(ys) - 1))


def _lines(group: Sequence[_Stripe]) -> tuple[float, ...]:
    ys = [group[0].top]
    for upper, lower in pairwise(group):
        ys += [upper.bottom] if lower.top - upper.bottom <= _JOIN_PT else [upper.bottom, lower.top]
    return (*ys, group[-1].bottom)


def _columns(group: Sequence[_Stripe], rows: Grid, chars: Sequence[Char]) -> tuple[float, ...]:
    """The x positions of the columns: where the painted cells meet, else the strips free of text."""
    x0, x1 = rows.xs
    edges = sorted({round(x, 1) for stripe in group for x in (stripe.x0, *stripe.edges) if x > x0 + _JOIN_PT})
    edges = [x for n, x in enumerate(edges) if n == 0 or x - edges[n - 1] > _JOIN_PT]
    if not edges:
        edges = [(c.x0 + c.x1) / 2 for c in corridors(texts_by_row(rows, chars), x0, x1)]
    return (x0, *edges, x1)


def _with_ends(xs: Sequence[float], ys: Sequence[float], chars: Sequence[Char]) -> tuple[float, ...]:
    """The lines of the rows with those of an unpainted row over the first and below the last stripe, whose texts keep to the columns."""
    near = _NEXT_LINE * max((c.size for c in chars), default=0.0)
    over = next_row(xs, [c for c in chars if ys[0] - _ROW_MAX_PT <= c.top and c.bottom <= ys[0] + 1], ys[0], up=True, near=near)
    under = next_row(xs, [c for c in chars if ys[-1] - 1 <= c.top and c.bottom <= ys[-1] + _ROW_MAX_PT], ys[-1], up=False, near=near)
    top = [min(c.top for c in over) - 1] if len(text_blocks(over)) >= _SIDE_BY_SIDE else []
    bottom = [max(c.bottom for c in under) + 1] if len(text_blocks(under)) >= _SIDE_BY_SIDE else []
    return (*top, *ys, *bottom)


def _stripe_at(group: Sequence[_Stripe], y: float) -> _Stripe | None:
    return next((stripe for stripe in group if stripe.top <= y <= stripe.bottom), None)


def _is_parted(x: float, stripe: _Stripe | None, blocks: Sequence[tuple[float, float]]) -> bool:
    """Whether two cells of a row meet at a column: their paint does, or no text runs over it."""
    if stripe is not None and stripe.edges:
        return x < stripe.x0 or any(abs(edge - x) <= _JOIN_PT for edge in (stripe.x0, *stripe.edges))
    return not any(a < x < b for a, b in blocks)
