"""What a clause says that its value is, before a colon or a wide space: 補助上限:60万円, 補助率　補助対象経費の3分の2以内."""

from __future__ import annotations

import re

from subsidy_rules.language.normalise import Folded
from subsidy_rules.model.document import Clause
from subsidy_rules.statements.grid import role_of

VALUE_ROLES = frozenset({"amount", "rate", "increase", "both"})
_KEY = re.compile(r"^[○●■◆・\-]?(?P<key>[^:。、()]{2,16}(?:\([^:()]*\))?):")
_LONGEST_KEY = 16
_NO_KEY = re.compile(r"[:。、\d]|(?:は|が|を)$")


def key_of(folded: Folded) -> str | None:
    """What a clause says that its value is: before a colon, or before a wide space where that names an amount or a rate."""
    if match := _KEY.match(folded.text):
        return match["key"]
    space = next((at for at in sorted(folded.breaks) if at > 0 and folded.breaks[at] == "space"), 0)
    words = folded.text[:space]
    return words if 0 < space <= _LONGEST_KEY and not _NO_KEY.search(words) and role_of(words) in VALUE_ROLES else None


def amounts_over(clause: Clause) -> str:
    """The heading right over a clause where it names amounts."""
    heading = clause.headings[-1] if clause.headings else ""
    return heading if role_of(heading) == "amount" else ""


def key_role(text: str) -> str | None:
    """What a folded clause is about by its key (補助上限:60万円), for the items below it."""
    key = _KEY.match(text)
    role = role_of(key["key"]) if key else None
    return role if role in VALUE_ROLES else None
