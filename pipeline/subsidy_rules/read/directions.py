"""Characters that run in another direction than their page: turned text, told by its angle, and vertical writing, told by its columns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from subsidy_rules.model.layout import Char

_QUARTERS, _DOWNWARDS = 4, 3
# So many glyphs one under the other look like text that runs another way; so long are the columns of vertical writing.
_SUSPECTS = 4
_COLUMN = 8
_COLUMNS = 2
_RIGHTWARDS_PT = 4.0
_REGION, _MIXED = 30, 0.2
_ON_AXIS = 0.35
_STEP = (0.4, 2.5)


def by_direction(text_page: Any, chars: Sequence[Char], page_turns: int) -> dict[int, tuple[Char, ...]]:
    """The characters by the direction in which they run on the page as seen: 0 for left to right, else as `Turn.turns`."""
    # all but a few pairs of a page lead to the right: looked at first without a call
    near = [(last, char) for last, char in pairwise(chars) if char[1] - last[1] < _RIGHTWARDS_PT]
    below = [pair for pair in near if _is_beside(*pair)]
    if len(below) < _SUSPECTS:
        return {0: tuple(chars)}
    found: dict[int, list[Char]] = {}
    for char in chars:
        angle = pdfium.FPDFText_GetCharAngle(text_page, char.order)
        found.setdefault(_turns(angle, page_turns), []).append(char)
    upright = found.pop(0, [])
    columns = _columns(upright)
    if 2 * len(columns) >= len(chars):
        taken = {char.order for char in columns}
        found.setdefault(_DOWNWARDS, []).extend(columns)
        upright = [char for char in upright if char.order not in taken]
    apart = {direction for direction, part in found.items() if _stands_apart(part, upright, len(chars))}
    upright += [char for direction, part in found.items() if direction not in apart for char in part]
    return {0: _sorted(upright), **{direction: _sorted(found[direction]) for direction in sorted(apart)}}


def _stands_apart(part: Sequence[Char], upright: Sequence[Char], n_all: int) -> bool:
    """Whether turned text is a text or table of its own: most of its page, or a region that holds hardly anything else.

    Turned and stacked labels in the cells of an upright table stay with it.
    """
    if 2 * len(part) >= n_all:
        return True
    if len(part) < _REGION:
        return False
    left, top = min(c.x0 for c in part), min(c.top for c in part)
    right, bottom = max(c.x1 for c in part), max(c.bottom for c in part)
    within = sum(1 for c in upright if left <= (c.x0 + c.x1) / 2 <= right and top <= (c.top + c.bottom) / 2 <= bottom)
    return within < _MIXED * len(part)


def _sorted(chars: Sequence[Char]) -> tuple[Char, ...]:
    return tuple(sorted(chars, key=_order))


def _turns(angle: float, page_turns: int) -> int:
    """Quarter turns anticlockwise on the page as seen, of an angle that pdfium counts clockwise; negative where it knows none."""
    return (-round(angle / (math.pi / 2)) - page_turns) % _QUARTERS if angle >= 0 else 0


def _order(char: Char) -> int:
    return char.order


def _is_beside(last: Char, char: Char) -> bool:
    """Whether a glyph follows another up or down the page, or to its left."""
    size = max(last.size, char.size)
    across, down = char.x0 - last.x0, abs(char.top - last.top)
    if abs(across) < _ON_AXIS * size:
        return _STEP[0] * size < down < _STEP[1] * size
    return down < _ON_AXIS * size and _STEP[0] * size < -across < _STEP[1] * size


def _is_below(last: Char, char: Char) -> bool:
    off_axis = abs((last.x0 + last.x1) - (char.x0 + char.x1)) / 2
    return off_axis < _ON_AXIS * last.size and _STEP[0] * last.size < char.top - last.top < _STEP[1] * last.size


def _columns(chars: Sequence[Char]) -> list[Char]:
    """The characters of long columns of upright glyphs, where there are several. On a page of other text they are labels in cells."""
    runs: list[list[Char]] = []
    for char in chars:
        if runs and _is_below(runs[-1][-1], char):
            runs[-1].append(char)
        else:
            runs.append([char])
    long = [run for run in runs if len(run) >= _COLUMN]
    if len(long) < _COLUMNS:
        return []
    # what is shorter than a column and stands in line with one is its end, or a column of its own
    upper, lower = min(run[0].top - run[0].size for run in long), max(run[-1].bottom for run in long)
    left, right = min(run[0].x0 - 3 * run[0].size for run in long), max(run[0].x1 for run in long)
    return [
        char
        for run in runs
        if len(run) >= _COLUMN or (len(run) > 1 and upper <= run[0].top <= lower and left <= run[0].x0 <= right)
        for char in run
    ]
