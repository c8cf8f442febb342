"""Text set in two columns → its lines column by column: a line of the left column does not go on in the right one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from subsidy_rules.model.layout import Char, TextLine

# The gutter lies in the middle of the text, is so wide (glyphs), and so many lines have a text of so many glyphs on each side of it.
_MIDDLE = (0.35, 0.65)
_GUTTER = 1.2
_LEAST_LINES = 4
_LEAST_GLYPHS = 8
# The lines of a column of prose are this full on average; labels at the left of their values are not.
_FULL = 0.55
_STEP_PT = 4.0


def column_by_column(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a page in reading order; those of two columns of prose beside each other first the left, then the right."""
    flat = [line for line in lines if not line.stacked and line.chars]
    if len(flat) < _LEAST_LINES:
        return list(lines)
    left, right = min(line.x0 for line in flat), max(line.x1 for line in flat)
    best: tuple[int, int, float] | None = None
    most = 0
    for gutter in _candidates(flat, left, right):
        for start, stop in _bands(lines, gutter):
            both = [line for line in lines[start:stop] if _is_split(line, gutter)]
            if len(both) > most and _is_prose(both, gutter, left, right):
                best, most = (start, stop, gutter), len(both)
    if best is None:
        return list(lines)
    start, stop, gutter = best
    sides = [[_side(line, gutter, at) for line in lines[start:stop]] for at in (0, 1)]
    return [*lines[:start], *(line for side in sides for line in side if line is not None), *lines[stop:]]


def _candidates(lines: Sequence[TextLine], left: float, right: float) -> set[float]:
    """The middles of wide gaps near the middle of the text."""
    low, high = (left + share * (right - left) for share in _MIDDLE)
    found = set()
    for line in lines:
        for one, other in zip(line.chars, line.chars[1:], strict=False):
            middle = (one.x1 + other.x0) / 2
            if other.x0 - one.x1 >= _GUTTER * one.size and low <= middle <= high:
                found.add(round(middle / _STEP_PT) * _STEP_PT)
    return found


def _bands(lines: Sequence[TextLine], gutter: float) -> Iterator[tuple[int, int]]:
    """The runs of lines, as half-open ranges, none of which has a glyph over the gutter."""
    start = 0
    for at, line in enumerate([*lines, None]):
        if line is None or any(char.x0 < gutter < char.x1 for char in line.chars) or _passes(line, gutter):
            if at - start >= _LEAST_LINES:
                yield start, at
            start = at + 1


def _passes(line: TextLine, gutter: float) -> bool:
    """Whether a line runs through the gutter: its glyphs there stand no wider apart than others."""
    before = [char for char in line.chars if char.x1 <= gutter]
    after = [char for char in line.chars if char.x0 >= gutter]
    return bool(before and after) and after[0].x0 - before[-1].x1 < _GUTTER * before[-1].size


def _is_split(line: TextLine, gutter: float) -> bool:
    return min(sum(1 for char in line.chars if char.x1 <= gutter), sum(1 for char in line.chars if char.x0 >= gutter)) >= _LEAST_GLYPHS


def _is_prose(lines: Sequence[TextLine], gutter: float, left: float, right: float) -> bool:
    """Whether enough lines fill their column on both sides."""
    if len(lines) < _LEAST_LINES:
        return False
    ends = [max(char.x1 for char in line.chars if char.x1 <= gutter) - left for line in lines]
    starts = [line.x1 - min(char.x0 for char in line.chars if char.x0 >= gutter) for line in lines]
    return sum(ends) >= _FULL * len(lines) * (gutter - left) and sum(starts) >= _FULL * len(lines) * (right - gutter)


def _side(line: TextLine, gutter: float, side: int) -> TextLine | None:
    """The part of a line left (0) or right (1) of the gutter, None where there is none."""
    chars: list[Char] = [char for char in line.chars if (char.x0 >= gutter) == bool(side)]
    if not chars:
        return None
    return TextLine(
        min(c.x0 for c in chars), min(c.top for c in chars), max(c.x1 for c in chars), max(c.bottom for c in chars), chars, line.stacked
    )
