"""A short phrase that names a clause, for topics and labels of rules that no vocabulary word fits."""

from __future__ import annotations

import re

from subsidy_rules.language.normalise import fold_text

_BRACKETS = re.compile(r"\([^()]*\)")
_TAIL = re.compile(
    r"(?:して|されて)?(?:いる|いない|ある|する|した|される|された)?(?:こと|もの|者|事業者|場合)?(?:である|であること|とする|とすること)?(?:に同意する)?(?:こと)?[。.]?$"
)
_LENGTH = 20
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
_PUNCTUATION = re.compile(r"[\s「」『』【】<>\[\]、,。.・:;|/~\"'“”★※*]")


def short_phrase(text: str, length: int = _LENGTH) -> str:
    """What a clause is about in at most `length` characters: its first sentence without brackets, from the last comma that leaves enough.

    >>> short_phrase("GビズIDプライムを取得していること。（別紙参照。）")
    'GビズIDプライムを取得'
    >>> short_phrase("中古品。")
    '中古品'
    """
    folded = _DECIMAL.sub("点", fold_text(text))  # without its point 1.5% would be 15%
    plain = folded
    while (stripped := _BRACKETS.sub("", plain)) != plain:
        plain = stripped
    sentence = re.split(r"。|(?<=と)、", plain)[0] or plain
    parts = [part for part in re.split(r"、|,", sentence) if part]
    tail = ""
    for part in reversed(parts):
        tail = part + tail
        if len(tail) >= length // 2:
            break
    name = _PUNCTUATION.sub("", _TAIL.sub("", tail) or tail)
    return name[:length] or _PUNCTUATION.sub("", folded)[:length]
