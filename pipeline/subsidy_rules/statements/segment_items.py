"""The items that the labels of a segment stand for: (a) …, and the sum of (a)+(b)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.segments import Segment
from subsidy_rules.statements.statement import Statement


def summed(segment: Segment, statement: Statement, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The items that an amount of a segment (a)+(b) is the sum of."""
    if segment.relation != "sum" or statement.subject != "amount":
        return ()
    return tuple(labels[label] for label in segment.labels if label in labels)


def segment_items(text: str, segment: Segment, labels: Mapping[str, str]) -> tuple[Leaf, ...]:
    """The item that a labelled segment is about: named right after the label, or named where the label was defined."""
    if not segment.labels:
        return ()
    if len(segment.labels) == 1:
        first = min((q.start for q in find_quantities(text[segment.start : segment.end])), default=segment.end - segment.start)
        head = re.split(r"[⇒→:]", text[segment.start : segment.start + first])[0]
        hits = list(dict.fromkeys(hit.slug for hit in lexicon("items").find(head)))
        if hits:
            return (Leaf(fact="item", op="eq", value=hits[0]),)
    slugs = tuple(dict.fromkeys(labels[label] for label in segment.labels if label in labels))
    if not slugs:
        return ()
    return (Leaf(fact="item", op="eq", value=slugs[0]) if len(slugs) == 1 else Leaf(fact="item", op="in", value=slugs),)
