"""Text that runs in another direction than the page: read on a page turned so that it runs from left to right, its boxes turned back.

Turns are quarter turns anticlockwise of the text's direction: 1 runs upwards, 2 upside down, 3 downwards. Vertical writing, whose columns
follow each other from right to left, is read as text that runs downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from subsidy_rules.model.document import Box
from subsidy_rules.model.layout import Char, Fill, PageLayout, Stroke

_UPWARDS, _OVER = 1, 2


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page of this size (points) is turned so that text of a direction runs from left to right."""

    turns: int
    width: float
    height: float

    def box(self, box: Box) -> Box:
        """A box of the page as seen on the turned page."""
        x0, top, x1, bottom = box
        if self.turns == _UPWARDS:
            return (self.height - bottom, x0, self.height - top, x1)
        if self.turns == _OVER:
            return (self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        return (top, self.width - x1, bottom, self.width - x0)

    def back(self, box: Box) -> Box:
        """A box of the turned page on the page as seen."""
        x0, top, x1, bottom = box
        if self.turns == _UPWARDS:
            return (top, self.height - x1, bottom, self.height - x0)
        if self.turns == _OVER:
            return (self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        return (self.width - bottom, x0, self.width - top, x1)

    def chars(self, chars: Sequence[Char]) -> tuple[Char, ...]:
        """Characters as they stand on the turned page."""
        return tuple(Char(c.text, *self.box((c.x0, c.top, c.x1, c.bottom)), c.order, c.space) for c in chars)

    def stroke(self, stroke: Stroke) -> Stroke:
        """A rule on the turned page."""
        along = (stroke.at, stroke.start, stroke.at, stroke.end) if stroke.vertical else (stroke.start, stroke.at, stroke.end, stroke.at)
        x0, top, x1, bottom = self.box(along)
        vertical = stroke.vertical if self.turns == _OVER else not stroke.vertical
        at, start, end = (x0, top, bottom) if vertical else (top, x0, x1)
        return replace_stroke(stroke, vertical, at, start, end)


def replace_stroke(stroke: Stroke, vertical: bool, at: float, start: float, end: float) -> Stroke:
    """The same rule at another place."""
    return stroke._replace(vertical=vertical, at=at, start=start, end=end)


def turned_layout(layout: PageLayout, chars: Sequence[Char], turn: Turn) -> PageLayout:
    """The page turned, with these of its characters only and all that is drawn."""
    width, height = (turn.width, turn.height) if turn.turns == _OVER else (turn.height, turn.width)
    fills = tuple(Fill(*turn.box((f.x0, f.top, f.x1, f.bottom)), f.colour, f.order) for f in layout.fills)
    return replace(
        layout,
        width_pt=width,
        height_pt=height,
        chars=turn.chars(chars),
        strokes=tuple(turn.stroke(stroke) for stroke in layout.strokes),
        fills=fills,
        pictures=tuple(turn.box(box) for box in layout.pictures),
        tags=(),
        turned=(),
    )
