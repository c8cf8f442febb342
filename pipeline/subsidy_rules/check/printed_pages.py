"""Page layouts → the numbers that are printed at the foot of pages, where they differ from the count of the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from subsidy_rules.check.page_text import lines_in
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.layout import PageLayout

_FOOT = 0.12  # part of the height of a page
_NUMBER = re.compile(r"[-~(\[]?(?:p\.?|P\.?)?(?P<n>\d{1,4})(?:[/／]\d{1,4})?(?:ページ|頁)?[-~)\]]?")


def printed_numbers(layouts: Iterable[PageLayout]) -> dict[int, str]:
    """Page of the file → printed number, for pages that print another one than they have in the file.

    Pages are counted on: a number counts where it is as far from that of the file as on another page, so that a figure at the foot of
    one page is not taken for its number.
    """
    found: dict[int, set[int]] = {layout.page_no: set(_at_foot(layout)) for layout in layouts}
    distances = Counter(page - number for page, numbers in found.items() for number in numbers)
    if not distances:
        return {}
    distance, times = distances.most_common(1)[0]
    if distance == 0 or (times < 2 and len(found) > 1):
        return {}
    return {page: str(page - distance) for page, numbers in found.items() if page - distance in numbers}


def _at_foot(layout: PageLayout) -> Iterable[int]:
    foot = (0.0, layout.height_pt * (1 - _FOOT), layout.width_pt, layout.height_pt)
    for line in lines_in(layout, foot).splitlines():
        match = _NUMBER.fullmatch(fold_text(line))
        if match is not None:
            yield int(match["n"])
