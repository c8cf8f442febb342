"""A sentence that tells a demand as what something is: 要件は、付加価値額を年3%以上増加させることです → what is demanded."""

from __future__ import annotations

import re
from dataclasses import dataclass

_IS = r"(?:です|である|になります|となります|とします|とする)。?$"
# 2つ目の要件は、…ことです; 申請の条件として、…こと
_NAMED = re.compile(rf"^(?P<lead>[^。、]{{0,24}}(?:要件|条件)(?:の(?:1|一)つ)?(?:は|として)、?)(?P<said>[^。]{{4,}}こと){_IS}")
# 1つ目は、…ことです: of a list that its heading names
_COUNTED = re.compile(rf"^(?P<lead>(?:(?:\d|[一二三四五])(?:つ目|番目|点目)|第[一二三])は、)(?P<said>[^。]{{4,}}こと){_IS}")


@dataclass(frozen=True, slots=True)
class Demand:
    """What a sentence demands, in words that end in こと; `lead` is what stands before it, `sure` how much the sentence says by itself."""

    said: str
    lead: str
    sure: int


def demanded(text: str) -> Demand | None:
    """The demand of a folded sentence that says it is one; None for all others.

    >>> demanded("1つ目の要件は、付加価値額を年3%以上増加させることです。").said, demanded("目的は、生産性を高めることです。")
    ('付加価値額を年3%以上増加させること', None)
    """
    named, counted = _NAMED.match(text), _COUNTED.match(text)
    match = named or counted
    if match is None:
        return None
    return Demand(match["said"], match["lead"], 3 if named is not None else 1)
