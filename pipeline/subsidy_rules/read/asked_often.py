"""What pdfium is asked for each character and object of a page: handles go in and come out as plain integers.

pypdfium2's own functions make a pointer object of every handle and check every argument, which takes longer than what pdfium does.
Only for questions that are asked thousands of times a page; signatures are those of pdfium's fpdf_text.h, fpdfview.h and fpdf_edit.h.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

_HANDLE, _INT = ctypes.c_void_p, ctypes.c_int


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, _HANDLE).value or 0)


loose_char_box = _plain(pdfium.FPDFText_GetLooseCharBox, _INT, _HANDLE, _INT, _HANDLE)
"""(text page, index of the character, address of an FS_RECTF that is filled) → whether there is one."""

text_object = _plain(pdfium.FPDFText_GetTextObject, _HANDLE, _HANDLE, _INT)
"""(text page, index of the character) → the object that draws it, or None."""

page_object = _plain(pdfium.FPDFPage_GetObject, _HANDLE, _HANDLE, _INT)
"""(page, index of the object) → the object."""

form_object = _plain(pdfium.FPDFFormObj_GetObject, _HANDLE, _HANDLE, ctypes.c_ulong)
"""(form object, index of the object within it) → the object."""

kind_of_object = _plain(pdfium.FPDFPageObj_GetType, _INT, _HANDLE)
"""(object) → FPDF_PAGEOBJ_…"""

clip_of_object = _plain(pdfium.FPDFPageObj_GetClipPath, _HANDLE, _HANDLE)
"""(object) → its clip path, or None."""

paths_of_clip = _plain(pdfium.FPDFClipPath_CountPaths, _INT, _HANDLE)
"""(clip path) → of how many paths it is made; -1 for none."""

segments_of_path = _plain(pdfium.FPDFPath_CountSegments, _INT, _HANDLE)
"""(path) → of how many segments it is made; -1 for none."""

draw_mode = _plain(pdfium.FPDFPath_GetDrawMode, _INT, _HANDLE, _HANDLE, _HANDLE)
"""(path, addresses of two integers that are filled: how its inside is filled, whether it is stroked) → whether it is a path."""

segment_of_path = _plain(pdfium.FPDFPath_GetPathSegment, _HANDLE, _HANDLE, _INT)
"""(path, index of the segment) → the segment."""

kind_of_segment = _plain(pdfium.FPDFPathSegment_GetType, _INT, _HANDLE)
"""(segment) → FPDF_SEGMENT_…"""

end_of_segment = _plain(pdfium.FPDFPathSegment_GetPoint, _INT, _HANDLE, _HANDLE, _HANDLE)
"""(segment, addresses of two floats that are filled: x, y) → whether it has a point."""

closes_path = _plain(pdfium.FPDFPathSegment_GetClose, _INT, _HANDLE)
"""(segment) → whether it leads back to the start of its subpath."""

bounds_of_object = _plain(pdfium.FPDFPageObj_GetBounds, _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
"""(object, addresses of four floats that are filled: left, bottom, right, top) → whether it has bounds."""

matrix_of_object = _plain(pdfium.FPDFPageObj_GetMatrix, _INT, _HANDLE, _HANDLE)
"""(object, address of an FS_MATRIX that is filled) → whether it has one."""

stroke_width = _plain(pdfium.FPDFPageObj_GetStrokeWidth, _INT, _HANDLE, _HANDLE)
"""(object, address of a float that is filled) → whether it has a width."""

is_transparent = _plain(pdfium.FPDFPageObj_HasTransparency, _INT, _HANDLE)
"""(object) → whether what lies below it shows through."""

render_mode = _plain(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _HANDLE)
"""(text object) → its text rendering mode; -1 for none."""

fill_colour = _plain(pdfium.FPDFPageObj_GetFillColor, _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
"""(object, addresses of four unsigned integers that are filled: red, green, blue, alpha) → whether it has a fill colour."""

stroke_colour = _plain(pdfium.FPDFPageObj_GetStrokeColor, _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
"""As `fill_colour`, of what it is stroked with."""

marks_of_object = _plain(pdfium.FPDFPageObj_CountMarks, _INT, _HANDLE)
"""(object) → how many marks of marked content it bears; -1 for none."""

mark_of_object = _plain(pdfium.FPDFPageObj_GetMark, _HANDLE, _HANDLE, ctypes.c_ulong)
"""(object, index of the mark) → the mark."""

has_no_unicode = _plain(pdfium.FPDFText_HasUnicodeMapError, _INT, _HANDLE, _INT)
"""(text page, index of the character) → 1 where the file does not say which letter it is."""


def addresses(array: Any) -> tuple[int, ...]:
    """Where the parts of an array of C variables lie."""
    start, step = ctypes.addressof(array), ctypes.sizeof(array._type_)
    return tuple(start + step * at for at in range(len(array)))


def handle(pointer: Any) -> int:
    """The plain integer of a pointer of pypdfium2; 0 for none."""
    return ctypes.cast(pointer, _HANDLE).value or 0
