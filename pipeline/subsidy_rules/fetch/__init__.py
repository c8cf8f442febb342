"""Documents as published → the store. The only package that opens the network, and in it only `web`.

`editions` keeps what an edition consists of, `history` every version of every address; `bring` asks one address, `collect` all of an
edition.
"""

from subsidy_rules.fetch.editions import (
    EditionFiles,
    Fetched,
    blob_path,
    checked_bytes,
    keep,
    load_edition_files,
    read_local,
    save_edition_files,
    sha256_of,
    stored_bytes,
    stored_editions,
)

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
