"""What an applicant tells, as the variables `facts` and `answers` of the CEL conditions."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from subsidy_rules.evaluate.conditions import World, told_of
from subsidy_rules.evaluate.told import Told
from subsidy_rules.export.keys import FactKey, length_of


def activation(keys: Iterable[FactKey], world: World) -> dict[str, dict[str, Any]]:
    """`facts` by key and `answers` by topic; what is not told is left out. Numbers are floats, as CEL has no fractions."""
    told: dict[str, Any] = {"applicant_class": sorted(world.classes)}
    if world.item is not None:
        told["item"] = [world.item]
    if world.amount is not None:
        told["requested_amount"] = float(world.amount)
    for key in keys:
        found = told_of(key.leaf, world.case)
        value = None if found is None else _value(key, found)
        if value is not None and key.key not in ("applicant_class", *(["item"] if world.item is not None else [])):
            told[key.key] = value
        elif found is None and key.type == "boolean" and key.key in world.case.answers:
            told[key.key] = world.case.answers[key.key]
    if "industry" in world.case.facts:
        told["industry"] = [str(one.value) for one in world.case.facts["industry"]]
    return {"facts": told, "answers": dict(world.case.answers)}


def _value(key: FactKey, told: tuple[Told, ...]) -> Any:
    if key.type == "awards":
        return [award for one in told if (award := _award(one)) is not None]
    if key.type == "slugs":
        return [str(one.value) for one in told]
    values = {_plain(key, one.value) for one in told}
    return next(iter(values)) if len(values) == 1 else None


def _plain(key: FactKey, value: bool | Fraction | str) -> bool | float | None:
    if key.type == "boolean" or isinstance(value, bool):
        return value if isinstance(value, bool) and key.type == "boolean" else None
    if isinstance(value, Fraction):
        return float(value) if key.type == "number" else None
    length = length_of(value)
    wanted = {"months": 0, "days": 1}.get(key.type)
    return float(length[wanted]) if length is not None and wanted is not None and not length[1 - wanted] else None


def _award(told: Told) -> dict[str, Any] | None:
    if told.value is False:
        return None
    length = length_of(told.over) if told.over else None
    months = {"months": float(length[0])} if length is not None and not length[1] else {}
    return {"award": str(told.value), **months} if told.value is not True else {**months}
