"""Headings that say that what is granted is told below them, without a word of amounts or rates: 助成内容, 補助の内容."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import Quantity, find_quantities
from subsidy_rules.statements.granted_share import OF_ONE_EXPENSE
from subsidy_rules.statements.section_words import of_heading

_CONTENT = re.compile(r"(?:[\d①-⑳]+[.、)]?)?[■◆●【]?(?:補助|助成|支援|支給|給付|交付)(?:金|制度|事業)?の?(?:内容|概要)(?:等|について)?】?")
# 限度額は月15万円, …の場合の上限額は: the words of a cap, that such a heading makes one of the grant
_CAP = re.compile(
    r"(?:^|[、。・]|場合の|ときの|(?:費|料|代金?|賃)の)(?:上限|限度|下限)(?:金?額)?(?:は|を|:)?、?(?:最大で?|[月年]額?|1?(?:か|ヶ)?月(?:当たり|につき)?)?$"
)


def tells_content(heading: str) -> bool:
    """Whether a heading says that the grant is told below it.

    >>> tells_content("3 助成内容"), tells_content("補助の内容"), tells_content("事業の内容")
    (True, True, False)
    """
    return _CONTENT.fullmatch(fold_text(heading)) is not None


# 改修費の2分の1以内(上限50万円), …の10%で、限度額は20万円
_SHARE_WITH_CAP = re.compile(
    r"(?P<cost>(?:費|料|経費|費用|代金?|額|家賃)(?:\([^()]*\))?の)(?:\d{1,3}分の\d{1,2}|\d{1,2}/\d{1,2}|\d{1,3}%|[全半]額)(?:以内|相当額?|の額)*"
    r"(?:(?:\(|、|で、?|とし、?)(?:1[^\d、。()]{1,6}(?:当たり|につき)、?)?(?:上限|限度|最大)(?:金?額)?(?:は|を|:)?、?[月年]?額?\d"
    r"|(?:で|とし)?、?\d[\d,.万億千]*円(?:を|が)(?:上限|限度))"
)


def role_of_content(headings: Sequence[str], text: str) -> Literal["amount"] | None:
    """What a folded clause under such a heading is about that states a share of costs with its cap.

    >>> role_of_content(("補助内容",), "改修費の2分の1以内(上限50万円)"), role_of_content(("補助内容",), "改修費は50万円以上")
    ('amount', None)
    """
    share = _SHARE_WITH_CAP.search(text) if headings and tells_content(headings[-1]) else None
    if share is None or OF_ONE_EXPENSE.search(text, 0, share.end("cost")):
        return None
    return "amount"


_CAP_OF_EXPENSE = re.compile(
    r"[^、。()\d]{0,20}(?:費|料|代金?|賃|謝金)\((?:補助|助成)?(?:上限|限度)(?:金?額)?(?:は|:)?[\d,.万億千]+円(?:まで|以内)?\)"
)


def is_cap_of_expense(headings: Sequence[str], text: str) -> bool:
    """Whether a folded item is an expense with its own cap in a bracket, in a list of expenses: no cap of the grant.

    >>> is_cap_of_expense(("補助対象経費",), "謝金(助成限度額50万円)"), is_cap_of_expense(("助成額",), "謝金(助成限度額50万円)")
    (True, False)
    """
    listed = bool(headings) and of_heading(fold_text(headings[-1])).role == "eligible_expense"
    return listed and _CAP_OF_EXPENSE.fullmatch(text) is not None


def is_cap_of_content(before: str) -> bool:
    """Whether the folded words of a sentence before an amount make it the cap of what such a heading tells.

    >>> is_cap_of_content("限度額は月"), is_cap_of_content("新築の場合の上限額は"), is_cap_of_content("融資の限度額は")
    (True, True, False)
    """
    return _CAP.search(before) is not None


# 店内の改修(補助率2分の1 上限40万円)
_VALUED_NAME = re.compile(r"(?P<name>[^()。:\d]{2,40})\((?:補助|助成)(?:率|額|金額|上限額?|限度額)[^()]*\d[^()]*\)")


def valued_name(text: str) -> str:
    """The name before a bracket with its rate or amount, where a folded line is that and nothing else; "" elsewhere.

    >>> valued_name("店内の改修(補助率2分の1上限40万円)"), valued_name("補助率(2分の1)")
    ('店内の改修', '')
    """
    match = _VALUED_NAME.fullmatch(text)
    return match["name"] if match is not None else ""


def is_values(text: str) -> bool:
    """Whether a folded clause is a name with its values and nothing else: 海外の展示会 20万円、1/2以内.

    >>> is_values("海外の展示会 20万円、1/2以内"), is_values("50万円以上の設備を対象とする"), is_values("補助率")
    (True, False, False)
    """
    found = [quantity for quantity in find_quantities(text, fractions=True) if quantity.unit in ("yen", "rate")]
    rest = "".join(text[a.end : b] for a, b in zip((Quantity("", 0, 0), *found), (*(q.start for q in found), len(text)), strict=True))
    bounded = any(quantity.low is not None and quantity.high is None for quantity in found)
    return bool(found) and not bounded and _NAME_OF_VALUES.fullmatch(rest) is not None


_NAME_OF_VALUES = re.compile(r"[^。をがに:\d]{0,30}(?:※\d{0,2})?")
