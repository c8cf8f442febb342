"""Grids from rules, and the tables that rules do not or not wholly draw."""

from __future__ import annotations

from dataclasses import replace

from subsidy_rules.tables import build_tables, tables_by_page
from unit.tables.table_pages import GREY, WHITE, Sheet, shape


def test_a_ruled_table_gives_its_cells_and_their_boxes() -> None:
    (table,) = build_tables(Sheet().ruled([50, 150, 300], [100, 130, 160], [["枠", "補助率"], ["通常枠", "１／２以内"]]).layout)
    assert shape(table) == [(0, 0, 1, 1, "枠"), (0, 1, 1, 1, "補助率"), (1, 0, 1, 1, "通常枠"), (1, 1, 1, 1, "１／２以内")]
    assert table.cells[3].bbox == (150.0, 130.0, 300.0, 160.0)
    assert (table.page_no, table.engine, table.confidence) == (1, "grid", 1.0)


def test_lines_of_a_cell_are_joined_with_line_breaks_and_empty_cells_stay() -> None:
    (table,) = build_tables(Sheet().ruled([50, 150, 300], [100, 150, 200], [["区分", "説明の一行目\n二行目"], ["空欄", ""]]).layout)
    assert [c.text for c in table.cells] == ["区分", "説明の一行目\n二行目", "空欄", ""]


def test_missing_rules_make_spans() -> None:
    sheet = Sheet().frame(50, 100, 350, 190).line(50, 130, 350, 130).line(150, 160, 350, 160)
    sheet.line(150, 100, 150, 190).line(250, 130, 250, 190)
    sheet.text(54, 104, "枠").text(154, 104, "通常枠").text(54, 134, "補助額").text(154, 134, "甲").text(254, 134, "乙")
    sheet.text(154, 164, "丙").text(254, 164, "丁")
    (table,) = build_tables(sheet.layout)
    assert (0, 1, 1, 2, "通常枠") in shape(table)
    assert (1, 0, 2, 1, "補助額") in shape(table)
    assert (2, 2, 1, 1, "丁") in shape(table)


def test_open_sides_are_closed_where_the_rules_end() -> None:
    sheet = Sheet().line(50, 100, 300, 100).line(50, 130, 300, 130).line(50, 160, 300, 160).line(150, 100, 150, 160)
    sheet.text(54, 104, "項目").text(154, 104, "内容").text(54, 134, "期間").text(154, 134, "六か月")
    (table,) = build_tables(sheet.layout)
    assert table.bbox == (50.0, 100.0, 300.0, 160.0)
    assert [c.text for c in table.cells] == ["項目", "内容", "期間", "六か月"]


def test_double_lines_count_as_one() -> None:
    sheet = Sheet().ruled([50, 150, 300], [100, 130, 160], [["甲", "乙"], ["丙", "丁"]])
    sheet.frame(52, 102, 298, 158).line(152, 100, 152, 160)
    (table,) = build_tables(sheet.layout)
    assert (table.n_rows, table.n_cols) == (2, 2)


def test_pieces_and_dots_join_to_one_rule() -> None:
    sheet = Sheet().frame(50, 100, 300, 160).line(150, 100, 150, 130).line(150.3, 131, 150.3, 160)
    for i in range(125):
        sheet.line(50 + 2 * i, 130, 51 + 2 * i, 130)
    sheet.text(54, 104, "甲").text(154, 104, "乙").text(54, 134, "丙").text(154, 134, "丁")
    (table,) = build_tables(sheet.layout)
    assert (table.n_rows, table.n_cols) == (2, 2)


def test_borders_drawn_in_part_are_a_reason_for_doubt() -> None:
    sheet = Sheet().frame(50, 100, 350, 160).line(200, 100, 200, 160).line(50, 130, 200, 130).line(200, 130, 260, 130)
    sheet.text(54, 104, "甲").text(54, 134, "乙").text(204, 104, "丙")
    (table,) = build_tables(sheet.layout)
    assert (table.confidence, table.reasons) == (0.95, ("1 borders drawn in part",))


