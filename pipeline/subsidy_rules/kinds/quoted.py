"""Candidates that quote a clause or a table cell: what the kinds of lists and sentences share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from subsidy_rules.kinds.confidence import confidence
from subsidy_rules.kinds.kind import Material, cell_evidence, clause_evidence
from subsidy_rules.kinds.statements import order_leaves
from subsidy_rules.model.document import Cell, Clause, Table
from subsidy_rules.model.rule import AllOf, AnyOf, Candidate, Condition, Leaf, Not, Value

QUOTE_LENGTH = 40  # what a committed rule set may quote


@dataclass(frozen=True, slots=True)
class Place:
    """A clause, or a cell with its table."""

    clause: Clause | None = None
    table: Table | None = None
    cell: Cell | None = None

    @property
    def text(self) -> str:
        return self.clause.text if self.clause is not None else self.cell.text if self.cell is not None else ""


def quoted(
    material: Material,
    kind: str,
    value: Value,
    place: Place,
    start: int,
    end: int,
    *,
    when: Sequence[Condition] = (),
    frame: str | None = None,
    reasons: Sequence[str] = (),
) -> Candidate:
    """The candidate that quotes the characters start..end (half-open) of a place; a long quote is cut and stays an exact slice."""
    end = min(end, start + QUOTE_LENGTH)
    if place.clause is not None:
        evidence = clause_evidence(material, place.clause, start, end)
    elif place.table is not None and place.cell is not None:
        evidence = cell_evidence(material, place.table, place.cell, place.text[start:end])
    else:
        raise ValueError("a place is a clause, or a cell with its table")
    return Candidate(
        kind=kind,
        frame=frame or material.scope.default_frame,
        value=value,
        when=order_conditions(when),
        evidence=(evidence,),
        text=place.text,
        start=start,
        end=end,
        confidence=confidence(reasons),
        reasons=tuple(dict.fromkeys(reasons)),
    )


def order_conditions(when: Sequence[Condition]) -> tuple[Condition, ...]:
    """Leaves in the order of the fact vocabulary, then nested conditions in theirs."""
    leaves = order_leaves(node for node in when if isinstance(node, Leaf))
    return (*leaves, *(node for node in when if isinstance(node, (AnyOf, AllOf, Not))))
