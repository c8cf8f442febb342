"""Whom the wage plan of a document binds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from subsidy_rules.language.conditions import unique
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Clause
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.items import Item
from subsidy_rules.statements.prose import exemptions, requested_amounts

_WAGE_PLAN = re.compile(r"(?:賃上げ|賃金引上げ|賃金引き上げ)(?:目標|計画)")


def bound_by_wage_plan(clauses: Sequence[Clause], items: Sequence[Item]) -> tuple[Leaf, ...]:
    """Who must have a wage plan: the amount that the requirement names, without those that are exempt from it."""
    required = [item for item in items if item.role == "requirement" and item.clause is not None]
    exempt = exemptions(clauses, [clause for item in required for clause in item.chain])
    for item in required:
        chain = item.chain
        amounts = unique(leaf for clause in chain for leaf in requested_amounts(fold_text(clause.text)))
        if amounts and any(_WAGE_PLAN.search(fold_text(clause.text)) for clause in chain):
            return unique((*amounts, *(leaf for clause in chain for leaf in exempt.get(clause.clause_no, ()))))
    return ()
