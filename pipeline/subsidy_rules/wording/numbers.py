"""Yen, lengths of time, formulas and date expressions in words, Japanese and English."""

from __future__ import annotations

import re
from functools import reduce
from typing import Literal

from subsidy_rules.language.vocabulary import load, names
from subsidy_rules.messages.message import counted, message, message_in
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.formula import Call, Day, Duration, Expression, FormulaError, Name, Number, Operation, parse_formula, parse_moment

_MAN, _OKU = 10**4, 10**8
_MONEY = 1000  # smaller numbers of a formula are factors, not yen
_PART = re.compile(r"(\d+)([DWMY])")
_PERIODS = {
    "D": counted("{n} day", "{n} days", 0),
    "W": counted("{n} week", "{n} weeks", 0),
    "M": counted("{n} month", "{n} months", 0),
    "Y": counted("{n} year", "{n} years", 0),
}
_SPAN = re.compile(r"(?:P\d+[A-Z]|\d{4}(?:-\d{2}){1,2})/(?:P\d+[A-Z]|\d{4}(?:-\d{2}){1,2})")
_CHOICES = {
    "min": message("the lower of {parts}"),
    "max": message("the higher of {parts}"),
    "floor": message("{parts} rounded down"),
    "earliest": message("the earlier of {parts}"),
    "latest": message("the later of {parts}"),
}
_SIGNS = {
    "+": message_in("formula", "{left} + {right}"),
    "-": message_in("formula", "{left} - {right}"),
    "*": message_in("formula", "{left} × {right}"),
    "/": message_in("formula", "{left} ÷ {right}"),
}


def yen_words(yen: int, lang: Lang) -> str:
    """
    >>> yen_words(1_500_000, "ja"), yen_words(350_000_000, "ja"), yen_words(1_234, "ja"), yen_words(1_500_000, "en")
    ('150万円', '3億5,000万円', '1,234円', '1,500,000 yen')
    """
    if lang == "en":
        return f"{yen:,} yen"
    # Japanese counts in ten thousands and hundred millions: another number, not another word
    oku, rest = divmod(yen, _OKU)
    man, units = divmod(rest, _MAN)
    parts = [f"{oku:,}億" if oku else "", f"{man:,}万" if man else "", f"{units:,}" if units or not yen else ""]
    return "".join(parts) + "円"


def length_words(duration: str, lang: Lang) -> str:
    """
    >>> length_words("P30D", "ja"), length_words("P1Y", "en"), length_words("P1Y6M", "ja")
    ('30日', '1 year', '1年6か月')
    """
    parts = [_PERIODS[unit].filled(n=int(n)).say(lang) for n, unit in _PART.findall(duration)]
    return (
        reduce(lambda a, b: message_in("parts of a length of time", "{first} {second}", first=a, second=b).say(lang), parts)
        if parts
        else ""
    )


def span_words(over: str, lang: Lang) -> str:
    """The time over which something is measured: a length, a choice of two, or the months from and to.

    >>> span_words("P3Y", "ja"), span_words("P3Y/P5Y", "ja"), span_words("2024-10/2025-09", "en")
    ('3年間', '3年～5年間', '2024-10 to 2025-09')
    """
    if not _SPAN.fullmatch(over):
        return _long(length_words(over, lang), lang) if _PART.search(over) and over.startswith("P") else over
    parts = [length_words(part, lang) if part.startswith("P") else part for part in over.split("/")]
    text = message_in("between the ends of a span", " to ").say(lang).join(parts)
    return _long(text, lang) if over.startswith("P") else text


def _long(text: str, lang: Lang) -> str:
    # 3週間 has the word already
    return message_in("a length of time over which something is measured", "{length}", length=text).say(lang).replace("間間", "間")


def name_words(slug: str, lang: Lang) -> str:
    """An amount, fact or event that an expression names; what no word list knows is spelled as it is.

    >>> name_words("base", "ja"), name_words("completion", "en")
    ('基盤導入経費', 'completion of the project')
    """
    for known in ("moments", "items", "topic_names", "expenses"):
        if slug in load(known):
            return names(known, lang)[slug]
    event = load("events").get(slug, {})
    return str(event["names"][lang]) if event else slug.replace("_", " ")


def formula_words(text: str, lang: Lang) -> str:
    """A formula in words; what is none stays as it is.

    >>> formula_words("min((base + analysis) * 10/100, 2000000)", "ja")
    '（基盤導入経費＋消費動向等分析経費）×10/100と200万円のいずれか低い額'
    >>> formula_words("value_added_cagr/2", "en")
    'yearly growth of value added ÷ 2'
    """
    try:
        return _words(parse_formula(text), lang)
    except FormulaError:
        return text


def moment_words(text: str, lang: Lang, side: Literal["start", "end", ""] = "") -> str:
    """A date expression in words, as the `start` or `end` of something where told; what is none stays as it is.

    >>> moment_words("completion+P30D", "ja", "end"), moment_words("completion+P30D", "en", "end")
    ('事業完了から30日以内', 'within 30 days of completion of the project')
    >>> moment_words("earliest(completion+P30D, 2026-03-10T17:00)", "ja", "end")
    '事業完了から30日後と2026-03-10 17:00のいずれか早い日まで'
    """
    try:
        tree = parse_moment(text)
    except FormulaError:
        return text
    if side == "end" and isinstance(tree, Operation) and tree.sign == "+" and isinstance(tree.right, Duration):
        length, event = length_words(tree.right.text, lang), _words(tree.left, lang)
        return message("within {length} of {event}", length=length, event=event).say(lang)
    words = _words(tree, lang)
    return message("until {day}", day=words).say(lang) if side == "end" else words


def _words(node: Expression, lang: Lang) -> str:
    if isinstance(node, Number):
        return yen_words(node.value, lang) if node.value >= _MONEY else str(node.value)
    if isinstance(node, Name):
        return name_words(node.name, lang)
    if isinstance(node, Day):
        return node.text.replace("T", " ")
    if isinstance(node, Duration):
        return length_words(node.text, lang)
    if isinstance(node, Call):
        parts = [_words(part, lang) for part in node.arguments]
        choice = message_in("between what one is chosen of", " and ").say(lang).join(parts)
        return _CHOICES[node.function].filled(parts=choice).say(lang)
    return _operation(node, lang)


def _operation(node: Operation, lang: Lang) -> str:
    if isinstance(node.right, Duration):
        return _counted(_words(node.left, lang), node.sign, _words(node.right, lang), lang)
    left, right, sign = node.left, _factor(node.right, lang), node.sign
    if sign == "/" and isinstance(left, Number):
        return f"{left.value}/{right}"
    if sign == "/" and isinstance(left, Operation) and left.sign == "*" and isinstance(left.right, Number):
        right, sign = f"{left.right.value}/{right}", "*"  # times 10, divided by 100, is a factor of 10/100
        left = left.left
    first = _factor(left, lang) if sign in "*/" else _words(left, lang)
    return _SIGNS[sign].filled(left=first, right=right).say(lang)


def _counted(event: str, sign: str, length: str, lang: Lang) -> str:
    before = message("{length} before {event}", length=length, event=event)
    after = message("{length} after {event}", length=length, event=event)
    return (before if sign == "-" else after).say(lang)


def _factor(node: Expression, lang: Lang) -> str:
    """A part of a product; a sum in it needs brackets."""
    words = _words(node, lang)
    if isinstance(node, Operation) and node.sign in "+-":
        return message_in("brackets of a formula", "({part})", part=words).say(lang)
    return words
