"""Applicants at and around the bounds of rules: the grid on which a change of a rule shows, if it shows at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from subsidy_rules.evaluate.choosing import of_items
from subsidy_rules.evaluate.conditions import leaves
from subsidy_rules.evaluate.evaluate import FrameRules
from subsidy_rules.evaluate.many_columns import ITEM_COLUMN, Column, Columns
from subsidy_rules.evaluate.money import COUNTED_BY, amount_of, rate_of
from subsidy_rules.evaluate.told import COST, plain_value
from subsidy_rules.export.keys import key_of
from subsidy_rules.model.rule import Leaf, Rule

if TYPE_CHECKING:
    import pandas as pd

_MOST = 20_000  # rows of one grid
_UNTOLD = frozenset({"subsidy_part", "item", "applicant_class", "past_award", "case"})
_CLASSES = ("sme", "small_business", "other")


def grid(changed: Sequence[Rule], sides: Sequence[FrameRules]) -> tuple[pd.DataFrame, Columns]:
    """Applicants at, below and above each bound that the changed rules name, with costs that reach the bounds of the money."""
    import pandas as pd

    columns: dict[str, Column] = {}
    values: dict[str, list[Any]] = {}
    sizes = any(rule.kind == "applicant_threshold" for rule in changed)
    _add(columns, values, changed, around=True)
    own = set(values)
    _add(columns, values, [rule for side in sides for rule in side.money.rules], around=False)
    if sizes:
        values["industry"] = sorted({name for rule in changed for name in _industries(rule)})
    else:
        for name in ("capital", "employees"):
            values.setdefault(name, [None])
        values["applicant_class"] = list(_CLASSES)
    costs = _costs(sides)
    items = sorted({str(name) for side in sides for rule in side.money.rates for name in _items(rule)})
    values |= {f"{ITEM_COLUMN}{item}": costs for item in items[:1]} if items else {COST: costs}
    rows = _thinned(values, own)
    table = pd.DataFrame(list(product(*rows.values())), columns=list(rows), dtype=object)
    return table.dropna(axis="columns", how="all"), columns


def _add(columns: dict[str, Column], values: dict[str, list[Any]], rules: Iterable[Rule], *, around: bool) -> None:
    """Values for each measure of these rules: with `around` at, below and above each bound, else only what holds."""
    for rule in rules:
        per = getattr(rule.value, "per", None)
        if per in COUNTED_BY:
            values.setdefault(COUNTED_BY[per], [10])
        for leaf in _leaves(rule):
            if leaf.fact in _UNTOLD or leaf.fact == "requested_amount":
                continue
            key = key_of(leaf)
            columns[key] = Column(leaf.of or leaf.fact, leaf.band, leaf.per, leaf.over)
            found = values.setdefault(key, [])
            found += [value for value in _at(leaf, around) if value not in found]


def _leaves(rule: Rule) -> list[Leaf]:
    found = [*leaves(rule.when), *leaves(getattr(rule.value, "constraint", None))]
    for bounds in (getattr(rule.value, "any", None), getattr(rule.value, "all", None)):
        found += bounds or ()
    return [leaf for leaf in found if isinstance(leaf, Leaf)]


def _at(leaf: Leaf, around: bool) -> list[Any]:
    if isinstance(leaf.value, bool):
        return [False, True]
    if leaf.number is None:
        return [str(value) for value in (leaf.value if isinstance(leaf.value, tuple) else (leaf.value,))] + ([""] if around else [])
    number = Fraction(leaf.number)
    step = Fraction(1) if isinstance(leaf.value, int) else Fraction(1, 10) if "/" not in str(leaf.value) else Fraction(1, 60)
    below = [number - step] if number >= step else []
    return [_plain(value) for value in (*below, number, *([number + step] if around else []))]


def _plain(value: Fraction) -> Any:
    if value.denominator == 1:
        return int(value)
    return str(Decimal(value.numerator) / Decimal(value.denominator)) if 10 % value.denominator == 0 else str(value)


def _industries(rule: Rule) -> tuple[str, ...]:
    industry = getattr(rule.value, "industry", None) or ()
    return (industry,) if isinstance(industry, str) else tuple(industry)


def _items(rule: Rule) -> list[Any]:
    found = [leaf for leaf in rule.when if isinstance(leaf, Leaf) and leaf.fact == "item"] if of_items(rule) else []
    return [value for leaf in found for value in (leaf.value if isinstance(leaf.value, tuple) else (leaf.value,))]


def _costs(sides: Sequence[FrameRules]) -> list[int]:
    """Costs whose subsidy, by one of the rates, is at or just under one of the bounds; and one beyond all of them."""
    rates = {rate for side in sides for rule in side.money.rates if (rate := rate_of(rule).rate)}
    bounds = {bound for side in sides for rule in side.money.amounts for bound in (amount_of(rule).min, amount_of(rule).max) if bound}
    found = {int(-(-bound // rate)) for bound in bounds for rate in rates}
    return sorted({*found, *(cost - 1 for cost in found if cost > 1), 2 * max(found, default=1_000_000)})


def _thinned(values: dict[str, list[Any]], own: set[str]) -> dict[str, list[Any]]:
    """No more rows than a grid may have: the longest list loses every other value until it fits, those of the changed rules last."""
    kept = {name: sorted(found, key=_rising) for name, found in values.items() if found}
    while _size(kept) > _MOST:
        longest = max(kept, key=lambda name: (len(kept[name]) > 1 and name not in own, len(kept[name])))
        kept[longest] = kept[longest][::2]
    return kept


def _rising(value: Any) -> tuple[bool, Fraction, str]:
    """Numbers first, the smallest first."""
    text = str(value)
    number = plain_value(text)
    return not isinstance(number, Fraction), number if isinstance(number, Fraction) else Fraction(0), text


def _size(values: dict[str, list[Any]]) -> int:
    size = 1
    for found in values.values():
        size *= len(found)
    return size
