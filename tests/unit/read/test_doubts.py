"""Figures that cannot be right are told and read as no value."""

from __future__ import annotations

import pytest

from subsidy_rules.read.document import read_document


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("締切は2026年4月31日とする。", ["no_such_date"]),
        ("締切は令和8年（2025年）4月30日とする。", ["era_disagrees"]),
        ("補助上限額は0円とする。", ["zero_limit"]),
        ("交付額は〇円以内とする。", ["zero_limit"]),
        ("補助上限額は100円とし、締切は令和8年（2026年）4月30日とする。", []),
        ("自己負担が0円となる取引は認めない。", []),
    ],
)
def test_doubtful_figures_are_told(line: str, codes: list[str]) -> None:
    document = read_document(f"# 案内\n\n## 内容\n\n{line}\n".encode(), "a.md")
    assert [problem.code for problem in document.problems] == codes


def test_a_cell_of_nothing_under_a_limit_is_told() -> None:
    document = read_document("# 案内\n\n| 区分 | 補助上限額 |\n|---|---|\n| 甲 | 0円 |\n| 乙 | 10万円 |\n".encode(), "a.md")
    assert [(problem.code, "0円" in problem.ja) for problem in document.problems] == [("zero_limit", True)]
