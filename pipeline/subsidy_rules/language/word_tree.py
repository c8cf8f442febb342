"""A parsed sentence as plain values, so that nothing but the parser's own module knows the library that made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

ROOT = "ROOT"
_NEGATIONS = frozenset({"ない", "無い", "ぬ", "ず"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its place in the sentence, dictionary form, parts of speech (coarse and Sudachi's own), relation and head."""

    at: int
    text: str
    lemma: str
    pos: str
    tag: str
    relation: str
    head: int


@dataclass(frozen=True)
class WordTree:
    """The words of one sentence. In Japanese modifiers stand left of their head, its particles and endings right of it."""

    words: tuple[Word, ...]

    @cached_property
    def root(self) -> Word:
        """The word that heads the sentence."""
        return next((word for word in self.words if word.relation == ROOT), self.words[-1])

    def modifiers(self, word: Word) -> tuple[Word, ...]:
        """What stands left of a word and belongs to it, nearest first."""
        return tuple(other for other in reversed(self.words[: word.at]) if other.head == word.at and other.relation != "punct")

    def ending(self, word: Word) -> tuple[Word, ...]:
        """The particles and endings right of a word that belong to it, in order."""
        inside = {word.at}
        out = []
        for other in self.words[word.at + 1 :]:
            if other.head in inside and other.pos != "PUNCT":
                inside.add(other.at)
                out.append(other)
        return tuple(out)

    def argument(self, word: Word, *relations: str) -> Word | None:
        """The modifier in the first of these relations that there is, nearest first."""
        found = self.modifiers(word)
        return next((other for relation in relations for other in found if other.relation == relation), None)

    def is_negated(self, word: Word) -> bool:
        """Whether the endings of a word deny it; twice denied is affirmed."""
        return sum(other.lemma in _NEGATIONS for other in self.ending(word)) % 2 == 1

    def covered(self, word: Word) -> tuple[Word, ...]:
        """A word with everything that belongs to it, in order."""
        inside = {word.at}
        grown = True
        while grown:
            more = {other.at for other in self.words if other.head in inside} - inside
            inside |= more
            grown = bool(more)
        return tuple(self.words[at] for at in sorted(inside))


def text_of(words: Sequence[Word]) -> str:
    """The words written together in the order of the sentence, each once."""
    return "".join(word.text for word in sorted(set(words), key=lambda word: word.at))
