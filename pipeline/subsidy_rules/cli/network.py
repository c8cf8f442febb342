"""Options of commands that may use the network, and the ways that they open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.options import worded

if TYPE_CHECKING:
    from subsidy_rules.fetch.bring import Ways

OfflineOption = Annotated[
    bool,
    typer.Option(
        "--offline",
        help=worded("Use the store and mirrors only, no network."),
    ),
]
MirrorOption = Annotated[
    Optional[Path],  # noqa: UP045 - Typer reads the annotation at run time
    typer.Option(
        "--mirror",
        metavar="DIR|FILE",
        help=worded("Folder that serves addresses (host/path, or file name), or YAML file {address: file or other address}."),
    ),
]
PrivateOption = Annotated[
    bool,
    typer.Option("--allow-private", help=worded("Allow addresses in private networks.")),
]
LockedOption = Annotated[bool, typer.Option("--locked", help=worded("Take exactly the versions of the lock file."))]
ArchiveOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--archive",
        metavar="URL|on",
        help=worded(
            "Ask the Internet Archive for documents that are gone and were never stored; `on`, or the base address of another archive."
        ),
    ),
]
PortalOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--portal", metavar="URL", help=worded("Base address of the jGrants interface.")),
]
SizeOption = Annotated[int, typer.Option("--max-mb", min=1, help=worded("Largest document to take, in MB."))]
MAX_MB = 100


@contextmanager
def network(
    *,
    offline: bool,
    mirror: Path | None = None,
    allow_private: bool = False,
    archive: str | None = None,
    portal: str | None = None,
    max_mb: int = MAX_MB,
) -> Iterator[Ways]:
    """The ways that the options open, closed afterwards. Raises SourceError for a mirror that cannot be used."""
    from dataclasses import replace

    from subsidy_rules.fetch.bring import ARCHIVE, PORTAL, Ways
    from subsidy_rules.fetch.mirror import load_mirror

    ways = Ways(
        mirror=load_mirror(mirror) if mirror is not None else None,
        archive=ARCHIVE if archive == "on" else archive,
        portal=portal or PORTAL,
    )
    if offline:
        yield ways
        return
    from subsidy_rules.fetch.web import Web, WebLimits

    with Web(WebLimits(max_bytes=max_mb * 1024 * 1024), allow_private=allow_private) as web:
        yield replace(ways, web=web)
