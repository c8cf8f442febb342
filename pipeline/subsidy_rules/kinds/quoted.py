"""Candidates that quote a clause or a table cell: what the kinds of lists and sentences share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from subsidy_rules.kinds.confidence import confidence
from subsidy_rules.kinds.evidence import Place, evidence_of
from subsidy_rules.kinds.kind import Material
from subsidy_rules.language.vocabulary import facts
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.rule import AllOf, AnyOf, Candidate, Condition, Leaf, Not, Unread, Value


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
    also: Sequence[Evidence] = (),
) -> Candidate:
    """The candidate for what the characters start..end (half-open) of a place state; `also` is further evidence for it."""
    return Candidate(
        kind=kind,
        frame=frame or material.scope.default_frame,
        value=value,
        when=order_conditions(when),
        evidence=(*evidence_of(material, place, start, end), *also),
        text=place.text,
        start=start,
        end=end,
        confidence=confidence(reasons),
        reasons=tuple(dict.fromkeys(reasons)),
    )


def order_conditions(when: Sequence[Condition]) -> tuple[Condition, ...]:
    """Leaves in the order of the fact vocabulary, then nested conditions in theirs."""
    leaves = order_leaves(node for node in when if isinstance(node, Leaf))
    return (*leaves, *(node for node in when if isinstance(node, (AnyOf, AllOf, Not, Unread))))


def order_leaves(leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    """Leaves in the order of the fact vocabulary, so that two readings of one rule are written alike."""
    ranks = {name: i for i, name in enumerate(facts())}
    ops = {op: i for i, op in enumerate(("eq", "ne", "in", "not_in", "ge", "gt", "le", "lt"))}
    return tuple(sorted(dict.fromkeys(leaves), key=lambda leaf: (ranks.get(leaf.fact, len(ranks)), leaf.fact, ops[leaf.op])))
