"""Tables over page breaks."""

from __future__ import annotations

from subsidy_rules.model.document import Page, Table
from subsidy_rules.read.pdf import page_of
from subsidy_rules.tables import build_tables, join_tables, without_scraps
from unit.tables.table_pages import Sheet, cell_at

XS = [50.0, 150.0, 400.0]


def _read(*sheets: Sheet) -> tuple[list[Table], list[Page]]:
    layouts = [sheet.layout for sheet in sheets]
    return [table for layout in layouts for table in build_tables(layout)], [page_of(layout) for layout in layouts]


def _upper() -> Sheet:
    return (
        Sheet(4)
        .ruled(XS, [600, 650, 700, 750], [["業種", "定義"], ["製造業", "３００人以下"], ["卸売業", "１００人以下"]])
        .text(290, 775, "4")
    )


def test_rows_go_on_under_a_repeated_header() -> None:
    lower = Sheet(5).ruled(XS, [60, 90, 120], [["業種", "定義"], ["小売業", "５０人以下"]]).text(290, 775, "5")
    (table,) = join_tables(*_read(_upper(), lower))
    assert (table.n_rows, table.joined, table.page_no) == (4, (5,), 4)
    cell = cell_at(table, 3, 1)
    assert (cell.text, cell.page_no, cell.header_path) == ("５０人以下", 5, ("小売業", "定義"))
    assert cell.bbox == (150.0, 90.0, 400.0, 120.0)


def test_an_empty_row_header_extends_the_one_above() -> None:
    lower = Sheet(5).ruled(XS, [60, 90, 120], [["", "ただし２０人以下を除く"], ["小売業", "５０人以下"]])
    (table,) = join_tables(*_read(_upper(), lower))
    assert cell_at(table, 3, 1).row_path == ("卸売業",)
    assert cell_at(table, 3, 1).page_no == 5
    assert cell_at(table, 3, 0).rowspan == 2


def test_the_end_of_a_row_is_kept_where_nothing_else_of_the_table_is_on_the_page() -> None:
    lower = Sheet(5).ruled(XS, [60, 90], [["", "ただし２０人以下を除く"]])
    parts, pages = _read(_upper(), lower)
    (table,) = join_tables(without_scraps(parts, pages), pages)
    assert (table.joined, cell_at(table, 3, 1).text, cell_at(table, 3, 1).row_path) == ((5,), "ただし２０人以下を除く", ("卸売業",))


def test_one_text_in_a_frame_is_no_end_of_a_table_with_other_columns() -> None:
    lower = Sheet(5).ruled([50, 90, 400], [60, 90], [["", "ただし２０人以下を除く"]])
    parts, pages = _read(_upper(), lower)
    assert [table.page_no for table in without_scraps(parts, pages)] == [4]


def test_one_text_in_a_frame_is_no_table_of_its_own() -> None:
    parts, pages = _read(Sheet(1).ruled(XS, [60, 90], [["", "書類の名称"]]).text(50, 300, "本文が続く。"))
    assert without_scraps(parts, pages) == ()


def test_a_row_that_says_continued_goes_on() -> None:
    lower = Sheet(5).ruled(XS, [60, 90, 120], [["卸売業（続き）", "ただし２０人以下を除く"], ["小売業", "５０人以下"]])
    (table,) = join_tables(*_read(_upper(), lower))
    assert cell_at(table, 3, 1).row_path == ("卸売業",)


def test_fewer_columns_after_the_break_keep_their_place() -> None:
    upper = Sheet(1).ruled(
        [50, 150, 280, 400], [600, 650, 700, 750], [["枠", "甲枠", "乙枠"], ["補助率", "１／２", "２／３"], ["上限", "５万円", "９万円"]]
    )
    lower = Sheet(2).ruled([50, 150, 400], [60, 90], [["期間", "６か月"]])
    (table,) = join_tables(*_read(upper, lower))
    assert (table.n_cols, cell_at(table, 3, 2).text, cell_at(table, 3, 1).colspan) == (3, "６か月", 2)


def test_text_between_the_parts_keeps_them_apart() -> None:
    lower = Sheet(5).text(50, 40, "（２）小規模企業者").ruled(XS, [60, 90, 120], [["業種", "定義"], ["小売業", "５人以下"]])
    assert len(join_tables(*_read(_upper(), lower))) == 2


def test_another_header_is_another_table() -> None:
    lower = Sheet(5).ruled(XS, [60, 90, 120], [["組織形態", "要件"], ["組合", "３０人以下"]])
    assert [t.table_no for t in join_tables(*_read(_upper(), lower))] == [1, 2]


def test_other_columns_are_another_table() -> None:
    lower = Sheet(5).ruled([50, 220, 400], [60, 90, 120], [["小売業", "５０人以下"], ["他", "９人以下"]])
    assert len(join_tables(*_read(_upper(), lower))) == 2


def test_running_footers_do_not_stand_between() -> None:
    upper = _upper().text(400, 775, "令和７年度公募要領 4")
    lower = Sheet(5).ruled(XS, [60, 90], [["小売業", "５０人以下"]]).text(400, 775, "令和７年度公募要領 5")
    assert len(join_tables(*_read(upper, lower))) == 1


def test_without_pages_position_decides() -> None:
    tables, _ = _read(_upper(), Sheet(5).ruled(XS, [60, 90], [["小売業", "５０人以下"]]))
    assert len(join_tables(tables)) == 1
    tables, _ = _read(_upper(), Sheet(5).ruled(XS, [360, 390], [["小売業", "５０人以下"]]))
    assert len(join_tables(tables)) == 2


def test_a_row_that_a_page_break_cuts_is_one_row() -> None:
    upper = Sheet(4).ruled(XS, [600, 650, 700, 750], [["枠", "上限額"], ["甲枠", "300万円"], ["乙", "700万円（小規模"]])
    lower = Sheet(5).ruled(XS, [60, 90, 120], [["枠", "企業者は200万円）"], ["丙枠", "100万円"]])
    (table,) = join_tables(*_read(upper, lower))
    assert table.n_rows == 4
    assert (cell_at(table, 2, 0).text, cell_at(table, 2, 1).text) == ("乙\n枠", "700万円（小規模\n企業者は200万円）")
    assert (cell_at(table, 3, 0).text, cell_at(table, 3, 0).page_no) == ("丙枠", 5)
