"""The Internet Archive's last copy of an address that is gone."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from subsidy_rules.fetch.bring import Now, Ways, bring, bring_bytes
from subsidy_rules.fetch.causes import trouble
from subsidy_rules.fetch.editions import blob_path
from subsidy_rules.fetch.history import History
from subsidy_rules.fetch.local_file import read_local
from subsidy_rules.yaml.foreign_json import read_json

_RAW = re.compile(r"/web/(\d{4,14})/")  # with "id_" behind the time, the archive gives the bytes as they were


def bring_archived(store: Path, url: str, ways: Ways, now: Now, accepted: frozenset[str] = frozenset()) -> History:
    """The history of the address with the archive's copy as a version. Raises FetchError where it has none, or is not to be asked."""
    if ways.archive is None:
        raise trouble("offline", url, "--archive")
    question = f"{ways.archive.rstrip('/')}/wayback/available?url={quote(url, safe='')}"
    answer = bring(store, question, ways, now, feed=True)
    copy = _copy_of(_bytes(store, answer))
    if copy is None:
        raise trouble("gone", url, "Internet Archive: -")
    raw = bring(store, _RAW.sub(r"/web/\1id_/", copy), ways, now, accepted=accepted, via="archive")
    return bring_bytes(store, url, _bytes(store, raw), "archive", now, accepted)


def _copy_of(data: bytes) -> str | None:
    """The address of the nearest copy that the archive says is there."""
    try:
        closest = read_json(data)["archived_snapshots"]["closest"]
    except (ValueError, KeyError, TypeError):
        return None
    url = closest.get("url") if isinstance(closest, dict) and closest.get("available") else None
    return url if isinstance(url, str) else None


def _bytes(store: Path, history: History) -> bytes:
    assert history.latest is not None, "what was brought has a version"
    return read_local(blob_path(store, history.latest.sha256))
