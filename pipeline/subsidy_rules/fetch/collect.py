"""All documents of an edition → the store. What one of them lacks is collected and reported; the others go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from subsidy_rules.fetch.address import file_name
from subsidy_rules.fetch.archive import bring_archived
from subsidy_rules.fetch.bring import Now, Ways, bring, bring_bytes
from subsidy_rules.fetch.causes import trouble
from subsidy_rules.fetch.editions import (
    EditionFiles,
    blob_path,
    keep,
    load_edition_files,
    record_path,
    save_edition_files,
    with_document,
)
from subsidy_rules.fetch.history import History, remove_torn
from subsidy_rules.fetch.inbox import Delivery
from subsidy_rules.fetch.local_file import read_local, sha256_of
from subsidy_rules.fetch.lock_file import lock_path, pin, pins_of
from subsidy_rules.fetch.portal import bring_attachments, is_portal
from subsidy_rules.model.errors import FetchError, SubsidyRulesError
from subsidy_rules.model.programme import DocumentEntry
from subsidy_rules.store.locks import locked
from subsidy_rules.store.names import edition_part, programme_part

_ENDINGS = {"pdf": "pdf", "html": "html", "text": "txt"}
_VANISHED = frozenset({"gone", "error_page", "redirects"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document: "new", "changed" or "unchanged" against what the edition had before."""

    document: str
    outcome: str
    address: str


