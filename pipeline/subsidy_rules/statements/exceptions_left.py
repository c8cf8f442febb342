"""Exceptions of the sentence that a rule stands in which no condition of it tells: …場合を除き、…, ただし、…この限りでない."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from subsidy_rules.clauses.sentences import sentence_bounds
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.rule import AllOf, AnyOf, Condition, Leaf, Not, Unread

# tried once for each stretch without marks: from each of its signs on it would be looked through anew
_EXCEPT = re.compile(r"(?:^|(?<=[。()「」]))(?P<words>[^。()「」]{2,}?)を除(?:き|いて)、")
# 正当な理由が認められない限り、…: what would excuse
_UNLESS = re.compile(r"(?:^|(?<=[。()「」]))(?P<words>[^。()「」]{2,}?(?:ない|せん)限り)(?:は)?、")
_START = re.compile(r"^.*(?:[はがで]|場合(?:に)?(?:は|には)?|については|において|以上|以下)、(?=.{3})")
_PROVISO = re.compile(
    r"^(?:\(?※\d*)?(?:(?:ただし|但し|なお|もっとも)、?)?(?P<words>[^。]+?)(?:は|には|、)*(?:この|その)限りでは?(?:ない|ありません)"
)
_DENIES = frozenset({"ne", "not_in"})


def exception_left(text: str, start: int, conditions: tuple[Condition, ...]) -> str | None:
    """The exception in the sentence at `start` of a text, or in the one right behind it, folded, where no condition denies anything.

    >>> exception_left("返還する者は、災害による場合を除き、年3%の加算金を納付する。", 20, ())
    '災害による場合を除き'
    >>> exception_left("会社は、理由が認められない限り、全額を返還する。", 0, ())
    '理由が認められない限り'
    >>> exception_left("債権は譲渡できない。ただし、銀行に譲渡する場合は、この限りでない。", 0, ())
    '銀行に譲渡する場合'
    >>> exception_left("加算金を納付する。", 0, ())
    """
    if any(_denies(node) for node in conditions):
        return None
    ends, exceptions = _exceptions(text)
    at = bisect_right(ends, start)
    return exceptions[at] if at < len(ends) else None


@lru_cache(maxsize=64)
def _exceptions(text: str) -> tuple[tuple[int, ...], tuple[str | None, ...]]:
    """Where each sentence of a text ends, and its exception; the rules of a long text ask for them one by one."""
    spans = sentence_bounds(text)
    said = [fold_text(text[start:end]) for start, end in spans]
    return tuple(end for _, end in spans), tuple(map(_exception, said, [*said[1:], ""]))


def _exception(here: str, behind: str) -> str | None:
    if (found := _EXCEPT.search(here)) is not None:
        return _START.sub("", found["words"]) + "を除き"
    if (found := _UNLESS.search(here)) is not None:
        return _START.sub("", found["words"])
    proviso = _PROVISO.match(behind)
    return proviso["words"] if proviso is not None else None


def _denies(node: Condition) -> bool:
    if isinstance(node, Leaf):
        return node.op in _DENIES or node.value is False
    if isinstance(node, (Not, Unread)):
        return True
    return any(_denies(part) for part in (node.any if isinstance(node, AnyOf) else node.all if isinstance(node, AllOf) else ()))
