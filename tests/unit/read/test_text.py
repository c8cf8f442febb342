"""Text files: tables of tabs and pipes, headings and lists."""

from __future__ import annotations

from subsidy_rules.model.document import Cell, Document, Table, Zone
from subsidy_rules.read.text import read_text


def read(text: str) -> Document:
    return read_text(text.encode(), "sample.txt")


def cell(table: Table, row: int, col: int) -> Cell:
    return next(c for c in table.cells if c.row <= row < c.row + c.rowspan and c.col <= col < c.col + c.colspan)


def test_tab_table_with_an_empty_corner() -> None:
    (table,) = read("# 補助額\n\n\t甲枠\t乙枠\n上限\t10万円\t20万円\n補助率\t1/2\t2/3\n").tables
    assert (table.n_rows, table.n_cols) == (3, 3)
    assert cell(table, 0, 0).text == ""
    assert cell(table, 2, 2).text == "2/3"
    assert table.headings == ("補助額",)


def test_two_row_header_spans_columns_and_rows() -> None:
    (table,) = read("\t甲枠\t乙枠\t\t丙枠\n\t\t一型\t二型\t\n上限\t1円\t2円\t3円\t4円\n").tables
    assert table.header_rows == 2
    assert (cell(table, 0, 2).text, cell(table, 0, 2).colspan) == ("乙枠", 2)
    assert (cell(table, 1, 1).text, cell(table, 1, 1).rowspan) == ("甲枠", 2)
    assert (cell(table, 0, 0).text, cell(table, 0, 0).rowspan) == ("", 2)
    assert cell(table, 1, 3).text == "二型"
    assert (cell(table, 1, 4).text, cell(table, 1, 4).rowspan) == ("丙枠", 2)


def test_an_empty_corner_does_not_span_the_first_header() -> None:
    (table,) = read("\t\t乙枠\n甲\t1円\t2円\n乙\t3円\t4円\n").tables
    assert cell(table, 0, 0).colspan == 1


def test_short_row_takes_its_missing_last_cell_from_above() -> None:
    (table,) = read("数 | 額 | 率 |\n---|---|---|\n1以上 | 5万円 | 1/2以内 |\n4以上 | 150万円 |\n").tables
    assert table.header_rows == 1
    assert (cell(table, 2, 2).text, cell(table, 2, 2).rowspan) == ("1/2以内", 2)
    assert table.confidence < 1
    assert "row 3" in table.reasons[0]


def test_a_missing_cell_below_the_header_is_not_the_header() -> None:
    (table,) = read("| 数 | 額 |\n|---|---|\n| 1 |\n| 2 | 5万円 |\n").tables
    assert cell(table, 1, 1).text == ""


def test_empty_first_cell_belongs_to_the_row_above() -> None:
    (table,) = read("区分\t対象\t率\n補助率\t中小\t1/2\n\t小規模\t2/3\n").tables
    assert (cell(table, 2, 0).text, cell(table, 2, 0).rowspan) == ("補助率", 2)


def test_pipes_at_both_ends_and_an_escaped_pipe() -> None:
    (table,) = read("| | 甲 |\n|---|:-:|\n| 乙 | a\\|b |\n").tables
    assert table.n_cols == 2
    assert cell(table, 1, 1).text == "a|b"


def test_one_line_with_a_pipe_is_a_title() -> None:
    document = read("補助金のご案内 | 事務局\n\n詳しくは次のとおりです。\n")
    assert document.tables == ()
    assert document.clauses[0].text == "補助金のご案内 | 事務局"


def test_indented_list_is_no_table() -> None:
    document = read("要件\n\t- 甲であること\n\t- 乙であること\n")
    assert document.tables == ()
    assert [c.text for c in document.clauses if c.label] == ["甲であること", "乙であること"]


def test_inline_tags_and_emphasis_leave_the_text() -> None:
    document = read("# 見出し\n# 見出し2\n\tA\tB\n甲\t<b>1円</b> 以上\t2<br>円\n\n**重要**な [案内](https://example.jp) です。\n")
    assert cell(document.tables[0], 1, 1).text == "1円 以上"
    assert cell(document.tables[0], 1, 2).text == "2\n円"
    assert document.clauses[-1].text == "重要な 案内 です。"


def test_case_studies_are_examples_until_the_next_heading_of_their_level() -> None:
    document = read("# 補助額\n上限は10万円です。\n# 活用事例（小売業）\n## 事業者情報\n従業員数：352名\n# 申請要件\n次のとおりです。\n")
    zones = {c.text: c.zone for c in document.clauses}
    assert zones["従業員数：352名"] is Zone.EXAMPLE
    assert zones["事業者情報"] is Zone.EXAMPLE
    assert zones["申請要件"] is Zone.BODY
    assert zones["上限は10万円です。"] is Zone.BODY


def test_plain_headings_are_found_where_the_text_has_no_markup() -> None:
    document = read("2025.07.03\n補助額・補助率\n上限は10万円です。\n1年度目:全額返還(450万円)\n補助対象者\n中小企業が対象です。\n")
    assert [c.text for c in document.clauses if c.heading] == ["補助額・補助率", "補助対象者"]
    assert document.clauses[-1].headings == ("補助対象者",)


def test_an_example_caption_in_a_text_is_an_example_by_itself() -> None:
    document = read("返還は次のとおりです。\n(補助金額が450万円の際の返還額の具体例)\n1年度目で未達の場合:全額返還(450万円)\n")
    assert [c.zone for c in document.clauses] == [Zone.BODY, Zone.EXAMPLE, Zone.BODY]


def test_notes_below_a_table_belong_to_it() -> None:
    (table,) = read("率 | 額\n---|---\n1/2 | 5円\n※端数は切り捨てる。\n").tables
    assert table.notes == ("※端数は切り捨てる。",)


def test_wrapped_lines_are_joined() -> None:
    line = "補助対象者は日本国内で事業を営む法人又は個人であること"
    text = "\n".join([line] * 7 + ["とする。", "（１）次の要件"])
    document = read(text)
    assert document.clauses[0].text == line * 7 + "とする。"
    assert document.clauses[1].label == "（１）"


def test_items_keep_their_place_when_a_paragraph_follows() -> None:
    document = read("以下のとおり。\n①通常枠\n②別枠\n通常枠では、経費を補助する。\n")
    assert document.clauses[2].path == ("②",)
    assert document.clauses[3].path == ()


def test_columns_set_apart_by_blanks_are_a_table_and_a_name_with_its_value_is_none() -> None:
    table = "業種        資本金      従業員の数\n卸売業      １億円以下  １００人以下\n小売業      ５千万円以下  ５０人以下\n"
    text = f"{table}\n補助上限額　　５０億円\n補助率　　１／３\n"
    document = read_text(text.encode(), "a.txt")
    assert [(t.n_rows, t.n_cols) for t in document.tables] == [(3, 3)]
    assert [c.text for c in document.tables[0].cells[3:6]] == ["卸売業", "１億円以下", "１００人以下"]
