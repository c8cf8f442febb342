"""Characters that look alike in print and differ in script: which one stands there is told by its neighbours.

Whoever reads characters from a picture one by one takes 力 for カ, 一 for ー, 二 for ニ and the other way round.
"""

from __future__ import annotations

import re

# Katakana and the Chinese character of the same look.
_PAIRS = {"ー": "一", "カ": "力", "ニ": "二", "エ": "工", "ロ": "口", "ハ": "八", "ト": "卜", "タ": "夕"}
_KANJI_OF, _KANA_OF = _PAIRS, {kanji: kana for kana, kanji in _PAIRS.items()}
_KANA = re.compile(r"[ァ-ヺー]")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff々]")
_WORDY = re.compile(r"[ぁ-ゖ\u4e00-\u9fff々]")
# 3カ月, 5カ所: a counter, whatever stands around it
_COUNTER = re.compile(r"[0-9０-９一二三四五六七八九十数]カ[月所年国]")


def as_between_neighbours(text: str) -> str:
    """The text with each character that has a double in the other script as its neighbours have it. At the ends, where labels stand,
    nothing is changed but a long mark that follows no kana.

    >>> as_between_neighbours("入カ値がー致"), as_between_neighbours("サ一ビス")
    ('入力値が一致', 'サービス')
    >>> as_between_neighbours("3カ月以内"), as_between_neighbours("ハ 事業")
    ('3カ月以内', 'ハ 事業')
    """
    out = list(text)
    for at in range(1, len(out)):
        before, own, after = out[at - 1], out[at], out[at + 1] if at + 1 < len(out) else ""
        if own in _KANJI_OF and not _COUNTER.match("".join(out[at - 1 : at + 2])) and _is_kanji_between(own, before, after):
            out[at] = _KANJI_OF[own]
        elif own in _KANA_OF and _is_kana(before) and _is_kana(after):
            out[at] = _KANA_OF[own]
    return "".join(out)


def _is_kana(sign: str) -> bool:
    return _KANA.match(sign) is not None


def _is_kanji_between(kana: str, before: str, after: str) -> bool:
    """Whether katakana cannot stand between these: the long mark follows kana only, the others stand in a word of katakana."""
    if kana == "ー":
        return _WORDY.match(before) is not None and (after == "" or _IDEOGRAPH.match(after) is not None)
    return _IDEOGRAPH.match(before) is not None and _IDEOGRAPH.match(after) is not None
