"""Rules that keep to the contract and cannot mean what they say."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.check.meaning import check_meaning
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.rule import Renamed, Review

REQUIREMENT, EXCLUSION = "tsujo.requirement.x", "tsujo.exclusion.x"
INCOME = {"fact": "taxable_income_avg_3y", "op": "gt", "value": 1500000000, "unit": "yen"}
GROWTH = {"fact": "labour_productivity_growth", "op": "ge", "value": "3", "unit": "percent"}
REFERRED = {"fact": "labour_law_referral", "op": "eq", "value": True}
STAFF = {"fact": "low_wage_staff_share", "op": "ge", "value": "30", "unit": "percent"}
BAND = {"base": "regional_min_wage", "le": 50, "unit": "yen"}


def codes(make_ruleset: Any, *rules: Any, **rest: Any) -> list[str]:
    return [finding.code for finding in check_meaning(make_ruleset(*rules, **rest))]


@pytest.mark.parametrize(
    ("rule_id", "value", "expected"),
    [
        (REQUIREMENT, {"topic": "high_income", "constraint": INCOME}, ["constraint-reversed"]),
        (REQUIREMENT, {"topic": "high_income", "constraint": INCOME, "obligation": "must_not"}, []),
        (REQUIREMENT, {"topic": "high_income", "constraint": {**INCOME, "op": "le"}}, []),
        (EXCLUSION, {"topic": "high_income", "constraint": INCOME}, []),
        (EXCLUSION, {"topic": "high_income", "constraint": {**INCOME, "op": "le"}}, ["constraint-reversed"]),
        (REQUIREMENT, {"topic": "labour_productivity", "constraint": GROWTH}, []),
        (EXCLUSION, {"topic": "labour_productivity", "constraint": GROWTH}, ["constraint-reversed"]),
        (EXCLUSION, {"topic": "labour_law_violation", "constraint": REFERRED}, []),
        (REQUIREMENT, {"topic": "labour_law_violation", "constraint": REFERRED}, ["constraint-reversed"]),
        (REQUIREMENT, {"topic": "x", "constraint": {"all": [INCOME, GROWTH]}}, ["constraint-reversed"]),
        (REQUIREMENT, {"topic": "x", "constraint": [GROWTH, INCOME]}, ["constraint-reversed"]),
        (REQUIREMENT, {"topic": "x", "constraint": {"any": [INCOME, GROWTH]}}, []),
        (REQUIREMENT, {"topic": "no_fraud"}, ["topic-denies"]),
        (EXCLUSION, {"topic": "税を納めていない"}, ["topic-denies"]),
        ("tsujo.subsidy_amount.base", {"max": 1, "max_formula": "min(base * 1/2, 1)"}, []),
        ("tsujo.subsidy_amount.base", {"max": 1, "max_formula": "min(zzz * 1/2, 1)"}, ["name-unknown"]),
        ("tsujo.schedule.report", {"event": "performance_report", "end": "earliest(completion+P30D, 2026-03-10)"}, []),
        ("tsujo.schedule.report", {"event": "performance_report", "end": "zzz+P30D"}, ["name-unknown"]),
        ("tsujo.subsidy_rate.2", {"rate": "1/2"}, ["id-order"]),
        ("tsujo.subsidy_rate.3f9c0a7be812", {"rate": "1/2"}, ["id-order"]),
    ],
)
def test_one_rule(make_rule: Any, make_ruleset: Any, rule_id: str, value: dict[str, Any], expected: list[str]) -> None:
    assert codes(make_ruleset, make_rule(rule_id, value)) == expected


def test_what_was_not_understood_is_not_sure(make_rule: Any, make_ruleset: Any) -> None:
    rule = make_rule("tsujo.subsidy_rate.base", {"rate": "1/2"}, [{"unread": "ただし、別に定める場合"}])
    assert codes(make_ruleset, rule) == ["unread-sure"]
    assert codes(make_ruleset, rule.model_copy(update={"confidence": 0.8})) == []


def test_wages_have_a_band(make_rule: Any, make_ruleset: Any) -> None:
    assert codes(make_ruleset, make_rule("tsujo.subsidy_rate.low", {"rate": "2/3"}, [STAFF])) == ["band-missing"]
    assert codes(make_ruleset, make_rule("tsujo.subsidy_rate.low", {"rate": "2/3"}, [{**STAFF, "band": BAND}])) == []


def test_a_requirement_of_what_excludes(make_rule: Any, make_ruleset: Any) -> None:
    size = {"fact": "other", "of": "投資額", "op": "ge", "value": 100, "unit": "yen"}
    both = [make_rule(name, {"topic": "x", "constraint": size}) for name in (REQUIREMENT, EXCLUSION)]
    assert codes(make_ruleset, *both) == ["requirement-excluded"]
    other = make_rule(EXCLUSION, {"topic": "x", "constraint": {**size, "op": "lt"}})
    assert codes(make_ruleset, both[0], other) == []


def test_a_box_holds_those_of_its_lines(make_rule: Any, make_ruleset: Any) -> None:
    def rule(*boxes: tuple[float, float, float, float]) -> Any:
        evidence = Evidence(source="koubo", page=3, bbox=(10, 10, 100, 40), at="1", quote="引用", boxes=boxes)
        return make_rule("tsujo.subsidy_rate.base", {"rate": "1/2"}).model_copy(update={"evidence": (evidence,)})

    assert codes(make_ruleset, rule((10, 10, 100, 20), (20, 30, 90, 40))) == []
    assert codes(make_ruleset, rule((10, 10, 100, 20), (20, 30, 90, 60))) == ["boxes-outside"]


def test_what_was_renamed_is_there(make_rule: Any, make_ruleset: Any) -> None:
    rule = make_rule("tsujo.subsidy_rate.base", {"rate": "1/2"})
    assert codes(make_ruleset, rule, renamed=(Renamed(old="tsujo.subsidy_rate.old", new=rule.id),)) == []
    assert codes(make_ruleset, rule, renamed=(Renamed(old="a.b", new="a.c"),)) == ["renamed-wrong"]


def test_rejected_rules_are_left_out(make_rule: Any, make_ruleset: Any) -> None:
    assert codes(make_ruleset, make_rule(REQUIREMENT, {"topic": "no_fraud"}, review=Review(state="rejected"))) == []


def test_every_finding_is_worded_in_both_languages(make_rule: Any, make_ruleset: Any) -> None:
    (finding,) = check_meaning(make_ruleset(make_rule(REQUIREMENT, {"topic": "high_income", "constraint": INCOME})))
    assert "taxable income more than 1,500,000,000 yen" in finding.en
    assert "15億円超" in finding.ja
