"""The Jグランツ portal as a source: `jgrants:<id>` is an entry with attachments, `jgrants:?keyword=...` a search."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode

from subsidy_rules.fetch.bring import Now, Ways, bring, bring_bytes
from subsidy_rules.fetch.causes import trouble
from subsidy_rules.fetch.editions import blob_path
from subsidy_rules.fetch.history import History
from subsidy_rules.fetch.jgrants import MIN_KEYWORD, FeedError, PortalEntry, parse_detail, parse_list
from subsidy_rules.fetch.local_file import read_local
from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import FetchError
from subsidy_rules.model.programme import DocumentEntry, source_id

SCHEME = "jgrants:"


@dataclass(frozen=True, slots=True)
class Attached:
    """One attachment of a portal entry, stored: its entry as a document of the edition, and its history."""

    entry: DocumentEntry
    history: History


def is_portal(url: str | None) -> bool:
    return url is not None and url.startswith(SCHEME)


def detail_url(base: str, url: str) -> str:
    return f"{base.rstrip('/')}/exp/v2/public/subsidies/id/{quote(url.removeprefix(SCHEME), safe='')}"


def list_url(base: str, url: str) -> str:
    """The address of a search. The portal refuses one without a keyword. Raises FetchError ("bad_address")."""
    asked = {key: values[0] for key, values in parse_qs(url.removeprefix(SCHEME).lstrip("?")).items()}
    if len(asked.get("keyword", "")) < MIN_KEYWORD:
        raise trouble("bad_address", url, f"keyword < {MIN_KEYWORD}")
    asked = {"sort": "created_date", "order": "DESC", "acceptance": "0", **asked}
    return f"{base.rstrip('/')}/exp/v1/public/subsidies?{urlencode(asked)}"


def search_portal(store: Path, url: str, ways: Ways, now: Now) -> tuple[PortalEntry, ...]:
    """The entries that a search finds. Raises FetchError."""
    address = list_url(ways.portal, url)
    history = bring(store, address, ways, now, via="jgrants", feed=True)
    try:
        return parse_list(_bytes(store, history))
    except FeedError as error:
        raise trouble("feed", address, error.words) from error


def bring_entry(store: Path, url: str, ways: Ways, now: Now) -> PortalEntry:
    """A portal entry with its attachments; its answer is kept like any document. Raises FetchError."""
    address = detail_url(ways.portal, url)
    history = bring(store, address, ways, now, via="jgrants", feed=True)
    try:
        return parse_detail(_bytes(store, history))
    except FeedError as error:
        raise trouble("feed", address, error.words) from error


def bring_attachments(store: Path, entry: DocumentEntry, ways: Ways, now: Now) -> tuple[tuple[Attached, ...], tuple[FetchError, ...]]:
    """The attachments of an entry, stored, and the errors of those that are none. Raises FetchError where there is nothing at all."""
    found = bring_entry(store, entry.url or "", ways, now)
    stored: list[Attached] = []
    errors = [trouble("damaged", f"{entry.url}#{name}", "base64") for name in found.broken]
    for file in found.attachments:
        url = f"{entry.url}#{file.name}"
        try:
            history = bring_bytes(store, url, file.data, "jgrants", now)
        except FetchError as error:
            errors.append(error)
            continue
        own = f"{entry.id}-{source_id(file.name)}"
        same = sum(one.entry.id == own or one.entry.id.startswith(f"{own}-") for one in stored)
        ours = {"id": f"{own}-{same + 1}" if same else own, "url": url, "title": f"{found.title} {file.name}", "kind": file.kind}
        stored.append(Attached(entry.model_copy(update={**ours, "sha256": None}), history))
    if not stored and not errors:
        raise trouble("empty", entry.url or "", message("no attachment"))
    return tuple(stored), tuple(errors)


def stored_entry(store: Path, history: History) -> PortalEntry | None:
    """The entry as it was brought last; None where its answer is not in the store or is none."""
    try:
        return parse_detail(_bytes(store, history)) if history.latest is not None else None
    except (FeedError, FetchError):
        return None


def _bytes(store: Path, history: History) -> bytes:
    assert history.latest is not None, "what was brought has a version"
    return read_local(blob_path(store, history.latest.sha256))
