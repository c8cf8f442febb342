"""Columns and rows that no rule draws: text-free corridors, shading edges, stacks of label boxes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from subsidy_rules.model.layout import Char, Fill, alike
from subsidy_rules.tables.grid import DRAWN, SNAP_PT, Area, Grid, compact, drawn_share, rectangles
from subsidy_rules.tables.rules import Rule

# A corridor between two columns is at least this wide (points); words closer than this part of a glyph belong together.
_CORRIDOR_PT = 5.0
_LONE_CORRIDOR_PT = 16.0
_WORD_GAP = 0.6
_OPEN_ROW = 1.3
# The lines of a cell stand no farther apart than this part of their height.
_NEXT_LINE = 0.6
_BULLET_GAP = 2.0
# So many of the rows may have text that crosses a corridor (cells over both columns), and so many must have text on each side.
_CROSSED = 0.25
_FILLED = 0.4
_STEP_PT = 1.0
_ROW_MIN_PT = 7.0
_MIN_STACK = 3
_MOSTLY = 0.8
_LABEL_WIDTH = 0.45
_BESIDE_PT = 40.0
_BULLETS = frozenset("・•●○◯■□◆◇※-–▪➢✓⚫◦*⁃")


@dataclass(frozen=True, slots=True)
class Corridor:
    """A free strip from `x0` to `x1`; `rows` are those in which it parts two columns."""

    x0: float
    x1: float
    rows: frozenset[int]


Spans = list[tuple[float, float]]


def text_blocks(chars: Iterable[Char]) -> Spans:
    """The x extents of text in one row, words that stand close together as one, a bullet with the text after it."""
    spans: Spans = []
    lone_bullet = False
    for char in sorted(chars, key=lambda c: c.x0):
        gap = char.x0 - spans[-1][1] if spans else 0.0
        if spans and gap < (_BULLET_GAP if lone_bullet else _WORD_GAP) * char.size:
            spans[-1] = (spans[-1][0], max(spans[-1][1], char.x1))
            lone_bullet = lone_bullet and char.text in _BULLETS
        else:
            spans.append((char.x0, char.x1))
            lone_bullet = char.text in _BULLETS
    return spans


def bands_of(chars: Sequence[Char]) -> list[tuple[float, float]]:
    """The y extents of text, ascending, those that overlap as one."""
    bands: list[tuple[float, float]] = []
    for char in sorted(chars, key=lambda c: c.top):
        if bands and char.top <= bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], char.bottom))
        else:
            bands.append((char.top, char.bottom))
    return bands


def next_row(xs: Sequence[float], chars: Sequence[Char], edge: float, *, up: bool, near: float) -> list[Char]:
    """The characters of the row over (`up`) or below an edge: lines of text that stand close together and keep to the columns.

    The first of them is no farther from the edge than `near` points.
    """
    reached, most = edge, near
    row: list[Char] = []
    bands = bands_of(chars)
    for top, bottom in reversed(bands) if up else bands:
        line = [c for c in chars if top <= (c.top + c.bottom) / 2 <= bottom]
        if (reached - bottom if up else top - reached) > most or any(a < x < b for a, b in text_blocks(line) for x in xs[1:-1]):
            break
        row += line
        reached, most = top if up else bottom, _NEXT_LINE * max(c.size for c in line)
    return row


def corridors(rows: Sequence[Sequence[Char]], x0: float, x1: float) -> list[Corridor]:
    """The strips between x0 and x1 that part the texts of rows into columns, left to right."""
    blocks = [text_blocks(row) for row in rows]
    written = [i for i, row in enumerate(blocks) if row]
    if len(written) < 2:
        return []
    steps = max(1, int((x1 - x0) / _STEP_PT))
    counts = [0] * steps
    for i in written:
        for start, end in blocks[i]:
            for k in range(max(0, int((start - x0) / _STEP_PT)), min(steps, int((end - x0) / _STEP_PT) + 1)):
                counts[k] += 1
    strict = _runs(counts, 0)
    relaxed = [run for run in _runs(counts, int(_CROSSED * len(written))) if not any(a < run[1] and b > run[0] for a, b in strict)]
    out = []
    for start, end in sorted(strict + relaxed):
        strip = (x0 + start * _STEP_PT, x0 + end * _STEP_PT)
        if start == 0 or end == steps or strip[1] - strip[0] < _CORRIDOR_PT:
            continue
        free = frozenset(i for i in range(len(rows)) if not any(a < strip[1] and b > strip[0] for a, b in blocks[i]))
        out.append(Corridor(*strip, free))
    return _with_text_between(out, blocks, len(written), x0, x1)


def _runs(counts: Sequence[int], most: int) -> list[tuple[int, int]]:
    """Half-open index ranges where the count is at most `most`."""
    runs: list[tuple[int, int]] = []
    for i, count in enumerate(counts):
        if count <= most:
            if runs and runs[-1][1] == i:
                runs[-1] = (runs[-1][0], i + 1)
            else:
                runs.append((i, i + 1))
    return runs


def _with_text_between(found: Sequence[Corridor], blocks: Sequence[Spans], n_written: int, x0: float, x1: float) -> list[Corridor]:
    """Only the corridors with enough text on both sides."""
    kept: list[Corridor] = []
    need = max(2, int(_FILLED * n_written))
    for i, corridor in enumerate(found):
        left = kept[-1].x1 if kept else x0
        right = found[i + 1].x0 if i + 1 < len(found) else x1
        sides = [(left, corridor.x0), (corridor.x1, right)]
        clear = [[(a, b) for a, b in row if not (a < corridor.x1 and b > corridor.x0)] for row in blocks]  # of neither side what crosses it
        if all(sum(_has_text(row, low, high) for row in clear) >= need for low, high in sides):
            kept.append(corridor)
    return kept


def fill_edges(fills: Sequence[Fill], grid: Grid) -> list[float]:
    """The x positions inside a grid at which two shaded cells meet side by side."""
    x0, top, x1, bottom = grid.box
    inside = [f for f in fills if f.x0 >= x0 - SNAP_PT and f.x1 <= x1 + SNAP_PT and f.top >= top - SNAP_PT and f.bottom <= bottom + SNAP_PT]
    inside.sort(key=lambda fill: fill.x0)  # each is held against those that begin where it ends
    starts = [fill.x0 for fill in inside]
    edges = {
        round((one.x1 + other.x0) / 2, 1)
        for one in inside
        for other in inside[bisect_left(starts, one.x1 - 1.5) : bisect_right(starts, one.x1 + 1.5)]
        if abs(one.x1 - other.x0) < 1.0 and abs(one.top - other.top) < 1.0 and abs(one.bottom - other.bottom) < 1.0
    }
    return sorted(x for x in edges if all(abs(x - line) > SNAP_PT for line in grid.xs))


def half_ruled(grid: Grid, inner: Sequence[Rule], chars: Sequence[Char], *, framed: bool) -> Grid:
    """A grid of one column parted into columns by corridors and, where the shorter rules `inner` run, into further rows.

    Where the end of a shorter rule lies in a corridor, the columns meet there, and rows away from that rule that have text on one
    side only are cells over both columns. Without a frame or shading (`framed` false) a single narrow corridor is no column border:
    section rules over numbered headings look the same.
    """
    x0, x1 = grid.xs
    ys = sorted([*grid.ys, *(rule.at for rule in inner if all(abs(rule.at - y) > SNAP_PT for y in grid.ys))])
    fine = Grid((x0, x1), tuple(ys), tuple(Area(r, 0, 1, 1) for r in range(len(ys) - 1)))
    rows = texts_by_row(fine, chars)
    found = corridors(rows, x0, x1) if len(rows) > 1 else []
    if not found or (not framed and len(found) == 1 and found[0].x1 - found[0].x0 < _LONE_CORRIDOR_PT):
        return grid
    blocks = [text_blocks(row) for row in rows]
    ends = [x0, *((c.x0 + c.x1) / 2 for c in found), x1]
    parts = [_at_rule_end(corridor, fine, inner, blocks, ends[i], ends[i + 2]) for i, corridor in enumerate(found)]
    xs = (x0, *((c.x0 + c.x1) / 2 for c in parts), x1)
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    whole = [any(abs(y - line) <= SNAP_PT for line in grid.ys) for y in ys]
    below = [[whole[r + 1] or drawn_share(inner, ys[r + 1], xs[c], xs[c + 1]) >= DRAWN for c in range(n_cols)] for r in range(n_rows - 1)]
    right = [[r in parts[c].rows for c in range(n_cols - 1)] for r in range(n_rows)]
    parted = compact(Grid(xs, tuple(ys), rectangles(n_rows, n_cols, below, right), (*grid.reasons, "columns without rules")))
    return parted if framed else _with_open_rows(parted, chars)


def _with_open_rows(grid: Grid, chars: Sequence[Char]) -> Grid:
    """The grid with the rows above its first and below its last rule, where rules stand only between rows.

    Such a row is as low as the others and its texts keep to the columns.
    """
    gaps = sorted(lower - upper for upper, lower in pairwise(grid.ys))
    reach = _OPEN_ROW * gaps[len(gaps) // 2]
    for top, bottom in ((grid.ys[0] - reach, grid.ys[0]), (grid.ys[-1], grid.ys[-1] + reach)):
        row = [c for c in chars if top <= c.top and c.bottom <= bottom + SNAP_PT and grid.xs[0] <= (c.x0 + c.x1) / 2 <= grid.xs[-1]]
        up = bottom <= grid.ys[0]
        row = next_row(grid.xs, row, bottom if up else top, up=up, near=reach)
        blocks = text_blocks(row)
        keeping = not any(a < x < b for a, b in blocks for x in grid.xs)
        if not keeping or len(blocks) < max(2, _FILLED * (len(grid.xs) - 1)):
            continue
        added = [Area(0, col, 1, 1) for col in range(len(grid.xs) - 1)]
        if bottom <= grid.ys[0]:
            moved = [Area(a.row + 1, a.col, a.rowspan, a.colspan) for a in grid.areas]
            grid = replace(grid, ys=(min(c.top for c in row) - 1, *grid.ys), areas=(*added, *moved))
        else:
            last = len(grid.ys) - 1
            grid = replace(grid, ys=(*grid.ys, max(c.bottom for c in row) + 1), areas=(*grid.areas, *(a._replace(row=last) for a in added)))
    return grid


def _at_rule_end(corridor: Corridor, grid: Grid, inner: Sequence[Rule], blocks: Sequence[Spans], left: float, right: float) -> Corridor:
    """The corridor moved to where shorter rules that lie in it end, if there are any."""
    inside = (grid.xs[0] + SNAP_PT, grid.xs[-1] - SNAP_PT)
    ends = [(x, rule.at) for rule in inner for x in (rule.start, rule.end) if inside[0] < x < inside[1] and _lies_in(x, corridor)]
    if not ends:
        return corridor
    x = ends[0][0]
    lines = {min(range(len(grid.ys)), key=lambda i: abs(grid.ys[i] - at)) for end, at in ends if abs(end - x) <= SNAP_PT}
    both = {i for i, row in enumerate(blocks) if _has_text(row, left, x) and _has_text(row, x, right)}
    return Corridor(x, x, corridor.rows & (both | lines | {line - 1 for line in lines}))


def _lies_in(x: float, corridor: Corridor) -> bool:
    return corridor.x0 - SNAP_PT <= x <= corridor.x1 + SNAP_PT


def _has_text(row: Spans, low: float, high: float) -> bool:
    return any(a < high and b > low for a, b in row)


def with_missing_columns(grid: Grid, chars: Sequence[Char], fills: Sequence[Fill]) -> Grid:
    """The grid with columns where only the edge between two shaded header cells parts them and all text keeps clear of it."""
    edges = fill_edges(fills, grid)
    if not edges:
        return grid
    blocks = [text_blocks(row) for row in texts_by_row(grid, chars)]
    found = []
    for x in edges:
        free = frozenset(i for i, row in enumerate(blocks) if not any(a < x - 0.5 and b > x + 0.5 for a, b in row))
        left, right = _neighbours(grid, x)
        both = sum(_has_text(row, left, x) and _has_text(row, x, right) for row in blocks)
        if len(free) >= (1 - _CROSSED) * len(blocks) and both >= max(2, _FILLED * len(blocks)):
            found.append(Corridor(x, x, free))
    return _split(grid, found) if found else grid


def _neighbours(grid: Grid, x: float) -> tuple[float, float]:
    return max(line for line in grid.xs if line < x), min(line for line in grid.xs if line > x)


def texts_by_row(grid: Grid, chars: Sequence[Char]) -> list[list[Char]]:
    """The characters in each row of a grid."""
    rows: list[list[Char]] = [[] for _ in range(len(grid.ys) - 1)]
    for char in chars:
        unit = grid.unit_at((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2)
        if unit is not None:
            rows[unit[0]].append(char)
    return rows


def _split(grid: Grid, found: Sequence[Corridor]) -> Grid:
    """The grid with a column line in each corridor, drawn in the rows that it parts."""
    added = {(corridor.x0 + corridor.x1) / 2: corridor for corridor in found}
    xs = sorted([*grid.xs, *added])
    n_rows, n_cols = len(grid.ys) - 1, len(xs) - 1
    owner: dict[tuple[int, int], Area] = {}
    for area in grid.areas:
        low, high = grid.xs[area.col], grid.xs[area.col + area.colspan]
        for row in range(area.row, area.row + area.rowspan):
            for col in range(n_cols):
                if low <= (xs[col] + xs[col + 1]) / 2 <= high:
                    owner[row, col] = area
    below = [[owner[r, c] != owner[r + 1, c] for c in range(n_cols)] for r in range(n_rows - 1)]
    right = [
        [owner[r, c] != owner[r, c + 1] or (xs[c + 1] in added and r in added[xs[c + 1]].rows) for c in range(n_cols - 1)]
        for r in range(n_rows)
    ]
    reasons = (*grid.reasons, "columns without rules")
    return compact(replace(grid, xs=tuple(xs), areas=rectangles(n_rows, n_cols, below, right), reasons=reasons))


def label_grids(fills: Sequence[Fill], chars: Sequence[Char], width_pt: float, stacked: Sequence[Grid]) -> list[tuple[Grid, Grid | None]]:
    """Grids of slides, each with the stack of rules that went into it: label boxes one under the other, and beside each the text it names.

    Rows are parted by the horizontal rules beside the boxes where there are any, else midway between the boxes.
    """
    out = []
    for boxes in _label_stacks(fills, chars, width_pt):
        beside = next((grid for grid in stacked if _lies_beside(boxes, grid)), None)
        x1 = beside.xs[-1] if beside else max((c.x1 for c in _text_beside(boxes, chars)), default=0.0)
        left = max(box.x1 for box in boxes)
        ys = beside.ys if beside else _lines_between(boxes)
        rows = texts_by_row(Grid((left, max(x1, left + 1)), ys, tuple(Area(r, 0, 1, 1) for r in range(len(ys) - 1))), chars)
        named = sum(1 for row in rows if row)
        if named < max(_MIN_STACK, _MOSTLY * len(rows)):
            continue
        found = corridors(rows, left, x1)
        start = min(char.x0 for row in rows for char in row)
        xs = (min(box.x0 for box in boxes), (left + start) / 2, *((c.x0 + c.x1) / 2 for c in found), x1)
        n_rows, n_cols = len(ys) - 1, len(xs) - 1
        below = [[True] * n_cols for _ in range(n_rows - 1)]
        right = [[True, *(r in corridor.rows for corridor in found)] for r in range(n_rows)]
        out.append((Grid(xs, tuple(ys), rectangles(n_rows, n_cols, below, right), ("label boxes without rules",)), beside))
    return out


def _label_stacks(fills: Sequence[Fill], chars: Sequence[Char], width_pt: float) -> list[list[Fill]]:
    """Label boxes of one colour and width that stand one under the other, each with text in it."""
    groups: list[list[Fill]] = []
    for fill in sorted(fills, key=lambda f: f.top):
        if fill.bottom - fill.top < _ROW_MIN_PT or fill.x1 - fill.x0 > width_pt * _LABEL_WIDTH:
            continue
        if not any(fill.x0 < (c.x0 + c.x1) / 2 < fill.x1 and fill.top < (c.top + c.bottom) / 2 < fill.bottom for c in chars):
            continue
        home = next((g for g in groups if _stands_under(g[-1], fill)), None)
        if home is None:
            groups.append([fill])
        else:
            home.append(fill)
    return [group for group in groups if len(group) >= _MIN_STACK]


def _stands_under(upper: Fill, lower: Fill) -> bool:
    return (
        abs(upper.x0 - lower.x0) <= SNAP_PT
        and abs(upper.x1 - lower.x1) <= SNAP_PT
        and upper.bottom <= lower.top + SNAP_PT
        and alike(upper.colour, lower.colour)
    )


def _lies_beside(boxes: Sequence[Fill], grid: Grid) -> bool:
    """Whether a stack of rules begins just right of the boxes and has a row for each of them."""
    gap = grid.xs[0] - max(box.x1 for box in boxes)
    if not -SNAP_PT <= gap <= _BESIDE_PT:
        return False
    rows = {unit[0] for box in boxes if (unit := grid.unit_at(grid.xs[0] + 1, (box.top + box.bottom) / 2))}
    return len(rows) == len(boxes)


def _text_beside(boxes: Sequence[Fill], chars: Sequence[Char]) -> list[Char]:
    x, top, bottom = max(box.x1 for box in boxes), boxes[0].top, boxes[-1].bottom
    return [char for char in chars if char.x0 >= x and top <= (char.top + char.bottom) / 2 <= bottom]


def _lines_between(boxes: Sequence[Fill]) -> tuple[float, ...]:
    """Row lines midway between boxes; the outer ones as far out as the nearest gap lets the text beside reach."""
    middles = [(upper.bottom + lower.top) / 2 for upper, lower in pairwise(boxes)]
    half = min(lower.top - upper.bottom for upper, lower in pairwise(boxes)) / 2
    return (boxes[0].top - half, *middles, boxes[-1].bottom + half)
