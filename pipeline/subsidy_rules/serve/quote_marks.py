"""A rule + the words that it quotes → which of them it states: its figures, the words that it is named by, limits that nobody understood.

What of a sentence is not marked does not stand in the rule: that is how a person sees what the reading left out. Of a sentence that was
reworded since a decision, the words that are new are marked above all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Literal

from subsidy_rules.check.rule_numbers import is_number, named_by, numbers_of_conditions, numbers_of_value, states_date
from subsidy_rules.compare.words import marks_of
from subsidy_rules.language.dates import find_dates
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.topics import topic_places
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.basis import unread_words, value_data, when_data
from subsidy_rules.model.rule import Rule

Mark = Literal["", "words", "unread", "value", "new"]  # a later one wins where two fall on the same words
_LISTS = {"clawback": "clawbacks", "bonus_point": "points", "penalty_point": "points", "ineligible_expense": "ineligible_expenses"}
_LEXICONS = {"eligible_expense": "expenses", "required_document": "documents"}
_NAMED = ("topic", "expense", "document", "name", "of")
_LEAST = 2  # characters in a row that two texts have in common and not by chance


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a text, and how they are marked."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open bounds in a folded text."""

    start: int
    end: int
    mark: Mark


def quote_spans(rule: Rule) -> tuple[Span, ...]:
    """What of the quote that a rule was read from is marked, in order, without overlap; bounds in the folded quote."""
    text = fold_text(rule.evidence[0].quote)
    marks: list[Mark] = [""] * len(text)
    for span in (*_words(rule, text), *_unread(rule, text), *_figures(rule, text), *_new(rule)):
        marks[span.start : span.end] = [span.mark] * (span.end - span.start)
    found, at = [], 0
    for mark, same in groupby(marks):
        end = at + len(list(same))
        found.append(Span(at, end, mark))
        at = end
    return tuple(span for span in found if span.mark)


def marked_quote(rule: Rule) -> tuple[Part, ...]:
    """The quote as it is printed, in parts."""
    quote = rule.evidence[0].quote
    folded = fold(quote)
    parts, at = [], 0
    for span in quote_spans(rule):
        start, end = folded.span(span.start, span.end)
        parts += [Part(quote[at:start]), Part(quote[start:end], span.mark)]
        at = end
    return tuple(part for part in (*parts, Part(quote[at:])) if part.text)


def elsewhere(rule: Rule) -> tuple[str, ...]:
    """Limits of a rule that were not understood, and do not stand in its quote."""
    quote = fold_text(rule.evidence[0].quote)
    return tuple(words for words in _limits(rule) if not list(_common(quote, fold_text(words))))


def _figures(rule: Rule, text: str) -> Iterator[Span]:
    numbers = tuple(numbers_of_value(rule.value) | numbers_of_conditions(rule.when))
    for quantity in find_quantities(text):
        # of a range, such as that of a part of a sum, a rule may state one end
        if any(is_number(number, end, quantity.unit) for number in numbers for end in named_by(quantity)):
            yield Span(quantity.start, quantity.end, "value")
    for date in find_dates(text):
        if states_date(numbers, date):
            yield Span(date.start, date.end, "value")


def _unread(rule: Rule, text: str) -> Iterator[Span]:
    for words in _limits(rule):
        yield from (Span(start, end, "unread") for start, end in _common(text, fold_text(words)))


def _new(rule: Rule) -> Iterator[Span]:
    """What the sentence has since it was decided on, in place of other words or beside them."""
    if rule.before is None:
        return
    quote = rule.evidence[0].quote
    folded = fold(quote)
    for start, end in marks_of(rule.before.quote, quote)[1]:
        yield Span(bisect_left(folded.starts, start), bisect_left(folded.starts, end), "new")


def _limits(rule: Rule) -> tuple[str, ...]:
    return unread_words(rule.value, rule.when)


def _words(rule: Rule, text: str) -> Iterator[Span]:
    """Where a rule has its names from: its topic in its own words, or the words that the vocabulary knows it by; and open conditions."""
    for name in _names([value_data(rule.value), when_data(rule.when)]):
        places = _known(rule.kind, name, text) if name.isascii() else _common(text, fold_text(name))
        yield from (Span(start, end, "words") for start, end in places)


def _names(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        yield from (str(node[key]) for key in _NAMED if isinstance(node.get(key), str))
    for part in node.values() if isinstance(node, Mapping) else node if isinstance(node, list) else ():
        yield from _names(part)


def _known(kind: str, slug: str, text: str) -> Iterable[tuple[int, int]]:
    if kind in _LEXICONS:
        return [(hit.start, hit.end) for hit in lexicon(_LEXICONS[kind]).find(text) if hit.slug == slug]
    return topic_places(_LISTS.get(kind, "topics"), slug, text)


def _common(text: str, words: str) -> Sequence[tuple[int, int]]:
    """Where the words stand in the text, brackets and turns of phrase left out of them; nowhere, where it has less than half of them."""
    blocks = SequenceMatcher(None, text, words, autojunk=False).get_matching_blocks()
    held = [(block.a, block.a + block.size) for block in blocks if block.size >= min(_LEAST, len(words))]
    return held if 2 * sum(end - start for start, end in held) >= len(words) else ()


def changed_words(old: str, new: str) -> tuple[Part, ...]:
    """The old text, with the words that are no longer there, or are others now, marked."""
    parts, at = [], 0
    for start, end in marks_of(old, new)[0]:
        parts += [Part(old[at:start]), Part(old[start:end], "value")]
        at = end
    return tuple(part for part in (*parts, Part(old[at:])) if part.text)
