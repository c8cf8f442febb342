"""Tables and clauses → candidates, by asking each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from subsidy_rules.kinds import all_kinds
from subsidy_rules.kinds.confidence import with_doubts
from subsidy_rules.kinds.kind import Material
from subsidy_rules.model.basis import value_data
from subsidy_rules.model.document import Document
from subsidy_rules.model.rule import Candidate
from subsidy_rules.statements.document import read_statements
from subsidy_rules.statements.items import list_items
from subsidy_rules.statements.own_part import own_part
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.section_reading import read_sections
from subsidy_rules.statements.told import read_told

# The fields of values that name what a rule is about.
_NAMES = ("topic", "expense", "event", "document")

# ... and what tells nothing more than whom it concerns.
_WORDS = frozenset({*_NAMES, "of", "obligation", "applicant", "code", "name"})

__all__ = ["DocumentScope", "find_candidates"]


def find_candidates(document: Document, scope: DocumentScope) -> tuple[Candidate, ...]:
    """All candidates of a document, kind by kind, in reading order."""
    document = own_part(document, scope.programme)
    sections = read_sections(document)
    items = list_items(document, sections)
    material = Material(document, scope, read_statements(document, scope), read_told(document, scope), sections, items)
    return tuple(_named(candidate) for kind in all_kinds().values() for candidate in kind.find(material))


def _named(candidate: Candidate) -> Candidate:
    """The candidate, less sure where a phrase of the document names what it is about, for want of a word in the vocabulary."""
    made = any(isinstance(name := getattr(candidate.value, field, ""), str) and not name.isascii() for field in _NAMES)
    if not made:
        return candidate
    value = value_data(candidate.value)
    has_figure = any(name not in _WORDS and not _says_topic_again(part, value) for name, part in value.items())
    return with_doubts(candidate, ("topic_made",) if has_figure else ("in_words",))


def _says_topic_again(part: Any, value: Mapping[str, Any]) -> bool:
    """Whether a part of a value only says that the topic is so or not, and is no measure."""
    return isinstance(part, Mapping) and part.get("of") == value.get("topic") and isinstance(part.get("value"), bool)
