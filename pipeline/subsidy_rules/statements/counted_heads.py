"""Caps of shares that are counted by what stands at the head of their sentence: 被共済者1人につき掛金の10分の1とし、1万円を限度とする."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from subsidy_rules.language.counted_by import counted_before, with_count
from subsidy_rules.statements.statement import Statement

_HEAD = re.compile(
    r"(?:^|、)(?P<one>[^、。()は\d]{0,16}[1一][一-龥]{1,4}(?:につき|(?:当|あ)たり))で?、?(?P<month>[1一ひ](?:か|カ|ヶ|ヵ)?[月と]月?間?の)?(?P<what>[^。]*)$"
)
# a cap of all of them, or one with a count of its own
_OTHERWISE = re.compile(r"総額|合計|全体|[1一][一-龥]{1,6}(?:につき|(?:当|あ)たり)")


def counted_by_heads(text: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of a folded text, each cap that follows a share in such a sentence with what that is counted by."""
    made = dict(_made(text, statements))
    return tuple(made.get(one.start, one) for one in statements)


def _made(text: str, statements: Sequence[Statement]) -> Iterator[tuple[int, Statement]]:
    for share, cap in pairwise(statements):
        between = text[share.end : cap.start]
        if share.subject != "rate" or cap.subject != "amount" or cap.per is not None or "。" in between or _OTHERWISE.search(between):
            continue
        head = _HEAD.search(text[text.rfind("。", 0, share.start) + 1 : share.start])
        if head is None or (per := counted_before(head["one"])) is None or _OTHERWISE.search(head["what"]):
            continue
        yield cap.start, replace(cap, per=with_count(per, "month" if head["month"] else None))
