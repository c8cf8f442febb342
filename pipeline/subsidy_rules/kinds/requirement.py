"""requirement 申請要件: what an applicant must fulfil, with the number it must reach where the text gives one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from subsidy_rules.kinds.kind import Comparing, Kind, Material
from subsidy_rules.kinds.listing import candidate, rows_of
from subsidy_rules.language.normalise import fold
from subsidy_rules.model.document import Zone
from subsidy_rules.model.rule import Candidate, Leaf, Value
from subsidy_rules.statements.bounds import told_counts
from subsidy_rules.statements.sections import is_note

_REQUIRED = re.compile(
    r"必要がある|要件とな|必須とする|が必須|必ず.{0,40}(?:含む|有する)|を(?:含む|有する)もの(?:とする|である)|(?:申請|回|社)のみ|(?:保管|保存)(?:し|す)"
)


class Requirement(Value):
    """A topic, the bound that must hold, and whether it must or must not be so."""

    topic: str
    constraint: Leaf | None = None
    obligation: Literal["must", "must_not"] = "must"


def _find(material: Material) -> Iterator[Candidate]:
    listed = tuple(_listed(material))
    yield from listed
    known = {(c.value, c.when) for c in listed}
    yield from (c for c in _told(material) if (c.value, c.when) not in known)


def _listed(material: Material) -> Iterator[Candidate]:
    for item, stated in rows_of(material, "requirement"):
        given = {"topic": stated.topic} | ({"constraint": stated.constraint} if stated.constraint is not None else {})
        yield candidate(material, "requirement", item.clause, stated, Requirement.model_validate(given))


def _told(material: Material) -> Iterator[Candidate]:
    """Counts that running text requires of what is applied for: "…のうち1種類以上を含む必要がある"."""
    for clause in material.document.clauses:
        folded = fold(clause.text)
        if clause.zone is not Zone.BODY or clause.heading or is_note(clause) or not _REQUIRED.search(folded.text):
            continue
        for stated in told_counts(folded, material.scope):
            value = Requirement(topic=stated.topic, constraint=stated.constraint)
            yield candidate(material, "requirement", clause, stated, value, ("prose",))


def constraint_slug(topic: str, constraint: Leaf | None) -> str:
    """Topic, then fact and reference of the bound, so that two bounds of one topic have ids of their own."""
    parts = [topic] if constraint is None else [topic, constraint.fact, constraint.per]
    return ".".join(part for part in dict.fromkeys(parts) if part)


KIND = Kind(
    name="requirement",
    value_type=Requirement,
    find=_find,
    slug=lambda value: constraint_slug(value.topic, value.constraint),
    title=("requirement", "申請要件"),
    comparing=Comparing(area="eligibility", polarity="burden", identity=("topic",), stricter="worse"),
    vocabulary={"topic": "topic_names"},
)
