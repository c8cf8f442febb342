"""Cuts a text at its list labels: (1) …, (a) …, ①; sums and enumerations of labels open a segment of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from subsidy_rules.language.normalise import Folded

LABEL = r"(?:\((?:\d{1,2}|[a-z])\)|[①-⑳])"
_GROUP = re.compile(rf"\(?(?P<first>{LABEL})(?P<more>(?:[+・、,]|及び|と){LABEL})*\)?")
_OPENS_AFTER = frozenset("。、)」;:(※⇒・")
_EXAMPLE = re.compile(r"[((]?(?:(?<![特条慣先比判])例|具体例|記載例|計算例|算定例|試算例)\d*[)):]")
_LABEL_ONE = re.compile(LABEL)


@dataclass(frozen=True, slots=True)
class Segment:
    """Half-open bounds in the folded text, after the label; `labels` as folded; `relation` tells (a)+(b) from (b)・(c)."""

    start: int
    end: int
    labels: tuple[str, ...] = ()
    relation: Literal["one", "sum", "list"] = "one"


def split_segments(folded: Folded) -> tuple[Segment, ...]:
    """The segments of a text in order; what stands before the first label is a segment without labels."""
    text = folded.text
    heads = [m for m in _GROUP.finditer(text) if _opens(folded, m)]
    cuts = [Segment(0, heads[0].start() if heads else len(text))]
    for index, match in enumerate(heads):
        end = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        labels = tuple(_LABEL_ONE.findall(match.group()))
        relation: Literal["one", "sum", "list"] = "one" if len(labels) == 1 else "sum" if "+" in match.group() else "list"
        cuts.append(Segment(match.end(), end, labels, relation))
    return tuple(s for s in cuts if s.end > s.start)


def _opens(folded: Folded, match: re.Match[str]) -> bool:
    """Whether the label begins a list item, rather than being part of a formula or a reference in a sentence."""
    text, start, end = folded.text, match.start(), match.end()
    if text[end : end + 1] in ("×", "に", "と", "の") and not re.match(r"の(?:補助|合計|上限)", text[end:]):
        return False
    if text[end : end + 1] in ("", ")"):
        return False
    return start == 0 or start in folded.breaks or text[start - 1] in _OPENS_AFTER


def mask_examples(text: str) -> str:
    """The text with worked examples blanked out (same length): from （例） to the end of the text or the next ※.

    >>> mask_examples("上限は200万円(例)70万円の場合")
    '上限は200万円＿＿＿＿＿＿＿＿＿＿'
    """
    match = _EXAMPLE.search(text)
    if match is None:
        return text
    end = text.find("※", match.end())
    end = len(text) if end < 0 else end
    return text[: match.start()] + "＿" * (end - match.start()) + mask_examples(text[end:])
