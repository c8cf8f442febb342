"""Pages that are pictures of pages, as a scanner or a screen leaves them; the samples bring their own font, whatever the machine has."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

SAMPLES = Path(__file__).resolve().parents[1] / "sources" / "samples"
# the table of amounts: five rows, four columns
GUIDELINE, AMOUNTS = ("it2025_koubo_tsujo.pdf", 3), (55.0, 95.0, 540.0, 268.0)
_DPI = 200


def picture_of(page: tuple[str, int], box: tuple[float, float, float, float], turn: float = 0.0) -> Image.Image:
    """A part of a page of a sample as a picture; `turn` in degrees, anticlockwise."""
    name, page_no = page
    scale = _DPI / 72
    whole = pypdfium2.PdfDocument(SAMPLES / name)[page_no - 1].render(scale=scale, grayscale=True).to_pil().convert("L")
    part = whole.crop(tuple(round(edge * scale) for edge in box))
    return part.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=255)


def page_with(picture: Image.Image, text: str = "") -> bytes:
    """A PDF of one page with a picture and, where it is given, a line of text."""
    out = io.BytesIO()
    width, height = (side * 72 / _DPI for side in picture.size)
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawImage(ImageReader(picture), 40, 842 - 100 - height, width, height)
    if text:
        canvas.drawString(40, 800, text)
    canvas.save()
    return out.getvalue()


def scanned_amounts(text: str = "", turn: float = 0.0) -> bytes:
    return page_with(picture_of(GUIDELINE, AMOUNTS, turn), text)
