"""Figure → the rule that it is bound to. What a rule says is looked for where its evidence stands and next to it, never everywhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from subsidy_rules.check.rule_numbers import Number, numbers_of_conditions, numbers_of_value, states_date, states_number, states_quantity
from subsidy_rules.coverage.figures import Figure
from subsidy_rules.coverage.passages import Passage
from subsidy_rules.coverage.report import BoundTo, How
from subsidy_rules.coverage.restate import Restated, words_of
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.basis import value_data
from subsidy_rules.model.document import Cell, Evidence
from subsidy_rules.model.rule import Candidate

_WHOLE = 6  # characters by which a text is told
_FACTORS = ("/", "÷", "×")


@dataclass(frozen=True, slots=True)
class _Claim:
    """One candidate at one passage that it cites.

    `start`, `end` are half-open bounds of what it is about in the passage's own text; `quote_start`, `quote_end` those of its whole quote.
    `words` is what the rule says in words, folded and joined.
    """

    candidate: Candidate
    numbers: frozenset[Number]
    start: int
    end: int
    quote_start: int
    quote_end: int
    words: str


class Binder:
    """Binds figures to candidates."""

    def __init__(self, passages: Sequence[Passage], candidates: Sequence[Candidate]) -> None:
        self._claims: dict[Passage, list[_Claim]] = defaultdict(list)
        self._near: dict[Passage, list[_Claim]] = defaultdict(list)
        self._restated = Restated(candidates)
        self._quotes = {_plain(evidence.quote) for candidate in candidates for evidence in candidate.evidence}
        index = _Index(passages)
        for candidate in candidates:
            numbers = numbers_of_value(candidate.value) | numbers_of_conditions(candidate.when)
            words = "\n".join(map(fold_text, words_of(candidate)))
            for place, evidence in enumerate(candidate.evidence):
                for passage, start, end in index.cited(candidate, evidence, first=place == 0):
                    at = passage.text.find(evidence.quote)
                    whole = (at, at + len(evidence.quote)) if at >= 0 else (start, end)
                    claim = _Claim(candidate, numbers, start, end, *whole, words)
                    self._claims[passage].append(claim)
                    for neighbour in index.neighbours(passage):
                        self._near[neighbour].append(claim)

    def cites(self, passage: Passage) -> bool:
        """Whether evidence of a rule stands in the passage."""
        return bool(self._claims.get(passage))

    def quotes(self, passage: Passage) -> bool:
        """Whether a rule quotes all that the passage says, from another place: a cell whose text stands on the page as a line, too."""
        text = _plain(passage.text)
        return len(text) >= _WHOLE and any(text in quote for quote in self._quotes)

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
        said = next((claim for claim in own if _says(claim.words, figure)), None)
        if said is not None:
            return _bound(said.candidate, "words")
        again = self._restated.rule(figure)
        return _bound(again, "restated") if again is not None else None

    def quoted(self, figure: Figure) -> BoundTo | None:
        """The rule whose evidence quotes the figure without holding its number; of a rule in words, all that it quotes."""
        start, end = figure.folded.span(figure.start, figure.end)
        for claim in self._claims[figure.passage]:
            first, last = (claim.start, claim.end) if claim.numbers else (claim.quote_start, claim.quote_end)
            if first < end and start < last:
                return _bound(claim.candidate, "quote")
        return None

    def bind_conditions(self, figures: Sequence[Figure]) -> BoundTo | None:
        """The rule whose conditions a passage says again: it holds all the passage's sizes, which are at least two different ones."""
        again = self._restated.by_conditions(figures, _states)
        return _bound(again, "restated") if again is not None else None


def _plain(text: str) -> str:
    return re.sub(r"[\s・]", "", fold_text(text))


def _says(words: str, figure: Figure) -> bool:
    """Whether the words of a rule hold the figure with the sign before it and the one behind it."""
    text = figure.folded.text
    for near in (
        text[max(0, figure.start - 1) : figure.end + 1],
        text[max(0, figure.start - 2) : figure.end],
        text[figure.start : figure.end + 2],
    ):
        if len(near) > figure.end - figure.start and near in words:
            return True
    return False


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
