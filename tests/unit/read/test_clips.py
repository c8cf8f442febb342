"""What a clip path leaves nothing of is not read: nobody sees it on the page."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from pdf_pages import FONT, LONG, lines_on_page, pdf_of


def clipped(canvas: Canvas, box: tuple[float, float, float, float], *lines: tuple[float, float, str]) -> None:
    """Lines drawn through a clip (x, y, width, height), as a text box of a word processor does."""
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(*box)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setFont(FONT, 10)
    for x, y, words in lines:
        canvas.drawString(x, y, words)
    canvas.restoreState()


def test_a_line_below_its_text_box_is_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        clipped(canvas, (50, 480, 200, 40), (55, 500, "補助率は二分の一以内"), (55, 460, "補助率は三分の二以内"))

    assert lines_on_page(pdf_of(draw)) == [LONG, "補助率は二分の一以内"]


def test_a_line_that_is_cut_in_the_middle_ends_where_it_is_seen() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        clipped(canvas, (50, 480, 44, 40), (50, 500, "上限百万円以内とする"))

    # the fifth glyph is half seen
    assert lines_on_page(pdf_of(draw)) == [LONG, "上限百万円"]


def test_what_is_seen_in_part_stays() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        clipped(canvas, (50, 503, 200, 40), (55, 500, "下半分が隠れた行"))

    assert lines_on_page(pdf_of(draw)) == [LONG, "下半分が隠れた行"]


def test_clips_within_clips_leave_what_all_of_them_leave() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        canvas.saveState()
        outer = canvas.beginPath()
        outer.rect(0, 0, 400, 300)
        canvas.clipPath(outer, stroke=0, fill=0)
        clipped(canvas, (50, 200, 300, 200), (55, 350, "外側で隠れる行"), (55, 250, "見える行"))
        canvas.restoreState()

    assert lines_on_page(pdf_of(draw)) == [LONG, "見える行"]


@pytest.mark.parametrize("turns", [90, 180, 270])
def test_on_turned_pages(turns: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turns)
        canvas.translate(*{90: (600, 0), 180: (400, 600), 270: (0, 400)}[turns])
        canvas.rotate(turns)
        canvas.setFont(FONT, 10)
        canvas.drawString(50, 300, LONG)
        clipped(canvas, (50, 180, 200, 40), (55, 200, "補助率は二分の一以内"), (55, 100, "補助率は三分の二以内"))

    assert lines_on_page(pdf_of(draw)) == [LONG, "補助率は二分の一以内"]
