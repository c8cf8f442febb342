"""Documents in memory → rule set. Pure: bytes and definitions in, values out; trouble with one document is collected, the others go on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from subsidy_rules.document import Document, Line, Page, Source, Table
from subsidy_rules.errors import ExtractError, Place, SubsidyRulesError, Wording
from subsidy_rules.extract import DocumentScope, find_candidates
from subsidy_rules.programme import COMMON, DocumentEntry, Programme
from subsidy_rules.rule import Candidate, RuleSet
from subsidy_rules.ruleset import build_ruleset

# forms, manuals, answers to questions and laws may well hold no rule of a programme; any other document declares some
_MAY_BE_EMPTY = frozenset({"form", "manual", "faq", "law"})
_TITLE_LINES, _TITLE_CHARS = 3, 80

Tick = Callable[[str], None]  # told what is being worked on, once for each document and page


@dataclass(frozen=True, slots=True)
class Given:
    """One document as it is given: its bytes, the name of its file, and what is known of it. A frame of None is to be found out."""

    data: bytes
    name: str
    entry: DocumentEntry
    frame: str | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """One document with what was found in it."""

    source: Source
    frame: str
    document: Document
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Ingested:
    """The rule set of some documents, None where none could be read, and the errors of those that could not."""

    ruleset: RuleSet | None
    extracted: tuple[Extracted, ...]
    errors: tuple[SubsidyRulesError, ...]


def quiet(_: str) -> None:
    """Told of progress, says nothing."""


def read_document(data: bytes, name: str, tick: Tick = quiet) -> Document:
    """The document of a PDF, HTML or text file: pages, joined tables in their place, clauses. Raises ReadError."""
    from subsidy_rules.read.sniff import sniff

    found = sniff(data, name)
    if found == "pdf":
        return _read_pdf(data, name, tick)
    tick(name)
    if found == "html":
        from subsidy_rules.read.html import read_html

        return read_html(data, name)
    from subsidy_rules.read.text import read_text

    return read_text(data, name)


def _read_pdf(data: bytes, name: str, tick: Tick) -> Document:
    from subsidy_rules.clauses import place_tables, read_change_log, split_clauses
    from subsidy_rules.read.pdf import iter_layouts, page_of
    from subsidy_rules.tables import build_tables, join_tables

    pages: list[Page] = []
    parts: list[Table] = []
    for layout in iter_layouts(data, name):
        tick(f"{name} p.{layout.page_no}")
        pages.append(page_of(layout))
        parts.extend(build_tables(layout))
    tables = join_tables(parts, pages)
    clauses = split_clauses(pages, tables, name)
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="pdf",
        title=_title(pages[0].lines, name),
        pages=tuple(pages),
        tables=place_tables(tables, clauses, pages),
        clauses=clauses,
        change_log=read_change_log(pages, tables),
    )


def _title(lines: Sequence[Line], name: str) -> str:
    """A cover sets its title over up to three lines; the metadata of official PDFs mostly name a template."""
    return " ".join(line.text for line in lines[:_TITLE_LINES])[:_TITLE_CHARS] or name


def extract_document(given: Given, programme: Programme, tick: Tick = quiet) -> Extracted:
    """The candidates of one document.

    Raises:
        ReadError: it cannot be read as what it claims to be.
        ExtractError: it was read, but nothing was found in a document that must declare something.
    """
    document = read_document(given.data, given.name, tick)
    source = source_of(given.entry, document)
    frame = given.frame or _frame_of(document, source, programme)
    source = source.model_copy(update={"frame": frame, "title": source.title or document.title})
    candidates = find_candidates(document, DocumentScope(source, frame, programme))
    if not candidates and source.kind not in _MAY_BE_EMPTY:
        raise _nothing_found(given.name, document)
    return Extracted(source, frame, document, candidates)


def source_of(entry: DocumentEntry, document: Document) -> Source:
    """The source as rule sets cite it."""
    return Source(
        id=entry.id,
        title=entry.title,
        url=entry.url,
        sha256=document.sha256,
        authority=entry.authority,
        kind=entry.kind,
        frame=entry.frame,
        published=entry.published,
        pages=len(document.pages) if document.format == "pdf" else None,
    )


def _frame_of(document: Document, source: Source, programme: Programme) -> str:
    """The one frame that the title names; a title that names none or several is about all frames."""
    frames = DocumentScope(source, COMMON, programme).frames_in(document.title)
    return frames[0] if len(frames) == 1 else COMMON


def extract_documents(
    given: Sequence[Given], programme: Programme, tick: Tick = quiet
) -> tuple[tuple[Extracted, ...], tuple[SubsidyRulesError, ...]]:
    """What was found in each document that could be read, and the errors of the others."""
    extracted, errors = [], []
    for one in given:
        try:
            extracted.append(extract_document(one, programme, tick))
        except SubsidyRulesError as error:
            errors.append(error)
    return tuple(extracted), tuple(errors)


def ingest(programme: Programme, edition: str, given: Sequence[Given], earlier: RuleSet | None, tick: Tick = quiet) -> Ingested:
    """The rule set of exactly these documents, with the decisions of the earlier one."""
    extracted, errors = extract_documents(given, programme, tick)
    if not extracted:
        return Ingested(None, (), errors)
    candidates = [candidate for one in extracted for candidate in one.candidates]
    ruleset = build_ruleset(programme, edition, [one.source for one in extracted], candidates, earlier)
    return Ingested(ruleset, extracted, errors)


def _nothing_found(name: str, document: Document) -> ExtractError:
    n_tables = len(document.tables)
    en = f"{n_tables} tables were read, none states an amount, rate or threshold." if n_tables else "There is no table in it."
    ja = f"表を{n_tables}個読み取りましたが、補助額・補助率・規模の記載がありません。" if n_tables else "表がありません。"
    return ExtractError(
        Place(name),
        en=Wording(
            f"Nothing was found. {en}",
            "An empty rule set would look as if nothing applied.",
            "Check that this is the right document; one that holds no rules can be given as --kind form, manual or faq.",
        ),
        ja=Wording(
            f"規則が1件も見つかりません。{ja}",
            "空のままでは、何の定めもないように見えてしまいます。",
            "文書が正しいか確認してください。規則を含まない文書は --kind form、manual、faq のいずれかを指定します。",
        ),
    )
