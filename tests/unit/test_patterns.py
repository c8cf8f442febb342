"""No pattern of the program tries ways in the power of its text: a repeat within a repeat never takes a text in two ways.

Found by reading the patterns, not by a clock. `python tests/fuzz/patterns.py` measures how their time grows.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import subsidy_rules
from subsidy_rules.language.deferred import Deferred

# one of each sign that patterns tell apart: what two repeats can both take is among these, or is a sign that they name
ALPHABET = " \n\t　0159一二十千万億円年月日あんアンー漢第次、。,.・:：;（）()「」『』【】[]{}<>／/～~-－―+*=％%@#&'\"|\\_xyzAZ①⑳㈱％ｱ※"
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT)
Signs = frozenset[str]


def patterns() -> dict[str, str]:
    """Pattern → module, of all that the modules have once they are loaded, compiled or deferred."""
    found: dict[str, str] = {}
    for module in pkgutil.walk_packages(subsidy_rules.__path__, "subsidy_rules."):
        if not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                for pattern in _within(value, 0):
                    found.setdefault(f"(?{_letters(pattern)}){pattern.pattern}" if _letters(pattern) else pattern.pattern, module.name)
    return found


def _letters(pattern: re.Pattern[str]) -> str:
    return "".join(letter for letter, flag in (("i", re.I), ("s", re.S), ("m", re.M), ("x", re.X)) if pattern.flags & flag)


def _within(value: object, depth: int) -> list[re.Pattern[str]]:
    if isinstance(value, Deferred):
        value = re.compile(value.pattern, value.flags)
    if isinstance(value, re.Pattern):
        return [value] if isinstance(value.pattern, str) else []
    if depth > 3:
        return []
    if isinstance(value, dict):
        return [one for pair in value.items() for part in pair for one in _within(part, depth + 1)]
    if isinstance(value, (tuple, list, set, frozenset)):
        return [one for part in value for one in _within(part, depth + 1)]
    return []


class Twofold(Exception):  # noqa: N818 - it is found, not wrong
    """A repeat within a repeat that can take the same text in two ways."""


def check(parsed: Any, signs: str) -> tuple[Signs, Signs, bool]:
    """The signs with which what is parsed can begin, those that a repeat at its end can go on with, and whether it can take nothing."""
    first: Signs = frozenset()
    last: Signs = frozenset()
    empty = True
    for op, value in parsed:
        begins, goes_on, nothing = _one(op, value, signs)
        if empty:
            first |= begins
        last = goes_on | last if nothing else goes_on
        empty = empty and nothing
    return first, last, empty


def _one(op: Any, value: Any, signs: str) -> tuple[Signs, Signs, bool]:
    if op in (*REPEATS, sre.POSSESSIVE_REPEAT):
        least, most, body = value
        first, last, empty = check(body, signs)
        if most != sre.MAXREPEAT:
            return first, last, empty or least == 0
        # its own end can go on with what it begins with anew: whether one round more or the inner repeat takes it, nobody can tell
        if op in REPEATS and last & first:
            raise Twofold
        return first, first | last, empty or least == 0
    if op is sre.SUBPATTERN:
        return check(value[3], signs)
    if op is sre.ATOMIC_GROUP:
        first, _, empty = check(value, signs)
        return first, frozenset(), empty
    if op is sre.BRANCH:
        parts = [check(branch, signs) for branch in value[1]]
        begins = frozenset(sign for one, _, _ in parts for sign in one)
        return begins, frozenset(sign for _, one, _ in parts for sign in one), any(nothing for _, _, nothing in parts)
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        check(value[1], signs)
    if op in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
        return frozenset(), frozenset(), True
    if op in (sre.GROUPREF, sre.GROUPREF_EXISTS):
        return frozenset(signs), frozenset(), True
    return _taken(op, value, signs), frozenset(), False


def _taken(op: Any, value: Any, signs: str) -> Signs:
    if op is sre.LITERAL:
        return frozenset({chr(value)})
    if op is sre.NOT_LITERAL:
        return frozenset(signs) - {chr(value)}
    if op is sre.ANY:
        return frozenset(signs)
    assert op is sre.IN, op
    named = frozenset(sign for sign in signs for one in value if _is_in(one, sign))
    return frozenset(signs) - named if value[0][0] is sre.NEGATE else named


def _is_in(one: Any, sign: str) -> bool:
    op, value = one
    if op is sre.LITERAL:
        return ord(sign) == value
    if op is sre.RANGE:
        return bool(value[0] <= ord(sign) <= value[1])
    if op is sre.CATEGORY:
        kind = str(value).rpartition("_")[2]
        found = re.fullmatch({"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[kind], sign) is not None
        return found != ("_NOT_" in str(value))
    return False


def is_twofold(pattern: str) -> bool:
    literals = "".join(sign for sign in pattern if sign not in ALPHABET)
    try:
        check(_parser.parse(pattern), ALPHABET + literals)
    except Twofold:
        return True
    return False


def test_what_is_looked_for_is_found() -> None:
    assert all(map(is_twofold, (r"(a+)+", r"(a*)*b", r"(?:\d+,?)+円", r"(?:[^。]+|x)*。", r"((ab)*a*)*", r"x(?:\s*\w+\s*)*y")))
    assert not any(map(is_twofold, (r"a+b+", r"(?:\d+,)+円", r"(?:a[bc]*)+", r"(?:[^。]+。)*", r"\s*(?:、\s*\d+)*", r"(?>a+)+")))


def test_no_repeat_within_a_repeat_is_twofold() -> None:
    assert sys.version_info >= (3, 11)
    found = patterns()
    assert len(found) > 500
    assert any(module == "subsidy_rules.language.counted_by" for module in found.values())
    assert {pattern: module for pattern, module in found.items() if is_twofold(pattern)} == {}
