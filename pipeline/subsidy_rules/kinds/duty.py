"""duty 補助事業者の義務: what a recipient must do after the award."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_rules.kinds.kind import Comparing, Kind, Material
from subsidy_rules.kinds.topics import constraint_slug
from subsidy_rules.messages.message import message
from subsidy_rules.model.formula import Length
from subsidy_rules.model.rule import Candidate, Constraint, Value
from subsidy_rules.wording.rules import topic_words


class Duty(Value):
    """A neutral topic, the condition that tells more exactly what, and how long it lasts (`over`)."""

    topic: str
    constraint: Constraint | None = None
    over: Length | None = None


def _find(material: Material) -> Iterator[Candidate]:
    from subsidy_rules.kinds.listing import candidate, rows_of, under_label

    for row in map(under_label, rows_of(material, "duty")):
        yield candidate(material, "duty", row, Duty.model_validate({"topic": row.stated.topic, **row.constraint}))


KIND = Kind(
    name="duty",
    value_type=Duty,
    find=_find,
    slug=lambda value: constraint_slug(value.topic, value.constraint),
    title=message("duty"),
    comparing=Comparing(area="obligations", polarity="burden", identity=("topic",), stricter="worse"),
    words=topic_words,
)
