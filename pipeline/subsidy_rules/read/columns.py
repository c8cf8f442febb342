"""Text in columns or in boxes beside each other → its lines column by column: a line of the left one does not go on in the right one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from subsidy_rules.clauses.labels import Role, split_label
from subsidy_rules.model.document import Box
from subsidy_rules.model.layout import Char, PageLayout, Stroke, TextLine, words_of

# The gutter lies in the middle of the text, is so wide (glyphs), and so many lines have a text of so many glyphs on each side of it.
_MIDDLE = (0.35, 0.65)
_GUTTER = 1.2
_LEAST_LINES = 4
_LEAST_GLYPHS = 8
# The lines of a column of prose are this full on average; labels at the left of their values are not.
_FULL = 0.55
_STEP_PT = 4.0
_BESIDE = 0.6  # of the shorter column stands beside the other
# So many lines on each side begin with a label of their own where two lists stand beside each other.
_LISTED = 2
_KEY = re.compile(r"\s*[^:：、。\d]{2,12}[:：]")
# Two boxes stand so far apart at least, and are so large: anything smaller is a rule, a shade or a mark.
_BETWEEN_PT = 4.0
_BOX_PT = (60.0, 24.0)
_SLACK_PT = 2.0


@dataclass(frozen=True, slots=True)
class Wall:
    """The gap between two boxes that stand beside each other, from `top` to `bottom`."""

    x: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Split:
    """The lines from `start` to `stop` are to be parted at `gutter`."""

    start: int
    stop: int
    gutter: float


def walls_of(layout: PageLayout) -> tuple[Wall, ...]:
    """The gaps between boxes beside each other: between the right edge of one and the left edge of the next."""
    boxes = [*((fill.x0, fill.top, fill.x1, fill.bottom) for fill in layout.fills), *layout.rounded, *_framed(layout)]
    large = [box for box in boxes if box[2] - box[0] >= _BOX_PT[0] and box[3] - box[1] >= _BOX_PT[1]]
    found = set()
    for one in large:
        for other in large:
            top, bottom = max(one[1], other[1]), min(one[3], other[3])
            if other[0] - one[2] >= _BETWEEN_PT and bottom - top >= _BOX_PT[1]:
                found.add(Wall((one[2] + other[0]) / 2, top, bottom))
    return tuple(sorted(found, key=lambda wall: (wall.top, wall.x)))


def _framed(layout: PageLayout) -> Iterator[Box]:
    """Boxes of four strokes: two upright ones of one height, with a stroke from one to the other at both ends."""
    upright = [stroke for stroke in layout.strokes if stroke.vertical and stroke.end - stroke.start >= _BOX_PT[1]]
    # a page of tables has hundreds of strokes: each is looked up by where it begins, not compared with all others
    by_top = _Places([stroke.start for stroke in upright])
    level = [stroke for stroke in layout.strokes if not stroke.vertical]
    by_left = _Places([stroke.start for stroke in level])
    for one in upright:
        joining = [level[at] for at in by_left.near(one.at)]
        if not _has_ends(joining, one):
            continue
        for other in (upright[at] for at in by_top.near(one.start)):
            if other.at - one.at < _BOX_PT[0] or abs(one.end - other.end) > _SLACK_PT:
                continue
            if _has_ends([s for s in joining if abs(s.end - other.at) <= _SLACK_PT], one):
                yield (one.at, one.start, other.at, one.end)


def _has_ends(level: Sequence[Stroke], upright: Stroke) -> bool:
    """Whether one of the level strokes is as high as the upper end of the upright one, and one as its lower end."""
    upper, lower = upright.start, upright.end
    return any(abs(s.at - upper) <= _SLACK_PT for s in level) and any(abs(s.at - lower) <= _SLACK_PT for s in level)


class _Places:
    """Positions on one axis, looked up by where they are."""

    def __init__(self, values: Sequence[float]) -> None:
        self._values = values
        self._order = sorted(range(len(values)), key=values.__getitem__)
        self._sorted = [values[at] for at in self._order]

    def near(self, value: float) -> list[int]:
        """The indices of those that lie within the slack of a value, in their own order."""
        around = slice(bisect_left(self._sorted, value - 2 * _SLACK_PT), bisect_right(self._sorted, value + 2 * _SLACK_PT))
        return sorted(at for at in self._order[around] if abs(self._values[at] - value) <= _SLACK_PT)


def column_by_column(lines: Sequence[TextLine], tables: Sequence[Box] = (), walls: Sequence[Wall] = ()) -> list[TextLine]:
    """The lines of a page in reading order; those of columns or boxes beside each other first the left, then the right.

    The lines of `tables` stay as they are: a row is read from left to right.
    """
    kept = [not _inside(line, tables) for line in lines]
    split = _walled(lines, kept, walls) or _columns(lines, kept)
    if split is None:
        return list(lines)
    band = lines[split.start : split.stop]
    sides = [[part for line in band if (part := _side(line, split.gutter, at)) is not None] for at in (0, 1)]
    parts = [lines[: split.start], *sides, lines[split.stop :]]
    return [line for part in parts for line in column_by_column(part, tables, walls)]


def _inside(line: TextLine, tables: Sequence[Box]) -> bool:
    middle = (line.top + line.bottom) / 2
    return any(top <= middle <= bottom and line.x0 < x1 and line.x1 > x0 for x0, top, x1, bottom in tables)


def _walled(lines: Sequence[TextLine], kept: Sequence[bool], walls: Sequence[Wall]) -> _Split | None:
    """The lines between the walls of two boxes, where they stand on both sides of the gap."""
    for wall in walls:
        held = [at for at, line in enumerate(lines) if wall.top - _SLACK_PT <= (line.top + line.bottom) / 2 <= wall.bottom + _SLACK_PT]
        if len(held) < 2 or held[-1] - held[0] + 1 != len(held):
            continue
        band = [lines[at] for at in held]
        free = all(kept[at] for at in held) and not any(char.x0 < wall.x < char.x1 for line in band for char in line.chars)
        if free and any(line.x1 <= wall.x or _ends(line, wall.x) for line in band) and any(line.x1 > wall.x for line in band):
            return _Split(held[0], held[-1] + 1, wall.x)
    return None


def _ends(line: TextLine, x: float) -> bool:
    return any(char.x1 <= x for char in line.chars)


def _columns(lines: Sequence[TextLine], kept: Sequence[bool]) -> _Split | None:
    """The longest run of lines in two columns of prose or lists."""
    flat = [line for line, free in zip(lines, kept, strict=True) if free and not line.stacked and line.chars]
    if len(flat) < _LEAST_LINES:
        return None
    left, right = min(line.x0 for line in flat), max(line.x1 for line in flat)
    best: _Split | None = None
    most = 0
    for gutter in _candidates(flat, left, right):
        for start, stop in _bands(lines, kept, gutter):
            both = [line for line in lines[start:stop] if _is_split(line, gutter)]
            prose = _is_prose(both, gutter, left, right)
            fewer = len(both) if prose else _listed(lines[start:stop], gutter) or _shifted(lines[start:stop], gutter, left, right)
            if fewer > most:
                best, most = _Split(start, _end(lines, start, stop, gutter), gutter), fewer
    return best


def _end(lines: Sequence[TextLine], start: int, stop: int, gutter: float) -> int:
    """Where the columns end: below the shorter one, at the first gap of a line's height, what follows is text of the page again."""
    last = [max((at for at in range(start, stop) if _side(lines[at], gutter, side) is not None), default=start) for side in (0, 1)]
    for at in range(min(last) + 1, stop):
        if lines[at].top - max(line.bottom for line in lines[start:at]) > lines[at].bottom - lines[at].top:
            return at
    return stop


