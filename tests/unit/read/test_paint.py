"""Text that nobody sees on the page is not read, and is told where it holds figures; what is seen on a picture or colour stays."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pdf_pages import FONT, LONG, lines_on_page, pdf_of
from subsidy_rules.model.layout import Char
from subsidy_rules.read.document import read_document
from subsidy_rules.read.layers import has_layers
from subsidy_rules.read.paint import too_small

SECRET = "上限額は900万円とする"


def _picture(grey: int) -> ImageReader:
    out = io.BytesIO()
    Image.new("L", (40, 20), grey).save(out, "PNG")
    return ImageReader(out)


def invisible(canvas: Canvas) -> None:
    text = canvas.beginText(50, 400)
    text.setTextRenderMode(3)
    text.textLine(SECRET)
    canvas.drawText(text)


def white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.drawString(50, 400, SECRET)


def black_on_black(canvas: Canvas) -> None:
    canvas.rect(40, 390, 200, 30, stroke=0, fill=1)
    canvas.drawString(50, 400, SECRET)


def transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.02)
    canvas.drawString(50, 400, SECRET)


def tiny(canvas: Canvas) -> None:
    canvas.setFont(FONT, 1)
    canvas.drawString(50, 400, SECRET)


def covered(canvas: Canvas) -> None:
    canvas.drawString(50, 400, SECRET)
    canvas.setFillGray(1)
    canvas.rect(40, 390, 200, 30, stroke=0, fill=1)


def under_a_picture(canvas: Canvas) -> None:
    canvas.drawString(50, 400, SECRET)
    canvas.drawImage(_picture(200), 40, 390, 200, 30)


HIDDEN = [invisible, white, black_on_black, transparent, tiny, covered, under_a_picture]


@pytest.mark.parametrize("hide", HIDDEN)
def test_what_nobody_sees_is_not_read_and_told_with_its_figures(hide: Callable[[Canvas], None]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        hide(canvas)

    data = pdf_of(draw)
    assert lines_on_page(data) == [LONG]
    (problem,) = read_document(data, "a.pdf").problems
    assert (problem.code, problem.page_no) == ("unseen", 1)
    assert "900万円" in problem.en and "900万円" in problem.ja


def on_a_dark_cell(canvas: Canvas) -> None:
    canvas.rect(40, 390, 200, 30, stroke=0, fill=1)
    white(canvas)


def on_a_dark_picture(canvas: Canvas) -> None:
    canvas.drawImage(_picture(20), 40, 390, 200, 30)
    white(canvas)


def on_a_round_box(canvas: Canvas) -> None:
    canvas.roundRect(40, 390, 200, 30, 8, stroke=0, fill=1)
    white(canvas)


def under_a_marker(canvas: Canvas) -> None:
    canvas.drawString(50, 400, SECRET)
    canvas.setFillColorRGB(1, 1, 0, alpha=0.4)
    canvas.rect(40, 390, 200, 30, stroke=0, fill=1)


def in_a_frame_with_a_hole(canvas: Canvas) -> None:
    canvas.drawString(50, 400, SECRET)
    path = canvas.beginPath()
    path.rect(40, 380, 200, 50)
    path.rect(42, 382, 196, 46)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def with_a_shadow(canvas: Canvas) -> None:
    white(canvas)
    canvas.setFillGray(0)
    canvas.drawString(50, 400, SECRET)


@pytest.mark.parametrize("show", [on_a_dark_cell, on_a_dark_picture, on_a_round_box, under_a_marker, in_a_frame_with_a_hole, with_a_shadow])
def test_what_is_seen_stays(show: Callable[[Canvas], None]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        show(canvas)

    data = pdf_of(draw)
    assert lines_on_page(data) == [LONG, SECRET]
    assert read_document(data, "a.pdf").problems == ()


def test_hidden_words_without_a_figure_are_no_problem() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        canvas.setFillGray(1)
        canvas.drawString(50, 400, "下書きの名残り")

    data = pdf_of(draw)
    assert lines_on_page(data) == [LONG]
    assert read_document(data, "a.pdf").problems == ()


def test_the_text_layer_of_a_scan_is_read_and_told() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(_picture(250), 0, 0, 400, 600)
        text = canvas.beginText(50, 400)
        text.setTextRenderMode(3)
        text.textLine(LONG)
        canvas.drawText(text)

    document = read_document(pdf_of(draw), "a.pdf")
    assert [line.text for line in document.pages[0].lines] == [LONG]
    assert [problem.code for problem in document.problems] == ["recognised"]


def layered_pdf(state: str) -> bytes:
    """One page whose second line stands in a layer that is on or off."""
    shown = b"BT /F 10 Tf 20 150 Td (The rate for all applicants is 1/2.) Tj ET "
    shown += b"/OC /L BDC BT /F 10 Tf 20 100 Td (The cap is 900 yen.) Tj ET EMC"
    return (
        b"%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<</%s[6 0 R]>>>>>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/Properties<</L 6 0 R>>>>>>endobj\n4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n6 0 obj<</Type/OCG/Name(old)>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%%%EOF"
    ) % (state.encode(), len(shown), shown)


def test_a_layer_that_is_off_is_not_read() -> None:
    assert has_layers(layered_pdf("OFF"))
    assert not has_layers(pdf_of(lambda canvas: canvas.drawString(50, 550, LONG)))
    assert lines_on_page(layered_pdf("OFF")) == ["The rate for all applicants is 1/2."]
    assert lines_on_page(layered_pdf("ON")) == ["The rate for all applicants is 1/2.", "The cap is 900 yen."]


def test_a_low_sign_is_no_tiny_text_where_boxes_are_the_ink() -> None:
    def glyph(order: int, text: str, width: float, height: float) -> Char:
        return Char(text, 10.0 * order, 0.0, 10.0 * order + width, height, order, "")

    row = [glyph(0, "4", 4, 7), glyph(1, "～", 7, 1.8), glyph(2, "6", 4, 7), glyph(3, "、", 1.5, 1.7), glyph(4, "一", 8, 1.1)]
    assert too_small(row) == set()
    assert too_small([*row, glyph(5, "8", 0.5, 0.9), glyph(6, ".", 0.2, 0.2), glyph(7, "5", 0.5, 0.9)]) == {5, 6, 7}


def test_other_words_over_covered_ones_take_their_place() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        covered(canvas)
        canvas.setFillGray(0)
        canvas.drawString(50, 400, SECRET.replace("9", "7"))

    assert lines_on_page(pdf_of(draw)) == [LONG, SECRET.replace("9", "7")]
