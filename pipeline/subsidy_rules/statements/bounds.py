"""The sentences of a requirement or exclusion → the bounds that they state, each with its conditions; a topic where there is no number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from subsidy_rules.language.conditions import unique
from subsidy_rules.language.metrics import Measured, measure
from subsidy_rules.language.normalise import Folded
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.language.topics import known_topic
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.document import Clause
from subsidy_rules.model.reading import Act, Reading
from subsidy_rules.model.rule import Condition, Leaf
from subsidy_rules.statements.prose import is_requested, negated, past_awards, requested_amounts, split_sentences
from subsidy_rules.statements.scope import DocumentScope

_EXCEPTION = re.compile(r"^(?:ただし|但し)")
_BEFORE = 40  # characters before a number that say what it is about
_COUNTS = ("process_count", "function_count", "group_members", "application_count", "record_retention")


@dataclass(frozen=True, slots=True)
class Stated:
    """One rule as an item states it: what it is about, its bound, and the slice of the clause that says so.

    A constraint of several conditions means all of them. `unit` is that of the number; `clause` the note that says so where it is not the
    item itself; `act` what its sentence does; `figure_left` whether a figure of it stands in no bound of the item; `barred` that what is
    so bounded must not be.
    """

    topic: str
    constraint: Condition | tuple[Condition, ...] | None
    when: tuple[Condition, ...]
    start: int
    end: int
    unit: str = ""
    clause: Clause | None = None
    act: Act | None = None
    figure_left: bool = False
    barred: bool = False


def reading_at(readings: Sequence[Reading], one: Stated) -> int | None:
    """Which of the readings of a text a rule stands in; None for none of them."""
    at = bisect_right(readings, one.start, key=lambda reading: reading.start) - 1
    return at if at >= 0 and one.start < readings[at].end else None


def bounds_by_reading(stated: Sequence[Stated], readings: Sequence[Reading]) -> list[list[Stated]]:
    """The bounds that stand in each of the readings of a text."""
    out: list[list[Stated]] = [[] for _ in readings]
    for one in stated:
        if one.clause is None and one.constraint is not None and (at := reading_at(readings, one)) is not None:
            out[at].append(one)
    return out


def read_sentences(text: str, context: str, outer: tuple[Leaf, ...], scope: DocumentScope) -> list[Stated]:
    """What the sentences of a folded text state, in order; `context` stands before it, `outer` conditions hold for all of it."""
    stated: list[Stated] = []
    at = 0
    for sentence in split_sentences(text):
        stated += _read_sentence(sentence, at, context, outer, stated, scope)
        at += len(sentence)
    return stated


def _read_sentence(
    sentence: str, at: int, context: str, outer: tuple[Leaf, ...], before: list[Stated], scope: DocumentScope
) -> Iterator[Stated]:
    """Rules of one sentence. An exception (ただし…) also limits the general rules before it, which are changed in place."""
    own = past_awards(sentence, scope)
    exception = bool(_EXCEPTION.match(sentence)) and bool(own)
    found = [m for m in measure(sentence, context) if not is_requested(sentence, m.quantity)]
    for index, general in enumerate(before) if exception and found else ():
        if isinstance(general.constraint, Leaf) and general.constraint.fact == found[0].leaf.fact:
            when = tuple(dict.fromkeys((*general.when, *(negated(leaf) for leaf in own))))
            before[index] = replace(general, when=when)
    head = requested_amounts(_without_brackets(sentence)) if found else ()
    for measured in found:
        when = unique((*outer, *own, *(_bracket_conditions(sentence, measured) or head)))
        yield Stated(measured.topic, measured.leaf, when, at + _start(sentence, measured), at + measured.end, measured.quantity.unit)


def told_counts(folded: Folded, scope: DocumentScope) -> tuple[Stated, ...]:
    """The counts of processes, functions or members that the sentences of a running text require."""
    stated = read_sentences(folded.text, "", (), scope)
    counts = [
        s for s in stated if isinstance(s.constraint, Leaf) and s.constraint.fact in _COUNTS and s.constraint.op in ("ge", "gt", "le")
    ]
    return tuple(replace(s, start=a, end=b) for s in counts for a, b in (folded.span(s.start, s.end),))


def _bracket_conditions(sentence: str, measured: Measured) -> tuple[Leaf, ...]:
    """Conditions of the bracket that a number stands in: （申請額…の場合は4種類以上）."""
    opening = sentence.rfind("(", 0, measured.start)
    if opening < 0 or ")" in sentence[opening : measured.start]:
        return ()
    return requested_amounts(sentence[opening : measured.start])


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text)


def _start(sentence: str, measured: Measured) -> int:
    """Where what states a bound begins: at the words before the number."""
    begin = max(max(sentence.rfind(sign, 0, measured.start) for sign in "、。(（") + 1, measured.end - _BEFORE)
    joints = [match.end() for match in _JOINT.finditer(sentence, begin, measured.start) if _DIGIT.search(sentence, begin, match.start())]
    return joints[-1] if joints else begin


# 売上高が10億円を超える者又は従業員が: the figure before it is of another measure
_JOINT, _DIGIT = re.compile(r"又は|または|若しくは|もしくは|あるいは|かつ|且つ|及び|並びに"), re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Flag:
    """One entry of `flags.yaml`, its words compiled."""

    leaf: Leaf
    topic: str
    words: tuple[re.Pattern[str], ...]
    over: tuple[tuple[re.Pattern[str], str], ...]


def flagged(text: str, outer: tuple[Leaf, ...]) -> Stated | None:
    """The rule of a sentence that states its condition without a number."""
    for flag in _flags():
        matches = [word.search(text) for word in flag.words]
        if matches[0] is None or not all(matches):
            continue
        over = next((form.format(*m.groups()) for pattern, form in flag.over if (m := pattern.search(text))), None)
        leaf = flag.leaf.model_copy(update={"over": over}) if over else flag.leaf
        return Stated(flag.topic, leaf, outer, matches[0].start(), len(text))
    return None


@cache
def _flags() -> tuple[_Flag, ...]:
    out = []
    for fact, entry in load("flags").items():
        unit = {"unit": entry["unit"]} if "unit" in entry else {}
        leaf = Leaf(fact=entry.get("fact", fact), op=entry["op"], value=entry["value"], **unit)
        over = tuple((re.compile(word), str(form)) for word, form in entry.get("over", {}).items())
        out.append(_Flag(leaf, entry["topic"], tuple(re.compile(word) for word in entry["words"]), over))
    return tuple(out)


def topic_of(text: str) -> str:
    """The topic of a rule without a number: a word of `topics.yaml`, else the phrase itself."""
    return known_topic("topics", text) or whole_phrase(text)
