"""Characters, rules and coloured areas of one page through pdfium's raw interface.

Every call through ctypes costs about half a microsecond, so text is taken once a page and shapes are asked only what is needed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from subsidy_rules.model.document import Box
from subsidy_rules.model.layout import Char, Colour, Fill, PageLayout, Stroke, TaggedTable
from subsidy_rules.read.annotations import page_annotations
from subsidy_rules.read.asked_often import clip_of_object, form_object, handle, kind_of_object, loose_char_box, page_object, paths_of_clip
from subsidy_rules.read.clips import Clips
from subsidy_rules.read.pictures import PICTURE_MIN_SHARE, shows_table
from subsidy_rules.read.structure import tagged_tables

# A filled area or a line thinner than this (points) is a rule, a thicker one is a coloured area.
RULE_MAX_PT = 3.6
# Nobody draws a table with so many path segments in one object: this is line art.
_MAX_SEGMENTS = 400
_ONE_RECTANGLE = 6
_FORM_DEPTH = 5
_MIN_ALPHA = 24
_OPAQUE = 255
_STRAIGHT_PT = 0.6

# Symbol fonts put their bullets into the private use area; what they show is a bullet. The rest are signs that show nothing.
_PRIVATE_USE = range(0xE000, 0xF900)
_DROPPED = frozenset("\u00ad\ufeff\ufffe\uffff\u200b\x00")
# Half of a character, from a broken mapping: nothing can write it to a file.
_HALVES = frozenset(map(chr, range(0xD800, 0xE000)))
_LINE_END_HYPHEN = "\x02"

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class View(NamedTuple):
    """How user space becomes the page as seen: rotation in quarter turns clockwise, and the visible box in user space."""

    turns: int
    left: float
    bottom: float
    right: float
    top: float

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A user-space rectangle as (x0, top, x1, bottom) from the page's top left."""
        if self.turns == 0:
            return (left - self.left, self.top - top, right - self.left, self.top - bottom)
        if self.turns == 1:
            return (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.turns == 2:
            return (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        return (self.top - top, self.right - right, self.top - bottom, self.right - left)


def read_layout(document: Any, page_no: int, *, tagged: bool = False) -> PageLayout:
    """The layout of one page (1-based), with the tables of its structure tree where the file is `tagged`.

    A page that pdfium cannot load comes back with problem "unreadable".
    """
    page = pdfium.FPDF_LoadPage(document, page_no - 1)
    if not page:
        return PageLayout(page_no, 0.0, 0.0, problem="unreadable")
    try:
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        view = _view_of(page, width, height)
        shapes = _Shapes(view, PICTURE_MIN_SHARE * width * height)
        shapes.collect(page, _IDENTITY, 0)
        chars, tags = _text_of_page(page, view, shapes.clips, tagged)
        annotations = page_annotations(document, page, view.box)
    finally:
        pdfium.FPDF_ClosePage(page)
    return PageLayout(
        page_no,
        width,
        height,
        chars=chars,
        strokes=tuple(shapes.strokes),
        fills=tuple(shapes.fills),
        pictures=tuple(shapes.pictures),
        tags=tags,
        annotations=annotations,
        problem="no_text_layer" if not chars else "picture_table" if shapes.picture_table else None,
    )


def _view_of(page: Any, width: float, height: float) -> View:
    rect = pdfium.FS_RECTF()
    turns = pdfium.FPDFPage_GetRotation(page) % 4
    if pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect)):
        return View(turns, rect.left, rect.bottom, rect.right, rect.top)
    if turns % 2:
        width, height = height, width
    return View(turns, 0.0, 0.0, width, height)


