"""Commands that make rule sets: extract, build, and ingest for any local document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from subsidy_rules.cli.asked import (
    AsToldOption,
    AuthorityOption,
    FrameOption,
    KindOption,
    placing_of,
    programme_of,
    told_of,
)
from subsidy_rules.cli.options import (
    BUILT,
    EXTRACTED,
    STORE,
    EditionOption,
    ExtractedOption,
    JobsOption,
    LangOption,
    OcrOption,
    ProgrammeOption,
    RegistryOption,
    StoreOption,
    chosen,
    example,
    finish,
    n_jobs,
    next_step,
    progress,
    recogniser,
    reporting,
    show_problems,
    tell_ledger,
    tell_outcome,
    worded,
    written,
)
from subsidy_rules.cli.progress import watching
from subsidy_rules.cli.telling import err, out
from subsidy_rules.messages.message import counted, message

if TYPE_CHECKING:
    from subsidy_rules.model.errors import Lang
    from subsidy_rules.model.extracted import Extracted
    from subsidy_rules.model.programme import Programme
    from subsidy_rules.stages.local import LocalResult


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the application."""
    app.command(
        "ingest",
        help=worded(
            "Read local documents (PDF, HTML, text) into DIR/<programme>/<edition>, beside those that are there, keeping earlier reviews."
        ),
        epilog=example("subsidy-rules ingest koubo.pdf --programme it-hojo --edition 2025 --frame tsujo --out work/out"),
    )(ingest)
    _add_stages(app)


def _add_stages(app: typer.Typer) -> None:
    """The stages of `run`, each of its own."""
    app.command(
        "extract",
        help=worded("Read the stored documents: pages, tables, clauses and candidates as JSON Lines."),
        epilog=example("subsidy-rules extract --programme it-hojo --edition 2025"),
    )(extract)
    app.command(
        "build",
        help=worded("Make the rule set of an edition from what was extracted and from earlier reviews."),
        epilog=example("subsidy-rules build --programme it-hojo --edition 2025"),
    )(build)


def ingest(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=worded("Documents."), show_default=False)],
    programme: ProgrammeOption,
    edition: EditionOption,
    out_dir: Annotated[Path, typer.Option("--out", help=worded("Folder to write to."))],
    frame: FrameOption = None,
    kind: KindOption = None,
    authority: AuthorityOption = None,
    registry: RegistryOption = None,
    as_told: AsToldOption = False,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help=worded("Make the rule set of these documents alone; without it they are added to those that it has."),
        ),
    ] = False,
    ocr: OcrOption = False,
    jobs: JobsOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.report.tables import summary_rows, summary_table, title_of
    from subsidy_rules.stages.local import ingest_files

    speech = chosen(lang)
    with reporting(speech):
        known = programme_of(programme, registry)
        with progress(speech) as tick:
            told, placing = told_of(frame, kind, authority), placing_of(known, edition, registry, as_told=as_told)
            reads = recogniser(asked=ocr)
            local = ingest_files(files, known, edition, told, out_dir, tick, n_jobs(jobs), placing=placing, replace=replace, ocr=reads)
        folder, result = local.folder, local.ingested
        _tell(result.extracted, known, speech)
        _tell_set(local, speech)
        if result.ruleset is not None:
            console = out()
            tell_ledger(folder, result.ruleset, speech)
            tell_outcome(folder, result.ruleset, known, speech)
            console.print(title_of(result.ruleset, speech), markup=False)
            console.print(summary_table(summary_rows(result.ruleset, speech), speech))
            console.print(written(folder, len(result.ruleset.rules)).say(speech), markup=False)
            console.print(next_step(folder).say(speech), markup=False)
        finish(result.errors, speech)


def _tell_set(local: LocalResult, lang: Lang) -> None:
    """Which documents the rule set has besides those given, and which no longer, on standard error."""
    told = (
        (message("No longer in the rule set: {ids}."), local.dropped),
        (message("Also in the rule set, as read before: {ids} (--replace leaves them out)."), local.standing),
        (
            message("What was read of these is not at hand any more; their rules stay as they were: {ids}."),
            local.unread,
        ),
    )
    for words, ids in told:
        if ids:
            err().print(words.filled(ids=", ".join(ids)).say(lang), style="" if ids == local.standing else "yellow", markup=False)


def extract(
    programme: ProgrammeOption,
    edition: EditionOption,
    registry: RegistryOption = None,
    as_told: AsToldOption = False,
    store: StoreOption = STORE,
    extracted: ExtractedOption = EXTRACTED,
    ocr: OcrOption = False,
    jobs: JobsOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.process.workers import LocalWorkers
    from subsidy_rules.stages.planning import Folders
    from subsidy_rules.stages.run import extract as stage

    speech = chosen(lang)
    with reporting(speech):
        known = programme_of(programme, registry)
        with watching(speech) as watch:
            placing = placing_of(known, edition, registry, as_told=as_told)
            folders = Folders(store, extracted, BUILT)
            found, errors = stage(known, edition, folders, watch, LocalWorkers(n_jobs(jobs)), placing, recogniser(asked=ocr))
        _tell(found, known, speech)
        finish(errors, speech)


def build(
    programme: ProgrammeOption,
    edition: EditionOption,
    registry: RegistryOption = None,
    store: StoreOption = STORE,
    extracted: ExtractedOption = EXTRACTED,
    out_dir: Annotated[Path, typer.Option("--out", help=worded("Folder of rule sets."))] = BUILT,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.stages.planning import Folders
    from subsidy_rules.stages.run import build as stage

    speech = chosen(lang)
    with reporting(speech):
        known = programme_of(programme, registry)
        folder, ruleset, errors = stage(known, edition, Folders(store, extracted, out_dir))
        tell_outcome(folder, ruleset, known, speech)
        out().print(written(folder, len(ruleset.rules)).say(speech), markup=False)
        finish(errors, speech)


def _tell(extracted: tuple[Extracted, ...], programme: Programme, lang: Lang) -> None:
    """What was read of each document, and of which pages nothing was, on standard error."""
    console = err()
    names = {frame.id: frame.name for frame in programme.frames}
    for one in extracted:
        document = one.document
        tables = counted("{n} table", "{n} tables", len(document.tables))
        clauses = counted("{n} clause", "{n} clauses", len(document.clauses))
        candidates = counted("{n} candidate", "{n} candidates", len(one.candidates))
        frame = message("all frames").say(lang) if one.frame == "common" else names.get(one.frame, one.frame)
        console.print(
            message(
                "{name} ({frame}): {tables}, {clauses}, {candidates}",
                name=document.name,
                frame=frame,
                tables=tables,
                clauses=clauses,
                candidates=candidates,
            ).say(lang),
            markup=False,
        )
        show_problems(document, lang)
