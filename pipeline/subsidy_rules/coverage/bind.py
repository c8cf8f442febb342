"""Figure → the rule that it is bound to. What a rule says is looked for where its evidence stands and next to it, never everywhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from subsidy_rules.check.rule_numbers import Number, numbers_of_conditions, numbers_of_value, states_date, states_number, states_quantity
from subsidy_rules.coverage.figures import Figure
from subsidy_rules.coverage.passages import Passage
from subsidy_rules.coverage.report import BoundTo, How
from subsidy_rules.language.quantities import Quantity
from subsidy_rules.model.basis import value_data
from subsidy_rules.model.document import Cell, Evidence
from subsidy_rules.model.rule import Candidate

# words by which a text says again what a rule on the amount or the rate says
_RESTATES = {
    "amount": re.compile(r"(?:補助額|補助金(?:交付)?申請額|補助金の?額|補助(?:金)?上限額?)(?:[がはのを][^、。\d]{0,8}|:|\()?$"),
    "ratio": re.compile(r"補助率(?:[がはのを]|:|\()?$"),
}
_FACTORS = ("/", "÷", "×")
_CAP = re.compile(r"(?:上限|最大|最高)[^。、]{0,4}$")
_ON_TOP = re.compile(r"[^、。]{0,4}(?:上乗せ|引き?上げ|加算|増額)")
_PLAIN = frozenset({"min", "max", "min_exclusive", "max_exclusive"})  # of an amount that is neither per something nor a formula
_TELLING = 2  # different sizes that agree by chance no more


@dataclass(frozen=True, slots=True)
class _Claim:
    """One candidate at one passage that it cites; `start`, `end` are half-open bounds of what it is about in the passage's own text."""

    candidate: Candidate
    numbers: frozenset[Number]
    start: int
    end: int


class Binder:
    """Binds figures to candidates."""

    def __init__(self, passages: Sequence[Passage], candidates: Sequence[Candidate]) -> None:
        self._claims: dict[Passage, list[_Claim]] = defaultdict(list)
        self._near: dict[Passage, list[_Claim]] = defaultdict(list)
        self._values = [(candidate, numbers_of_value(candidate.value)) for candidate in candidates]
        self._conditions = [(candidate, numbers_of_conditions(candidate.when)) for candidate in candidates]
        index = _Index(passages)
        for candidate, numbers in self._values:
            all_numbers = numbers | numbers_of_conditions(candidate.when)
            for place, evidence in enumerate(candidate.evidence):
                for passage, start, end in index.cited(candidate, evidence, first=place == 0):
                    claim = _Claim(candidate, all_numbers, start, end)
                    self._claims[passage].append(claim)
                    for neighbour in index.neighbours(passage):
                        self._near[neighbour].append(claim)

    def cites(self, passage: Passage) -> bool:
        """Whether evidence of a rule stands in the passage."""
        return bool(self._claims.get(passage))

    def bind(self, figure: Figure) -> BoundTo | None:
        """The rule that holds the number where it stands or beside it, else one that it restates."""
        own, near = self._claims[figure.passage], self._near[figure.passage]
        start, end = figure.folded.span(figure.start, figure.end)
        quoting = [claim for claim in own if claim.start < end and start < claim.end]
        # a bare number has no unit to be told by: only a rule that cites its own passage can hold it, or it is the factor of a formula
        told = figure.kind != "number" or figure.before.endswith(_FACTORS)
        for claims in (quoting, own, near if told else ()):
            for claim in claims:
                if _states(claim.numbers, figure):
                    return _bound(claim.candidate, "value")
        return self._restated(figure)

    def quoted(self, figure: Figure) -> BoundTo | None:
        """The rule whose evidence quotes the figure without holding its number (a text-only rule)."""
        start, end = figure.folded.span(figure.start, figure.end)
        claim = next((claim for claim in self._claims[figure.passage] if claim.start < end and start < claim.end), None)
        return _bound(claim.candidate, "quote") if claim is not None else None

    def bind_conditions(self, figures: Sequence[Figure]) -> BoundTo | None:
        """The rule whose conditions a passage says again: it holds all the passage's sizes, which are at least two different ones."""
        sizes = [figure for figure in figures if figure.kind != "number"]
        if len({(figure.kind, figure.folded.text[figure.start : figure.end]) for figure in sizes}) < _TELLING:
            return None
        for candidate, numbers in self._conditions:
            if all(_states(numbers, figure) for figure in sizes):
                return _bound(candidate, "restated")
        return None

    def _restated(self, figure: Figure) -> BoundTo | None:
        """The rule on the amount or the rate that a text names by its word and gives the same bounds."""
        quantity = figure.quantity
        words = _RESTATES.get(figure.kind)
        if quantity is None or words is None or not words.search(figure.before) or _ON_TOP.match(figure.after):
            return None
        if quantity.part:  # a part of the amount is a condition of a rate, not an amount
            held = [c for c, numbers in self._conditions if c.kind == "subsidy_rate" and states_quantity(numbers, quantity)]
        elif figure.kind == "ratio":
            held = [c for c, numbers in self._values if c.kind == "subsidy_rate" and states_quantity(numbers, quantity)]
        else:
            capped = _CAP.search(figure.before) is not None
            held = [c for c, _ in self._values if c.kind == "subsidy_amount" and _same_bounds(value_data(c.value), quantity, capped=capped)]
        return _bound(held[0], "restated") if held else None


