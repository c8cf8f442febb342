"""One address → its history in the store, with what it publishes now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from subsidy_rules.fetch.causes import trouble
from subsidy_rules.fetch.editions import blob_path
from subsidy_rules.fetch.history import (
    History,
    Version,
    Via,
    add_version,
    address_key,
    address_lock,
    file_download,
    incoming_paths,
    load_history,
    recover,
    remove_torn,
    save_history,
)
from subsidy_rules.fetch.local_file import read_local, sha256_of
from subsidy_rules.fetch.mirror import Mirror
from subsidy_rules.fetch.robots import ALLOW_ALL, MAX_BYTES, Robots, parse_robots
from subsidy_rules.model.errors import FetchError
from subsidy_rules.store.atomic import write_atomic
from subsidy_rules.store.locks import locked

if TYPE_CHECKING:
    from subsidy_rules.fetch.judge import Expected
    from subsidy_rules.fetch.web import Answer, Web

_ROBOTS_FRESH = timedelta(hours=24)  # RFC 9309, 2.4
_NO_ROBOTS = frozenset({"gone", "blocked", "unexpected_status"})  # RFC 9309, 2.3.1.3: "unavailable" means that anything may be fetched
ARCHIVE = "https://archive.org"
PORTAL = "https://api.jgrants-portal.go.jp"

Now = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Ways:
    """How documents may be brought.

    Attributes:
        web: the network; None where it is not to be used.
        mirror: files that stand in for addresses, asked first.
        archive: the Internet Archive, asked for what is gone and was never stored; None where it is not to be asked.
        portal: base address of the Jグランツ interface.
    """

    web: Web | None = None
    mirror: Mirror | None = None
    archive: str | None = None
    portal: str = PORTAL


def bring(
    store: Path, url: str, ways: Ways, now: Now, *, accepted: frozenset[str] = frozenset(), via: Via = "web", feed: bool = False
) -> History:
    """What the store has of the address, after asking for it. Raises FetchError by cause, which is noted in the history first.

    `accepted` are contents (sha256) that a person took for the document, whatever they look like.
    """
    with locked(address_lock(store, url)):
        recover(store, url)
        known = load_history(store, url)
        try:
            return _bring(store, url, ways, now, known, accepted, via, feed)
        except FetchError as error:
            if error.cause not in ("offline", "not_in_mirror"):
                save_history(store, known.with_check(error.cause, now(), error.detail))
            raise
        finally:
            for left in incoming_paths(store, url):
                left.unlink(missing_ok=True)


def _bring(store: Path, url: str, ways: Ways, now: Now, known: History, accepted: frozenset[str], via: Via, feed: bool) -> History:
    from subsidy_rules.fetch.judge import Expected
    from subsidy_rules.fetch.web import Answer

    found = ways.mirror.find(url) if ways.mirror is not None else None
    expected = Expected(url, accepted, known.latest if _is_whole(store, known.latest) else None, feed)
    if isinstance(found, Path):
        part, _ = incoming_paths(store, url)
        write_atomic(part, read_local(found))
        return _settle(store, Answer(200, url, ()), part, expected, now, "mirror")
    if ways.web is None:
        if expected.former is not None:
            return known
        raise trouble("not_in_mirror" if ways.mirror is not None else "offline", url, "--offline")
    return _ask(store, found or url, ways, expected, now, via)


def _ask(store: Path, address: str, ways: Ways, expected: Expected, now: Now, via: Via) -> History:
    assert ways.web is not None
    ways.web.read_robots = lambda site: robots_of(store, ways.web, site, now)
    part, _ = incoming_paths(store, expected.url)
    try:
        answer = ways.web.get(address, part, _conditions(expected.former))
    except FetchError as error:
        raise trouble(error.cause, expected.url, error.detail, kept=expected.former is not None) from error
    return _settle(store, answer, part, expected, now, via)


def _settle(store: Path, answer: Answer, part: Path, expected: Expected, now: Now, via: Via) -> History:
    """The history with what came: the same as before, or a version that was looked at and filed."""
    at = now()
    if answer.status == 304:
        known = load_history(store, expected.url)
        history = known.with_check("unchanged", at)
        save_history(store, history, known)
        return history
    data = part.read_bytes()
    version = _version(data, answer, expected, at, via)
    return file_download(store, version, at)


def _version(data: bytes, answer: Answer, expected: Expected, at: str, via: Via) -> Version:
    from subsidy_rules.fetch.judge import judge

    sha256 = sha256_of(data)
    former = expected.former
    if former is not None and former.sha256 == sha256:
        form, chars = former.format, former.chars
    else:
        judged = judge(data, sha256, expected)
        form, chars = judged.format, judged.chars
    return Version(
        url=expected.url,
        final_url=answer.final_url,
        fetched_at=at,
        status=answer.status if via != "mirror" else None,
        headers=answer.headers,
        sha256=sha256,
        size=len(data),
        format=form,
        chars=chars,
        via=via,
    )


def bring_bytes(store: Path, url: str, data: bytes, via: Via, now: Now, accepted: frozenset[str] = frozenset()) -> History:
    """The history of an address whose content is at hand: an attachment, a file of the inbox. Raises FetchError by cause."""
    from subsidy_rules.fetch.judge import Expected
    from subsidy_rules.fetch.web import Answer

    known = load_history(store, url)
    expected = Expected(url, accepted, known.latest if _is_whole(store, known.latest) else None)
    try:
        version = _version(data, Answer(200, url, ()), expected, now(), via)
    except FetchError as error:
        with locked(address_lock(store, url)):
            save_history(store, load_history(store, url).with_check(error.cause, now(), error.detail))
        raise
    return add_version(store, version, data)


def robots_of(store: Path, web: Web | None, site: str, now: Now) -> Robots:
    """What the site's robots.txt says, asked at most once a day. Raises FetchError where the site cannot be reached to ask it."""
    path = store / "robots" / f"{address_key(site)}.json"
    at = datetime.fromisoformat(now())
    kept = _kept_robots(path, at)
    if kept is not None:
        return parse_robots(kept)
    if web is None:
        return ALLOW_ALL
    with locked(store / "locks" / f"robots-{path.stem}.lock"):
        kept = _kept_robots(path, at)  # somebody else may have asked meanwhile
        return parse_robots(_ask_robots(web, site, path, at) if kept is None else kept)


