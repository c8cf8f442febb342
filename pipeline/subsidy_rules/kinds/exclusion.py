"""exclusion 対象外事業者: who cannot apply although everything else fits."""

from __future__ import annotations

from collections.abc import Iterable

from subsidy_rules.kinds.kind import Comparing, Kind, Material
from subsidy_rules.kinds.topics import constraint_slug
from subsidy_rules.messages.message import message
from subsidy_rules.model.rule import Candidate, Constraint, Subject, Value
from subsidy_rules.wording.rules import topic_words


class Exclusion(Value):
    """What excludes an applicant or a project, and the condition on which it does."""

    topic: str
    of: Subject
    constraint: Constraint | None = None


def _find(material: Material) -> Iterable[Candidate]:
    from subsidy_rules.kinds.finding.exclusion import find

    return find(material)


KIND = Kind(
    name="exclusion",
    value_type=Exclusion,
    find=_find,
    slug=lambda value: constraint_slug(value.topic, value.constraint),
    title=message("exclusion"),
    comparing=Comparing(area="eligibility", polarity="burden", identity=("topic",), stricter="better"),
    words=topic_words,
)
