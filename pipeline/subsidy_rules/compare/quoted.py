"""Quotes and sentences → which of them stand in each other, looked up by their words and not each by each."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from subsidy_rules.compare.spelling import bare, spelled, without_pointers
from subsidy_rules.compare.units import Unit
from subsidy_rules.model.document import Evidence

_TOLD = 6  # signs by which a part of a sentence is told


class Sentences:
    """The sentences of one document, in their order."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._plain: dict[str, list[int]] = defaultdict(list)
        self._runs: dict[str, list[int]] = defaultdict(list)
        self._begins: dict[str, list[int]] = defaultdict(list)  # by up to so many signs that they begin with
        self._lengths: dict[str, set[int]] = defaultdict(set)  # of those that begin with so many signs
        self._short = sorted({len(unit.plain) for unit in units if 0 < len(unit.plain) < _TOLD})
        for at, unit in enumerate(units):
            self._plain[unit.plain].append(at)
            self._runs[unit.run].append(at)
            for length in range(1, _TOLD):
                self._begins[unit.plain[:length]].append(at)
            if len(unit.plain) >= _TOLD:
                self._lengths[unit.plain[:_TOLD]].add(len(unit.plain))
        self._whole = "\0".join(unit.plain for unit in units)
        self._starts = [0, *accumulate(len(unit.plain) + 1 for unit in units)]

    def quoted(self, evidence: Evidence) -> list[Unit]:
        """Those that an evidence quotes: all of them or a part that is told, on its page.

        Sentences that only hold its words do not count where one says nothing else, nor those of other places where one stands at its own.
        """
        return [unit for quote in _pieces(evidence) for unit in self._quoted(quote, evidence)]

    def _quoted(self, quote: str, evidence: Evidence) -> list[Unit]:
        found = {*self._inside(quote), *self._runs.get(quote, ())}
        found.update(self._holding(quote) if len(quote) >= _TOLD else self._begins.get(quote, ()))
        units = [unit for at in sorted(found) if _is_said(quote, evidence, unit := self._units[at])]
        holding = [unit for unit in units if quote in unit.plain or quote == unit.run]
        others = {id(unit) for unit in holding}
        holding = [unit for unit in holding if quote in (unit.plain, unit.run)] or holding
        holding = [unit for unit in holding if unit.evidence.at == evidence.at] or holding
        others -= {id(unit) for unit in holding}
        return [unit for unit in units if id(unit) not in others]

    def inside(self, text: str) -> list[Unit]:
        """Those that stand whole in a text of one spelling."""
        return [self._units[at] for at in sorted(set(self._inside(text)))]

    def _inside(self, text: str) -> Iterator[int]:
        yield from self._plain.get("", ())
        for at in range(len(text)):
            for length in (*self._short, *self._lengths.get(text[at : at + _TOLD], ())):
                if at + length <= len(text):
                    yield from self._plain.get(text[at : at + length], ())

    def _holding(self, quote: str) -> Iterator[int]:
        at = self._whole.find(quote)
        while at >= 0:
            which = bisect_right(self._starts, at) - 1
            yield which
            at = self._whole.find(quote, self._starts[which + 1]) if which + 1 < len(self._starts) else -1


def is_quoted(evidence: Evidence, unit: Unit) -> bool:
    """Whether an evidence quotes a sentence, or a part of it that is told."""
    return any(_is_said(quote, evidence, unit) for quote in _pieces(evidence))


def _is_said(quote: str, evidence: Evidence, unit: Unit) -> bool:
    if unit.evidence.page != evidence.page:
        return False
    return unit.plain in quote or (quote in unit.plain and (len(quote) >= _TOLD or unit.plain.startswith(quote))) or quote == unit.run


def _pieces(evidence: Evidence) -> list[str]:
    """What is quoted, in the one spelling; of a quote that was cut for publication each sentence or part of one, as its ends are open."""
    parts = [evidence.quote] if evidence.whole is None else evidence.quote.split("。")
    return [quote for part in parts if (quote := plain(part))]


@lru_cache(maxsize=16384)  # the same quotes are looked for among all findings
def plain(text: str) -> str:
    """A text in the one spelling in which sentences are compared, without its pointers and signs."""
    return bare(without_pointers(spelled(text)))
