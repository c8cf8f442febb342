"""Requirements and exclusions: met, not met, or unknown."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_rules.evaluate.answer import Judged, State
from subsidy_rules.evaluate.conditions import World, holds, open_leaves
from subsidy_rules.evaluate.truth import Truth, all_hold, any_holds, negated
from subsidy_rules.kinds.exclusion import Exclusion
from subsidy_rules.kinds.requirement import Requirement
from subsidy_rules.model.review import REVIEWED
from subsidy_rules.model.rule import Constraint, Rule

KINDS = ("requirement", "exclusion")
_DOUBTED = 0.5  # what nobody has reviewed and is more likely wrong than right decides nothing


def judged(rules: Sequence[Rule], world: World) -> tuple[Judged, ...]:
    """Each requirement and exclusion of these rules."""
    return tuple(_judged(rule, world) for rule in rules if rule.kind in KINDS)


def topic_of(rule: Rule) -> str:
    assert isinstance(rule.value, (Requirement, Exclusion))
    return rule.value.topic


def constraint_of(rule: Rule) -> Constraint | None:
    assert isinstance(rule.value, (Requirement, Exclusion))
    return rule.value.constraint


def _judged(rule: Rule, world: World) -> Judged:
    told = _stated(rule, world)
    applies = _applies(rule, world)
    met = any_holds((negated(applies), told))
    doubted = _doubted(rule) and met is False
    met = None if _doubted(rule) else met
    state: State = "met" if met is True else "not_met" if met is False else "unknown"
    if state != "unknown":
        return Judged(rule, state)
    return Judged(rule, state, (*open_leaves(rule.when, world), *open_leaves(constraint_of(rule), world)), doubted)


def _doubted(rule: Rule) -> bool:
    return rule.confidence < _DOUBTED and rule.review.state not in REVIEWED


def _applies(rule: Rule, world: World) -> Truth:
    """Whether the rule is about this applicant; for a condition on an item it is enough that one of the told items is meant."""
    items = [item for item in world.case.costs if item is not None]
    return any_holds(holds(rule.when, world.of_item(item)) for item in items) if items else holds(rule.when, world)


def _stated(rule: Rule, world: World) -> Truth:
    """Whether what the rule asks for is so: its constraint, and where it has none, the answer to its topic or id."""
    value, answers = rule.value, world.case.answers
    assert isinstance(value, (Requirement, Exclusion))
    so = answers.get(rule.id, answers.get(value.topic))
    if value.constraint is not None:
        measured = holds(value.constraint, world)
        so = so if measured is None else measured
    wanted = isinstance(value, Requirement) and value.obligation == "must"
    return so if wanted else negated(so)


def together(found: Sequence[Judged]) -> Truth:
    """Whether all are met."""
    return all_hold({"met": True, "not_met": False}.get(one.state) for one in found)
