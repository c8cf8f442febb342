"""Commands that make rule sets: extract, build, run, and ingest for any local document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.asked import (
    AsToldOption,
    AuthorityOption,
    FrameOption,
    KindOption,
    TargetsArgument,
    asked_of,
    now,
    placing_of,
    programme_of,
    told_of,
)
from subsidy_rules.cli.network import LockedOption, MirrorOption, OfflineOption, PrivateOption, network
from subsidy_rules.cli.options import (
    EXTRACTED,
    RULES,
    STORE,
    EditionOption,
    ExtractedOption,
    JobsOption,
    LangOption,
    ProgrammeOption,
    RegistryOption,
    StoreOption,
    chosen,
    example,
    finish,
    n_jobs,
    progress,
    reporting,
    show_problems,
    tell_ledger,
    tell_outcome,
    worded,
)
from subsidy_rules.cli.telling import err, out
from subsidy_rules.messages.message import Message, counted, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subsidy_rules.model.errors import Lang
    from subsidy_rules.model.extracted import Extracted
    from subsidy_rules.model.programme import Programme
    from subsidy_rules.stages.local import LocalResult
    from subsidy_rules.stages.run import RunResult


_OWN = message("Read documents of your own: `subsidy-rules ingest FILE... --programme it-hojo --edition 2025 --out DIR`.")


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the application."""
    app.command(
        "run",
        help=worded("Read documents, build rule sets, check and compare them: all stages in a row. Without options: the samples."),
        epilog=example("subsidy-rules run", "subsidy-rules run it-hojo/2025", "subsidy-rules run --manifest list.yaml --work work/mine"),
    )(run)
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
    jobs: JobsOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.report.tables import summary_table, title_of
    from subsidy_rules.stages.local import ingest_files

    speech = chosen(lang)
    with reporting(speech):
        known = programme_of(programme, registry)
        with progress(speech) as tick:
            told, placing = told_of(frame, kind, authority), placing_of(known, edition, registry, as_told=as_told)
            local = ingest_files(files, known, edition, told, out_dir, tick, n_jobs(jobs), placing=placing, replace=replace)
        folder, result = local.folder, local.ingested
        _tell(result.extracted, known, speech)
        _tell_set(local, speech)
        if result.ruleset is not None:
            console = out()
            tell_ledger(folder, result.ruleset, speech)
            tell_outcome(folder, result.ruleset, known, speech)
            console.print(title_of(result.ruleset, speech), markup=False)
            console.print(summary_table([result.ruleset], speech))
            console.print(_written(folder, len(result.ruleset.rules)).say(speech), markup=False)
            console.print(_next(folder).say(speech), markup=False)
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
    jobs: JobsOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.stages.run import Folders
    from subsidy_rules.stages.run import extract as stage

    speech = chosen(lang)
    with reporting(speech):
        known = programme_of(programme, registry)
        with progress(speech) as tick:
            placing = placing_of(known, edition, registry, as_told=as_told)
            found, errors = stage(known, edition, Folders(store, extracted, RULES), tick, n_jobs(jobs), placing)
        _tell(found, known, speech)
        finish(errors, speech)


def build(
    programme: ProgrammeOption,
    edition: EditionOption,
    registry: RegistryOption = None,
    store: StoreOption = STORE,
    extracted: ExtractedOption = EXTRACTED,
    out_dir: Annotated[Path, typer.Option("--out", help=worded("Folder of rule sets."))] = RULES,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.stages.run import Folders
    from subsidy_rules.stages.run import build as stage

    speech = chosen(lang)
    with reporting(speech):
        known = programme_of(programme, registry)
        folder, ruleset, errors = stage(known, edition, Folders(store, extracted, out_dir))
        tell_outcome(folder, ruleset, known, speech)
        out().print(_written(folder, len(ruleset.rules)).say(speech), markup=False)
        finish(errors, speech)


def run(
    targets: TargetsArgument = None,
    manifest: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--manifest", help=worded("YAML list of documents; default: the samples.")),
    ] = None,
    registry: RegistryOption = None,
    work: Annotated[Path, typer.Option("--work", help=worded("Folder to work in."))] = Path("work/run"),
    jobs: JobsOption = None,
    offline: OfflineOption = False,
    mirror: MirrorOption = None,
    allow_private: PrivateOption = False,
    locked: LockedOption = False,
    as_told: AsToldOption = False,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.stages.run import Folders
    from subsidy_rules.stages.run import run as stage

    speech = chosen(lang)
    with reporting(speech):
        asked, unknown = asked_of(targets, manifest, registry, work / "store", pinned=locked, as_told=as_told)
        folders = Folders(work / "store", work / "extracted", work / "rules")
        with network(offline=offline, mirror=mirror, allow_private=allow_private) as ways, progress(speech) as tick:
            result = stage(asked, folders, now, tick, n_jobs(jobs), ways)
        _show_run(result, {one.programme.id: one.programme for one in asked}, speech, samples=manifest is None and not targets)
        finish((*unknown, *result.errors), speech)


def _written(folder: Path, n: int) -> Message:
    return counted("Written: {path} ({n} rule)", "Written: {path} ({n} rules)", n, path=folder)


def _next(folder: Path) -> Message:
    return message(
        "Next: look at the rules with `subsidy-rules show {path}`; decide on those that you have seen with `approve`, `edit`, `reject`.",
        path=folder,
    )


def _show_run(result: RunResult, programmes: Mapping[str, Programme], lang: Lang, *, samples: bool) -> None:
    from subsidy_rules.report.tables import changes_table, summary_table, title_of

    console = out()
    for edition in result.editions:
        console.print(title_of(edition.ruleset, lang), markup=False)
        tell_ledger(edition.folder, edition.ruleset, lang)
        tell_outcome(edition.folder, edition.ruleset, programmes[edition.ruleset.programme], lang)
    if result.editions:
        console.print()
        console.print(summary_table([edition.ruleset for edition in result.editions], lang))
    for comparison in result.comparisons:
        console.print()
        old, new = (f"{ruleset.programme}/{ruleset.edition}" for ruleset in (comparison.old, comparison.new))
        console.print(
            counted("{old} → {new}: {n} change", "{old} → {new}: {n} changes", len(comparison.changes), old=old, new=new).say(lang),
            markup=False,
        )
        console.print(changes_table(comparison.changes, lang))
    console.print()
    for edition in result.editions:
        console.print(_written(edition.folder, len(edition.ruleset.rules)).say(lang), markup=False)
        if edition.findings:
            console.print(
                counted("{path}: {n} finding", "{path}: {n} findings", len(edition.findings), path=edition.folder).say(lang), markup=False
            )
    if result.editions:
        console.print(_next(result.editions[-1].folder).say(lang), markup=False)
        if samples:
            console.print(_OWN.say(lang), markup=False)


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
