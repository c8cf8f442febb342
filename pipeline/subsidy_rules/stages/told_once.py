"""Rules of two kinds that one sentence states with one figure: the kind that tells more of it keeps it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from subsidy_rules.model.basis import value_data
from subsidy_rules.model.rule import Candidate


def told_once(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates without requirements that say again what their sentence is read as already.

    Who must not apply for some months after an award is excluded for these months, and is not barred once more in words; within how many
    months a project is to be carried out is the schedule of the project.
    """
    beside: dict[object, list[Candidate]] = defaultdict(list)
    for one in found:
        if one.kind in ("exclusion", "schedule"):
            beside[_place(one)].append(one)
    return tuple(one for one in found if not (one.kind == "requirement" and any(_says_it(one, other) for other in beside[_place(one)])))


def _place(candidate: Candidate) -> object:
    first = candidate.evidence[0]
    return first.source, first.page, first.at, first.quote, candidate.frame


def _says_it(requirement: Candidate, other: Candidate) -> bool:
    mine, told = value_data(requirement.value), value_data(other.value)
    bound = mine.get("constraint")
    if other.kind == "exclusion":
        return bound is None and mine["obligation"] == "must_not" and _waits(told.get("constraint"))
    length = bound.get("value") if isinstance(bound, Mapping) else None
    ends = f"{told.get('duration', '')}+{told.get('end', '')}"
    return isinstance(length, str) and length.startswith("P") and length in ends.replace(",", "+").replace(")", "+").split("+")


def _waits(bound: Any) -> bool:
    return isinstance(bound, Mapping) and bound.get("fact") == "past_award" and "over" in bound
