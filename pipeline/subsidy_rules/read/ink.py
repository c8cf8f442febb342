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
    objects = {owner[char.order] for char in chars}
    lent = {address for address in {*objects, *(owner[char.order] for char in others)} if not is_embedded(address)}
    seen = [char for char in others if owner[char.order] in lent][:_SAMPLE]
    part = [*chars, *seen]
    whole = _Drawn(page, size, scale, part)
    blank = bool(seen) and not any(whole.varies(char) for char in seen)
    _show(objects, False)
    rest = _Drawn(page, size, scale, part)
    _show(objects, True)
    return frozenset(char.order for char in chars if not whole.differs(rest, char) and not (blank and owner[char.order] in lent))


def _show(objects: Iterable[int], shown: bool) -> None:
    for address in objects:
        pdfium.FPDFPageObj_SetIsActive(ctypes.cast(address, pdfium.FPDF_PAGEOBJECT), shown)


class _Drawn:
    """The part of a page that holds some characters as drawn in grey, `scale` pixels a point: most of a page nobody asks for."""

    def __init__(self, page: Any, size: tuple[float, float], scale: float, chars: Sequence[Char]) -> None:
        self.scale = scale
        self.width, self.height = max(1, int(size[0] * scale)), max(1, int(size[1] * scale))
        boxes = [self._pixels_of(char) for char in chars]
        self.left, self.top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        width, height = max(box[2] for box in boxes) - self.left, max(box[3] for box in boxes) - self.top
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, -self.left, -self.top, self.width, self.height, 0, 0)
            self.stride = pdfium.FPDFBitmap_GetStride(bitmap)
            self.pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), self.stride * height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)

    def _pixels_of(self, char: Char) -> tuple[int, int, int, int]:
        """A glyph's box on the page in pixels, one at least either way."""
        x0, top, x1, bottom = (round(at * self.scale) for at in (char.x0, char.top, char.x1, char.bottom))
        left, upper = min(self.width - 1, max(0, x0)), min(self.height - 1, max(0, top))
        return left, upper, max(left + 1, min(self.width, x1)), max(upper + 1, min(self.height, bottom))

    def rows(self, char: Char) -> list[bytes]:
        """The pixels of a glyph's box, row by row."""
        left, top, right, bottom = self._pixels_of(char)
        starts = ((y - self.top) * self.stride - self.left for y in range(top, bottom))
        return [self.pixels[start + left : start + right] for start in starts]

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
