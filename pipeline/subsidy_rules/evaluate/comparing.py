"""A told value against the bound of a condition."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from fractions import Fraction

from subsidy_rules.evaluate.truth import Truth

_LENGTH = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_ORDER: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "ge": operator.ge,
    "gt": operator.gt,
    "le": operator.le,
    "lt": operator.lt,
    "eq": operator.eq,
    "ne": operator.ne,
}
OPPOSITE = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt"}


def compared(op: str, told: Fraction | str, bound: Fraction | str) -> Truth:
    """Whether a told number, duration or name is as `op` says; unknown where the two cannot be compared.

    >>> compared("ge", Fraction(3), Fraction(4)), compared("le", "P8M", "P1Y"), compared("le", "P8M", "P20D")
    (False, True, None)
    """
    if isinstance(told, Fraction) and isinstance(bound, Fraction):
        return _ORDER[op](told, bound)
    if isinstance(told, str) and isinstance(bound, str):
        left, right = _length(told), _length(bound)
        if left is not None and right is not None:
            return _ORDER[op](left[0] + left[1], right[0] + right[1]) if left[0] * right[1] == left[1] * right[0] == 0 else None
        if op in ("eq", "ne"):
            return (told == bound) == (op == "eq")
    return None


def _length(text: str) -> tuple[Fraction, Fraction] | None:
    """Months and days of a duration."""
    match = _LENGTH.fullmatch(text)
    if match is None:
        return None
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    return Fraction(years * 12 + months), Fraction(weeks * 7 + days)
