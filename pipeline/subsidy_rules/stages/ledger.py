"""Rule set folder → the figures and clauses of its documents with their place in the ledger, as they were read for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from subsidy_rules.coverage.clauses import ClauseEntry, measure_clauses
from subsidy_rules.coverage.measure import Measured, measure
from subsidy_rules.coverage.places import clause_places, figure_places
from subsidy_rules.coverage.report import Entry
from subsidy_rules.model.document import Box, Document, Source
from subsidy_rules.model.errors import SubsidyRulesError
from subsidy_rules.model.review import LedgerEntry, LedgerPlace, PlaceKey, place_key
from subsidy_rules.model.rule import Candidate, RuleSet
from subsidy_rules.store.files import load_candidates, load_document, roots_of
from subsidy_rules.store.kept import parse_value

Decided = Mapping[PlaceKey, LedgerEntry]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a document: where it stands, what the reading says of it, and what somebody decided on it."""

    place: LedgerPlace
    entry: Entry
    decided: LedgerEntry | None

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Where it stands on its page."""
        return self.entry.boxes

    @property
    def open(self) -> bool:
        """Whether nobody has read it: no rule holds it, no reason waives it, no person has decided."""
        return self.entry.counts and self.entry.state == "unread" and (self.decided is None or self.decided.review.state == "stale")


@dataclass(frozen=True, slots=True)
class ClauseRead:
    """One clause of a document, as a figure is told. `figures`: those in it that nobody has read, each asked for by itself."""

    place: LedgerPlace
    entry: ClauseEntry
    decided: LedgerEntry | None
    figures: tuple[PlaceKey, ...] = ()
    by_figure: LedgerEntry | None = None

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Its lines on the page that it begins on."""
        page = self.place.page
        return tuple(span.bbox for span in self.entry.clause.spans if span.bbox is not None and (page is None or span.page_no == page))

    @property
    def answer(self) -> LedgerEntry | None:
        """What somebody decided on it, or on all of its figures: whoever did has read it, and is not asked twice."""
        return self.decided if self.decided is not None and self.decided.review.state != "stale" else self.by_figure

    @property
    def open(self) -> bool:
        """Whether it states something that nobody has read."""
        return self.entry.state == "unread" and self.answer is None

    def after(self, decided: Decided) -> ClauseRead:
        """The same with what people have decided since."""
        found = [entry for key in self.figures if (entry := decided.get(key)) is not None and entry.review.state != "stale"]
        by_figure = found[0] if found and len(found) == len(self.figures) else None
        return replace(self, decided=decided.get(place_key(self.place)), by_figure=by_figure)


@dataclass(frozen=True, slots=True)
class SourceLedger:
    """The figures and clauses of one document in reading order; no document where what was read of it is not at hand any more."""

    source: Source
    document: Document | None
    figures: tuple[Figure, ...] = ()
    clauses: tuple[ClauseRead, ...] = ()

    def after(self, ruleset: RuleSet) -> SourceLedger:
        """The same with what people have decided since."""
        decided = {place_key(entry): entry for entry in ruleset.ledger}
        return replace(
            self,
            figures=tuple(replace(figure, decided=decided.get(place_key(figure.place))) for figure in self.figures),
            clauses=tuple(clause.after(decided) for clause in self.clauses),
        )

    def asked(self) -> tuple[LedgerPlace, ...]:
        """What a person is to look at: its open figures, then its open clauses, but for those that one of these figures stands in."""
        figures = [figure.place for figure in self.figures if figure.open]
        known = set(map(place_key, figures))
        return (*figures, *(clause.place for clause in self.clauses if clause.open and known.isdisjoint(clause.figures)))


def ledger_of(folder: Path, ruleset: RuleSet, extracted: Path | None = None) -> tuple[SourceLedger, ...]:
    """The ledger of each document of the rule set in the folder. What was read is looked for where `ingest` and `run` keep it, and in
    `extracted`."""
    decided = {place_key(entry): entry for entry in ruleset.ledger}
    return tuple(_of_source(source, ruleset, roots_of(folder, extracted), decided) for source in ruleset.sources)


def _of_source(source: Source, ruleset: RuleSet, roots: tuple[Path, ...], decided: Decided) -> SourceLedger:
    for root in roots:
        found = _read(root, source, ruleset)
        if found is not None:
            document, candidates = found
            measured = measure(document, candidates, kind=source.kind)
            places = figure_places(source.id, measured.report.entries, measured.passages)
            figures = tuple(
                Figure(place, entry, decided.get(place_key(place))) for place, entry in zip(places, measured.report.entries, strict=True)
            )
            clauses = _clauses(source, document, measured, figures, decided)
            return SourceLedger(source, document, figures, clauses)
    return SourceLedger(source, None)


def _clauses(source: Source, document: Document, measured: Measured, figures: Sequence[Figure], decided: Decided) -> tuple[ClauseRead, ...]:
    entries = measure_clauses(measured.passages, measured.binder, measured.figure_states)
    places = clause_places(source.id, entries, paged=document.format == "pdf")
    unread: dict[int, list[PlaceKey]] = defaultdict(list)
    for figure in figures:
        if figure.entry.counts and figure.entry.state == "unread":
            unread[figure.entry.passage].append(place_key(figure.place))
    passages = [n for n, passage in enumerate(measured.passages) if passage.clause is not None]
    return tuple(
        ClauseRead(place, entry, None, tuple(unread[n])).after(decided) for place, entry, n in zip(places, entries, passages, strict=True)
    )


def _read(root: Path, source: Source, ruleset: RuleSet) -> tuple[Document, tuple[Candidate, ...]] | None:
    """What was read of a document for this edition; None where it was not, or is damaged."""
    try:
        extraction, candidates = load_candidates(root, source.sha256, parse_value)
        if (extraction.programme, extraction.edition) != (ruleset.programme, ruleset.edition):
            return None
        return load_document(root, source.sha256), candidates
    except SubsidyRulesError:
        return None
