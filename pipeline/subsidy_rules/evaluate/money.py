"""Amounts, rates and capped expenses of a frame → the grant that they make for one applicant."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from subsidy_rules.evaluate.choosing import Choice, chosen, named, of_items, part_of, plain_when
from subsidy_rules.evaluate.conditions import ITEM, World, holds
from subsidy_rules.evaluate.grant import Band, Grant, Part, Pool
from subsidy_rules.kinds.eligible_expense import EligibleExpense
from subsidy_rules.kinds.subsidy_amount import SubsidyAmount
from subsidy_rules.kinds.subsidy_rate import SubsidyRate
from subsidy_rules.language.counted_by import parts_of_count
from subsidy_rules.model.formula import parse_formula
from subsidy_rules.model.rule import Condition, Leaf, Rule

COUNTED_BY = {"group_member": "group_members", "establishment": "establishments", "person": "persons", "day": "days", "hour": "hours"}
COUNTED_BY |= {"month": "months", "time": "times", "unit": "units", "course": "courses"}
_ONE = frozenset({"applicant", "case"})  # one application has one of these


@dataclass(frozen=True, slots=True)
class Money:
    """The rules of a frame that money depends on."""

    amounts: tuple[Rule, ...]
    rates: tuple[Rule, ...]
    expenses: tuple[Rule, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        return (*self.amounts, *self.rates, *self.expenses)


@dataclass(frozen=True, slots=True)
class Granted:
    """The grant, the rules that make it, and the facts without which there is none. `grant` is None where rate or cap are not known."""

    grant: Grant | None
    used: tuple[Rule, ...] = ()
    lacking: tuple[str, ...] = ()


def money_of(rules: Iterable[Rule]) -> Money:
    """The rules of these that money depends on."""
    kinds: dict[str, list[Rule]] = {"subsidy_amount": [], "subsidy_rate": [], "eligible_expense": []}
    for rule in rules:
        if rule.kind in kinds:
            kinds[rule.kind].append(rule)
    limited = [rule for rule in kinds["eligible_expense"] if _expense(rule).cap is not None or _expense(rule).cap_share is not None]
    return Money(tuple(kinds["subsidy_amount"]), tuple(kinds["subsidy_rate"]), tuple(limited))


def granted(money: Money, world: World, *, open_floors: bool = True) -> Granted:
    """The grant that holds for a world; what is unknown of higher rates and caps counts as not met.

    `open_floors`: minimums of which nobody knows whether they hold count, for they can only lower what is granted.
    """
    costs = world.case.costs
    lacking: list[str] = [] if costs else ["cost"]
    used: list[Rule] = []
    whole = [rule for rule in money.amounts if not of_items(rule)]
    bands, doubts = _bands(chosen(_caps(whole), world), _least(whole, world, open_floors), world, lacking)
    joint, joined = _joint(money.amounts, world)
    pools = []
    for items in _pools(money, world):
        pool, rules = _pool(money, items, world, lacking, open_floors)
        if pool is None:
            return Granted(None, tuple(used), tuple(dict.fromkeys(lacking)))
        capped = pool.bands or bands or any(set(items) & set(shared) for shared, _ in joint)
        pools.append(pool)
        used += rules
        if not capped:
            return Granted(None, tuple(used), tuple(dict.fromkeys(lacking)))
    raise_by, raising = _increase(whole, world)
    caps, capping = _expense_caps(money.expenses, world, lacking)
    used += [band.rule for band in bands] + joined + raising + capping
    if lacking:
        return Granted(None, tuple(used), tuple(dict.fromkeys(lacking)))
    grant = Grant(tuple(pools), joint, bands, doubts, raise_by, _cost_bands(whole, world), caps)
    return Granted(grant, tuple(dict.fromkeys(used)))


def amount_of(rule: Rule) -> SubsidyAmount:
    assert isinstance(rule.value, SubsidyAmount)
    return rule.value


def rate_of(rule: Rule) -> SubsidyRate:
    assert isinstance(rule.value, SubsidyRate)
    return rule.value


def _expense(rule: Rule) -> EligibleExpense:
    assert isinstance(rule.value, EligibleExpense)
    return rule.value


def _caps(rules: Iterable[Rule]) -> list[Rule]:
    """Those that say how much a subsidy may be at most."""
    out = []
    for rule in rules:
        value = amount_of(rule)
        if value.base != "cost" and value.sum_of is None and (value.max is not None or value.max_formula is not None):
            out.append(rule)
    return out


def _floors(rules: Iterable[Rule]) -> list[Rule]:
    """Those that say no more than how much it must be at least."""
    found = [(rule, amount_of(rule)) for rule in rules]
    return [rule for rule, v in found if v.min is not None and v.max is None and v.max_formula is None and v.base != "cost"]


def floors_in_doubt(money: Money, world: World) -> tuple[Rule, ...]:
    """The minimums of a whole subsidy of which nobody knows whether they hold."""
    return chosen(_floors(rule for rule in money.amounts if not of_items(rule)), world).doubts


def _least(rules: Sequence[Rule], world: World, open_floors: bool) -> int:
    """The minimum in yen of the rules that say no more than that."""
    choice = chosen(_floors(rules), world)
    return max((amount_of(rule).min or 0 for rule in (*choice.winners, *(choice.doubts if open_floors else ()))), default=0)


def _bands(choice: Choice, least: int, world: World, lacking: list[str]) -> tuple[tuple[Band, ...], tuple[Band, ...]]:
    made = [[_band(rule, least, world, lacking) for rule in rules] for rules in (choice.winners, choice.doubts)]
    return tuple(made[0]), tuple(made[1])


def _band(rule: Rule, least: int, world: World, lacking: list[str]) -> Band:
    value = amount_of(rule)
    low = value.min + value.min_exclusive if value.min is not None else 0 if "min" in value.model_fields_set else least
    high = None if value.max is None else value.max - value.max_exclusive
    formula = parse_formula(value.max_formula) if value.max_formula is not None else None
    return Band(rule, low, high, formula, _times(value.per, world, lacking))


def _times(per: str | None, world: World, lacking: list[str]) -> Fraction:
    """How often an amount is granted that is told for each of something."""
    facts = counted_facts(per)
    numbers = [world.case.number(fact) for fact in facts]
    lacking += [fact for fact, number in zip(facts, numbers, strict=True) if number is None]
    told = [number for number in numbers if number is not None]
    return math.prod(told, start=Fraction(1)) / parts_of_count(per)[0] if per and len(told) == len(numbers) else Fraction(1)


def counted_facts(per: str | None) -> tuple[str, ...]:
    """What must be told of an application to know how often an amount is granted; nothing where it is granted once.

    >>> counted_facts("person_day"), counted_facts("applicant"), counted_facts(None)
    (('persons', 'days'), (), ())
    """
    units = parts_of_count(per)[1] if per else ()
    return tuple(COUNTED_BY.get(unit, unit) for unit in units if unit not in _ONE)


def _pools(money: Money, world: World) -> list[tuple[str | None, ...]]:
    """The told items by the rules that name them: those of the same rules share rate and caps, those that none names are one pool."""
    pools: dict[frozenset[str], list[str | None]] = {}
    rules = (*money.rates, *(rule for rule in money.amounts if amount_of(rule).sum_of is None))
    for item in world.case.costs or {None: Fraction(0)}:
        pools.setdefault(named(rules, item, world) if item is not None else frozenset(), []).append(item)
    return [tuple(items) for items in pools.values()]


def _pool(
    money: Money, items: tuple[str | None, ...], world: World, lacking: list[str], open_floors: bool
) -> tuple[Pool | None, list[Rule]]:
    here = world.of_item(items[0])
    parts, used = _parts(money.rates, here)
    if not parts:
        lacking += ["item"] if any(map(of_items, money.rates)) and items[0] is None else []
        return None, []
    own = [rule for rule in money.amounts if of_items(rule) and holds(_item_only(rule), here) is True]
    bands, doubts = _bands(chosen(_caps(own), here), _least(own, here, open_floors), here, lacking)
    if not bands and _caps(own):
        return None, []  # it has a cap, and nobody knows which
    members = _members(bands)
    one = Fraction(1)
    if members != one:
        bands = tuple(Band(b.rule, b.low, b.high, b.formula, b.times / members) for b in bands if b.times == members)
        doubts = tuple(Band(b.rule, b.low, b.high, b.formula, b.times / members) for b in doubts)
    return Pool(items, parts, bands, doubts, members), [*used, *(band.rule for band in bands)]


def _item_only(rule: Rule) -> tuple[Condition, ...]:
    return tuple(node for node in rule.when if isinstance(node, Leaf) and node.fact == ITEM)


def _members(bands: Sequence[Band]) -> Fraction:
    """How many members share the pool, each with parts and a cap of its own."""
    return max((band.times for band in bands if amount_of(band.rule).per == "group_member"), default=Fraction(1))


def _parts(rates: Sequence[Rule], world: World) -> tuple[tuple[Part, ...], list[Rule]]:
    """The rates, by the parts of the subsidy that they are for; none where nobody knows which rate holds."""
    by_part: dict[tuple[int, int | None] | None, list[Rule]] = {}
    for rule in rates:
        by_part.setdefault(part_of(rule), []).append(rule)
    parts: list[Part] = []
    used: list[Rule] = []
    at = 0
    for span in sorted((span for span in by_part if span is not None), key=lambda span: (span[0], span[1] or 0)):
        choice = chosen(by_part[span], world)
        if choice.winners and span[0] <= at and (span[1] is None or span[1] > at):
            parts.append(Part(_rate(choice), span[0], span[1]))
            used += choice.winners
            at = span[1] or at
    if parts:
        return tuple(parts), used
    choice = chosen(by_part.get(None, ()), world)
    return ((Part(_rate(choice)),), list(choice.winners)) if choice.winners else ((), [])


def _rate(choice: Choice) -> Fraction:
    """The best of the rates that hold, but no more than one of more conditions that could hold instead."""
    rates = [max(_share(rule) for rule in choice.winners), *(_share(rule) for rule in choice.doubts)]
    return min(rates)


def _share(rule: Rule) -> Fraction:
    """The rate; a fixed sum without one pays the cost up to its cap."""
    rate = rate_of(rule).rate
    return Fraction(1) if rate is None else rate


def _joint(amounts: Sequence[Rule], world: World) -> tuple[tuple[tuple[tuple[str, ...], int], ...], list[Rule]]:
    found = [rule for rule in amounts if amount_of(rule).sum_of and amount_of(rule).max is not None]
    holding = [rule for rule in found if holds(tuple(n for n in plain_when(rule) if n not in _item_only(rule)), world) is not False]
    return tuple((amount_of(rule).sum_of or (), amount_of(rule).max or 0) for rule in holding), holding


def _increase(rules: Sequence[Rule], world: World) -> tuple[int, list[Rule]]:
    winners = chosen((rule for rule in rules if amount_of(rule).max_increase is not None), world).winners
    return max((amount_of(rule).max_increase or 0 for rule in winners), default=0), list(winners)


def _cost_bands(rules: Sequence[Rule], world: World) -> tuple[Band, ...]:
    found = [rule for rule in rules if amount_of(rule).base == "cost"]
    known = [rule for rule in found if holds(plain_when(rule), world) is True]
    bands = []
    for rule in known:
        value = amount_of(rule)
        low = value.min + value.min_exclusive if value.min is not None else 0
        bands.append(Band(rule, low, None if value.max is None else value.max - value.max_exclusive))
    return tuple(bands)


def _expense_caps(
    rules: Sequence[Rule], world: World, lacking: list[str]
) -> tuple[tuple[tuple[tuple[str | None, ...], Fraction], ...], list[Rule]]:
    """How much of single items counts as cost: those whose conditions may hold, as they lower what is granted."""
    costs: Mapping[str | None, Fraction] = world.case.costs
    caps: list[tuple[tuple[str | None, ...], Fraction]] = []
    used: list[Rule] = []
    for rule in rules:
        value = _expense(rule)
        if value.per not in (None, "group_member", *_ONE):
            continue  # for a day or a person: nobody tells how many
        kind, _, other = value.expense.partition("other_than_")
        items = tuple(item for item in costs if item is not None and (item != other if other and not kind else item == value.expense))
        if not items or holds(rule.when, world.of_item(items[0])) is False:
            continue
        most = [Fraction(value.cap) * _times(value.per, world, lacking)] if value.cap is not None else []
        most += [value.cap_share * sum(costs.values(), Fraction(0))] if value.cap_share is not None else []
        caps.append((items, min(most)))
        used.append(rule)
    return tuple(caps), used
