"""Clauses as they were read → JSON, or a tree for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Clause, Document
from subsidy_rules.model.errors import Lang
from subsidy_rules.report.neutral import clean, json_text
from subsidy_rules.statements.section_reading import read_sections
from subsidy_rules.statements.sentence_reading import read_document, whole_reading
from subsidy_rules.wording.terms import ZONES

_INDENT = "  "


def clauses_json(documents: Sequence[Document]) -> str:
    """A list with one object for each document: `name`, `sha256`, `title`, its `clauses` and its `change_log`.

    Each clause has the `section` that it stands in (role, of, sign, head, any_of, scope, told_by, doubts) and, where a later sentence
    stands in another one, the `parts` with their own. Each that is no heading has its `reading` as a whole and, where it has several
    sentences, the `readings` of each.
    """
    return json_text([_document(document) for document in documents])


def _document(document: Document) -> dict[str, Any]:
    shown = document.model_dump(mode="json", include={"name", "sha256", "title", "clauses", "change_log"})
    sections = read_sections(document)
    readings = read_document(document, sections)
    for clause in shown["clauses"]:
        clause["section"] = asdict(sections.of_clause(clause["clause_no"]))
        parts = sections.parts_of_clause(clause["clause_no"])
        if len({part.section.role for part in parts}) > 1:
            clause["parts"] = [asdict(part) for part in parts]
        if own := readings.get(clause["clause_no"]):
            clause["reading"] = asdict(whole_reading(own))
            if len(own) > 1:
                clause["readings"] = [asdict(reading) for reading in own]
    return shown


def clauses_text(documents: Sequence[Document], lang: Lang) -> str:
    """Each clause under the one it belongs to: page, zone, label, text; then what the document itself lists as changed."""
    return clean("\n".join(line for document in documents for line in _lines(document, lang)))


def _lines(document: Document, lang: Lang) -> Iterator[str]:
    yield document.name
    for clause in document.clauses:
        # HTML and text have no pages
        page = f"p.{clause.page_no}" if document.format == "pdf" else ""
        yield f"{page:>6} {ZONES[clause.zone.value].say(lang)} {_INDENT * depth_of(clause)}{clause.label} {clause.text}".rstrip()
    if document.change_log:
        yield ""
        yield message("Changes that the document lists itself (- old, + new)").say(lang)
        for change in document.change_log:
            yield f"{f'p.{change.page_no}':>6} {change.section}".rstrip()
            yield f"{_INDENT * 4}- {_on_one_line(change.old)}"
            yield f"{_INDENT * 4}+ {_on_one_line(change.new)}"
    yield ""


def depth_of(clause: Clause) -> int:
    """How deep the clause stands: a labelled one below its parent, a plain paragraph below the label that it belongs to."""
    return max(0, len(clause.path) - (1 if clause.label or clause.heading else 0))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
