"""The command `coverage`: what of a document ended up in rules."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.asked import FrameOption, KindOption, programme_of
from subsidy_rules.cli.options import (
    EditionOption,
    LangOption,
    ProgrammeOption,
    RegistryOption,
    chosen,
    example,
    finish,
    progress,
    reporting,
    worded,
)
from subsidy_rules.cli.telling import err, tell

if TYPE_CHECKING:
    from subsidy_rules.coverage import CoverageReport
    from subsidy_rules.model.document import Document
    from subsidy_rules.model.errors import Lang
    from subsidy_rules.model.extracted import Given


class CoverageFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


def add_to(app: typer.Typer) -> None:
    """Adds this command to the application."""
    app.command(
        "coverage",
        help=worded("Show which figures of a document are in a rule, waived with a reason, or unread; exit code 1 where under --floor."),
        epilog=example("subsidy-rules coverage koubo.pdf --programme it-hojo --edition 2025 --frame tsujo --html coverage.html --floor 97"),
    )(coverage)


def coverage(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=worded("Document."), show_default=False)],
    programme: ProgrammeOption,
    edition: EditionOption,
    frame: FrameOption = None,
    kind: KindOption = None,
    registry: RegistryOption = None,
    html: Annotated[
        Optional[Path],  # noqa: UP045 - Typer reads the annotation at run time
        typer.Option("--html", help=worded("Write a page that shows the document with its figures boxed.")),
    ] = None,
    form: Annotated[CoverageFormat, typer.Option("--format", help=worded("Form of the output."))] = CoverageFormat.TEXT,
    floor: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option("--floor", min=0, max=100, help=worded("Percentage that must be reached.")),
    ] = None,
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    with reporting(speech):
        from subsidy_rules.coverage import measure_coverage
        from subsidy_rules.report.coverage_text import coverage_json, coverage_text, word
        from subsidy_rules.stages.ingest import extract_document
        from subsidy_rules.stages.local import Told, check_edition, gather

        known = programme_of(programme, registry)
        given, errors = gather([file], known, check_edition(edition), Told(frame, kind.value if kind else None))
        finish(errors, speech)
        with progress(speech) as tick:
            extracted = extract_document(given[0], known, tick)
            report = measure_coverage(extracted.document, extracted.candidates, kind=extracted.source.kind)
            report = _with_page(report, extracted.document, given[0], html, speech)
        if html is not None:
            err().print(word("written", speech, path=html), markup=False)
        tell(coverage_json(report) if form is CoverageFormat.JSON else coverage_text(report, speech))
        finish([], speech, findings=floor is not None and report.share * 100 < floor)


def _with_page(report: CoverageReport, document: Document, given: Given, html: Path | None, lang: Lang) -> CoverageReport:
    """The report with exact boxes; the HTML page is written where one is asked for."""
    from subsidy_rules.process.jobs import run_alone
    from subsidy_rules.report.coverage_html import coverage_html
    from subsidy_rules.store.atomic import write_atomic

    pictures: tuple[bytes, ...] = ()
    if document.format == "pdf":
        report, pictures = run_alone(given.name, partial(_drawn, report, given, html is not None))
    if html is not None:
        try:
            write_atomic(html, coverage_html(report, document, pictures, lang).encode("utf-8"))
        except OSError as error:
            raise typer.BadParameter(f"--html {html}: {error.strerror}") from error
    return report


def _drawn(report: CoverageReport, given: Given, with_pictures: bool, _: Callable[[str], None]) -> tuple[CoverageReport, tuple[bytes, ...]]:
    """The report with exact boxes and the pictures of the pages; runs in a process of its own, because pdfium opens the file."""
    from subsidy_rules.coverage import with_exact_boxes
    from subsidy_rules.read.page_pictures import page_pictures
    from subsidy_rules.read.pdf import iter_layouts

    report = with_exact_boxes(report, iter_layouts(given.data, given.name))
    return report, tuple(page_pictures(given.data)) if with_pictures else ()
