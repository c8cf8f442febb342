"""Two sentences → the words that differ: marked in the texts as printed, and as stretches of their one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate

from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.normalise import fold

Marks = tuple[tuple[int, int], ...]
Opcode = tuple[str, int, int, int, int]
_MOST_PAIRS = 160_000  # of words: no sentence of four hundred is read by anybody
_LONGEST = 60

# words as far as the script tells them: numbers with their unit, runs of one script, single signs
_WORD = deferred(
    r"§[a-z]*|\d[\d,.]*(?:/\d+)?(?:[万億千百]*円|%|か月|年度?|月|日|人|名|社|者|回|件|点|次|時間?|分)?|[a-z]+|[A-Z]+|[ァ-ヴーｦ-ﾟ]+|[一-龥々〇]+|[ぁ-ん]+|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that one text has in place of others; `before` and `after` are what stands around them in the new text."""

    old: str
    new: str
    before: str = ""
    after: str = ""


def marks_of(old: str, new: str) -> tuple[Marks, Marks]:
    """Half-open bounds of the words that differ, in each text as printed.

    >>> marks_of("補助率は１／２以内", "補助率は２／３以内")
    (((4, 7),), ((4, 7),))
    """
    a, b = fold(old), fold(new)
    first, second = _words(a.text), _words(b.text)
    left: list[tuple[int, int]] = []
    right: list[tuple[int, int]] = []
    for what, i, j, k, m in _opcodes(tuple(w for w, _ in first), tuple(w for w, _ in second)):
        if what == "equal":
            continue
        for marks, words, folded, start, end in ((left, first, a, i, j), (right, second, b, k, m)):
            if end > start:
                marks.append(folded.span(words[start][1], words[end - 1][1] + len(words[end - 1][0])))
    return tuple(left), tuple(right)


def stretches_of(old: str, new: str) -> tuple[Stretch, ...]:
    """The stretches in which two spelled texts differ, each without what its two sides begin or end with alike."""
    first, second = _words(old), _words(new)
    out: list[Stretch] = []
    for what, i, j, k, m in _opcodes(tuple(w for w, _ in first), tuple(w for w, _ in second)):
        if what == "equal":
            continue
        (a_from, a_to), (b_from, b_to) = _bounds(old, first, i, j), _bounds(new, second, k, m)
        start, end = _alike(old[a_from:a_to], new[b_from:b_to])
        out.append(Stretch(old[a_from + start : a_to - end], new[b_from + start : b_to - end], new[: b_from + start], new[b_to - end :]))
    return tuple(out)


def _bounds(text: str, words: Sequence[tuple[str, int]], start: int, end: int) -> tuple[int, int]:
    """Where the words start..end (half-open) stand in their text; together they are all of it."""
    places = [words[at][1] if at < len(words) else len(text) for at in (start, end)]
    return places[0], places[1]


def slid(stretch: Stretch) -> Stretch:
    """A stretch that only came or went, as far to the right as it can stand: where words repeat, it may be cut in several places.

    >>> slid(Stretch("場合、無い", "", "達しない", "場合、再び")).old
    '無い場合、'
    """
    if bool(stretch.old) == bool(stretch.new):
        return stretch
    words, before, after = stretch.old or stretch.new, stretch.before, stretch.after
    while after and words[0] == after[0]:
        before, words, after = before + words[0], words[1:] + words[0], after[1:]
    return Stretch(words, "", before, after) if stretch.old else Stretch("", words, before, after)


def _alike(a: str, b: str) -> tuple[int, int]:
    """How many characters two stretches begin and end with alike; numbers and pointers are not cut."""
    if any(char.isdigit() or char == "§" for char in a + b):
        return 0, 0
    if a.endswith(b) or b.endswith(a):
        return 0, min(len(a), len(b))
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return start, end


def _words(text: str) -> list[tuple[str, int]]:
    return [(found.group(), found.start()) for found in _WORD.finditer(text)]


@lru_cache(maxsize=1024)
def _opcodes(first: tuple[str, ...], second: tuple[str, ...]) -> Sequence[Opcode]:
    if len(first) * len(second) <= _MOST_PAIRS:
        return SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    return list(_by_parts(first, second))


def _by_parts(first: Sequence[str], second: Sequence[str]) -> Iterator[Opcode]:
    """The differences of long texts, clause by clause: all words of both are compared with each other in none but short stretches."""
    parts = _parts_of(first), _parts_of(second)
    starts = [[0, *accumulate(map(len, side))] for side in parts]
    for what, i, j, k, m in SequenceMatcher(None, *parts).get_opcodes():  # clauses that are said again and again join nothing
        a, b, c, d = starts[0][i], starts[0][j], starts[1][k], starts[1][m]
        if what != "replace" or (b - a) * (d - c) > _MOST_PAIRS:
            yield what, a, b, c, d
            continue
        inner = SequenceMatcher(None, first[a:b], second[c:d], autojunk=False).get_opcodes()
        yield from ((how, a + p, a + q, c + r, c + s) for how, p, q, r, s in inner)


def _parts_of(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Stretches of words that end with a mark, or are as long as a clause can be."""
    parts: list[list[str]] = [[]]
    for word in words:
        parts[-1].append(word)
        if word in "、。" or len(parts[-1]) >= _LONGEST:
            parts.append([])
    return [tuple(part) for part in parts if part]
