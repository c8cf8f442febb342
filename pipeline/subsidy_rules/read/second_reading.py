"""pdfplumber as a second, independent reading of the tables on chosen pages: agreement is a ground for trust, disagreement for doubt.

It shares neither parser nor table finder with the first reading. At a sixth of a second a page it is meant for the pages that carry rules.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from subsidy_rules.document import Table

# Fills thicker than this are shading, not rules, and paler ones than this are not seen (0 black, 1 white).
_RULE_MAX_PT = 3.6
_PALE = 0.85
_AGREE = 0.95
_DIFFER = 0.8
_SURER = 0.1
_DOUBT = 0.2
_LEAST = 0.1
_SHARED = 0.5

Texts = frozenset[str]


def second_reading(data: bytes, pages: Collection[int]) -> dict[int, tuple[Texts, ...]]:
    """The cell texts of each table on the given pages (1-based), in a form that does not depend on the order of glyphs."""
    import pdfplumber

    found: dict[int, tuple[Texts, ...]] = {}
    with pdfplumber.open(io.BytesIO(data), pages=sorted(pages)) as pdf:
        for page in pdf.pages:
            tables = page.filter(_is_text_or_rule).extract_tables()
            found[page.page_number] = tuple(
                frozenset(_key(cell) for row in table for cell in row if cell and _key(cell)) for table in tables
            )
            page.close()
    return found


def with_second_reading(tables: Sequence[Table], readings: Mapping[int, Sequence[Texts]]) -> tuple[Table, ...]:
    """The tables with their confidence raised where the second reading has the same cells and lowered where it has others.

    A table of which no page was read again, or that the second reading does not find, stays as it is; so does one whose columns no
    rule draws, because the second reading knows nothing but rules.
    """
    return tuple(_judged(table, readings) if table.engine == "grid" else table for table in tables)


def _judged(table: Table, readings: Mapping[int, Sequence[Texts]]) -> Table:
    shares = [share for page_no in {cell.page_no for cell in table.cells} if (share := _agreement(table, page_no, readings)) is not None]
    if not shares:
        return table
    if min(shares) >= _AGREE:
        return table.model_copy(update={"confidence": round(min(1.0, table.confidence + _SURER), 2)})
    if min(shares) < _DIFFER:
        lowered = round(max(_LEAST, table.confidence - _DOUBT), 2)
        return table.model_copy(update={"confidence": lowered, "reasons": (*table.reasons, "a second reading has other cells")})
    return table


def _agreement(table: Table, page_no: int, readings: Mapping[int, Sequence[Texts]]) -> float | None:
    """The share of cells (F1) on one page that both readings have; None where the second has no table with the same text."""
    ours = frozenset(_key(cell.text) for cell in table.cells if cell.page_no == page_no and cell.text.strip())
    letters = set("".join(ours))
    near = [theirs for theirs in readings.get(page_no, ()) if theirs and len(letters & set("".join(theirs))) >= _SHARED * len(letters)]
    return max((2 * len(ours & theirs) / (len(ours) + len(theirs)) for theirs in near), default=None) if ours else None


def _key(text: str) -> str:
    """A text as its sorted glyphs: stacked text comes in another order from each engine; private-use bullets are dropped."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return "".join(sorted(sign for sign in folded if sign not in "・･·•" and not "\ue000" <= sign <= "\uf8ff"))


def _is_text_or_rule(item: dict[str, Any]) -> bool:
    """Whether pdfplumber shall look at an object: characters, and lines and fills that a reader sees as rules."""
    if item["object_type"] not in ("rect", "curve"):
        return True
    if item.get("fill") and min(item["width"], item["height"]) > _RULE_MAX_PT:
        return False
    colour = item.get("non_stroking_color")
    return not (isinstance(colour, list | tuple) and len(colour) in (1, 3) and min(colour) > _PALE)
