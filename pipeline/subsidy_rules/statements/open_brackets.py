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


def sentence_before(text: str, at: int) -> str:
    """What a sentence says before a place in it; the 。 at the end of a bracket (消費税を除く。) ends no sentence.

    >>> sentence_before("次のとおり。経費(税を除く。)の1/2", 16)
    '経費(税を除く。)の'
    """
    end = text.rfind("。", 0, at)
    while end >= 0 and text.startswith(")", end + 1):
        end = text.rfind("。", 0, end)
    return text[end + 1 : at]
