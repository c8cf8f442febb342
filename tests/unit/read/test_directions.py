"""Turned text and vertical writing are read in their own direction, with boxes on the page as seen."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from pdf_pages import LONG, lines_on_page, pdf_of
from subsidy_rules.read.pdf import iter_layouts
from subsidy_rules.tables import build_tables

ROWS = (("枠", "上限額", "率"), ("甲枠", "300万円", "1/2以内"), ("乙枠", "1,200万円", "2/3以内"))


def table(canvas: Canvas) -> None:
    for row, texts in enumerate(ROWS):
        for col, text in enumerate(texts):
            canvas.rect(80 * col, -24 * row, 80, 24)
            canvas.drawString(80 * col + 6, -24 * row + 7, text)


@pytest.mark.parametrize(("degrees", "at"), [(90, (300, 150)), (270, (100, 450)), (180, (320, 200))])
def test_a_turned_table_is_read(degrees: int, at: tuple[int, int]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        canvas.translate(*at)
        canvas.rotate(degrees)
        table(canvas)

    (layout,) = iter_layouts(pdf_of(draw), "a.pdf")
    (found,) = build_tables(layout)
    assert [cell.text for cell in found.cells] == [text for row in ROWS for text in row]
    first, last = found.cells[0].bbox, found.cells[-1].bbox
    assert first is not None and last is not None
    for char in layout.turned[0][1].chars:
        assert char.text
    assert found.bbox is not None and 0 <= found.bbox[0] < found.bbox[2] <= 400 and 0 <= found.bbox[1] < found.bbox[3] <= 600


def test_vertical_writing_is_read_from_right_to_left() -> None:
    columns = ("第一条この要綱は交付に関し必要な事項を定め", "るものとする。", "第二条補助率は二分の一とし、上限額は百万", "円とする。")

    def draw(canvas: Canvas) -> None:
        for at, column in enumerate(columns):
            for down, glyph in enumerate(column):
                canvas.drawString(350 - 20 * at, 550 - 11 * down, glyph)

    assert lines_on_page(pdf_of(draw)) == [columns[0] + columns[1], columns[2] + columns[3]]


def test_a_stacked_label_stays_in_its_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        canvas.rect(50, 300, 24, 120)
        canvas.rect(74, 300, 200, 120)
        for down, glyph in enumerate("補助対象経費区分"):
            canvas.drawString(57, 405 - 12 * down, glyph)
        canvas.drawString(80, 350, "機械装置の購入に要する費用とする")

    (layout,) = iter_layouts(pdf_of(draw), "a.pdf")
    assert layout.turned == ()
    assert [cell.text for cell in build_tables(layout)[0].cells] == ["補助対象経費区分", "機械装置の購入に要する費用とする"]