def _text_of_page(page: Any, view: View, clips: Clips, tagged: bool) -> tuple[tuple[Char, ...], tuple[TaggedTable, ...]]:
    """The characters of a page and the tables that its tags make of them."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return (), ()
    try:
        chars = tuple(_collect_chars(text_page, view, clips))
        return chars, tagged_tables(page, text_page, chars) if tagged and chars else ()
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _collect_chars(text_page: Any, view: View, clips: Clips) -> list[Char]:
    """Visible characters in stream order; white space becomes the `space` of the next one.

    What lies beyond the page's edge is not visible: pictures of other documents are cut there, and their text goes on.
    """
    rect = pdfium.FS_RECTF()
    page, address = handle(text_page), ctypes.addressof(rect)
    new = tuple.__new__
    upright = view.turns == 0
    left, top = view.left, view.top
    width, height = view.right - left, top - view.bottom
    if view.turns % 2:
        width, height = height, width
    chars: list[Char] = []
    space = ""
    texts = _text_of(text_page)
    hidden = clips.hidden(text_page, len(texts))
    for order, raw in enumerate(texts):
        text = "" if order in hidden else _SHOWN[raw]
        if text == " ":
            space = raw if raw == "　" or space == "" else space
        elif text and loose_char_box(page, order, address):
            if upright:
                x0, y0, x1, y1 = rect.left - left, top - rect.top, rect.right - left, top - rect.bottom
            else:
                x0, y0, x1, y1 = view.box(rect.left, rect.bottom, rect.right, rect.top)
            if x1 > 0 and y1 > 0 and x0 < width and y0 < height:
                # past Char's own constructor, which takes as long as asking pdfium for the box
                chars.append(new(Char, (text, x0, y0, x1, y1, order, "　" if space == "　" else space and " ")))
            space = ""
    return chars


def _text_of(text_page: Any) -> list[str]:
    """One string for each character index of the page."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return []
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * (written - 1)].decode("utf-16-le", errors="replace")
    if len(text) == count:
        return list(text)
    # surrogate pairs and signs without Unicode make the bulk text longer or shorter than the character count
    get_unicode = pdfium.FPDFText_GetUnicode
    return [chr(code) if 0 < (code := get_unicode(text_page, i)) < 0x110000 else "\x00" for i in range(count)]


class _Shown(dict[str, str]):
    """What a character of the file shows: " " for all white space, "" for what shows nothing, a bullet for symbol-font signs."""

    def __missing__(self, raw: str) -> str:
        if raw.isspace():
            text = " "
        elif raw in _DROPPED or raw in _HALVES:
            text = ""
        elif raw < " ":
            text = "-" if raw == _LINE_END_HYPHEN else ""
        else:
            text = "・" if ord(raw) in _PRIVATE_USE else raw
        self[raw] = text
        return text


_SHOWN = _Shown()


