"""Candidates from statements on money: what subsidy_amount and subsidy_rate share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from subsidy_rules.kinds.confidence import table_doubt
from subsidy_rules.kinds.evidence import Place, cell_evidence, evidence_of
from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.quoted import quoted
from subsidy_rules.language.counted_by import is_known_count
from subsidy_rules.language.normalise import fold
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.programme import COMMON
from subsidy_rules.model.rule import Candidate, Condition, Leaf, Unread, Value
from subsidy_rules.statements.interest_points import points_of_interest
from subsidy_rules.statements.statement import Statement, Subject
from subsidy_rules.statements.table import Found, FoundDitto
from subsidy_rules.statements.told import Told

_COUNTS = frozenset({"process_count", "function_count", "employees"})


def candidates(
    material: Material, kind: str, subjects: Iterable[Subject], value_of: Callable[[Statement], Value | None]
) -> Iterator[Candidate]:
    """One candidate for each statement on the subjects that has a value of this kind.

    Running text counts only where the tables do not say it already.
    """
    wanted = frozenset(subjects)
    tabled = []
    for found in material.found:
        value = value_of(found.statement) if found.statement.subject in wanted else None
        if value is not None:
            tabled.append(_candidate(material, kind, found, value))
    yield from tabled
    for told in material.told:
        value = value_of(told.statement) if told.statement.subject in wanted else None
        if value is not None and not any(_says(candidate, told, value) for candidate in tabled):
            yield _told_candidate(material, kind, told, value)


def _says(candidate: Candidate, told: Told, value: Value) -> bool:
    """Whether a table states what running text repeats: the same numbers, of the same frame, and no count or special measure that the
    table does not know."""
    if _numbers(candidate.value) != _numbers(value):
        return False
    if COMMON not in (candidate.frame, told.frame) and candidate.frame != told.frame:
        return False
    counts = {leaf for leaf in told.conditions if leaf.fact in _COUNTS or leaf.fact in load("specials")}
    known = {leaf for leaf in candidate.when if isinstance(leaf, Leaf)}
    classes = {leaf for leaf in told.conditions if leaf.fact == "applicant_class"}
    if classes and known and not classes <= known:
        return False  # the table gives the value to others
    return not counts or counts <= known


def _numbers(value: Value) -> dict[str, object]:
    data = value.model_dump(exclude_unset=True)
    return {key: data[key] for key in ("max", "max_increase", "rate", "per") if data.get(key) is not None} or data


def _told_candidate(material: Material, kind: str, told: Told, value: Value) -> Candidate:
    start, end = told.text.span(told.statement.start, told.statement.end)
    also = (place for other in told.also for place in _place_of(material, other))
    return quoted(
        material,
        kind,
        value,
        Place(told.clause),
        start,
        end,
        when=_when(
            told.conditions, told.statement, points_of_interest(told.text.text, told.statement, (*told.clause.headings, *_title(material)))
        ),
        frame=told.frame,
        reasons=(*told.reasons, *_doubts(told.statement, told.conditions)),
        also=tuple(also),
    )


def _place_of(material: Material, told: Told) -> tuple[Evidence, ...]:
    return evidence_of(material, Place(told.clause), *told.text.span(told.statement.start, told.statement.end))


def _candidate(material: Material, kind: str, found: Found, value: Value) -> Candidate:
    start, end = found.text.span(found.statement.start, found.statement.end)
    heads = [cell_evidence(material, found.table, head.cell, *fold(head.cell.text).span(head.start, head.end)) for head in found.headers]
    also = (*heads, *(_ditto_evidence(material, found, ditto) for ditto in found.via))
    reasons = (*found.reasons, *table_doubt(found.table))
    place = Place(table=found.table, cell=found.cell)
    over = (*found.table.headings, found.table.caption, *found.cell.header_path, *_title(material))
    return quoted(
        material,
        kind,
        value,
        place,
        start,
        end,
        when=_when(found.conditions, found.statement, points_of_interest(found.text.text, found.statement, over)),
        frame=found.frame,
        reasons=(*reasons, *_doubts(found.statement, found.conditions)),
        also=also,
    )


def _title(material: Material) -> tuple[str, ...]:
    """The first line of a document where it is no sentence: what all of it is about."""
    first = next((clause.text for clause in material.document.clauses), "")
    return (first,) if "。" not in first else ()


def _when(conditions: Iterable[Leaf], statement: Statement, points: str | None) -> tuple[Condition, ...]:
    """The conditions of a value, and its limits that nobody understood; `points` are the words of a rate that is one of interest."""
    return (*conditions, *(Unread(unread=words) for words in (*statement.unread, *((points,) if points else ()))))


def _doubts(statement: Statement, conditions: Sequence[Leaf]) -> tuple[str, ...]:
    """What makes a statement less sure wherever it stands."""
    unknown = statement.per is not None and not is_known_count(statement.per)
    # what is added to a grant is added in some case
    always = statement.subject == "increase" and not conditions and not statement.unread
    given = {"unknown_unit": unknown, "raised": always}
    return tuple(reason for reason, holds in given.items() if holds)


def _ditto_evidence(material: Material, found: Found, ditto: FoundDitto) -> Evidence:
    return cell_evidence(material, found.table, ditto.cell, *fold(ditto.cell.text).span(ditto.ditto.start, ditto.ditto.end))
