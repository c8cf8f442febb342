"""Figures whose measure the vocabulary does not name: still bounds, of what the sentence calls them (`fact: other`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from subsidy_rules.model.reading import Figure, Reading
from subsidy_rules.model.rule import OTHER, AnyOf, Condition, Leaf

# Acts whose figures bound something; a figure of what is told, announced or shown as an example bounds nothing.
_BOUNDING = frozenset({"must", "must_not", "may", "is_eligible", "is_excluded", "is_paid", "is_not_paid", "gets_bonus", "gets_penalty"})
_NAME = 60
# Facts of the contract that a measure names by itself; staff that is added or raised is another measure.
_NAMED = {
    "employees": ("person", re.compile(r"^(?!.*(?:引き?上げ|増加|対象)).*(?:従業員|労働者)の?(?:総?数|人数)?$")),
    "capital": ("yen", re.compile(r"(?:資本金|出資の総額)の?額?$")),
}
# What a length of time measures when it is a bound of its own.
_LENGTHS = ("期間", "年数", "月数", "日数", "期限", "歴", "時間", "保存", "保管", "雇用", "営業", "経過")


@dataclass(frozen=True, slots=True)
class OpenBound:
    """Bounds on one measure, or on several of which one is enough; `start`, `end` as those of its figures."""

    condition: tuple[Condition, ...]
    start: int
    end: int
    unit: str


def open_bounds(reading: Reading, taken: Iterable[tuple[int, int]]) -> tuple[OpenBound, ...]:
    """The bounds of the figures of a reading that none of the `taken` stretches holds, in order.

    Both ends of a range are one bound; figures that 又は joins are one bound of which either is enough.
    """
    if reading.act not in _BOUNDING:
        return ()
    spans = tuple(taken)
    free = [f for f in reading.figures if _bounds(f) and not any(start < f.end and f.start < end for start, end in spans)]
    groups = [tuple(group) for _, group in groupby(free, key=lambda f: (f.measure, f.unit, f.per, f.over))]
    bounds = [OpenBound(tuple(map(_leaf, group)), group[0].start, group[-1].end, group[0].unit) for group in groups]
    if len(bounds) > 1 and _are_alternatives(reading, groups):
        either = AnyOf(any=tuple(leaf for bound in bounds for leaf in bound.condition))
        return (OpenBound((either,), bounds[0].start, bounds[-1].end, bounds[0].unit),)
    return tuple(bounds)


def _bounds(figure: Figure) -> bool:
    """Whether a figure bounds a measure: a length of time that is only named (3年間の計画) is what another thing is measured over."""
    if not figure.measure:
        return False
    timed = isinstance(figure.value, str) and figure.value.startswith("P")
    return not timed or (figure.op != "eq" and figure.measure.endswith(_LENGTHS))


def _leaf(figure: Figure) -> Leaf:
    named = next((fact for fact, (unit, words) in _NAMED.items() if figure.unit == unit and words.search(figure.measure)), None)
    given = {name: part for name, part in (("unit", figure.unit or None), ("per", figure.per), ("over", figure.over)) if part is not None}
    what = {"fact": named} if named else {"fact": OTHER, "of": figure.measure[:_NAME]}
    return Leaf.model_validate({**what, "op": figure.op, "value": figure.value, **given})


def _are_alternatives(reading: Reading, groups: Sequence[Sequence[Figure]]) -> bool:
    """Whether the figures stand in different members of what 又は joins."""
    values = [str(figure.measure) for group in groups for figure in group]
    return bool(reading.alternatives) and all(any(value in member for member in reading.alternatives) for value in values)
