"""requirement 申請要件: what an applicant must fulfil, with the number it must reach where the text gives one."""

from __future__ import annotations

from collections.abc import Iterable

from subsidy_rules.kinds.kind import Comparing, Kind, Material
from subsidy_rules.kinds.topics import constraint_slug
from subsidy_rules.messages.message import message
from subsidy_rules.model.rule import Candidate, Constraint, Obligation, Subject, Value
from subsidy_rules.wording.rules import topic_words


class Requirement(Value):
    """A neutral topic, whether it must or must not be so, of whom, and the condition that tells more exactly what."""

    topic: str
    obligation: Obligation
    of: Subject
    constraint: Constraint | None = None


def _find(material: Material) -> Iterable[Candidate]:
    from subsidy_rules.kinds.finding.requirement import find

    return find(material)


KIND = Kind(
    name="requirement",
    value_type=Requirement,
    find=_find,
    slug=lambda value: constraint_slug(value.topic, value.constraint),
    title=message("requirement"),
    comparing=Comparing(area="eligibility", polarity="burden", identity=("topic",), stricter="worse"),
    words=topic_words,
)
