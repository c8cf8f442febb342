"""What rules say near a passage: in the rows and columns of its table, above and below it in the tree of labels.

A rule is looked for by its numbers, not by going through all that stands near: a table of thousands of rows would be gone through for each
of its cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Generic, Protocol, TypeVar

from subsidy_rules.check.rule_numbers import Number, named_by
from subsidy_rules.coverage.figures import Figure
from subsidy_rules.coverage.passages import Passage

# what a number of a rule may be to one of a text in another unit: half a rate is 50 percent, a year is 12 months
_FACTORS = (Fraction(1), Fraction(100), Fraction(1, 100), Fraction(12), Fraction(1, 12))
_KEPT = 2  # passages of one claim in one line: a passage is not near to itself, so that the second counts as well


class _HasNumbers(Protocol):
    @property
    def numbers(self) -> frozenset[Number]: ...


C = TypeVar("C", bound=_HasNumbers)
_Line = tuple[object, ...]
_Entry = tuple[int, Passage, C]


class Near(Generic[C]):
    """Claims by the lines that their passages stand in."""

    def __init__(self) -> None:
        self._by: dict[tuple[_Line, object], dict[frozenset[Number], list[_Entry[C]]]] = defaultdict(lambda: defaultdict(list))
        self._n = 0

    def add(self, passage: Passage, claim: C) -> None:
        """Keeps a claim on a passage; an earlier one goes before a later one."""
        self._n += 1
        keys = set(keys_of(claim.numbers))
        for line in _lines(passage, claims=True):
            for key in keys:
                kept = self._by[line, key][claim.numbers]
                if len(kept) < _KEPT and not any(other is passage for _, other, _ in kept):
                    kept.append((self._n, passage, claim))

    def claims(self, figure: Figure) -> Iterator[C]:
        """Those on other passages near a figure's that hold such a number, in their order."""
        found: dict[int, C] = {}
        for line in _lines(figure.passage, claims=False):
            for key in asked_by(figure):
                for entries in self._by.get((line, key), {}).values():
                    found |= {at: claim for at, passage, claim in entries if passage is not figure.passage}
        yield from (claim for _, claim in sorted(found.items(), key=lambda pair: pair[0]))


def _lines(passage: Passage, *, claims: bool) -> Iterator[_Line]:
    """The rows and columns of a cell; of a clause its place in the tree of labels, for what claims it or for what asks from there."""
    cell, table, clause = passage.cell, passage.table, passage.clause
    if cell is not None and table is not None:
        yield from (("row", table.table_no, row) for row in range(cell.row, cell.row + cell.rowspan))
        yield from (("column", table.table_no, col) for col in range(cell.col, cell.col + cell.colspan))
    elif clause is not None and clause.path:
        path = clause.path
        above = [path[:length] for length in range(1, len(path))]
        if claims:
            yield from (("below", branch) for branch in (*above, path))
            yield ("at", path)
        else:
            yield ("below", path)
            yield from (("at", branch) for branch in above)


def keys_of(numbers: Iterable[Number]) -> Iterator[object]:
    """What a rule's numbers are found by: values, days, and days without their year."""
    for number in numbers:
        if number.value is not None:
            yield number.value
        if number.text is not None:
            yield from (number.text, number.text[-6:])


def asked_by(figure: Figure) -> tuple[object, ...]:
    """What the numbers of a rule that states a figure are found by; some that do not state it are found, too."""
    if figure.quantity is not None:
        return tuple(value * factor for value in named_by(figure.quantity)[:1] for factor in _FACTORS)
    if figure.date is not None:
        date = figure.date
        return (date.iso,) if date.year is not None else (f"-{date.month or 0:02d}-{date.day or 0:02d}",)
    return (Fraction(figure.folded.text[figure.start : figure.end].replace(",", "")),)
