"""A sentence that tells a demand as what something is: 要件は、付加価値額を年3%以上増加させることです → what is demanded."""

from __future__ import annotations

import re
from dataclasses import dataclass

_IS = r"(?:です|である|になります|となります|とします|とする)。?$"
# 2つ目の要件は、…ことです; 申請の条件として、…こと
_NAMED = re.compile(rf"^(?P<lead>[^。、]{{0,24}}(?:要件|条件)(?:の(?:1|一)つ)?(?:は|として)、?)(?P<said>[^。]{{4,}}こと){_IS}")
# 1つ目は、…ことです: of a list that its heading names
_COUNTED = re.compile(rf"^(?P<lead>(?:(?:\d|[一二三四五])(?:つ目|番目|点目)|第[一二三])は、)(?P<said>[^。]{{4,}}こと){_IS}")


# 対象となるのは、従業員20人以下の事業者です: said of what stands behind
_GRANTED_AS = re.compile(
    r"^(?:なお、|また、)?[^、。はが]{0,16}(?:対象(?:と|に)なる|(?:申請|応募|利用|活用)(?:が)?(?:でき|可能な)る?|受けられる|支給される|支払われる)のは、?"
    r"(?P<what>(?![^。]*か[?。]*$)[^。]{4,}?)(?:のみ|だけ)?(?:です|である|とする|とします|となります|に限(?:る|ります))?。?$"
)


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


def granted_as(text: str) -> str | None:
    """Whom or what a folded sentence says the grant is for, where it says so behind のは; None for all others.

    >>> granted_as("対象となるのは、従業員20人以下の事業者です。"), granted_as("対象となる事業者は、町内の法人です。")
    ('従業員20人以下の事業者', None)
    """
    match = _GRANTED_AS.match(text)
    return match["what"] if match is not None else None
