"""Candidates from statements on money: what subsidy_amount and subsidy_rate share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from subsidy_rules.kinds.confidence import confidence, table_doubt
from subsidy_rules.kinds.kind import Material, cell_evidence, clause_evidence
from subsidy_rules.language.normalise import fold
from subsidy_rules.language.vocabulary import facts, load
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.programme import COMMON
from subsidy_rules.model.rule import Candidate, Leaf, Value
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
    return not counts or counts <= {leaf for leaf in candidate.when if isinstance(leaf, Leaf)}


def _numbers(value: Value) -> dict[str, object]:
    data = value.model_dump(exclude_unset=True)
    return {key: data[key] for key in ("max", "max_increase", "rate", "per") if data.get(key) is not None}


def _told_candidate(material: Material, kind: str, told: Told, value: Value) -> Candidate:
    start, end = told.text.span(told.statement.start, told.statement.end)
    reasons = tuple(dict.fromkeys(told.reasons))
    return Candidate(
        kind=kind,
        frame=told.frame,
        value=value,
        when=order_leaves(told.conditions),
        evidence=(clause_evidence(material, told.clause, start, end),),
        text=told.clause.text,
        start=start,
        end=end,
        confidence=confidence(reasons),
        reasons=reasons,
    )


def _candidate(material: Material, kind: str, found: Found, value: Value) -> Candidate:
    start, end = found.text.span(found.statement.start, found.statement.end)
    quote = found.text.original[start:end]
    first = cell_evidence(material, found.table, found.cell, quote)
    heads = [cell_evidence(material, found.table, h.cell, fold(h.cell.text).quote(h.start, h.end)) for h in found.headers]
    others = (*heads, *(_ditto_evidence(material, found, ditto) for ditto in found.via))
    reasons = tuple(dict.fromkeys((*found.reasons, *table_doubt(found.table))))
    return Candidate(
        kind=kind,
        frame=found.frame,
        value=value,
        when=order_leaves(found.conditions),
        evidence=(first, *others),
        text=found.text.original,
        start=start,
        end=end,
        confidence=confidence(reasons),
        reasons=reasons,
    )


def _ditto_evidence(material: Material, found: Found, ditto: FoundDitto) -> Evidence:
    quote = fold(ditto.cell.text).quote(ditto.ditto.start, ditto.ditto.end)
    return cell_evidence(material, found.table, ditto.cell, quote)


def order_leaves(leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    """Leaves in the order of the fact vocabulary, so that two readings of one rule are written alike."""
    ranks = {name: i for i, name in enumerate(facts())}
    ops = {op: i for i, op in enumerate(("eq", "ne", "in", "not_in", "ge", "gt", "le", "lt"))}
    return tuple(sorted(dict.fromkeys(leaves), key=lambda leaf: (ranks.get(leaf.fact, len(ranks)), leaf.fact, ops[leaf.op])))
