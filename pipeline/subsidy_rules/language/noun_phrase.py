"""The noun phrase that names a parsed sentence: what it is about, in few characters, cut between words only.

取得していること → …の取得, 完了していないもの → …の完了なし, を満たさない事業 → itself, without the modifiers that are too long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from subsidy_rules.language.word_tree import Word, WordTree, text_of

# Nouns that only turn a sentence into a noun; what they stand for is said by the verb before them.
_FORMAL = frozenset({"こと", "もの", "者", "場合", "とき", "事業者", "ところ", "の", "ため"})
_WHEN = frozenset({"場合", "とき", "際"})
_LIGHT = frozenset({"行う", "行なう", "実施", "おこなう"})
_COPULAS = frozenset({"する", "なる"})
_CASES = {"obj": "を", "nsubj": "が", "obl": "に"}
_NEEDED = frozenset({"必要", "可能", "要する", "ある", "条件", "要件", "できる", "出来る"})
_INSEPARABLE = ("compound", "nummod")
_LINKS = {"に": "への", "へ": "への", "と": "との", "から": "からの", "で": "での"}
_LEADING = re.compile(r"^(?:及び|及|並びに|又は|若しくは|または|もしくは|および|ならびに|かつ|や)")
_LEAST = 0.4  # a shorter name of a longer sentence says too little
_SIGNS = re.compile(r"[\s「」『』【】<>\[\]、,。.・:;|/~\"'“”★※*()]")


def noun_phrase(tree: WordTree, length: int) -> str:
    """The name of a sentence in about `length` characters, half as many more where too little would be left; "" for one without words."""
    if not tree.words:
        return ""
    if _is_noun(tree, tree.root) and _size(tree.words) <= length:
        return _plain(text_of(tree.words))
    name = _LEADING.sub("", _plain(_named(tree, tree.root, length)))
    if len(name) >= length * _LEAST or len(name) >= _size(tree.words) * _LEAST:
        return name
    return _LEADING.sub("", _plain(_named(tree, tree.root, length * 3 // 2)))


def _is_noun(tree: WordTree, head: Word) -> bool:
    return head.pos in ("NOUN", "PROPN") and head.lemma not in _FORMAL and tree.argument(head, "obj", "nsubj") is None


def _named(tree: WordTree, head: Word, length: int) -> str:
    """The name of a word with what belongs to it."""
    if head.lemma in _FORMAL:
        inner = tree.argument(head, "acl", "nmod", "compound", "nsubj")
        if inner is not None and (inner.relation == "acl" or inner.pos in ("VERB", "ADJ") or _is_copula(tree, inner)):
            return _of_predicate(tree, inner, length)
        whole = inner if inner is not None and head.lemma in ("もの", "場合") else head
        return text_of(_phrase(tree, whole, length))
    if head.pos in ("VERB", "ADJ", "AUX") or tree.argument(head, "obj", "nsubj") is not None:
        return _of_predicate(tree, head, length)
    return text_of(_phrase(tree, head, length))


def _is_copula(tree: WordTree, word: Word) -> bool:
    return any(other.lemma in ("だ", "です", "ある") and other.pos in ("AUX", "VERB") for other in tree.ending(word))


def _of_predicate(tree: WordTree, verb: Word, length: int) -> str:
    """A predicate turned into a noun where it can be, else its dictionary form with its nearest arguments."""
    formal = next((other for other in tree.modifiers(verb) if other.lemma in ("こと", "場合", "必要")), None)
    inner = next((other for other in tree.modifiers(formal) if other.pos == "VERB"), None) if formal is not None else None
    if inner is not None and verb.lemma == "同意":
        return _of_predicate(tree, inner, length - len("への同意")) + "への同意"
    if inner is not None and verb.lemma in _NEEDED and not tree.is_negated(verb):
        return _of_predicate(tree, inner, length)
    argument = tree.argument(verb, "obj", "nsubj", "obl")
    done = argument is not None and argument.relation == "obj" and argument.tag.endswith("サ変可能")
    if verb.lemma in _LIGHT and argument is not None and done and not tree.is_negated(verb):
        return text_of(_phrase(tree, argument, length))
    if verb.pos == "VERB" and verb.tag.endswith("サ変可能"):
        return _of_action(tree, verb, argument, length)
    return _of_state(tree, verb, argument, length)


def _of_action(tree: WordTree, verb: Word, argument: Word | None, length: int) -> str:
    """「…を取得していない」 → 「…の取得なし」."""
    end = text_of([*(other for other in tree.modifiers(verb) if other.relation == "compound"), verb])
    end += "なし" if tree.is_negated(verb) else ""
    if argument is None:
        return text_of(_phrase(tree, verb, length)[:-1]) + end if tree.modifiers(verb) else end
    case = text_of(tree.ending(argument))
    link = "の" if argument.relation in ("obj", "nsubj") else _LINKS.get(case, "の")
    return text_of(_phrase(tree, argument, length - len(link + end))) + link + end


def _of_state(tree: WordTree, verb: Word, argument: Word | None, length: int) -> str:
    """Any other predicate in its plain form: as it is before a noun where it is denied or passive, else as in the dictionary."""
    copula = tree.argument(verb, "obl") if verb.lemma in _COPULAS else None
    if copula is not None and text_of(tree.ending(copula)) in ("と", "に"):
        return _of_copula(tree, verb, copula, length)
    form = _plain_form(tree, verb)
    whole = _phrase(tree, verb, length - len(form) + len(verb.text))
    if argument is None or argument in whole:
        return text_of([word for word in whole if word != verb]) + form
    case = text_of(tree.ending(argument))
    case = _CASES[argument.relation] if case in ("", "は", "も") else case
    return text_of(_phrase(tree, argument, length - len(case + form))) + case + form


def _of_copula(tree: WordTree, verb: Word, copula: Word, length: int) -> str:
    """「…が…となる」 → 「…が…」."""
    argument = tree.argument(verb, "nsubj", "obj")
    said = text_of(_phrase(tree, argument, length // 2)) + _CASES[argument.relation] if argument is not None else ""
    end = "でない" if tree.is_negated(verb) else ""
    return said + text_of(_phrase(tree, copula, length - len(said + end))) + end


def _plain_form(tree: WordTree, verb: Word) -> str:
    ending = tree.ending(verb)
    if tree.is_negated(verb):
        last = max(i for i, word in enumerate(ending) if word.lemma in ("ない", "無い", "ぬ", "ず"))
        return verb.text + text_of(ending[: last + 1])
    passive = next((word for word in ending if word.lemma in ("れる", "られる", "できる")), None)
    if passive is not None:
        return verb.text + text_of(ending[: ending.index(passive)]) + passive.lemma
    return verb.lemma if verb.pos == "VERB" else verb.text


def _phrase(tree: WordTree, head: Word, room: int) -> tuple[Word, ...]:
    """A word with the modifiers nearest to it that fit into `room` characters; at least the word itself."""
    return tuple(sorted(_fitted(tree, head, room, ending=False) or (head,), key=lambda word: word.at))


def _fitted(tree: WordTree, head: Word, room: int, *, ending: bool) -> tuple[Word, ...] | None:
    """The word with its ending and fitting modifiers; None where it does not fit or would stand without what it needs."""
    kept = (head, *(tree.ending(head) if ending else ()))
    modifiers = [other for other in tree.modifiers(head) if other.lemma not in _WHEN]
    used: list[Word] = []
    for other in modifiers:
        if not _adjoins(tree, other, kept):
            break
        more = _fitted(tree, other, room - _size(kept), ending=True)
        if more is None and other.relation in _INSEPARABLE and ending:
            return None  # half a compound is another word
        if more is None:
            break
        kept += more
        used.append(other)
    if _size(kept) > room or (ending and _lacks(head, modifiers, used)):
        return None
    return kept


def _adjoins(tree: WordTree, modifier: Word, kept: Sequence[Word]) -> bool:
    """Whether nothing but signs stands between a modifier and what is kept: a hole would join what does not belong together."""
    end = max((modifier, *tree.ending(modifier)), key=lambda word: word.at).at
    return all(word.pos == "PUNCT" for word in tree.words[end + 1 : min(word.at for word in kept)])


def _lacks(head: Word, modifiers: Sequence[Word], used: Sequence[Word]) -> bool:
    """Whether a word says nothing without the modifiers that did not fit: a verb without any, こと or ため without their clause."""
    if head.lemma in _FORMAL:
        return not any(other.relation in ("acl", "nmod") for other in used)
    return (head.pos in ("VERB", "ADJ") or head.relation == "acl") and bool(modifiers) and not used


def _size(words: Sequence[Word]) -> int:
    return len(_plain(text_of(words)))


def _plain(text: str) -> str:
    return _SIGNS.sub("", text)
