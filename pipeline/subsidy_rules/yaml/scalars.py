"""What a YAML scalar without quotes means: mostly the string that it is; what else it is ruamel.yaml says, once for each spelling."""

from __future__ import annotations

import datetime
import re
from functools import cache, lru_cache
from typing import Any

from subsidy_rules.yaml.limits import too_long

_WHOLE = re.compile(r"[1-9]\d{0,17}|0", re.ASCII)
_DECIMAL = re.compile(r"\d+\.\d+", re.ASCII)
# what true, false, null, merge keys and the like begin with, and how long the longest of them is; what numbers and days begin with
_WORDS, _WORD = frozenset("tTfFnN~<=!&*") | {""}, len("false")
_TRUTH: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}  # as this program writes them
MEANINGFUL = _WORDS | frozenset("+-.0123456789")
_LETTERS = frozenset("tTfFnN")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_JOINED = re.compile(r"\d{1,4}-\d{1,2}", re.ASCII)  # a month, a number of a clause: YAML knows no kind of it
# a sign that no number and no day has; a fingerprint, of which there are thousands: hexadecimal digits that are no 0b1 and no 1e3
NO_NUMBER = r"[^-+.:_\s0-9a-fA-FxXoOtTzZinIN]"
_NO_NUMBER = re.compile(NO_NUMBER)
_FINGERPRINT = re.compile(r"(?!\d+e\d+$|0b[01]*$|\d+$)\d[\da-f]+", re.ASCII)


class UnusualError(Exception):
    """This is for ruamel's own loader, which knows it or says what is wrong."""


@lru_cache(maxsize=20_000)
def scalar(text: str) -> Any:
    """What a scalar without quotes means in YAML 1.2. Raises UnusualError for a number that no document states.

    >>> scalar("1500000"), scalar("3か月"), scalar("71e5"), scalar("71e5a0"), scalar("2025-03-18"), scalar("true")
    (1500000, '3か月', 7100000.0, '71e5a0', datetime.date(2025, 3, 18), True)
    """
    first = text[:1]
    if first not in MEANINGFUL:  # nothing but a string begins like this
        return text
    if first in _WORDS:
        if text in _TRUTH:
            return _TRUTH[text]
        if len(text) > _WORD or text in ("<", "!") or (first in _LETTERS and text.casefold() not in _TRUTH):
            return text
    elif _WHOLE.fullmatch(text):
        return int(text)
    elif _DECIMAL.fullmatch(text):  # the numbers of a box, of which there are thousands
        return float(text)
    elif _NO_NUMBER.search(text) or _FINGERPRINT.fullmatch(text) or _JOINED.fullmatch(text):  # 3か月
        return text
    elif _DAY.fullmatch(text):
        return _day(text)
    return _by_ruamel(text)


def _day(text: str) -> datetime.date:
    """The day. Raises UnusualError for one that no calendar has."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise UnusualError from error


def _by_ruamel(text: str) -> Any:
    if too_long(text):
        raise UnusualError
    from ruamel.yaml.nodes import ScalarNode

    loader = _loader()
    return loader.construct_object(ScalarNode(loader.resolve(ScalarNode, text, (True, False)), text))


@cache
def _loader() -> Any:
    from ruamel.yaml.loader import SafeLoader

    return SafeLoader("")
