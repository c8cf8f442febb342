"""What stands beside a cell where labels are written once and left out below."""

from __future__ import annotations

from subsidy_rules.model.document import Cell, Table
from subsidy_rules.statements.grid import Grid


def grid_of(*rows: tuple[str, ...]) -> Grid:
    cells = tuple(Cell(row=r, col=c, text=text, header=r == 0) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Grid(Table(table_no=1, n_rows=len(rows), n_cols=len(rows[0]), header_rows=1, cells=cells))


def test_an_empty_label_means_the_one_above() -> None:
    grid = grid_of(("枠", "従業員", "上限"), ("甲", "5人以下", "10万円"), ("", "6人以上", "20万円"), ("乙", "5人以下", "30万円"))
    assert [grid.at[row, 0].text for row in range(4)] == ["枠", "甲", "甲", "乙"]


def test_an_empty_cell_under_a_header_or_beside_one_text_is_none() -> None:
    grid = grid_of(("枠", "従業員", "上限"), ("", "5人以下", "10万円"), ("甲", "6人以上", "20万円"), ("", "注", ""))
    assert [grid.at[row, 0].text for row in range(4)] == ["枠", "", "甲", ""]
