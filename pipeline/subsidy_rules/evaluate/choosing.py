"""Which of several rules holds: the one with more conditions, of equal ones the better for the applicant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from subsidy_rules.evaluate.conditions import ITEM, PART, World, holds, leaves
from subsidy_rules.model.rule import Condition, Leaf, Rule

Rank = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """The rules that hold with the most conditions, and those of more conditions of which nobody knows whether they hold."""

    winners: tuple[Rule, ...] = ()
    doubts: tuple[Rule, ...] = ()


def rank(rule: Rule) -> Rank:
    """How special a rule is: its number of conditions; then a condition that lists several names counts less than one that names one."""
    found = list(leaves(rule.when))
    listed = sum(len(leaf.value) - 1 for leaf in found if isinstance(leaf, Leaf) and isinstance(leaf.value, tuple))
    return len(found), -listed


def chosen(rules: Iterable[Rule], world: World) -> Choice:
    """The choice among rules of which one can hold at a time."""
    known = [(rule, holds(plain_when(rule), world)) for rule in rules]
    true = [rule for rule, truth in known if truth is True]
    best = max(map(rank, true), default=(-1, 0))
    return Choice(
        tuple(rule for rule in true if rank(rule) == best),
        tuple(rule for rule, truth in known if truth is None and rank(rule) > best),
    )


def plain_when(rule: Rule) -> tuple[Condition, ...]:
    """The conditions of a rule without the part of the subsidy that it is about."""
    return tuple(node for node in rule.when if not (isinstance(node, Leaf) and node.fact == PART))


def of_items(rule: Rule) -> bool:
    """Whether a rule is about single items."""
    return any(isinstance(leaf, Leaf) and leaf.fact == ITEM for leaf in leaves(rule.when))


def part_of(rule: Rule) -> tuple[int, int | None] | None:
    """The marginal part of the subsidy that a rule is about, in yen: above the first up to the second; None where it is about all of it."""
    found = [leaf for leaf in rule.when if isinstance(leaf, Leaf) and leaf.fact == PART and isinstance(leaf.value, int)]
    if not found:
        return None
    low = max((int(str(leaf.value)) for leaf in found if leaf.op in ("gt", "ge")), default=0)
    high = min((int(str(leaf.value)) for leaf in found if leaf.op in ("le", "lt")), default=None)
    return low, high


def named(rules: Sequence[Rule], item: str | None, world: World) -> frozenset[str]:
    """The ids of the rules that are about this item."""
    here = world.of_item(item)
    about = [rule for rule in rules if of_items(rule)]
    return frozenset(rule.id for rule in about if all(holds(node, here) is not False for node in rule.when if _is_item(node)))


def _is_item(node: Condition) -> bool:
    return isinstance(node, Leaf) and node.fact == ITEM
