"""Tables that are drawn without rules between their cells, or with rules that stop short."""

from __future__ import annotations

from itertools import pairwise

from subsidy_rules.tables.build import build_tables
from unit.tables.table_pages import Sheet, shape

BLUE = (220, 225, 250)


def painted() -> Sheet:
    """Two columns and two rows of cells that stand two points apart; the label on the left runs over both rows."""
    sheet = Sheet()
    sheet.area(50, 100, 148, 142, BLUE)
    for x0, x1 in ((150, 298), (300, 400)):
        sheet.area(x0, 100, x1, 120, BLUE).area(x0, 122, x1, 142, BLUE)
    sheet.text(60, 115, "枠").text(160, 105, "上限").text(160, 127, "100").text(310, 105, "率").text(310, 127, "1/2")
    return sheet


def test_what_is_left_unpainted_between_cells_parts_them() -> None:
    (table,) = build_tables(painted().layout)
    assert shape(table) == [(0, 0, 2, 1, "枠"), (0, 1, 1, 1, "上限"), (0, 2, 1, 1, "率"), (1, 1, 1, 1, "100"), (1, 2, 1, 1, "1/2")]
    assert table.confidence < 1


def test_painted_cells_among_rules_are_read_by_the_rules() -> None:
    sheet = painted().line(50, 121, 400, 121).line(149, 100, 149, 142)
    assert all("cells are painted, no rule is drawn" not in table.reasons for table in build_tables(sheet.layout))


def test_boxes_in_one_row_are_no_table() -> None:
    sheet = Sheet()
    for x, text in ((50, "申請"), (152, "審査"), (254, "採択"), (356, "交付")):
        sheet.area(x, 100, x + 100, 130).text(x + 10, 110, text)
    assert build_tables(sheet.layout) == ()


def test_an_open_table_under_a_rule_below_its_names_has_the_rows_that_free_strips_part() -> None:
    sheet = Sheet().line(50, 120, 450, 120).line(50, 220, 450, 220)
    sheet.text(60, 106, "枠").text(200, 106, "上限").text(340, 106, "率")
    sheet.text(60, 128, "通常").text(200, 128, "100").text(340, 128, "1/2")
    sheet.text(60, 158, "特別").text(200, 158, "200", "から", size=8).text(340, 158, "2/3")
    sheet.text(60, 198, "連携").text(200, 198, "300").text(340, 198, "3/4")
    (table,) = build_tables(sheet.layout)
    assert [(row, col, text) for row, col, _, _, text in shape(table)] == [
        *((0, 0, "枠"), (0, 1, "上限"), (0, 2, "率")),
        *((1, 0, "通常"), (1, 1, "100"), (1, 2, "1/2")),
        *((2, 0, "特別"), (2, 1, "200\nから"), (2, 2, "2/3")),
        *((3, 0, "連携"), (3, 1, "300"), (3, 2, "3/4")),
    ]


def test_paragraphs_between_two_rules_are_no_table() -> None:
    sheet = Sheet().line(50, 120, 450, 120).line(50, 220, 450, 220)
    for top in (130, 160, 190):
        sheet.text(60, top, "補助金の交付を受けようとする者は申請書を提出する")
    assert build_tables(sheet.layout) == ()


def test_shorter_rules_at_a_label_make_it_a_cell_over_all_their_rows() -> None:
    sheet = Sheet()
    for y in (100, 120, 220):
        sheet.line(50, y, 450, y)
    for y in (145, 170, 195):
        sheet.line(150, y, 450, y)
    sheet.text(60, 105, "枠").text(200, 105, "上限").text(340, 105, "率").text(60, 165, "通常")
    for n, top in enumerate((127, 152, 177, 202)):
        sheet.text(200, top, f"{n}00").text(340, top, f"{n}/9")
    (table,) = build_tables(sheet.layout)
    assert (1, 0, 4, 1, "通常") in shape(table)
    assert [cell[:4] for cell in shape(table) if cell[4] in ("300", "3/9")] == [(4, 1, 1, 1), (4, 2, 1, 1)]


def test_shorter_rules_keep_a_tall_row_in_its_table() -> None:
    sheet = Sheet()
    for y in (100, 115, 130, 145, 345, 360):
        sheet.line(50, y, 450, y)
    for y in (185, 225, 265, 305):
        sheet.line(150, y, 450, y)
    for top in (103, 118, 133, 160, 200, 240, 280, 320, 348):
        sheet.text(200, top, "100").text(340, top, "1/2")
    for top in (103, 118, 133, 240, 348):
        sheet.text(60, top, "枠")
    (table,) = build_tables(sheet.layout)
    assert (table.n_rows, table.n_cols) == (9, 3)
    assert [cell[:4] for cell in shape(table) if cell[4] == "枠"][3] == (3, 0, 5, 1)


