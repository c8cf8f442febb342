"""Bounds that no programme would set: a requirement of more than so much taxable income has lost its denial."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.rule import AllOf, Constraint, Leaf, Value

_SIDES = {"ge": "high", "gt": "high", "le": "low", "lt": "low"}


def against_all_sense(kind: str, value: Value) -> Iterator[Leaf]:
    """The bounds of a requirement that only hurt, and those of an exclusion that shut out whom every programme wants."""
    if kind in ("requirement", "exclusion"):
        asked = kind == "requirement" and getattr(value, "obligation", None) == "must"
        yield from (leaf for leaf in _told(getattr(value, "constraint", None)) if _only_hurts(leaf, asked=asked))


def _told(constraint: Constraint | None) -> Iterator[Leaf]:
    """The bounds that must all hold."""
    if isinstance(constraint, Leaf):
        yield constraint
    parts = constraint.all if isinstance(constraint, AllOf) else constraint if isinstance(constraint, tuple) else ()
    for part in parts:
        yield from _told(part)


@cache
def _wanted() -> dict[str, Any]:
    """Fact → "high" or "low", whichever a programme wants, or the truth value that it wants."""
    found = {str(metric.get("fact", name)): metric["wanted"] for name, metric in load("metrics").items() if "wanted" in metric}
    return found | {name: flag["wanted"] for name, flag in load("flags").items() if "wanted" in flag}


def _only_hurts(leaf: Leaf, *, asked: bool) -> bool:
    wanted = _wanted().get(leaf.fact)
    said = leaf.value if isinstance(wanted, bool) and isinstance(leaf.value, bool) else _SIDES.get(leaf.op)
    if wanted is None or said is None:
        return False
    return bool(said != wanted if asked else said == wanted)
