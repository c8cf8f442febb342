"""Numerals: Arabic with commas and decimals, with 千/万/億, and in Chinese characters."""

from __future__ import annotations

import re
from fractions import Fraction

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "壱": 1, "弐": 2, "参": 3}
_SMALL = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
# 5千万, 1.5億, 7,763百万, 1億5,000万, 30
SCALED = rf"(?:{ARABIC}(?:(?:十|百|千)?(?:万|億|兆)|千|百)?)(?:{ARABIC}千?万)?"
KANJI = r"[〇一二三四五六七八九十百千]+(?:[万億兆][〇一二三四五六七八九十百千]*)*|[十百千][万億]"
NUMERAL = rf"(?:{SCALED}|{KANJI})"


def read_number(text: str) -> Fraction:
    """Exact value of a folded numeral; raises ValueError where `text` is none.

    >>> read_number("3,000万"), read_number("1.5億"), read_number("5千万"), read_number("7,763百万")
    (Fraction(30000000, 1), Fraction(150000000, 1), Fraction(50000000, 1), Fraction(7763000000, 1))
    >>> read_number("三百五十万"), read_number("1億5,000万"), read_number("二〇二五")
    (Fraction(3500000, 1), Fraction(150000000, 1), Fraction(2025, 1))
    """
    if not text:
        raise ValueError("empty numeral")
    if re.fullmatch(r"[〇一二三四五六七八九]{2,}", text):
        return Fraction(int("".join(str(_DIGITS[c]) for c in text)))
    total = section = Fraction(0)
    current: Fraction | None = None
    for token in re.findall(rf"{ARABIC}|.", text):
        if token in _LARGE:
            section += current if current is not None else (0 if section else 1)
            total += section * _LARGE[token]
            section, current = Fraction(0), None
        elif token in _SMALL:
            section += (current if current is not None else 1) * _SMALL[token]
            current = None
        elif token in _DIGITS:
            current = Fraction(_DIGITS[token])
        else:
            current = Fraction(token.replace(",", ""))
    return total + section + (current or 0)
