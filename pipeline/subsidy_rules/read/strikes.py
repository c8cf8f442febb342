"""Words that a line strikes out: text that is there no more, as in a redlined edition."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from subsidy_rules.model.layout import Char, Stroke
from subsidy_rules.read.paint import Area, Chars
from subsidy_rules.read.view import View

# A line strikes glyphs out when it runs through this part of the height of their ink; above and below it are rules and underlines.
_ZONE = (0.2, 0.8)
_REACH = 0.35
_THICK_PT = 2.5
# It ends with the words that it strikes out, or not further beyond them than this (glyphs), and runs over text for this part.
_BEYOND = 0.8
_OVER_TEXT = 0.6
_MEETS_PT = 1.5


class Struck(NamedTuple):
    """What is struck out on a page: characters as `Char.order`, and the lines that do it as indices of the strokes."""

    chars: frozenset[int]
    strokes: frozenset[int]


def struck_out(text_page: Any, chars: Chars, strokes: Sequence[Stroke], areas: Sequence[Area], view: View) -> Struck:
    """The characters under lines that strike them out, and those lines. Areas drawn over a line hide it."""
    lines = [(at, stroke) for at, stroke in enumerate(strokes) if not stroke.vertical and stroke.thickness <= _THICK_PT]
    reach = _REACH * chars.highest
    upright = [stroke for stroke in strokes if stroke.vertical]
    found, used = set[int](), set[int]()
    for at, stroke in lines:
        crossed = [char for char in chars.between(stroke.at - reach, stroke.at + reach) if _is_crossed(char, stroke)]
        if not crossed or not _ends_with(crossed, stroke) or _is_hidden(stroke, areas) or _is_side(stroke, upright):
            continue
        if _runs_through(crossed, stroke, text_page, view):
            found.update(char.order for char in crossed)
            used.add(at)
    return Struck(frozenset(found), frozenset(used))


def _is_crossed(char: Char, stroke: Stroke) -> bool:
    off = abs(stroke.at - (char.top + char.bottom) / 2)
    return off <= _REACH * (char.bottom - char.top) and stroke.start <= (char.x0 + char.x1) / 2 <= stroke.end


def _ends_with(crossed: Sequence[Char], stroke: Stroke) -> bool:
    beyond = _BEYOND * max(char.bottom - char.top for char in crossed)
    within = min(char.x0 for char in crossed) - beyond <= stroke.start and stroke.end <= max(char.x1 for char in crossed) + beyond
    return within and sum(char.x1 - char.x0 for char in crossed) >= _OVER_TEXT * (stroke.end - stroke.start)


def _is_hidden(stroke: Stroke, areas: Sequence[Area]) -> bool:
    middle = (stroke.start + stroke.end) / 2
    return any(
        area.order > stroke.order and area.box[0] <= middle <= area.box[2] and area.box[1] <= stroke.at <= area.box[3] for area in areas
    )


def _is_side(stroke: Stroke, upright: Sequence[Stroke]) -> bool:
    """Whether a vertical line meets an end of it: it is a side of a box or a row of a table."""
    return any(
        line.start - _MEETS_PT <= stroke.at <= line.end + _MEETS_PT
        and min(abs(line.at - stroke.start), abs(line.at - stroke.end)) <= _MEETS_PT
        for line in upright
    )


def _runs_through(crossed: Sequence[Char], stroke: Stroke, text_page: Any, view: View) -> bool:
    """Whether the line is in the middle of the ink: loose boxes of some fonts reach far beyond their glyphs."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    boxes = [
        view.box(left.value, bottom.value, right.value, top.value)
        for char in crossed
        if pdfium.FPDFText_GetCharBox(text_page, char.order, left, right, bottom, top)
    ]
    if not boxes:
        return False
    upper, lower = min(box[1] for box in boxes), max(box[3] for box in boxes)
    low, high = (upper + share * (lower - upper) for share in _ZONE)
    return low <= stroke.at <= high
