"""Rule set folder → the figures and clauses of its documents with their place in the ledger, as they were read for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from subsidy_rules.coverage.clauses import ClauseEntry, measure_clauses
from subsidy_rules.coverage.measure import Measured, measure
from subsidy_rules.coverage.places import clause_places, figure_places
from subsidy_rules.coverage.report import Entry
from subsidy_rules.model.document import Document, Source
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
    def open(self) -> bool:
        """Whether nobody has read it: no rule holds it, no reason waives it, no person has decided."""
        return self.entry.counts and self.entry.state == "unread" and (self.decided is None or self.decided.review.state == "stale")


@dataclass(frozen=True, slots=True)
class ClauseRead:
    """One clause of a document, as a figure is told."""

    place: LedgerPlace
    entry: ClauseEntry
    decided: LedgerEntry | None

    @property
    def open(self) -> bool:
        """Whether it states something that nobody has read."""
        return self.entry.state == "unread" and (self.decided is None or self.decided.review.state == "stale")


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
            clauses=tuple(replace(clause, decided=decided.get(place_key(clause.place))) for clause in self.clauses),
        )


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
            figures = (
                Figure(place, entry, decided.get(place_key(place))) for place, entry in zip(places, measured.report.entries, strict=True)
            )
            clauses = _clauses(source, document, measured, decided)
            return SourceLedger(source, document, tuple(figures), clauses)
    return SourceLedger(source, None)


def _clauses(source: Source, document: Document, measured: Measured, decided: Decided) -> tuple[ClauseRead, ...]:
    entries = measure_clauses(measured.passages, measured.binder, measured.figure_states)
    places = clause_places(source.id, entries, paged=document.format == "pdf")
    return tuple(ClauseRead(place, entry, decided.get(place_key(place))) for place, entry in zip(places, entries, strict=True))


def _read(root: Path, source: Source, ruleset: RuleSet) -> tuple[Document, tuple[Candidate, ...]] | None:
    """What was read of a document for this edition; None where it was not, or is damaged."""
    try:
        extraction, candidates = load_candidates(root, source.sha256, parse_value)
        if (extraction.programme, extraction.edition) != (ruleset.programme, ruleset.edition):
            return None
        return load_document(root, source.sha256), candidates
    except SubsidyRulesError:
        return None
