"""Associations by the size of their members."""

from __future__ import annotations

import pytest

from subsidy_rules.model.rule import Leaf, Unread
from subsidy_rules.statements.union_definitions import union_definition


def test_both_bounds_of_a_member_and_what_is_told_apart() -> None:
    text = "会員の３分の２以上が、200人（卸の者については、250人）以下の従業員を使用する者であって5億円未満の金額をその資本金の額とする者"
    found = union_definition(text)
    assert found is not None
    assert [(leaf.fact, leaf.op, leaf.value) for leaf in found.leaves] == [("employees", "le", 200), ("capital", "lt", 500000000)]
    assert found.both
    asked, apart = found.when
    assert isinstance(asked, Leaf)
    assert (asked.of, asked.op, asked.value) == ("会員の割合", "ge", "2/3")
    assert isinstance(apart, Unread)
    assert apart.unread == "卸の者については、250人"
    assert text[found.start : found.end] == text


def test_members_that_are_told_by_what_they_are_have_no_bounds() -> None:
    found = union_definition("構成員の半数が参加する。構成員の3分の1以上が農業を営む者")
    assert found is not None
    assert found.leaves == ()
    assert [node.unread for node in found.when if isinstance(node, Unread)] == ["農業を営む者"]


@pytest.mark.parametrize(
    "text", ["構成員の数は10人以上", "株式の3分の2以上を持つ者", "資本金の額が3億円以下の会社", "構成員の3分の2以下が従業員30人以下の者"]
)
def test_no_definition(text: str) -> None:
    assert union_definition(text) is None