def _same_bounds(value: Mapping[str, Any], quantity: Quantity, *, capped: bool) -> bool:
    """Whether an amount of a text has both bounds of a rule's; one number alone is a cap only where the text calls it one."""
    if not set(value) <= _PLAIN:
        return False
    low, high = quantity.low, quantity.high
    if quantity.point is not None:
        return capped and value.get("max") == quantity.point
    if low is not None and (value.get("min") != low.value or bool(value.get("min_exclusive")) != low.exclusive):
        return False
    if high is not None and (value.get("max") != high.value or bool(value.get("max_exclusive")) != high.exclusive):
        return False
    return high is not None or "max" not in value


def _states(numbers: Iterable[Number], figure: Figure) -> bool:
    if figure.quantity is not None:
        return states_quantity(numbers, figure.quantity)
    if figure.date is not None:
        return states_date(numbers, figure.date)
    return states_number(numbers, figure.folded.text[figure.start : figure.end])


def _bound(candidate: Candidate, how: How) -> BoundTo:
    return BoundTo(frame=candidate.frame, kind=candidate.kind, value=value_data(candidate.value), how=how)


class _Index:
    """Finds the passages that evidence cites, and those beside a passage."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._by_text: dict[str, list[Passage]] = defaultdict(list)
        self._by_table: dict[int, list[Passage]] = defaultdict(list)
        self._by_path: dict[tuple[str, ...], list[Passage]] = defaultdict(list)
        for passage in passages:
            self._by_text[passage.text].append(passage)
            if passage.table is not None:
                self._by_table[passage.table.table_no].append(passage)
            if passage.clause is not None:
                self._by_path[passage.clause.path].append(passage)

    def cited(self, candidate: Candidate, evidence: Evidence, *, first: bool) -> Iterator[tuple[Passage, int, int]]:
        """The passages that an evidence cites, and the part that it is about: what states the value, else the quote."""
        if first:
            same = [p for p in self._by_text[candidate.text] if _is_at(p, evidence)]
            if same:
                yield from ((passage, candidate.start, candidate.end) for passage in same)
                return
        for passage in self._passages:
            start = passage.text.find(evidence.quote)
            if start >= 0 and _is_at(passage, evidence):
                yield passage, start, start + len(evidence.quote)

    def neighbours(self, passage: Passage) -> Iterator[Passage]:
        """Of a cell, the cells of its rows and columns; of a clause, those above and below it in the tree of labels."""
        if passage.table is not None and passage.cell is not None:
            for other in self._by_table[passage.table.table_no]:
                if other.cell is not None and other is not passage and _in_line(passage.cell, other.cell):
                    yield other
        elif passage.clause is not None and passage.clause.path:
            path = passage.clause.path
            for length in range(1, len(path)):
                yield from self._by_path[path[:length]]
            yield from (p for p in self._by_path[path] if p is not passage)
            for other_path, found in self._by_path.items():
                if len(other_path) > len(path) and other_path[: len(path)] == path:
                    yield from found


def _is_at(passage: Passage, evidence: Evidence) -> bool:
    if evidence.bbox is not None:
        return evidence.bbox in passage.boxes or any(box in passage.boxes for box in evidence.boxes)
    return not evidence.at or passage.at == evidence.at or passage.at.split(" ")[0] == evidence.at.split(" ")[0]


def _in_line(a: Cell, b: Cell) -> bool:
    """Whether two cells share a row or a column."""
    rows = a.row < b.row + b.rowspan and b.row < a.row + a.rowspan
    return rows or (a.col < b.col + b.colspan and b.col < a.col + a.colspan)
