"""Links and notes that lie on a PDF page beside its text (ISO 32000-1, 12.5)."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium

from subsidy_rules.model.document import Annotation, Box
from subsidy_rules.model.layout import Stroke

ToBox = Callable[[float, float, float, float], Box]
_NOTES = {pdfium.FPDF_ANNOT_TEXT: "note", pdfium.FPDF_ANNOT_FREETEXT: "free_text", pdfium.FPDF_ANNOT_HIGHLIGHT: "highlight"}
_ON_TOP = 1 << 30  # annotations are drawn over everything that the page itself draws
_NOT_SHOWN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW | pdfium.FPDF_ANNOT_FLAG_INVISIBLE
_MOST = 2000  # a page with more is not a document that people wrote


def page_annotations(document: Any, page: Any, to_box: ToBox) -> tuple[Annotation, ...]:
    """The web links and the readers' notes of an open page, in the order of the file.

    `to_box` maps left, bottom, right, top of user space to a box of the page.
    """
    return (*_links(document, page, to_box), *_notes(page, to_box))


def _links(document: Any, page: Any, to_box: ToBox) -> Iterator[Annotation]:
    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(_MOST):
        if not pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
            return
        uri = _uri(document, link)
        if uri and pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rect)):
            yield Annotation(kind="link", text=uri, bbox=_rounded(to_box(rect.left, rect.bottom, rect.right, rect.top)))


def struck_lines(page: Any, to_box: ToBox) -> Iterator[Stroke]:
    """The lines that strike-out annotations draw: through the middle of each of their quads (ISO 32000-1, 12.5.6.10)."""
    quad = pdfium.FS_QUADPOINTSF()
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_STRIKEOUT:
                continue
            for at in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(annotation), _MOST)):
                if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, at, ctypes.byref(quad)):
                    xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                    x0, top, x1, bottom = to_box(min(xs), min(ys), max(xs), max(ys))
                    yield Stroke(False, (top + bottom) / 2, x0, x1, 1.0, (0, 0, 0), _ON_TOP)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def field_values(page: Any, to_box: ToBox) -> Iterator[tuple[str, Box]]:
    """What is filled in the text and choice fields of a form that are shown (12.7.4), each with the box of its field."""
    rect = pdfium.FS_RECTF()
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            shown = not pdfium.FPDFAnnot_GetFlags(annotation) & _NOT_SHOWN
            if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET or not shown:
                continue
            # a button's value is the name of one of its looks, not a text
            text = "" if pdfium.FPDFAnnot_HasKey(annotation, b"AS") else _string(annotation, b"V")
            if text and pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
                yield text, to_box(rect.left, rect.bottom, rect.right, rect.top)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _uri(document: Any, link: Any) -> str:
    """The web address that a link opens; "" for a link inside the document."""
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.value.decode("utf-8", errors="replace").strip()


def _notes(page: Any, to_box: ToBox) -> Iterator[Annotation]:
    rect = pdfium.FS_RECTF()
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            kind = _NOTES.get(pdfium.FPDFAnnot_GetSubtype(annotation))
            text = _contents(annotation) if kind else ""
            if kind and text and pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
                yield Annotation(kind=kind, text=text, bbox=_rounded(to_box(rect.left, rect.bottom, rect.right, rect.top)))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _contents(annotation: Any) -> str:
    return _string(annotation, b"Contents")


def _string(annotation: Any, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", errors="replace").strip()


def _rounded(box: Box) -> Box:
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
