"""Bounds that stand in the case of a sentence (売上高が10億円以上である場合には、…): they say when its rule holds, not what it asks for.

Of what is not wanted the case is the rule: 子会社の議決権の50%超を有する場合は対象外.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.model.reading import Reading, Role
from subsidy_rules.model.rule import Condition, Leaf
from subsidy_rules.statements.bounds import Stated

_IS_CASE = re.compile(r"(?:場合|とき|時|際)(?:に|は|には|においては)?$")
# Roles whose rule is what must be so: there a bound of the case only limits it.
_ASKED: frozenset[Role] = frozenset({"requirement", "duty", "required_document"})
_JOINT = re.compile(r"(?:であ[りって]+|であり|で)?、?(?:かつ|且つ|並びに|及び)、?")
_DIGIT = re.compile(r"\d")
# a comparator of its own stands in the figure; what it qualifies is the topic, of which something else is said
_CLASS = re.compile(
    r"(?:\([^()]*\))?(?:を?超える|を?(?:上|下)回る|に満たな(?:い|かった))?の?(?P<noun>(?:[一-龠ァ-ヶー]|い(?=[はを])|(?<=[一-龠])の(?=[一-龠])){2,20})等?"
    r"(?:(?<!又)(?<!若しく)で?は|については|に(?:対して|ついて|関して|際して|おいて)は?|を(?:行う|する|実施する)(?:場合|とき|際)(?:に|は|には)*)、?(?=[^。]{6})"
)
_BEHIND = 300  # signs behind a figure in which what it tells apart is named
_SHORT = 3  # characters: は and 、 add nothing
_LEFT_OVER = re.compile(r"(?:しか|のみ)$")


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a reading; half-open bounds in the text of the clause or cell, `until` is where its sentence ends."""

    words: str
    start: int
    end: int
    until: int

    def holds(self, start: int) -> bool:
        """Whether what begins there stands in the case."""
        return self.start <= start < self.end

    @property
    def is_all_bounds(self) -> bool:
        """Whether every member of the case has a figure, so that its bounds say all that it says."""
        return all(_DIGIT.search(part) for part in _JOINT.split(fold_text(self.words)) if part)


def cases_of(reading: Reading, text: str) -> tuple[Case, ...]:
    """The cases of a reading of a text, in order."""
    folded = fold(text)
    out = [Case(text[start:end], start, end, reading.end) for start, end in _classes(reading, text)]
    at = bisect_left(folded.starts, reading.start)
    for words in reading.conditions:
        said = fold_text(words)
        start = folded.text.find(said, at)  # line ends within a cell are no part of the words
        if start >= 0 and _IS_CASE.search(said):
            at = start + len(said)
            out.append(Case(words, *folded.span(start, at), reading.end))
    return tuple(sorted(out, key=lambda case: case.start))


def _classes(reading: Reading, text: str) -> Iterator[tuple[int, int]]:
    """What a figure tells apart in the topic of a sentence: 100万円を超える支払いは、…; half-open bounds of figure and noun."""
    for figure in reading.figures:
        folded = fold(text[figure.end : min(reading.end, figure.end + _BEHIND)])
        match = _CLASS.match(folded.text)
        timed = isinstance(figure.value, str) and figure.value.startswith("P")
        if match is not None and figure.op != "eq" and not timed:
            yield figure.start, figure.end + folded.span(0, match.end("noun"))[1]


# 2者以上から見積りをとることが困難な場合: what cannot be done so often, or so much
_UNABLE = re.compile(
    r"(?:困難|難し[いく]|不可能|(?:でき|得られ|[取と]れ|受けられ|見込め)(?:な[いか]|ません))[^、。]{0,6}(?:場合|とき|時|際)(?:に|は|には|においては)?$"
)


def without_unable(stated: Sequence[Stated], cases: Sequence[Case], role: Role) -> list[Stated]:
    """The rules of an item, without the bounds of a case in which just that cannot be reached: its words alone say when it is so.

    Of what is paid back where a goal could not be kept the bound is read elsewhere.
    """
    if role == "clawback":
        return list(stated)
    return [
        one
        for one in stated
        if one.clause is not None or (case := _case_of(cases, one)) is None or _UNABLE.search(fold_text(case.words)) is None
    ]


def settle_cases(stated: Sequence[Stated], cases: Sequence[Case], role: Role) -> list[Stated]:
    """The rules of an item, bounds of a case as conditions of the rules behind it.

    Where a role tells what must be so and every bound stands in a case, what is left is a rule without a bound: none is returned of it.
    """
    inside = [(one, case) for one in stated if one.clause is None and (case := _case_of(cases, one)) is not None]
    if not inside:
        return list(stated)
    told = [one for one, _ in inside]
    rest = [_limited(one, inside) for one in stated if one not in told]
    return rest if role in _ASKED else [*told, *rest]


