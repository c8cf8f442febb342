"""Fold text to one spelling while keeping the way back to the original.

The fold goes code point by code point, so that every piece of folded text maps to an exact slice of the original.
White space between Japanese glyphs is dropped (official documents letterspace and wrap freely) but remembered in `breaks`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from subsidy_rules.language.deferred import deferred

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
_SPECIAL = {
    "½": "1/2",
    "⅓": "1/3",
    "⅔": "2/3",
    "¼": "1/4",
    "¾": "3/4",
    "⁄": "/",
    "∕": "/",
    "÷": "÷",
    "×": "×",
    "✕": "×",
    "＊": "*",
    "迄": "まで",
    "〔": "(",
    "〈": "<",
    "〉": ">",
    "〕": ")",
    "萬": "万",
}
# NFKC leaves the CJK Radicals Supplement alone although PDF fonts use it for the ordinary characters.
_RADICALS = dict(zip("⻑⻄⺠⻘⻩⻝⻫⻭⻯⻲⻤⻢⻨⻔⻁⻆⻅⻉⻌⻍⻏⻐⻖", "長西民青黄食斉歯竜亀鬼馬麦門虎角見貝辶辶阝金阝", strict=True))
_VOICED = frozenset("ﾞﾟ")
NOTE_SIGNS = "⁰¹²³⁴⁵⁶⁷⁸⁹※＊*"
# The raised number of a note (150※¹万円, １／２²以内, ⁽注¹⁾) is no part of the words; the one of m² is.
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NOTE_NUMBER = deferred(
    rf"(?<![A-Za-zＡ-Ｚａ-ｚ㎝㎞㎜㎡])[※＊*注⁽]*[{_RAISED}]+⁾?(?:[,、・]?[※＊*注⁽]*[{_RAISED}]++⁾?)*+"
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

        >>> f = fold("合計 ３，０００\\n万円")
        >>> f.text, f.span(2, 9)
        ('合計3,000万円', (3, 11))
        """
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.original)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def quote(self, start: int, end: int) -> str:
        """The original text of a folded slice, line breaks and all."""
        a, b = self.span(start, end)
        return self.original[a:b]


@lru_cache(maxsize=16384)  # a document has a few thousand different characters
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


# Chinese characters that the wording of laws has given up for kana, with the kana that must follow: 何れか, 且つ, 或いは, 尚、
_AS_KANA = {"何": ("れ", "いず"), "且": ("つ", "か"), "或": ("い", "ある"), "尚": ("、", "なお")}
# 補助率……2分の1, 補助率…1/2: dots that lead from a name to what it is, two signs or more, or one behind the name of a value
_LEADERS = deferred(r"(?<=[^\s…‥・])(?:[…‥]{2,}|・{3,}|(?<=[額率])…)(?=[^\S\n]*[^\s…‥・。、)）」])")
_BY_PLACE = frozenset("，何且或尚…‥・")


def _by_place(text: str, at: int) -> str:
    """A character that is folded by what stands beside it.

    A wide comma is the one of a number between two digits, and the Japanese one everywhere else (2/3以内，その他1/3以内).

    >>> fold("ただし，３，０００万円").text, fold("何れかに該当し、且つ何人も").text
    ('ただし、3,000万円', 'いずれかに該当し、かつ何人も')
    """
    char, behind = text[at], text[at + 1 : at + 2]
    if char in "…‥・":
        return _leader(text, at)
    if char == "，":
        return "," if text[at - 1 : at].isdigit() and behind.isdigit() else "、"
    follows, kana = _AS_KANA[char]
    return kana if behind == follows else char


def _leader(text: str, at: int) -> str:
    """A colon for the first of the dots that lead from a name to what it is, nothing for the others; other dots as they are.

    >>> fold("補 助 率……２分の１").text, fold("店舗…など").text, fold("以下、続く……").text
    ('補助率:2分の1', '店舗...など', '以下、続く......')
    >>> fold("補助率・・・・２分の１").text, fold("宿泊業・・娯楽業").text
    ('補助率:2分の1', '宿泊業・・娯楽業')
    """
    start = at
    while start > 0 and text[start - 1] in "…‥・":
        start -= 1
    if start == 0 or _LEADERS.match(text, start) is None:
        return unicodedata.normalize("NFKC", text[at])
    return ":" if at == start else ""


def _clusters(text: str, start: int, end: int, notes: frozenset[int]) -> list[tuple[int, int, str]]:
    """(start, end, folded) of each original character of a slice that stays, a half-width kana with its sound mark taken together."""
    out = []
    i = start
    while i < end:
        j = i + 1
        if j < end and text[j] in _VOICED and "\uff66" <= text[i] <= "\uff9d":
            j += 1
            out.append((i, j, unicodedata.normalize("NFKC", text[i:j])))
        elif i not in notes and (folded := _by_place(text, i) if text[i] in _BY_PLACE else _fold_char(text[i])):
            out.append((i, j, folded))
        i = j
    return out


def _note_numbers(text: str) -> frozenset[int]:
    """The places of the numbers of notes in a text; at the start of it they are the note's label and stay."""
    if not any(sign in text for sign in NOTE_SIGNS):
        return frozenset()
    return frozenset(at for match in _NOTE_NUMBER.finditer(text) if text[: match.start()].strip() for at in range(*match.span()))


_ASCII_WORD = deferred(r"[A-Za-z0-9]")
_RUN = deferred(r"\S+")
_AHEAD = 10  # characters, enough to see the unit of a number

