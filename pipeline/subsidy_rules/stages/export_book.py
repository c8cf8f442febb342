"""Rule set folder → the workbook in which people review it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from subsidy_rules.messages.message import Lang
from subsidy_rules.model.errors import SubsidyRulesError
from subsidy_rules.process.watch import Tick, quiet
from subsidy_rules.report.book_rows import OpenFigure, book_sheets, pictured
from subsidy_rules.report.review_book import review_workbook
from subsidy_rules.report.tables import frame_names
from subsidy_rules.stages.evidence_pictures import documents_of, evidence_pictures
from subsidy_rules.stages.ledger import SourceLedger, ledger_of
from subsidy_rules.stages.typed_rules import choices_in
from subsidy_rules.store.files import load_ruleset_dir


@dataclass(frozen=True, slots=True)
class ExportedBook:
    """A workbook with so many rules, figures and pictures; `unknown` are documents whose figures are not at hand."""

    data: bytes
    rules: int
    figures: int
    pictures: int
    unknown: tuple[str, ...]
    errors: tuple[SubsidyRulesError, ...]


def export_book(
    folder: Path, documents: Path | None, lang: Lang, *, extracted: Path | None = None, jobs: int = 1, tick: Tick = quiet
) -> ExportedBook:
    """The workbook of the rule set in a folder, with pictures where `documents` holds what it cites. Raises RuleSetError, FetchError."""
    ruleset = load_ruleset_dir(folder)
    ledgers = ledger_of(folder, ruleset, extracted)
    figures = open_figures(ledgers)
    sheets = book_sheets(ruleset, figures, choices_in(lang), lang)
    found = documents_of(documents, [source.sha256 for source in ruleset.sources]) if documents is not None else {}
    pictures, errors = evidence_pictures(pictured(sheets), found, jobs, tick)
    data = review_workbook(sheets, pictures, [*frame_names(ruleset, lang).values()], lang)
    unknown = tuple(one.source.id for one in ledgers if one.document is None)
    return ExportedBook(data, len(ruleset.rules), len(figures), len(pictures), unknown, errors)


def open_figures(ledgers: Sequence[SourceLedger]) -> tuple[OpenFigure, ...]:
    """The figures that nobody has read, document by document."""
    return tuple(OpenFigure(one.place, one.entry, one.decided) for ledger in ledgers for one in ledger.figures if one.open)
