"""Requirements and exclusions: met, not met, or unknown."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_rules.evaluate.answer import Judged, State
from subsidy_rules.evaluate.conditions import World, holds, leaves, names_of, open_leaves
from subsidy_rules.evaluate.told import ITEMS, Case
from subsidy_rules.evaluate.truth import Truth, agreed, all_hold, any_holds, negated
from subsidy_rules.kinds.exclusion import Exclusion
from subsidy_rules.kinds.requirement import Requirement
from subsidy_rules.model.review import REVIEWED
from subsidy_rules.model.rule import Constraint, Rule

KINDS = ("requirement", "exclusion")
_DOUBTED = 0.5  # what nobody has reviewed and is more likely wrong than right decides nothing


class Judging:
    """Requirements and exclusions, each judged once for nothing told, and anew only where something is told that it hangs on.

    What comes out the same is the same object, so that what is said of it can be kept, too.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rule for rule in rules if rule.kind in KINDS)
        empty = World(Case({}), frozenset())
        self._untold = tuple(_judged(rule, empty) for rule in self._rules)
        self._by_name: dict[str, list[int]] = {}
        self._always: list[int] = []
        for n, rule in enumerate(self._rules):
            names = _names(rule)
            if names is None:
                self._always.append(n)
            for name in names or ():
                self._by_name.setdefault(name, []).append(n)
        self._kept: dict[object, Judged] = {}

    def of(self, world: World) -> tuple[Judged, ...]:
        """Each of the rules, in their order."""
        case = world.case
        told = {*case.facts, *case.answers, *(item for item in case.costs if item is not None), *((ITEMS,) if case.by_item else ())}
        anew = set(self._always).union(*(self._by_name.get(name, ()) for name in told))
        found = list(self._untold)
        for n in anew:
            found[n] = self._same(n, _judged(self._rules[n], world))
        return tuple(found)

    def _same(self, n: int, judged: Judged) -> Judged:
        return self._kept.setdefault((n, judged.state, judged.doubted, *map(id, judged.open)), judged)


def judged(rules: Sequence[Rule], world: World) -> tuple[Judged, ...]:
    """Each requirement and exclusion of these rules."""
    return tuple(_judged(rule, world) for rule in rules if rule.kind in KINDS)


def _names(rule: Rule) -> frozenset[str] | None:
    """All that can be told for or against a rule; None where more decides it: class, item, amount asked for, a formula."""
    names = {rule.id}
    for one in (rule, *other_readings(rule)):
        names.add(topic_of(one))
        for leaf in (*leaves(one.when), *leaves(constraint_of(one))):
            asked = names_of(leaf)
            if asked is None:
                return None
            names |= asked
    return frozenset(names)


def topic_of(rule: Rule) -> str:
    assert isinstance(rule.value, (Requirement, Exclusion))
    return rule.value.topic


def constraint_of(rule: Rule) -> Constraint | None:
    assert isinstance(rule.value, (Requirement, Exclusion))
    return rule.value.constraint


def _judged(rule: Rule, world: World) -> Judged:
    """How a rule stands. Where documents disagree on it, only what every reading of it says is known."""
    readings = other_readings(rule)
    own = _met(rule, world)
    met = agreed((own, *(_met(one, world) for one in readings))) if readings else None if _doubted(rule) else own
    state: State = "met" if met is True else "not_met" if met is False else "unknown"
    if state != "unknown":
        return Judged(rule, state)
    doubted = own is False and (_doubted(rule) or bool(readings))
    return Judged(rule, state, (*open_leaves(rule.when, world), *open_leaves(constraint_of(rule), world)), doubted)


def _met(rule: Rule, world: World) -> Truth:
    return any_holds((negated(_applies(rule, world)), _stated(rule, world)))


def other_readings(rule: Rule) -> tuple[Rule, ...]:
    """The rule as its other readings have it, while nobody has chosen one; the first is its own."""
    if rule.review.state != "conflict":
        return ()
    return tuple(rule.model_copy(update={"value": one.value, "when": one.when}) for one in rule.readings[1:])


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
