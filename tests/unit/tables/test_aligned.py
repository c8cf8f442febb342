"""Tables of which no rule is drawn, and texts beside each other that are none."""

from __future__ import annotations

from subsidy_rules.tables import build_tables
from unit.tables.table_pages import Sheet

ROWS = [["区分", "上限額", "率"], ["甲枠", "300万円", "1/2以内"], ["乙枠", "1,200万円", "2/3以内"]]


def sheet(rows: list[list[str]], xs: tuple[float, ...] = (60.0, 200.0, 340.0)) -> Sheet:
    page = Sheet(1).text(60, 60, "次の表のとおりとする。")
    for at, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            page = page.text(x, 100 + 16 * at, text)
    return page


def test_rows_that_keep_to_columns_under_names_are_a_table() -> None:
    (table,) = build_tables(sheet(ROWS).layout)
    assert [cell.text for cell in table.cells] == [text for row in ROWS for text in row]
    assert table.confidence < 1 and "no rule is drawn" in table.reasons[0]


def test_two_columns_are_one_only_with_names_over_figures() -> None:
    (table,) = build_tables(sheet([row[:2] for row in ROWS]).layout)
    assert (table.n_rows, table.n_cols) == (3, 2)
    assert build_tables(sheet([["電話", "03-0000-0000"], ["受付", "9時から"], ["住所", "甲町1番"]]).layout) == ()


def test_long_texts_and_rows_without_figures_are_none() -> None:
    long = "左の欄の文がここで終わらずに右の欄へと続いていくように見える行1"
    assert build_tables(sheet([["左", "右"], [long, long], [long, long]], (60.0, 420.0)).layout) == ()
    assert build_tables(sheet([["甲", "乙", "丙"], ["丁", "戊", "己"], ["庚", "辛", "壬"]]).layout) == ()


def test_sizes_name_the_rows_of_sums() -> None:
    sized = [["従業員数", "補助上限額（万円）"], ["5人以下", "150"], ["6～20人", "300"], ["21人以上", "600"]]
    (table,) = build_tables(sheet(sized).layout)
    assert (table.n_rows, table.n_cols, table.header_rows) == (4, 2, 1)
    assert build_tables(sheet([["会場", "定員"], ["5人以下", "1室"], ["6～20人", "2室"], ["21人以上", "3室"]]).layout) == ()
