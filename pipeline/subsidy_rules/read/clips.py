"""Characters that nobody sees because their clip path leaves nothing of them: a line too long for its text box, a word beside its cell."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from subsidy_rules.read.asked_often import handle, text_object

# A glyph that only touches its clip shows nothing; boxes are rounded outwards by about as much.
_TOUCHES_PT = 0.5


class Seen(NamedTuple):
    """The part of user space that a clip path leaves, points from the bottom left."""

    left: float
    bottom: float
    right: float
    top: float

    def shows(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether any of this rectangle is seen."""
        across = min(right, self.right) - max(left, self.left)
        upwards = min(top, self.top) - max(bottom, self.bottom)
        return across >= min(_TOUCHES_PT, (right - left) / 2) and upwards >= min(_TOUCHES_PT, (top - bottom) / 2)

    def holds(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether all of this rectangle is seen."""
        return left >= self.left and bottom >= self.bottom and right <= self.right and top <= self.top


class Clips:
    """The clips of the text objects of one page that may hide something. Forms within the page are not looked into."""

    def __init__(self) -> None:
        self._cut: dict[int, Seen] = {}
        self._floats = tuple(ctypes.c_float() for _ in range(4))

    def add(self, item: Any) -> None:
        """Looks at one text object of the page that has a clip."""
        left, bottom, right, top = self._floats
        if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return
        seen = _seen(pdfium.FPDFPageObj_GetClipPath(item))
        if seen is not None and not seen.holds(left.value, bottom.value, right.value, top.value):
            self._cut[handle(item)] = seen

    def hidden(self, text_page: Any, n_chars: int) -> frozenset[int]:
        """The indices of the characters of which nothing is seen."""
        if not self._cut:
            return frozenset()
        box = tuple(ctypes.c_double() for _ in range(4))
        left, right, bottom, top = box
        found = set()
        page = handle(text_page)
        for index in range(n_chars):
            seen = self._cut.get(text_object(page, index))
            if seen is None or not pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
                continue
            if not seen.shows(left.value, bottom.value, right.value, top.value):
                found.add(index)
        return frozenset(found)


def _seen(clip: Any) -> Seen | None:
    """What all paths of a clip leave together, by their bounding boxes; None where they cannot be read."""
    x, y = ctypes.c_float(), ctypes.c_float()
    boxes = []
    for path in range(pdfium.FPDFClipPath_CountPaths(clip)):
        xs, ys = [], []
        for segment in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
            if not pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, segment), x, y):
                return None
            xs.append(x.value)
            ys.append(y.value)
        if not xs:
            return None
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Seen(max(lefts), max(bottoms), min(rights), min(tops))
