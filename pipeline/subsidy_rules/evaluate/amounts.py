"""The amount of one applicant, and what it would be where untold conditions hold."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from subsidy_rules.evaluate.answer import Alternative
from subsidy_rules.evaluate.applicant_class import INDUSTRY, NONE_OF_THEM, class_of
from subsidy_rules.evaluate.choosing import plain_when
from subsidy_rules.evaluate.conditions import CLASS, REQUESTED, World, holds, open_leaves
from subsidy_rules.evaluate.facts import bounds_of, facts_of
from subsidy_rules.evaluate.grant import Sum, total
from subsidy_rules.evaluate.money import Granted, Money, floors_in_doubt, granted
from subsidy_rules.evaluate.supposing import supposed
from subsidy_rules.evaluate.told import Case, Told
from subsidy_rules.language.vocabulary import names
from subsidy_rules.messages.message import Words, both
from subsidy_rules.model.basis import condition_data
from subsidy_rules.model.rule import AllOf, Condition, Leaf, Not, Rule
from subsidy_rules.wording.rules import when_words

_MOST_PLANS = 4096


@dataclass(frozen=True, slots=True)
class Amount:
    """What is granted. `sum` is None where nobody knows; `sure` where no untold condition could lift it above a minimum."""

    granted: Granted
    sum: Sum | None = None

    @property
    def yen(self) -> int | None:
        return self.sum.amount if self.sum is not None else None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is granted to all whom the rules on money cannot tell apart, before their costs are known.

    Attributes:
        granted: what holds.
        supposed: what holds where the untold conditions of a rule hold, or those of a minimum do not, with this in words.
        by_class: what holds for each class that is possible, where several are.
        open: the facts that leave a rule open, each with the rule.
    """

    granted: Granted
    supposed: tuple[tuple[Rule, Words, Granted], ...]
    by_class: tuple[tuple[Words, Granted], ...]
    open: tuple[tuple[Leaf, Rule], ...]


class Plans:
    """The plans of a frame by what decides on them. Many applicants have one in common, and a plan takes longer to make than to use."""

    def __init__(self, money: Money, definitions: tuple[Rule, ...]) -> None:
        self._money, self._definitions = money, definitions
        facts = facts_of(money.rules)
        defining = facts_of(definitions)
        # what is supposed of capital or staff makes another class
        classing = facts & (defining | {INDUSTRY}) - {CLASS}
        self._facts = tuple(sorted(facts | defining if classing else facts))
        self._bounds, self._exact = bounds_of([*money.rules, *(definitions if classing else ())])
        self._share_of_costs = any(getattr(rule.value, "cap_share", None) is not None for rule in money.expenses)
        self._kept: dict[object, Plan] = {}

    def of(self, world: World) -> Plan:
        """The plan of the class, facts, items and answers of a world."""
        key = self._key(world)
        plan = self._kept.get(key)
        if plan is None:
            if len(self._kept) >= _MOST_PLANS:
                self._kept.clear()
            plan = self._kept[key] = _plan(self._money, self._definitions, world)
        return plan

    def open(self, world: World) -> tuple[tuple[Leaf, Rule], ...]:
        """The facts that leave a rule open once an amount stands for the one asked for."""
        return tuple(open_facts(self._money, world)) if REQUESTED in self._facts else self.of(world.asking(None)).open

    def _key(self, world: World) -> object:
        case = world.case
        told = tuple((name, self._cells(name, case.facts[name])) for name in self._facts if name in case.facts)
        costs = tuple((name, None if not self._share_of_costs and name not in self._facts else cost) for name, cost in case.costs.items())
        return world.classes, world.amount, told, costs, frozenset(case.answers.items())

    def _cells(self, name: str, told: tuple[Told, ...]) -> tuple[object, ...]:
        """What rules see of told values: of a number only on which side of their bounds it lies."""
        bounds = self._bounds.get(name)
        if bounds is None or name in self._exact:
            return told
        return tuple(
            (bisect_left(bounds, one.value) + bisect_right(bounds, one.value), one.band, one.per, one.over)
            if isinstance(one.value, Fraction)
            else one
            for one in told
        )


