"""The bracket right behind a value: what may stand before it, and what it says."""

from __future__ import annotations

import re

# 1億円/年度(…), 7万円/kW(…), 2分の1以内(…), 90万円(税抜)(…): how a value counts taxes is no name of it where another bracket follows
BEHIND = r"(?:/(?:[一-龥]{1,3}|[a-zA-Z]{1,3}\d?)|以内|まで|程度|\((?:消費)?税[^()]{0,8}\)(?=\())*"
_LABEL_BEHIND = re.compile(rf"{BEHIND}\(([^()]*)\)")


def label_behind(text: str, at: int) -> str | None:
    """The words of the bracket right behind a value; None where there is none.

    >>> label_behind("2,400万円(事業費)+150万円", 7), label_behind("40万円(税抜)(旅費)", 4), label_behind("150万円", 5)
    ('事業費', '旅費', None)
    """
    match = _LABEL_BEHIND.match(text, at)
    return match.group(1) if match else None


def end_of_label(text: str, at: int) -> int:
    """Where the bracket that holds the label behind a value ends; `at` where there is none."""
    match = _LABEL_BEHIND.match(text, at)
    return match.end() if match else at
