"""What several test folders share: rules and rule sets built by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import settings

from subsidy_rules.kinds import all_kinds
from subsidy_rules.model.document import Evidence, Source
from subsidy_rules.model.rule import FrameName, Review, Rule, RuleSet

# how long an example takes says nothing of what is tested: patterns are compiled by the first one that asks for them
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

MakeRule = Callable[..., Rule]
MakeRuleSet = Callable[..., RuleSet]


# what every rule of a kind says, where a test does not say otherwise
SAID: dict[str, dict[str, Any]] = {"requirement": {"obligation": "must", "of": "applicant"}, "exclusion": {"of": "applicant"}}


def _rule(
    rule_id: str,
    value: dict[str, Any],
    when: Sequence[dict[str, Any]] = (),
    *,
    quote: str = "引用",
    at: str = "表1",
    page: int | None = 3,
    **rest: Any,
) -> Rule:
    frame, kind, *_ = rule_id.split(".")
    return Rule(
        id=rule_id,
        kind=kind,
        frame=frame,
        label=rule_id,
        value=all_kinds()[kind].value_type.model_validate(SAID.get(kind, {}) | value),
        when=tuple(when),
        evidence=(Evidence(source="koubo", page=page, at=at, quote=quote),),
        confidence=0.97,
        review=rest.pop("review", Review()),
        **rest,
    )


def _ruleset(*rules: Rule, edition: str = "2025", names: dict[str, str] | None = None, sha256: str = "", **rest: Any) -> RuleSet:
    frames = {"tsujo": "通常枠", "security": "推進枠"} if names is None else names
    return RuleSet(
        programme="it-hojo",
        edition=edition,
        title=f"補助金{edition}",
        extractor="subsidy-rules 0",
        frames=tuple(FrameName(id=frame, name=name) for frame, name in frames.items()),
        sources=(Source(id="koubo", sha256=sha256 or edition, authority="official", kind="guideline", pages=9),),
        rules=tuple(sorted(rules, key=lambda rule: rule.id)),
        **rest,
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests go first: begun last, one of them would keep a single core busy while the others wait."""
    slow = {item.path for item in items if item.get_closest_marker("slow") is not None}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def make_rule() -> MakeRule:
    """A rule from its id, value and conditions; kind and frame are those of the id."""
    return _rule


@pytest.fixture(scope="session")
def make_ruleset() -> MakeRuleSet:
    """A rule set of some rules with two frames and one source."""
    return _ruleset
