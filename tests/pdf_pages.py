"""PDF files that tests draw, and their lines as the product reads them."""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from subsidy_rules.read.pdf import iter_layouts, page_of

FONT = "HeiseiMin-W3"
LONG = "補助金の交付を受ける者が遵守すべき事項を次のとおり定める。"


def pdf_of(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 600), **options)
    for draw in pages:
        canvas.setFont(FONT, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines_on_page(data: bytes, page: int = 0) -> list[str]:
    return [line.text for line in page_of(list(iter_layouts(data, "a.pdf"))[page]).lines]
