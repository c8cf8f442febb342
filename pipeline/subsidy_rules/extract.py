"""Tables and clauses → candidates, by asking each kind."""

from __future__ import annotations

from subsidy_rules.document import Document
from subsidy_rules.kinds import all_kinds
from subsidy_rules.kinds.kind import Material
from subsidy_rules.rule import Candidate
from subsidy_rules.statements.document import read_statements
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.told import read_told

__all__ = ["DocumentScope", "find_candidates"]


def find_candidates(document: Document, scope: DocumentScope) -> tuple[Candidate, ...]:
    """All candidates of a document, kind by kind, in reading order."""
    material = Material(document, scope, read_statements(document, scope), read_told(document, scope))
    return tuple(candidate for kind in all_kinds().values() for candidate in kind.find(material))
