"""Bounds of which one is enough: what 又は joins within the sentence of a requirement is one rule, never a rule for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from subsidy_rules.language.denials import TURNED, denials_behind
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.model.reading import Reading, Role
from subsidy_rules.model.rule import OTHER, AnyOf, Condition, Leaf, Unread
from subsidy_rules.statements.bounds import Stated, bounds_by_reading
from subsidy_rules.statements.open_measures import as_one

# 資本金1,000万円以下の法人又は…: the member before it ends in a bound or in what is described; 補助事業者又は共同事業者 joins names
OR_BEHIND = re.compile(
    r"(?:以上|以下|以内|未満|超|(?:増加|向上|上昇|成長|拡大|削減|引き?上げ)(?:させ|し|する|させる)?|こと|者|方|事業主|法人|企業|会社|個人|団体|場合|もの)(?:であり|である|であって)?か?、?(?:又は|または|若しくは|もしくは|あるいは)、?"
    r"|(?:以上|以下|以内|未満|超)(?:に|と)(?:する|なる)か、(?:又は|または)?"
)
_DESCRIBED = re.compile(r"[るたいうすむつ](?:者|方|事業者|事業主|法人|企業|会社|個人|団体|場合|もの|こと)")
# …従業員300人以下の法人、又は個人事業主: what the last member names needs no bound
_NAMED = re.compile(
    r"(?:個人事業主|個人事業者|個人|法人|[^はがをにで、。()]{2,20}(?:法人|組合|団体)|[^はがを、。()]{2,40}の(?:者|方|事業者|企業|法人))(?:等)?"
)
_TOGETHER = re.compile(r"かつ|且つ|及び|並びに|いずれも|すべて|全て|合計")
_DIGIT = re.compile(r"\d[^、]*$")
_NAME = 60
_MANY = 2

Span = tuple[int, int]


def settle_alternatives(stated: Sequence[Stated], readings: Sequence[Reading], text: str, role: Role) -> list[Stated]:
    """The rules of an item, those of the members of one 又は as one; of an exclusion each member excludes by itself.

    Args:
        stated: with bounds in `text`, that of the clause or cell.
        readings: its sentences.
    """
    out = list(stated)
    if role != "requirement":
        return out
    for reading, own in zip(readings, bounds_by_reading(stated, readings), strict=True):
        members = _members(reading, text)
        if len(members) < _MANY or not own or len({one.when for one in own}) > 1 or any(isinstance(one.constraint, AnyOf) for one in own):
            continue
        said = text[reading.start : reading.end]
        neither = _NEITHER.search(fold_text(said)) is not None
        bare = [_undenied(one, text[one.end : reading.end]) for one in own] if neither else own
        told = [_told(member, bare, text) for member in members]
        if told[-1] is None and None not in told[:-1]:
            told[-1] = _named(members[-1], text)
        bounded = sum(any(start < one.end <= end for one in own) for start, end in members)
        if None in told and bounded >= _MANY:  # none of them is asked of everybody
            left = replace(own[0], constraint=None, topic=whole_phrase(said), start=reading.start, end=reading.end, figure_left=True)
            out = [left if one is own[0] else one for one in out if one not in own[1:]]
            continue
        if None in told or bounded == 0:
            out = [_beside_other(one, members, text) if one in own and bounded else one for one in out]
            continue
        either = AnyOf(any=tuple(condition for condition in told if condition is not None))
        first, last = min(one.start for one in own), max(one.end for one in own)
        topics = {one.topic for one in own}
        topic = own[0].topic if len(topics) == 1 else whole_phrase(said)
        denied = own[0].barred or neither
        out[out.index(own[0])] = replace(own[0], topic=topic, constraint=either, start=first, end=last, barred=denied)
        out = [one for one in out if one not in own[1:]]
    return out


# Aであるもの又はBであるものでないこと: both are denied by the words behind the last of them
_NEITHER = re.compile(
    r"(?:もの|者|法人|企業|会社|団体|\))(?:では?ない|に(?:は)?(?:該当し|当たら|当てはまら)(?:てい)?ない)(?:こと|者|事業者)?(?:。|$)"
)


def _undenied(one: Stated, behind: str) -> Stated:
    """A bound as its own words state it, without the denial at the end of its sentence."""
    leaf = one.constraint
    if not isinstance(leaf, Leaf) or leaf.op not in TURNED or denials_behind(fold_text(behind)) % 2 == 0:
        return one
    return replace(one, constraint=leaf.model_copy(update={"op": TURNED[leaf.op]}))


# 地域の伸び率以上、又は2%以上: a bound that has no figure
_BOUND_IN_WORDS = re.compile(
    r"[率額数比値準均](?:以上|以下|以内|未満|を超える?|を上回る?)(?:であり|である|であること|とし|(?:と|に)(?:する|なる)(?:か|こと)?|増加(?:し|する|させる)?)?、?(?:又は|または|若しくは|もしくは|あるいは)?、?。?$"
)
# 直近5年間の伸び率: over how long is no bound
_SO_LONG = re.compile(r"\d+(?:年|[かカヵヶケ箇]月)度?間?の")


def _beside_other(one: Stated, members: Sequence[Span], text: str) -> Stated:
    """A bound beside another that has no figure, of which one is enough: that is not understood."""
    said = [fold_text(text[start:end]) for start, end in members if not start < one.end <= end]
    other = next((words for words in said if _BOUND_IN_WORDS.search(words) and not _DIGIT.search(_SO_LONG.sub("", words))), None)
    return one if other is None else replace(one, when=(*one.when, Unread(unread=other.strip("、"))))


def _members(reading: Reading, text: str) -> list[Span]:
    """The members of the alternatives of a sentence; half-open bounds in the text."""
    folded = fold(text[reading.start : reading.end])
    ends = [(match.start(), match.end()) for match in OR_BEHIND.finditer(folded.text)]
    if not ends or _TOGETHER.search(folded.text):
        return []
    cuts = [0, *(end for _, end in ends), len(folded.text)]
    spans = [folded.span(start, end) for start, end in pairwise(cuts) if end > start]
    return [(start + reading.start, end + reading.start) for start, end in spans]


def _told(member: Span, own: Sequence[Stated], text: str) -> Condition | None:
    """What a member asks for: its bounds, else what it describes in its own words; None where it is no more than a name."""
    start, end = member
    bounds = list(bounds_in([one for one in own if start < one.end <= end]))
    if bounds:
        return as_one(bounds)
    words = re.sub(r"(?:又は|または|若しくは|もしくは|あるいは)、?$", "", fold_text(text[start:end])).rstrip("、")
    return Leaf(fact=OTHER, of=whole_phrase(words)[-_NAME:], op="eq", value=True) if _DESCRIBED.search(words) else None


def _named(member: Span, text: str) -> Leaf | None:
    """Who a member is that is no more than a name of applicants; None where it says anything else."""
    words = re.split(r"[)。]|とする|とします|である", fold_text(text[slice(*member)]))[0]
    return Leaf(fact=OTHER, of=words, op="eq", value=True) if _NAMED.fullmatch(words) else None


def bounds_in(stated: Sequence[Stated]) -> Iterator[Condition]:
    """The bounds of rules, one by one."""
    for one in stated:
        if isinstance(one.constraint, tuple):
            yield from one.constraint
        elif one.constraint is not None:
            yield one.constraint
