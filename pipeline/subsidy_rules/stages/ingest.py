"""Documents in memory → rule set. Pure: bytes and definitions in, values out; trouble with one document is collected, the others go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import Protocol

from subsidy_rules.check.placing import Placing, check_content, check_head
from subsidy_rules.coverage import passages_of
from subsidy_rules.coverage.ledger import read_ledger
from subsidy_rules.kinds.confidence import SURE_TABLE
from subsidy_rules.language.parse import ParseCache, Parser
from subsidy_rules.messages.message import counted, message
from subsidy_rules.model.document import Document, Problem, Source
from subsidy_rules.model.errors import ExtractError, Place, SubsidyRulesError
from subsidy_rules.model.extracted import Extracted, Given
from subsidy_rules.model.programme import COMMON, DocumentEntry, Programme
from subsidy_rules.model.rule import Candidate, RuleSet
from subsidy_rules.process.jobs import Done, Job, run_jobs
from subsidy_rules.read.document import Tick, quiet, read_document
from subsidy_rules.read.second_reading import second_reading_apart, with_second_reading
from subsidy_rules.ruleset import build_ruleset
from subsidy_rules.stages.extract import DocumentScope, find_candidates
from subsidy_rules.stages.parser_reading import read_again

# forms, manuals, answers to questions and laws may well hold no rule of a programme; any other document declares some
_MAY_BE_EMPTY = frozenset({"form", "manual", "faq", "law"})

# what a wrong cell border would make wrong without a sign
_FIGURES = frozenset({"subsidy_amount", "subsidy_rate", "applicant_threshold"})
_MOST_PAGES = 40
_NOT_COMPARED = Problem.of(
    "no_second_reading",
    message("Its tables could not be read a second time by another library; nothing confirms them."),
)


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

    @property
    def parses(self) -> ParseCache:
        """The parser's readings."""

    def find(self, given: Given) -> Extracted | None:
        """What was found in this very document; None where that is not known."""

    def keep(self, given: Given, found: Extracted) -> None:
        """Remembers it."""


def extract_document(given: Given, programme: Programme, tick: Tick = quiet, placing: Placing | None = None) -> Extracted:
    """The candidates of one document; with `placing` only of one that is what it was given as.

    Raises:
        SourceError: it is another document than it was given as.
        ReadError: it cannot be read as what it claims to be.
        ExtractError: it was read, but nothing was found in a document that must declare something.
    """
    document = read_document(given.data, given.name, tick)
    _check_place(document, placing)
    source = source_of(given.entry, document)
    frame = given.frame or _frame_of(document, source, programme)
    source = source.model_copy(update={"frame": frame, "title": source.title or document.title})
    scope = DocumentScope(source, frame, programme)
    candidates = find_candidates(document, scope)
    document, candidates = _compared(given.data, document, candidates, scope)
    if not candidates and source.kind not in _MAY_BE_EMPTY:
        raise _nothing_found(given.name, document)
    read = read_ledger(document, candidates, kind=source.kind)
    return Extracted(source.model_copy(update={"read": read.ledger}), frame, document, candidates, read.lowest)


def _compared(
    data: bytes, document: Document, candidates: tuple[Candidate, ...], scope: DocumentScope
) -> tuple[Document, tuple[Candidate, ...]]:
    """The document and its candidates after another library has read the pages whose tables carry figures.

    Where it sees other cells the table is doubted, and with it what was found there.
    """
    if document.format != "pdf":
        return document, candidates
    cells = {(cell.page_no, cell.bbox) for table in document.tables for cell in table.cells}
    places = {(c.evidence[0].page, c.evidence[0].bbox) for c in candidates if c.kind in _FIGURES}
    pages = {page_no for page_no, bbox in cells if (page_no, bbox) in places}
    if not pages:
        return document, candidates
    readings = second_reading_apart(data, sorted(pages)[:_MOST_PAGES])
    if readings is None:
        return document.model_copy(update={"problems": (*document.problems, _NOT_COMPARED)}), candidates
    tables = with_second_reading(document.tables, readings)
    doubted = [(old.confidence < SURE_TABLE) != (new.confidence < SURE_TABLE) for old, new in zip(document.tables, tables, strict=True)]
    document = document.model_copy(update={"tables": tables})
    return document, find_candidates(document, scope) if any(doubted) else candidates


def _check_place(document: Document, placing: Placing | None) -> None:
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

    `jobs` documents are worked on at a time, those that `memory` knows not at all; the sentences of all are parsed together in this
    process, for the parser takes seconds to load.
    """
    known = {at: found for at, one in enumerate(given) if memory is not None and (found := memory.find(one)) is not None}
    new = [at for at in range(len(given)) if at not in known]
    errors: list[SubsidyRulesError] = []
    for at, found in list(known.items()):
        try:
            _check_place(found.document, placing)
        except SubsidyRulesError as error:
            errors.append(error)
            del known[at]
    fresh: dict[int, Extracted] = {}
    outcomes = run_jobs([Job(given[at].name, partial(_extract, given[at], programme, placing)) for at in new], jobs, tick)
    for at, outcome in zip(new, outcomes, strict=True):
        if isinstance(outcome, Done):
            fresh[at] = outcome.value
        else:
            errors.append(outcome)
    fresh = dict(zip(fresh, _read_again(list(fresh.values()), Parser(memory.parses if memory is not None else None)), strict=True))
    for at, found in fresh.items():
        if memory is not None:
            memory.keep(given[at], found)
    return tuple(found for _, found in sorted((known | fresh).items())), tuple(errors)


def _extract(given: Given, programme: Programme, placing: Placing | None, tick: Tick) -> Extracted:
    return extract_document(given, programme, tick, placing)


def _read_again(extracted: Sequence[Extracted], parser: Parser) -> list[Extracted]:
    """The documents with the parser's reading of their candidates, all sentences in one go."""
    read = iter(read_again([candidate for one in extracted for candidate in one.candidates], parser))
    return [replace(one, candidates=tuple(islice(read, len(one.candidates)))) for one in extracted]


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
