"""Whom the amounts of tables are for, where only a note near them says so: ※助成額は中小企業の場合。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Document, Table
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.table import Found

_NOTED = re.compile(
    r"(?:※|\(注\d*\)|^)[^。※]{0,12}?(?:補助|助成|支給|交付)(?:金|上限|限度)*額は、?(?P<who>[^、。()]{2,24}?)(?:の場合|に対する(?:額|もの))(?:の(?:額|金額))?(?:です|である|を示す)?(?:。|$)"
)


def for_noted_class(found: Sequence[Found], document: Document, table: Table) -> tuple[Found, ...]:
    """The statements of a table; amounts under no class of applicants get that of a note under the same heading."""
    class_ = _class_near(document, table)
    if class_ is None:
        return tuple(found)
    return tuple(
        replace(one, conditions=(class_, *one.conditions), reasons=(*one.reasons, _REASON)) if _lacks(one) else one for one in found
    )


_REASON = "condition_from_note"


def _lacks(found: Found) -> bool:
    return found.statement.subject == "amount" and not any(leaf.fact == "applicant_class" for leaf in found.conditions)


def _class_near(document: Document, table: Table) -> Leaf | None:
    clauses = [clause.text for clause in document.clauses if clause.headings == table.headings and not clause.heading]
    for text in (*table.notes, *clauses):
        for match in _NOTED.finditer(fold_text(text)):
            leaf = next((leaf for leaf in read_conditions(match["who"]) if leaf.fact == "applicant_class"), None)
            if leaf is not None:
                return leaf
    return None
