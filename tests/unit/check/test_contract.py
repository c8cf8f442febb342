"""What is wrong with a rule set."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.check.contract import check_ruleset
from subsidy_rules.model.rule import Review


def test_nothing_wrong(make_rule: Any, make_ruleset: Any) -> None:
    assert check_ruleset(make_ruleset(make_rule("tsujo.subsidy_rate", {"rate": "1/2"}))) == ()


@pytest.mark.parametrize(
    ("rule_id", "changes", "code"),
    [
        ("gone.subsidy_rate", {}, "frame-unknown"),
        ("tsujo.subsidy_rate", {"id": "other"}, "id-shape"),
        ("tsujo.subsidy_rate", {"page": 10}, "page-wrong"),
        ("tsujo.subsidy_rate", {"page": None}, "page-wrong"),
        ("tsujo.subsidy_rate", {"quote": " "}, "quote-empty"),
        ("tsujo.subsidy_rate", {"review": Review(state="approved", basis="000000000000")}, "basis-broken"),
    ],
)
def test_findings(make_rule: Any, make_ruleset: Any, rule_id: str, changes: dict[str, Any], code: str) -> None:
    name = changes.pop("id", rule_id)
    rule = make_rule(rule_id, {"rate": "1/2"}, **changes).model_copy(update={"id": name})
    assert [finding.code for finding in check_ruleset(make_ruleset(rule))] == [code]


def test_source_and_id_twice(make_rule: Any, make_ruleset: Any) -> None:
    rule = make_rule("tsujo.subsidy_rate", {"rate": "1/2"})
    lost = rule.model_copy(update={"evidence": (rule.evidence[0].model_copy(update={"source": "lost"}),)})
    stale = lost.model_copy(update={"id": "tsujo.subsidy_rate.old", "review": Review(state="stale", was="approved")})
    assert [finding.code for finding in check_ruleset(make_ruleset(rule, rule))] == ["id-twice"]
    assert [finding.code for finding in check_ruleset(make_ruleset(lost, stale))] == ["source-unknown"]
