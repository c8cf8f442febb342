"""What a clause says that its value is, before a colon: 補助上限:60万円."""

from __future__ import annotations

import re

from subsidy_rules.model.document import Clause
from subsidy_rules.statements.grid import role_of

VALUE_ROLES = frozenset({"amount", "rate", "increase", "both"})
_KEY = re.compile(r"^[○●■◆・\-]?(?P<key>[^:。、()]{2,16}(?:\([^:()]*\))?):")


def key_of(text: str) -> str | None:
    """What a folded clause says that its value is, before a colon."""
    match = _KEY.match(text)
    return match["key"] if match else None


def amounts_over(clause: Clause) -> str:
    """The heading right over a clause where it names amounts."""
    heading = clause.headings[-1] if clause.headings else ""
    return heading if role_of(heading) == "amount" else ""


def key_role(text: str) -> str | None:
    """What a folded clause is about by its key (補助上限:60万円), for the items below it."""
    key = key_of(text)
    role = role_of(key) if key else None
    return role if role in VALUE_ROLES else None
