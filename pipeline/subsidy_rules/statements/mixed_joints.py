"""Bounds of a sentence that joins some by かつ and others by 又は: A以上、又はBかつC is one rule, never a rule for each figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.model.reading import Reading, Role
from subsidy_rules.model.rule import OTHER, AnyOf, Condition, Leaf
from subsidy_rules.statements.bounds import Stated, bounds_by_reading
from subsidy_rules.statements.either import OR_BEHIND, bounds_in
from subsidy_rules.statements.open_measures import as_one

Span = tuple[int, int]
_AND = re.compile(r"(?P<comma>、)?(?:かつ|且つ)、?")
# …減少していること、又は: the member is closed, whatever the next one joins
_CLOSED = re.compile(r"^(?:こと|者|方|事業主|法人|企業|会社|個人|団体|場合|もの)")
_MANY = 2
_NAME = 60


def settle_mixed(stated: Sequence[Stated], readings: Sequence[Reading], text: str, role: Role) -> list[Stated]:
    """The rules of an item, those of a sentence that joins by both words as what it asks for: one of its members, or each of them.

    Where nobody knows which word joins first, the sentence is one rule in words.

    Args:
        stated: with bounds in `text`, that of the clause or cell.
        readings: its sentences.
    """
    out = list(stated)
    if role != "requirement":
        return out
    for reading, own in zip(readings, bounds_by_reading(stated, readings), strict=True):
        ors, ands = _joints(reading, text)
        if len(own) < _MANY or not ors or not ands:
            continue
        said = fold_text(text[reading.start : reading.end])
        left = replace(own[0], constraint=None, topic=whole_phrase(said), start=reading.start, end=reading.end, figure_left=True)
        made = _made(own, reading, text, (ors, ands), said) or [left]
        at = out.index(own[0])
        out = [*out[:at], *made, *(one for one in out[at:] if one not in own)]
    return out


def _joints(reading: Reading, text: str) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    folded = fold_text(text[reading.start : reading.end])
    return list(OR_BEHIND.finditer(folded)), list(_AND.finditer(folded))


def _made(
    own: Sequence[Stated], reading: Reading, text: str, joints: tuple[list[re.Match[str]], list[re.Match[str]]], said: str
) -> list[Stated]:
    """What the sentence asks for; nothing where it is not understood."""
    ors, ands = joints
    one_of = any(_CLOSED.match(match.group()) for match in ors) or ("、" in ors[0].group() and not any(a["comma"] for a in ands))
    each_of = any(a["comma"] for a in ands) and not any("、" in match.group() for match in ors)
    joined = any(isinstance(one.constraint, AnyOf) for one in own)
    if joined or one_of == each_of or len({one.when for one in own}) > 1 or _unread(own, reading):
        return []
    if one_of:
        members = _spans(reading, text, [match.end() for match in ors])
        told = [_all_of(own, text, member) for member in members]
        return [_either(own, [part for part in told if part is not None], said)] if None not in told else []
    out: list[Stated] = []
    for start, end in _spans(reading, text, [match.end() for match in ands]):
        inside = [one for one in own if start < one.end <= end]
        cuts = [match.end() for match in OR_BEHIND.finditer(fold_text(text[start:end]))]
        if not cuts or len(inside) < _MANY:
            out += inside
            continue
        told = [_all_of(own, text, member) for member in _cut(text, (start, end), cuts)]
        if None in told:
            return []
        words = fold_text(text[start:end])
        out.append(_either(inside, [part for part in told if part is not None], words))
    return out


def _unread(own: Sequence[Stated], reading: Reading) -> bool:
    """Whether a figure of the sentence stands in no bound."""
    return any(not any(one.start < figure.end and figure.start < one.end for one in own) for figure in reading.figures)


def _either(own: Sequence[Stated], told: Sequence[Condition], said: str) -> Stated:
    first, last = min(one.start for one in own), max(one.end for one in own)
    topics = {one.topic for one in own}
    topic = own[0].topic if len(topics) == 1 else whole_phrase(said)
    return replace(own[0], topic=topic, constraint=AnyOf(any=tuple(told)), start=first, end=last)


def _spans(reading: Reading, text: str, cuts: Sequence[int]) -> list[Span]:
    return _cut(text, (reading.start, reading.end), cuts)


def _cut(text: str, span: Span, cuts: Sequence[int]) -> list[Span]:
    """The parts of a stretch of a text, cut behind places of its folded form."""
    folded = fold(text[span[0] : span[1]])
    places = [0, *cuts, len(folded.text)]
    parts = [folded.span(start, end) for start, end in pairwise(places) if end > start]
    return [(start + span[0], end + span[0]) for start, end in parts]


def _all_of(own: Sequence[Stated], text: str, member: Span) -> Condition | None:
    """All that a member asks for: its bounds, and in words what it joins to them without a figure; None where it has no bound."""
    cuts = [match.end() for match in _AND.finditer(fold_text(text[slice(*member)]))]
    parts = list(_parts(own, text, _cut(text, member, cuts)))
    return as_one(parts) if parts and any(not isinstance(part, Leaf) or not isinstance(part.value, bool) for part in parts) else None


def _parts(own: Sequence[Stated], text: str, spans: Sequence[Span]) -> Iterator[Condition]:
    for start, end in spans:
        bounds = list(bounds_in([one for one in own if start < one.end <= end]))
        words = _AND.sub("", fold_text(text[start:end])).rstrip("、。")
        yield from bounds or [Leaf(fact=OTHER, of=whole_phrase(words)[-_NAME:], op="eq", value=True)]
