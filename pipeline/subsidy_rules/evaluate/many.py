"""Answers to many applicants at a time: what `evaluate` says of each, worked out once for all that the rules cannot tell apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from subsidy_rules.evaluate.amounts import supposed_worlds
from subsidy_rules.evaluate.applicant_class import CLASS, INDUSTRY, NONE_OF_THEM, Classed, class_of
from subsidy_rules.evaluate.conditions import REQUESTED, World, leaves
from subsidy_rules.evaluate.eligibility import judged, other_readings
from subsidy_rules.evaluate.evaluate import FrameRules, outside, smaller
from subsidy_rules.evaluate.facts import facts_of
from subsidy_rules.evaluate.grant import Grant
from subsidy_rules.evaluate.many_columns import Applicants
from subsidy_rules.evaluate.many_money import NOTHING, UNKNOWN, totals
from subsidy_rules.evaluate.money import floors_in_doubt, granted
from subsidy_rules.model.rule import Leaf, Rule

_STATES = {"not_met": 0, "met": 1, "unknown": 2}
_DOUBTED = 3  # unknown, and would stand against the applicant


@dataclass(slots=True)
class _Amounts:
    """Amount of each row, and whether something untold could bring it over a minimum."""

    yen: Any
    open: Any
    groups: tuple[Any, list[tuple[Grant | None, list[Grant]]]]


def answers(rules: FrameRules, applicants: Applicants) -> pd.DataFrame:
    """One row for each applicant: `class`, `eligible` (yes, no, unknown) and `amount_yen` (nothing where none is granted or known)."""
    applicants.prepare([*rules.definitions, *rules.money.rules, *rules.judged])
    classed, class_code = _classes(rules, applicants)
    requested = applicants.numbers(REQUESTED)
    amounts = _amounts(rules, applicants, classed, class_code, requested)
    judge = _Judge(rules.judged, applicants, classed, class_code)
    states = judge.of(np.where(requested >= 0, requested, amounts.yen))
    yen, states = _lowered(rules, applicants, amounts, judge, states, requested)
    failed = (states == _STATES["not_met"]).any(axis=0)
    barred = np.array([bool(outside(rules, one)) for one in classed])[class_code]
    no = failed | barred | ((yen == NOTHING) & ~amounts.open)
    single = np.array([len(one.possible) == 1 for one in classed])[class_code]
    met = (states == _STATES["met"]).all(axis=0) & single & (yen >= 0) & bool(rules.judged) & (rules.left_out == 0)
    eligible = np.where(no, "no", np.where(met, "yes", "unknown"))
    names = np.array([one.name for one in classed], dtype=object)[class_code]
    none = no | (yen < 0) | (states == _DOUBTED).any(axis=0)
    amount = pd.array(np.where(none, 0, yen), dtype="Int64")
    amount[none] = pd.NA
    return pd.DataFrame({"class": names, "eligible": eligible, "amount_yen": amount}, index=applicants.table.index)


def _classes(rules: FrameRules, applicants: Applicants) -> tuple[list[Classed], Any]:
    """The different outcomes, and which one each row has."""
    group, first = applicants.groups({CLASS, INDUSTRY, *facts_of(rules.definitions)})
    found = [class_of(rules.definitions, applicants.case(int(row))) for row in first]
    known = list({(one.possible): one for one in found}.values())
    place = {one.possible: n for n, one in enumerate(known)}
    return known, np.array([place[one.possible] for one in found], dtype=np.int64)[group]


def _amounts(rules: FrameRules, applicants: Applicants, classed: Sequence[Classed], class_code: Any, requested: Any) -> _Amounts:
    # what is supposed of capital or staff makes another class: its facts count, too
    facts = facts_of(rules.money.rules)
    facts |= {INDUSTRY, *facts_of(rules.definitions)} if facts & {"capital", "employees", INDUSTRY} else set()
    costs = applicants.costs()
    group, first = applicants.groups(facts - {REQUESTED}, [class_code, *((costs[item] >= 0).astype(np.int64) for item in costs)])
    yen, is_open = np.full(len(group), UNKNOWN, dtype=np.int64), np.zeros(len(group), dtype=bool)
    plans: list[tuple[Grant | None, list[Grant]]] = []
    for number, row in enumerate(first):
        world = World(applicants.case(int(row)), classed[class_code[row]].possible)
        plan = _plan(rules, world)
        plans.append(plan)
        here = group == number
        mine = {item: cost[here] for item, cost in costs.items() if item in world.case.costs}
        if plan[0] is not None:
            yen[here] = totals(plan[0], mine, requested[here])
        for other in plan[1]:
            is_open[here] |= totals(other, mine, requested[here]) != NOTHING
    return _Amounts(yen, is_open, (group, plans))


def _plan(rules: FrameRules, world: World) -> tuple[Grant | None, list[Grant]]:
    """The grant of a group of rows, and those that hold where what is untold turns out well."""
    worlds = [there for _, _, there in supposed_worlds(rules.money, rules.definitions, world)]
    if len(world.classes) > 1:
        worlds += [replace(world, classes=frozenset({name})) for name in sorted(world.classes - {NONE_OF_THEM})]
    grants = [granted(rules.money, there).grant for there in worlds]
    if floors_in_doubt(rules.money, world):
        grants.append(granted(rules.money, world, open_floors=False).grant)
    return granted(rules.money, world).grant, [grant for grant in grants if grant is not None]


class _Judge:
    """Judges every requirement and exclusion for all rows, each rule once for all rows that it cannot tell apart."""

    def __init__(self, rules: Sequence[Rule], applicants: Applicants, classed: Sequence[Classed], class_code: Any) -> None:
        self.rules, self.applicants, self.classed, self.class_code = rules, applicants, classed, class_code
        self.bounds = sorted({float(leaf.number) for rule in rules for leaf in _on_requested(rule) if leaf.number is not None})
        self.of_amount = np.array([bool(_on_requested(rule)) for rule in rules], dtype=bool)

    def of(self, asked: Any) -> Any:
        """The state of each rule (row of the result) for each applicant (column)."""
        found = np.empty((len(self.rules), len(asked)), dtype=np.int64)
        for number in range(len(self.rules)):
            found[number] = self.one(number, asked)
        return found

    def one(self, number: int, asked: Any) -> Any:
        rule = self.rules[number]
        facts = facts_of([rule, *other_readings(rule)])
        codes = [self.class_code] if CLASS in facts else []
        if self.of_amount[number]:
            cells = np.searchsorted(self.bounds, asked, "left") + np.searchsorted(self.bounds, asked, "right")
            codes.append(np.where(asked < 0, -1, cells))
        group, first = self.applicants.groups(facts - {CLASS, REQUESTED}, codes)
        states = [self._state(rule, int(row), int(asked[row])) for row in first]
        return np.array(states, dtype=np.int64)[group]

    def _state(self, rule: Rule, row: int, asked: int) -> int:
        case = self.applicants.case(row)
        case = replace(case, facts={name: told for name, told in case.facts.items() if name != REQUESTED})
        world = World(case, self.classed[self.class_code[row]].possible, amount=None if asked < 0 else Fraction(asked))
        (one,) = judged((rule,), world)
        return _DOUBTED if one.doubted else _STATES[one.state]


def _on_requested(rule: Rule) -> list[Leaf]:
    each = (rule, *other_readings(rule))
    found = [leaf for one in each for leaf in (*leaves(one.when), *leaves(getattr(one.value, "constraint", None)))]
    return [leaf for leaf in found if isinstance(leaf, Leaf) and leaf.fact == REQUESTED]


def _lowered(rules: FrameRules, applicants: Applicants, amounts: _Amounts, judge: _Judge, states: Any, requested: Any) -> tuple[Any, Any]:
    """Where the amount asked for is not told, the most for which no requirement fails."""
    yen, states = amounts.yen.copy(), states.copy()
    group, plans = amounts.groups
    costs = applicants.costs()
    wanting = (states == _STATES["not_met"]).any(axis=0) & (requested < 0) & (yen >= 0)
    for asked in smaller(rules.judged, int(yen.max(initial=0))):
        rows = np.flatnonzero(wanting & (asked < amounts.yen))
        if not len(rows):
            continue
        lower = np.full(len(yen), NOTHING, dtype=np.int64)
        for number in np.unique(group[rows]):
            grant = plans[number][0]
            here = rows[group[rows] == number]
            mine = {item: cost[here] for item, cost in costs.items() if (cost[here] >= 0).all()}
            if grant is not None:
                lower[here] = totals(grant, mine, np.full(len(here), asked, dtype=np.int64))
        again = states.copy()
        for number in np.flatnonzero(judge.of_amount):
            again[number] = judge.one(int(number), np.full(len(yen), asked, dtype=np.int64))
        better = np.zeros(len(yen), dtype=bool)
        better[rows] = (lower[rows] >= 0) & ~(again[:, rows] == _STATES["not_met"]).any(axis=0)
        yen[better], states[:, better] = lower[better], again[:, better]
        wanting &= ~better
    return yen, states
