"""Repayments that clauses state."""

from __future__ import annotations

from subsidy_rules.model.document import Clause, Document
from subsidy_rules.statements.clawbacks import find_repayments


def test_a_label_without_words_states_nothing() -> None:
    clauses = (Clause(clause_no=1, label="（1）", path=("(1)",), text=""),)
    document = Document(name="a.txt", sha256="0" * 64, format="text", pages=(), clauses=clauses)
    assert list(find_repayments(document, ())) == []
