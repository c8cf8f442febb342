"""Horizontal rules of one width, one under the other, as grids of one column: tables of which only the rows are ruled."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from subsidy_rules.model.layout import Char, Fill
from subsidy_rules.tables.grid import SNAP_PT, Area, Grid
from subsidy_rules.tables.open_rows import with_open_rows
from subsidy_rules.tables.rules import Rule
from subsidy_rules.tables.unruled import texts_by_row

_SAME_EDGE_PT = 4.0
_ROW_MIN_PT = 7.0
_ROW_MAX_PT = 60.0
_FEWEST = 2
_MIN_STACK = 3
_GAP_RATIO = 4.5


def stacks(rules: Sequence[Rule], fills: Sequence[Fill], chars: Sequence[Char]) -> list[tuple[Grid, list[Rule]]]:
    """Grids of one column from horizontal rules of the same width one under the other, and the shorter rules among them."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        home = next(
            (g for g in groups if abs(g[-1].start - rule.start) <= _SAME_EDGE_PT and abs(g[-1].end - rule.end) <= _SAME_EDGE_PT), None
        )
        if home is None:
            groups.append([rule])
        else:
            home.append(rule)
    groups = [part for group in groups for part in _cut_at_gaps(group, rules)]
    out = []
    for group in groups:
        x0, x1 = group[0].start, group[0].end
        ys = _with_shaded_rows([rule.at for rule in group], x0, x1, fills)
        if len(ys) < _FEWEST:
            continue
        inner = [r for r in rules if r not in group and ys[0] < r.at < ys[-1] and r.start >= x0 - SNAP_PT and r.end <= x1 + SNAP_PT]
        grid = Grid((x0, x1), tuple(ys), tuple(Area(i, 0, 1, 1) for i in range(len(ys) - 1)))
        grid = with_open_rows(grid, chars) if len(ys) <= _MIN_STACK and not inner else grid
        if len(grid.ys) >= _MIN_STACK:
            out.append((grid, inner))
    whole = [(grid, inner) for grid, inner in out if all(texts_by_row(grid, chars))]
    return [(grid, inner) for grid, inner in whole if not any(_begins_in(grid, other, chars) for other, _ in whole)]


def _begins_in(grid: Grid, other: Grid, chars: Sequence[Char]) -> bool:
    """Whether a stack is made of shorter rules of another, to whose edge they run: beside them stand cells over several rows."""
    x0, top, x1, bottom = other.box
    if grid is other or not (top - SNAP_PT <= grid.ys[0] and grid.ys[-1] <= bottom + SNAP_PT and x0 - SNAP_PT <= grid.xs[0]):
        return False
    if grid.xs[-1] > x1 + SNAP_PT or grid.xs[-1] - grid.xs[0] > x1 - x0 - 2 * SNAP_PT:
        return False
    to_edge = abs(grid.xs[0] - x0) <= SNAP_PT or abs(grid.xs[-1] - x1) <= SNAP_PT
    left_out = Grid((x0, grid.xs[0]) if grid.xs[0] - x0 > SNAP_PT else (grid.xs[-1], x1), other.ys, ())
    return to_edge and any(texts_by_row(left_out, chars))


def _cut_at_gaps(group: list[Rule], rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules of a stack apart where the gap is far wider than usual: two tables of one width. Shorter rules fill a gap."""
    gaps = sorted(lower.at - upper.at for upper, lower in pairwise(group))
    if len(gaps) < _MIN_STACK:
        return [group]
    widest = _GAP_RATIO * gaps[len(gaps) // 2]
    start, end = group[0].start - SNAP_PT, group[0].end + SNAP_PT
    lines = sorted(rule.at for rule in rules if start <= rule.start and rule.end <= end)
    parts = [[group[0]]]
    for upper, lower in pairwise(group):
        between = [upper.at, *(at for at in lines if upper.at < at < lower.at), lower.at]
        if max(below - above for above, below in pairwise(between)) > widest:
            parts.append([])
        parts[-1].append(lower)
    return parts


def _with_shaded_rows(ys: Sequence[float], x0: float, x1: float, fills: Sequence[Fill]) -> list[float]:
    """The lines of a stack, with the far edge of a shading that begins at its first or last line: a header row without a rule."""
    lines = [ys[0]]
    lines += [y for y, before in zip(ys[1:], ys, strict=False) if y - before > SNAP_PT]
    for fill in fills:
        if fill.x0 < x0 - _SAME_EDGE_PT or fill.x1 > x1 + _SAME_EDGE_PT or not _ROW_MIN_PT < fill.bottom - fill.top < _ROW_MAX_PT:
            continue
        if abs(fill.bottom - ys[0]) <= SNAP_PT and fill.top < lines[0] - SNAP_PT:
            lines.insert(0, fill.top)
        elif abs(fill.top - ys[-1]) <= SNAP_PT and fill.bottom > lines[-1] + SNAP_PT:
            lines.append(fill.bottom)
    return lines
