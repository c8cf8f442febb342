"""Sentences cut into parts: what limits them, brackets, the plain words."""

from __future__ import annotations

import pytest

from subsidy_rules.statements.sentence_parts import parts_of


@pytest.mark.parametrize(
    ("text", "provisos"),
    [
        ("会社であること。ただし、個人を除く。", ["ただし、個人を除く。"]),
        ("会社であること。※ ただし、個人を除く。", ["※ ただし、個人を除く。"]),
        ("会社であること。（５者まで。）", ["（５者まで。）"]),
        ("会社とする、ただし個人を除く。", ["ただし個人を除く。"]),
        ("会社であること（ただし個人を除く。）。", []),
        ("会社であること。写しを送ること。", []),
    ],
)
def test_what_limits_a_sentence_belongs_to_it(text: str, provisos: list[str]) -> None:
    parts = parts_of(text)
    assert [parts.quote(proviso) for proviso in parts.provisos] == provisos


def test_plain_words_are_without_brackets_marks_and_connectives() -> None:
    assert parts_of("なお、会社（個人を含む。）※２は、従業員※３が（a）５人以上であること。").plain == "会社は、従業員が(a)5人以上であること"


def test_a_bracket_that_nothing_closes_hides_no_other() -> None:
    parts = parts_of("（１の会社（個人を除く）は対象とする。")
    assert [parts.quote(bracket) for bracket in parts.brackets] == ["（個人を除く）"]
