"""PDF, HTML or text file → Document: pages, tables in their place, clauses."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from subsidy_rules.clauses import place_tables, read_change_log, split_clauses, zoned_rows
from subsidy_rules.model.document import Clause, Document, Page, Problem, Table
from subsidy_rules.process.guard import Limits
from subsidy_rules.process.watch import Tick, quiet
from subsidy_rules.read.doubts import doubtful_figures
from subsidy_rules.read.sniff import sniff
from subsidy_rules.read.worker import DEFAULT_LIMITS, PICTURES_LONGER, read_guarded
from subsidy_rules.tables import join_tables, without_scraps

_TITLE_LINES, _TITLE_CHARS = 3, 80


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, and its tables as they stand on each page before those that run over a page break are joined."""

    document: Document
    parts: tuple[Table, ...]


def longer_for(ocr: str) -> float:
    """Seconds that reading a document may take beyond the limit of its process where its pictures are read."""
    return PICTURES_LONGER if ocr else 0.0


def read_document(data: bytes, name: str, tick: Tick = quiet, *, ocr: bool = False) -> Document:
    """The document of a PDF, HTML or text file: pages, joined tables in their place, clauses. Raises ReadError.

    With `ocr`, what pages of a PDF show as pictures is read, too.
    """
    return read_with_parts(data, name, tick, ocr=ocr).document


def read_with_parts(data: bytes, name: str, tick: Tick = quiet, limits: Limits = DEFAULT_LIMITS, *, ocr: bool = False) -> Reading:
    """The document and its tables page by page; a PDF is opened in a process of its own. Raises ReadError."""
    reading = _read(data, name, tick, limits, ocr)
    document = reading.document
    doubts = doubtful_figures(document.clauses, document.tables)
    return Reading(document.model_copy(update={"problems": (*document.problems, *doubts)}), reading.parts) if doubts else reading


def _read(data: bytes, name: str, tick: Tick, limits: Limits, ocr: bool) -> Reading:
    found = sniff(data, name)
    if found == "pdf":
        return _read_pdf(data, name, tick, limits, ocr)
    tick(name)
    if found == "html":
        from subsidy_rules.read.html import read_html

        document = read_html(data, name)
    else:
        from subsidy_rules.read.text import read_text

        document = read_text(data, name)
    return Reading(document, document.tables)


def _read_pdf(data: bytes, name: str, tick: Tick, limits: Limits, ocr: bool) -> Reading:
    pages: list[Page] = []
    parts: list[Table] = []
    problems: list[Problem] = []
    for read in read_guarded(data, name, limits, ocr=ocr):
        tick(f"{name} p.{read.page.page_no}")
        pages.append(read.page)
        parts.extend(read.tables)
        problems.extend(read.problems)
    parts = list(without_scraps(parts, pages))
    tables = join_tables(parts, pages)
    lines = zoned_rows(pages, tables)
    clauses = split_clauses(lines)
    document = Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="pdf",
        title=_title(pages[0], parts, name),
        pages=tuple(pages),
        tables=place_tables(tables, clauses, pages),
        clauses=clauses,
        change_log=read_change_log(lines, tables),
        problems=tuple(problems),
    )
    return Reading(document, _placed(parts, clauses, pages))


def _placed(parts: Sequence[Table], clauses: Sequence[Clause], pages: Sequence[Page]) -> tuple[Table, ...]:
    """The parts in their place, numbered; what is drawn as a table but read as clauses stays as it was drawn."""
    numbered = [part.model_copy(update={"table_no": no}) for no, part in enumerate(parts, start=1)]
    placed = {table.table_no: table for table in place_tables(numbered, clauses, pages)}
    return tuple(placed.get(part.table_no, part) for part in numbered)


def _title(page: Page, tables: Sequence[Table], name: str) -> str:
    """A cover sets its title over up to three lines, above any table; the metadata of official PDFs mostly name a template."""
    first = min((table.bbox[1] for table in tables if table.page_no == page.page_no and table.bbox), default=page.height_pt)
    lines = [line.text for line in page.lines if line.bbox is None or line.bbox[1] < first]
    return " ".join(lines[:_TITLE_LINES])[:_TITLE_CHARS] or name