def test_square_dots_one_under_the_other_are_a_rule() -> None:
    sheet = Sheet()
    for y in (100, 120, 140):
        sheet.line(50, y, 250, y)
    for x in (50, 150, 250):
        for n in range(27):
            at = 100 + 1.5 * n
            sheet.line(x - 0.4, at, x + 0.4, at, thickness=0.75)
    sheet.text(60, 105, "枠").text(160, 105, "上限").text(60, 125, "通常").text(160, 125, "100")
    (table,) = build_tables(sheet.layout)
    assert table.engine == "grid"
    assert shape(table) == [(0, 0, 1, 1, "枠"), (0, 1, 1, 1, "上限"), (1, 0, 1, 1, "通常"), (1, 1, 1, 1, "100")]


def test_two_columns_of_running_text_between_two_rules_are_no_table() -> None:
    sheet = Sheet(width=700).line(40, 120, 660, 120).line(40, 420, 660, 420)
    for top in (130, 190, 250, 310):
        for x in (50, 370):
            sheet.text(
                x,
                top,
                "補助金の交付を受けようとする者は、事業を始める前に",
                "申請書に計画書を添えて、定められた日までに提出する",
                "ものとし、その後の変更は承認を受けて行うものとする",
            )
    assert build_tables(sheet.layout) == ()


def striped(*, cells: bool) -> Sheet:
    """Six rows of three columns of which every second one is painted, cell by cell or as a whole."""
    sheet = Sheet()
    rows = [
        ("枠", "上限", "率"),
        ("通常", "100", "1/2"),
        ("特別", "200", "2/3"),
        ("連携", "300", "3/4"),
        ("基盤", "400", "1/3"),
        ("市場", "500", "1/4"),
    ]
    for n, row in enumerate(rows):
        top = 100 + 24 * n
        if n % 2 == 0:
            ends = (50, 180, 320, 450) if cells else (50, 450)
            for x0, x1 in pairwise(ends):
                sheet.area(x0, top, x1, top + 24, BLUE)
        for x, text in zip((60, 200, 340), row, strict=True):
            sheet.text(x, top + 7, text)
    return sheet


def test_rows_of_which_every_second_one_is_painted_are_a_table_with_the_last_that_is_not() -> None:
    for cells in (False, True):
        (table,) = build_tables(striped(cells=cells).text(50, 290, "補助率は前年度と異なる。").layout)
        assert len(shape(table)) == 18
        assert shape(table)[:4] == [(0, 0, 1, 1, "枠"), (0, 1, 1, 1, "上限"), (0, 2, 1, 1, "率"), (1, 0, 1, 1, "通常")]
        assert shape(table)[-1] == (5, 2, 1, 1, "1/4")
        assert table.confidence < 1


def test_a_painted_cell_may_run_over_the_strip_below_it_and_a_text_over_a_column() -> None:
    sheet = Sheet().area(50, 100, 180, 172, BLUE)
    for top in (100, 148):
        sheet.area(180, top, 320, top + 24, BLUE).area(320, top, 450, top + 24, BLUE)
    sheet.area(50, 196, 180, 220, BLUE).area(180, 196, 320, 220, BLUE).area(320, 196, 450, 220, BLUE)
    sheet.text(60, 131, "通常").text(200, 107, "100").text(340, 107, "1/2").text(200, 131, "200").text(340, 131, "2/3")
    sheet.text(200, 155, "300").text(340, 155, "3/4").text(60, 179, "特別").text(240, 179, "上限はありません・・・")
    sheet.text(60, 203, "連携").text(200, 203, "400").text(340, 203, "1/3")
    (table,) = build_tables(sheet.layout)
    assert (0, 0, 3, 1, "通常") in shape(table)
    assert (3, 1, 1, 2, "上限はありません・・・") in shape(table)


def test_painted_titles_over_lists_are_no_table() -> None:
    sheet = Sheet()
    for top in (100, 180, 260):
        sheet.area(50, top, 450, top + 20, BLUE).text(60, top + 5, "第一").text(200, top + 5, "見積")
        for n in range(3):
            sheet.text(60, top + 24 + 17 * n, f"{n}-1").text(200, top + 24 + 17 * n, "設備の選定")
    assert all("every second row is painted, no rule is drawn" not in table.reasons for table in build_tables(sheet.layout))


def test_the_names_over_the_first_rule_of_an_open_table_are_its_head_and_the_paragraph_over_them_is_not() -> None:
    sheet = Sheet().line(50, 120, 450, 120).line(50, 320, 450, 320)
    sheet.text(50, 84, "上限と率は次の表のとおりとし、枠により異なる。").text(60, 106, "枠").text(200, 106, "上限").text(340, 106, "率")
    for n, name in enumerate(("通常", "特別", "連携")):
        sheet.text(60, 128 + 66 * n, name).text(200, 128 + 66 * n, "機械装置", "専門家", "研修", size=9).text(340, 128 + 66 * n, "1/2")
    (table,) = build_tables(sheet.layout)
    assert [text for row, _, _, _, text in shape(table) if row == 0] == ["枠", "上限", "率"]
    assert max(row for row, *_ in shape(table)) == 3