def test_an_indented_row_leaves_its_parent_and_a_strip() -> None:
    sheet = Sheet().frame(50, 100, 350, 190).line(50, 130, 350, 130).line(70, 160, 350, 160).line(200, 100, 200, 190).line(70, 160, 70, 190)
    sheet.text(54, 104, "業種").text(204, 104, "定義").text(54, 134, "サービス業").text(204, 134, "１００人以下")
    sheet.text(74, 164, "旅館業").text(204, 164, "２００人以下")
    (table,) = build_tables(sheet.layout)
    assert (1, 0, 1, 2, "サービス業") in shape(table)
    assert (2, 0, 1, 1, "") in shape(table)
    assert next(c for c in table.cells if c.text == "２００人以下").row_path == ("サービス業", "旅館業")


def test_a_frame_with_one_cell_is_no_table() -> None:
    assert build_tables(Sheet().frame(50, 100, 350, 190).text(60, 110, "注意事項をよく読むこと。").layout) == ()


def test_underlines_are_no_rules() -> None:
    sheet = Sheet().ruled([50, 150, 300], [100, 140, 180], [["甲", "下線のある文\n次の行"], ["乙", "丙"]])
    sheet.line(154, 115, 214, 115)
    (table,) = build_tables(sheet.layout)
    assert (0, 1, 1, 1, "下線のある文\n次の行") in shape(table)
    assert table.n_rows == 2


def test_rules_in_the_colour_of_their_background_are_not_seen() -> None:
    sheet = Sheet().ruled([50, 150, 300], [100, 130, 160], [["甲", "乙"], ["丙", "丁"]])
    sheet.line(100, 100, 100, 160, colour=WHITE)
    (table,) = build_tables(sheet.layout)
    assert table.n_cols == 2


def test_pale_rules_on_dark_shading_are_seen() -> None:
    sheet = Sheet().area(50, 100, 300, 130, (30, 30, 120)).frame(50, 100, 300, 160).line(50, 130, 300, 130)
    sheet.line(150, 100, 150, 130, colour=WHITE).line(150, 130, 150, 160)
    sheet.text(54, 104, "甲").text(154, 104, "乙").text(54, 134, "丙").text(154, 134, "丁")
    (table,) = build_tables(sheet.layout)
    assert [c.text for c in table.cells] == ["甲", "乙", "丙", "丁"]


def test_strips_that_continue_a_shading_are_no_rules() -> None:
    sheet = Sheet().ruled([50, 150, 300], [100, 160], [["見出し\n続き", "値"]])
    sheet.area(50, 100, 150, 128).line(50, 129.5, 150, 129.5, colour=GREY, thickness=3).area(50, 131, 150, 160)
    (table,) = build_tables(sheet.layout)
    assert [c.text for c in table.cells] == ["見出し\n続き", "値"]


def test_stacked_glyphs_are_read_downwards() -> None:
    sheet = Sheet().frame(50, 100, 200, 160).line(70, 100, 70, 160).line(70, 130, 200, 130)
    sheet.stacked(55, 105, "業務区分").text(74, 104, "共通").text(74, 134, "個別")
    (table,) = build_tables(sheet.layout)
    assert table.cells[0].text == "業務区分"
    assert table.cells[0].rowspan == 2


def test_a_table_within_a_cell_comes_as_its_own() -> None:
    sheet = Sheet().frame(40, 80, 400, 300).line(40, 120, 400, 120).line(100, 80, 100, 300)
    sheet.text(44, 84, "種類").text(104, 84, "機械装置費").text(44, 124, "内訳").text(104, 124, "例は次のとおり")
    sheet.ruled([110, 250, 390], [200, 230, 260], [["対象", "対象外"], ["部材", "車両"]])
    outer, inner = build_tables(sheet.layout)
    assert [c.text for c in inner.cells] == ["対象", "対象外", "部材", "車両"]
    assert [c.text for c in outer.cells] == ["種類", "機械装置費", "内訳", "例は次のとおり"]
    assert (outer.table_no, inner.table_no) == (1, 2)


def test_two_tables_on_one_page_are_numbered_downwards() -> None:
    sheet = Sheet().ruled([50, 150, 300], [400, 430, 460], [["丙", "丁"], ["あ", "い"]])
    sheet.ruled([50, 150, 300], [100, 130, 160], [["甲", "乙"], ["う", "え"]])
    assert [(t.table_no, t.cells[0].text) for t in build_tables(sheet.layout)] == [(1, "甲"), (2, "丙")]


