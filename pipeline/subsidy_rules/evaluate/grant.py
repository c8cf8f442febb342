"""A grant: the rates, caps and minimums that hold for one applicant, apart from what its project costs; and what they come to.

All is exact: `Fraction` in between, whole yen at the end, rounded down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from subsidy_rules.model.formula import Expression, calculate
from subsidy_rules.model.rule import Rule

Costs = Mapping[str | None, Fraction]
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Part:
    """A rate and the part of the subsidy that it is for: above `low` up to `high` yen, None without end."""

    rate: Fraction
    low: int = 0
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Bounds of a subsidy in yen, inclusive; None where there is none. `formula` is a further cap of named costs."""

    rule: Rule
    low: int = 0
    high: int | None = None
    formula: Expression | None = None
    times: Fraction = Fraction(1)

    def of(self, raw: Fraction, costs: Mapping[str, Fraction]) -> Fraction | None:
        """The most of `raw` that the band lets through; None under its minimum, or where its formula names what is not told."""
        caps = [raw] if self.high is None else [raw, self.high * self.times]
        if self.formula is not None:
            cap = calculate(self.formula, dict(costs))
            if cap is None:
                return None
            caps.append(cap)
        top = min(caps)
        return top if top // 1 >= self.low * self.times else None


@dataclass(frozen=True, slots=True)
class Pool:
    """Items that share a rate and caps. Without `bands` it has no cap of its own.

    `doubts` are bands that could hold instead and are lower; the least counts. `members`: the parts and bands are for each of so many.
    """

    items: tuple[str | None, ...]
    parts: tuple[Part, ...]
    bands: tuple[Band, ...] = ()
    doubts: tuple[Band, ...] = ()
    members: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Grant:
    """All pools; caps over several of them; the bands of the whole, of which the best holds; `raise_by` lifts their caps.

    `cost_bands` limit what counts as cost. `caps` limit single items: (items, most yen that count of them together).
    """

    pools: tuple[Pool, ...]
    joint: tuple[tuple[tuple[str, ...], int], ...] = ()
    bands: tuple[Band, ...] = ()
    doubts: tuple[Band, ...] = ()
    raise_by: int = 0
    cost_bands: tuple[Band, ...] = ()
    caps: tuple[tuple[tuple[str | None, ...], Fraction], ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """What a grant comes to. `amount` is None under the minimum `least`, whose band is `under`."""

    amount: int | None
    raw: Fraction
    under: Band | None = None


def total(grant: Grant, costs: Costs, requested: Fraction | None = None) -> Sum:
    """What is granted for these costs, no more than is asked for."""
    counted = _counted(grant, costs)
    names = {str(item): cost for item, cost in counted.items() if item is not None} | {"cost": sum(counted.values(), ZERO)}
    for band in grant.cost_bands:
        if sum(counted.values(), ZERO) < band.low:
            return Sum(None, ZERO, band)
    given: dict[tuple[str | None, ...], Fraction] = {}
    for pool in grant.pools:
        raw = _of_pool(pool, sum((counted[item] for item in pool.items), ZERO))
        if (pool.bands or pool.doubts) and raw > 0:
            best = _best(pool.bands, pool.doubts, raw / pool.members, names)
            if best is None and len(grant.pools) == 1:
                return Sum(None, raw, (pool.bands or pool.doubts)[0])
            raw = (best or ZERO) * pool.members
        given[pool.items] = raw
    raw = _joined(grant, given)
    if requested is not None:
        raw = min(raw, requested)
    if grant.bands or grant.doubts:
        best = _best(_raised(grant.bands, grant.raise_by), _raised(grant.doubts, grant.raise_by), raw, names)
        if best is None:
            return Sum(None, raw, _lowest(grant.bands or grant.doubts))
        raw = best
    return Sum(int(raw // 1), raw)


def _counted(grant: Grant, costs: Costs) -> dict[str | None, Fraction]:
    """The costs as far as they count: within the caps of expenses, then within that of all costs."""
    counted = dict(costs)
    limits = [*grant.caps, *((tuple(counted), Fraction(band.high)) for band in grant.cost_bands if band.high is not None)]
    for items, most in limits:
        over = sum((counted[item] for item in items), ZERO) - most
        for item in reversed(items):
            if over > 0:
                taken = min(over, counted[item])
                counted[item], over = counted[item] - taken, over - taken
    return counted


def _of_pool(pool: Pool, cost: Fraction) -> Fraction:
    """The subsidy by the rates: each part takes as much of the cost as it needs to be full."""
    left, subsidy = cost / pool.members, ZERO
    for part in pool.parts:
        gain = left * part.rate
        if part.high is not None:
            gain = min(gain, part.high - subsidy)
        subsidy += gain
        left -= gain / part.rate if part.rate else left
    return subsidy * pool.members


def _best(bands: Sequence[Band], doubts: Sequence[Band], raw: Fraction, names: Mapping[str, Fraction]) -> Fraction | None:
    """The best of the bands that hold, but no more than one that could hold instead."""
    values = [value for band in bands if (value := band.of(raw, names)) is not None]
    best = max(values, default=None)
    for band in doubts:
        value = band.of(raw, names)
        if value is None or best is None:
            return None
        best = min(best, value)
    return best


def _raised(bands: Sequence[Band], by: int) -> tuple[Band, ...]:
    return tuple(Band(b.rule, b.low, None if b.high is None else b.high + by, b.formula, b.times) for b in bands)


def _lowest(bands: Sequence[Band]) -> Band:
    return min(bands, key=lambda band: band.low)


def _joined(grant: Grant, given: Mapping[tuple[str | None, ...], Fraction]) -> Fraction:
    """The sum of the pools, those that share a cap within it."""
    rest = dict(given)
    raw = ZERO
    for items, cap in grant.joint:
        shared = [key for key in rest if set(key) & set(items)]
        raw += min(sum((rest.pop(key) for key in shared), ZERO), Fraction(cap))
    return raw + sum(rest.values(), ZERO)
