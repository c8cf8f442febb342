"""Figures that describe somebody else than the one a sentence is about: 資本金5億円以上の法人に株式を保有されていないこと."""

from __future__ import annotations

import re

_ANOTHER = re.compile(
    r"の?(?P<who>法人|会社|企業|事業者|業者|親会社|団体|者)等?"
    r"(?:に(?!該当|つ|限|対|あた|当た|なる)|から|によ|が(?=[^。]*(?:所有|保有|出資|兼ね|占め|支配))|の(?=[^。、]{0,8}(?:子会社|役員|株式|出資|持分|関連会社)))"
)


def another_party(after: str) -> str | None:
    """Whom the figure and its comparator before a folded text describe, where that is another than the one who is spoken of.

    >>> another_party("の法人に100%の株式を保有されていないこと"), another_party("の会社の子会社"), another_party("の法人であること")
    ('法人', '会社', None)
    """
    match = _ANOTHER.match(after)
    return match["who"] if match is not None else None
