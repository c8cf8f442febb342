"""Caps whose floor is told at another place: 上限額 600万円 in a table, 補助下限額は専門家活用枠が50万円です below it."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_rules.model.basis import value_data
from subsidy_rules.model.rule import Candidate

_FLOOR = frozenset({"min", "min_exclusive"})


def with_floors(group: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of one id; a cap without a floor takes the one that others of them state alone, where all of these agree."""
    floors = [candidate for candidate in group if candidate.kind == "subsidy_amount" and value_data(candidate.value).keys() <= _FLOOR]
    stated = {tuple(sorted(value_data(floor.value).items())) for floor in floors}
    if len(stated) != 1 or len(floors) == len(group):
        return list(group)
    return [one if one in floors else _with_floor(one, floors[0]) for one in group]


def _with_floor(cap: Candidate, floor: Candidate) -> Candidate:
    said = value_data(cap.value)
    if "max" not in said or "min" in said or cap.when != floor.when:
        return cap
    update = {name: getattr(floor.value, name) for name in value_data(floor.value)}
    return cap.model_copy(update={"value": cap.value.model_copy(update=update)})
