"""Rules, coloured areas and pictures of one page, and what of its text they and its clips hide.

Shapes are asked only what is needed: every call through ctypes costs about half a microsecond. Objects are told by their plain handles.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from subsidy_rules.model.document import Box
from subsidy_rules.model.layout import Colour, Fill, Stroke
from subsidy_rules.read.asked_often import (
    addresses,
    bounds_of_object,
    clip_of_object,
    closes_path,
    draw_mode,
    end_of_segment,
    fill_colour,
    form_object,
    handle,
    is_transparent,
    kind_of_object,
    kind_of_segment,
    page_object,
    paths_of_clip,
    segment_of_path,
    segments_of_path,
    stroke_colour,
    stroke_width,
)
from subsidy_rules.read.clips import Clips
from subsidy_rules.read.paint import Area, Texts
from subsidy_rules.read.pictures import shows_table
from subsidy_rules.read.view import Matrix, Point, View, corner, matrix_of, moved_box, times

# A filled area or a line thinner than this (points) is a rule, a thicker one is a coloured area.
RULE_MAX_PT = 3.6
# Nobody draws a table with so many path segments in one object: this is line art.
_MAX_SEGMENTS = 400
_ONE_RECTANGLE = 6
_FORM_DEPTH = 5
_MIN_ALPHA = 24
_OPAQUE = 255
_STRAIGHT_PT = 0.6
# Round corners of boxes reach so far at most.
_CORNER_PT = 12.0


class Shapes:
    """Collects strokes, fills and pictures of a page, forms within it included, in drawing order, and the clips of its text."""

    def __init__(self, view: View, large: float, *, layered: bool) -> None:
        self.view = view
        self.large = large
        self.picture_table = False
        # one set of C variables for all calls: making them anew each time costs more than the calls
        self._floats, self._modes, self._rgba = (ctypes.c_float * 4)(), (ctypes.c_int * 2)(), (ctypes.c_uint * 4)()
        self._float_places, self._mode_places, self._rgba_places = map(addresses, (self._floats, self._modes, self._rgba))
        self.strokes: list[Stroke] = []
        self.fills: list[Fill] = []
        self.pictures: list[Box] = []
        self.rounded: list[Box] = []
        self.clips = Clips()
        self.texts = Texts(view.box, layered=layered)
        self.order = 0

    def collect(self, holder: Any, matrix: Matrix, depth: int) -> None:
        """The objects of a page (depth 0) or of a form within it."""
        inside = depth > 0
        count, get_handle = (pdfium.FPDFFormObj_CountObjects, form_object) if inside else (pdfium.FPDFPage_CountObjects, page_object)
        within, text = handle(holder), pdfium.FPDF_PAGEOBJ_TEXT
        for i in range(count(holder)):
            address = get_handle(within, i)
            kind = kind_of_object(address)
            self.order += 1
            if kind == text:  # most of them: a page has up to a thousand
                self.texts.add(address, self.order, inside=inside)
                if not inside and paths_of_clip(clip_of_object(address)) > 0:
                    self.clips.add(_object(address))
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._add_shape(address, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._add_picture(address, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
                self._add_unknown(address, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
                self.collect(_object(address), times(matrix_of(address), matrix), depth + 1)

    def _add_shape(self, item: int, matrix: Matrix) -> None:
        """One path; a plain opaque rectangle hides what is below it. Of two in one path the inner is a hole: frames do not hide."""
        n_fills = len(self.fills)
        self._add_path(item, matrix)
        added = self.fills[n_fills:]
        if not added:
            return
        areas = [Area((fill.x0, fill.top, fill.x1, fill.bottom), self.order) for fill in added]
        plain = len(areas) == 1 and not is_transparent(item)
        (self.texts.covers if plain else self.texts.pictures).extend(areas)

    def _add_picture(self, item: int, matrix: Matrix) -> None:
        box = self._bounds(item, matrix)
        if box is None:
            return
        if min(box[2] - box[0], box[3] - box[1]) <= RULE_MAX_PT / 2:
            self._add_area(box, (0, 0, 0))
        else:
            self.pictures.append(box)
            self.texts.pictures.append(Area(box, self.order))
            if not self.picture_table and (box[2] - box[0]) * (box[3] - box[1]) >= self.large:
                self.picture_table = shows_table(_object(item))

    def _add_unknown(self, item: int, matrix: Matrix) -> None:
        """Something painted whose colour at a point is not known: line art, a gradient."""
        if (box := self._bounds(item, matrix)) is not None:
            self.texts.pictures.append(Area(box, self.order))

    def _bounds(self, item: int, matrix: Matrix) -> Box | None:
        if not bounds_of_object(item, *self._float_places):
            return None
        return self.view.box(*moved_box(matrix, *self._floats))

    def _add_path(self, item: int, matrix: Matrix) -> None:
        n_segments = segments_of_path(item)
        many = n_segments > _MAX_SEGMENTS
        draw_mode(item, *self._mode_places)
        filled, stroked = self._modes
        fill = self._colour(item, fill_colour) if filled else None
        stroke = self._colour(item, stroke_colour) if stroked else None
        if n_segments < 2 or (fill is None and stroke is None):
            return
        if many or (stroke is None and n_segments <= _ONE_RECTANGLE):
            box, colour = self._bounds(item, matrix), fill or stroke
            if box is not None and colour is not None and min(box[2] - box[0], box[3] - box[1]) <= RULE_MAX_PT:
                self._add_area(box, colour)  # one piece, or all the dashes of a long line
                return
        if many:
            self._add_unknown(item, matrix)
            return
        own = times(matrix_of(item), matrix)
        for points, straight in _subpaths(item, n_segments, own, self.view):
            if fill is not None and straight and _is_upright(points):
                self._add_area(_box_of(points), fill)
            elif fill is not None:
                self.texts.pictures.append(Area(_box_of(points), self.order))
            if not straight and _is_rounded(points):
                self.rounded.append(_box_of(points))
            if stroke is not None:
                self._add_stroked(points, stroke, item, own)

    def _colour(self, item: int, getter: Callable[..., int]) -> Colour | None:
        """The colour as painted on white, None where nothing shows. A pattern has no one colour: it counts as black."""
        if not getter(item, *self._rgba_places):
            return (0, 0, 0)
        r, g, b, alpha = self._rgba
        if alpha == _OPAQUE:
            return (r, g, b)
        if alpha < _MIN_ALPHA:
            return None
        share = alpha / _OPAQUE
        return (round(255 - (255 - r) * share), round(255 - (255 - g) * share), round(255 - (255 - b) * share))

    def _add_area(self, box: Box, colour: Colour) -> None:
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) > RULE_MAX_PT:
            self.fills.append(Fill(*box, colour, self.order))
        elif width >= height:
            self.strokes.append(Stroke(False, (box[1] + box[3]) / 2, box[0], box[2], height, colour, self.order))
        else:
            self.strokes.append(Stroke(True, (box[0] + box[2]) / 2, box[1], box[3], width, colour, self.order))

    def _add_stroked(self, points: list[Point], colour: Colour, item: int, matrix: Matrix) -> None:
        stroke_width(item, self._float_places[0])
        thickness = self._floats[0] * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
        for (ax, ay), (bx, by) in pairwise(points):
            flat, upright = abs(ay - by) <= _STRAIGHT_PT, abs(ax - bx) <= _STRAIGHT_PT
            if flat == upright:
                continue
            if thickness > RULE_MAX_PT:
                half = thickness / 2
                grow_x, grow_y = (0.0, half) if flat else (half, 0.0)
                box = (min(ax, bx) - grow_x, min(ay, by) - grow_y, max(ax, bx) + grow_x, max(ay, by) + grow_y)
                self._add_area(box, colour)
            elif flat:
                self.strokes.append(Stroke(False, (ay + by) / 2, min(ax, bx), max(ax, bx), thickness, colour, self.order))
            else:
                self.strokes.append(Stroke(True, (ax + bx) / 2, min(ay, by), max(ay, by), thickness, colour, self.order))


def _object(address: int) -> Any:
    """The object as pypdfium2 takes it."""
    return ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)


def _subpaths(item: int, n_segments: int, matrix: Matrix, view: View) -> Iterator[tuple[list[Point], bool]]:
    """Points of each subpath on the page as seen, and whether it has no curves. A curve counts as the chord between its ends."""
    a, b, c, d, e, f = matrix
    point = (ctypes.c_float * 2)()
    x_place, y_place = addresses(point)
    points: list[Point] = []
    straight = True
    bezier = 0
    for i in range(n_segments):
        segment = segment_of_path(item, i)
        kind = kind_of_segment(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, straight
            points, straight, bezier = [], True, 0
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            straight = False
            bezier = (bezier + 1) % 3
            if bezier:
                continue
        end_of_segment(segment, x_place, y_place)
        x, y = point
        box = view.box(a * x + c * y + e, b * x + d * y + f, 0.0, 0.0)
        points.append(corner(box, view))
        if closes_path(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1:
        yield points, straight


def _is_upright(points: list[Point]) -> bool:
    """Whether the polygon is a rectangle with sides along the axes."""
    aligned = all(abs(ax - bx) <= _STRAIGHT_PT or abs(ay - by) <= _STRAIGHT_PT for (ax, ay), (bx, by) in pairwise(points))
    return aligned and len(points) <= _ONE_RECTANGLE


def _is_rounded(points: list[Point]) -> bool:
    """Whether the points are those of a box with round corners: each on one of its sides or near a corner, two or more on every side."""
    x0, top, x1, bottom = _box_of(points)
    if min(x1 - x0, bottom - top) <= 2 * _CORNER_PT:
        return False
    sides = [(abs(x - x0), abs(x - x1), abs(y - top), abs(y - bottom)) for x, y in points]
    near = all(min(s) <= _STRAIGHT_PT or (min(s[:2]) <= _CORNER_PT and min(s[2:]) <= _CORNER_PT) for s in sides)
    return near and all(sum(1 for distances in sides if distances[side] <= _STRAIGHT_PT) > 1 for side in range(4))


def _box_of(points: list[Point]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return (min(xs), min(ys), max(xs), max(ys))
