"""Lines → the zone that their page gives them: cover, contents, revision history; None where the text itself decides."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from subsidy_rules.clauses.labels import Role, fold, split_label
from subsidy_rules.clauses.rows import Row, text_rows
from subsidy_rules.clauses.zones import ZoneWords, squeeze, zone_words
from subsidy_rules.model.document import Page, Table, Zone

_LEADER = re.compile(
    r"(?:\.{4,}|…{2,}|‥{2,}|・{4,}|(?:\.\s){4,}|[─―]{4,}|_{4,})\s*[-(]?(?:[pP]\.?\s*)?[\d\s~-]{0,9}[-)]?\s*(?:ページ|頁)?$"
)
_COVER_ROWS = 45  # a cover with contact points has up to 30 lines
_TITLE_CHARS = 60
_HEAD_ROWS = 6
_EARLY_PAGES = 6  # a history without a title stands before the contents


@dataclass(frozen=True, slots=True)
class ZonedRows:
    """The lines of a document that are text of clauses, and the zone of each as `page_zones` tells it."""

    rows: tuple[Row, ...]
    zones: tuple[Zone | None, ...]


def zoned_rows(pages: Sequence[Page], tables: Sequence[Table]) -> ZonedRows:
    """What both the clauses and the change log of a document are read from."""
    rows = text_rows(pages, tables)
    return ZonedRows(rows, tuple(page_zones(rows, len(pages))))


def page_zones(rows: Sequence[Row], n_pages: int) -> list[Zone | None]:
    """The zone of each row that position and page decide, None for all others."""
    words = zone_words()
    zones: list[Zone | None] = [None] * len(rows)
    pages: dict[int, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        pages[row.page_no].append(at)
        if _LEADER.search(fold(row.text)):
            zones[at] = Zone.CONTENTS
    body_begun = False
    for page_no, places in sorted(pages.items()):
        texts = [rows[at].text for at in places]
        zone, start = _page_zone(texts, page_no, n_pages, words, body_begun)
        for at in places[start:] if zone is not Zone.REVISION else _until_notice(rows, places[start:]):
            if zone is Zone.CONTENTS:
                zones[at] = zone if zones[at] is zone or _is_entry(rows[at].text, words) else None
            elif zone is not None:
                zones[at] = zone
        _fill_gaps(rows, zones, places)
        body_begun = body_begun or (zone is None and any(_opens_body(rows[at].text) for at in places if zones[at] is None))
    return zones


_NOTICE = re.compile(r"\s*[【<＜](?:重要|ご?注意|お願い|お知らせ)[^】>＞]{0,20}[】>＞]")


def _until_notice(rows: Sequence[Row], places: Sequence[int]) -> Sequence[int]:
    """The rows of a revision history up to a notice below it: 【重要】 speaks of what holds now."""
    end = next((k for k, at in enumerate(places) if k and _NOTICE.match(rows[at].text)), len(places))
    return places[:end]


def _fill_gaps(rows: Sequence[Row], zones: list[Zone | None], places: Sequence[int]) -> None:
    """A short line between two entries of the contents is the second line of one."""
    for before, at, after in zip(places, places[1:], places[2:], strict=False):
        if zones[before] is zones[after] is Zone.CONTENTS and len(rows[at].text) <= _TITLE_CHARS and "。" not in rows[at].text:
            zones[at] = Zone.CONTENTS


def _page_zone(texts: Sequence[str], page_no: int, n_pages: int, words: ZoneWords, body_begun: bool) -> tuple[Zone | None, int]:
    """Zone of a page and from which of its lines on."""
    for at, text in enumerate(texts[:_HEAD_ROWS]):
        if len(text) <= _TITLE_CHARS and words.of_heading(text) is Zone.REVISION:
            return Zone.REVISION, at
    if not body_begun and page_no <= _EARLY_PAGES and _has_both_sides(texts, words):
        return Zone.REVISION, 0
    entries = [text for text in texts if _is_entry(text, words)]
    leaders = sum(1 for text in texts if _LEADER.search(fold(text)))
    titled = any(words.of_heading(text) is Zone.CONTENTS for text in texts[:_HEAD_ROWS] if len(text) <= 20)
    if leaders >= 5 or (titled and leaders + len(entries) >= 3) or (len(entries) >= 10 and len(entries) >= 0.6 * len(texts)):
        return Zone.CONTENTS, 0
    if page_no == 1 and n_pages >= 3 and len(texts) <= _COVER_ROWS and not any(_opens_body(text) for text in texts):
        return Zone.COVER, 0
    return None, 0


def _has_both_sides(texts: Sequence[str], words: ZoneWords) -> bool:
    """Whether lines of a page start with 改訂前） and with 改訂後）; single signs such as 新 would be found in any text."""

    def side(names: Sequence[str]) -> bool:
        marks = tuple(name for name in names if len(name) > 2)
        return any(re.match(r"[(<【\[・]?(?:" + "|".join(marks) + r")[)>】\]:]", squeeze(text)) for text in texts)

    return side(words.old) and side(words.new)


def _is_entry(text: str, words: ZoneWords) -> bool:
    """Whether a line may be an entry of a table of contents: a short numbered title, or the title of the contents."""
    if "。" in text or len(text) > _TITLE_CHARS:
        return False
    label = split_label(text)
    return words.of_heading(text) is Zone.CONTENTS or (label is not None and label.role is Role.SECTION and label.form != "annex")


def _opens_body(text: str) -> bool:
    label = split_label(text)
    return label is not None and label.role is Role.SECTION and not _LEADER.search(fold(text))
