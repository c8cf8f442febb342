"""clawback 返還: when how much of the subsidy has to be paid back, and the interest on it."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_rules.kinds.evidence import Place
from subsidy_rules.kinds.kind import Comparing, Kind, Material, Number
from subsidy_rules.kinds.listing import candidate, rows_of
from subsidy_rules.kinds.quoted import quoted
from subsidy_rules.kinds.topics import constraint_slug
from subsidy_rules.language.neutral import is_denied
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.language.topics import known_topic
from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Clause
from subsidy_rules.model.rule import Candidate, Constraint, ExactRate, Value
from subsidy_rules.statements.clawbacks import Repayment, find_repayments
from subsidy_rules.wording.rules import topic_words


class Clawback(Value):
    """Why it is paid back, which share of it, and the bound or rate that the text gives."""

    topic: str
    constraint: Constraint | None = None
    share: ExactRate | None = None


def _find(material: Material) -> Iterator[Candidate]:
    found = tuple(find_repayments(material.document, material.items))
    for one in found:
        yield _candidate(material, one)
    told = {one.place.clause_no for one in found if isinstance(one.place, Clause)}
    shared = {one.topic for one in found if one.share is not None}
    tables = {one.place[0].table_no for one in found if not isinstance(one.place, Clause)}
    for row in rows_of(material, "clawback"):
        item = row.item
        topic = known_topic("clawbacks", item.text)
        own = item.clause.clause_no in told if item.clause is not None else item.table is not None and item.table.table_no in tables
        # a reason alone says nothing where its share is told elsewhere
        if not own and not is_denied(item.text) and (topic is None or topic not in shared):
            value = Clawback.model_validate({"topic": topic or row.stated.topic, **row.constraint})
            yield candidate(material, "clawback", row, value)


def _candidate(material: Material, found: Repayment) -> Candidate:
    place = Place(clause=found.place) if isinstance(found.place, Clause) else Place(table=found.place[0], cell=found.place[1])
    given: dict[str, object] = {"topic": found.topic or whole_phrase(place.text[: found.end])}
    given |= {name: part for name, part in (("constraint", found.constraint), ("share", found.share)) if part is not None}
    value = Clawback.model_validate(given)
    return quoted(material, "clawback", value, place, found.start, found.end, when=found.when)


KIND = Kind(
    name="clawback",
    value_type=Clawback,
    find=_find,
    slug=lambda value: constraint_slug(value.topic, value.constraint),
    title=message("repayment"),
    comparing=Comparing(
        area="obligations",
        polarity="burden",
        identity=("topic",),
        numbers=(Number("share", "lower", message("share")),),
        stricter="better",
    ),
    words=topic_words,
)
