"""Answers of the Jグランツ portal's public interface (list v1, detail v2) → what they state. Pure; `fetch.portal` asks the portal.

The interface is described at https://developers.digital.go.jp/documents/jgrants/api. What is not described there but met in the feed:
a keyword of two characters or more is required; entries made for testing are listed; the same entry is listed more than once; a cap of 0
means that none is stated; the rate is free text.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from subsidy_rules.messages.message import Message, message
from subsidy_rules.model.document import SourceKind
from subsidy_rules.yaml.foreign_json import read_json

MIN_KEYWORD = 2
_TEST_ENTRY = re.compile(r"^\W*(?:テスト|test\b|ダミー|dummy\b)|テスト(?:用|データ|公募|申請|環境|補助金)|動作確認|検証用", re.IGNORECASE)
_FIELDS: tuple[tuple[str, SourceKind], ...] = (
    ("application_guidelines", "guideline"),
    ("outline_of_grant", "regulation"),
    ("application_form", "form"),
)


class FeedError(ValueError):
    """The answer is not what the interface describes."""

    def __init__(self, words: Message) -> None:
        self.words = words
        super().__init__(str(words))


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file attached to an entry: its bytes, the name it has there, and what it is."""

    name: str
    kind: SourceKind
    data: bytes


@dataclass(frozen=True, slots=True)
class Round:
    """One application period, in ISO 8601 as the portal has it (UTC); None where it is not stated."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class PortalEntry:
    """One subsidy as the portal shows it.

    Attributes:
        cap_yen: the one cap it states; None where it states none.
        rate: its rate in words, "" where it states none.
        broken: names of attachments that could not be decoded.
    """

    id: str
    title: str
    institution: str = ""
    cap_yen: int | None = None
    rate: str = ""
    employees: str = ""
    rounds: tuple[Round, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    broken: tuple[str, ...] = ()


def parse_list(data: bytes) -> tuple[PortalEntry, ...]:
    """The entries of a list, each once, without those made for testing. Raises FeedError."""
    found: dict[str, PortalEntry] = {}
    for item in _result(data):
        entry = _entry(item)
        if not _TEST_ENTRY.search(entry.title):
            found.setdefault(entry.id, entry)
    return tuple(found.values())


def parse_detail(data: bytes) -> PortalEntry:
    """The entry with its attachments. Raises FeedError where there is none."""
    items = list(_result(data))
    if not items:
        raise FeedError(message("no entry of this id"))
    return _entry(items[0])


def _result(data: bytes) -> Iterator[Mapping[str, Any]]:
    try:
        tree = read_json(data)
    except ValueError as error:
        raise FeedError(message("no JSON: {error}", error=error)) from error
    result = tree.get("result") if isinstance(tree, dict) else None
    if not isinstance(result, list):
        raise FeedError(message("no list under `result`"))
    for item in result:
        if not isinstance(item, dict) or not isinstance(item.get("id"), str):
            raise FeedError(message("an entry without id"))
        for field, _ in _FIELDS:
            if not isinstance(item.get(field) or [], list):
                raise FeedError(message("no list under `{field}`", field=field))
        yield item


def _entry(item: Mapping[str, Any]) -> PortalEntry:
    cap = item.get("subsidy_max_limit")
    rounds = item.get("workflow") if isinstance(item.get("workflow"), list) else [item]
    files = list(_attachments(item))
    return PortalEntry(
        id=item["id"],
        title=_text(item, "title"),
        institution=_text(item, "institution_name"),
        cap_yen=int(cap) if isinstance(cap, (int, float)) and cap is not True and cap > 0 else None,
        rate=_text(item, "subsidy_rate"),
        employees=_text(item, "target_number_of_employees"),
        rounds=tuple(_round(each) for each in rounds or [] if isinstance(each, dict)),
        attachments=tuple(file for file in files if isinstance(file, Attachment)),
        broken=tuple(file for file in files if isinstance(file, str)),
    )


def _attachments(item: Mapping[str, Any]) -> Iterator[Attachment | str]:
    """Each attachment, or the name of one that cannot be decoded. Of two of one name the second is another document."""
    taken: set[str] = set()
    for field, kind in _FIELDS:
        for file in item.get(field) or []:
            if not isinstance(file, dict) or not file.get("data"):
                continue
            name = _apart(str(file.get("name") or field), taken)
            try:
                yield Attachment(name, kind, base64.b64decode("".join(str(file["data"]).split()), validate=True))
            except (binascii.Error, ValueError):
                yield name


def _apart(name: str, taken: set[str]) -> str:
    """The name, with a number where another attachment of the entry has it."""
    own, n = name, 1
    while own in taken:
        n += 1
        stem, point, ending = name.rpartition(".")
        own = f"{stem} ({n}){point}{ending}" if point else f"{name} ({n})"
    taken.add(own)
    return own


def _round(item: Mapping[str, Any]) -> Round:
    return Round(_text(item, "acceptance_start_datetime") or None, _text(item, "acceptance_end_datetime") or None)


def _text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return value.strip() if isinstance(value, str) else ""