def _ask_robots(web: Web, site: str, path: Path, at: datetime) -> str:
    """The text of the site's robots.txt, "" without one, kept in this record. Whoever may write it is locked out by the caller."""
    part = path.with_suffix(".part")
    remove_torn(path)
    try:
        web.get(f"{site}/robots.txt", part, {}, robots=False)
        text = part.read_bytes()[:MAX_BYTES].decode("utf-8", errors="replace")
    except FetchError as error:
        if error.cause not in _NO_ROBOTS:
            raise
        text = ""
    finally:
        part.unlink(missing_ok=True)
    write_atomic(path, json.dumps({"site": site, "at": at.isoformat(), "text": text}, ensure_ascii=False).encode("utf-8"))
    return text


def _kept_robots(path: Path, now: datetime) -> str | None:
    """The text of a record that is fresh; None without one, and for a torn one, which is written anew."""
    try:
        kept = json.loads(path.read_bytes())
        return str(kept["text"]) if now - datetime.fromisoformat(kept["at"]) < _ROBOTS_FRESH else None
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _conditions(former: Version | None) -> dict[str, str]:
    """Headers that ask for the document only if it is another than the version that the store has."""
    if former is None:
        return {}
    pairs = (("if-none-match", former.header("etag")), ("if-modified-since", former.header("last-modified")))
    return {name: value for name, value in pairs if value}


def _is_whole(store: Path, version: Version | None) -> bool:
    """Whether the bytes of the version are in the store as they came. Looking at the size costs nothing; reading checks the hash."""
    if version is None:
        return False
    path = blob_path(store, version.sha256)
    return path.is_file() and path.stat().st_size == version.size and hashlib.sha256(path.read_bytes()).hexdigest() == version.sha256
