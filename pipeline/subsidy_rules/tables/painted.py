"""Tables of which only the cells are painted: what is left unpainted between them parts their rows and columns as rules would."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from subsidy_rules.model.layout import Fill
from subsidy_rules.tables.grid import Grid, grid_of
from subsidy_rules.tables.rules import Rule, Rules

# Painted cells stand so far apart (points); the paint of lines of text is not as high as a cell.
_GAP_MIN_PT, _GAP_MAX_PT = 0.4, 5.0
_CELL_MIN_PT = 9.0
# Cells side by side share this part of the lower one's height, cells one under the other of the narrower one's width.
_BESIDE = 0.6
_MIN_CELLS = 4
# A page with more areas is a picture or shades its lines of text; each is held against each other.
_MOST_AREAS = 500
# So many of the areas that the gaps part are painted; where fewer are, the boxes make no lattice.
_PAINTED = 0.9


def painted_grids(fills: Sequence[Fill], rules: Rules) -> Iterator[Grid]:
    """The grids of painted cells that stand apart by narrow gaps in both directions, where no rule is drawn among them."""
    for group, gap in _groups(_cells(fills)):
        grid = grid_of(_sides(group, gap / 2))
        if grid is None or _is_ruled(grid, rules) or not _MIN_CELLS <= len(group) >= _PAINTED * len(grid.areas):
            continue
        yield Grid(grid.xs, grid.ys, grid.areas, ("cells are painted, no rule is drawn",), grid.drawn_in_part)


def _cells(fills: Sequence[Fill]) -> list[Fill]:
    """The areas that may be cells: as high as a line, on no other such area, each place once."""
    high = {
        (round(f.x0), round(f.top), round(f.x1), round(f.bottom)): f for f in fills if min(f.bottom - f.top, f.x1 - f.x0) >= _CELL_MIN_PT
    }
    cells = sorted(high.values(), key=lambda f: (f.top, f.x0)) if len(high) <= _MOST_AREAS else []
    return [cell for cell in cells if not any(other is not cell and _is_within(other, cell) for other in cells)]


def _is_within(inner: Fill, outer: Fill) -> bool:
    return outer.x0 <= inner.x0 and inner.x1 <= outer.x1 and outer.top <= inner.top and inner.bottom <= outer.bottom


def _beside(one: Fill, other: Fill) -> float | None:
    """The gap between an area and one to its right, None where that is no neighbour."""
    gap, shared = other.x0 - one.x1, min(one.bottom, other.bottom) - max(one.top, other.top)
    near = _GAP_MIN_PT <= gap <= _GAP_MAX_PT and shared >= _BESIDE * min(one.bottom - one.top, other.bottom - other.top)
    return gap if near else None


def _under(one: Fill, other: Fill) -> float | None:
    """The gap between an area and one below it, None where that is no neighbour."""
    gap, shared = other.top - one.bottom, min(one.x1, other.x1) - max(one.x0, other.x0)
    near = _GAP_MIN_PT <= gap <= _GAP_MAX_PT and shared >= _BESIDE * min(one.x1 - one.x0, other.x1 - other.x0)
    return gap if near else None


def _neighbours(cells: Sequence[Fill]) -> Iterator[tuple[int, int, str, float]]:
    """Each cell with one to its right or below it by a narrow gap: their numbers, which way, and the gap."""
    by_left = sorted(range(len(cells)), key=lambda n: cells[n].x0)
    by_top = sorted(range(len(cells)), key=lambda n: cells[n].top)
    lefts, tops = [cells[n].x0 for n in by_left], [cells[n].top for n in by_top]
    for i, one in enumerate(cells):
        for j in by_left[bisect_left(lefts, one.x1) : bisect_right(lefts, one.x1 + _GAP_MAX_PT)]:
            if (gap := _beside(one, cells[j])) is not None:
                yield i, j, "beside", gap
        for j in by_top[bisect_left(tops, one.bottom) : bisect_right(tops, one.bottom + _GAP_MAX_PT)]:
            if (gap := _under(one, cells[j])) is not None:
                yield i, j, "under", gap


def _groups(cells: Sequence[Fill]) -> list[tuple[list[Fill], float]]:
    """Cells joined by gaps, each group with neighbours both beside and under each other, and its narrowest gap."""
    home = list(range(len(cells)))
    pairs = list(_neighbours(cells))
    for i, j, _, _ in pairs:
        a, b = home[i], home[j]
        if a != b:
            home = [a if at == b else at for at in home]
    ways: dict[int, set[str]] = defaultdict(set)
    gaps: dict[int, float] = {}
    for i, _, way, gap in pairs:
        ways[home[i]].add(way)
        gaps[home[i]] = min(gap, gaps.get(home[i], gap))
    groups: dict[int, list[Fill]] = defaultdict(list)
    for at, cell in zip(home, cells, strict=True):
        groups[at].append(cell)
    return [(group, gaps[at]) for at, group in groups.items() if len(ways[at]) > 1]


def _sides(group: Sequence[Fill], reach: float) -> Rules:
    """The four sides of each cell as rules, `reach` points outside of its paint, so that neighbours share theirs."""
    across = sorted(Rule(y, f.x0 - reach, f.x1 + reach) for f in group for y in (f.top - reach, f.bottom + reach))
    down = sorted(Rule(x, f.top - reach, f.bottom + reach) for f in group for x in (f.x0 - reach, f.x1 + reach))
    return Rules(tuple(across), tuple(down))


def _is_ruled(grid: Grid, rules: Rules) -> bool:
    """Whether a rule runs among the cells of a grid."""
    x0, top, x1, bottom = grid.box
    inside = any(top < rule.at < bottom and rule.start < x1 and rule.end > x0 for rule in rules.horizontal)
    return inside or any(x0 < rule.at < x1 and rule.start < bottom and rule.end > top for rule in rules.vertical)