# A number torn at the end of a wrapped line: words before its first digits, a unit after its last ones.
_TORN_HEAD = deferred(r"(?:,\d{0,2}|[ぁ-んァ-ヶ一-龥+~]\d{1,3})$")
_TORN_TAIL = deferred(r"\d{1,4}(?:,\d{3})*(?:\.\d+)?(?:パ|%|円|万|億|千|百|人|名|か月|カ月|ヶ月|年|プロセス|機能|分の)")
# No document states a number of so many digits: it is read as none, in whatever way it is written.
_FIGURE = "[0-9〇一二三四五六七八九]"
_ENDLESS = deferred(
    rf"(?:{_FIGURE}|[十百千万億兆]){{30,}}|{_FIGURE}{{1,3}}(?:[,、]{_FIGURE}{{3}}){{10,}}|\d{{1,3}}(?: \d{{3}}){{10,40}}(?=円)"
)
_NO_SIGN = "\ufffd"
_WRAPPED = 8  # characters of a line from which on its end may be a wrap


def _keeps_space(before: str, run: str, text: str, end: int, notes: frozenset[int], broke: Break) -> bool:
    """Whether white space between two characters separates words: only between two Latin letters or two numbers.

    Args:
        before: folded line before the white space.
        run: folded text after it up to the next white space.
        text, end: the original, and where the run ends in it.
    """
    if not before or not _ASCII_WORD.match(before[-1]) or not _ASCII_WORD.match(run[0]):
        return False
    if broke == "line" and before[-1].isdigit() and run[0].isdigit():
        after = run + "".join(folded for _, _, folded in _clusters(text, end, min(end + _AHEAD, len(text)), notes)).replace(" ", "")
        torn = bool(re.search(r",\d{0,2}$", before)) or (len(before) >= _WRAPPED and bool(_TORN_TAIL.match(after)))
        return not (torn and _TORN_HEAD.search(before))
    return before[-1].isdigit() == run[0].isdigit()


# 補助率　対象経費の1/2以内: what a line states, set apart from it by a blank
_NAMED = (
    r"(?:(?:補助|助成|支援|支給|交付|給付|奨励|補給|申請|応募|募集|公募|受付|事業|実施|補助事業)(?:金)?(?:の)?)?"
    r"(?:対象(?:となる)?(?:者|事業者?|事業主|経費|費用|設備|期間|業種|企業|工事)?"
    r"|率|額|金額|(?:上限|下限|限度)(?:金?額)?|期間|期限|要件|資格|条件|締切日?)"
)
_LABEL = deferred(rf"(?:[(]?[\d①-⑳]{{1,2}}[.)]?|[・○●◆■□◎※])?{_NAMED}(?:(?:及び|並びに|・|/|と){_NAMED})?等?")
_SHORT = frozenset({"上限", "下限"})
_LABEL_GOES_ON = deferred(r"[のはがをにとでもやへ、。:;)\]」』】等及又並若外]|から|まで|など")


def _after_label(line: str, run: str, broke: Break) -> str:
    """A colon where a blank sets what a line states apart from the words that name it.

    >>> fold("補助率　対象経費の1/2以内").text, fold("補助 対象者").text, fold("補助率 及び補助額").text
    ('補助率:対象経費の1/2以内', '補助対象者', '補助率及び補助額')
    """
    named = broke == "space" and (2 < len(line) <= 2 * _AHEAD or line in _SHORT) and _LABEL.fullmatch(line) is not None
    return ":" if named and _LABEL_GOES_ON.match(run) is None else ""


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
    >>> fold("上限は" + "9" * 30 + "円").text == "上限は" + "\ufffd" * 30 + "円"
    True
    """
    notes = _note_numbers(text)
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: dict[int, Break] = {}
    line = ""
    last = 0  # the end of the run before in the original
    for run in _RUN.finditer(text):
        folded, run_starts, run_ends = _fold_run(text, *run.span(), notes)
        if not folded:
            continue
        broke: Break | None = None
        if chars and run.start() > last:
            broke = "line" if "\n" in text[last : run.start()] else "space"
            apart = " " if _keeps_space(line, folded, text, run.end(), notes, broke) else _after_label(line, folded, broke)
            if apart:
                chars.append(apart)
                starts.append(run_starts[0])
                ends.append(run_starts[0])
            breaks[len(chars)] = broke
        line = folded if broke == "line" else line + folded
        chars.extend(folded)
        starts.extend(run_starts)
        ends.extend(run_ends)
        last = run.end()
    return Folded(_ENDLESS.sub(lambda run: _NO_SIGN * len(run.group()), "".join(chars)), text, tuple(starts), tuple(ends), breaks)


def _fold_run(text: str, start: int, end: int, notes: frozenset[int]) -> tuple[str, Sequence[int], Sequence[int]]:
    """A slice without white space, folded, and where each character of that starts and ends in the original."""
    run = text[start:end]
    if not notes and _VOICED.isdisjoint(run):
        one_by_one = [_fold_char(char) for char in run]
        if not _BY_PLACE.isdisjoint(run):
            one_by_one = [
                _by_place(text, start + at) if char in _BY_PLACE else folded
                for (at, char), folded in zip(enumerate(run), one_by_one, strict=True)
            ]
        folded = "".join(one_by_one)
        if len(folded) == end - start and "" not in one_by_one:
            return folded, range(start, end), range(start + 1, end + 1)
    clusters = _clusters(text, start, end, notes)
    starts = [at for at, _, folded in clusters for _ in folded]
    ends = [at for _, at, folded in clusters for _ in folded]
    return "".join([folded for _, _, folded in clusters]), starts, ends


def fold_text(text: str) -> str:
    """Only the folded text, for comparing and looking up.

    >>> fold_text("ソ フト ウ ェ ア 購 入 費")
    'ソフトウェア購入費'
    """
    return fold(text).text