class _Shapes:
    """Collects strokes, fills and pictures of a page, forms within it included, in drawing order, and the clips of its text."""

    def __init__(self, view: View, large: float) -> None:
        self.view = view
        self.large = large
        self.picture_table = False
        # one set of C variables for all calls: making them anew each time costs more than the calls
        self._floats = tuple(ctypes.c_float() for _ in range(4))
        self._ints = (ctypes.c_int(), ctypes.c_int())
        self._channels = tuple(ctypes.c_uint() for _ in range(4))
        self.strokes: list[Stroke] = []
        self.fills: list[Fill] = []
        self.pictures: list[Box] = []
        self.clips = Clips()
        self.order = 0

    def collect(self, holder: Any, matrix: Matrix, depth: int) -> None:
        """The objects of a page (depth 0) or of a form within it."""
        inside = depth > 0
        count = pdfium.FPDFFormObj_CountObjects if inside else pdfium.FPDFPage_CountObjects
        get, get_handle = (pdfium.FPDFFormObj_GetObject, form_object) if inside else (pdfium.FPDFPage_GetObject, page_object)
        within, text = handle(holder), pdfium.FPDF_PAGEOBJ_TEXT
        for i in range(count(holder)):
            address = get_handle(within, i)
            kind = kind_of_object(address)
            self.order += 1
            if kind == text:  # most of them: a page has up to a thousand
                if not inside and paths_of_clip(clip_of_object(address)) > 0:
                    self.clips.add(get(holder, i))
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._add_path(get(holder, i), matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._add_picture(get(holder, i), matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
                form = get(holder, i)
                self.collect(form, _times(_matrix_of(form), matrix), depth + 1)

    def _add_picture(self, item: Any, matrix: Matrix) -> None:
        box = self._bounds(item, matrix)
        if box is None:
            return
        if min(box[2] - box[0], box[3] - box[1]) <= RULE_MAX_PT / 2:
            self._add_area(box, (0, 0, 0))
        else:
            self.pictures.append(box)
            if not self.picture_table and (box[2] - box[0]) * (box[3] - box[1]) >= self.large:
                self.picture_table = shows_table(item)

    def _bounds(self, item: Any, matrix: Matrix) -> Box | None:
        left, bottom, right, top = self._floats
        if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return None
        return self.view.box(*_moved_box(matrix, left.value, bottom.value, right.value, top.value))

    def _add_path(self, item: Any, matrix: Matrix) -> None:
        n_segments = pdfium.FPDFPath_CountSegments(item)
        if n_segments < 2 or n_segments > _MAX_SEGMENTS:
            return
        fill_mode, stroked = self._ints
        pdfium.FPDFPath_GetDrawMode(item, fill_mode, stroked)
        fill = self._colour(item, pdfium.FPDFPageObj_GetFillColor) if fill_mode.value else None
        stroke = self._colour(item, pdfium.FPDFPageObj_GetStrokeColor) if stroked.value else None
        if fill is None and stroke is None:
            return
        if stroke is None and fill is not None and n_segments <= _ONE_RECTANGLE:
            box = self._bounds(item, matrix)
            if box is not None and min(box[2] - box[0], box[3] - box[1]) <= RULE_MAX_PT:
                self._add_area(box, fill)
                return
        own = _times(_matrix_of(item), matrix)
        for points, straight in _subpaths(item, n_segments, own, self.view):
            if fill is not None and straight and _is_upright(points):
                self._add_area(_box_of(points), fill)
            if stroke is not None:
                self._add_stroked(points, stroke, item, own)

    def _colour(self, item: Any, getter: Callable[..., int]) -> Colour | None:
        """The colour as painted on white, None where nothing shows. A pattern has no one colour: it counts as black."""
        r, g, b, alpha = self._channels
        if not getter(item, r, g, b, alpha):
            return (0, 0, 0)
        if alpha.value == _OPAQUE:
            return (r.value, g.value, b.value)
        if alpha.value < _MIN_ALPHA:
            return None
        share = alpha.value / _OPAQUE
        return (round(255 - (255 - r.value) * share), round(255 - (255 - g.value) * share), round(255 - (255 - b.value) * share))

    def _add_area(self, box: Box, colour: Colour) -> None:
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) > RULE_MAX_PT:
            self.fills.append(Fill(*box, colour, self.order))
        elif width >= height:
            self.strokes.append(Stroke(False, (box[1] + box[3]) / 2, box[0], box[2], height, colour, self.order))
        else:
            self.strokes.append(Stroke(True, (box[0] + box[2]) / 2, box[1], box[3], width, colour, self.order))

    def _add_stroked(self, points: list[Point], colour: Colour, item: Any, matrix: Matrix) -> None:
        width = self._floats[0]
        pdfium.FPDFPageObj_GetStrokeWidth(item, width)
        thickness = width.value * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
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


def _subpaths(item: Any, n_segments: int, matrix: Matrix, view: View) -> Iterator[tuple[list[Point], bool]]:
    """Points of each subpath on the page as seen, and whether it has no curves. A curve counts as the chord between its ends."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    straight = True
    bezier = 0
    for i in range(n_segments):
        segment = pdfium.FPDFPath_GetPathSegment(item, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, straight
            points, straight, bezier = [], True, 0
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            straight = False
            bezier = (bezier + 1) % 3
            if bezier:
                continue
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        box = view.box(a * x.value + c * y.value + e, b * x.value + d * y.value + f, 0.0, 0.0)
        points.append(_corner(box, view))
        if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1:
        yield points, straight


def _corner(box: Box, view: View) -> Point:
    """The point that a degenerate (left, bottom) rectangle of `View.box` stands for."""
    return ((box[0], box[3]), (box[0], box[1]), (box[2], box[1]), (box[2], box[3]))[view.turns]


def _is_upright(points: list[Point]) -> bool:
    """Whether the polygon is a rectangle with sides along the axes."""
    aligned = all(abs(ax - bx) <= _STRAIGHT_PT or abs(ay - by) <= _STRAIGHT_PT for (ax, ay), (bx, by) in pairwise(points))
    return aligned and len(points) <= _ONE_RECTANGLE


def _box_of(points: list[Point]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _matrix_of(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first."""
    if outer == _IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved_box(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    if matrix == _IDENTITY:
        return (left, bottom, right, top)
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return (min(xs), min(ys), max(xs), max(ys))
