"""Alternatives within a sentence: one rule, of which one member is enough."""

from __future__ import annotations

import pytest

from subsidy_rules.model.rule import AnyOf, Leaf
from subsidy_rules.statements.bounds import Stated
from subsidy_rules.statements.either import settle_alternatives
from subsidy_rules.statements.sentence_reading import read_sentence

CAPITAL = Leaf(fact="capital", op="le", value=8_000_000, unit="yen")
STAFF = Leaf(fact="employees", op="le", value=7, unit="person")


def stated(text: str, *bounds: tuple[str, Leaf]) -> list[Stated]:
    return [Stated(leaf.fact, leaf, (), text.index(words), text.index(words) + len(words)) for words, leaf in bounds]


def test_bounds_that_or_joins_are_one_rule() -> None:
    text = "資本金800万円以下の法人又は従業員7人以下の店であること。"
    (one,) = settle_alternatives(stated(text, ("800万円以下", CAPITAL), ("7人以下", STAFF)), (read_sentence(text),), text, "requirement")
    assert one.constraint == AnyOf(any=(CAPITAL, STAFF))


def test_a_member_without_a_bound_is_told_in_its_words() -> None:
    text = "町内に倉庫を持つ者又は従業員7人以下の店であること。"
    (one,) = settle_alternatives(stated(text, ("7人以下", STAFF)), (read_sentence(text),), text, "requirement")
    assert isinstance(one.constraint, AnyOf)
    assert [leaf.of for leaf in one.constraint.any if isinstance(leaf, Leaf)] == ["町内に倉庫を持つ者", None]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("申請者又は共同する会社の従業員が7人以下であること。", "requirement"),
        ("資本金800万円以下の法人又は従業員7人以下の店であること。", "exclusion"),
        ("町内に倉庫を持つ者又は町外の者であって、かつ従業員が7人以下であること。", "requirement"),
    ],
)
def test_names_that_or_joins_exclusions_and_what_must_hold_together_are_left_alone(text: str, role: str) -> None:
    given = stated(text, ("7人以下", STAFF))
    assert settle_alternatives(given, (read_sentence(text),), text, role) == given  # type: ignore[arg-type]
