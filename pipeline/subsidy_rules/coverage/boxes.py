"""Coverage with line or cell boxes → the same with the box of each figure itself, found again among the characters of its page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from subsidy_rules.check.page_text import PageText, text_in
from subsidy_rules.coverage.report import CoverageReport, Entry
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Box
from subsidy_rules.model.layout import PageLayout


def with_exact_boxes(report: CoverageReport, layouts: Iterable[PageLayout]) -> CoverageReport:
    """The report with exact boxes; an entry that is not found among the characters keeps the box of its line or cell.

    The layouts may come one at a time: each is looked at once.
    """
    by_page: dict[int, list[int]] = defaultdict(list)
    for place, entry in enumerate(report.entries):
        if entry.page is not None and entry.boxes:
            by_page[entry.page].append(place)
    entries = list(report.entries)
    for layout in layouts:
        places = by_page.get(layout.page_no, [])
        for place, boxes in zip(places, _boxes([entries[place] for place in places], layout), strict=True):
            entries[place] = entries[place].model_copy(update={"boxes": boxes})
    return report.model_copy(update={"entries": tuple(entries)})


def _boxes(entries: list[Entry], layout: PageLayout) -> list[tuple[Box, ...]]:
    """Exact boxes of the entries of one page, in their order; the same text in the same box is told apart by its order."""
    texts: dict[Box, PageText] = {}
    seen: Counter[tuple[Box, str]] = Counter()
    out = []
    for entry in entries:
        area = _around(entry.boxes)
        if area not in texts:
            texts[area] = text_in(layout, area)
        wanted = fold_text(entry.text)
        found = texts[area].find(entry.text, seen[area, wanted])
        for other in _inside(wanted):
            seen[area, other] += 1
        out.append(found or entry.boxes)
    return out


def _inside(text: str) -> Iterable[str]:
    """The texts that are found once more wherever this one stands: itself and its parts."""
    return {text[start:end] for start in range(len(text)) for end in range(start + 1, len(text) + 1)}


def _around(boxes: tuple[Box, ...]) -> Box:
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
