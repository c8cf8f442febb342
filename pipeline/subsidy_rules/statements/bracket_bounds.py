"""A bound in brackets that is that of some only (20人以下（サービス業は5人以下）の者): it does not hold for others, nor theirs for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.model.rule import OTHER, Leaf
from subsidy_rules.statements.bounds import Stated

_NESTED = r"[^()]*(?:\([^()]*\)[^()]*)*"
_OF_SOME = re.compile(
    rf"\((?:ただし、|なお、)?(?P<whom>(?:[^()\d。]|\([^()]*\)){{2,60}}?)(?:に(?:あって|ついて|おいて)は|の?場合(?:に)?は|(?<!で)は|:)、?(?P<said>\d{_NESTED})\)"
)
_MEASURE = re.compile(r"(?:額|数|率|割合|期間|年数|人数|面積|これ|うち)$")


def bounds_of_some(stated: Sequence[Stated], text: str) -> list[Stated]:
    """The bounds of a folded text, one in brackets with whom it is for, and the one before it for all but them.

    Args:
        stated: with bounds in the text.
        text: a sentence, or several.
    """
    out = list(stated)
    for match in _OF_SOME.finditer(text):
        whom = match["whom"]
        if _MEASURE.search(whom):
            continue
        inside = [at for at, one in enumerate(out) if match.start("said") < one.end <= match.end()]
        facts = {_fact(out[at]) for at in inside} - {None}
        before = [at for at, one in enumerate(out) if one.end <= match.start() and _fact(one) in facts]
        if before:
            for at in inside:
                out[at] = _for(out[at], whom, holds=True)
            out[before[-1]] = _for(out[before[-1]], whom, holds=False)
    return out


def _fact(one: Stated) -> str | None:
    return one.constraint.fact if isinstance(one.constraint, Leaf) else None


def _for(one: Stated, whom: str, *, holds: bool) -> Stated:
    return replace(one, when=(*one.when, Leaf(fact=OTHER, of=whom, op="eq", value=holds)))
