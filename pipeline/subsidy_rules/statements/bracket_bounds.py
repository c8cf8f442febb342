"""Bounds in brackets that are none of the rule: those of whom it leaves out, and those of which one is enough instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.language.metrics import EVEN_IF
from subsidy_rules.language.normalise import fold
from subsidy_rules.model.rule import Unread
from subsidy_rules.statements.bounds import Stated

# (ただし、資本金が3億円以下の者を除く。): whom a rule leaves out is no rule
_LEFT_OUT = re.compile(
    r"\((?:ただし、?|但し、?)?[^()]*(?:を|は)?除(?:く|きます)。?\)|(?:ただし|但し)、?[^。]*(?:[をは]除(?:く|きます)|この限りで(?:は)?ない)"
)
# 15億円を超えない者を除く中小企業者
_OTHERS_OF = re.compile(r"[^、。()]*?[者業社体合人等]を除く(?=[^、。()]{0,12}[者業社体合人])")
_FAR = 40  # signs behind a bound in which it is said that it matters nothing
_EITHER = re.compile(r"\((?:又は|または|若しくは|もしくは|あるいは)、?[^()]*\)")


def without_left_out(stated: Sequence[Stated], text: str) -> list[Stated]:
    """The bounds of a text without those of whom it leaves out; one with a bracket of what is enough instead (又は…) has that unread."""
    folded = fold(text)
    spans = [folded.span(*match.span()) for left_out in (_LEFT_OUT, _OTHERS_OF) for match in left_out.finditer(folded.text)]
    out = [one for one in stated if one.clause is not None or not any(start < one.end <= end for start, end in spans)]
    out = [one for one in out if one.clause is not None or not EVEN_IF.match(fold(text[one.end : one.end + _FAR]).text)]
    for match in _EITHER.finditer(folded.text):
        start, end = folded.span(*match.span())
        inside = [one for one in out if one.clause is None and start < one.end <= end]
        before = max((one for one in out if one.clause is None and one.end <= start), key=lambda one: one.end, default=None)
        if before is not None:
            other = Unread(unread=match.group().strip("()"))
            out = [replace(one, when=(*one.when, other)) if one is before else one for one in out if one not in inside]
    return out
