"""What would have to be told so that a condition holds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from subsidy_rules.evaluate.conditions import CLASS, World, holds, open_leaves
from subsidy_rules.evaluate.told import Case, Facts, Told
from subsidy_rules.model.rule import Condition, Leaf, Unread


def supposed(when: Sequence[Condition], world: World) -> Case | None:
    """The case with what is untold told so that the conditions hold; None where they cannot, or nobody knows how."""
    case = world.case
    facts: dict[str, tuple[Told, ...]] = {}
    answers = dict(case.answers)
    for node in when:
        # of several that would do, the first
        for leaf in list(open_leaves(node, world)):
            if isinstance(leaf, Unread):
                answers[leaf.unread] = True
            elif leaf.fact == CLASS and not _class_can(leaf, world):
                return None
            else:
                facts.update(_fact(leaf, facts, world))
    told = Case({**case.facts, **facts}, case.costs, answers)
    there = World(told, frozenset(str(one.value) for one in facts[CLASS]) if CLASS in facts else world.classes, world.item, world.amount)
    return told if holds(tuple(when), there) is True else None


def _class_can(leaf: Leaf, world: World) -> bool:
    return any(_wanted(leaf, name) for name in world.classes)


def _wanted(leaf: Leaf, name: str) -> bool:
    names = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    return (name in names) == (leaf.op in ("eq", "in"))


def _fact(leaf: Leaf, facts: Facts, world: World) -> dict[str, tuple[Told, ...]]:
    name = leaf.of or leaf.fact if leaf.fact == "other" else leaf.fact
    if leaf.fact == CLASS:
        return {CLASS: tuple(Told(one) for one in sorted(world.classes) if _wanted(leaf, one))[:1]}
    if leaf.op in ("ne", "not_in"):
        return {name: (Told(not leaf.value),) if isinstance(leaf.value, bool) else ()}
    value: bool | Fraction | str | None
    if isinstance(leaf.value, bool):
        value = leaf.value
    elif leaf.number is not None:
        value = Fraction(leaf.number) + {"gt": 1, "lt": -1}.get(leaf.op, 0)
        before = facts.get(name)
        if before and leaf.op in ("le", "lt"):
            return {name: before}  # the lower bound of the same measure was taken already
    else:
        value = str(leaf.value[0]) if isinstance(leaf.value, tuple) else str(leaf.value)
    return {name: (Told(value, leaf.band, leaf.per, leaf.over),)}
