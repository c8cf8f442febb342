"""Two columns of prose are read one after the other; labels beside their values are not columns."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from pdf_pages import FONT, pdf_of
from subsidy_rules.read.document import read_document

LEFT = (
    "１．対象となる者",
    "町内に事業所を有する中小の事業者であり",
    "納税の義務を果たしている者とする。",
    "２．補助率",
    "対象経費の二分の一以内の額とする。",
)
RIGHT = (
    "３．上限額のさだめ",
    "一の事業者につき百五十万円を上限とする",
    "こととし、端数は切り捨てる。",
    "４．受付の期間はつぎ",
    "令和八年六月一日から同月末日までとする。",
)


def lines(left: tuple[str, ...], right: tuple[str, ...], x: float) -> list[str]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(30, 560, "補助金の要領")
        for at, (one, other) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(30, 520 - 14 * at, one)
            canvas.drawString(x, 520 - 14 * at, other)

    return [line.text for line in read_document(pdf_of(draw), "a.pdf").pages[0].lines][1:]


def test_columns_of_prose() -> None:
    assert lines(LEFT, RIGHT, 215) == [*LEFT, *RIGHT]


def test_labels_and_values_stay_beside_each_other() -> None:
    labels = ("申請の期間", "提出の方法", "問い合わせ先", "受付の時間", "対象の地域")
    assert lines(labels, RIGHT, 215) == [f"{label} {text}" for label, text in zip(labels, RIGHT, strict=True)]
