"""Characters of a cell → its text in reading order."""

from __future__ import annotations

from subsidy_rules.model.layout import Char
from subsidy_rules.tables.cells import text_of


def level(words: str, x: float, top: float, order: int) -> list[Char]:
    return [Char(sign, x + 10 * n, top, x + 10 * n + 10, top + 10, order + n, "") for n, sign in enumerate(words)]


def stack(words: str, x: float, top: float, order: int) -> list[Char]:
    return [Char(sign, x, top + 10 * n, x + 10, top + 10 * n + 10, order + n, "") for n, sign in enumerate(words)]


def test_level_lines_from_top_to_bottom_however_they_were_written() -> None:
    assert text_of([*level("二行目", 0, 20, 0), *level("一行目", 0, 0, 10)]) == "一行目\n二行目"


def test_columns_of_vertical_text_as_written() -> None:
    assert text_of([*stack("補助", 20, 0, 0), *stack("対象", 0, 0, 2)]) == "補助\n対象"


def test_a_stack_left_of_its_line_comes_before_it_whenever_it_was_written() -> None:
    assert text_of([*level("以下同じ書類", 40, 5, 0), *stack("・・・", 0, 0, 50)]) == "・・・\n以下同じ書類"


def test_a_stack_right_of_its_lines_comes_after_them() -> None:
    assert text_of([*level("一行目", 0, 0, 0), *level("二行目", 0, 12, 3), *stack("備考", 60, 0, 6)]) == "一行目\n二行目\n備考"
