"""Rules → grids: connected rules, a lattice of units, and the rectangles that open units form."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from subsidy_rules.model.document import Box
from subsidy_rules.tables.rules import TOUCH_PT, Rule, Rules

# Double lines lie up to this far apart (points) and count as one.
SNAP_PT = 3.2
# A side of a unit counts as drawn when this part of it is.
DRAWN = 0.6
# Less than that but more than this: something was drawn there, and whether it parts two cells is a guess.
_HINTED = 0.2


class Area(NamedTuple):
    """One cell of a grid in rows and columns, counted from 0."""

    row: int
    col: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines at `xs` and `ys` (points, ascending) and the areas between them, row by row; areas cover the grid without overlap.

    `drawn_in_part` counts the sides of units that are neither clearly drawn nor clearly open.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]
    reasons: tuple[str, ...] = ()
    drawn_in_part: int = 0

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, area: Area) -> Box:
        """The area's rectangle on the page."""
        return (self.xs[area.col], self.ys[area.row], self.xs[area.col + area.colspan], self.ys[area.row + area.rowspan])

    def unit_at(self, x: float, y: float) -> tuple[int, int] | None:
        """(row, column) of the unit that holds a point, None outside the grid."""
        row, col = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= col < len(self.xs) - 1:
            return row, col
        return None


def components(rules: Rules) -> list[Rules]:
    """Groups of rules that touch each other, each with at least one horizontal or vertical rule."""
    h, v = rules
    parent = list(range(len(h) + len(v)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    # horizontal rules come sorted by height, so each vertical one looks only at those between its ends
    heights = [rule.at for rule in h]
    for j, down in enumerate(v, start=len(h)):
        for i in range(bisect_left(heights, down.start - TOUCH_PT), bisect_right(heights, down.end + TOUCH_PT)):
            if h[i].start - TOUCH_PT <= down.at <= h[i].end + TOUCH_PT:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i in range(len(parent)):
        lists = groups.setdefault(root(i), ([], []))
        if i < len(h):
            lists[0].append(h[i])
        else:
            lists[1].append(v[i - len(h)])
    return [Rules(tuple(across), tuple(down)) for across, down in groups.values()]


def snapped(values: Iterable[float], tolerance: float = SNAP_PT) -> tuple[float, ...]:
    """Ascending positions, those closer than `tolerance` as one, at their mean."""
    out: list[list[float]] = []
    for value in sorted(values):
        if out and value - out[-1][0] <= tolerance:
            out[-1].append(value)
        else:
            out.append([value])
    return tuple(sum(group) / len(group) for group in out)


def grid_of(rules: Rules) -> Grid | None:
    """The grid that connected rules draw, open sides closed at the rules' ends; None where they enclose nothing."""
    h, v = rules
    xs = snapped([rule.at for rule in v] + [min(r.start for r in h), max(r.end for r in h)] if h else [r.at for r in v])
    ys = snapped([rule.at for rule in h] + [min(r.start for r in v), max(r.end for r in v)] if v else [r.at for r in h])
    if len(xs) < 2 or len(ys) < 2:
        return None
    return lattice(xs, ys, h, v)


def lattice(xs: Sequence[float], ys: Sequence[float], h: Sequence[Rule], v: Sequence[Rule]) -> Grid:
    """The grid on given lines; the sides of units are drawn by the rules, the outer sides always are."""
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    at_row = [[rule for rule in h if abs(rule.at - y) <= SNAP_PT] for y in ys]
    at_col = [[rule for rule in v if abs(rule.at - x) <= SNAP_PT] for x in xs]
    below = [[drawn_share(at_row[r + 1], ys[r + 1], xs[c], xs[c + 1]) for c in range(n_cols)] for r in range(n_rows - 1)]
    right = [[drawn_share(at_col[c + 1], xs[c + 1], ys[r], ys[r + 1]) for c in range(n_cols - 1)] for r in range(n_rows)]
    in_part = sum(_HINTED < share < DRAWN for line in below + right for share in line)
    reasons = (f"{in_part} borders drawn in part",) if in_part else ()
    areas = rectangles(n_rows, n_cols, _are_drawn(below), _are_drawn(right))
    return compact(Grid(tuple(xs), tuple(ys), areas, reasons, in_part))


def _are_drawn(shares: list[list[float]]) -> list[list[bool]]:
    return [[share >= DRAWN for share in line] for line in shares]


def drawn_share(rules: Sequence[Rule], at: float, start: float, end: float) -> float:
    """The part of a line between two points that rules close to it cover, 0 to 1."""
    pieces = sorted((max(r.start, start), min(r.end, end)) for r in rules if abs(r.at - at) <= SNAP_PT and r.end > start and r.start < end)
    covered, reach = 0.0, start
    for piece_start, piece_end in pieces:
        covered += max(0.0, piece_end - max(piece_start, reach))
        reach = max(reach, piece_end)
    return covered / (end - start)


def rectangles(n_rows: int, n_cols: int, below: list[list[bool]], right: list[list[bool]]) -> tuple[Area, ...]:
    """Open units merged into rectangles, row by row.

    `below[r][c]` tells whether a side is drawn under unit (r, c), `right[r][c]` whether one is drawn to its right.
    A region that is no rectangle is cut at each change of its width, top first: the L of a parent and its indented rows
    becomes the parent's row and the strip beside the rows.
    """
    taken = [[False] * n_cols for _ in range(n_rows)]
    areas = []
    for row in range(n_rows):
        for col in range(n_cols):
            if taken[row][col]:
                continue
            end_col = col
            while end_col + 1 < n_cols and not right[row][end_col] and not taken[row][end_col + 1]:
                end_col += 1
            end_row = row
            while end_row + 1 < n_rows and _same_width(end_row, col, end_col, below, right, taken):
                end_row += 1
            for r in range(row, end_row + 1):
                for c in range(col, end_col + 1):
                    taken[r][c] = True
            areas.append(Area(row, col, end_row - row + 1, end_col - col + 1))
    return tuple(areas)


def _same_width(row: int, col: int, end_col: int, below: list[list[bool]], right: list[list[bool]], taken: list[list[bool]]) -> bool:
    """Whether the region goes on from `row` to the next row with exactly the same columns."""
    if any(below[row][c] for c in range(col, end_col + 1)) or any(taken[row + 1][col : end_col + 1]):
        return False
    if any(right[row + 1][c] for c in range(col, end_col)):
        return False
    closed_right = end_col == len(right[0]) or right[row + 1][end_col] if right[0] else True
    closed_left = col == 0 or right[row + 1][col - 1]
    return closed_right and closed_left


def compact(grid: Grid) -> Grid:
    """The grid without lines at which no area begins or ends."""
    rows = sorted({a.row for a in grid.areas} | {a.row + a.rowspan for a in grid.areas})
    cols = sorted({a.col for a in grid.areas} | {a.col + a.colspan for a in grid.areas})
    row_no = {row: i for i, row in enumerate(rows)}
    col_no = {col: i for i, col in enumerate(cols)}
    areas = tuple(
        Area(row_no[a.row], col_no[a.col], row_no[a.row + a.rowspan] - row_no[a.row], col_no[a.col + a.colspan] - col_no[a.col])
        for a in grid.areas
    )
    return Grid(tuple(grid.xs[c] for c in cols), tuple(grid.ys[r] for r in rows), areas, grid.reasons, grid.drawn_in_part)
