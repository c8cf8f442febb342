"""PDF file → pictures of its pages, or of parts of them, in 16 greys, as PNG: to look at, never to read from."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from subsidy_rules.model.document import Box

# 16 levels of grey are enough to read by and halve the size; colour is left to what is drawn over the picture
_GREYS = bytes(round(level / 17) * 17 for level in range(256))


# a page of 200 inches, the largest that PDF readers show, would be a picture of hundreds of megabytes; small parts of it stay readable
_MOST_PIXELS = 4000.0


def page_pictures(data: bytes, scale: float = 1.4) -> Iterator[bytes]:
    """One PNG for each page, in order, at `scale` pixels to the point; b"" for a page that cannot be drawn.

    The file must be one that `iter_layouts` reads.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                yield b""
                continue
            bitmap = page.render(scale=_drawable(page, scale), grayscale=True)
            yield _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
            bitmap.close()
            page.close()
    finally:
        document.close()


def page_picture(data: bytes, page_no: int, scale: float) -> bytes:
    """The PNG of one page (from 1); b"" for one that the file does not have or that cannot be drawn."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= page_no <= len(document):
            return b""
        page = document[page_no - 1]
        bitmap = page.render(scale=_drawable(page, scale), grayscale=True)
        png = _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        bitmap.close()
        page.close()
        return png
    except pypdfium2.PdfiumError:
        return b""
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class Crop:
    """A band of a page over its whole width with a place in it; `box` in parts of the picture: left, top, width, height, 0 to 1."""

    png: bytes
    width: int
    height: int
    box: tuple[float, float, float, float]


def page_crops(data: bytes, places: Sequence[tuple[int, Box]], scale: float = 1.4, around_pt: float = 46.0) -> Iterator[Crop | None]:
    """One band for each place (1-based page, box in points), in order; None for a place that the file does not have.

    Pages are rendered once each when places come in page order.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for number, (x0, top, x1, bottom) in places:
            if not 1 <= number <= len(document):
                yield None
                continue
            page = document[number - 1]
            width, height = page.get_size()
            upper, lower = max(0.0, top - around_pt), min(height, bottom + around_pt)
            if lower <= upper:
                yield None
                continue
            bitmap = page.render(
                scale=min(scale, _MOST_PIXELS / max(width, lower - upper)), grayscale=True, crop=(0, height - lower, 0, upper)
            )
            png = _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
            deep = lower - upper
            box = (x0 / width, (top - upper) / deep, (x1 - x0) / width, (bottom - top) / deep)
            yield Crop(png, bitmap.width, bitmap.height, box)
            bitmap.close()
            page.close()
    finally:
        document.close()


def _drawable(page: Any, scale: float) -> float:
    """The scale, or less where the picture would have more than 4,000 pixels on a side."""
    width, height = page.get_size()
    return min(scale, _MOST_PIXELS / float(max(width, height)))


def _png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """An 8-bit greyscale PNG (ISO/IEC 15948) of rows that are `stride` bytes long."""
    levels = pixels.translate(_GREYS)
    rows = b"".join(b"\0" + levels[row * stride : row * stride + width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 6)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def page_jpeg(data: bytes, page_no: int, scale: float = 2.0, quality: int = 80) -> bytes:
    """The JPEG of one page (from 1) in its colours, at `scale` pixels to the point; b"" for one that is not there or cannot be drawn."""
    import io

    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= page_no <= len(document):
            return b""
        page = document[page_no - 1]
        bitmap = page.render(scale=scale)
        out = io.BytesIO()
        bitmap.to_pil().convert("RGB").save(out, format="JPEG", quality=quality)
        bitmap.close()
        page.close()
        return out.getvalue()
    except pypdfium2.PdfiumError:
        return b""
    finally:
        document.close()
