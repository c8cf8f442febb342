"""Cases that are joined to one, each of which must be so: 従業員が20人以下であって、かつ、計画を表明した場合."""

from __future__ import annotations

import re

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.sentences import without_brackets

_BEGIN = re.compile(r"[。※:(]|(?:ただし|但し|なお|また)、")
_JOINT = re.compile(r"(?:の?場合|とき)で(?:あって|あり)?、(?:かつ、?)?|(?:であって|であり|で)?、?(?:かつ|且つ)、?|であって、")
# 者については, 場合の補助率は
_END = re.compile(
    r"(?:(?P<who>者|事業者|企業|法人)|の?(?:場合|とき))(?:(?:の|に(?:おける|係る))[^、。]{0,14}(?:率|額|上限|限度))?"
    r"(?:については|に対しては|にあっては|に?は|、)、?(?:最大で?|上限)?$"
)
_SHORTEST = 4


def also_asked(context: str) -> tuple[str, ...]:
    """Those of the joined cases before a value (folded) of which nothing is understood, where something is of others.

    >>> also_asked("従業員が20人以下で、かつ、女性が代表を務める場合の補助率は")
    ('女性が代表を務める',)
    >>> also_asked("小規模事業者であって、かつ、従業員が5人以下の場合は"), also_asked("小規模事業者の場合は")
    ((), ())
    """
    end = _END.search(context)
    if end is None:
        return ()
    begins = [match.end() for match in _BEGIN.finditer(context, 0, end.start())]
    case = without_brackets(context[begins[-1] if begins else 0 : end.end("who") if end["who"] else end.start()])
    parts = [part.strip("、") for part in _JOINT.split(case)]
    return tuple(part for part in parts if len(part) >= _SHORTEST and not read_conditions(part)) if len(parts) > 1 else ()
