"""Struck-out words are not read and told; underlines, rules and frames strike nothing out."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from pdf_pages import LONG, lines_on_page, pdf_of
from subsidy_rules.read.document import read_document
from subsidy_rules.read.pdf import iter_layouts
from subsidy_rules.tables import build_tables

OLD, NEW = "上限は300万円", "450万円とする"


@pytest.mark.parametrize("offsets", [(3.5,), (2.5, 4.5)], ids=["one line", "two lines"])
def test_a_line_through_words_takes_them_out(offsets: tuple[float, ...]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        canvas.drawString(50, 400, OLD + NEW)
        end = 50 + canvas.stringWidth(OLD, "HeiseiMin-W3", 10)
        for up in offsets:
            canvas.setLineWidth(0.6)
            canvas.line(50, 400 + up, end, 400 + up)

    data = pdf_of(draw)
    assert lines_on_page(data) == [LONG, NEW]
    (problem,) = read_document(data, "a.pdf").problems
    assert problem.code == "struck_out" and OLD in problem.ja


@pytest.mark.parametrize(
    ("x0", "x1", "y"), [(50, 130, 397.5), (50, 130, 412), (20, 380, 403.5)], ids=["underline", "rule above", "a rule across the page"]
)
def test_other_lines_strike_nothing_out(x0: float, x1: float, y: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        canvas.drawString(50, 400, OLD)
        canvas.line(x0, y, x1, y)

    assert lines_on_page(pdf_of(draw)) == [LONG, OLD]


def test_a_struck_out_value_in_a_cell_leaves_the_cell_and_its_rules() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        for row, texts in enumerate((("区分", "上限額"), ("甲枠", "300万円"))):
            for col, text in enumerate(texts):
                canvas.rect(50 + 100 * col, 400 - 24 * row, 100, 24)
                canvas.drawString(56 + 100 * col, 407 - 24 * row, text)
        canvas.line(156, 386.5, 194, 386.5)

    (table,) = build_tables(next(iter(iter_layouts(pdf_of(draw), "a.pdf"))))
    assert (table.n_rows, table.n_cols) == (2, 2)
    assert [cell.text for cell in table.cells] == ["区分", "上限額", "甲枠", ""]


def test_a_line_that_an_area_hides_strikes_nothing_out() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        canvas.line(40, 403.5, 130, 403.5)
        canvas.setFillGray(0.9)
        canvas.rect(30, 390, 200, 30, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(50, 400, OLD)

    assert lines_on_page(pdf_of(draw)) == [LONG, OLD]
