"""A grant for many costs at a time: the same arithmetic as in `grant`, in whole multiples of a part of a yen, which keeps it exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from subsidy_rules.evaluate.grant import Band, Grant, Pool, total

NOTHING, UNKNOWN = -1, -2  # amounts: under the minimum, and not known
Costs = Mapping[str | None, Any]


def totals(grant: Grant, costs: Costs, requested: Any) -> Any:
    """The amount of each row in yen, NOTHING under the minimum. `requested` is -1 where nothing is asked for."""
    if not _simple(grant):
        return _one_by_one(grant, costs, requested)
    scale = _scale(grant)
    raw = sum((_of_pool(pool, sum(costs[item] for item in pool.items) * scale, scale) for pool in grant.pools), start=np.int64(0))
    asked = np.where(requested >= 0, np.minimum(raw, requested * scale), raw)
    if grant.bands or grant.doubts:
        best = _best(grant, asked, scale)
        return np.where(best < 0, NOTHING, best // scale)
    return asked // scale


def _simple(grant: Grant) -> bool:
    """Pools without bands of their own, and bands without formulas: what most applicants have."""
    bands = (*grant.bands, *grant.doubts)
    plain = not (grant.joint or grant.cost_bands or grant.caps) and all(not (pool.bands or pool.doubts) for pool in grant.pools)
    return plain and all(band.formula is None and band.times.denominator == 1 for band in bands)


def _scale(grant: Grant) -> int:
    parts = [part.rate for pool in grant.pools for part in pool.parts]
    return lcm(*(n for rate in parts for n in (rate.numerator or 1, rate.denominator)), *(pool.members.numerator for pool in grant.pools))


def _of_pool(pool: Pool, cost: Any, scale: int) -> Any:
    members = int(pool.members)
    left, subsidy = cost // members, np.zeros_like(cost)
    for part in pool.parts:
        gain = left * part.rate.numerator // part.rate.denominator
        if part.high is not None:
            gain = np.minimum(gain, part.high * scale - subsidy)
        subsidy = subsidy + gain
        left = left - (gain * part.rate.denominator // part.rate.numerator if part.rate else left)
    return subsidy * members


def _best(grant: Grant, raw: Any, scale: int) -> Any:
    """The best of the bands that hold, no more than any that could hold instead; -1 where none lets anything through."""
    best = np.full_like(raw, -1)
    for band in grant.bands:
        best = np.maximum(best, _within(band, raw, scale, grant.raise_by))
    for band in grant.doubts:
        best = np.minimum(best, _within(band, raw, scale, grant.raise_by))
    return best


def _within(band: Band, raw: Any, scale: int, raise_by: int) -> Any:
    times = int(band.times)
    top = raw if band.high is None else np.minimum(raw, (band.high + raise_by) * times * scale)
    return np.where(top // scale >= band.low * times, top, -1)


def _one_by_one(grant: Grant, costs: Costs, requested: Any) -> Any:
    """Each different row by the exact single way."""
    items: Sequence[str | None] = list(costs)
    rows = np.stack([*(costs[item] for item in items), requested], axis=1)
    distinct, place = np.unique(rows, axis=0, return_inverse=True)
    amounts = [_single(grant, items, row) for row in distinct.tolist()]
    return np.array(amounts, dtype=np.int64)[place.reshape(-1)]


def _single(grant: Grant, items: Sequence[str | None], row: Sequence[int]) -> int:
    given = {item: Fraction(cost) for item, cost in zip(items, row, strict=False) if cost >= 0}
    asked = Fraction(row[-1]) if row[-1] >= 0 else None
    amount = total(grant, given, asked).amount
    return NOTHING if amount is None else amount
