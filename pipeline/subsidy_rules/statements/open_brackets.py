"""Where the brackets of a folded text stand open."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=16)
def open_at(text: str) -> Sequence[int]:
    """For each place of a text where the innermost bracket that is open there begins; -1 for none."""
    out, opened = array("i"), [-1]
    for at, sign in enumerate(text):
        out.append(opened[-1])
        if sign == "(":
            opened.append(at)
        elif sign == ")" and len(opened) > 1:
            opened.pop()
    out.append(opened[-1])
    return out
