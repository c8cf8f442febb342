"""Strokes of a page → the rules that a reader sees: visible, joined where collinear, without underlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from subsidy_rules.model.document import Box
from subsidy_rules.model.layout import Char, Colour, Fill, PageLayout, Stroke, alike

_WHITE: Colour = (255, 255, 255)
# Pieces of one line lie this close across it, and are this close end to end (points).
_SAME_LINE_PT = 1.0
_JOIN_PT = 2.5
# A line made of short pieces only is dashed or dotted: its gaps may be wider, up to this many times its pieces.
_DASH_MAX_PT = 12.0
_DASH_GAP = 1.5
# A later area hides a rule when it reaches this far beyond it on all sides.
_OVER_PT = 1.5
_SHORTEST_PT = 4.0
# A dot is at most this many times as long as it is thick.
_SQUARE = 1.3
TOUCH_PT = 2.0
# A rule under text is an underline when the text covers this part of it.
_UNDERLINED = 0.85
_BAND_PT = 10.0


class Rule(NamedTuple):
    """One straight line as seen: horizontal at y = `at` or vertical at x = `at`, from `start` to `end`, in points."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


class Rules(NamedTuple):
    """The rules of one page."""

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]


def rules_of(layout: PageLayout) -> Rules:
    """All rules of the page, top to bottom and left to right."""
    visible = [stroke for stroke in layout.strokes if _is_on_page(stroke, layout)]
    visible = _without_hidden(visible, layout.fills)
    horizontal = _joined(stroke for stroke in visible if not stroke.vertical)
    vertical = _joined([*(stroke for stroke in visible if stroke.vertical), *_dots_turned(visible)])
    horizontal = [rule for rule in horizontal if rule.length >= _SHORTEST_PT]
    vertical = [rule for rule in vertical if rule.length >= _SHORTEST_PT]
    horizontal = _without_underlines(horizontal, vertical, layout.chars)
    return Rules(tuple(horizontal), tuple(vertical))


def _is_on_page(stroke: Stroke, layout: PageLayout) -> bool:
    across, along = (layout.width_pt, layout.height_pt) if stroke.vertical else (layout.height_pt, layout.width_pt)
    return -1 <= stroke.at <= across + 1 and stroke.end > 0 and stroke.start < along


def _without_hidden(strokes: Sequence[Stroke], fills: Sequence[Fill]) -> list[Stroke]:
    """Drops strokes that have their background's colour, lie under a later area, or are the rim of a shading."""
    painted = {fill.colour for fill in fills} | {_WHITE}
    # most strokes are black on a page without black areas: their colour alone shows that they are seen
    blending = {colour for colour in {s.colour for s in strokes} if any(alike(colour, other) for other in painted)}
    last_fill = max((fill.order for fill in fills), default=-1)
    return [
        stroke
        for stroke in strokes
        if not (stroke.order < last_fill and _covered(_box(stroke), stroke.order, fills))
        and not (stroke.colour in blending and (_blends(stroke, fills) or _is_rim(stroke, strokes, fills)))
    ]


def _box(stroke: Stroke) -> Box:
    half = stroke.thickness / 2
    if stroke.vertical:
        return (stroke.at - half, stroke.start, stroke.at + half, stroke.end)
    return (stroke.start, stroke.at - half, stroke.end, stroke.at + half)


def _blends(stroke: Stroke, fills: Sequence[Fill]) -> bool:
    """Whether a stroke has the colour of what lies on both its sides."""
    middle = (stroke.start + stroke.end) / 2
    reach = stroke.thickness / 2 + 1.0
    points = [(at, middle) if stroke.vertical else (middle, at) for at in (stroke.at - reach, stroke.at + reach)]
    return all(alike(stroke.colour, background_at(x, y, fills)) for x, y in points)


def _covered(box: Box, order: int, fills: Sequence[Fill]) -> bool:
    """Whether a later area lies over the whole stroke, well beyond its edges."""
    x0, top, x1, bottom = box
    for fill in reversed(fills):
        if fill.order <= order:
            return False
        if fill.x0 < x0 - _OVER_PT and fill.x1 > x1 + _OVER_PT and fill.top < top - _OVER_PT and fill.bottom > bottom + _OVER_PT:
            return True
    return False


def background_at(x: float, y: float, fills: Sequence[Fill]) -> Colour:
    """The colour of the topmost area at a point, white where there is none."""
    for fill in reversed(fills):
        if fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom:
            return fill.colour
    return _WHITE


