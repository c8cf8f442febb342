"""Tables of which nothing is drawn: rows of short texts that keep to the same columns, one line each, under names of the columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from subsidy_rules.model.layout import Char, TextLine, lines_of, words_of
from subsidy_rules.tables.grid import Area, Grid

# Two texts of a row stand so many glyphs apart; between two columns a strip of so many points stays free in all rows.
_APART = 1.5
_CORRIDOR_PT = 5.0
# The next row follows within so many heights of a line.
_NEXT_ROW = 3.2
_MIN_ROWS = 3
_LONGEST = 24
_FIGURE = re.compile(r"\d")
_PAIR = 2  # two columns are a table only under names and with figures in all other rows
# 従業員数 | 補助上限額 over 5人以下 | 150万円: sizes name rows, where the other column holds sums
_SUMS = re.compile(r"額|率|上限|限度")
_SIZE = re.compile(r"(?=.*[人名])[\d~〜\-,人名以上下未満超]+")


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of text as its pieces, and their x extents."""

    top: float
    bottom: float
    spans: tuple[tuple[float, float], ...]
    pieces: tuple[list[Char], ...]

    def texts(self) -> tuple[str, ...]:
        """The words of each piece; most lines are of one piece, and nobody asks for them."""
        return tuple(words_of(piece).strip() for piece in self.pieces)


def aligned_grids(chars: Sequence[Char]) -> Iterator[Grid]:
    """The grids of rows that keep to common columns, top to bottom; `chars` are those outside all drawn tables."""
    rows = [_row(line) for line in lines_of(chars) if not line.stacked]
    at = 0
    while at < len(rows):
        stop = at + 1
        while stop < len(rows) and _follows(rows[stop - 1], rows[stop]) and _columns(rows[at : stop + 1]) is not None:
            stop += 1
        group = rows[at:stop]
        borders = _columns(group)
        if borders is not None and _is_table(group):
            yield _grid(group, borders)
            at = stop
        else:
            at += 1


def _row(line: TextLine) -> _Row:
    parts: list[list[Char]] = []
    last: Char | None = None
    for char in line.chars:
        gap = char.x0 - last.x1 if last is not None else 0.0
        if last is not None and (gap < 0 or gap < _APART * min(char.size, last.size)):
            parts[-1].append(char)
        else:
            parts.append([char])
        last = char
    spans = tuple((part[0].x0, max([char.x1 for char in part])) for part in parts)
    return _Row(line.top, line.bottom, spans, tuple(parts))


def _follows(upper: _Row, lower: _Row) -> bool:
    return len(upper.spans) == len(lower.spans) and 0 < lower.top - upper.top <= _NEXT_ROW * (upper.bottom - upper.top)


def _columns(rows: Sequence[_Row]) -> tuple[float, ...] | None:
    """The x positions between the columns that all rows keep to, None where they keep to none."""
    n_cols = len(rows[0].spans)
    if n_cols < _PAIR:
        return None
    borders = []
    for col in range(n_cols - 1):
        left, right = max(row.spans[col][1] for row in rows), min(row.spans[col + 1][0] for row in rows)
        if right - left < _CORRIDOR_PT:
            return None
        borders.append((left + right) / 2)
    return tuple(borders)


def _is_table(rows: Sequence[_Row]) -> bool:
    """Whether rows are a table: names without a figure over texts that are short and have figures."""
    if len(rows) < _MIN_ROWS:
        return False
    names, *below = (row.texts() for row in rows)
    if any(len(text) > _LONGEST for texts in (names, *below) for text in texts) or any(map(_has_figure, names)):
        return False
    told = [any(map(_has_figure, texts[1:])) for texts in below]
    if not all(told) or len(names) > _PAIR:
        return all(told)
    sized = _SUMS.search(names[1]) is not None and all(_SIZE.fullmatch(_plain(texts[0])) for texts in below)
    return sized or not any(_has_figure(texts[0]) for texts in below)


def _has_figure(text: str) -> bool:
    return bool(_FIGURE.search(_plain(text)))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _grid(rows: Sequence[_Row], borders: tuple[float, ...]) -> Grid:
    left, right = min(row.spans[0][0] for row in rows) - 1, max(row.spans[-1][1] for row in rows) + 1
    ys = (rows[0].top - 1, *((upper.bottom + lower.top) / 2 for upper, lower in pairwise(rows)), rows[-1].bottom + 1)
    areas = tuple(Area(row, col, 1, 1) for row in range(len(rows)) for col in range(len(borders) + 1))
    return Grid((left, *borders, right), ys, areas, ("no rule is drawn: its columns are told by their places",))
