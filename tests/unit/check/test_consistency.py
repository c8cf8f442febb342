"""What rules say against each other and against the calendar."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.check.consistency import lint_ruleset, wrong_dates


def leaf(fact: str, op: str, value: int | str, **rest: str) -> dict[str, Any]:
    return {"fact": fact, "op": op, "value": value, **rest}


def codes(make_rule: Any, make_ruleset: Any, *whens: list[dict[str, Any]], kind: str = "subsidy_rate") -> list[str]:
    rules = [make_rule(f"tsujo.{kind}.n{n}", {"rate": "1/2"}, when) for n, when in enumerate(whens)]
    return [finding.code for finding in lint_ruleset(make_ruleset(*rules))]


PART = "subsidy_part"
STAFF = "employees"


@pytest.mark.parametrize(
    ("whens", "expected"),
    [
        (([leaf(PART, "le", 500000)], [leaf(PART, "gt", 500000), leaf(PART, "le", 3500000)]), []),
        (([leaf(PART, "le", 500000)], [leaf(PART, "ge", 500000), leaf(PART, "le", 3500000)]), ["threshold-overlap"]),
        (([leaf(PART, "lt", 500000)], [leaf(PART, "gt", 500000)]), ["threshold-gap"]),
        (([leaf(PART, "le", 500000)], [leaf(PART, "gt", 600000)]), ["threshold-gap"]),
        (([leaf(PART, "ge", 500000)], [leaf(PART, "gt", 500000)]), ["ge-beside-gt"]),
        (([leaf("process_count", "ge", 1)], [leaf("process_count", "ge", 4)]), []),  # nested, the narrower one wins
        (([leaf(STAFF, "le", 5)], [leaf(STAFF, "ge", 6), leaf(STAFF, "le", 20)], [leaf(STAFF, "ge", 21)]), []),
        (([leaf(STAFF, "le", 5)], [leaf(STAFF, "ge", 7)]), ["threshold-gap"]),
        (([leaf(STAFF, "le", 5), leaf("item", "eq", "a")], [leaf(STAFF, "ge", 9), leaf("item", "eq", "b")]), []),  # of different items
    ],
)
def test_thresholds(make_rule: Any, make_ruleset: Any, whens: tuple[list[dict[str, Any]], ...], expected: list[str]) -> None:
    assert codes(make_rule, make_ruleset, *whens) == expected


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [
        ({"min": 50000, "max": 1500000, "max_exclusive": True}, {"min": 1500000, "max": 4500000}, []),
        ({"min": 50000, "max": 1500000}, {"min": 1500000, "max": 4500000}, ["threshold-overlap"]),
        ({"max": 1500000, "max_exclusive": True}, {"min": 1500000, "min_exclusive": True}, ["threshold-gap"]),
    ],
)
def test_amounts_that_meet(make_rule: Any, make_ruleset: Any, lower: dict[str, Any], upper: dict[str, Any], expected: list[str]) -> None:
    rules = [make_rule("tsujo.subsidy_amount.a", lower), make_rule("tsujo.subsidy_amount.b", upper)]
    assert [finding.code for finding in lint_ruleset(make_ruleset(*rules))] == expected


@pytest.mark.parametrize(
    ("kind", "value", "quote", "expected"),
    [
        ("subsidy_amount", {"min": 200, "max": 100}, "引用", "min-above-max"),
        ("subsidy_rate", {"rate": "3/2"}, "引用", "rate-impossible"),
        ("subsidy_rate", {"rate": "1/2"}, "2026年2月27日（土）まで", "weekday-wrong"),
        ("schedule", {"event": "x", "start": "2027-04", "end": "2026-09-30"}, "引用", "start-after-end"),
    ],
)
def test_units_and_dates(make_rule: Any, make_ruleset: Any, kind: str, value: dict[str, Any], quote: str, expected: str) -> None:
    rule = make_rule(f"tsujo.{kind}", value, quote=quote)
    assert [finding.code for finding in lint_ruleset(make_ruleset(rule))] == [expected]


def test_what_is_right_is_silent(make_rule: Any, make_ruleset: Any) -> None:
    rules = [
        make_rule("tsujo.schedule.a", {"event": "x", "start": "2027-04", "end": "2027-04-30"}, quote="2026年2月27日（金）"),
        make_rule("tsujo.subsidy_rate", {"rate": "1/2"}, [leaf("low_wage_months", "ge", 3, unit="month")]),
    ]
    assert lint_ruleset(make_ruleset(*rules)) == ()


def test_a_wrong_unit(make_rule: Any, make_ruleset: Any) -> None:
    rule = make_rule("tsujo.subsidy_rate", {"rate": "1/2"}, [leaf("low_wage_months", "ge", 3, unit="percent")])
    assert [finding.code for finding in lint_ruleset(make_ruleset(rule))] == ["unit-wrong"]


def test_weekdays_of_both_calendars() -> None:
    assert wrong_dates("令和8年2月27日（金）、2月27日（月）") == ()  # without a year there is no weekday to compare
    assert wrong_dates("令和8年2月27日（木）") == ("令和8年2月27日(木)",)


def test_measures_in_the_words_of_the_source_are_not_compared_with_each_other(make_rule: Any, make_ruleset: Any) -> None:
    def rule(name: str, of: str, op: str, value: int, **more: Any) -> Any:
        return make_rule(f"tsujo.subsidy_rate.{name}", {"rate": "1/2"}, [{"fact": "other", "of": of, "op": op, "value": value, **more}])

    apart = (rule("a", "投資額", "le", 100), rule("b", "売上高", "ge", 50))
    assert lint_ruleset(make_ruleset(*apart)) == ()
    other_period = (rule("a", "売上高", "le", 100, over="P1Y"), rule("b", "売上高", "ge", 50, over="P3Y"))
    assert lint_ruleset(make_ruleset(*other_period)) == ()
    same = (rule("a", "売上高", "le", 100), rule("b", "売上高", "ge", 50))
    assert [finding.code for finding in lint_ruleset(make_ruleset(*same))] == ["threshold-overlap"]
