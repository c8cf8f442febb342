"""requirement 申請要件: what an applicant must fulfil, with the number it must reach where the text gives one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from subsidy_rules.kinds.kind import Kind, Material
from subsidy_rules.kinds.listing import candidate, rows_of
from subsidy_rules.rule import Candidate, Leaf, Value


class Requirement(Value):
    """A topic, the bound that must hold, and whether it must or must not be so."""

    topic: str
    constraint: Leaf | None = None
    obligation: Literal["must", "must_not"] = "must"


def _find(material: Material) -> Iterator[Candidate]:
    for item, stated in rows_of(material, "requirement"):
        given = {"topic": stated.topic} | ({"constraint": stated.constraint} if stated.constraint is not None else {})
        yield candidate(material, "requirement", item.clause, stated, Requirement.model_validate(given))


def constraint_slug(topic: str, constraint: Leaf | None) -> str:
    """Topic, then fact and reference of the bound, so that two bounds of one topic have ids of their own."""
    parts = [topic] if constraint is None else [topic, constraint.fact, constraint.per]
    return ".".join(part for part in dict.fromkeys(parts) if part)


KIND = Kind(
    name="requirement",
    value_type=Requirement,
    find=_find,
    slug=lambda value: constraint_slug(value.topic, value.constraint),
)
