"""Strict cell F1: text, row, column, row span and column span all equal.

Text is compared after NFKC without white space; rows and columns in which no cell with text starts do not count, and neither do
cells without text, so that an extractor is not blamed for how it reports emptiness.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_BULLETS = dict.fromkeys(map(ord, "\uf09e\uf06c\uf0b7\u26ab\u25cf\u2022\u00b7\uff65\u30fb"), "・")


class PlacedCell(NamedTuple):
    """One cell of a table as any extractor reports it; rows and columns count from 0."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str


def strict_f1(predicted: Sequence[PlacedCell], gold: Sequence[PlacedCell]) -> float:
    """F1 of one table against its labelled one, 0 to 1."""
    ours, theirs = Counter(_canonical(predicted)), Counter(_canonical(gold))
    both = (ours & theirs).total()
    return 2 * both / (ours.total() + theirs.total()) if both else 0.0


def best_f1(tables: Iterable[Sequence[PlacedCell]], gold: Sequence[PlacedCell]) -> float:
    """F1 of the table of a page that fits the labelled one best; 0 where the page yields none."""
    return max((strict_f1(table, gold) for table in tables), default=0.0)


def _canonical(cells: Iterable[PlacedCell]) -> list[PlacedCell]:
    kept = [cell._replace(text=_plain(cell.text)) for cell in cells]
    kept = [cell for cell in kept if cell.text]
    rows, cols = sorted({cell.row for cell in kept}), sorted({cell.col for cell in kept})
    return [
        PlacedCell(
            rows.index(cell.row),
            cols.index(cell.col),
            sum(cell.row <= row < cell.row + cell.rowspan for row in rows),
            sum(cell.col <= col < cell.col + cell.colspan for col in cols),
            cell.text,
        )
        for cell in kept
    ]


def _plain(text: str) -> str:
    return re.sub(r"[\s\x00]+", "", unicodedata.normalize("NFKC", text.translate(_BULLETS)))
