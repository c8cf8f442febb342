"""The amount of one applicant, and what it would be where untold conditions hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from subsidy_rules.evaluate.answer import Alternative
from subsidy_rules.evaluate.applicant_class import NONE_OF_THEM, class_of
from subsidy_rules.evaluate.choosing import plain_when
from subsidy_rules.evaluate.conditions import CLASS, REQUESTED, World, holds, open_leaves
from subsidy_rules.evaluate.grant import Sum, total
from subsidy_rules.evaluate.money import Granted, Money, granted
from subsidy_rules.evaluate.supposing import supposed
from subsidy_rules.evaluate.told import Case
from subsidy_rules.messages.message import Said, Words, both
from subsidy_rules.model.basis import condition_data
from subsidy_rules.model.rule import Condition, Leaf, Rule
from subsidy_rules.wording.rules import when_words


@dataclass(frozen=True, slots=True)
class Amount:
    """What is granted. `sum` is None where nobody knows; `sure` where no untold condition could lift it above a minimum."""

    granted: Granted
    sum: Sum | None = None

    @property
    def yen(self) -> int | None:
        return self.sum.amount if self.sum is not None else None


def amount_in(money: Money, world: World, requested: Fraction | None = None) -> Amount:
    """The amount, no more than is asked for."""
    made = granted(money, world)
    if made.grant is None:
        return Amount(made)
    asked = world.case.number(REQUESTED) if requested is None else requested
    return Amount(made, total(made.grant, world.case.costs, asked))


def alternatives(money: Money, definitions: tuple[Rule, ...], world: World, base: int | None) -> tuple[Alternative, ...]:
    """What would be granted where the untold conditions of one rule hold, the most first; only what differs from the amount."""
    found: dict[tuple[int | None, str], Alternative] = {}
    for rule, when, there in supposed_worlds(money, definitions, world):
        amount = amount_in(money, there).yen
        if amount != base:
            words = _words_of(when)
            found.setdefault((amount, words.ja), Alternative(words, amount, rule))
    found.update(_by_class(money, world, base, {amount for amount, _ in found}))
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


def _by_class(money: Money, world: World, base: int | None, known: set[int | None]) -> Iterator[tuple[tuple[int | None, str], Alternative]]:
    """Amounts of the classes that are possible, where no rule has told them already."""
    from subsidy_rules.language.vocabulary import names

    if len(world.classes) < 2:
        return
    for name in sorted(world.classes - {NONE_OF_THEM}):
        amount = amount_in(money, replace(world, classes=frozenset({name}))).yen
        if amount != base and amount not in known:
            words: Said = both(lambda lang, name=name: names("applicant_classes", lang).get(name, name))  # type: ignore[misc]
            yield (amount, words.say("ja")), Alternative(words, amount)


def open_facts(money: Money, world: World) -> Iterator[tuple[Leaf, Rule]]:
    """The facts that leave a rule on money open, each with the rule."""
    for rule, item in _open_rules(money, world):
        for leaf in open_leaves(plain_when(rule), world.of_item(item)):
            if isinstance(leaf, Leaf) and leaf.fact != CLASS:
                yield leaf, rule
