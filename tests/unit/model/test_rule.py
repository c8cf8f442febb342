"""What a rule set says of itself."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.model.rule import Review, State


@pytest.mark.parametrize(
    ("states", "status"),
    [
        ([], "draft"),
        (["approved"], "reviewed"),
        (["approved", "edited", "rejected"], "reviewed"),
        (["approved", "draft"], "draft"),
        (["approved", "stale"], "draft"),
        (["conflict"], "draft"),
    ],
)
def test_a_set_is_reviewed_when_it_has_rules_and_none_is_open(states: list[State], status: str, make_rule: Any, make_ruleset: Any) -> None:
    rules = [
        make_rule(f"tsujo.subsidy_rate.r{n}", {"rate": "1/2"}, review=Review(state=state, by="a", at="2026-04-01"))
        for n, state in enumerate(states)
    ]
    assert make_ruleset(*rules).status == status
