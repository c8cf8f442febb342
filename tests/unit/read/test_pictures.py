"""Tables that are pictures are told from other pictures and reported; nothing is read from them."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from subsidy_rules.read.pdf import iter_layouts, page_of
from unit.read.test_pdf import pdf_of, text


def _grid(image: ImageDraw.ImageDraw) -> None:
    for y in range(20, 301, 40):
        image.line((20, y, 480, y), fill=0)
    for x in (20, 150, 300, 480):
        image.line((x, 20, x, 300), fill=0)


def _photograph(image: ImageDraw.ImageDraw) -> None:
    for i in range(0, 240, 4):
        image.ellipse((i, i / 2, 500 - i, 320 - i / 3), outline=255 - i // 2)


def _page_with(draw: Callable[[ImageDraw.ImageDraw], None]) -> str | None:
    picture = Image.new("L", (500, 320), 255)
    draw(ImageDraw.Draw(picture))

    def page(canvas: Canvas) -> None:
        text(canvas)
        canvas.drawImage(ImageReader(picture), 50, 100, 300, 200)

    return page_of(next(iter(iter_layouts(pdf_of(page), "a.pdf")))).problem


def test_a_picture_of_a_table_is_reported() -> None:
    assert _page_with(_grid) == "picture_table"


def test_a_photograph_is_not() -> None:
    assert _page_with(_photograph) is None
