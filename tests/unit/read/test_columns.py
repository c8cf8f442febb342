"""Two columns of prose are read one after the other; labels beside their values are not columns."""

from __future__ import annotations

import pytest
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


def test_lists_beside_each_other() -> None:
    left = ("１．対象経費", "・店舗の改装費", "・備品の購入費", "・広告に要する費用", "・登記の費用です")
    right = ("２．対象外の経費", "・敷金及び礼金とも", "・車両の購入費用", "・役員の人件費用", "・飲食に要する費用")
    assert lines(left, right, 215) == [*left, *right]


@pytest.mark.parametrize("rounded", [False, True])
def test_boxes_beside_each_other(rounded: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 9)
        for x, texts in ((30, ("助成額", "最大百万円")), (220, ("助成率", "三分の二"))):
            canvas.roundRect(x, 470, 160, 60, 6) if rounded else canvas.rect(x, 470, 160, 60)
            for at, text in enumerate(texts):
                canvas.drawString(x + 6, 515 - 20 * at, text)
        canvas.drawString(30, 440, "対象となる方")

    found = [line.text for line in read_document(pdf_of(draw), "a.pdf").pages[0].lines]
    assert found == ["助成額", "最大百万円", "助成率", "三分の二", "対象となる方"]


def test_a_heading_below_both_columns_belongs_to_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 9)
        for x, texts in (
            (30, ("１　対象", "・中古の機械", "・土地の代金", "・車両の費用")),
            (215, ("２　期限", "・六月末日", "・郵送は必着", "・持参は不可")),
        ):
            for at, text in enumerate(texts):
                canvas.drawString(x, 520 - 14 * at, text)
        canvas.drawString(30, 430, "３　配点")

    found = [line.text for line in read_document(pdf_of(draw), "a.pdf").pages[0].lines]
    assert found == [
        "１　対象",
        "・中古の機械",
        "・土地の代金",
        "・車両の費用",
        "２　期限",
        "・六月末日",
        "・郵送は必着",
        "・持参は不可",
        "３　配点",
    ]


def test_columns_whose_lines_stand_at_other_heights() -> None:
    left, right = (*LEFT, "ただし、千円に満たない額は切り捨てる。"), (*RIGHT, "郵送による申請は同月末日必着とする。")

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(30, 560, "補助金の要領")
        for at, (one, other) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(30, 520 - 17 * at, one)
            canvas.drawString(215, 512 - 18 * at, other)

    found = [line.text for line in read_document(pdf_of(draw), "a.pdf").pages[0].lines]
    assert found[1:] == [*left, *right]


def test_short_lines_that_tell_the_same_things_side_by_side() -> None:
    left = ("甲枠のご案内", "補助率：二分の一", "補助上限額：百万円", "申請の期限：六月末", "対象者：商店")
    right = ("乙枠のご案内", "補助率：三分の二", "補助上限額：三百万円", "申請の期限：七月末", "対象者：工場")
    assert lines(left, right, 215) == [*left, *right]