def _candidates(lines: Sequence[TextLine], left: float, right: float) -> list[float]:
    """The middles of wide gaps near the middle of the text, and what lies right before lines that begin there."""
    low, high = (left + share * (right - left) for share in _MIDDLE)
    found = set()
    for line in lines:
        before = line.x0 - _GUTTER / 2 * line.chars[0].size
        if low <= before <= high:
            found.add(round(before / _STEP_PT) * _STEP_PT)
        for one, other in zip(line.chars, line.chars[1:], strict=False):
            middle = (one.x1 + other.x0) / 2
            if other.x0 - one.x1 >= _GUTTER * one.size and low <= middle <= high:
                found.add(round(middle / _STEP_PT) * _STEP_PT)
    return sorted(found)


def _bands(lines: Sequence[TextLine], kept: Sequence[bool], gutter: float) -> Iterator[tuple[int, int]]:
    """The runs of lines, as half-open ranges, none of which has a glyph over the gutter."""
    start = 0
    for at, line in enumerate([*lines, None]):
        crossed = line is None or not kept[at] or any(char.x0 < gutter < char.x1 for char in line.chars)
        if crossed or line is None or _passes(line, gutter):
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


def _shifted(band: Sequence[TextLine], gutter: float, left: float, right: float) -> int:
    """How many lines the shorter of two columns of prose has that stand at other heights than those beside them; 0 for no such columns.

    Headings and gaps shift the lines of one column against the other, so that few stand on both sides of the gutter at one height.
    """
    sides = [[part for line in band if (part := _side(line, gutter, at)) is not None] for at in (0, 1)]
    if min(map(len, sides)) < _LEAST_LINES or 2 * sum(1 for line in band if _is_split(line, gutter)) > min(map(len, sides)):
        return 0
    tops, bottoms = ([edge([getattr(part, name) for part in parts]) for parts in sides] for edge, name in ((min, "top"), (max, "bottom")))
    beside = min(bottoms) - max(tops)
    widths = (gutter - left, right - gutter)
    filled = (sum(part.x1 - part.x0 for part in parts) >= _FULL * len(parts) * width for parts, width in zip(sides, widths, strict=True))
    return min(map(len, sides)) if all(filled) and beside > _BESIDE * min(b - t for t, b in zip(tops, bottoms, strict=True)) else 0


