"""Conditions of rules against what is told: True, False, or None where that leaves it open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from subsidy_rules.evaluate.awards import award_truth
from subsidy_rules.evaluate.comparing import compared
from subsidy_rules.evaluate.told import ITEMS, Case, Told, is_cost
from subsidy_rules.evaluate.truth import Truth, all_hold, any_holds, negated
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.formula import FormulaError, calculate, names_in, parse_formula
from subsidy_rules.model.rule import AllOf, AnyOf, Condition, Constraint, Leaf, Not, Unread

PART, ITEM, CLASS, REQUESTED = "subsidy_part", "item", "applicant_class", "requested_amount"
_FORMULA = re.compile(r"[a-z]")
_WITHIN = {"small_business": frozenset({"small_business", "sme"})}  # a small business is an SME, too


@dataclass(frozen=True, slots=True)
class World:
    """What conditions are held against.

    Attributes:
        case: what is told.
        classes: the classes of applicant that are possible.
        item: the item whose rate or cap is looked for; None where the money is not told by item.
        amount: the subsidy that stands for the amount asked for, where that is not told; None where it is not known.
    """

    case: Case
    classes: frozenset[str]
    item: str | None = None
    amount: Fraction | None = None

    def of_item(self, item: str | None) -> World:
        return replace(self, item=item)

    def asking(self, amount: Fraction | None) -> World:
        return replace(self, amount=amount)


def holds(node: Constraint | None, world: World) -> Truth:
    """Whether a condition, or all of several, hold; True for none."""
    if node is None:
        return True
    if isinstance(node, tuple):
        return all_hold(holds(part, world) for part in node)
    if isinstance(node, AnyOf):
        return any_holds(holds(part, world) for part in node.any)
    if isinstance(node, AllOf):
        return all_hold(holds(part, world) for part in node.all)
    if isinstance(node, Not):
        return negated(holds(node.not_, world))
    if isinstance(node, Unread):
        return world.case.answers.get(node.unread)
    return _leaf(node, world)


def open_leaves(node: Constraint | None, world: World) -> Iterator[Leaf | Unread]:
    """The leaves that leave a condition open, in its order; none where it is decided."""
    if node is None or holds(node, world) is not None:
        return
    if isinstance(node, tuple):
        parts: Sequence[Condition] = node
    elif isinstance(node, AnyOf):
        parts = node.any
    elif isinstance(node, AllOf):
        parts = node.all
    elif isinstance(node, Not):
        parts = (node.not_,)
    else:
        yield node
        return
    for part in parts:
        yield from open_leaves(part, world)


def leaves(node: Constraint | None) -> Iterator[Leaf | Unread]:
    """All leaves of a condition."""
    if isinstance(node, tuple):
        for part in node:
            yield from leaves(part)
    elif isinstance(node, (AnyOf, AllOf)):
        yield from leaves(node.any if isinstance(node, AnyOf) else node.all)
    elif isinstance(node, Not):
        yield from leaves(node.not_)
    elif node is not None:
        yield node


def names_of(leaf: Leaf | Unread) -> frozenset[str] | None:
    """The names under which something can be told of a leaf; None where it is not told under a name alone."""
    if isinstance(leaf, Unread):
        return frozenset({leaf.unread})
    formula = (
        isinstance(leaf.value, str) and leaf.number is None and leaf.op in ("ge", "gt", "le", "lt") and bool(_FORMULA.search(leaf.value))
    )
    if formula or (leaf.fact in _SPECIAL and leaf.fact != "past_award"):
        return None
    names = {leaf.fact, leaf.of or leaf.fact, slug_of(leaf.of or "") or leaf.fact}
    # where other items are told, what an item costs is told, too
    return frozenset(names | ({ITEMS} if any(map(is_cost, names)) else set()))


def _leaf(leaf: Leaf, world: World) -> Truth:
    special = _SPECIAL.get(leaf.fact)
    if special is not None:
        return special(leaf, world)
    return measured(leaf, world.case)


def measured(leaf: Leaf, case: Case) -> Truth:
    """A condition on a measure or a state that is told as it is."""
    told = _told(leaf, case)
    if told is None:
        answer = case.answers.get(leaf.of or leaf.fact)
        return None if answer is None or not isinstance(leaf.value, bool) else answer == (leaf.value == (leaf.op == "eq"))
    if isinstance(leaf.value, bool):
        said = [one.value for one in told if isinstance(one.value, bool)]
        return None if len(said) != 1 else said[0] == (leaf.value == (leaf.op == "eq"))
    if leaf.op in ("in", "not_in") or (leaf.op in ("eq", "ne") and isinstance(leaf.value, str) and _names_something(leaf)):
        return _listed(leaf, told)
    return any_or_none([_bounded(leaf, one, case) for one in told if _same_measure(leaf, one)])


def told_of(leaf: Leaf, case: Case) -> tuple[Told, ...] | None:
    """What is told of the very measure that a condition asks for, with its wages, period and reference; None where nothing is."""
    told = _told(leaf, case)
    if not told or leaf.fact == "past_award" or leaf.op in ("in", "not_in"):
        return told
    exact = leaf.fact.endswith("_share") and not isinstance(leaf.value, bool)
    return tuple(one for one in told if _same_measure(leaf, one) and (not exact or one.per == leaf.per)) or None


def _told(leaf: Leaf, case: Case) -> tuple[Told, ...] | None:
    """What is told of a measure: by its name, by that which the vocabulary has for the words of the source, or as the cost of an item."""
    name = leaf.of or leaf.fact if leaf.fact == "other" else leaf.fact
    names = (name, slug_of(name) or name) if leaf.fact == "other" else (name,)
    for one in names:
        if one in case.facts:
            return case.facts[one]
    costs = (cost for one in names if (cost := case.cost(one)) is not None)
    return next(((Told(cost),) for cost in costs), None)


def slug_of(name: str) -> str | None:
    """The slug of a measure that a document names in words; None where the vocabulary has none."""
    return _slugs().get(name)


@cache
def _slugs() -> Mapping[str, str]:
    """Name in the words of documents → slug; of a measure rather than of an item that is called the same."""
    lists = ("items", "expenses", "topic_names")
    return {str(entry["ja"]): slug for name in lists for slug, entry in load(name).items() if entry.get("ja")}


def any_or_none(truths: Sequence[Truth]) -> Truth:
    """What the only one says; unknown for none, and for several that differ."""
    return truths[0] if truths and all(truth == truths[0] for truth in truths) else None


def _names_something(leaf: Leaf) -> bool:
    return leaf.number is None and not str(leaf.value).startswith("P")


def _listed(leaf: Leaf, told: Sequence[Told]) -> Truth:
    wanted = {str(value) for value in (leaf.value if isinstance(leaf.value, tuple) else (leaf.value,))}
    found = any(str(one.value) in wanted for one in told)
    return found == (leaf.op in ("in", "eq"))


def _same_measure(leaf: Leaf, told: Told) -> bool:
    """Whether a told value is of the wages and the period that the condition means; what says nothing of them is in its sense."""
    return told.band in (None, leaf.band) and (told.over is None or leaf.over is None or told.over == leaf.over)


def _bounded(leaf: Leaf, told: Told, case: Case) -> Truth:
    bound = _bound(leaf, case)
    if bound is None or isinstance(told.value, bool):
        return None
    truth = compared(leaf.op, told.value, bound)
    if leaf.per == told.per or not leaf.fact.endswith("_share"):
        return truth
    # the share of all together is at least that of one of them, and what one holds is at most what all hold
    if told.per is None and leaf.per is not None:
        return truth if truth is (leaf.op in ("le", "lt")) else None
    return truth if truth is (leaf.op in ("ge", "gt")) and leaf.per is None else None


def _bound(leaf: Leaf, case: Case) -> Fraction | str | None:
    if leaf.number is not None:
        return Fraction(leaf.number)
    text = str(leaf.value)
    if not _FORMULA.search(text):
        return text
    try:
        formula = parse_formula(text)
    except FormulaError:
        return text
    given = {name: case.cost(name) if name not in case.facts else case.number(name) for name in names_in(formula)}
    return calculate(formula, {name: number for name, number in given.items() if number is not None})


def _class(leaf: Leaf, world: World) -> Truth:
    if leaf.at is not None:  # a class at a later moment is not what is told
        return None
    wanted = {str(value) for value in (leaf.value if isinstance(leaf.value, tuple) else (leaf.value,))}
    return any_or_none([bool(wanted & _WITHIN.get(one, frozenset({one}))) == (leaf.op in ("eq", "in")) for one in world.classes])


def _item(leaf: Leaf, world: World) -> Truth:
    if world.item is None:
        return measured(leaf, world.case)
    wanted = {str(value) for value in (leaf.value if isinstance(leaf.value, tuple) else (leaf.value,))}
    covered = {part for name in wanted for part in load("items").get(name, {}).get("covers", ())}
    return (world.item in wanted | covered) == (leaf.op in ("eq", "in"))


def _requested(leaf: Leaf, world: World) -> Truth:
    if REQUESTED in world.case.facts:
        return measured(leaf, world.case)
    return None if world.amount is None or leaf.number is None else compared(leaf.op, world.amount, Fraction(leaf.number))


def _awards(leaf: Leaf, world: World) -> Truth:
    told = world.case.facts.get("past_award")
    return None if told is None else award_truth(leaf, told)


def _business(leaf: Leaf, world: World) -> Truth:
    """The business as told; where it is not, the industry tells which businesses it cannot be."""
    if "business_type" in world.case.facts:
        return measured(leaf, world.case)
    industries = {str(told.value) for told in world.case.facts.get("industry", ())}
    wanted = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    if industries and all(industries <= set(load("business_types").get(str(name), {}).get("never_of", ())) for name in wanted):
        return leaf.op in ("not_in", "ne")
    return None


def _case(leaf: Leaf, world: World) -> Truth:
    """A case in the words of a label: known only where somebody answers it."""
    answers = [world.case.answers.get(str(value)) for value in (leaf.value if isinstance(leaf.value, tuple) else (leaf.value,))]
    truth = any_holds(answers)
    return truth if leaf.op in ("eq", "in") else negated(truth)


_SPECIAL: Mapping[str, Callable[[Leaf, World], Truth]] = {
    PART: lambda leaf, world: None,
    CLASS: _class,
    ITEM: _item,
    REQUESTED: _requested,
    "past_award": _awards,
    "business_type": _business,
    "case": _case,
}
