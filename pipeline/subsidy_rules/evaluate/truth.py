"""Truth of three values after Kleene: True, False, and None for what is not known."""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None


def all_hold(parts: Iterable[Truth]) -> Truth:
    """False where one is false, else unknown where one is unknown.

    >>> all_hold([True, None]), all_hold([False, None]), all_hold([])
    (None, False, True)
    """
    unknown = False
    for part in parts:
        if part is False:
            return False
        unknown |= part is None
    return None if unknown else True


def any_holds(parts: Iterable[Truth]) -> Truth:
    """True where one is true, else unknown where one is unknown.

    >>> any_holds([True, None]), any_holds([False, None]), any_holds([])
    (True, None, False)
    """
    return negated(all_hold(negated(part) for part in parts))


def negated(truth: Truth) -> Truth:
    """The opposite; what is unknown stays so.

    >>> negated(True), negated(None)
    (False, None)
    """
    return None if truth is None else not truth


def agreed(parts: Iterable[Truth]) -> Truth:
    """What all say; unknown where they differ or nobody says anything.

    >>> agreed([True, True]), agreed([True, False]), agreed([])
    (True, None, None)
    """
    seen = set(parts)
    return next(iter(seen)) if len(seen) == 1 else None
