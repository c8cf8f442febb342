"""A quote of which only a part is written down: the fingerprint of all of it, and whether a text still holds it whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.basis import digest


def whole_of(quote: str) -> str:
    """Length and fingerprint of a quote: of its characters as they are folded, without white space.

    >>> whole_of("上限は ４５０万円\\nとする。") == whole_of("上限は450万円とする。")
    True
    """
    text = squeezed(quote)
    return f"{len(text)}:{digest(text)}"


def find_whole(texts: Iterable[str], whole: str, part: str) -> str | None:
    """The passage of one of the texts that has this fingerprint and holds the part, folded and without white space; None where none has.

    >>> find_whole(["ただし、上限は４５０万円とする。"], whole_of("上限は450万円とする。"), "４５０万円")
    '上限は450万円とする。'
    """
    length, wanted = int(whole.partition(":")[0]), squeezed(part)
    for text in map(squeezed, texts):
        at = text.find(wanted)
        while at >= 0:
            for start in range(max(0, at + len(wanted) - length), min(at, len(text) - length) + 1):
                if whole_of(text[start : start + length]) == whole:
                    return text[start : start + length]
            at = text.find(wanted, at + 1)
    return None


def squeezed(text: str) -> str:
    """The text folded and without white space."""
    return re.sub(r"\s", "", fold_text(text))
