"""Formulas and date expressions: what the grammar takes, what it refuses, what a formula comes to."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from subsidy_rules.model.formula import (
    GRAMMAR,
    Call,
    Day,
    Duration,
    FormulaError,
    Name,
    Operation,
    calculate,
    check_comparable,
    parse_formula,
    parse_moment,
)


@pytest.mark.parametrize(
    ("text", "given", "comes_to"),
    [
        ("1 + 2 * 3", {}, 7),
        ("(1 + 2) * 3", {}, 9),
        ("10 - 4 - 3", {}, 3),
        ("base * 10/100 * 2/3", {"base": 3000000}, 200000),
        ("min((base + analysis) * 10/100, 2000000)", {"base": 30000000, "analysis": 1000000}, 2000000),
        ("max(base, analysis, 5)", {"base": 1, "analysis": 2}, 5),
        ("floor(base / 1000) * 1000", {"base": 1234567}, 1234000),
        ("value_added_cagr/2", {"value_added_cagr": 3}, Fraction(3, 2)),
    ],
)
def test_a_formula_comes_to(text: str, given: dict[str, int], comes_to: int | Fraction) -> None:
    assert calculate(parse_formula(text), {name: Fraction(value) for name, value in given.items()}) == comes_to


@pytest.mark.parametrize("text", ["base / 0", "min(base, other)", "base + other"])
def test_what_is_not_given_or_divides_by_zero_is_unknown(text: str) -> None:
    assert calculate(parse_formula(text), {"base": Fraction(1)}) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "補助対象経費の1/2",
        "base の 1/2",
        "base *",
        "* base",
        "(base",
        "base)",
        "min(base)",
        "floor(base, 1000)",
        "min base, 1",
        "average(base, 1)",
        "1.5",
        "base ** 2",
        "Base",
        "__import__('os')",
        "earliest(base, 1)",
        "base; 1",
    ],
)
def test_no_other_text_is_a_formula(text: str) -> None:
    with pytest.raises(FormulaError):
        parse_formula(text)


def test_moments() -> None:
    assert parse_moment("2026-02-27T17:00") == Day("2026-02-27T17:00")
    assert parse_moment("2027-04") == Day("2027-04")
    assert parse_moment("award_date") == Name("award_date")
    counted = Operation("+", Name("completion"), Duration("P30D"))
    assert parse_moment("completion+P30D") == counted
    assert parse_moment("earliest(completion+P30D, 2026-03-10)") == Call("earliest", (counted, Day("2026-03-10")))
    assert parse_moment("2026-01-31-P1M") == Operation("-", Day("2026-01-31"), Duration("P1M"))
    assert parse_moment("award_date+P1Y6M") == Operation("+", Name("award_date"), Duration("P1Y6M"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "事業完了後30日以内",
        "completion+30",
        "completion+completion",
        "P30D",
        "completion+P",
        "2026-13-01",
        "2026-02-30",
        "2026-02-27T25:00",
        "earliest(2026-03-10)",
        "earliest(completion, 2026-03-10)+P1D",
        "min(2026-03-10, completion)",
        "2026/03/10",
        "completion + P30D のいずれか",
    ],
)
def test_no_other_text_is_a_moment(text: str) -> None:
    with pytest.raises(FormulaError):
        parse_moment(text)


@pytest.mark.parametrize("text", ["約3", "3%", "P3X", "多め"])
def test_what_cannot_be_more_or_less(text: str) -> None:
    with pytest.raises(FormulaError):
        check_comparable(text)


def test_a_refusal_is_told_in_both_languages() -> None:
    with pytest.raises(FormulaError) as refused:
        parse_formula("base の半分")
    told = refused.value.args[0]
    assert "character 5" in told.say("en")
    assert "文字目" in told.say("ja")


def test_the_documentation_has_the_grammar() -> None:
    docs = (Path(__file__).parents[3] / "docs" / "ruleset.md").read_text(encoding="utf-8")
    assert " ".join(GRAMMAR.split()) in " ".join(docs.split())
