"""Header rows, header columns and the paths of cells, with and without knowledge of shading."""

from __future__ import annotations

import pytest

from subsidy_rules.tables import mark_headers
from unit.tables.table_pages import cell_at, table_from

FRAMES = [
    ["枠", "通常枠", "<", "推進枠"],
    ["補助額", "５万円～１５０万円未満", "１５０万円以上", "５万円～"],
    ["補助率", "１／２以内", "<", "２／３以内"],
]


def test_words_above_quantities_are_headers() -> None:
    table = mark_headers(table_from(FRAMES))
    assert (table.header_rows, table.header_cols) == (1, 1)
    assert cell_at(table, 1, 2).header_path == ("補助額", "通常枠")
    assert cell_at(table, 2, 1).header_path == ("補助率", "通常枠")
    assert cell_at(table, 0, 1).header and cell_at(table, 2, 0).header and not cell_at(table, 1, 1).header


def test_two_header_rows_and_a_band_of_labels_within_a_row_header() -> None:
    table = mark_headers(
        table_from(
            [
                ["枠", "インボイス枠", "<", "<", "連携枠"],
                ["類型", "対応類型", "<", "電子取引類型", "-"],
                ["補助額", "ＩＴツール", "<", "ＩＴツール", "経費による"],
                ["^", "うち５０万円部分", "うち５０万円超", "～３５０万円", "～３，０００万円"],
                ["補助率", "３／４以内", "２／３以内", "２／３以内", "２／３以内"],
            ]
        )
    )
    assert (table.header_rows, table.header_cols) == (2, 1)
    assert cell_at(table, 4, 2).col_path == ("インボイス枠", "対応類型")
    assert not cell_at(table, 3, 1).header
    assert cell_at(table, 3, 2).row_path == ("補助額",)


def test_a_unit_in_the_head_of_bare_numbers_makes_a_header() -> None:
    table = mark_headers(table_from([["枠", "上限額（千円）", "担当"], ["甲枠", "1,500", "商工課"], ["乙枠", "12,000", "農政課"]]))
    assert table.header_rows == 1
    assert cell_at(table, 2, 1).header_path == ("乙枠", "上限額（千円）")


def test_line_breaks_are_left_out_of_paths() -> None:
    table = mark_headers(table_from([["区分", "補助\n上限額"], ["小規模\n事業者", "５０万円"]]))
    assert cell_at(table, 1, 1).header_path == ("小規模事業者", "補助上限額")


def test_label_and_value_without_a_header_row() -> None:
    table = mark_headers(table_from([["補助率", "２／３"], ["補助上限", "５０万円"], ["期間", "六か月"]]))
    assert (table.header_rows, table.header_cols) == (0, 1)
    assert cell_at(table, 0, 1).header_path == ("補助率",)


def test_shading_decides_where_it_forms_whole_rows() -> None:
    rows = [["用途", "必要な書類"], ["実在の証明", "履歴事項全部証明書"], ["実態の証明", "納税証明書"]]
    assert mark_headers(table_from(rows, frozenset({(0, 0), (0, 1)}))).header_rows == 1


def test_a_flagged_first_column_of_two_is_no_header_row() -> None:
    rows = [["概要", "事業者が取り組む設備投資を支援する"], ["要件", "登録を受けていること"]]
    table = mark_headers(table_from(rows, frozenset({(0, 0), (1, 0)})))
    assert (table.header_rows, table.header_cols) == (0, 1)


def test_marks_are_body() -> None:
    rows = [["区分", "機械装置", "外注費"], ["法人", "○", "×"], ["個人", "○", "○"]]
    table = mark_headers(table_from(rows))
    assert (table.header_rows, table.header_cols) == (1, 1)
    assert cell_at(table, 1, 2).header_path == ("法人", "外注費")


def test_company_sizes_over_amounts_are_headers() -> None:
    table = mark_headers(table_from([["従業員規模", "５人以下", "６～２０人"], ["補助上限額", "７５０万円", "１，０００万円"]]))
    assert cell_at(table, 1, 2).header_path == ("補助上限額", "６～２０人")


def test_bare_numbers_pass_the_headers_on() -> None:
    rows = [
        ["No.", "書類", "内容"],
        ["1", "決算書", "直近二期分の貸借対照表と損益計算書"],
        ["2", "計画書", "所定の様式に記入して提出するもの"],
    ]
    assert mark_headers(table_from(rows)).header_cols == 2


def test_indented_names_inherit_the_name_above() -> None:
    rows = [["業種", "<", "定義"], ["サービス業", "<", "１００人以下"], ["", "旅館業", "２００人以下"]]
    table = mark_headers(table_from(rows))
    assert table.header_cols == 2
    assert cell_at(table, 2, 2).row_path == ("サービス業", "旅館業")


def test_a_banner_heads_the_rows_below_it() -> None:
    rows = [
        ["No.", "内容", "実施者"],
        ["事前準備", "<", "<"],
        ["1", "相談をする", "申請者"],
        ["交付申請", "<", "<"],
        ["2", "申請をする", "申請者"],
    ]
    table = mark_headers(table_from(rows, frozenset({(0, 0), (0, 1), (0, 2)})))
    assert cell_at(table, 2, 2).row_path[0] == "事前準備"
    assert cell_at(table, 4, 2).row_path[0] == "交付申請"


@pytest.mark.parametrize(
    ("rows", "at", "path"),
    [
        ([["枠", "甲枠", "乙枠", "丙枠"], ["補助率", "１／２", "<", "２／３"]], (1, 1), ("補助率", "甲枠／乙枠")),
        ([["枠", "甲枠", "乙枠", "丙枠"], ["補助率", "１／２", "<", "<"]], (1, 1), ("補助率",)),
    ],
)
def test_a_cell_over_several_columns_names_them_unless_it_covers_all(
    rows: list[list[str]], at: tuple[int, int], path: tuple[str, ...]
) -> None:
    assert cell_at(mark_headers(table_from(rows)), *at).header_path == path


def test_lists_side_by_side_have_a_header_row_only() -> None:
    rows = [["対象となる例", "対象とならない例"], ["・看板作成\n・チラシ", "・名刺\n・文房具"]]
    table = mark_headers(table_from(rows, frozenset({(0, 0), (0, 1)})))
    assert (table.header_rows, table.header_cols) == (1, 0)


def test_a_flagged_name_and_what_is_said_of_it_are_no_header_row() -> None:
    flagged = frozenset({(0, 0), (1, 0), (2, 0), (1, 1), (1, 2)})
    rows = [["対象者", "町内の事業者", "<"], ["メニュー", "一般枠", "加速枠"], ["補助率", "１／２", "２／３"]]
    table = mark_headers(table_from(rows, flagged))
    assert (table.header_rows, table.header_cols) == (0, 1)
    assert cell_at(table, 2, 1).header_path == ("補助率",)
