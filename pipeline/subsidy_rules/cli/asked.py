"""What commands are asked about: which programme, which editions, and what is told of their documents."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.options import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subsidy_rules.check.placing import Placing
    from subsidy_rules.model.errors import SubsidyRulesError
    from subsidy_rules.model.programme import DocumentEntry, Programme
    from subsidy_rules.stages.local import Told
    from subsidy_rules.stages.run import Asked


class KindChoice(StrEnum):
    GUIDELINE = "guideline"
    REGULATION = "regulation"
    OVERVIEW = "overview"
    GUIDE_PAGE = "guide_page"
    AMENDMENT = "amendment"
    LAW = "law"
    MANUAL = "manual"
    FAQ = "faq"
    FORM = "form"
    ANNEX = "annex"


class AuthorityChoice(StrEnum):
    OFFICIAL = "official"
    DELEGATED = "delegated"
    SECONDARY = "secondary"


FrameOption = Annotated[
    Optional[str],  # noqa: UP045 - Typer reads the annotation at run time
    typer.Option(
        "--frame",
        help=worded("Frame that the document is about; default: the one that its title names, else all."),
    ),
]
KindOption = Annotated[
    Optional[KindChoice],  # noqa: UP045
    typer.Option("--kind", help=worded("What the document is; default: guideline.")),
]
AuthorityOption = Annotated[
    Optional[AuthorityChoice],  # noqa: UP045
    typer.Option("--authority", help=worded("Who speaks in it; default: official.")),
]
AsToldOption = Annotated[
    bool,
    typer.Option(
        "--as-told",
        help=worded("Take documents for the programme and edition given, whatever the registry or their cover says."),
    ),
]
TargetsArgument = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Argument(
        metavar="[PROGRAMME[/EDITION]...]",
        help=worded("Editions as their definitions list them, such as it-hojo/2025."),
        show_default=False,
    ),
]


def programme_of(programme: str, registry: Path | None) -> Programme:
    """The programme of an id. Raises SourceError."""
    from subsidy_rules.registry.load import find_programme
    from subsidy_rules.registry.places import registries

    return find_programme(programme, *registries(registry, Path.cwd()))


def programmes_of(registry: Path | None) -> tuple[Programme, ...]:
    """All programmes, the user's own first; one that both define counts once. Raises SourceError."""
    from subsidy_rules.registry.places import all_programmes, registries

    return all_programmes(registries(registry, Path.cwd()))


def placing_of(programme: Programme, edition: str, registry: Path | None, *, as_told: bool) -> Placing | None:
    """What documents of this edition are held against; None where they are taken as told. Raises SourceError."""
    from subsidy_rules.check.placing import Placing

    return None if as_told else Placing(programme, edition, programmes_of(registry))


def base_of(programme: Programme, registry: Path | None) -> Path:
    """The folder that the file names in a programme's definition start from: the one that holds the definition."""
    from subsidy_rules.registry.places import definition_of, registries

    file = definition_of(programme.id, registries(registry, Path.cwd()))
    return Path() if file is None else file.parent


def told_of(frame: str | None, kind: KindChoice | None, authority: AuthorityChoice | None) -> Told:
    from subsidy_rules.stages.local import Told

    return Told(frame, kind.value if kind else None, authority.value if authority else None)


def asked_of(
    targets: Sequence[str] | None, manifest: Path | None, registry: Path | None, store: Path, *, pinned: bool, as_told: bool
) -> tuple[list[Asked], tuple[SubsidyRulesError, ...]]:
    """The editions named by targets, else those that the manifest lists (default: the samples); errors of unknown programmes listed.

    Raises SourceError.
    """
    if targets:
        return asked_targets(targets, registry, store, pinned=pinned, as_told=as_told), ()
    return _asked_manifest(manifest, registry, pinned=pinned, as_told=as_told)


def asked_targets(
    targets: Iterable[str], registry: Path | None, store: Path, *, pinned: bool = False, as_told: bool = False
) -> list[Asked]:
    """The editions that `programme` or `programme/edition` name, oldest first as defined, with what lies in the inbox for them.

    Raises SourceError for a programme or an edition that is unknown; an edition that has files in the inbox is known.
    """
    from subsidy_rules.check.placing import check_edition_known
    from subsidy_rules.fetch.inbox import read_inbox
    from subsidy_rules.stages.local import check_edition
    from subsidy_rules.stages.run import Asked

    deliveries, errors = read_inbox(store.parent / "inbox", programmes_of(registry))
    if errors:
        raise errors[0]
    found: list[Asked] = []
    for target in targets:
        name, slash, edition = target.partition("/")
        programme = programme_of(name, registry)
        mine = tuple(one for one in deliveries if one.programme == programme.id)
        editions = [check_edition(edition)] if slash else [known.id for known in programme.editions]
        for label in editions:
            documents = programme.edition(label).documents
            delivered = any(one.edition == label for one in mine)
            placing = placing_of(programme, label, registry, as_told=as_told)
            if placing is not None and not delivered:
                check_edition_known(placing)
            if documents or slash or delivered:
                found.append(Asked(programme, label, documents, base_of(programme, registry), pinned, mine, placing))
    return found


def _asked_manifest(
    manifest: Path | None, registry: Path | None, *, pinned: bool, as_told: bool
) -> tuple[list[Asked], tuple[SubsidyRulesError, ...]]:
    """The editions that a manifest lists, which need no definition; a programme that nobody defined costs its own documents only."""
    from subsidy_rules.model.errors import SourceError
    from subsidy_rules.registry.load import load_manifest
    from subsidy_rules.registry.places import samples_manifest
    from subsidy_rules.stages.run import Asked

    path = manifest or samples_manifest(Path.cwd())
    by_edition: dict[tuple[str, str], list[DocumentEntry]] = {}
    for listing in load_manifest(path):
        by_edition.setdefault((listing.programme, listing.edition), []).append(listing.entry)
    known: dict[str, Programme] = {}
    errors: list[SubsidyRulesError] = []
    for name in dict.fromkeys(name for name, _ in by_edition):
        try:
            known[name] = programme_of(name, registry)
        except SourceError as error:
            errors.append(error)
    asked = [
        Asked(known[name], edition, tuple(entries), path.parent, pinned, (), placing_of(known[name], edition, registry, as_told=as_told))
        for (name, edition), entries in by_edition.items()
        if name in known
    ]
    return asked, tuple(errors)


def now() -> str:
    """This moment, in UTC to the second."""
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")
