"""Tables that are pictures: they have no characters, so they are reported, never guessed at."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

# Smaller pictures are logos and signs; larger ones than this many pixels are photographs or maps.
PICTURE_MIN_SHARE = 0.08
_MAX_PIXELS = 16_000_000
# A drawn line differs from the paper beside it by so much, and runs over so much of the picture.
_CONTRAST = 25
_BESIDE_PX = 3
_ACROSS = 0.35
_DOWN = 0.2
# A line is looked for where so many evenly spaced columns, or rows, of the picture cross it. Looking at all of them takes a library
# for arrays, whose start alone takes as long as reading ten pages.
_SAMPLES = 48
# Both sides of every line count: these are the frame of a picture and one line within it, each way, or more.
_MIN_ACROSS = 4
_MIN_DOWN = 3
_SAME_LINE_PX = 4


def shows_table(image: Any) -> bool:
    """Whether an image object of pdfium shows a grid of long lines across and down."""
    pixels = _pixels_of(image)
    if pixels is None or min(pixels.width, pixels.height) < _SAMPLES:
        return False
    columns = [pixels.column(int((n + 0.5) * pixels.width / _SAMPLES)) for n in range(_SAMPLES)]
    if _n_lines(columns, _ACROSS) < _MIN_ACROSS:
        return False
    return _n_lines([pixels.row(int((n + 0.5) * pixels.height / _SAMPLES)) for n in range(_SAMPLES)], _DOWN) >= _MIN_DOWN


class _Pixels(NamedTuple):
    """An unpacked picture: rows of `row_bytes` bytes, so many bytes a pixel, of which up to three are colours."""

    data: bytes
    width: int
    height: int
    row_bytes: int
    channels: int

    def column(self, x: int) -> bytes:
        """The darkest colour of each pixel of a column, top to bottom: coloured lines on white show in it."""
        return _darkest([self.data[x * self.channels + colour :: self.row_bytes][: self.height] for colour in range(min(self.channels, 3))])

    def row(self, y: int) -> bytes:
        """The darkest colour of each pixel of a row, left to right."""
        start = y * self.row_bytes
        end = start + self.width * self.channels
        return _darkest([self.data[start + colour : end : self.channels] for colour in range(min(self.channels, 3))])


def _darkest(colours: Sequence[bytes]) -> bytes:
    return bytes(map(min, *colours)) if len(colours) > 1 else colours[0]


def _pixels_of(image: Any) -> _Pixels | None:
    """The pixels of an image object; None where it cannot be unpacked or is too large."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(image, width, height) or not 0 < width.value * height.value <= _MAX_PIXELS:
        return None
    bitmap = pdfium.FPDFImageObj_GetBitmap(image)
    if not bitmap:
        return None
    try:
        channels = {pdfium.FPDFBitmap_Gray: 1, pdfium.FPDFBitmap_BGR: 3}.get(pdfium.FPDFBitmap_GetFormat(bitmap), 4)
        rows, row_bytes = pdfium.FPDFBitmap_GetHeight(bitmap), pdfium.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), rows * row_bytes)
        return _Pixels(data, pdfium.FPDFBitmap_GetWidth(bitmap), rows, row_bytes, channels)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _n_lines(profiles: Sequence[bytes], share: float) -> int:
    """How many separate lines cross so large a part of the profiles, one beside the other, at the same place."""
    least = share * len(profiles)
    places = [
        place
        for place, crossed in enumerate(zip(*map(_edges, profiles), strict=True))
        if sum(crossed) > 0.8 * least and _longest_run(crossed) > least
    ]
    return sum(1 for last, place in zip([-_BESIDE_PX - _SAME_LINE_PX, *places], places, strict=False) if place - last > _SAME_LINE_PX)


def _edges(profile: bytes) -> list[bool]:
    """For each pixel but the outermost few, whether it is darker than what lies a few pixels before or behind it."""
    triples = zip(profile, profile[_BESIDE_PX:], profile[2 * _BESIDE_PX :], strict=False)
    return [before - own > _CONTRAST or behind - own > _CONTRAST for before, own, behind in triples]


def _longest_run(crossed: Sequence[bool]) -> int:
    """The longest run of profiles that are crossed. Where lines cross each other both neighbours are dark: one gap does not end it."""
    longest = run = 0
    for n, one in enumerate(crossed):
        run = run + 1 if one or (0 < n < len(crossed) - 1 and crossed[n - 1] and crossed[n + 1]) else 0
        longest = max(longest, run)
    return longest
