"""What is taken from the parse of a sentence: who does or is what, under which conditions, and what the sentence can be called."""

from __future__ import annotations

from dataclasses import dataclass

from subsidy_rules.language.noun_phrase import noun_phrase
from subsidy_rules.language.word_tree import Word, WordTree, text_of

_FORMAL = ("こと", "もの", "者", "必要")
_WHEN = frozenset({"場合", "とき"})
NAME_LENGTH, LONG_NAME_LENGTH = 20, 40


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence as parsed; "" where it has no such part.

    Attributes:
        subject, predicate, object: the main predicate in its dictionary form and the nouns it is said of and done to.
        negated: whether the predicate is denied.
        conditions: its 場合-clauses in the words of the sentence.
        name: the noun phrase that names it, of about 20 characters; `long_name` of about 40, to tell two of one name apart.
    """

    subject: str = ""
    predicate: str = ""
    object: str = ""
    negated: bool = False
    conditions: tuple[str, ...] = ()
    name: str = ""
    long_name: str = ""


def parsed_of(tree: WordTree) -> Parsed:
    """The parts of a parsed sentence."""
    if not tree.words:
        return Parsed()
    verb = _main_predicate(tree, tree.root)
    return Parsed(
        subject=_noun(tree, tree.argument(verb, "nsubj", "dislocated", "csubj")),
        predicate=verb.lemma,
        object=_noun(tree, tree.argument(verb, "obj")),
        negated=tree.is_negated(verb),
        conditions=tuple(text_of(tree.covered(word)) for word in tree.words if _is_condition(tree, word)),
        name=noun_phrase(tree, NAME_LENGTH),
        long_name=noun_phrase(tree, LONG_NAME_LENGTH),
    )


def _main_predicate(tree: WordTree, head: Word) -> Word:
    """Through 「…こと」「…ことが必要」 to the verb that says what has to be."""
    inner = next((w for w in tree.modifiers(head) if w.lemma in _FORMAL or (head.lemma in _FORMAL and w.relation == "acl")), None)
    return head if inner is None else _main_predicate(tree, inner)


def _noun(tree: WordTree, word: Word | None) -> str:
    if word is None:
        return ""
    end = {other.at for other in tree.ending(word)}
    return text_of([other for other in tree.covered(word) if other.at not in end and other.pos != "PUNCT"])


def _is_condition(tree: WordTree, word: Word) -> bool:
    """A 場合-clause: the noun with a clause or noun of its own before it, not heading the sentence."""
    return word.lemma in _WHEN and word != tree.root and bool(tree.modifiers(word))
