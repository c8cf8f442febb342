"""Values of which each has a name in a bracket right behind it: 50万円(新設) 40万円(改装)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.language.conditions import read_conditions, unique
from subsidy_rules.statements.brackets import case_of
from subsidy_rules.statements.statement import Statement

_NAMED = re.compile(r"(?:以内|まで)?\((?P<name>[^()\d。:]{2,16})\)")
# what a bracket says of the value itself, or of how it is counted
_OF_VALUE = re.compile(r"税|上限|下限|限度|以内|最大|予定|程度|端数|切り?捨|注|※|円|定額|当たり|につき")
_SEVERAL = 2


def named_behind(text: str, statements: Sequence[Statement]) -> list[Statement]:
    """The statements of a folded text; several of one subject, each with another name behind it, under their names."""
    out = list(statements)
    for subject in dict.fromkeys(one.subject for one in statements):
        own = [at for at, one in enumerate(out) if one.subject == subject]
        names = [_name(text, out[at]) for at in own]
        if len(own) < _SEVERAL or len(set(names)) < len(own) or not all(names):
            continue
        for at, name in zip(own, names, strict=True):
            reasons = tuple(reason for reason in out[at].reasons if reason != "alternatives")
            case = case_of(name)
            out[at] = replace(out[at], conditions=unique((*out[at].conditions, *case)), reasons=(*reasons, "unknown_label"))
    return out


def _name(text: str, statement: Statement) -> str:
    match = _NAMED.match(text, statement.end)
    if match is None or _OF_VALUE.search(match["name"]) or read_conditions(match["name"]):
        return ""
    return match["name"]
