"""Pages → the lines that are running heads, running feet and page numbers, by position and repetition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from subsidy_rules.clauses.zones import squeeze
from subsidy_rules.model.document import Line, Page

_MARGIN = 0.11  # share of the page's height at its head and foot; body text of official documents starts at 0.05 to 0.08
_EDGE_LINES = 3  # a running head or foot has at most this many lines
_DRIFT_PT = 8.0
_PAGE_NUMBER = re.compile(r"[-(〔<～~・|]*(?:[pP](?:age)?\.?|[－-])?\d{1,3}(?:[/／]\d{1,3})?(?:ページ|頁)?[-)〕>～~・|]*")
_FEW_LETTERS = 8

Mark = tuple[int, int]  # page number and place of the line on its page
_Seen = defaultdict[tuple[str, bool], list[tuple[float, Mark]]]  # text and whether at the foot → heights and places


def running_lines(pages: Sequence[Page]) -> frozenset[Mark]:
    """(page_no, index of the line) of every running head, foot and page number.

    A line is one when the same words, digits aside, stand at the same height at the head or foot of three pages (of two, where there are no
    more), letter-spaced or not. A bare number in the margin is a page number also where it stands alone.
    """
    seen: _Seen = defaultdict(list)
    found: set[Mark] = set()
    for page in pages:
        for at, line, at_foot in _edge_lines(page):
            assert line.bbox is not None
            seen[_key(line.text), at_foot].append((line.bbox[1] if not at_foot else page.height_pt - line.bbox[1], (page.page_no, at)))
            if _is_lone_number(line, page):
                found.add((page.page_no, at))
    enough = 3 if len(pages) > 3 else 2
    known: list[tuple[str, bool, float]] = []
    for (key, at_foot), places in seen.items():
        for height, mark in places:
            beside = {page_no for other, (page_no, _) in places if abs(other - height) <= _DRIFT_PT}
            if len(beside) >= enough:
                found.add(mark)
                known.append((key, at_foot, height))
    return frozenset(found | _with_more_behind(seen, known))


def _with_more_behind(seen: _Seen, known: Sequence[tuple[str, bool, float]]) -> set[Mark]:
    """Lines that start as a known running head does and stand where it stands: something else was set on the same line."""
    long = {(key, at_foot): height for key, at_foot, height in known if len(key) > _FEW_LETTERS}
    found: set[Mark] = set()
    for (key, at_foot), places in seen.items():
        for (head, foot), height in long.items():
            if foot == at_foot and key.startswith(head):
                found.update(mark for other, mark in places if abs(other - height) <= _DRIFT_PT)
    return found


def _edge_lines(page: Page) -> Iterator[tuple[int, Line, bool]]:
    """Lines in the margins: place on the page, line, whether it is the foot."""
    placed = [(at, line) for at, line in enumerate(page.lines) if line.bbox is not None and page.height_pt > 0]
    by_height = sorted(placed, key=lambda item: item[1].bbox[1] if item[1].bbox else 0.0)
    for at, line in by_height[:_EDGE_LINES]:
        if line.bbox and line.bbox[3] <= page.height_pt * _MARGIN:
            yield at, line, False
    for at, line in by_height[-_EDGE_LINES:]:
        if line.bbox and line.bbox[1] >= page.height_pt * (1 - _MARGIN):
            yield at, line, True


def _key(text: str) -> str:
    """What repeats: digits count for nothing where there is little else (- 3 - （R7.4.1）), but 様式第１ and 様式第２ differ."""
    # a number that stands apart at either end is the page's own: 3　確認事項
    bare = squeeze(re.sub(r"^\s*\d{1,3}(?=\s)|(?<=\s)\d{1,3}\s*$", "#", text))
    masked = re.sub(r"\d+", "#", bare)
    return masked if len(re.sub(r"[\W_#]", "", masked)) <= _FEW_LETTERS and not re.search(r"第#|[一-龠]#", masked) else bare


def _is_lone_number(line: Line, page: Page) -> bool:
    """A number at the very foot or head, away from what stands above or below it."""
    if line.bbox is None or not _PAGE_NUMBER.fullmatch(squeeze(line.text)):
        return False
    gap = min(
        (
            abs(line.bbox[1] - other.bbox[3])
            for other in page.lines
            if other.bbox and other is not line and other.bbox[3] <= line.bbox[1] + 1
        ),
        default=99.0,
    )
    at_edge = line.bbox[1] >= page.height_pt * 0.93 or line.bbox[3] <= page.height_pt * 0.05
    return at_edge or (gap >= line.bbox[3] - line.bbox[1] and line.bbox[1] >= page.height_pt * (1 - _MARGIN))
