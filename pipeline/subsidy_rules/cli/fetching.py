"""Command: fetch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.asked import (
    AsToldOption,
    AuthorityOption,
    FrameOption,
    KindOption,
    asked_targets,
    now,
    placing_of,
    programme_of,
    programmes_of,
    told_of,
)
from subsidy_rules.cli.network import (
    MAX_MB,
    ArchiveOption,
    LockedOption,
    MirrorOption,
    OfflineOption,
    PortalOption,
    PrivateOption,
    SizeOption,
    network,
)
from subsidy_rules.cli.options import (
    BUILT,
    EXTRACTED,
    STORE,
    LangOption,
    RegistryOption,
    StoreOption,
    chosen,
    example,
    finish,
    progress,
    reporting,
    worded,
)
from subsidy_rules.cli.telling import out
from subsidy_rules.messages.message import counted, message

if TYPE_CHECKING:
    from subsidy_rules.check.placing import Placing
    from subsidy_rules.fetch.collect import Fetching
    from subsidy_rules.model.errors import Lang, SubsidyRulesError
    from subsidy_rules.stages.run import Asked


_OUTCOMES = {"new": message("new"), "changed": message("changed")}


def add_to(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command(
        "fetch",
        help=worded(
            "Store documents: those that definitions list (all, or PROGRAMME[/EDITION]), what lies in the inbox, or with "
            "--programme and --edition the given FILEs. What was stored before is asked for by condition only."
        ),
        epilog=example(
            "subsidy-rules fetch it-hojo/2025", "subsidy-rules fetch koubo.pdf --programme it-hojo --edition 2025 --frame tsujo"
        ),
    )(fetch)


def fetch(
    names: Annotated[
        Optional[list[str]],  # noqa: UP045 - Typer reads the annotation at run time
        typer.Argument(
            metavar="[PROGRAMME[/EDITION]...] | [FILE...]",
            help=worded("Editions, or with --programme files."),
            show_default=False,
        ),
    ] = None,
    programme: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--programme", help=worded("Programme of the files, such as it-hojo.")),
    ] = None,
    edition: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--edition", help=worded("Edition of the files, such as 2025.")),
    ] = None,
    frame: FrameOption = None,
    kind: KindOption = None,
    authority: AuthorityOption = None,
    registry: RegistryOption = None,
    as_told: AsToldOption = False,
    store: StoreOption = STORE,
    offline: OfflineOption = False,
    mirror: MirrorOption = None,
    locked: LockedOption = False,
    allow_private: PrivateOption = False,
    archive: ArchiveOption = None,
    portal: PortalOption = None,
    max_mb: SizeOption = MAX_MB,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.stages.planning import Folders
    from subsidy_rules.stages.run import fetch as stage

    speech = chosen(lang)
    if (programme is None) != (edition is None):
        raise typer.BadParameter(worded("--programme and --edition come together"))
    with reporting(speech):
        asked: list[Asked]
        if programme is not None and edition is not None and names:
            placing = placing_of(programme_of(programme, registry), edition, registry, as_told=as_told)
            asked = [_asked_files(names, programme, edition, registry, (frame, kind, authority), placing, pinned=locked)]
        else:
            targets = [f"{programme}/{edition}"] if programme is not None else names or [known.id for known in programmes_of(registry)]
            asked = asked_targets(targets, registry, store, pinned=locked, as_told=as_told)
        ways_asked = {"allow_private": allow_private, "archive": archive, "portal": portal, "max_mb": max_mb}
        errors: list[SubsidyRulesError] = []
        with network(offline=offline, mirror=mirror, **ways_asked) as ways, progress(speech) as tick:  # type: ignore[arg-type]
            for one in asked:
                done = stage(one, Folders(store, EXTRACTED, BUILT), now, tick, ways)
                errors += done.errors
                _tell(one, done, store, speech)
        finish(errors, speech)


def _asked_files(
    names: list[str],
    programme: str,
    edition: str,
    registry: Path | None,
    told: tuple[FrameOption, KindOption, AuthorityOption],
    placing: Placing | None,
    *,
    pinned: bool,
) -> Asked:
    from subsidy_rules.stages.local import as_entries, check_edition, check_files
    from subsidy_rules.stages.run import Asked

    known = programme_of(programme, registry)
    check_edition(edition)
    paths = [Path(name) for name in names]
    if placing is not None:
        check_files(paths, placing)
    return Asked(known, edition, as_entries(paths, known, edition, told_of(*told)), Path(), pinned)


def _tell(asked: Asked, done: Fetching, store: Path, lang: Lang) -> None:
    """What is new or changed, and how many documents the edition has now."""
    from subsidy_rules.fetch import load_edition_files

    console = out()
    for one in done.outcomes:
        if one.outcome != "unchanged":
            console.print(
                message(
                    "{document}: {outcome} ({address})", document=one.document, outcome=_OUTCOMES[one.outcome], address=one.address
                ).say(lang),
                markup=False,
            )
    n = len(load_edition_files(store, asked.programme.id, asked.edition).documents)
    console.print(
        counted(
            "Stored: {n} document of {programme}/{edition}",
            "Stored: {n} documents of {programme}/{edition}",
            n,
            programme=asked.programme.id,
            edition=asked.edition,
        ).say(lang),
        markup=False,
    )
