"""Text of pictures on a page → characters and rules of its layout, where the file has no letters for them.

A page without a text layer is read as a whole, of any other page its large pictures. The characters get places as those of a text layer
have, so that lines, tables and clauses are made of them in the same way; their lines are marked, for whoever must not trust them as much.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from subsidy_rules.model.document import Box
from subsidy_rules.model.layout import Char, PageLayout, Stroke, Unread
from subsidy_rules.read.picture_lines import PixelRule, rules_of
from subsidy_rules.read.pictures import PICTURE_MIN_SHARE
from subsidy_rules.read.recognise import Seen, SeenLine, recognise, text_boxes

# 200 dpi: the size at which print of six points is read well; large sheets are drawn smaller.
_SCALE = 200 / 72
_MOST_PIXELS = 4000
# Pictures that are nearer than this (points) are one: scans are often cut into strips.
_NEAR_PT = 2.0
# A scan that is turned by more than this is turned back (1 in 500 is a line's thickness over a page); what leans more is no scan.
_LEANS, _MOST_LEAN = 0.002, 0.06
_LONG_LINE = 8  # a line so many times longer than high shows how far the page leans
# A figure of which one sign is less sure than this is not read at all.
_SURE = 0.8
_KANJI = "〇一二三四五六七八九十百千万億"
_FIGURE = re.compile(rf"[0-9０-９](?:[,.，．]?[0-9０-９{_KANJI}])*|[{_KANJI}]+(?=円|分の|割|年|月|日|人|名|社|件|回|者)")
_UNREADABLE = "〓"  # as printers set it for a letter that they do not have
_STRUCK = (0.3, 0.7)  # a rule at this part of a line's height runs through it
_BLACK = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class _View:
    """How a part of the page is drawn: its left and upper edge (points), and pixels to the point."""

    left: float
    top: float
    scale: float

    def x(self, pixels: float) -> float:
        return self.left + pixels / self.scale

    def y(self, pixels: float) -> float:
        return self.top + pixels / self.scale


def parts_to_read(layout: PageLayout) -> tuple[Box, ...]:
    """The parts of a page that are to be read from its picture; () where its text layer holds all that it shows."""
    why = {item.why for item in layout.unread}
    if layout.problem == "unreadable" or "recognised" in why:  # nothing is drawn, or it has been recognised before
        return ()
    page = (0.0, 0.0, layout.width_pt, layout.height_pt)
    if layout.problem == "no_text_layer" or "no_letters" in why:
        return (page,)
    least = PICTURE_MIN_SHARE * layout.width_pt * layout.height_pt
    on_page = (_within(box, page) for box in layout.pictures)
    return tuple(box for box in _joined(on_page) if (box[2] - box[0]) * (box[3] - box[1]) >= least)


def with_pictures_read(document: Any, layout: PageLayout, parts: Sequence[Box]) -> PageLayout:
    """The layout with the characters and rules of these parts of its picture; `document` is pdfium's."""
    page = pdfium.FPDF_LoadPage(document, layout.page_no - 1)
    if not page:
        return layout
    try:
        for part in parts:
            layout = _with_part(layout, part, *_drawn(page, layout, part))
    finally:
        pdfium.FPDF_ClosePage(page)
    return layout


def _with_part(layout: PageLayout, part: Box, picture: Any, view: _View) -> PageLayout:
    if picture.min() == picture.max():
        return layout
    picture, text = _upright(picture)
    lines = recognise(picture, text)
    words = [(line.chars[0].x0, line.top, line.chars[-1].x1, line.bottom) for line in lines]
    rules = rules_of(picture, view.scale, words)
    orders = (*(char.order for char in layout.chars), *(s.order for s in layout.strokes), *(fill.order for fill in layout.fills))
    order = max(orders, default=0) + 1
    chars: list[Char] = []
    boxes: list[Box] = []
    unread: list[Unread] = []
    for line in lines:
        clear, struck = _struck(line, rules)
        if struck:
            unread.append(Unread("struck_out", "".join(char.text for char in struck)))
        read = _without_unsure(clear)
        if read != clear:
            unread.append(Unread("unsure", "".join(char.text for char in clear)))
        placed = [char for char in _chars(line, read, view, order + len(chars)) if not _is_there(char, layout.chars)]
        chars += placed
        if placed:
            box = (placed[0].x0, view.y(line.top), placed[-1].x1, view.y(line.bottom))
            boxes.append((round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)))
    if not chars:
        return replace(layout, unread=(*layout.unread, *unread))
    order += len(chars)
    return replace(
        layout,
        chars=(*layout.chars, *chars),
        strokes=(*layout.strokes, *(_stroke(rule, view, order + at) for at, rule in enumerate(rules))),
        # what was read is a part of the page like any other: a grid on it is no drawing over a picture
        pictures=tuple(box for box in layout.pictures if not _touch(box, part)),
        from_pictures=(*layout.from_pictures, *boxes),
        unread=(*layout.unread, *unread, Unread("from_picture")),
        problem=None,
    )


