"""Labels that nothing understands: a value under one may hold on a condition that was not read, and must not look certain."""

from __future__ import annotations

import re
from functools import lru_cache

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.statements.grid import role_of

# The label that ends right before a value: in corner brackets, before a colon, or a 場合.
_BEFORE_VALUE = re.compile(
    r"(?:[【<\[](?P<boxed>[^【】<>\[\]]{1,30})[】>\]]:?|(?P<keyed>[^。、,:()【】<>\n]{1,30}):|(?P<case>[^。、,:()\n]{1,40})場合(?:は|には)?[、:]?)$"
)
# Words that name no condition: what a value is, list marks, a mere heading of the table's stub.
_PLAIN = re.compile(
    r"最大|最高|上限|下限|原則|通常|基本|共通|金額|総額|合計|区分|項目|内容|種類|類型|枠|申請|事業者|対象|補助|助成|支援|備考|参考|その他|以下|それ以外"
)
_MARKS = re.compile(r"[\s\d()①-⑳ア-ン・○●■◆※\-.]*")
_KNOWN_LISTS = ("items", "applicant_classes", "specials", "subjects", "business_types", "industries")


def ends_in_unread_label(context: str) -> bool:
    """Whether the words before a value (folded) end in a label of which nothing is understood.

    >>> ends_in_unread_label("小規模事業者:"), ends_in_unread_label("離島の事業所:"), ends_in_unread_label("1者当たり最大")
    (False, True, False)
    """
    match = _BEFORE_VALUE.search(context.rstrip())
    return match is not None and is_unread(next(group for group in match.groups() if group))


@lru_cache(maxsize=4096)
def is_unread(label: str) -> bool:
    """Whether a label names something, and none of its words is known: no condition, no subject, no frame's or list's mark."""
    text = fold_text(label)
    if _MARKS.fullmatch(text) or _PLAIN.search(text) or find_quantities(text):
        return False
    return role_of(text) is None and not read_conditions(text) and not any(lexicon(name).find(text) for name in _KNOWN_LISTS)
