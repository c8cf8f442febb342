"""The store: documents under the hash of their content, and which of them an edition consists of.

<store>/<first two digits>/<sha256>                 the bytes
<store>/editions/<programme>/<edition>.json         the documents that an edition consists of
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from subsidy_rules.fetch.local_file import read_local, sha256_of
from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Model
from subsidy_rules.model.errors import FetchError, Place
from subsidy_rules.model.programme import DocumentEntry
from subsidy_rules.store.atomic import write_atomic
from subsidy_rules.store.names import edition_part, programme_part


class Fetched(Model):
    """One stored document: what is known of it, the name of the file it came as, and when it was stored first."""

    entry: DocumentEntry
    name: str
    fetched_at: str


class EditionFiles(Model):
    """What an edition consists of, in the order in which the documents were registered."""

    programme: str
    edition: str
    documents: tuple[Fetched, ...] = ()


def keep(store: Path, files: EditionFiles, entry: DocumentEntry, data: bytes, name: str, now: str) -> EditionFiles:
    """The edition with this document in it, its bytes stored. A document of the same id is replaced; the same bytes change nothing."""
    sha256 = sha256_of(data)
    blob = blob_path(store, sha256)
    if not blob.is_file():
        write_atomic(blob, data)
    return with_document(files, entry, sha256, name, now)


def with_document(files: EditionFiles, entry: DocumentEntry, sha256: str, name: str, now: str) -> EditionFiles:
    """The edition with a document whose bytes are stored already."""
    known = next((fetched for fetched in files.documents if fetched.entry.id == entry.id), None)
    at = known.fetched_at if known is not None and known.entry.sha256 == sha256 else now
    fetched = Fetched(entry=entry.model_copy(update={"sha256": sha256}), name=name, fetched_at=at)
    kept = [fetched if old.entry.id == entry.id else old for old in files.documents]
    if known is None:
        kept.append(fetched)
    return files.model_copy(update={"documents": tuple(kept)})


def blob_path(store: Path, sha256: str) -> Path:
    return store / sha256[:2] / sha256


def stored_bytes(store: Path, fetched: Fetched) -> bytes:
    """The bytes of a stored document. Raises FetchError where they are gone or not what they were."""
    sha256 = fetched.entry.sha256 or ""
    return checked_bytes(blob_path(store, sha256), sha256)


def checked_bytes(path: Path, sha256: str) -> bytes:
    """The bytes of a file of the store. Raises FetchError where it is gone or not what it was."""
    data = read_local(path)
    if sha256_of(data) != sha256:
        raise _altered(path)
    return data


def load_edition_files(store: Path, programme: str, edition: str) -> EditionFiles:
    """What was stored of an edition; without documents where nothing was. Raises FetchError where the record is damaged."""
    path = record_path(store, programme, edition)
    if not path.is_file():
        return EditionFiles(programme=programme, edition=edition)
    try:
        return EditionFiles.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise _altered(path) from error


def save_edition_files(store: Path, files: EditionFiles) -> Path:
    path = record_path(store, files.programme, files.edition)
    write_atomic(path, (files.model_dump_json(indent=1, exclude_none=True) + "\n").encode("utf-8"))
    return path


def stored_editions(store: Path, programme: str | None = None) -> Iterable[tuple[str, str]]:
    """(programme, edition) of all that is stored, sorted."""
    for path in sorted((store / "editions").glob("*/*.json")):
        if programme is None or path.parent.name == programme:
            yield path.parent.name, path.stem


def record_path(store: Path, programme: str, edition: str) -> Path:
    """The file that says what an edition consists of."""
    return store / "editions" / programme_part(programme) / f"{edition_part(edition)}.json"


def _altered(path: Path) -> FetchError:
    return FetchError(
        Place(str(path)),
        message("The stored file is not what was stored."),
        message("Evidence would cite another text."),
        message("Delete it and run `subsidy-rules fetch` again."),
    )
