"""Text objects that give no character: their font is not in the file and the machine has none, or the font has no way back to letters."""

from __future__ import annotations

import ctypes
from collections.abc import Collection
from typing import Literal

import pypdfium2.raw as pdfium

# One or two objects without a character are blanks; from here on something is missing.
_LEAST = 3


def why_silent(silent: frozenset[int], all_objects: Collection[int]) -> Literal["no_letters", "no_glyphs"] | None:
    """Why some of a page's text objects give no character; None where they are blanks.

    Glyphs of a font that is nowhere to be found have no size, and neither have blanks: only where most objects of such fonts are
    silent is the font the reason.
    """
    if len(silent) < _LEAST:
        return None
    lent = {address for address in all_objects if not is_embedded(address)}
    if len(silent & lent) >= _LEAST and 2 * len(silent & lent) >= len(lent):
        return "no_glyphs"
    return "no_letters" if sum(1 for address in silent - lent if _has_size(address)) >= _LEAST else None


def _has_size(address: int) -> bool:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    known = pdfium.FPDFPageObj_GetBounds(ctypes.cast(address, pdfium.FPDF_PAGEOBJECT), left, bottom, right, top)
    return bool(known) and right.value > left.value and top.value > bottom.value


def is_embedded(address: int) -> bool:
    """Whether the font of a text object is in the file."""
    font = pdfium.FPDFTextObj_GetFont(ctypes.cast(address, pdfium.FPDF_PAGEOBJECT))
    return bool(font) and pdfium.FPDFFont_GetIsEmbedded(font) == 1