def conditions_of(stated: Sequence[Stated], cases: Sequence[Case]) -> tuple[Condition, ...]:
    """All bounds that stand in cases, as conditions."""
    return tuple(part for one in stated if one.clause is None and _case_of(cases, one) is not None for part in _parts(one))


def without_told(stated: Stated, reading: Reading, text: str, cases: Sequence[Case]) -> Reading:
    """The reading of a rule's sentence without what puts nothing more on the rule.

    That are cases whose bounds the rule holds already, cases of what stands behind its bound and, where its bound is that of the case, how
    much the sentence leaves to those whom the case describes (いずれか1社しか). `cases` are those of the reading.
    """
    own = _case_of(cases, stated) if stated.constraint is not None else None
    told = {own.words} if own is not None else set()
    if stated.constraint is not None:
        told |= {case.words for case in cases if case.start >= stated.end and not _closes(case, reading, text)}
    if any(isinstance(node, Leaf) and _is_figure(node) for node in stated.when):
        told |= {case.words for case in cases if case.is_all_bounds}
    conditions = tuple(words for words in reading.conditions if words not in told and not _is_bound(words, stated, text))
    limits = tuple(words for words in reading.limits if own is None or not _LEFT_OVER.search(fold_text(words)))
    if stated.constraint is None:
        # in brackets it is a case of what else the brackets say: (分割払いの場合、…が必要)
        aside = {words: said for words in conditions if (said := _bracket_of(words, reading, text))}
        conditions = tuple(words for words in conditions if words not in aside)
        limits = tuple(dict.fromkeys((*limits, *aside.values())))
    return replace(reading, conditions=conditions, limits=limits)


_OPENS, _CLOSES = re.compile(r"[（(]\s*$"), re.compile(r"\s*[）)]\s*[。．]?\s*$")


def _closes(case: Case, reading: Reading, text: str) -> bool:
    """Whether a case is all of the bracket that ends its sentence, and so one of what is said before it."""
    before, behind = text[reading.start : case.start], text[case.end : reading.end]
    return _OPENS.search(before) is not None and _CLOSES.match(behind) is not None


# 従業員数が5人以下の事業者: a class of which nothing is said but one bound
_BOUND_ALONE = re.compile(
    r"(?:常時(?:使用|雇用)する)?(?:[一-龠ァ-ヶA-Za-zー・]|の(?=[一-龠ァ-ヶ]))+(?:が|は)?[\d,.]+[万億千]*(?:円|人|名|%|年|[かカヵヶケ箇]月)(?:以上|以下|未満|超)?"
    r"(?:を(?:超える|下回る|上回る)|に(?:満たない|達しない))?の?(?:中小|小規模)?(?:者|事業者|事業主|法人|企業者?|会社|団体|個人|組合)"
)


def _is_bound(words: str, stated: Stated, text: str) -> bool:
    """Whether a class is named by no more than the bound that a rule has: it says the same again."""
    start = text.find(words)
    own = isinstance(stated.constraint, Leaf) and not isinstance(stated.constraint.value, bool) and stated.clause is None
    return own and start >= 0 and start < stated.end <= start + len(words) and _BOUND_ALONE.fullmatch(fold_text(words)) is not None


def _bracket_of(words: str, reading: Reading, text: str) -> str:
    """What the brackets say that begin with a case and go on behind it; "" for any other case."""
    sentence, said = fold_text(text[reading.start : reading.end]), fold_text(words)
    start = sentence.find(said)
    end = sentence.find(")", start + len(said))
    if start <= 0 or sentence[start - 1] != "(" or end < 0:
        return ""
    return sentence[start:end].rstrip("。") if end - start - len(said) > _SHORT else ""


def _is_figure(leaf: Leaf) -> bool:
    return not isinstance(leaf.value, bool) and leaf.op in ("ge", "gt", "le", "lt")


def _case_of(cases: Sequence[Case], stated: Stated) -> Case | None:
    """The case that a bound stands in; words before its figure that say what it measures may stand before the case."""
    at = (stated.start, *((stated.end - 1,) if stated.constraint is not None else ()))
    return next((case for place in at for case in cases if case.holds(place)), None)


def _limited(one: Stated, inside: Sequence[tuple[Stated, Case]]) -> Stated:
    """A rule under the bounds of the cases that stand before it."""
    leaves = [part for other, case in inside if case.end <= one.start < case.until for part in _parts(other)]
    return replace(one, when=tuple(dict.fromkeys((*one.when, *leaves))))


def _parts(stated: Stated) -> Iterator[Condition]:
    if isinstance(stated.constraint, tuple):
        yield from stated.constraint
    elif stated.constraint is not None:
        yield stated.constraint
