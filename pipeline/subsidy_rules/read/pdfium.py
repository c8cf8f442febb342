"""Characters, rules and coloured areas of one page through pdfium's raw interface.

Every call through ctypes costs about half a microsecond, so text is taken once a page and shapes are asked only what is needed.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pypdfium2.raw as pdfium

from subsidy_rules.language.normalise import VARIATION_SELECTORS
from subsidy_rules.model.document import Box
from subsidy_rules.model.layout import Char, PageLayout, TaggedTable, Unread, lines_of
from subsidy_rules.model.turning import Turn, turned_layout
from subsidy_rules.read.annotations import field_values, page_annotations, struck_lines
from subsidy_rules.read.asked_often import handle, has_no_unicode, loose_char_box
from subsidy_rules.read.clips import Clips
from subsidy_rules.read.directions import by_direction
from subsidy_rules.read.paint import Chars
from subsidy_rules.read.pictures import PICTURE_MIN_SHARE
from subsidy_rules.read.raised import with_marks_raised, without_readings
from subsidy_rules.read.shapes import Shapes
from subsidy_rules.read.strikes import struck_out
from subsidy_rules.read.structure import tagged_tables
from subsidy_rules.read.view import IDENTITY, View, view_of

# Symbol fonts put their bullets into the private use area; what they show is a bullet. The rest are signs that show nothing.
_PRIVATE_USE = range(0xE000, 0xF900)
_DROPPED = frozenset("\u00ad\ufeff\ufffe\uffff\u200b\x00") | VARIATION_SELECTORS
# Half of a character, from a broken mapping: nothing can write it to a file.
_HALVES = frozenset(map(chr, range(0xD800, 0xE000)))
_LATIN_END, _SAMPLED = "\u0250", 4
_LINE_END_HYPHEN = "\x02"


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of one page: what is read of it, what is not, and the lines that are no rules because they strike words out."""

    chars: tuple[Char, ...] = ()
    tags: tuple[TaggedTable, ...] = ()
    unread: tuple[Unread, ...] = ()
    others: tuple[tuple[int, tuple[Char, ...]], ...] = ()
    strikes: frozenset[int] = frozenset()


def read_layout(document: Any, page_no: int, *, tagged: bool = False, layered: bool = False) -> PageLayout:
    """The layout of one page (1-based), with the tables of its structure tree where the file is `tagged`.

    `layered` says that the file has optional content, parts of which may be switched off. A page that pdfium cannot load comes back
    with problem "unreadable".
    """
    page = pdfium.FPDF_LoadPage(document, page_no - 1)
    if not page:
        return PageLayout(page_no, 0.0, 0.0, problem="unreadable")
    try:
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        view = view_of(page, width, height)
        shapes = Shapes(view, PICTURE_MIN_SHARE * width * height, layered=layered)
        shapes.collect(page, IDENTITY, 0)
        text = _text_of_page(page, view, shapes, (width, height), tagged)
        annotations = page_annotations(document, page, view.box)
    finally:
        pdfium.FPDF_ClosePage(page)
    layout = PageLayout(
        page_no,
        width,
        height,
        chars=text.chars,
        strokes=tuple(stroke for at, stroke in enumerate(shapes.strokes) if at not in text.strikes),
        fills=tuple(shapes.fills),
        pictures=tuple(shapes.pictures),
        rounded=tuple(shapes.rounded),
        tags=text.tags,
        annotations=annotations,
        unread=text.unread,
        problem="no_text_layer" if not (text.chars or text.others) else "picture_table" if shapes.picture_table else None,
    )
    turned = tuple((turns, turned_layout(layout, chars, Turn(turns, width, height))) for turns, chars in text.others)
    return replace(layout, turned=turned) if turned else layout