def _plan(money: Money, definitions: tuple[Rule, ...], world: World) -> Plan:
    found = ((rule, when, there) for rule, when, there in supposed_worlds(money, definitions, world))
    excused = granted(money, world, open_floors=False)
    return Plan(
        granted(money, world),
        (
            *((rule, _words_of(when), granted(money, there)) for rule, when, there in found),
            *((rule, _words_of((_denied(rule),)), excused) for rule in floors_in_doubt(money, world)),
        ),
        tuple((_class_words(name), granted(money, replace(world, classes=frozenset({name})))) for name in _each_class(world)),
        tuple(open_facts(money, world)),
    )


def _denied(rule: Rule) -> Condition:
    """That the conditions of a rule do not hold."""
    when = plain_when(rule)
    node = when[0] if len(when) == 1 else AllOf(all=when)
    if isinstance(node, Leaf) and isinstance(node.value, bool):
        return node.model_copy(update={"value": not node.value})
    return node.not_ if isinstance(node, Not) else Not.model_validate({"not": node})


def amount_for(made: Granted, case: Case, requested: Fraction | None = None) -> Amount:
    """The amount, no more than is asked for."""
    if made.grant is None:
        return Amount(made)
    return Amount(made, total(made.grant, case.costs, case.number(REQUESTED) if requested is None else requested))


def alternatives(plan: Plan, case: Case, base: int | None) -> tuple[Alternative, ...]:
    """What would be granted where the untold conditions of one rule hold, the most first; only what differs from the amount."""
    found: dict[tuple[int | None, str], Alternative] = {}
    for rule, words, made in plan.supposed:
        amount = amount_for(made, case).yen
        if amount != base:
            found.setdefault((amount, words.ja), Alternative(words, amount, rule))
    known = {amount for amount, _ in found}
    for words, made in plan.by_class:
        amount = amount_for(made, case).yen
        if amount != base and amount not in known:
            found[amount, words.ja] = Alternative(words, amount)
    return tuple(sorted(found.values(), key=lambda one: (-(one.amount or 0), one.when.say("en"))))


@lru_cache(maxsize=4096)
def _words_of(when: tuple[Condition, ...]) -> Words:
    return both(lambda lang: when_words([condition_data(node) for node in when], lang))


def supposed_worlds(money: Money, definitions: tuple[Rule, ...], world: World) -> Iterator[tuple[Rule, tuple[Condition, ...], World]]:
    """Each rule whose conditions nobody knows to hold, what of them is open, and the world in which they do."""
    for rule, item in _open_rules(money, world):
        here = world.of_item(item)
        case = supposed(tuple(node for node in plain_when(rule) if holds(node, here) is not True), here)
        if case is not None:
            when = tuple(node for node in plain_when(rule) if holds(node, here) is None)
            yield rule, when, _world(case, definitions, world)


def _world(case: Case, definitions: tuple[Rule, ...], world: World) -> World:
    """The world of a case in which more is told."""
    classes = class_of(definitions, case).possible
    return replace(world, case=case, classes=classes & world.classes or classes, item=None)


def _open_rules(money: Money, world: World) -> Iterator[tuple[Rule, str | None]]:
    """The rules whose conditions nobody knows to hold, with the item that they are about."""
    for rule in money.rules:
        for item in world.case.costs or (None,):
            if holds(plain_when(rule), world.of_item(item)) is None:
                yield rule, item
                break


def _each_class(world: World) -> list[str]:
    """The classes that are possible, where several are."""
    return sorted(world.classes - {NONE_OF_THEM}) if len(world.classes) > 1 else []


def _class_words(name: str) -> Words:
    return both(lambda lang: names("applicant_classes", lang).get(name, name))


def open_facts(money: Money, world: World) -> Iterator[tuple[Leaf, Rule]]:
    """The facts that leave a rule on money open, each with the rule."""
    for rule, item in _open_rules(money, world):
        for leaf in open_leaves(plain_when(rule), world.of_item(item)):
            if isinstance(leaf, Leaf) and leaf.fact != CLASS:
                yield leaf, rule
