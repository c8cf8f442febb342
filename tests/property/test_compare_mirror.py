"""compare(a, a) is empty, compare(b, a) mirrors compare(a, b); the order of lists says nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subsidy_rules.compare import compare_rulesets
from subsidy_rules.compare.checks import all_checks
from subsidy_rules.model.change import Change
from subsidy_rules.model.rule import Rule

LEAVES = st.sampled_from(
    [
        {"fact": "process_count", "op": "ge", "value": 1},
        {"fact": "process_count", "op": "ge", "value": 4},
        {"fact": "applicant_class", "op": "eq", "value": "small_business"},
        {"fact": "item", "op": "eq", "value": "register"},
        {"fact": "item", "op": "in", "value": ["register", "pc_tablet"]},
        {"fact": "low_wage_months", "op": "ge", "value": 3, "over": "2024-10/2025-09"},
    ]
)
WHEN = st.lists(LEAVES, max_size=2, unique_by=lambda leaf: leaf["fact"])
AMOUNTS = st.fixed_dictionaries({"max": st.sampled_from([500000, 1500000, None])}, optional={"min": st.sampled_from([50000, None])})
RATES = st.fixed_dictionaries({"rate": st.sampled_from(["1/2", "2/3", "3/4"])})
ROWS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["tsujo.subsidy_amount", "security.subsidy_amount"]), AMOUNTS, WHEN),
        st.tuples(st.sampled_from(["tsujo.subsidy_rate", "common.subsidy_rate"]), RATES, WHEN),
    ),
    max_size=6,
)
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def build(make_rule: Any, make_ruleset: Any, rows: list[Any], letters: str, edition: str) -> Any:
    rules = {f"{start}.{letter}": (value, when) for letter, (start, value, when) in zip(letters, rows, strict=False)}
    return make_ruleset(*(make_rule(rule_id, value, when) for rule_id, (value, when) in rules.items()), edition=edition)


def facts(change: Change, *, mirrored: bool) -> tuple[object, ...]:
    old, new = (change.new, change.old) if mirrored else (change.old, change.new)
    check = all_checks()[change.check].mirror if mirrored else change.check
    return check, change.frame, change.kind, old.id if old else "", new.id if new else ""


@given(ROWS)
@RELAXED
def test_same_is_empty(make_rule: Any, make_ruleset: Any, rows: list[Any]) -> None:
    ruleset = build(make_rule, make_ruleset, rows, "abcdef", "2025")
    assert compare_rulesets(ruleset, ruleset) == ()


@given(ROWS, ROWS)
@RELAXED
def test_mirror(make_rule: Any, make_ruleset: Any, first: list[Any], second: list[Any]) -> None:
    old = build(make_rule, make_ruleset, first, "abcdef", "2025")
    new = build(make_rule, make_ruleset, second, "adxbey", "2026")
    forth = compare_rulesets(old, new)
    back = compare_rulesets(new, old)
    assert sorted(facts(c, mirrored=False) for c in forth) == sorted(facts(c, mirrored=True) for c in back)
    assert len({change.fingerprint for change in forth}) == len(forth)


FIGURES = st.lists(st.sampled_from(["capital", "employees"]), min_size=2, max_size=2, unique=True)


def turned(data: Any) -> Any:
    """The data with every list from behind."""
    if isinstance(data, dict):
        return {key: turned(value) for key, value in data.items()}
    return [turned(item) for item in reversed(data)] if isinstance(data, list) else data


@given(ROWS, FIGURES, st.integers(1, 9))
@RELAXED
def test_the_order_of_lists_is_no_change(make_rule: Any, make_ruleset: Any, rows: list[Any], facts: list[str], number: int) -> None:
    size = {"class": "sme", "industry": ["retail", "wholesale"], "any": [{"fact": fact, "op": "le", "value": number} for fact in facts]}
    wage = [{"fact": "other", "of": "売上高", "op": op, "value": number + n} for n, op in enumerate(("ge", "le"))]
    rows = [*rows[:4], ("tsujo.applicant_threshold", size, []), ("tsujo.requirement", {"topic": "売上高", "constraint": wage}, [])]
    old = build(make_rule, make_ruleset, rows, "abcdef", "2025")
    new = build(make_rule, make_ruleset, [(start, turned(value), turned(when)) for start, value, when in rows], "abcdef", "2026")
    assert compare_rulesets(old, new) == ()
    old = old.model_copy(update={"rules": tuple(with_second_place(rule) for rule in old.rules)})
    rules = tuple(rule.model_copy(update={"evidence": rule.evidence[::-1]}) for rule in map(with_second_place, new.rules[::-1]))
    assert compare_rulesets(old, new.model_copy(update={"rules": rules, "sources": new.sources[::-1], "frames": new.frames[::-1]})) == ()


def with_second_place(rule: Rule) -> Rule:
    """The rule as it stands in a second place as well."""
    return rule.model_copy(update={"evidence": (*rule.evidence, rule.evidence[0].model_copy(update={"at": "別の箇所"}))})
