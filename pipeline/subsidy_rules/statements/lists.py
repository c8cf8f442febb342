"""Items of a document's lists that stand for themselves, and whom its wage plan binds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from subsidy_rules.language.conditions import unique
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Document
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.prose import exemptions, requested_amounts
from subsidy_rules.statements.sections import Item, list_items

_WAGE_PLAN = re.compile(r"(?:賃上げ|賃金引上げ|賃金引き上げ)(?:目標|計画)")


def top_items(document: Document, section: str) -> Iterator[Item]:
    """The items of the lists of one section, in reading order; what stands below such an item belongs to it."""
    seen: set[int] = set()
    for item in list_items(document):
        if item.section != section:
            continue
        seen.add(item.clause.clause_no)
        if not any(parent.clause_no in seen for parent in item.parents):
            yield item


def bound_by_wage_plan(document: Document) -> tuple[Leaf, ...]:
    """Who must have a wage plan: the amount that the requirement names, without those that are exempt from it."""
    items = [item for item in list_items(document) if item.section == "requirement"]
    exempt = exemptions(items)
    for item in items:
        chain = (item.clause, *item.parents)
        amounts = unique(leaf for clause in chain for leaf in requested_amounts(fold_text(clause.text)))
        if amounts and any(_WAGE_PLAN.search(fold_text(clause.text)) for clause in chain):
            return unique((*amounts, *(leaf for clause in chain for leaf in exempt.get(clause.clause_no, ()))))
    return ()
