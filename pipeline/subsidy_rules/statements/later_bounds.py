"""A further sentence with another bound for some, which does not say again of what: ただし、過去に採択された者は4%以上とする。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from subsidy_rules.clauses.sentences import sentence_bounds
from subsidy_rules.language.conditions import bounds_to_leaves, read_conditions
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.quantities import Quantity, find_quantities
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.reading import Reading
from subsidy_rules.model.rule import OTHER, Condition, Leaf, Unread
from subsidy_rules.statements.bounds import Stated
from subsidy_rules.statements.prose import negated, sentence_conditions
from subsidy_rules.statements.scope import DocumentScope

_NAME = 60
_FOR_SOME = re.compile(
    r"(?:ただし、?|但し、?|また、|なお、)?(?P<who>[^。]{2,80}?(?:場合|とき|者|事業者|事業主|企業|法人|団体|組合|会社|農家))"
    r"(?:に(?:あって|ついて|おいて|対して)は|の場合は|に?は|も|、)、?"
    r"(?P<what>[\d,.]+[^。、\d]{1,6}(?:以上|以下|以内|未満|まで|を?超))"
    r"(?:[をで](?:満たす|ある)(?:こと)?|とする(?:こと)?|と?します|でよい|で足りる|とし、?|です|である|が必要です?|が必要となる)?。?"
)
_ENDS = re.compile(r"(?:の場合|場合|とき)$")
_MORE_THAN_A_CLASS = 3  # signs beside its name


def settle_later(
    stated: Sequence[Stated], readings: Sequence[Reading], text: str, scope: DocumentScope
) -> tuple[list[Stated], tuple[Reading, ...]]:
    """The rules of an item, and its readings, a further sentence that gives some another bound told on what the bound before it measures.

    Where nobody knows which bound it replaces, the sentence limits all of them.

    Args:
        stated: with half-open bounds in `text`, that of the clause or cell.
        readings: of its sentences.
    """
    out, read = list(stated), list(readings)
    for (first, _), (start, end) in pairwise(sentence_bounds(text)):
        said = _FOR_SOME.fullmatch(fold_text(text[start:end]))
        before = [one for one in out if one.clause is None and one.constraint is not None and first <= one.start < start]
        inside = [one for one in out if one.clause is None and one.constraint is not None and start <= one.start < end]
        place = fold(text).text.find(said["what"], len(fold_text(text[:start]))) if said is not None else -1
        at = fold(text).span(place, place + 1)[0] if place >= 0 else start
        if said is None or not before or any(not _is_nameless(one) for one in inside if one.end > at):
            continue  # a figure before it only says for whom it is
        out = [one for one in out if one not in inside]
        quantity = find_quantities(said["what"])[0] if len(find_quantities(said["what"])) == 1 else None
        bases = [one for one in before if quantity is not None and _fits(one, quantity)]
        sentence = text[start:end].strip()
        if quantity is None or len(bases) != 1:
            limit = Unread(unread=sentence)
            out = [replace(one, when=(*one.when, limit)) if one in before else one for one in out]
        else:
            span = fold(text).span(place, place + len(said["what"])) if place >= 0 else (start, end)
            out = _with_exception(out, bases[0], quantity, _whom(said["who"], scope), span)
        read = [_without(one, sentence) for one in read]
    return out, tuple(read)


def later_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text behind its first that give some another bound, as printed.

    >>> later_sentences("賃金を3%以上上げること。なお、小規模事業者については2%以上とする。")
    ('なお、小規模事業者については2%以上とする。',)
    """
    said = (text[start:end].strip() for start, end in sentence_bounds(text)[1:])
    return tuple(words for words in said if _FOR_SOME.fullmatch(fold_text(words)) is not None)


def _is_nameless(one: Stated) -> bool:
    """Whether what a bound measures has no name of its own: of 過去に採択された者は4%以上 it would be the persons."""
    return isinstance(one.constraint, Leaf) and one.constraint.fact == OTHER


def _fits(one: Stated, quantity: Quantity) -> bool:
    bound = one.constraint
    return isinstance(bound, Leaf) and not isinstance(bound.value, bool) and one.unit == quantity.unit


def _with_exception(
    stated: Sequence[Stated], base: Stated, quantity: Quantity, whom: tuple[Condition, ...], span: tuple[int, int]
) -> list[Stated]:
    bound = base.constraint
    if not isinstance(bound, Leaf):
        return list(stated)
    leaf = bounds_to_leaves("capital", quantity, as_text=isinstance(bound.value, str))[0]  # only its bound is taken
    if isinstance(leaf.value, Fraction):
        return list(stated)
    other = bound.model_copy(update={"op": leaf.op, "value": leaf.value})
    special = replace(base, constraint=other, when=tuple(dict.fromkeys((*base.when, *whom))), start=span[0], end=span[1])
    own = tuple(node for node in whom if node not in base.when)
    others = (_denied(own[0]),) if len(own) == 1 and isinstance(own[0], Leaf) else own
    return [*(replace(one, when=(*one.when, *others)) if one is base else one for one in stated), special]


def _denied(leaf: Leaf) -> Leaf:
    return leaf.model_copy(update={"value": not leaf.value}) if isinstance(leaf.value, bool) else negated(leaf)


def _whom(who: str, scope: DocumentScope) -> tuple[Condition, ...]:
    """For whom the sentence is, as a condition: what the vocabulary knows where it knows all of it, else the words."""
    if awards := sentence_conditions(who, scope):
        return awards
    name = _ENDS.sub("", who)
    hits = lexicon("applicant_classes").find(name)
    if hits and len(name) - sum(hit.end - hit.start for hit in hits) <= _MORE_THAN_A_CLASS and "以外" not in name:
        return read_conditions(name)
    return (Leaf(fact=OTHER, of=who, op="eq", value=True) if len(who) <= _NAME else Unread(unread=who),)


def _without(reading: Reading, sentence: str) -> Reading:
    """A reading without the limit that a sentence would be, were it not told."""
    said = fold_text(sentence).rstrip("。")
    kept = tuple(tuple(words for words in part if fold_text(words).rstrip("。") != said) for part in (reading.limits, reading.unread))
    return replace(reading, limits=kept[0], unread=kept[1])
