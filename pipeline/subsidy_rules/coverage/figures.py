"""Passage → its figures: quantities, dates, and the numbers that are in neither, so that nothing goes unseen that a grammar missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from subsidy_rules.coverage.passages import Passage
from subsidy_rules.coverage.report import FigureKind
from subsidy_rules.language.dates import Date, find_dates, wrong_dates
from subsidy_rules.language.normalise import Folded, fold, fold_text
from subsidy_rules.language.quantities import Quantity, find_quantities

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_FAR = 1_000  # signs before and behind a figure
_KINDS: dict[str, FigureKind] = {
    "yen": "amount",
    "rate": "ratio",
    "percent": "percentage",
    "year": "duration",
    "month": "duration",
    "day": "duration",
}


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One figure; `start`, `end` are half-open bounds in the folded text of its passage. A bare number has neither quantity nor date."""

    passage: Passage
    folded: Folded
    start: int
    end: int
    quantity: Quantity | None = None
    date: Date | None = None

    @property
    def kind(self) -> FigureKind:
        if self.date is not None:
            return "date"
        return _KINDS.get(self.quantity.unit, "count") if self.quantity is not None else "number"

    @property
    def text(self) -> str:
        """As printed."""
        return self.folded.quote(self.start, self.end)

    @property
    def before(self) -> str:
        """The folded text before it, as far as it can say something of it."""
        return self.folded.text[max(0, self.start - _FAR) : self.start]

    @property
    def labelled(self) -> str:
        """The folded text before it with the label of its clause in front (※, 注)."""
        clause = self.passage.clause
        return fold_text(clause.label) + self.before if clause is not None and self.start <= _FAR else self.before

    @property
    def after(self) -> str:
        """The folded text after it, as far as it can say something of it."""
        return self.folded.text[self.end : self.end + _FAR]


def figures_of(passage: Passage) -> tuple[Figure, ...]:
    """All figures of a passage, left to right."""
    folded = fold(passage.text)
    found = [Figure(passage, folded, q.start, q.end, quantity=q) for q in find_quantities(folded.text)]
    found += [Figure(passage, folded, d.start, d.end, date=d) for d in (*find_dates(folded.text), *wrong_dates(folded.text))]
    found += _bare(passage, folded, [(figure.start, figure.end) for figure in found])
    return tuple(sorted(found, key=lambda figure: figure.start))


def _bare(passage: Passage, folded: Folded, taken: list[tuple[int, int]]) -> Iterator[Figure]:
    at = {place for start, end in taken for place in range(start, end)}
    for match in _NUMBER.finditer(folded.text):
        if at.isdisjoint(range(*match.span())):
            yield Figure(passage, folded, match.start(), match.end())
