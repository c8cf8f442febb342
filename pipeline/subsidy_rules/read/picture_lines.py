"""Ruled lines of a picture: thin strokes and straight edges of coloured areas, across or down, longer than those of glyphs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

# A rule is at least so long and at most so thick; headings have strokes of up to twenty points.
_ACROSS_PT, _DOWN_PT = 24.0, 13.0
_MOST_THICK_PT = 3.6
_GAP_PT = 1.0  # a scan has specks of white in its lines
_DARKER = 15  # grey levels between a rule and what lies on both its sides
_LEVEL = 0.5  # of its strongest parts a rule has nearly everywhere
_IN_WORDS = 0.7
_EDGE = 25  # grey levels between an area and what lies beside it

Words = Sequence[tuple[float, float, float, float]]


class PixelRule(NamedTuple):
    """A rule in pixels: down where `vertical`, at `at` across it, from `start` to `end` along it."""

    vertical: bool
    at: float
    start: float
    end: float
    thickness: float


def rules_of(picture: Any, scale: float, words: Words) -> tuple[PixelRule, ...]:
    """The rules of a picture (rows × columns × 3) of `scale` pixels to the point. `words` are boxes of lines of text: what stands upright
    within one of them belongs to a glyph."""
    import cv2

    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), (3, 3), 0)
    across = _direction(grey, int(_ACROSS_PT * scale), scale)
    down = _direction(grey.T.copy(), int(_DOWN_PT * scale), scale)
    upright = [(top, x0, bottom, x1) for x0, top, x1, bottom in words]
    across = [place for place in across if place.level or not _in_words(place, words)]
    down = [place for place in down if not _in_words(place, upright)]
    return tuple(
        PixelRule(vertical, run.at, run.start, run.end, run.thickness) for vertical, runs in ((False, across), (True, down)) for run in runs
    )


class _Run(NamedTuple):
    """What runs across a picture; `level` where one row of pixels holds nearly all of it, as none does of letters."""

    at: float
    start: float
    end: float
    thickness: float
    level: bool


def _direction(grey: Any, length: int, scale: float) -> list[_Run]:
    """What runs across a picture for so many pixels: thin strokes first, then edges where there is no stroke."""
    import cv2

    # what is thinner than this goes when dark, or light, is spread over it: it is darker, or lighter, than what lies on both its sides
    brush = cv2.getStructuringElement(cv2.MORPH_RECT, (1, int(_MOST_THICK_PT * scale) + 2))
    dark, light = (cv2.morphologyEx(grey, kind, brush) for kind in (cv2.MORPH_BLACKHAT, cv2.MORPH_TOPHAT))
    edges = cv2.absdiff(grey[2:], grey[:-2])
    found: list[_Run] = []
    near = _MOST_THICK_PT * scale
    for mask, least, shift in ((dark, _DARKER, 0), (light, _DARKER, 0), (edges, _EDGE, 1)):
        for run in _long_runs(mask, least, length, scale):
            if not any(abs(run.at - other.at) <= near and run.start < other.end and other.start < run.end for other in found):
                found.append(run._replace(at=run.at + shift, level=run.level and not shift))
    return sorted(found)


def _long_runs(contrast: Any, least: int, length: int, scale: float) -> list[_Run]:
    """What runs across for so many pixels or more with at least this contrast, and is thin."""
    import cv2

    mask = cv2.threshold(contrast, least, 255, cv2.THRESH_BINARY)[1]
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (max(2, int(_GAP_PT * scale)), 1)))
    long = cv2.morphologyEx(closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1)))
    _, _, stats, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
    found = []
    for left, top, width, height in (row[:4].tolist() for row in stats[1:]):
        if height <= _MOST_THICK_PT * scale:
            level = _is_level(contrast[top : top + height, left : left + width])
            found.append(_Run(top + height / 2, float(left), float(left + width), float(height), level))
    return found


def _is_level(contrast: Any) -> bool:
    """Whether one row of pixels is about as strong from end to end: across letters it is strong and weak in turn."""
    import numpy

    weak, strong = numpy.percentile(contrast, (5, 95), axis=1)
    return bool((weak >= _LEVEL * strong).any())


def _in_words(run: _Run, words: Words) -> bool:
    """Whether most of a run lies in lines of text, at a height within them."""
    inside = sum(max(0.0, min(run.end, x1) - max(run.start, x0)) for x0, y0, x1, y1 in words if y0 < run.at < y1)
    return inside >= _IN_WORDS * (run.end - run.start)