def _listed(band: Sequence[TextLine], gutter: float) -> int:
    """How many lines the shorter of two lists beside each other has; 0 where not each side has labels of its own, set at one place."""
    sides = [[part for line in band if (part := _side(line, gutter, at)) is not None] for at in (0, 1)]
    keyed = sum(1 for line in band if _has_same_keys(line, gutter)) >= _LISTED
    for parts in sides:
        at_edge = sum(1 for part in parts if part.x0 - min(other.x0 for other in parts) <= _SLACK_PT)
        if len(parts) < _LEAST_LINES or 2 * at_edge < len(parts) or (sum(map(_is_labelled, parts)) < _LISTED and not keyed):
            return 0
    return min(map(len, sides))


def _has_same_keys(line: TextLine, gutter: float) -> bool:
    """Whether both sides of a line tell the value of the same thing: 補助率:1/2 beside 補助率:2/3."""
    keys = [_KEY.match(words_of(part.chars)) if (part := _side(line, gutter, at)) is not None else None for at in (0, 1)]
    return keys[0] is not None and keys[1] is not None and keys[0].group() == keys[1].group()


def _is_labelled(line: TextLine) -> bool:
    label = split_label(words_of(line.chars))
    return label is not None and label.role in (Role.ITEM, Role.BULLET, Role.SECTION)


def _side(line: TextLine, gutter: float, side: int) -> TextLine | None:
    """The part of a line left (0) or right (1) of the gutter, None where there is none."""
    chars: list[Char] = [char for char in line.chars if (char.x0 >= gutter) == bool(side)]
    if not chars:
        return None
    return TextLine(
        min(c.x0 for c in chars), min(c.top for c in chars), max(c.x1 for c in chars), max(c.bottom for c in chars), chars, line.stacked
    )
