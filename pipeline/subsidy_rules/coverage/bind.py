"""Figure → the rule that it is bound to. What a rule says is looked for where its evidence stands and next to it, never everywhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from subsidy_rules.check.rule_numbers import Number, numbers_of_conditions, numbers_of_value, states_date, states_number, states_quantity
from subsidy_rules.coverage.figures import Figure
from subsidy_rules.coverage.near import Near, asked_by, keys_of
from subsidy_rules.coverage.passages import Passage
from subsidy_rules.coverage.report import BoundTo, How
from subsidy_rules.coverage.restate import Restated, words_of
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.basis import value_data
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.rule import Candidate

_WHOLE = 6  # characters by which a text is told
_FACTORS = ("/", "÷", "×")


@dataclass(frozen=True, slots=True)
class _Claim:
    """One candidate at one passage that it cites.

    `start`, `end` are half-open bounds of what it is about in the passage's own text; `quote_start`, `quote_end` those of its whole quote.
    `words` is what the rule says in words, folded and joined.
    """

    candidate: Candidate = field(compare=False)  # the first of those that say the same of the same words
    numbers: frozenset[Number]
    start: int
    end: int
    quote_start: int
    quote_end: int
    words: str


class Binder:
    """Binds figures to candidates."""

    def __init__(self, passages: Sequence[Passage], candidates: Sequence[Candidate]) -> None:
        self._claims: dict[Passage, dict[_Claim, None]] = defaultdict(dict)
        self._held: dict[tuple[Passage, object], dict[_Claim, int]] = defaultdict(dict)  # by passage and number, each with its place
        self._words: dict[Passage, str] = {}
        self._near: Near[_Claim] = Near()
        self._restated = Restated(candidates)
        self._quotes = "\0".join({_plain(evidence.quote): None for candidate in candidates for evidence in candidate.evidence})
        index = _Index(passages)
        known: set[object] = set()  # what rules that say the same cite in the same way is looked for once
        for candidate in candidates:
            numbers = numbers_of_value(candidate.value) | numbers_of_conditions(candidate.when)
            words = "\n".join(map(fold_text, words_of(candidate)))
            for place, evidence in enumerate(candidate.evidence):
                text = (candidate.text, candidate.start, candidate.end) if place == 0 else None
                cited = (numbers, words, text, evidence)
                if cited in known:
                    continue
                known.add(cited)
                for passage, start, end in index.cited(candidate, evidence, first=place == 0):
                    at = passage.text.find(evidence.quote)
                    whole = (at, at + len(evidence.quote)) if at >= 0 else (start, end)
                    claim = _Claim(candidate, numbers, start, end, *whole, words)
                    if claim not in self._claims[passage]:
                        place_of_claim = len(self._claims[passage])
                        self._claims[passage][claim] = None
                        for key in set(keys_of(numbers)):
                            self._held[passage, key][claim] = place_of_claim
                        self._near.add(passage, claim)
        self._words = {passage: "\n".join(dict.fromkeys(claim.words for claim in claims)) for passage, claims in self._claims.items()}

    def cites(self, passage: Passage) -> bool:
        """Whether evidence of a rule stands in the passage."""
        return bool(self._claims.get(passage))

    def quotes(self, passage: Passage) -> bool:
        """Whether a rule quotes all that the passage says, from another place: a cell whose text stands on the page as a line, too."""
        text = _plain(passage.text)
        return len(text) >= _WHOLE and text in self._quotes

    def bind(self, figure: Figure) -> BoundTo | None:
        """The rule that holds the number where it stands or beside it, else one that it restates."""
        own = self._holding(figure)
        start, end = figure.folded.span(figure.start, figure.end)
        quoting = [claim for claim in own if claim.start < end and start < claim.end]
        # a bare number has no unit to be told by: only a rule that cites its own passage can hold it, or it is the factor of a formula
        told = figure.kind != "number" or figure.before.endswith(_FACTORS)
        for claims in (quoting, own, self._near.claims(figure) if told else ()):
            for claim in claims:
                if _states(claim.numbers, figure):
                    return _bound(claim.candidate, "value")
        claims_here = self._claims.get(figure.passage, {})
        is_said = _says(self._words.get(figure.passage, ""), figure)
        said = next((claim for claim in claims_here if _says(claim.words, figure)), None) if is_said else None
        if said is not None:
            return _bound(said.candidate, "words")
        again = self._restated.rule(figure)
        return _bound(again, "restated") if again is not None else None

    def _holding(self, figure: Figure) -> list[_Claim]:
        """The claims on the passage of a figure that hold such a number, in their order."""
        found: dict[_Claim, int] = {}
        for key in asked_by(figure):
            found |= self._held.get((figure.passage, key), {})
        return sorted(found, key=lambda claim: found[claim])

    def quoted(self, figure: Figure) -> BoundTo | None:
        """The rule whose evidence quotes the figure without holding its number; of a rule in words, all that it quotes."""
        start, end = figure.folded.span(figure.start, figure.end)
        for claim in self._claims.get(figure.passage, {}):
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
    """Finds the passages that evidence cites."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._by_text: dict[tuple[str, str | None], list[Passage]] = defaultdict(list)  # by its place in words as well, and by none
        by_place: dict[object, list[Passage]] = defaultdict(list)
        for passage in passages:
            self._by_text[passage.text, None].append(passage)
            self._by_text[passage.text, passage.at].append(passage)
            for place in {_head(passage.at), "", *passage.boxes}:
                by_place[place].append(passage)
        self._by_place = {place: _Texts(found) for place, found in by_place.items()}

    def cited(self, candidate: Candidate, evidence: Evidence, *, first: bool) -> Iterator[tuple[Passage, int, int]]:
        """The passages that an evidence cites, and the part that it is about: what states the value, else the quote."""
        if first:
            same = self._by_text.get((candidate.text, evidence.at), ()) if evidence.bbox is None else ()
            same = same or [p for p in self._by_text.get((candidate.text, None), ()) if _is_at(p, evidence)]
            if same:
                yield from ((passage, candidate.start, candidate.end) for passage in same)
                return
        places = (_head(evidence.at),) if evidence.bbox is None else dict.fromkeys((evidence.bbox, *evidence.boxes))
        seen: set[Passage] = set()
        for texts in (self._by_place[place] for place in places if place in self._by_place):
            for passage, start in texts.holding(evidence.quote):
                if passage not in seen:
                    seen.add(passage)
                    yield passage, start, start + len(evidence.quote)


class _Texts:
    """Passages whose texts are looked through as one, which takes no step for each of them."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._whole = "\0".join(passage.text for passage in passages)
        self._starts = [0, *accumulate(len(passage.text) + 1 for passage in passages)]

    def holding(self, quote: str) -> Iterator[tuple[Passage, int]]:
        """The passages that hold a quote, each with where it first does."""
        at = self._whole.find(quote)
        while at >= 0:
            which = bisect_right(self._starts, at) - 1
            if which < len(self._passages) and at + len(quote) < self._starts[which + 1]:
                yield self._passages[which], at - self._starts[which]
            at = self._whole.find(quote, self._starts[which + 1]) if which + 1 < len(self._starts) else -1


def _head(at: str) -> str:
    """The table, or the number or heading, that a place in words begins with."""
    return at.split(" ")[0]


def _is_at(passage: Passage, evidence: Evidence) -> bool:
    if evidence.bbox is not None:
        return evidence.bbox in passage.boxes or any(box in passage.boxes for box in evidence.boxes)
    return not evidence.at or _head(passage.at) == _head(evidence.at)
