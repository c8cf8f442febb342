"""Numerals: Arabic with commas and decimals, with 千/万/億, and in Chinese characters."""

from __future__ import annotations

import re
from fractions import Fraction

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "壱": 1, "弐": 2, "参": 3}
_SMALL = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}

# 1,500,000; the blanks of 1 500 000 are told from those between two numbers by the 円 behind them or a third group
ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:(?: \d{3}){2,9}| 000)(?=円)|\d+)(?:\.\d+)?"
# 5千, 3千5百, 7,763百
_PART = rf"{ARABIC}(?:千(?:{ARABIC}百)?|[百十])?"
# 14万2000円, 14万2千円: what goes on behind 万 does so up to its unit, or it is another number
_TAIL = r"(?:(?<=[万億])(?:\d,\d{3}|\d{1,4}|\d千(?:\d百)?|\d百)(?=[円人名社者件]))?"
# 5千万, 1.5億, 7,763百万, 1億5,000万, 14万2000, 30
SCALED = rf"{_PART}(?:[万億兆])?(?:(?<=[億兆]){_PART}万)?{_TAIL}"
# 三百五十万, 一五〇万; 三五〇、〇〇〇 in groups of three
_GROUPED = r"[〇一二三四五六七八九]{1,3}(?:[、,][〇一二三四五六七八九]{3})+[万億]?"
KANJI = rf"{_GROUPED}|[〇一二三四五六七八九十百千]+(?:[万億兆][〇一二三四五六七八九十百千]*)*|[十百千][万億]"
NUMERAL = rf"(?:{SCALED}|{KANJI})"


def read_number(text: str) -> Fraction:
    """Exact value of a folded numeral; raises ValueError where `text` is none.

    >>> read_number("3,000万"), read_number("1.5億"), read_number("5千万"), read_number("7,763百万")
    (Fraction(30000000, 1), Fraction(150000000, 1), Fraction(50000000, 1), Fraction(7763000000, 1))
    >>> read_number("三百五十万"), read_number("1億5,000万"), read_number("二〇二五")
    (Fraction(3500000, 1), Fraction(150000000, 1), Fraction(2025, 1))
    >>> [int(read_number(text)) for text in ("一五〇万", "三五〇、〇〇〇", "14万2000", "3千5百万", "1 500 000")]
    [1500000, 350000, 142000, 35000000, 1500000]
    """
    if not text:
        raise ValueError("empty numeral")
    if re.fullmatch(r"[〇一二三四五六七八九]{2,}", text):
        return Fraction(int("".join(str(_DIGITS[c]) for c in text)))
    total = section = Fraction(0)
    current: Fraction | None = None
    text = re.sub(r"(?<=[〇一二三四五六七八九\d])[、, ](?=[〇一二三四五六七八九\d]{3})", "", text)
    before = ""
    for token in re.findall(r"\d+(?:\.\d+)?|.", text):
        if token in _LARGE:
            section += current if current is not None else (0 if section else 1)
            total += section * _LARGE[token]
            section, current = Fraction(0), None
        elif token in _SMALL:
            section += (current if current is not None else 1) * _SMALL[token]
            current = None
        elif token in _DIGITS:
            # digits side by side have the places of Arabic ones: 一五〇 is 150
            current = Fraction(_DIGITS[token]) + (current * 10 if before in _DIGITS and current is not None else 0)
        else:
            current = Fraction(token)
        before = token
    return total + section + (current or 0)
