"""Documents as published → the store. The only package that opens the network, and in it only `web`.

`editions` keeps what an edition consists of, `history` every version of every address; `bring` asks one address, `collect` all of an
edition. Each part is loaded when it is asked for: reading a file of this machine needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from subsidy_rules.fetch.editions import (
        EditionFiles,
        Fetched,
        blob_path,
        checked_bytes,
        keep,
        load_edition_files,
        save_edition_files,
        stored_bytes,
        stored_editions,
    )
    from subsidy_rules.fetch.local_file import read_local, sha256_of

__all__ = [
    "EditionFiles",
    "Fetched",
    "blob_path",
    "checked_bytes",
    "keep",
    "load_edition_files",
    "read_local",
    "save_edition_files",
    "sha256_of",
    "stored_bytes",
    "stored_editions",
]
_OF_LOCAL_FILES = ("read_local", "sha256_of")


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(f"{__name__}.{'local_file' if name in _OF_LOCAL_FILES else 'editions'}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
