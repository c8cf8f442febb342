"""The command `run`: all stages in a row, for any number of documents, here or on a cluster, whole or in parts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.asked import AsToldOption, TargetsArgument, asked_of, now
from subsidy_rules.cli.network import LockedOption, MirrorOption, OfflineOption, PrivateOption, network
from subsidy_rules.cli.options import (
    JobsOption,
    LangOption,
    OcrOption,
    RegistryOption,
    chosen,
    example,
    finish,
    n_jobs,
    recogniser,
    reporting,
    worded,
)
from subsidy_rules.cli.progress import watching
from subsidy_rules.cli.telling import err, out
from subsidy_rules.messages.message import Lang, counted, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subsidy_rules.cli.run_told import RunTold
    from subsidy_rules.fetch.bring import Ways
    from subsidy_rules.process.watch import Watch
    from subsidy_rules.process.workers import Workers
    from subsidy_rules.stages.planning import Folders
    from subsidy_rules.stages.run import Asked, RunResult
    from subsidy_rules.store.remote import Share

_INTERRUPTED = 128 + 2  # as shells tell of SIGINT


class ExecutorChoice(StrEnum):
    DASK = "dask"


ExecutorOption = Annotated[
    Optional[ExecutorChoice],  # noqa: UP045 - Typer reads the annotation at run time
    typer.Option("--executor", help=worded("Who reads the documents, in place of processes of this machine.")),
]
SchedulerOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--scheduler", metavar="ADDRESS", help=worded("Address of the scheduler of a Dask cluster, such as tcp://host:8786.")),
]
ShareOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--share",
        metavar="ADDRESS",
        help=worded("Place that the workers reach, such as s3://bucket/run; without it they must have the folder --work itself."),
    ),
]
ShardOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--shard", metavar="I/N", help=worded("Only find candidates, in the I-th of N parts of the documents; build nothing.")),
]
ExplainOption = Annotated[
    bool,
    typer.Option("--explain", help=worded("Tell for each document and stage why it was done or kept.")),
]


def add_to(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command(
        "run",
        help=worded("Read documents, build rule sets, check and compare them: all stages in a row. Without options: the samples."),
        epilog=example("subsidy-rules run", "subsidy-rules run it-hojo/2025", "subsidy-rules run --manifest list.yaml --work work/mine"),
    )(run)


def run(
    targets: TargetsArgument = None,
    manifest: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--manifest", help=worded("YAML list of documents; default: the samples.")),
    ] = None,
    registry: RegistryOption = None,
    work: Annotated[Path, typer.Option("--work", help=worded("Folder to work in."))] = Path("work/run"),
    jobs: JobsOption = None,
    executor: ExecutorOption = None,
    scheduler: SchedulerOption = None,
    share: ShareOption = None,
    shard: ShardOption = None,
    explain: ExplainOption = False,
    ocr: OcrOption = False,
    offline: OfflineOption = False,
    mirror: MirrorOption = None,
    allow_private: PrivateOption = False,
    locked: LockedOption = False,
    as_told: AsToldOption = False,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.stages.planning import Folders
    from subsidy_rules.store.remote import Share

    speech = chosen(lang)
    if (executor is None) != (scheduler is None):
        raise typer.BadParameter(worded("--executor and --scheduler come together"))
    place = work.resolve() if executor is not None else work
    with reporting(speech), _stopping(speech):
        asked, unknown = asked_of(targets, manifest, registry, work / "store", pinned=locked, as_told=as_told)
        if reads := recogniser(asked=ocr):
            asked = [replace(one, ocr=reads) for one in asked]
        local = all(entry.file is not None for one in asked for entry in one.documents)
        with (
            network(offline=offline or local, mirror=mirror, allow_private=allow_private) as ways,
            _workers(scheduler, jobs) as workers,
            watching(speech) as watch,
        ):
            folders = Folders(place / "store", place / "extracted", place / "rules")
            how = _How(folders, watch, workers, ways, Share(share) if share is not None else None)
            if shard is not None:
                _part(asked, shard, how, speech)
                return
            from subsidy_rules.cli.run_told import RunTold

            told = RunTold(asked, speech)
            result = _whole(asked, how, speech, told)
        if explain:
            _explain(result, speech)
        told.show(samples=manifest is None and not targets)
        finish((*unknown, *result.errors), speech)


@dataclass(frozen=True, slots=True)
class _How:
    """Where a run works, who works for it and who is told."""

    folders: Folders
    watch: Watch
    workers: Workers
    ways: Ways
    share: Share | None


def _whole(asked: Sequence[Asked], how: _How, lang: Lang, told: RunTold) -> RunResult:
    from subsidy_rules.stages.run import run as stage
    from subsidy_rules.stages.shards import incomplete

    missing = incomplete(asked, how.folders)
    if missing:
        names = ", ".join(f"{shard.i}/{shard.n}" for shard in missing)
        err().print(
            message("These parts are not complete, their documents are read now: {names}.", names=names).say(lang),
            style="yellow",
            markup=False,
        )
    return stage(asked, how.folders, now, how.watch, how.workers, how.ways, how.share, told.note)


def _part(asked: Sequence[Asked], part: str, how: _How, lang: Lang) -> None:
    """One part of the documents, and what became of it; ends with 2 where something was wrong."""
    from subsidy_rules.stages.shards import run_shard, shard_of

    result = run_shard(asked, how.folders, shard_of(part), now, how.watch, how.workers, how.ways, how.share)
    said = (
        counted("Part {part} was complete: {n} document.", "Part {part} was complete: {n} documents.", result.n_documents, part=part)
        if result.was_complete
        else counted("Part {part} is complete: {n} document.", "Part {part} is complete: {n} documents.", result.n_documents, part=part)
    )
    out().print(said.say(lang), markup=False)
    finish(result.errors, lang)


@contextmanager
def _workers(scheduler: str | None, jobs: int | None) -> Iterator[Workers]:
    if scheduler is None:
        from subsidy_rules.process.workers import LocalWorkers

        yield LocalWorkers(n_jobs(jobs))
        return
    from subsidy_rules.process.cluster import dask_workers

    with dask_workers(scheduler) as workers:
        yield workers


@contextmanager
def _stopping(lang: Lang) -> Iterator[None]:
    """Ctrl-C ends the run with a word: everything that was done is kept."""
    try:
        yield
    except KeyboardInterrupt:
        err().print(message("Stopped. What was read is kept; the same command goes on from there.").say(lang), style="yellow", markup=False)
        raise typer.Exit(_INTERRUPTED) from None


def _explain(result: RunResult, lang: Lang) -> None:
    from subsidy_rules.report.explained import explained

    for line in explained(result.steps, lang):
        out().print(line, markup=False, soft_wrap=True)
    out().print()
