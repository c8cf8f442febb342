"""Documents in memory → rule set. Pure: bytes and definitions in, values out; trouble with one document is collected, the others go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from subsidy_rules.check.placing import Placing, check_content, check_head
from subsidy_rules.coverage import passages_of
from subsidy_rules.coverage.ledger import read_ledger
from subsidy_rules.kinds import load_readers
from subsidy_rules.kinds.confidence import SURE_TABLE
from subsidy_rules.language.parse import ParseCache, Parser
from subsidy_rules.messages.message import counted, message
from subsidy_rules.model.document import Document, Source
from subsidy_rules.model.errors import ExtractError, Place, SubsidyRulesError
from subsidy_rules.model.extracted import Extracted, FirstReading, Given, Ticket
from subsidy_rules.model.programme import COMMON, DocumentEntry, Programme
from subsidy_rules.model.rule import Candidate, RuleSet
from subsidy_rules.process.jobs import Done, Job, run_jobs
from subsidy_rules.process.watch import Tick, quiet
from subsidy_rules.read.document import longer_for, read_document
from subsidy_rules.read.second_reading import compared, read_second
from subsidy_rules.ruleset import build_ruleset
from subsidy_rules.stages.extract import DocumentScope, find_candidates
from subsidy_rules.stages.parser_reading import read_again

# forms, manuals, answers to questions and laws may well hold no rule of a programme; any other document declares some
_MAY_BE_EMPTY = frozenset({"form", "manual", "faq", "law"})

# what a wrong cell border would make wrong without a sign
_FIGURES = frozenset({"subsidy_amount", "subsidy_rate", "applicant_threshold"})
_MOST_PAGES = 40


@dataclass(frozen=True, slots=True)
class Ingested:
    """The rule set of some documents, None where none could be read; what was found in those read now; the errors of the others."""

    ruleset: RuleSet | None
    extracted: tuple[Extracted, ...]
    errors: tuple[SubsidyRulesError, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Documents that a rule set has already, with what was found in them when they were read, and their texts by source id."""

    sources: tuple[Source, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    texts: Mapping[str, str | None] = field(default_factory=dict)


class Memory(Protocol):
    """What earlier runs found."""

    def parses(self, ticket: Ticket) -> ParseCache:
        """The parser's readings of the sentences of a document."""

    def find(self, ticket: Ticket) -> Extracted | None:
        """What was found in this very document; None where that is not known."""

    def reading(self, ticket: Ticket) -> FirstReading | None:
        """What was read of it, where that alone is known."""

    def keep(self, ticket: Ticket, found: Extracted) -> None:
        """Remembers both."""


def extract_document(
    given: Given, programme: Programme, tick: Tick = quiet, placing: Placing | None = None, known: FirstReading | None = None
) -> Extracted:
    """The candidates of one document; with `placing` only of one that is what it was given as. `known` is what was read of it before.

    Raises:
        SourceError: it is another document than it was given as.
        ReadError: it cannot be read as what it claims to be.
        ExtractError: it was read, but nothing was found in a document that must declare something.
    """
    first = known.document if known is not None else read_document(given.data, given.name, tick, ocr=bool(given.ocr))
    check_place(first, placing)
    source = source_of(given.entry, first)
    frame = given.frame or _frame_of(first, source, programme)
    source = source.model_copy(update={"frame": frame, "title": source.title or first.title})
    scope = DocumentScope(source, frame, programme)
    candidates = find_candidates(first, scope)
    document, second, pages = first, None, pages_with_figures(first, candidates)
    if pages:
        second = read_second(given.data, pages, known.second if known is not None else None)
        document = compared(first, second, pages)
        candidates = find_candidates(document, scope) if _is_doubted(first, document) else candidates
    if not candidates and source.kind not in _MAY_BE_EMPTY:
        raise _nothing_found(given.name, document)
    read = read_ledger(document, candidates, kind=source.kind)
    source = source.model_copy(update={"read": read.ledger})
    return Extracted(source, frame, FirstReading(first, second), document, candidates, read.lowest)


def pages_with_figures(document: Document, candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """The pages of a PDF whose tables carry figures of candidates: another library is to read these."""
    if document.format != "pdf":
        return ()
    cells = {(cell.page_no, cell.bbox) for table in document.tables for cell in table.cells}
    # the other library does not see what stands in pictures
    firsts = (c.evidence[0] for c in candidates if c.kind in _FIGURES)
    places = {(first.page, first.bbox) for first in firsts if not first.from_picture}
    return tuple(sorted({page_no for page_no, bbox in cells if (page_no, bbox) in places}))[:_MOST_PAGES]


def _is_doubted(first: Document, document: Document) -> bool:
    """Whether the second reading made a sure table unsure, or the other way round, and with it what is found there."""
    pairs = zip(first.tables, document.tables, strict=True)
    return any((old.confidence < SURE_TABLE) != (new.confidence < SURE_TABLE) for old, new in pairs)


def check_place(document: Document, placing: Placing | None) -> None:
    """Raises SourceError for a document that is another than it was given as; None takes any."""
    if placing is not None and not check_content(document.name, document.sha256, placing):
        check_head(document, placing)


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
    given: Sequence[Given],
    programme: Programme,
    tick: Tick = quiet,
    jobs: int = 1,
    memory: Memory | None = None,
    placing: Placing | None = None,
) -> tuple[tuple[Extracted, ...], tuple[SubsidyRulesError, ...]]:
    """What was found in each document that could be read and is what it was given as (`placing`), and the errors of the others.

    `jobs` documents are worked on at a time, those that `memory` knows not at all, and it keeps each as soon as it is done; their
    sentences are parsed in this process, for the parser takes seconds to load.
    """
    tickets = [one.ticket for one in given]
    known = {at: found for at, one in enumerate(tickets) if memory is not None and (found := memory.find(one)) is not None}
    new = [at for at in range(len(given)) if at not in known]
    errors: list[SubsidyRulesError] = []
    for at, found in list(known.items()):
        try:
            check_place(found.document, placing)
        except SubsidyRulesError as error:
            errors.append(error)
            del known[at]
    if new:
        load_readers()
    work = (partial(extract_given, given[at], programme, placing, memory.reading(tickets[at]) if memory else None) for at in new)
    outcomes = run_jobs([Job(given[at].name, one, longer_for(given[at].ocr)) for at, one in zip(new, work, strict=True)], jobs, tick)
    for at, outcome in zip(new, outcomes, strict=True):
        if isinstance(outcome, Done):
            known[at] = with_parses(outcome.value, memory.parses(tickets[at]) if memory is not None else None)
            if memory is not None:
                memory.keep(tickets[at], known[at])
        else:
            errors.append(outcome)
    return tuple(found for _, found in sorted(known.items())), tuple(errors)


def extract_given(given: Given, programme: Programme, placing: Placing | None, known: FirstReading | None, tick: Tick) -> Extracted:
    """`extract_document` as a job."""
    return extract_document(given, programme, tick, placing, known)


def with_parses(found: Extracted, parses: ParseCache | None = None) -> Extracted:
    """The document with the parser's reading of its candidates."""
    return replace(found, candidates=read_again(found.candidates, Parser(parses)))


def ingest(
    programme: Programme, edition: str, given: Sequence[Given], earlier: RuleSet | None, previous: RuleSet | None = None
) -> Ingested:
    """The rule set of these documents alone, in memory."""
    extracted, errors = extract_documents(given, programme)
    if not extracted:
        return Ingested(None, (), errors)
    return Ingested(assemble(programme, edition, distinct(extracted), earlier, previous, Standing()), extracted, errors)


def assemble(
    programme: Programme, edition: str, extracted: Sequence[Extracted], earlier: RuleSet | None, previous: RuleSet | None, also: Standing
) -> RuleSet:
    """The rule set of what was found in documents now, and of those that stand beside them.

    It has the decisions of the earlier one and the ids of the previous edition's.
    """
    candidates = [*(candidate for one in extracted for candidate in one.candidates), *also.candidates]
    texts = {one.source.id: text_of(one.document) for one in extracted} | dict(also.texts)
    return build_ruleset(programme, edition, [*(one.source for one in extracted), *also.sources], candidates, earlier, previous, texts)


def text_of(document: Document) -> str:
    """All text of a document without blanks: each cell and clause for itself, then all lines in a row, for quotes that run over several."""
    passages = (passage.text for passage in passages_of(document))
    lines = " ".join(line.text for page in document.pages for line in page.lines)
    return "\0".join("".join(text.split()) for text in (*passages, lines))


def distinct(extracted: Sequence[Extracted]) -> tuple[Extracted, ...]:
    """Each document once: a copy confirms nothing."""
    return tuple({one.source.sha256: one for one in reversed(extracted)}.values())[::-1]


def _nothing_found(name: str, document: Document) -> ExtractError:
    n_tables = len(document.tables)
    none = message("There is no table in it.")
    read = counted(
        "{n} table was read, it states no amount, rate or threshold.",
        "{n} tables were read, none states an amount, rate or threshold.",
        n_tables,
    )
    found = read if n_tables else none
    return ExtractError(
        Place(name),
        message("Nothing was found. {found}", found=found),
        message("An empty rule set would look as if nothing applied."),
        message("Check that this is the right document; one that holds no rules can be given as --kind form, manual or faq."),
    )
