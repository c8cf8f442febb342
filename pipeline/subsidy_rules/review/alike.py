"""Rules of which neither id, words nor figures are the same any more, though their sentences are much alike → which of them are one rule.

A clause that gets a condition more, another number and a word or two is read as a rule of another id and value. What was decided on it
must come back with both texts, neither as a rule that vanished nor as one that nobody ever saw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from subsidy_rules.model.basis import value_data, when_data
from subsidy_rules.model.rule import Before, Rule

# Measured on clauses of official documents of two years: from 80 of 100 on, 25 of 25 were the same clause; between 60 and 79, nine of 15.
SAME_WORDS = 80
_CLEARLY = 3.0  # by which the likeliest pair has to be ahead of the next one: two that are as likely are not guessed between
_SHORTEST = 8  # characters of a quote that tell a rule from others wherever it stands
_TOLD_BY = ("class", "industry", "event", "code")
_NAMED = ("topic", "expense", "document")


@dataclass(frozen=True, slots=True)
class _Row:
    score: float
    old: str
    new: str


def alike_pairs(olds: Sequence[tuple[Rule, Before]], news: Sequence[tuple[Rule, Before]]) -> tuple[tuple[str, str], ...]:
    """Old id and new id of the pairs, the likeliest first; each rule with what it says as it was read."""
    rows = [_Row(score, old.id, new.id) for old, was in olds for new, now in news if (score := _likeness(old, was, new, now)) > 0]
    pairs: list[tuple[str, str]] = []
    settled: set[tuple[str, str]] = set()  # ("old" or "new", id): paired, or as like to two others
    for row in sorted(rows, key=lambda row: (-row.score, row.old, row.new)):
        sides = {("old", row.old), ("new", row.new)}
        if sides & settled:
            continue
        if not any(_is_rival(row, other, settled) for other in rows):
            pairs.append((row.old, row.new))
        settled |= sides
    return tuple(pairs)


def _is_rival(row: _Row, other: _Row, settled: set[tuple[str, str]]) -> bool:
    """Whether another pair with one of the two, whose other side is free, is about as likely."""
    shares = (row.old == other.old) != (row.new == other.new)
    free = ("old", other.old) not in settled and ("new", other.new) not in settled
    return shares and free and other.score > row.score - _CLEARLY


def _likeness(old: Rule, was: Before, new: Rule, now: Before) -> float:
    """0 where two rules are not the same: another kind, frame or name of ours, or other words."""
    from rapidfuzz import fuzz

    a, b = "".join(was.quote.split()), "".join(now.quote.split())
    if (old.kind, old.frame) != (new.kind, new.frame) or min(len(a), len(b)) < _SHORTEST or not _same_name(was, now):
        return 0.0
    words = fuzz.ratio(a, b, score_cutoff=SAME_WORDS)
    if not words:
        return 0.0
    same_value, same_when = _said(was) == _said(now), when_data(was.when) == when_data(now.when)
    # several rules of one sentence or cell are told apart by their figures; a rule that is named in its words by these
    if not same_value and not (_in_its_words(was) and _in_its_words(now)):
        return 0.0
    return words + 30 * same_value + 30 * same_when + 10 * (was.at == now.at)


def _said(claim: Before) -> dict[str, object]:
    """The value without the names that its own words give it."""
    return {key: part for key, part in value_data(claim.value).items() if key not in _NAMED or str(part).isascii()}


def _in_its_words(claim: Before) -> bool:
    return any(not str(part).isascii() for key, part in value_data(claim.value).items() if key in _NAMED)


def _same_name(was: Before, now: Before) -> bool:
    """Whether nothing of ours says that they are two: a topic that is named in the words of its sentence is reworded with it."""
    a, b = value_data(was.value), value_data(now.value)
    if any(a.get(key) != b.get(key) for key in _TOLD_BY):
        return False
    names = [(str(a.get(key, "")), str(b.get(key, ""))) for key in _NAMED]
    return all(x == y or not (x.isascii() and y.isascii()) for x, y in names)
