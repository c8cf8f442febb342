"""Patterns that are compiled when something is first asked of them.

A command asks few of the thousand patterns by which sentences are read, and compiling all of them takes longer than comparing two editions.
The modules with the dearest ones make them here; where it is only a matter of one or two, `re.compile` is as good.
"""

from __future__ import annotations

import re
from typing import Any, cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "pattern", "flags", "groups", "groupindex")


class Deferred:
    """What a compiled pattern can do. Its methods become this one's own with the first that is asked for, and cost no more then."""

    def __init__(self, words: str, flags: int) -> None:
        self._said = words, flags
        self.pattern = words  # asked for by patterns that have it as a part

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        words, flags = self._said
        compiled = re.compile(words, flags)
        vars(self).update({each: getattr(compiled, each) for each in _ASKED})
        return getattr(compiled, name)


def deferred(words: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of these words, as `re.compile` makes it, but not yet."""
    return cast("re.Pattern[str]", Deferred(words, flags))