def test_columns_without_rules_come_from_corridors() -> None:
    sheet = Sheet()
    rows = [
        ("提出書類", "内容", "方法"),
        ("決算書", "直近二期分の写し", "添付"),
        ("計画書", "所定の様式に記入", "入力"),
        ("名簿", "従業員の一覧", "添付"),
    ]
    for i, row in enumerate(rows):
        sheet.line(50, 100 + 30 * i, 500, 100 + 30 * i)
        for x, text in zip((54, 200, 400), row, strict=True):
            sheet.text(x, 108 + 30 * i, text)
    sheet.line(50, 220, 500, 220)
    (table,) = build_tables(sheet.layout)
    assert (table.n_rows, table.n_cols, table.engine) == (4, 3, "unruled")
    assert [c.text for c in table.cells if c.row == 2] == ["計画書", "所定の様式に記入", "入力"]
    assert table.confidence < 1
    assert table.reasons == ("columns without rules",)


def test_headings_between_section_rules_are_no_table() -> None:
    sheet = Sheet()
    for i in range(5):
        sheet.line(50, 100 + 40 * i, 550, 100 + 40 * i)
        sheet.text(50, 104 + 40 * i, f"020{i}").text(80, 104 + 40 * i, "用語の定義").text(80, 120 + 40 * i, "この要領で用いる用語をいう。")
    assert build_tables(sheet.layout) == ()


def test_label_boxes_with_text_beside_them_are_rows() -> None:
    sheet = Sheet()
    for i, (label, text) in enumerate([("経営力", "目標の具体性"), ("事業性", "市場の分析"), ("政策面", "地域への波及")]):
        sheet.area(50, 100 + 60 * i, 150, 140 + 60 * i, (30, 140, 190)).text(60, 112 + 60 * i, label).text(200, 112 + 60 * i, text)
    (table,) = build_tables(sheet.layout)
    assert [c.text for c in table.cells] == ["経営力", "目標の具体性", "事業性", "市場の分析", "政策面", "地域への波及"]
    assert table.header_cols == 1


def test_a_bar_chart_is_no_table() -> None:
    sheet = Sheet().line(50, 400, 560, 400).line(50, 100, 50, 400)
    for i in range(8):
        sheet.frame(60 + 60 * i, 300 - 22 * i, 90 + 60 * i, 400)
    sheet.text(65, 320, "円").text(55, 90, "売上")
    assert build_tables(sheet.layout) == ()


def test_lines_drawn_through_words_are_a_picture() -> None:
    sheet = Sheet().frame(50, 100, 300, 200).line(175, 100, 175, 200).line(50, 150, 300, 150)
    for top in (110, 125, 160, 175):
        sheet.text(120, top, "この文は線をまたいで続いている")
    assert build_tables(sheet.layout) == ()


def test_frames_over_a_picture_are_no_table() -> None:
    layout = Sheet().ruled([50, 150, 300], [100, 130, 160], [["①", "押印"], ["②", "日付"]]).layout
    assert len(build_tables(layout)) == 1
    assert build_tables(replace(layout, pictures=((40.0, 90.0, 310.0, 300.0),))) == ()


def test_framed_paragraphs_at_a_table_are_cut_off() -> None:
    sheet = Sheet().frame(50, 100, 550, 400).line(50, 160, 550, 160).line(300, 100, 300, 160)
    sheet.text(54, 110, "対象となる例").text(304, 110, "対象とならない例")
    for i in range(8):
        sheet.text(54, 170 + 15 * i, "経費の内容を説明する文章が枠の中に長く続いている。" * 2)
    (table,) = build_tables(sheet.layout)
    assert [c.text for c in table.cells] == ["対象となる例", "対象とならない例"]
    assert table.bbox == (50.0, 100.0, 550.0, 160.0)


