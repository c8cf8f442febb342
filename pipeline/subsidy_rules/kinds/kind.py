"""What a kind has to say of itself: the type of its values, where it is found, how its rules are named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from subsidy_rules.document import Cell, Clause, Document, Evidence, Span, Table
from subsidy_rules.rule import Candidate, Value
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.table import Found
from subsidy_rules.statements.told import Told

_NAME_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Material:
    """What candidates are found in: the document, what its tables state (`found`) and what its running text states (`told`)."""

    document: Document
    scope: DocumentScope
    found: tuple[Found, ...]
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One rule kind.

    Attributes:
        name: as in the contract.
        value_type: model of its values.
        find: candidates in a document.
        slug: what of a value belongs into the rule id, "" where the conditions alone tell siblings apart.
    """

    name: str
    value_type: type[Value]
    find: Callable[[Material], Iterable[Candidate]]
    slug: Callable[[Any], str]


def clause_evidence(material: Material, clause: Clause, start: int, end: int) -> Evidence:
    """Evidence for the characters start..end (half-open) of a clause: page and box of the line that the quote begins in."""
    pdf = material.document.format == "pdf"
    span = _span_at(clause, start)
    return Evidence(
        source=material.scope.source.id,
        page=span.page_no if pdf and span is not None else None,
        bbox=span.bbox if span is not None else None,
        at="".join(clause.path) or " ".join(clause.headings[-1:]),
        quote=clause.text[start:end],
    )


def _span_at(clause: Clause, position: int) -> Span | None:
    return next((span for span in clause.spans if span.start <= position < span.end), clause.spans[0] if clause.spans else None)


def _name(header: str) -> str:
    """A header as the name of a place: without its notes, cut where it runs on like a sentence."""
    name = header.split("※")[0].strip() or header
    return name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1] + "…"


def cell_evidence(material: Material, table: Table, cell: Cell, quote: str) -> Evidence:
    """Evidence for a quote in a table cell: page and box for PDF only, header path in words."""
    path = "／".join(dict.fromkeys(_name(part) for part in cell.header_path if part))
    return Evidence(
        source=material.scope.source.id,
        page=cell.page_no if material.document.format == "pdf" else None,
        bbox=cell.bbox,
        at=f"表{table.table_no} {path}".strip(),
        quote=quote,
    )
