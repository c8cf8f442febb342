"""Numbers of notes set small above the line are superscripts, so that no figure takes them for its digits; readings are left out."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from pdf_pages import FONT, LONG, lines_on_page, pdf_of
from subsidy_rules.language.normalise import fold_text


def _draw(canvas: Canvas, parts: list[tuple[str, float, float]]) -> None:
    """Pieces of a line: text, size, rise."""
    x = 50.0
    for words, size, rise in parts:
        canvas.setFont(FONT, size)
        canvas.drawString(x, 400 + rise, words)
        x += canvas.stringWidth(words, FONT, size)


@pytest.mark.parametrize(
    ("parts", "read", "folded"),
    [
        ([("上限150", 10, 0), ("1", 6, 4), ("万円", 10, 0)], "上限150¹万円", "上限150万円"),
        ([("1/2", 10, 0), ("※2", 6, 4), ("以内", 10, 0)], "1/2※²以内", "1/2以内"),
        ([("上限350万円", 10, 0), ("(注1)", 6, 4)], "上限350万円⁽注¹⁾", "上限350万円"),
        ([("面積30m", 10, 0), ("2", 6, 4), ("以上", 10, 0)], "面積30m²以上", "面積30m2以上"),
        ([("合計150", 10, 0), ("1万円", 10, 0)], "合計1501万円", "合計1501万円"),
    ],
    ids=["number", "mark and number", "note in brackets", "a unit keeps its power", "same size"],
)
def test_raised_numbers(parts: list[tuple[str, float, float]], read: str, folded: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        _draw(canvas, parts)

    lines = lines_on_page(pdf_of(draw))
    assert lines == [LONG, read]
    assert fold_text(lines[1]) == folded


def test_the_number_at_the_start_of_a_note_stays() -> None:
    assert fold_text("※¹ 税抜きの額") == "※1税抜きの額"
    assert fold_text("上限150※1万円、30*2％") == "上限150万円、30%"


def test_readings_over_words_are_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        canvas.drawString(50, 400, "補助率は二分の一とする")
        canvas.setFont(FONT, 5)
        canvas.drawString(50, 410, "ほじょりつ")

    assert lines_on_page(pdf_of(draw)) == [LONG, "補助率は二分の一とする"]
