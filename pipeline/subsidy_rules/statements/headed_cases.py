"""Several headings beside each other below one on amounts or rates: what each of them names is the case of the sums under it."""

from __future__ import annotations

import re

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.model.document import Document
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.brackets import case_of
from subsidy_rules.statements.grid import role_of

_ROLES = ("amount", "rate", "increase", "both")
_SEVERAL = 2
# what a heading over sums says that names nothing that they are for
_NO_NAME = re.compile(r"例|概要|注意|留意|方法|対象|について|その他|参考|備考|内容|期間|年度|令和|\d")


def cases_of_headings(document: Document) -> dict[tuple[str, ...], tuple[Leaf, ...]]:
    """What each of several headings right below one on amounts or rates names, by the headings of the clauses that state sums under it."""
    below: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for clause in document.clauses:
        over = clause.headings
        if clause.heading or len(over) < _SEVERAL or role_of(over[-2]) not in _ROLES or role_of(over[-1]) is not None:
            continue
        if any(quantity.unit in ("yen", "rate") for quantity in find_quantities(fold_text(clause.text))):
            below.setdefault(over[:-1], set()).add(over)
    several = (over for ways in below.values() if len(ways) >= _SEVERAL for over in ways)
    named = ((over, without_brackets(fold_text(over[-1]))) for over in several)
    return {over: read_conditions(name) or case_of(name) for over, name in named if not _NO_NAME.search(name)}
