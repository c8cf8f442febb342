"""Is a grid a table, and how sure is its reading: diagrams told from tables, running text cut out of frames, reasons for doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from subsidy_rules.model.layout import Char
from subsidy_rules.tables.cells import Held, text_of
from subsidy_rules.tables.grid import Area, Grid, compact
from subsidy_rules.tables.headers import folded, is_label

# Letters closer than this part of their height are one word: a border between them does not part two cells.
_ONE_WORD = 0.15
# With more of its lines cut by borders than this, a grid is a picture drawn over text; with a few, a doubtful table.
_CUT_LINES = 0.25
_CUT_MIN = 3
# A bar chart or a flow diagram has many lines for few texts: fewer filled cells for each row and column than this.
_SPARSE = 0.6
_SPARSE_MIN_LINES = 8
_REGULAR = 0.5
# Between a table and a frame round it; no column is as narrow (points).
_GAP_PT = 14.0
# A cell over the full width with more characters than this is running text in a frame, at the rim of a table or within it.
_RUNNING_RIM = 120
_RUNNING_WITHIN = 300
_UNRULED_CONFIDENCE = 0.7
_DOUBT = 0.05
_DOUBT_MAX = 0.3
_BOX_TEXT_MAX = 100
_BOX_ROWS_MAX = 6
_BOX_WIDTH_MIN_PT = 120.0


class Reading(NamedTuple):
    """How sure a grid is, 0 to 1, and why it is not 1."""

    confidence: float
    reasons: tuple[str, ...]


def is_diagram(grid: Grid, held: Held, cut: int) -> bool:
    """Whether a grid is a chart or a diagram: borders run through words, or there are far more lines than texts."""
    if cut >= _CUT_MIN:
        n_lines = sum(len(text_of(chars).split("\n")) for chars in held.values() if chars)
        if cut > _CUT_LINES * n_lines:
            return True
    lines = len(grid.xs) + len(grid.ys) - 2
    filled = sum(1 for chars in held.values() if chars)
    units = (len(grid.xs) - 1) * (len(grid.ys) - 1)
    # a form to be filled in is as empty as a chart, but its cells are regular
    return lines > _SPARSE_MIN_LINES and filled < _SPARSE * lines and len(grid.areas) < _REGULAR * units


def cut_words(held: Held, chars: Iterable[Char]) -> int:
    """How many times a border of a grid, the outer one included, stands within a word."""
    area_of = {char.order: area for area, area_chars in held.items() for char in area_chars}
    cut = 0
    for last, char in pairwise(chars):
        if area_of.get(last.order) is area_of.get(char.order) or char.space:
            continue
        reach = _ONE_WORD * char.size
        if -reach < char.x0 - last.x1 < reach and abs(char.top - last.top) <= reach:
            cut += 1
    return cut


def reading_of(grid: Grid, engine: str, cut: int) -> Reading:
    """How sure the grid is, from the way it was found and the words that its borders cut."""
    confidence, reasons = 1.0, list(grid.reasons)
    if engine == "unruled":
        confidence = _UNRULED_CONFIDENCE
    confidence -= min(_DOUBT_MAX, _DOUBT * grid.drawn_in_part)
    if cut:
        confidence -= min(_DOUBT_MAX, _DOUBT * cut)
        reasons.append(f"borders cut {cut} words")
    return Reading(round(confidence, 2), tuple(reasons))


def without_running_text(grid: Grid, held: Held) -> list[Grid]:
    """The parts of a grid between rows of running text: frames around paragraphs that touch a table are no part of it."""
    lengths = {area.row: len(held.get(area, ())) for area in grid.areas if area.colspan == len(grid.xs) - 1}
    if not any(length > _RUNNING_RIM for length in lengths.values()):
        return [grid]
    n_rows = len(grid.ys) - 1
    rows_of = {area.row: area.rowspan for area in grid.areas if area.row in lengths}
    first = min((a.row for a in grid.areas if a.row not in lengths), default=n_rows)
    last = max((a.row + a.rowspan for a in grid.areas if a.row not in lengths), default=0)
    running = {row for row, n in lengths.items() if n > (_RUNNING_WITHIN if first <= row < last else _RUNNING_RIM)}
    if not running:
        return [grid]
    cuts = sorted({0, n_rows, *running, *(row + rows_of[row] for row in running)})
    return [part for start, end in pairwise(cuts) if start not in running for part in _part(grid, held, start, end, set(lengths))]


def _part(grid: Grid, held: Held, start: int, end: int, full: set[int]) -> list[Grid]:
    """The rows from start to end without full-width rows at their rims and without columns that stay empty at the sides.

    Where text is left in one column only, the empty ones beside it stay, but for the gaps between a table and the frame round it: it may be
    the end of a row from the page before.
    """
    areas = [a for a in grid.areas if start <= a.row < end]
    inner = [a for a in areas if a.row not in full]
    filled = [a for a in inner if held.get(a)]
    if not filled:
        return []
    top, bottom = min(a.row for a in inner), max(a.row + a.rowspan for a in inner)
    left, right = min(a.col for a in filled), max(a.col + a.colspan for a in filled)
    if right - left == 1:
        while left > 0 and grid.xs[left] - grid.xs[left - 1] > _GAP_PT:
            left -= 1
        while right < len(grid.xs) - 1 and grid.xs[right + 1] - grid.xs[right] > _GAP_PT:
            right += 1
    kept = tuple(
        Area(a.row - top, max(a.col, left) - left, a.rowspan, min(a.col + a.colspan, right) - max(a.col, left))
        for a in areas
        if top <= a.row < bottom and a.col < right and a.col + a.colspan > left
    )
    return [compact(replace(grid, xs=grid.xs[left : right + 1], ys=grid.ys[top : bottom + 1], areas=kept))]


def is_titled_box(grid: Grid, held: Held, shaded: frozenset[Area]) -> bool:
    """Whether a grid of one column is a table all the same: a shaded label over short values."""
    if len(grid.xs) != 2 or grid.xs[1] - grid.xs[0] < _BOX_WIDTH_MIN_PT or not 2 <= len(grid.areas) <= _BOX_ROWS_MAX:
        return False
    texts = [text_of(held.get(area, ())) for area in grid.areas]
    return shaded == {grid.areas[0]} and is_label(texts[0]) and all(text and len(folded(text)) <= _BOX_TEXT_MAX for text in texts)