def _is_rim(stroke: Stroke, strokes: Sequence[Stroke], fills: Sequence[Fill]) -> bool:
    """Whether a thin area only continues a shading: Word paints the padding of a shaded cell as strips of their own.

    Such a strip has the colour of an area that it touches, and on its other side the same colour or a real rule.
    """
    if stroke.thickness < 1.0:
        return False
    half = stroke.thickness / 2
    touching = [_touching_area(stroke, side, fills) for side in (-half, half)]
    if not any(touching):
        return False
    return all(touching) or any(
        other.vertical == stroke.vertical
        and not alike(other.colour, stroke.colour)
        and abs(abs(other.at - stroke.at) - half - other.thickness / 2) < 1.0
        and other.start < stroke.end
        and other.end > stroke.start
        for other in strokes
    )


def _touching_area(stroke: Stroke, side: float, fills: Sequence[Fill]) -> bool:
    edge = stroke.at + side
    probe = edge + (1.0 if side > 0 else -1.0)
    middle = (stroke.start + stroke.end) / 2
    x, y = (probe, middle) if stroke.vertical else (middle, probe)
    return any(fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom and alike(fill.colour, stroke.colour) for fill in fills)


def _joined(strokes: Iterable[Stroke]) -> list[Rule]:
    """Collinear pieces as one rule each."""
    lines: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda s: s.at):
        if lines and stroke.at - lines[-1][-1].at <= _SAME_LINE_PT and stroke.at - lines[-1][0].at <= 2 * _SAME_LINE_PT:
            lines[-1].append(stroke)
        else:
            lines.append([stroke])
    return sorted(rule for line in lines for rule in _join_line(line))


def _dots_turned(strokes: Iterable[Stroke]) -> Iterator[Stroke]:
    """Square dots once more as pieces of vertical rules: a dot alone does not tell which way the dotted line runs that it is of."""
    for dot in strokes:
        length = dot.end - dot.start
        if not dot.vertical and 0 < length < _SHORTEST_PT and length <= _SQUARE * dot.thickness:
            half = dot.thickness / 2
            yield dot._replace(vertical=True, at=(dot.start + dot.end) / 2, start=dot.at - half, end=dot.at + half, thickness=length)


def _join_line(pieces: list[Stroke]) -> list[Rule]:
    """The pieces of one line joined where they meet or are the dashes of one rule."""
    rules: list[Rule] = []
    weights: list[tuple[float, float]] = []
    longest, last = 0.0, 0.0
    for piece in sorted(pieces, key=lambda s: s.start):
        length = piece.end - piece.start
        # a dot without length has no say in where the line lies, but a dotted line consists of nothing else
        weight = max(length, 0.01)
        gap = piece.start - rules[-1].end if rules else float("inf")
        dashed = max(longest, length) < _DASH_MAX_PT and gap <= _DASH_GAP * min(last, length)
        if gap <= _JOIN_PT or dashed:
            total, mass = weights[-1]
            weights[-1] = (total + piece.at * weight, mass + weight)
            rules[-1] = Rule(weights[-1][0] / weights[-1][1], rules[-1].start, max(rules[-1].end, piece.end))
            longest = max(longest, length)
        else:
            rules.append(Rule(piece.at, piece.start, piece.end))
            weights.append((piece.at * weight, weight))
            longest = length
        last = length
    return rules


def _without_underlines(horizontal: list[Rule], vertical: list[Rule], chars: Sequence[Char]) -> list[Rule]:
    """Drops underlines and strike-throughs: lines as wide as the text at them that do not run from vertical to vertical."""
    ends = {rule: (_meets(rule, rule.start, vertical), _meets(rule, rule.end, vertical)) for rule in horizontal}
    if all(left and right for left, right in ends.values()):
        return horizontal
    by_band: dict[int, list[Char]] = defaultdict(list)
    for char in chars:
        by_band[int(char.bottom // _BAND_PT)].append(char)
    return [rule for rule in horizontal if all(ends[rule]) or not _is_underline(rule, by_band, free=not any(ends[rule]))]


def _meets(rule: Rule, x: float, vertical: list[Rule]) -> bool:
    """Whether a horizontal rule touches a vertical one at x."""
    return any(abs(v.at - x) <= TOUCH_PT and v.start - TOUCH_PT <= rule.at <= v.end + TOUCH_PT for v in vertical)


def _is_underline(rule: Rule, by_band: dict[int, list[Char]], *, free: bool) -> bool:
    """Whether text covers a rule. One that touches a vertical at one end (not `free`) must even cut through the glyphs."""
    band = int(rule.at // _BAND_PT)
    covered = 0.0
    cuts = 0.0
    for char in (char for key in range(band - 1, band + 4) for char in by_band.get(key, ())):
        shared = min(char.x1, rule.end) - max(char.x0, rule.start)
        if shared > 0 and char.top + 0.3 * char.size <= rule.at <= char.bottom + 0.25 * char.size:
            covered += shared
            if rule.at < char.bottom - 0.08 * char.size:
                cuts += shared
    return covered >= _UNDERLINED * rule.length and (free or cuts > 0.5 * rule.length)