def test_the_end_of_a_row_over_a_page_break_keeps_its_empty_column_within_a_frame() -> None:
    """A frame round the page touches the end of a row that goes on there in its second column only."""
    sheet = Sheet().frame(44, 60, 556, 400).line(44, 110, 556, 110).line(44, 130, 556, 130)
    sheet.line(50, 60, 50, 110).line(300, 60, 300, 110).line(550, 60, 550, 110)
    sheet.text(304, 64, "・試供品の配布").text(54, 114, "次の経費")
    for i in range(8):
        sheet.text(54, 140 + 15 * i, "経費の内容を説明する文章が枠の中に長く続いている。" * 2)
    (table,) = build_tables(sheet.layout)
    assert [(c.col, c.text) for c in table.cells] == [(0, ""), (1, "・試供品の配布")]


def test_a_shaded_title_over_a_value_is_a_table_of_one_column() -> None:
    sheet = Sheet().area(50, 100, 300, 120).frame(50, 100, 300, 150).line(50, 120, 300, 120)
    sheet.text(100, 104, "交付申請期間").text(60, 130, "令和７年３月３１日から")
    (table,) = build_tables(sheet.layout)
    assert (table.n_cols, table.header_rows) == (1, 1)
    assert table.cells[1].col_path == ("交付申請期間",)


def test_a_shaded_head_above_the_first_rule_is_the_first_row() -> None:
    sheet = Sheet().area(50, 80, 300, 100).ruled([50, 150, 300], [100, 130, 160], [["５人以下", "１００万円"], ["６人以上", "２００万円"]])
    sheet.text(60, 85, "規模").text(160, 85, "上限額")
    (table,) = build_tables(sheet.layout)
    assert [c.text for c in table.cells if c.row == 0] == ["規模", "上限額"]
    assert next(c for c in table.cells if c.text == "２００万円").header_path == ("６人以上", "上限額")


def test_tables_by_page_keeps_pages_apart() -> None:
    pages = [Sheet(n).ruled([50, 150, 300], [100, 130, 160], [["甲", "乙"], ["丙", "丁"]]).layout for n in (1, 2)]
    assert [(page_no, [t.page_no for t in tables]) for page_no, tables in tables_by_page(pages)] == [(1, [1]), (2, [2])]


BLUE = (0, 51, 153)


def test_shaded_heads_of_ruled_tables_are_no_boxes_of_labels() -> None:
    sheet = Sheet()
    for top, head in ((100, "申請期間"), (220, "申請書類"), (340, "添付書類")):
        sheet.area(50, top, 200, top + 20, BLUE).area(200, top, 500, top + 20, BLUE).text(60, top + 5, head).text(
            210, top + 5, "主な確認事項"
        )
        sheet.ruled([50, 200, 500], [top + 20, top + 55, top + 90], [["届出書", "記入漏れがないか"], ["台帳", "写しがあるか"]])
    tables = build_tables(sheet.layout)
    assert [table.cells[0].text for table in tables] == ["申請期間", "申請書類", "添付書類"]
    assert all(len(table.cells) == 6 for table in tables)


def test_rows_of_painted_cells_right_over_a_ruled_table_are_rows_of_it() -> None:
    sheet = Sheet().area(50, 80, 500, 100, BLUE).text(60, 85, "代理人の場合")
    sheet.area(50, 100, 200, 130, WHITE).area(200, 100, 500, 130, WHITE).text(60, 110, "委任状").text(210, 110, "原本が添付されているか")
    sheet.area(50, 130, 500, 150, BLUE).text(60, 135, "該当している場合")
    sheet.ruled([50, 200, 500], [150, 190, 230], [["通知書", "交付を受けているか"], ["任意の通知書", "交付を受けているか"]])
    (table,) = build_tables(sheet.layout)
    assert [(c.row, c.colspan, c.text) for c in table.cells if c.col == 0] == [
        (0, 2, "代理人の場合"),
        (1, 1, "委任状"),
        (2, 2, "該当している場合"),
        (3, 1, "通知書"),
        (4, 1, "任意の通知書"),
    ]
    # painted cells with other columns, or of another table, are none of its rows
    sheet = Sheet().area(50, 100, 120, 130, WHITE).area(120, 100, 500, 130, WHITE).text(60, 110, "別の列").text(130, 110, "別の内容")
    sheet.ruled([50, 200, 500], [130, 170, 210], [["通知書", "交付を受けているか"], ["任意の通知書", "交付を受けているか"]])
    assert all("別の列" not in table.cells[0].text or table.bbox[1] < 130 for table in build_tables(sheet.layout) if table.bbox)
