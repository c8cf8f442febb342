"""Figures of the sentences of a rule that stand in none of its bounds: a rule that lost one says more than its text, or less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.reading import Figure, Reading
from subsidy_rules.model.rule import AllOf, AnyOf, Condition, Constraint, Leaf, Not, Unread

# how long a plan runs, and the day on which something is due, are what other bounds are taken over
_TAKEN_OVER = ("計画", "期間", "年度")
_NO_SIZE = frozenset({"date", "term", "stage"})


@dataclass(frozen=True, slots=True)
class Told:
    """What the bounds and conditions of rules tell: the values, the periods and the words in which figures may stand, each joined."""

    values: frozenset[str]
    periods: str
    words: str


def told_of(conditions: Iterable[Constraint | None]) -> Told:
    """What constraints and conditions tell."""
    parts = [part for condition in conditions for part in _parts(condition)]
    leaves = [part for part in parts if isinstance(part, Leaf)]
    return Told(
        values=frozenset(str(leaf.value) for leaf in leaves),
        periods="/".join(dict.fromkeys(str(leaf.over) for leaf in leaves if leaf.over)),
        words=" ".join(dict.fromkeys(fold_text(part.unread if isinstance(part, Unread) else part.of or "") for part in parts)),
    )


def figures_left(reading: Reading, text: str, told: Told) -> bool:
    """Whether a figure that bounds something in a sentence is neither the value of a bound nor part of the words of a condition.

    Args:
        reading: of a sentence of `text`.
        text: of the clause or cell.
        told: by all rules that the sentence states.
    """
    return any(
        str(figure.value) not in told.values
        and str(figure.value) not in told.periods
        and fold_text(text[figure.start : figure.end]) not in told.words
        for figure in reading.figures
        if _is_bound(figure)
    )


def _is_bound(figure: Figure) -> bool:
    if figure.op == "eq" or figure.unit in _NO_SIZE:
        return False
    return figure.unit != "duration" or not any(word in figure.measure for word in _TAKEN_OVER)


def _parts(condition: Constraint | None) -> Iterator[Leaf | Unread]:
    if isinstance(condition, (Leaf, Unread)):
        yield condition
    elif condition is not None:
        for part in _below(condition):
            yield from _parts(part)


def _below(condition: Constraint) -> tuple[Condition, ...]:
    if isinstance(condition, AnyOf):
        return condition.any
    if isinstance(condition, AllOf):
        return condition.all
    if isinstance(condition, Not):
        return (condition.not_,)
    return condition if isinstance(condition, tuple) else ()
