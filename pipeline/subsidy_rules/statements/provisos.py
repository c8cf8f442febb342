"""A ただし behind an amount or rate that gives no other one: a limit on it that was seen and not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.statements.statement import Statement

_PROVISO = re.compile(r"(?:(?<=。)|(?<=^)|(?<=[)」※]))\s*(?P<said>(?:ただし|但し)、?[^。※]{6,})")
# how sums are rounded, and what may yet change, limits no value
_HARMLESS = re.compile(
    r"加算|上乗せ|引き?上げ|増額|各号|次の|予算|変更|(?:場合|こと)が(?:あ|ご)|端数|切り?捨|円未満の|消費税|小数|上回らない|超えないものとする"
)


def with_provisos(text: str, statements: Sequence[Statement]) -> list[Statement]:
    """The statements of a folded text, those right before a ただし without a value of its own with that as a limit.

    Args:
        text: what they are statements of, with bounds in it.
        statements: in the order in which they stand.
    """
    out = list(statements)
    for match in _PROVISO.finditer(text):
        said = match["said"]
        if _HARMLESS.search(said) or any(match.start() <= one.start < match.end() for one in out):
            continue
        begin = text.rfind("。", 0, max(match.start() - 1, 0)) + 1
        out = [
            replace(one, unread=(*one.unread, said)) if begin <= one.start < match.start() and said not in one.unread else one
            for one in out
        ]
    return out
