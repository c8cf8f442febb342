"""bonus_point 加点 and what penalty_point shares with it: what earns or costs points in the review."""

from __future__ import annotations

from collections.abc import Iterable

from subsidy_rules.kinds.kind import Comparing, Kind, Material
from subsidy_rules.messages.message import message
from subsidy_rules.model.rule import Candidate, Constraint, Value
from subsidy_rules.wording.rules import topic_words


class BonusPoint(Value):
    """What earns points, and the bound that must hold for them where the text gives one."""

    topic: str
    constraint: Constraint | None = None


def _find(material: Material) -> Iterable[Candidate]:
    from subsidy_rules.kinds.finding.bonus_point import find

    return find(material)


KIND = Kind(
    name="bonus_point",
    value_type=BonusPoint,
    find=_find,
    slug=lambda value: value.topic,
    title=message("bonus point"),
    comparing=Comparing(area="selection", polarity="benefit", identity=("topic",), stricter="worse"),
    words=topic_words,
)
