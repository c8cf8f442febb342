"""PDF files as they come: pages, characters, rotation, and every way in which a file is not what it claims to be."""

from __future__ import annotations

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pdf_pages import LONG, lines_on_page, pdf_of
from subsidy_rules.model.errors import ReadError
from subsidy_rules.read.pdf import iter_layouts, page_of


def text(canvas: Canvas) -> None:
    canvas.drawString(50, 550, LONG)


def test_lines_come_in_reading_order_with_boxes_from_the_top_left() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 500, "二行目の文")
        canvas.drawString(50, 550, "一行目の文であり、続きがある")

    page = page_of(next(iter(iter_layouts(pdf_of(draw), "a.pdf"))))
    assert [line.text for line in page.lines] == ["一行目の文であり、続きがある", "二行目の文"]
    box = page.lines[1].bbox
    assert box is not None
    assert box[0] == pytest.approx(50, abs=0.1)
    assert box[1] < 100 < box[3]
    assert (page.page_no, page.width_pt, page.height_pt, page.problem) == (1, 400, 600, None)


def test_latin_words_keep_their_spaces_and_japanese_has_none() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, "IT tool 2025 を導入する事業者の要件")
        canvas.drawString(50, 500, "補助額")
        canvas.drawString(150, 500, "一万円")

    assert lines_on_page(pdf_of(draw)) == ["IT tool 2025を導入する事業者の要件", "補助額 一万円"]


def test_the_space_behind_the_number_of_a_heading_stays_and_one_behind_a_count_does_not() -> None:
    def draw(canvas: Canvas) -> None:
        for at, line in enumerate(("３ 補助上限額", "5 名以上の事業者", "12 募集期間", "６ 月30日")):
            canvas.drawString(50, 550 - 30 * at, line)

    assert lines_on_page(pdf_of(draw)) == ["３ 補助上限額", "5名以上の事業者", "12 募集期間", "６月30日"]


@pytest.mark.parametrize("turns", [0, 90, 180, 270])
def test_rotated_pages_are_read_as_seen(turns: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turns)
        # reportlab swaps the sides of turned pages, so that the page as seen is always 400 by 600
        canvas.translate(*{0: (0, 0), 90: (600, 0), 180: (400, 600), 270: (0, 400)}[turns])
        canvas.rotate(turns)
        canvas.drawString(60, 300, LONG)
        canvas.line(60, 200, 160, 200)
        canvas.rect(60, 100, 80, 30, stroke=0, fill=1)

    layout = next(iter(iter_layouts(pdf_of(draw), "a.pdf")))
    height = 600
    assert [line.text for line in page_of(layout).lines] == [LONG]
    assert (layout.width_pt, layout.height_pt) == (400, height)
    assert layout.chars[0].x0 == pytest.approx(60, abs=0.2)
    assert layout.chars[0].top < height - 300 < layout.chars[0].bottom
    (stroke,) = layout.strokes
    assert (stroke.vertical, round(stroke.at), round(stroke.start), round(stroke.end)) == (False, height - 200, 60, 160)
    (fill,) = layout.fills
    assert [round(v) for v in fill[:4]] == [60, height - 130, 140, height - 100]


def test_a_long_line_of_dashes_in_one_path_is_one_stroke() -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas)
        dashes = canvas.beginPath()
        for n in range(110):
            dashes.rect(20 + 3 * n, 300, 2, 0.75)
        canvas.drawPath(dashes, stroke=0, fill=1)

    (stroke,) = next(iter(iter_layouts(pdf_of(draw), "a.pdf"))).strokes
    assert not stroke.vertical
    assert (stroke.start, stroke.end) == pytest.approx((20, 349), abs=0.5)


def test_thin_areas_are_strokes_and_shading_is_a_fill() -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas)
        canvas.setFillGray(0.8)
        canvas.rect(50, 400, 100, 20, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.rect(50, 399, 100, 0.5, stroke=0, fill=1)
        canvas.rect(200, 300, 60, 40, stroke=1, fill=0)

    layout = next(iter(iter_layouts(pdf_of(draw), "a.pdf")))
    assert [(f.x0, f.top, f.x1, f.bottom, f.colour) for f in layout.fills] == [(50, 180, 150, 200, (204, 204, 204))]
    assert [s.vertical for s in layout.strokes].count(False) == 3
    assert [s.vertical for s in layout.strokes].count(True) == 2


def test_a_page_without_text_says_so_and_the_others_are_read() -> None:
    data = pdf_of(text, lambda canvas: canvas.rect(50, 50, 100, 100, fill=1))
    assert [page_of(layout).problem for layout in iter_layouts(data, "a.pdf")] == [None, "no_text_layer"]


def _blank(canvas: Canvas) -> None:
    canvas.rect(50, 50, 100, 100, fill=1)


@pytest.mark.parametrize(
    ("data", "en", "ja"),
    [
        (b"", "empty", "空です"),
        (b"<!DOCTYPE html><html><body>Not Found</body></html>", "an HTML page", "HTMLページ"),
        (b"PK\x03\x04 something", "something else", "別の形式"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "truncated or damaged", "破損"),
        (pdf_of(text, encrypt=StandardEncryption("secret", strength=128)), "password", "パスワード"),
        (pdf_of(_blank), "no text layer|a text layer", "文字情報がありません"),
        (pdf_of(lambda canvas: canvas.drawString(50, 500, "準備中")), "placeholder", "仮のファイル"),
    ],
    ids=["empty", "html", "zip", "truncated", "encrypted", "scan", "placeholder"],
)
def test_what_is_no_readable_pdf_is_refused_with_a_reason_and_a_next_step(data: bytes, en: str, ja: str) -> None:
    with pytest.raises(ReadError, match=en) as caught:
        list(iter_layouts(data, "koubo.pdf"))
    assert caught.value.words("en").startswith("koubo.pdf: ")
    assert ja in caught.value.words("ja")
    assert caught.value.todo.say("en") and caught.value.todo.say("ja")


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_file_cut_short_is_damaged_even_where_pages_could_be_shown(share: float) -> None:
    data = pdf_of(*[text] * 30)
    with pytest.raises(ReadError, match="damaged"):
        list(iter_layouts(data[: int(len(data) * share)], "koubo.pdf"))


def test_half_a_character_is_dropped() -> None:
    """A broken mapping to Unicode can name one half of a surrogate pair, which no file can hold."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"2 beginbfrange <42> <42> <D842> <43> <43> <D842DFB7> endbfrange endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    shown = b"BT /F 10 Tf 20 100 Td (ABACADAFAGAHAIAJAKALAMANAOAP) Tj ET"
    data = (
        b"%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>endobj\n"
        b"6 0 obj<</Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF"
    ) % (len(shown), shown, len(cmap), cmap)
    (line,) = lines_on_page(data)
    assert line.startswith("A") and line.endswith("AP")
    assert line.encode("utf-8")
