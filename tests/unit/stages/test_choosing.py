"""Which rules a command decides on, and which it leaves to a look of their own."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.model.errors import ReviewError
from subsidy_rules.model.rule import Reading, Review, RuleSet
from subsidy_rules.report.rule_rows import Filter
from subsidy_rules.stages.choosing import Asked, select_rules, select_to_approve

CAP, RATE, NEED = "tsujo.subsidy_amount.total", "tsujo.subsidy_rate.base", "security.requirement.plan"


@pytest.fixture
def ruleset(make_rule: Any, make_ruleset: Any) -> RuleSet:
    conflict = make_rule("tsujo.subsidy_amount.fought", {"max": 1}, review=Review(state="conflict"))
    conflict = conflict.model_copy(update={"readings": (Reading(value=conflict.value, evidence=conflict.evidence),)})
    made: RuleSet = make_ruleset(
        make_rule(CAP, {"max": 2}),
        make_rule(RATE, {"rate": "1/2"}, review=Review(state="stale")),
        conflict,
        make_rule(NEED, {"topic": "計画"}, [{"unread": "別に定める場合"}]),
        make_rule("security.requirement.done", {"topic": "届出"}, review=Review(state="approved", by="sato", at="2026-04-01")),
        make_rule("security.requirement.wrong", {"topic": "誤り"}, review=Review(state="rejected", by="sato", at="2026-04-01")),
    )
    return made


def ids(rules: Any) -> set[str]:
    return {rule.id for rule in rules}


def test_all_leaves_conflicts_and_limits_that_nobody_understood(ruleset: RuleSet) -> None:
    selected = select_to_approve(ruleset, Asked())
    assert ids(selected.rules) == {CAP, RATE}
    assert {(rule.id, why) for rule, why in selected.left_out} == {("tsujo.subsidy_amount.fought", "conflict"), (NEED, "unread")}


def test_a_pattern_leaves_them_too_and_an_id_does_not(ruleset: RuleSet) -> None:
    assert ids(select_to_approve(ruleset, Asked(("security.*",))).rules) == set()
    assert ids(select_to_approve(ruleset, Asked((NEED,))).rules) == {NEED}
    assert ids(select_to_approve(ruleset, Asked(("security.*", NEED))).rules) == {NEED}


def test_filters_and_names_are_both_asked(ruleset: RuleSet) -> None:
    assert ids(select_rules(ruleset, Asked(("tsujo.*",), Filter(kinds=["subsidy_rate"])))) == {RATE}
    assert ids(select_rules(ruleset, Asked(filter=Filter(states=["rejected"])))) == {"security.requirement.wrong"}
    assert select_rules(ruleset, Asked(surest=0.98)) == ()
    assert ids(select_to_approve(ruleset, Asked(filter=Filter(states=["rejected"]))).rules) == {"security.requirement.wrong"}


@pytest.mark.parametrize("name", ["tsujo", "tsujo.subsidy_rates.*", "", "*.nothing"])
def test_a_name_that_means_no_rule_stops_all(ruleset: RuleSet, name: str) -> None:
    with pytest.raises(ReviewError, match="No rule"):
        select_rules(ruleset, Asked((CAP, name)))