def _chars(line: SeenLine, read: Sequence[Seen], view: _View, order: int) -> Iterator[Char]:
    for at, seen in enumerate(read):
        yield Char(
            seen.text, view.x(seen.x0), view.y(line.top), view.x(seen.x1), view.y(line.bottom), order + at, " " if seen.spaced else ""
        )


def _stroke(rule: PixelRule, view: _View, order: int) -> Stroke:
    along, across = (view.y, view.x) if rule.vertical else (view.x, view.y)
    return Stroke(rule.vertical, across(rule.at), along(rule.start), along(rule.end), rule.thickness / view.scale, _BLACK, order)


def _struck(line: SeenLine, rules: Iterable[PixelRule]) -> tuple[tuple[Seen, ...], tuple[Seen, ...]]:
    """The characters of a line that no rule runs through, and those that one strikes out."""
    height = line.bottom - line.top
    upper, lower = (line.top + part * height for part in _STRUCK)
    across = [(rule.start, rule.end) for rule in rules if not rule.vertical and upper < rule.at < lower]
    struck = {char for char in line.chars if any(start <= (char.x0 + char.x1) / 2 <= end for start, end in across)}
    return tuple(char for char in line.chars if char not in struck), tuple(char for char in line.chars if char in struck)


def _without_unsure(chars: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """The characters with each figure that is not sure made unreadable: a part of it would be another figure."""
    out = list(chars)
    for found in _FIGURE.finditer("".join(char.text for char in chars)):
        if min(char.sure for char in chars[found.start() : found.end()]) < _SURE:
            for at in range(found.start(), found.end()):
                out[at] = out[at]._replace(text=_UNREADABLE)
    return tuple(out)


def _is_there(char: Char, known: Iterable[Char]) -> bool:
    """Whether a character of the text layer stands there already."""
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return any(other.x0 <= x <= other.x1 and other.top <= y <= other.bottom for other in known)


def _within(box: Box, page: Box) -> Box:
    return max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3])


def _joined(boxes: Iterable[Box]) -> list[Box]:
    """The boxes, those that touch each other as one."""
    out: list[Box] = []
    for box in boxes:
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        while touching := [other for other in out if _touch(box, other)]:
            out = [other for other in out if other not in touching]
            box = (
                min(box[0], *(other[0] for other in touching)),
                min(box[1], *(other[1] for other in touching)),
                max(box[2], *(other[2] for other in touching)),
                max(box[3], *(other[3] for other in touching)),
            )
        out.append(box)
    return sorted(out, key=lambda box: (box[1], box[0]))


def _touch(one: Box, other: Box) -> bool:
    apart = max(one[0] - other[2], other[0] - one[2], one[1] - other[3], other[1] - one[3])
    return apart <= _NEAR_PT


def _drawn(page: Any, layout: PageLayout, part: Box) -> tuple[Any, _View]:
    """The picture of a part of a page, rows × columns × 3 bytes, and how it is drawn."""
    import numpy

    scale = min(_SCALE, _MOST_PIXELS / max(part[2] - part[0], part[3] - part[1]))
    width, height = max(1, int((part[2] - part[0]) * scale)), max(1, int((part[3] - part[1]) * scale))
    whole = (round(layout.width_pt * scale), round(layout.height_pt * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, -round(part[0] * scale), -round(part[1] * scale), *whole, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = pdfium.FPDFBitmap_GetBuffer(bitmap)
        rows = numpy.frombuffer(ctypes.string_at(buffer, stride * height), numpy.uint8).reshape(height, stride)
        return numpy.ascontiguousarray(rows[:, : width * 3].reshape(height, width, 3)), _View(part[0], part[1], scale)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _upright(picture: Any) -> tuple[Any, Sequence[Any]]:
    """The picture turned so that its lines run level, and where its text stands: on the page, that is less than a line away."""
    import numpy

    # half of the rows and columns tell as much of this, in a quarter of the time
    lean = _lean(text_boxes(numpy.ascontiguousarray(picture[::2, ::2])))
    if not _LEANS < abs(lean) < _MOST_LEAN:
        return picture, text_boxes(picture)
    import cv2

    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(math.atan(lean)), 1.0)
    picture = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    return picture, text_boxes(picture)


def _lean(boxes: Sequence[Any]) -> float:
    """How far long lines of text fall from left to right, in the middle; 0 where there are none."""
    found = [
        ((box[1][1] - box[0][1]) + (box[2][1] - box[3][1])) / 2 / (box[1][0] - box[0][0])
        for box in boxes
        if box[1][0] - box[0][0] > _LONG_LINE * (box[3][1] - box[0][1])
    ]
    return float(median(found)) if found else 0.0
