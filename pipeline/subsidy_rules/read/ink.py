"""Whether glyphs leave ink on the page: it is drawn with and without them, and what stays the same is not seen.

This knows of layers, pictures, masks and blending all that the renderer knows, and is slow: only for pages where it matters.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from subsidy_rules.model.layout import Char
from subsidy_rules.read.fonts import is_embedded

_SCALE = 1.5
_MOST_PIXELS = 6_000_000
# Least difference of one grey value (0-255) that an eye would see as a letter on its background.
_DIFFERENCE = 24
_WHITE = 0xFFFFFFFF
_SAMPLE = 20


def without_ink(
    page: Any, size: tuple[float, float], chars: Sequence[Char], owner: Mapping[int, int], others: Sequence[Char]
) -> frozenset[int]:
    """Those of `chars`, as `Char.order`, that leave no trace on the drawn page. `owner` names the text object of each.

    `others` are characters of the page that are seen. Where a font is not in the file and the machine has none for it, its glyphs are
    blank everywhere; then nothing can be said, and nothing is.
    """
    scale = min(_SCALE, (_MOST_PIXELS / max(1.0, size[0] * size[1])) ** 0.5)
    whole = _Drawn(page, size, scale)
    objects = {owner[char.order] for char in chars}
    lent = {address for address in {*objects, *(owner[char.order] for char in others)} if not is_embedded(address)}
    seen = [char for char in others if owner[char.order] in lent][:_SAMPLE]
    blank = bool(seen) and not any(whole.varies(char) for char in seen)
    _show(objects, False)
    rest = _Drawn(page, size, scale)
    _show(objects, True)
    return frozenset(char.order for char in chars if not whole.differs(rest, char) and not (blank and owner[char.order] in lent))


def _show(objects: Iterable[int], shown: bool) -> None:
    for address in objects:
        pdfium.FPDFPageObj_SetIsActive(ctypes.cast(address, pdfium.FPDF_PAGEOBJECT), shown)


class _Drawn:
    """A page as drawn in grey, `scale` pixels a point."""

    def __init__(self, page: Any, size: tuple[float, float], scale: float) -> None:
        self.scale = scale
        self.width, self.height = max(1, int(size[0] * scale)), max(1, int(size[1] * scale))
        bitmap = pdfium.FPDFBitmap_CreateEx(self.width, self.height, pdfium.FPDFBitmap_Gray, None, 0)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, self.width, self.height, _WHITE)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, self.width, self.height, 0, 0)
            self.stride = pdfium.FPDFBitmap_GetStride(bitmap)
            self.pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), self.stride * self.height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)

    def rows(self, char: Char) -> list[bytes]:
        """The pixels of a glyph's box, row by row."""
        left, right = (min(self.width, max(0, round(x * self.scale))) for x in (char.x0, char.x1))
        top, bottom = (min(self.height, max(0, round(y * self.scale))) for y in (char.top, char.bottom))
        return [self.pixels[y * self.stride + left : y * self.stride + max(right, left + 1)] for y in range(top, max(bottom, top + 1))]

    def varies(self, char: Char) -> bool:
        """Whether anything is drawn in a glyph's box."""
        found = set().union(*map(set, self.rows(char)))
        return max(found, default=0) - min(found, default=0) >= _DIFFERENCE

    def differs(self, other: _Drawn, char: Char) -> bool:
        """Whether a glyph's box looks different on another drawing of the page."""
        return any(
            mine != theirs and max(abs(a - b) for a, b in zip(mine, theirs, strict=True)) >= _DIFFERENCE
            for mine, theirs in zip(self.rows(char), other.rows(char), strict=True)
        )
