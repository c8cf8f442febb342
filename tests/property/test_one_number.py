"""Changing one number anywhere in a rule set yields exactly one change; the sample editions against themselves yield none."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subsidy_rules.compare import compare_rulesets
from subsidy_rules.kinds import all_kinds
from subsidy_rules.model.basis import value_data
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.registry.load import find_programme
from subsidy_rules.stages.ingest import ingest
from subsidy_rules.stages.local import Told, gather

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = {"2024": ["it2024_gaiyou.html", "it2024_koubo_tsujo.pdf"], "2025": ["it2025_koubo_tsujo.pdf", "it2025_koubo_invoice.pdf"]}
OF_LEAVES = ("fact", "op", "unit", "over", "per", "at", "band")
NAMES = frozenset({*OF_LEAVES, "code", "name", "topic", "expense", "document", "event", "industry", "class"})


@cache
def sample(edition: str) -> RuleSet:
    programme = find_programme("it-hojo", ROOT / "sources" / "programmes")
    given_files, errors = gather([ROOT / "sources" / "samples" / name for name in SAMPLES[edition]], programme, edition, Told())
    assert errors == ()
    ruleset = ingest(programme, edition, given_files, None).ruleset
    assert ruleset is not None
    return ruleset


def numbers(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """Paths of all numbers in a JSON tree, with what each becomes."""
    if isinstance(node, dict):
        return [found for key, item in node.items() if key not in NAMES for found in numbers(item, (*path, key))]
    if isinstance(node, list):
        return [found for n, item in enumerate(node) for found in numbers(item, (*path, n))]
    if isinstance(node, bool) or node is None:
        return []
    if isinstance(node, int):
        return [(path, node + 1)]
    try:
        number = Fraction(str(node))
    except ValueError:
        return []
    return [(path, str(number / 2) if "/" in str(node) else str(int(number) + 1))]


def put(node: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy of the tree with another value at the path."""
    head, *rest = path
    new = put(node[head], tuple(rest), value) if rest else value
    return {**node, head: new} if isinstance(node, dict) else [*node[:head], new, *node[head + 1 :]]


def spots(ruleset: RuleSet) -> list[tuple[Rule, tuple[Any, ...], Any]]:
    """Every number of the rules; a conflict says what its readings say, so that its own number alone cannot change."""
    rules = [rule for rule in ruleset.rules if not rule.readings]
    return [(rule, path, value) for rule in rules for path, value in numbers(value_data(rule.value))]


@pytest.mark.parametrize("edition", SAMPLES)
def test_same_is_empty(edition: str) -> None:
    assert compare_rulesets(sample(edition), sample(edition)) == ()


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@pytest.mark.parametrize("edition", SAMPLES)
def test_one_number_is_one_change(edition: str, data: st.DataObject) -> None:
    ruleset = sample(edition)
    rule, path, value = data.draw(st.sampled_from(spots(ruleset)))
    made = all_kinds()[rule.kind].value_type.model_validate(put(value_data(rule.value), path, value))
    rules = tuple(rule.model_copy(update={"value": made}) if other is rule else other for other in ruleset.rules)
    changed = ruleset.model_copy(update={"rules": rules})
    changes = compare_rulesets(ruleset, changed)
    assert len(changes) == 1, (rule.id, path, value, [change.en for change in changes])
    assert changes[0].old is not None
    assert changes[0].old.id == rule.id
    back = compare_rulesets(changed, ruleset)
    assert len(back) == 1
