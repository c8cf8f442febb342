"""What the store knows of each address: every version that was ever fetched, and what came of asking.

<store>/addresses/<hash of the address>.json      versions with their fetch records, checks
<store>/incoming/<hash of the address>.part       what is being downloaded
<store>/incoming/<hash of the address>.json       the record of a complete download that is not filed yet

A download is complete when its record stands in `incoming/`. Filing it is moving the bytes to their place, noting the version and removing
the record; killed in between, the next run goes on from there, so that nothing is lost or fetched twice.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from subsidy_rules.fetch.editions import blob_path
from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Format, Model
from subsidy_rules.model.errors import FetchError, Place
from subsidy_rules.store.atomic import write_atomic
from subsidy_rules.store.locks import locked

Via = Literal["web", "mirror", "archive", "inbox", "jgrants"]


FINE = frozenset({"new", "changed", "unchanged"})  # outcomes of a check that found the document


class Version(Model):
    """One version of a document as it was fetched.

    Attributes:
        url: the address asked; final_url: the one that answered, after redirects.
        headers: of the answer, names in lower case; only those that say something of the content.
        chars: visible characters, None where they cannot be counted.
    """

    url: str
    final_url: str
    fetched_at: str
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    sha256: str
    size: int
    format: Format
    chars: int | None = None
    via: Via = "web"

    def header(self, name: str) -> str | None:
        return next((value for known, value in self.headers if known == name), None)


class Check(Model):
    """One outcome, and over which time it was met: "new", "changed", "unchanged", or the cause of an error."""

    outcome: str
    first_at: str
    last_at: str
    detail: str = ""


class History(Model):
    """All that is known of one address; versions and checks in the order of time."""

    url: str
    versions: tuple[Version, ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def latest(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    def with_version(self, version: Version) -> History:
        """With the version at the end; the very same version again (filed twice after a crash) changes nothing."""
        if self.versions and self.versions[-1].sha256 == version.sha256:
            return self
        outcome = "changed" if self.versions else "new"
        return self.model_copy(update={"versions": (*self.versions, version)}).with_check(outcome, version.fetched_at)

    def with_check(self, outcome: str, at: str, detail: str = "") -> History:
        """With one more check; the same outcome again only moves its end."""
        last = self.checks[-1] if self.checks else None
        if outcome == "unchanged" and last is not None and last.outcome in FINE and last.last_at[:10] == at[:10]:
            return self  # asked again on the same day: no news, and nothing to write
        if last is not None and (last.outcome, last.detail) == (outcome, detail) and outcome not in ("new", "changed"):
            return self.model_copy(update={"checks": (*self.checks[:-1], last.model_copy(update={"last_at": at}))})
        return self.model_copy(update={"checks": (*self.checks, Check(outcome=outcome, first_at=at, last_at=at, detail=detail))})


def address_key(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8")).hexdigest()[:40]


def load_history(store: Path, url: str) -> History:
    """What is known of the address. Raises FetchError where its file is damaged."""
    path = _history_path(store, url)
    try:
        return History.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return History(url=url)
    except ValidationError as error:
        raise _damaged(path) from error


def save_history(store: Path, history: History, before: History | None = None) -> None:
    """Writes the history, unless it is what it was `before`."""
    if history == before:
        return
    write_atomic(_history_path(store, history.url), _json(history))


def incoming_paths(store: Path, url: str) -> tuple[Path, Path]:
    """Where the bytes and the record of a download stand until it is filed."""
    stem = store / "incoming" / address_key(url)
    return stem.with_suffix(".part"), stem.with_suffix(".json")


def file_download(store: Path, version: Version, now: str) -> History:
    """The history with the download that stands complete in `incoming/`, its bytes in their place. The address is locked by the caller."""
    part, record = incoming_paths(store, version.url)
    write_atomic(record, _json(version))
    return _file(store, part, record, version, now)


def recover(store: Path, url: str) -> None:
    """Files a complete download that a killed run left, and removes the rest of an incomplete one. The address is locked by the caller."""
    part, record = incoming_paths(store, url)
    for path in (part, record, _history_path(store, url)):
        remove_torn(path)
    if record.is_file():
        version = Version.model_validate_json(record.read_bytes())
        if part.is_file() or blob_path(store, version.sha256).is_file():
            _file(store, part, record, version, version.fetched_at)
        record.unlink(missing_ok=True)
    part.unlink(missing_ok=True)


def remove_torn(path: Path) -> None:
    """Removes what a killed run left of writing this file. Whoever may write it is locked out by the caller."""
    for left in path.parent.glob(f".{path.name}.*"):
        left.unlink(missing_ok=True)


def address_lock(store: Path, url: str) -> Path:
    return store / "locks" / f"{address_key(url)}.lock"


def add_version(store: Path, version: Version, data: bytes) -> History:
    """The history with a version whose bytes are at hand."""
    with locked(address_lock(store, version.url)):
        part, _ = incoming_paths(store, version.url)
        write_atomic(part, data)
        return file_download(store, version, version.fetched_at)


def _file(store: Path, part: Path, record: Path, version: Version, now: str) -> History:
    blob = blob_path(store, version.sha256)
    if part.is_file():
        blob.parent.mkdir(parents=True, exist_ok=True)
        part.replace(blob)
        blob.chmod(0o644)
    known = load_history(store, version.url)
    latest = known.latest
    if latest is not None and latest.sha256 == version.sha256 and latest != version:
        # the server sent the same bytes again: its new validators are kept, so that the next request can be conditional
        kept = version.model_copy(update={"fetched_at": latest.fetched_at})
        history = known.model_copy(update={"versions": (*known.versions[:-1], kept)}).with_check("unchanged", now)
    else:
        history = known.with_version(version)
    save_history(store, history)
    record.unlink(missing_ok=True)
    return history


def _history_path(store: Path, url: str) -> Path:
    return store / "addresses" / f"{address_key(url)}.json"


def _json(model: Model) -> bytes:
    return (model.model_dump_json(indent=1, exclude_none=True) + "\n").encode("utf-8")


def _damaged(path: Path) -> FetchError:
    return FetchError(
        Place(str(path)),
        message("The record of this address is damaged."),
        message("What was fetched when would be lost."),
        message("Restore the file from a backup, or delete it to fetch the address anew."),
        cause="damaged_record",
    )