@dataclass(frozen=True, slots=True)
class Fetching:
    """What came of the documents of an edition, and the errors of those that could not be had."""

    outcomes: tuple[Outcome, ...]
    errors: tuple[SubsidyRulesError, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What to fetch for one edition.

    Attributes:
        base: the folder that file names start from.
        pinned: take exactly the versions of the lock file.
        deliveries: files of the inbox; those of other editions are left alone.
    """

    programme: str
    edition: str
    documents: Sequence[DocumentEntry]
    base: Path = field(default_factory=Path)
    pinned: bool = False
    deliveries: Sequence[Delivery] = ()


def fetch_edition(store: Path, order: Order, ways: Ways, now: Now, tick: Callable[[str], None]) -> Fetching:
    """Stores the documents of an edition, each as soon as it is there, and pins their versions in the lock file beside the store."""
    desk = _Desk(store, order, now, pins_of(lock_path(store), order.programme, order.edition) if order.pinned else {})
    ours = [one for one in order.deliveries if (one.programme, one.edition) == (order.programme, order.edition)]
    for delivery in ours:
        tick(delivery.path.name)
        desk.attempt(delivery.entry, lambda one=delivery: _take_in(desk, one))  # type: ignore[misc]
    delivered = {one.entry.id for one in ours}
    for entry in order.documents:
        if entry.id not in delivered:
            tick(entry.file or entry.id)
            desk.attempt(entry, lambda one=entry: _bring_one(desk, one, ways))  # type: ignore[misc]
    files = load_edition_files(store, order.programme, order.edition)
    if files.documents and not order.pinned:
        pin(lock_path(store), files)
    return Fetching(tuple(desk.outcomes), tuple(desk.errors))


class _Desk:
    """Where the documents of one edition come in."""

    def __init__(self, store: Path, order: Order, now: Now, pins: Mapping[str, str]) -> None:
        self.store, self.order, self.now, self.pins = store, order, now, pins
        self.outcomes: list[Outcome] = []
        self.errors: list[SubsidyRulesError] = []

    def attempt(self, entry: DocumentEntry, work: Callable[[], None]) -> None:
        try:
            work()
        except SubsidyRulesError as error:
            self.errors.append(error)

    def enter(self, entry: DocumentEntry, change: Callable[[EditionFiles], EditionFiles]) -> None:
        """The edition's record with the document; others who write it meanwhile lose nothing."""
        programme, edition = self.order.programme, self.order.edition
        with locked(self.store / "locks" / f"edition-{programme_part(programme)}-{edition_part(edition)}.lock"):
            remove_torn(record_path(self.store, programme, edition))
            before = load_edition_files(self.store, programme, edition)
            after = change(before)
            if after != before:
                save_edition_files(self.store, after)
        old = next((one.entry.sha256 for one in before.documents if one.entry.id == entry.id), None)
        new = next((one.entry.sha256 for one in after.documents if one.entry.id == entry.id), None)
        word = "new" if old is None else "unchanged" if old == new else "changed"
        self.outcomes.append(Outcome(entry.id, word, entry.url or entry.file or ""))

    def enter_version(self, entry: DocumentEntry, history: History) -> None:
        version = history.latest
        assert version is not None, "what was brought has a version"
        pinned = self.pins.get(entry.id)
        if pinned is not None and version.sha256 != pinned:
            raise trouble("not_pinned", entry.url or entry.id, f"{version.sha256[:12]} / {pinned[:12]}")
        name = file_name(version.final_url)
        named = name if "." in name else f"{name or entry.id}.{_ENDINGS[version.format]}"
        self.enter(entry, lambda files: with_document(files, entry, version.sha256, named, self.now()))


def _bring_one(desk: _Desk, entry: DocumentEntry, ways: Ways) -> None:
    if entry.file is not None:
        _bring_local(desk, entry)
    elif _is_pinned_here(desk, entry):
        _keep_stored(desk, entry, desk.pins[entry.id])
    elif entry.url is None:
        if entry.sha256 is None or not blob_path(desk.store, entry.sha256).is_file():
            raise trouble("no_address", entry.id, (entry.sha256 or "")[:12])
        _keep_stored(desk, entry, entry.sha256)
    elif is_portal(entry.url):
        attached, errors = bring_attachments(desk.store, entry, ways, desk.now)
        desk.errors += errors
        for one in attached:
            desk.enter_version(one.entry, one.history)
    else:
        desk.enter_version(entry, _bring_address(desk, entry, ways))


def _bring_address(desk: _Desk, entry: DocumentEntry, ways: Ways) -> History:
    """What the address publishes, or the archive's copy where it is gone and was never stored; that it is gone is reported all the same."""
    url = entry.url or ""
    accepted = frozenset({entry.sha256} if entry.sha256 else ())
    try:
        return bring(desk.store, url, ways, desk.now, accepted=accepted)
    except FetchError as error:
        stored = any(one.entry.id == entry.id for one in load_edition_files(desk.store, desk.order.programme, desk.order.edition).documents)
        if error.cause not in _VANISHED or ways.archive is None or stored:
            raise
        desk.errors.append(error)
        return bring_archived(desk.store, url, ways, desk.now, accepted)


def _bring_local(desk: _Desk, entry: DocumentEntry) -> None:
    path = desk.order.base / (entry.file or "")
    data = read_local(path)
    pinned = desk.pins.get(entry.id)
    if pinned is not None and sha256_of(data) != pinned:
        raise trouble("not_pinned", str(path), f"{sha256_of(data)[:12]} / {pinned[:12]}")
    desk.enter(entry, lambda files: keep(desk.store, files, entry, data, path.name, desk.now()))


def _take_in(desk: _Desk, delivery: Delivery) -> None:
    data = read_local(delivery.path)
    accepted = frozenset({sha256_of(data)} if delivery.entry.sha256 == sha256_of(data) else ())
    history = bring_bytes(desk.store, delivery.address, data, "inbox", desk.now, accepted)
    assert history.latest is not None
    desk.enter(delivery.entry, lambda files: keep(desk.store, files, delivery.entry, data, delivery.path.name, desk.now()))


def _is_pinned_here(desk: _Desk, entry: DocumentEntry) -> bool:
    return entry.id in desk.pins and blob_path(desk.store, desk.pins[entry.id]).is_file()


def _keep_stored(desk: _Desk, entry: DocumentEntry, sha256: str) -> None:
    name = file_name(entry.url) if entry.url else entry.id
    desk.enter(entry, lambda files: with_document(files, entry, sha256, name or entry.id, desk.now()))
