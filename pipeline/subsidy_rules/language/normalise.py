"""Fold text to one spelling while keeping the way back to the original.

The fold goes code point by code point, so that every piece of folded text maps to an exact slice of the original.
White space between Japanese glyphs is dropped (official documents letterspace and wrap freely) but remembered in `breaks`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Break = Literal["space", "line"]

# NFKC would make list labels into plain numbers ("別紙３①" -> "別紙31"): these stay as they are.
_KEEP = frozenset(
    chr(c)
    for lo, hi in ((0x2460, 0x24FF), (0x2776, 0x2793), (0x2160, 0x217F), (0x3251, 0x325F), (0x32B1, 0x32BF))
    for c in range(lo, hi + 1)
)
_TILDES = frozenset("~～〜∼˜∽")
_DASHES = frozenset("－−‐‑–—―﹣⁃")
# They choose a form of the letter before them (Unicode 23.4) and change nothing of what it says.
VARIATION_SELECTORS = frozenset(chr(code) for codes in (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)) for code in codes)
_DROPPED = frozenset("\ufffe\ufeff\u00ad\u200b\u200c\u200d\u2060") | VARIATION_SELECTORS
_SPECIAL = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⁄": "/", "∕": "/", "÷": "÷", "×": "×", "✕": "×", "＊": "*"}
# NFKC leaves the CJK Radicals Supplement alone although PDF fonts use it for the ordinary characters.
_RADICALS = dict(zip("⻑⻄⺠⻘⻩⻝⻫⻭⻯⻲⻤⻢⻨⻔⻁⻆⻅⻉⻌⻍⻏⻐⻖", "長西民青黄食斉歯竜亀鬼馬麦門虎角見貝辶辶阝金阝", strict=True))
_VOICED = frozenset("ﾞﾟ")
_NOTE_SIGNS = "⁰¹²³⁴⁵⁶⁷⁸⁹※＊*"
# The raised number of a note (150※¹万円, １／２²以内, ⁽注¹⁾) is no part of the words; the one of m² is.
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NOTE_NUMBER = re.compile(
    rf"(?<![A-Za-zＡ-Ｚａ-ｚ㎝㎞㎜㎡])[※＊*注⁽]*[{_RAISED}]+⁾?(?:[,、・]?[※＊*注⁽]*[{_RAISED}]+⁾?)*"
    # between a number and its unit nothing but a note can stand
    r"|(?<=[\d０-９])[※＊*](?:[\d０-９]{1,2})?(?=[万億千]*円|[%％])"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `starts[i]`, `ends[i]` bound the original characters (half-open) that folded character i stands for.

    `breaks` maps a folded index to the white space that stood before that character.
    """

    text: str
    original: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    breaks: dict[int, Break]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open bounds in the original of the folded slice start..end.

        >>> f = fold("上限 ３，０００\\n万円")
        >>> f.text, f.span(2, 9)
        ('上限3,000万円', (3, 11))
        """
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.original)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def quote(self, start: int, end: int) -> str:
        """The original text of a folded slice, line breaks and all."""
        a, b = self.span(start, end)
        return self.original[a:b]


def _fold_char(char: str) -> str:
    if char in _KEEP:
        return char
    if char in _TILDES:
        return "~"
    if char in _DASHES:
        return "-"
    if char in _DROPPED:
        return ""
    if char in _SPECIAL:
        return _SPECIAL[char]
    if char in _RADICALS:
        return _RADICALS[char]
    return unicodedata.normalize("NFKC", char)


def _clusters(text: str) -> list[tuple[int, int, str]]:
    """(start, end, folded) of each original character, a half-width kana with its sound mark taken together."""
    out = []
    i = 0
    notes = _note_numbers(text)
    while i < len(text):
        j = i + 1
        if i in notes:
            i = j
            continue
        if j < len(text) and text[j] in _VOICED and "\uff66" <= text[i] <= "\uff9d":
            j += 1
            out.append((i, j, unicodedata.normalize("NFKC", text[i:j])))
        else:
            out.append((i, j, _fold_char(text[i])))
        i = j
    return out


def _note_numbers(text: str) -> frozenset[int]:
    """The places of the numbers of notes in a text; at the start of it they are the note's label and stay."""
    if not any(sign in text for sign in _NOTE_SIGNS):
        return frozenset()
    return frozenset(at for match in _NOTE_NUMBER.finditer(text) if text[: match.start()].strip() for at in range(*match.span()))


_ASCII_WORD = re.compile(r"[A-Za-z0-9]")


# A number torn at the end of a wrapped line: words before its first digits, a unit after its last ones.
_TORN_HEAD = re.compile(r"(?:,\d{0,2}|[ぁ-んァ-ヶ一-龥+~]\d{1,3})$")
_TORN_TAIL = re.compile(r"\d{1,4}(?:,\d{3})*(?:\.\d+)?(?:パ|%|円|万|億|千|百|人|名|か月|カ月|ヶ月|年|プロセス|機能|分の)")
_WRAPPED = 8  # characters of a line from which on its end may be a wrap


def _keeps_space(before: str, after: str, broke: Break) -> bool:
    """Whether white space between two characters separates words: only between two Latin letters or two numbers.

    Args:
        before: folded line before the white space.
        after: folded text after it.
    """
    if not before or not _ASCII_WORD.match(before[-1]) or not _ASCII_WORD.match(after[0]):
        return False
    if broke == "line" and before[-1].isdigit() and after[0].isdigit():
        torn = bool(re.search(r",\d{0,2}$", before)) or (len(before) >= _WRAPPED and bool(_TORN_TAIL.match(after)))
        return not (torn and _TORN_HEAD.search(before))
    return before[-1].isdigit() == after[0].isdigit()


@lru_cache(maxsize=8192)
def fold(text: str) -> Folded:
    """Fold `text`; see `Folded`.

    >>> fold("５万円〜１５０万円未満").text
    '5万円~150万円未満'
    >>> fold("別紙３①").text
    '別紙3①'
    >>> fold("IT Tool を 30\\nパーセント").text
    'IT Toolを30パーセント'
    >>> fold("従業員が全従業員の３\\n０パーセント以上").text
    '従業員が全従業員の30パーセント以上'
    >>> fold("上限は150※¹万円、150※2万円、40m²").text
    '上限は150万円、150万円、40m2'
    >>> fold("ｶﾞｲﾄﾞ ㈱").text
    'ガイド(株)'
    """
    clusters = [c for c in _clusters(text) if c[2]]
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: dict[int, Break] = {}
    pending: Break | None = None
    line = ""
    for index, (start, end, folded) in enumerate(clusters):
        if folded.isspace():
            pending = "line" if "\n" in folded or pending == "line" else "space"
            continue
        if pending is not None and chars:
            if _keeps_space(line, folded + _ahead(clusters, index), pending):
                chars.append(" ")
                starts.append(start)
                ends.append(start)
            breaks[len(chars)] = pending
        line = folded if pending == "line" else line + folded
        pending = None
        for char in folded:
            chars.append(char)
            starts.append(start)
            ends.append(end)
    return Folded("".join(chars), text, tuple(starts), tuple(ends), breaks)


def _ahead(clusters: list[tuple[int, int, str]], index: int) -> str:
    """The few folded characters after a position, enough to see the unit of a number."""
    return "".join(folded for _, _, folded in clusters[index + 1 : index + 10] if not folded.isspace())


def fold_text(text: str) -> str:
    """Only the folded text, for comparing and looking up.

    >>> fold_text("ソ フト ウ ェ ア 購 入 費")
    'ソフトウェア購入費'
    """
    return fold(text).text
