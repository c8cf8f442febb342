"""Labels that nothing understands: a value under one may hold on a condition that was not read, and must not look certain."""

from __future__ import annotations

import re
from functools import lru_cache

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.grant_words import GIVES
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.statements.grid import role_of

# The label that ends right before a value: in corner brackets, before a colon, or a 場合.
_BEFORE_VALUE = re.compile(
    r"(?:[【<\[](?P<boxed>[^【】<>\[\]]{1,30})[】>\]]:?|(?P<keyed>[^。、,:()【】<>\n]{1,30}):|(?P<case>(?:[^。、,:()\n]{1,30}[しりてでとや]、)?[^。、,:()\n]{1,40})(?:場合|とき)(?:は|には)?[、:]?|(?<=[。、])(?P<where>[^。、,:()\n]{2,40})にあっては、?|(?:^|[。、])(?P<topic>[^。、,:()\n]{3,30})については、)$"
)
# What a value is, said between its label and the value: …の場合、補助率は1/2
_SAID_OF_VALUE = re.compile(
    rf"(?:(?<=場合)|(?<=とき)|(?<=[^額率限度]:))(?:は|に(?:おける|は)|の)?、?(?:[^、。:()\d]{{1,20}}に係る)?(?:{GIVES}?(?:対象)?金?の?)(?:(?:上限|限度|金|基準)?額|率|上限|限度)(?:の?(?:上限|限度)額?)?[はがをに:]?、?(?:最大で?)?$"
)
# What it is counted by: 転換した場合:1人当たり, 昇給させた場合従業員1人当たり
_COUNTED = re.compile(
    r"(?:(?<=[:は、])|(?<=場合)|(?<=とき))(?:(?:[一-龥ァ-ヶー]{1,8}(?=[1一]))?[1一各]?[一-龥ァ-ヶー]{1,8}(?:(?:当|あ)た?り|につき)|[年月日]額)(?:最大|上限)?$"
)
_WHO = re.compile(
    r"(?P<who>[^。、,:()\n※]{3,40}(?:者|方|人|社|企業|法人|団体|事業所|事業場|施設|店舗|地域|区域|もの))(?:について|に対して)?(?:は|には|にあっては)、?(?:最大で?)?$"
)
# Whoever gets the money at all.
_ANYBODY = re.compile(
    r"[一二三1-3]?(?:一の)?(?:本|当該|この|その)?(?:事業の?|補助|助成|支援)?金?の?(?:交付|支給)?(?:の?対象(?:となる)?)?(?:補助|助成|申請|応募|事業)?(?:対象)?事?業?(?:者|方|人|社|企業|法人|団体|事業所|事業場|施設|店舗)"
)
_QUALIFIED = re.compile(r"[をにがでの・未以]")
# Words that name no condition: what a value is, list marks, a mere heading of the table's stub.
_PLAIN = re.compile(
    r"最大|最高|上限|下限|原則|通常|基本|共通|金額|総額|合計|区分|項目|内容|種類|類型|枠|申請|事業者|対象|補助|助成|支援|備考|参考|その他|以下|それ以外"
)
_MARKS = re.compile(r"[\s\d()①-⑳ア-ン・○●■◆※\-.]*")
_KNOWN_LISTS = ("items", "specials", "business_types", "industries")


def ends_in_unread_label(context: str) -> bool:
    """Whether the words before a value (folded) end in a label of which nothing is understood.

    >>> ends_in_unread_label("小規模事業者:"), ends_in_unread_label("離島の事業所:"), ends_in_unread_label("1者当たり最大")
    (False, True, False)
    """
    return unread_label(context) is not None


def unread_label(context: str) -> str | None:
    """The label that the words before a value (folded) end in, where nothing is understood of it; None where there is none.

    >>> unread_label("以内。離島で行う場合、補助率は"), unread_label("ただし、認定を受けた店舗は"), unread_label("補助率は")
    ('離島で行う', '認定を受けた店舗', None)
    """
    words = _SAID_OF_VALUE.sub("", _COUNTED.sub("", context.rstrip()))
    who = _WHO.search(words)
    if who is not None:
        label = who["who"].removeprefix("ただし、").removeprefix("また、")
        known = _ANYBODY.fullmatch(label) or not _QUALIFIED.search(label) or _is_known(label)
        return None if known else label
    match = _BEFORE_VALUE.search(words)
    label = next((group for group in match.groups() if group), "") if match is not None else ""
    if match is not None and label and label == match["case"] and any(says(label) for says in (_counts_others, _tells_more, _does_so_much)):
        return label
    return label if label and is_unread(label) else None


def names_somebody(words: str) -> bool:
    """Whether folded words name applicants, and neither all of them nor any that the vocabulary knows.

    >>> names_somebody("新規創業者"), names_somebody("補助対象者"), names_somebody("小規模事業者")
    (True, False, False)
    """
    return _ANYBODY.fullmatch(words) is None and not _is_known(words)


def _counts_others(label: str) -> bool:
    """Whether a case counts something that no list names: 2以上の商店街が共同で行う場合; sums and shares are conditions of another sort."""
    counted = find_quantities(label)
    return (
        bool(counted) and not any(q.unit in ("yen", "rate", "percent") for q in counted) and not _is_known(label) and role_of(label) is None
    )


# 賃金を5%以上引き上げた: something is done by so much
_SO_MUCH = re.compile(r"[一-龥々ァ-ヶー]を[^、。]{0,8}\d[\d,.]*(?:%|円|割)以上[^、。\d]{0,6}[うくすつぬむるぐぶただ]$")


def _does_so_much(label: str) -> bool:
    return _SO_MUCH.search(label) is not None and not _is_known(label)


_LEAST_CASE = 6


def _tells_more(label: str) -> bool:
    """Whether a case says what somebody does, besides words that name no condition: 基本額の申請と同時に改修する場合."""
    rest = _PLAIN.sub("", label)
    return (
        bool(_DOES.search(label))
        and len(rest) >= _LEAST_CASE
        and not find_quantities(label)
        and not _is_known(label)
        and role_of(label) is None
    )


_DOES = re.compile(r"(?:[をにとへ]|から)[^。、]{1,20}[うくすつぬむるぐぶ]$|(?:[をにとへ]|から)[^。、]{1,20}た$|が[^。、]{2,24}である$")


@lru_cache(maxsize=4096)
def is_unread(label: str) -> bool:
    """Whether a label names something, and none of its words is known: no condition, no subject, no frame's or list's mark."""
    text = fold_text(label)
    if _MARKS.fullmatch(text) or _PLAIN.search(text) or find_quantities(text):
        return False
    return role_of(text) is None and not lexicon("subjects").find(text) and not _is_known(text)


def _is_known(text: str) -> bool:
    return bool(read_conditions(text)) or any(lexicon(name).find(text) for name in _KNOWN_LISTS)
