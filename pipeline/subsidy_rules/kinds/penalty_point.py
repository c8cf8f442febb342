"""penalty_point 減点: what costs points in the review."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_rules.kinds.kind import Comparing, Kind, Material
from subsidy_rules.messages.message import message
from subsidy_rules.model.rule import Candidate, Constraint, Value
from subsidy_rules.wording.rules import topic_words


class PenaltyPoint(Value):
    """What costs points, and the earlier award that it is about where the text names one, else the bound from which on it costs them."""

    topic: str
    constraint: Constraint | None = None


def _find(material: Material) -> Iterator[Candidate]:
    from subsidy_rules.kinds.finding.bonus_point import award_leaf, bounds_of, point_candidate
    from subsidy_rules.language.phrases import whole_phrase
    from subsidy_rules.language.topics import fails, is_made, known_topic, topic_of, without_exceptions, without_failure
    from subsidy_rules.statements.points import find_points

    taken: frozenset[str] = frozenset()
    for point in find_points(material.items, material.sections, "penalty_point"):
        topic = topic_of("points", without_exceptions(point.name), taken)
        if not is_made(topic) and fails(point.name) and known_topic("points", without_failure(point.name)) == topic:
            topic = whole_phrase(point.name)  # 賃上げを行わなかった者: the word names what was not done
        taken |= {topic}
        bound = award_leaf(material, point.texts) or bounds_of(point)
        given = {"topic": topic} | ({"constraint": bound} if bound is not None else {})
        yield point_candidate(material, "penalty_point", point, PenaltyPoint.model_validate(given), topic)


KIND = Kind(
    name="penalty_point",
    value_type=PenaltyPoint,
    find=_find,
    slug=lambda value: value.topic,
    title=message("penalty point"),
    comparing=Comparing(area="selection", polarity="burden", identity=("topic",), stricter="better"),
    words=topic_words,
)
