"""PDF file → page layouts → pages, one page open at a time."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from subsidy_rules.clauses.labels import split_label
from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Line, Page, Table
from subsidy_rules.model.errors import Place, ReadError
from subsidy_rules.model.layout import PageLayout, TextLine, lines_of
from subsidy_rules.model.turning import Turn
from subsidy_rules.read.columns import column_by_column, walls_of
from subsidy_rules.read.layers import has_layers
from subsidy_rules.read.pdfium import read_layout

# A guideline has thousands of characters; a file with fewer than this holds a title at best and stands in for a document to come.
PLACEHOLDER_MAX_CHARS = 20
# Readers accept a file whose header stands within the first kilobyte (ISO 32000-1, implementation note 13).
_HEADER_WITHIN = 1024
# ... and whose end mark is followed by as much again of what servers and mail append; be more generous.
_TRAILER_WITHIN = 4096
# A line of turned text that reaches this part of the longest goes on in the next: such text is set with ragged ends.
_LONG_LINE = 0.7
_LABEL_DIGITS = 2
_LABEL_GAP = 0.15  # of the letters' size: what a space behind a number is wide at the least


Look = Callable[[Any, PageLayout], PageLayout]  # pdfium's document and a page of it → the page with what its pictures hold


def iter_layouts(data: bytes, name: str, look: Look | None = None) -> Iterator[PageLayout]:
    """The layout of every page, in order; each page is closed before the next is opened. `look` reads its pictures, too.

    Raises:
        ReadError: at once when the file cannot be opened; after the last page when the whole file has no text or
            only a placeholder's handful of characters.
    """
    document, buffer = _open(data, name)
    try:
        n_pages = pdfium.FPDF_GetPageCount(document)
        if n_pages < 1:
            raise _no_pages(name)
        tagged = bool(pdfium.FPDFCatalog_IsTagged(document))
        layered = has_layers(data)
        n_chars, problems, unread = 0, set(), set()
        for page_no in range(1, n_pages + 1):
            layout = read_layout(document, page_no, tagged=tagged, layered=layered)
            if look is not None:
                layout = look(document, layout)
            n_chars += len(layout.chars) + sum(len(page.chars) for _, page in layout.turned)
            problems.add(layout.problem)
            unread |= {item.why for item in layout.unread}
            yield layout
    finally:
        pdfium.FPDF_CloseDocument(document)
        del buffer
    if problems == {"unreadable"}:
        raise _damaged(name)
    if n_chars < PLACEHOLDER_MAX_CHARS and unread & {"no_letters", "no_glyphs"}:
        raise _no_letters(name) if "no_letters" in unread else _no_glyphs(name)
    if n_chars == 0:
        raise _no_text(name, n_pages) if look is None else _nothing_seen(name, n_pages)
    if n_chars < PLACEHOLDER_MAX_CHARS:
        raise _placeholder(name, n_chars)


def page_layout(data: bytes, name: str, page_no: int) -> PageLayout | None:
    """The layout of one page (from 1); None for one that the file does not have. Raises ReadError when the file cannot be opened."""
    document, buffer = _open(data, name)
    try:
        if not 1 <= page_no <= pdfium.FPDF_GetPageCount(document):
            return None
        return read_layout(document, page_no, tagged=bool(pdfium.FPDFCatalog_IsTagged(document)), layered=has_layers(data))
    finally:
        pdfium.FPDF_CloseDocument(document)
        del buffer


def page_of(layout: PageLayout, tables: Sequence[Table] | None = None) -> Page:
    """The page's lines in reading order with their boxes; stacked (vertical) text is one line.

    Where the tables of the page are told, what stands in columns or boxes beside each other outside of them is read column by column.
    """
    found = lines_of(layout.chars)
    if tables is not None:
        found = column_by_column(found, [table.bbox for table in tables if table.bbox is not None], walls_of(layout))
    lines = tuple(
        Line(text=_text_of(line), bbox=(round(line.x0, 2), round(line.top, 2), round(line.x1, 2), round(line.bottom, 2))) for line in found
    )
    lines += tuple(line for turns, page in layout.turned for line in _turned_lines(page, Turn(turns, layout.width_pt, layout.height_pt)))
    return Page(
        page_no=layout.page_no,
        width_pt=layout.width_pt,
        height_pt=layout.height_pt,
        lines=lines,
        annotations=layout.annotations,
        from_pictures=layout.from_pictures,
        problem=layout.problem,
    )


def _text_of(line: TextLine) -> str:
    """The text of a line, with the space that is printed behind the number at its head: ３ 補助上限額 is no 3補助上限額."""
    text = line.text
    n = next((at for at, char in enumerate(line.chars[: _LABEL_DIGITS + 1]) if not char.text.isdecimal()), 0)
    if line.stacked or not 0 < n < len(line.chars) or len(text) <= n or text[n].isspace():
        return text
    last, following = line.chars[n - 1], line.chars[n]
    apart = following.space != "" and following.x0 - last.x1 > _LABEL_GAP * last.size
    spaced = f"{text[:n]} {text[n:]}"
    return spaced if apart and split_label(spaced) is not None else text


def _turned_lines(page: PageLayout, turn: Turn) -> Iterator[Line]:
    """The text of a turned page, a paragraph to a line: boxes of another direction would tell nobody which lines belong together."""
    paragraph: list[TextLine] = []
    lines = lines_of(page.chars)
    left, edge = min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=0.0)
    for line in lines:
        short = bool(paragraph) and paragraph[-1].x1 < left + _LONG_LINE * (edge - left)
        if paragraph and (short or _begins_anew(paragraph[-1].text, line.text)):
            yield _as_one(paragraph, turn)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _as_one(paragraph, turn)


def _begins_anew(before: str, text: str) -> bool:
    """Whether a line follows the end of a sentence or bears a label; a number in Chinese characters may be the rest of a date."""
    label, ended = split_label(text), before.rstrip().endswith(("。", "：", ":"))
    return ended or (label is not None and label.form != "kanji")


def _as_one(lines: Sequence[TextLine], turn: Turn) -> Line:
    box = (min(li.x0 for li in lines), min(li.top for li in lines), max(li.x1 for li in lines), max(li.bottom for li in lines))
    x0, top, x1, bottom = turn.back(box)
    text = "".join(line.text.strip() for line in lines)
    return Line(text=text, bbox=(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)))


def _open(data: bytes, name: str) -> tuple[Any, Any]:
    """The opened document and the memory that it reads from, which must live as long."""
    if not data:
        raise _empty(name)
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise _not_pdf(name, data)
    if b"%%EOF" not in data[-_TRAILER_WITHIN:]:
        # pdfium rebuilds the index of a file that was cut short and shows what is left as if it were all
        raise _damaged(name)
    buffer = ctypes.create_string_buffer(data, len(data))
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), None)
    if not document:
        code = pdfium.FPDF_GetLastError()
        raise _encrypted(name) if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY) else _damaged(name)
    return document, buffer


def _empty(name: str) -> ReadError:
    return ReadError(
        Place(name),
        message("The file is empty (0 bytes)."),
        message("Nothing can be read from it."),
        message("Download it again and check its size."),
    )


def _not_pdf(name: str, data: bytes) -> ReadError:
    head = data[:_HEADER_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    html = head.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml"))
    shown = message("an HTML page") if html else message("something else")
    return ReadError(
        Place(name),
        message("The file is named as a PDF but is {shown}.", shown=shown),
        message("A server often sends an error or log-in page instead of the document."),
        message("Open the URL in a browser, save the real PDF and read that; a web page meant as the source goes under the name .html."),
    )


def _encrypted(name: str) -> ReadError:
    return ReadError(
        Place(name),
        message("The PDF is encrypted and needs a password to open."),
        message("Its text cannot be read without it."),
        message("Ask the publisher for an open copy, or save one without password from a viewer."),
    )


def _damaged(name: str) -> ReadError:
    return ReadError(
        Place(name),
        message("The PDF is truncated or damaged."),
        message("Its pages cannot be found, so nothing was read."),
        message("Download it again; if it stays so, tell the publisher."),
    )


def _no_pages(name: str) -> ReadError:
    return ReadError(
        Place(name),
        message("The PDF has no pages."),
        message("Nothing can be read from it."),
        message("Download it again; if it stays so, tell the publisher."),
    )


def _no_text(name: str, n_pages: int) -> ReadError:
    return ReadError(
        Place(name),
        message("None of its {n_pages} pages has a text layer: they are pictures (a scan).", n_pages=n_pages),
        message("Nothing is read of pictures unless it is asked for."),
        message("Get the original PDF, or read it with --ocr: what was recognised in a picture is marked, and never sure."),
    )


def _nothing_seen(name: str, n_pages: int) -> ReadError:
    return ReadError(
        Place(name),
        message("None of its {n_pages} pages has a text layer, and no text was recognised in their pictures.", n_pages=n_pages),
        message("Nothing can be read from it."),
        message("Get the original PDF, or a better scan (200 dpi or more)."),
    )


def _no_letters(name: str) -> ReadError:
    return ReadError(
        Place(name),
        message("Its letters have no meaning in the file: the fonts have no mapping to Unicode."),
        message("It looks right on the screen, as a scan does, but no word of it can be read or cited."),
        message("Get a copy from the publisher that was made anew, or read it with --ocr."),
    )


def _no_glyphs(name: str) -> ReadError:
    return ReadError(
        Place(name),
        message("Its Japanese fonts are not in the file, and this machine has none in their place."),
        message("Without a font no word of it can be read."),
        message("Install a Japanese font (for instance IPA or Noto Sans CJK) and read it again."),
    )


def _placeholder(name: str, n_chars: int) -> ReadError:
    return ReadError(
        Place(name),
        message("The whole file holds only {n_chars} characters: it is a placeholder, not the document.", n_chars=n_chars),
        message("A rule set drawn from it would be empty and look complete."),
        message("Wait for the publication and fetch it again."),
    )
