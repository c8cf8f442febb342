"""clawback 返還: when how much of the subsidy has to be paid back, and the interest on it."""

from __future__ import annotations

from collections.abc import Iterable

from subsidy_rules.kinds.kind import Comparing, Kind, Material, Number
from subsidy_rules.kinds.topics import constraint_slug
from subsidy_rules.messages.message import message
from subsidy_rules.model.rule import Candidate, Constraint, ExactRate, Helper, Value
from subsidy_rules.wording.rules import topic_words


class Clawback(Value):
    """Why it is paid back, which share of it, and the bound or rate that the text gives; `of` where another than the applicant loses it.

    A vendor or leasing company pays back what it got, or loses its registration.
    """

    topic: str
    of: Helper | None = None
    constraint: Constraint | None = None
    share: ExactRate | None = None


def _find(material: Material) -> Iterable[Candidate]:
    from subsidy_rules.kinds.finding.clawback import find

    return find(material)


KIND = Kind(
    name="clawback",
    value_type=Clawback,
    find=_find,
    slug=lambda value: ".".join(part for part in (value.of, constraint_slug(value.topic, value.constraint)) if part),
    title=message("repayment"),
    comparing=Comparing(
        area="obligations",
        polarity="burden",
        identity=("topic", "of"),
        numbers=(Number("share", "lower", message("share")),),
        stricter="better",
    ),
    words=topic_words,
)
