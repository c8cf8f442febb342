"""Names that become parts of paths, checked where the paths are built: whatever names it, a file stays in its folder."""

from __future__ import annotations

import re
from collections.abc import Iterable

from subsidy_rules.messages.message import message
from subsidy_rules.model.declared import is_edition, is_slug
from subsidy_rules.model.errors import Place, SourceError

# what a name of a file means to Windows, with any ending: a device, to which decisions would be written for nobody
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST = 120  # bytes that every file system takes, with an ending and what a temporary file adds


def programme_part(programme: str) -> str:
    """The id of a programme as the name of its folder. Raises SourceError."""
    return _checked(programme, fits=is_slug(programme))


def edition_part(edition: str) -> str:
    """The label of an edition as the name of its folder or file. Raises SourceError."""
    return _checked(edition, fits=is_edition(edition))


def sha256_part(sha256: str) -> str:
    """The hash of a document as the name of its folder. Raises SourceError."""
    return _checked(sha256, fits=re.fullmatch(r"[0-9A-Za-z]+", sha256) is not None)


def apart(files: Iterable[tuple[str, str]]) -> dict[str, str]:
    """File name → text, of files that are written together. Raises SourceError where one would be written over another.

    Names that differ by capitals only are one on many systems.
    """
    out: dict[str, str] = {}
    taken: set[str] = set()
    folders: set[str] = set()
    for name, text in files:
        key = name.casefold()
        above = {key[:at] for at, sign in enumerate(key) if sign == "/"}
        if key in taken | folders or above & taken:
            raise SourceError(
                Place(name),
                message("Two files would have this name."),
                message("One of them would be lost, so nothing was written."),
                message("Give the programme, edition or frame that it is named by another id."),
            )
        out[name] = text
        taken.add(key)
        folders |= above
    return out


def _checked(name: str, *, fits: bool) -> str:
    if not fits or name.endswith(".") or _DEVICE.match(name) or len(name.encode("utf-8")) > _LONGEST:
        raise SourceError(
            Place(repr(name)),
            message("This cannot name a file or a folder."),
            message("Results are kept under such names, and must not get anywhere else."),
            message("Use letters, digits, '.', '-' and '_', not beginning with a dot."),
        )
    return name
