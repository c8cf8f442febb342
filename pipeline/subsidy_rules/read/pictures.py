"""Tables that are pictures: they have no characters, so they are reported, never guessed at."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.int16]
    Mask = NDArray[np.bool_]

# Smaller pictures are logos and signs; larger ones than this many pixels are photographs or maps.
PICTURE_MIN_SHARE = 0.08
_MAX_PIXELS = 16_000_000
# A drawn line differs from the paper beside it by so much, and runs over so much of the picture.
_CONTRAST = 25
_BESIDE_PX = 3
_ACROSS = 0.35
_DOWN = 0.2
# Both sides of every line count: these are the frame of a picture and one line within it, each way, or more.
_MIN_ACROSS = 4
_MIN_DOWN = 3
_SAME_LINE_PX = 4


def shows_table(image: Any) -> bool:
    """Whether an image object of pdfium shows a grid of long lines across and down."""
    grey = _grey_of(image)
    if grey is None:
        return False
    height, width = grey.shape
    across = _n_lines(_longest_runs(_edges(grey, 0)) > _ACROSS * width)
    return across >= _MIN_ACROSS and _n_lines(_longest_runs(_edges(grey, 1).T) > _DOWN * height) >= _MIN_DOWN


def _grey_of(image: Any) -> Grey | None:
    """The brightness of the darkest colour of each pixel, 0 to 255; None where the image cannot be unpacked or is too large."""
    import numpy as np

    width, height = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(image, width, height) or not 0 < width.value * height.value <= _MAX_PIXELS:
        return None
    bitmap = pdfium.FPDFImageObj_GetBitmap(image)
    if not bitmap:
        return None
    try:
        channels = {pdfium.FPDFBitmap_Gray: 1, pdfium.FPDFBitmap_BGR: 3}.get(pdfium.FPDFBitmap_GetFormat(bitmap), 4)
        rows, row_bytes = pdfium.FPDFBitmap_GetHeight(bitmap), pdfium.FPDFBitmap_GetStride(bitmap)
        columns = pdfium.FPDFBitmap_GetWidth(bitmap)
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), rows * row_bytes)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    pixels = np.frombuffer(data, dtype=np.uint8).reshape(rows, row_bytes)[:, : columns * channels].reshape(rows, columns, channels)
    # the darkest channel: coloured lines on white show in it, and a mean over the last axis takes ten times as long
    grey: Grey = pixels[:, :, 0].astype(np.int16)
    for channel in range(1, min(channels, 3)):
        np.minimum(grey, pixels[:, :, channel], out=grey, casting="unsafe")
    return grey


def _edges(grey: Grey, axis: int) -> Mask:
    """Pixels darker than what lies a few pixels before or behind them along an axis."""
    import numpy as np

    before, behind = np.roll(grey, _BESIDE_PX, axis), np.roll(grey, -_BESIDE_PX, axis)
    marked = np.logical_or(before - grey > _CONTRAST, behind - grey > _CONTRAST)
    # where lines cross, both neighbours are dark: such gaps along a line are closed
    bridged = marked.copy()
    for step in range(1, _BESIDE_PX + 1):
        bridged |= np.roll(marked, step, 1 - axis) | np.roll(marked, -step, 1 - axis)
    return bridged


def _longest_runs(marked: Mask) -> NDArray[np.int64]:
    """The longest unbroken run of marked pixels in each row."""
    import numpy as np

    longest = np.zeros(marked.shape[0], dtype=np.int64)
    current = np.zeros(marked.shape[0], dtype=np.int64)
    for column in marked.T:
        current = (current + 1) * column
        longest = np.maximum(longest, current)
    return longest


def _n_lines(rows: Mask) -> int:
    """How many separate lines the marked rows make."""
    import numpy as np

    places = np.flatnonzero(rows)
    return 1 + int((np.diff(places) > _SAME_LINE_PX).sum()) if len(places) else 0
