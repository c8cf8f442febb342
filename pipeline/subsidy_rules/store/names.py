"""Names that become parts of paths, checked where the paths are built: whatever names it, a file stays in its folder."""

from __future__ import annotations

import re

from subsidy_rules.messages.message import message
from subsidy_rules.model.declared import is_edition, is_slug
from subsidy_rules.model.errors import Place, SourceError

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


def _checked(name: str, *, fits: bool) -> str:
    if not fits or len(name.encode("utf-8")) > _LONGEST:
        raise SourceError(
            Place(repr(name)),
            message("This cannot name a file or a folder."),
            message("Results are kept under such names, and must not get anywhere else."),
            message("Use letters, digits, '.', '-' and '_', not beginning with a dot."),
        )
    return name