def _text_of_page(page: Any, view: View, shapes: Shapes, size: tuple[float, float], tagged: bool) -> _Text:
    """The characters of a page without those that nobody sees or that are struck out, and the tables that its tags make of them."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return _Text()
    try:
        texts = _text_of(text_page)
        chars, unmapped = _collect_chars(text_page, view, shapes.clips, texts)
        found = Chars(chars)
        unseen = shapes.texts.unseen(page, text_page, found, shapes.fills, size)
        if unseen.chars:
            found = Chars([char for char in chars if char.order not in unseen.chars])
        lines = (*shapes.strokes, *struck_lines(page, view.box))
        struck = struck_out(text_page, found, lines, (*shapes.texts.covers, *shapes.texts.pictures), view)
        read = tuple(char for char in found.all if char.order not in struck.chars)
        unread = [
            *_told("unseen", [char for char in chars if char.order in unseen.chars]),
            *_told("struck_out", [char for char in found.all if char.order in struck.chars]),
        ]
        if unseen.recognised:
            unread.append(Unread("recognised"))
        if unmapped:
            unread.append(Unread("no_letters"))
        if len(texts) < len(shapes.texts) and (why := shapes.texts.why_silent(text_page, len(texts))):
            unread.append(Unread(why))
        ways = by_direction(text_page, read, view.turns)
        read = without_readings(with_marks_raised(ways.pop(0, ())))
        read += tuple(_filled_in(field_values(page, view.box), len(texts)))
        tags = tagged_tables(page, text_page, read) if tagged and read else ()
        return _Text(read, tags, tuple(unread), tuple(sorted(ways.items())), struck.strokes)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _filled_in(fields: Iterator[tuple[str, Box]], order: int) -> Iterator[Char]:
    """The values of form fields as characters side by side in the box of their field; they stand behind all others in the stream."""
    for text, (x0, top, x1, bottom) in fields:
        lines = [line for line in text.splitlines() if line.strip()]
        for at, line in enumerate(lines):
            height = (bottom - top) / len(lines)
            width = min(height, (x1 - x0) / len(line))
            upper = top + at * height
            for place, sign in enumerate(line):
                if not sign.isspace():
                    yield Char(sign, x0 + place * width, upper, x0 + (place + 1) * width, upper + height, order, "")
                order += 1


def _told(why: Literal["unseen", "struck_out"], chars: Sequence[Char]) -> Iterator[Unread]:
    """What is left out, line by line."""
    for line in lines_of(chars):
        yield Unread(why, line.text.strip())


def _collect_chars(text_page: Any, view: View, clips: Clips, texts: Sequence[str]) -> tuple[list[Char], int]:
    """Characters in stream order, white space as the `space` of the next one, and how many have no letter in the file.

    What lies beyond the page's edge is not visible: pictures of other documents are cut there, and their text goes on.
    """
    rect = (ctypes.c_float * 4)()  # an FS_RECTF: left, top, right, bottom
    page, address = handle(text_page), ctypes.addressof(rect)
    box_in, new = struct.Struct("4f").unpack_from, tuple.__new__
    upright = view.turns == 0
    left, top = view.left, view.top
    width, height = view.right - left, top - view.bottom
    if view.turns % 2:
        width, height = height, width
    chars: list[Char] = []
    space = ""
    unmapped = 0
    hidden = clips.hidden(text_page, len(texts))
    for order, raw in enumerate(texts):
        text = "" if order in hidden else _SHOWN[raw]
        # fonts without letters give small numbers for the most part; of the others every few signs show it
        if (raw < _LATIN_END or order % _SAMPLED == 0 or unmapped) and has_no_unicode(page, order) == 1:
            # pdfium gives the number of the glyph in its font instead
            text, unmapped = "", unmapped + 1
        if text == " ":
            space = raw if raw == "　" or space == "" else space
        elif text and loose_char_box(page, order, address):
            x0, y0, x1, y1 = box_in(rect)
            if upright:
                x0, y0, x1, y1 = x0 - left, top - y0, x1 - left, top - y1
            else:
                x0, y0, x1, y1 = view.box(x0, y1, x1, y0)
            if x1 > 0 and y1 > 0 and x0 < width and y0 < height:
                # past Char's own constructor, which takes as long as asking pdfium for the box
                chars.append(new(Char, (text, x0, y0, x1, y1, order, "　" if space == "　" else space and " ")))
            space = ""
    return chars, unmapped


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
