"""What a person types into a form or a cell → one typed value of the contract: yen, share, day, length of time, yes or no.

Whatever cannot be meant raises FieldError, which says why in words that can be shown beside the field. Full-width signs are taken alike.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from subsidy_rules.language.dates import find_dates
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.numerals import NUMERAL, read_number
from subsidy_rules.messages.message import Message, message
from subsidy_rules.model.formula import FormulaError, parse_moment

Typed = object  # what a form or a cell of a workbook holds: text, number, date, truth value
_MOST_CHARS = 20_000
_MOST_YEN = 10**15
_YEN = re.compile(rf"[¥\\]?(?P<n>{NUMERAL})円?(?:以下|以内|以上|まで)?")
_SHARE = re.compile(
    r"(?P<over>\d{1,9})/(?P<under>\d{1,9})|(?P<parts>\d{1,9})分の(?P<of>\d{1,9})|(?P<number>\d{1,9}(?:\.\d{1,9})?)(?P<percent>%)?"
)
_LENGTH_PART = re.compile(r"(\d{1,4})(か年|箇年|年|か月|ヶ月|ヵ月|カ月|ケ月|箇月|月|週|日)間?")
_LENGTH_UNITS = {"年": "Y", "か年": "Y", "箇年": "Y", "週": "W", "日": "D"}
_ENGLISH_PART = re.compile(r"(\d{1,4})\s*(year|month|week|day)s?", re.IGNORECASE)
_ENGLISH_UNITS = {"year": "Y", "month": "M", "week": "W", "day": "D"}
_ISO_LENGTH = re.compile(r"P(?=\d)(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,4}D)?")
_HOUR = re.compile(r"(?P<h>\d{1,2})(?:時(?:(?P<m>\d{1,2})分)?|:(?P<colon>\d{2})(?::00)?)(?:まで|締切)?")
_PLAIN_DAY = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?(?:[T ]*(?P<rest>\d.*))?")
_YES = frozenset({"はい", "有", "有り", "あり", "○", "〇", "true", "yes", "y", "1"})
_NO = frozenset({"いいえ", "無", "無し", "なし", "×", "false", "no", "n", "0"})
_NO_DAY = message("{text!r} is no day such as 2025-03-24, with its year")


class FieldError(ValueError):
    """What was typed cannot be meant; `reason` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


def folded(typed: Typed) -> str:
    """What was typed as one folded text; "" for nothing. Raises FieldError for more than anybody types.

    >>> folded(" １／２ "), folded(None), folded(1500000.0)
    ('1/2', '', '1500000')
    """
    if typed is None:
        return ""
    if isinstance(typed, float) and typed.is_integer():
        typed = int(typed)
    text = str(typed)
    if len(text) > _MOST_CHARS:
        raise FieldError(message("it is too long"))
    return " ".join(fold_text(text).split())


def parse_yen(typed: Typed) -> int:
    """Yen as a whole number.

    >>> parse_yen("1,500,000"), parse_yen("150万円"), parse_yen("１億５,０００万"), parse_yen(450000.0), parse_yen("1.5億円")
    (1500000, 1500000, 150000000, 450000, 150000000)
    """
    text = folded(typed).replace(" ", "").removesuffix("yen")
    found = _YEN.fullmatch(text)
    if found is None:
        raise FieldError(message("{text!r} is no amount such as 1,500,000", text=text))
    amount = read_number(found["n"])
    if amount.denominator != 1:
        raise FieldError(message("{text!r} is no whole number of yen", text=text))
    if amount > _MOST_YEN:
        raise FieldError(message("{text!r} is larger than any amount", text=text))
    return int(amount)


def parse_count(typed: Typed) -> int:
    """A whole number, its unit left out.

    >>> parse_count("3年"), parse_count(5), parse_count("1,000")
    (3, 5, 1000)
    """
    text = folded(typed).replace(" ", "")
    found = re.fullmatch(r"(\d{1,3}(?:,\d{3})*|\d{1,9})(?:年間?|か月|人|者|社|件|回|years?)?", text)
    if found is None:
        raise FieldError(message("{text!r} is no whole number", text=text))
    return int(found[1].replace(",", ""))


def parse_share(typed: Typed) -> str:
    """A share of the whole as the contract has it: an exact fraction, more than 0 and at most 1.

    >>> parse_share("２／３以内"), parse_share("2分の1"), parse_share("50%"), parse_share(0.75), parse_share("10/10")
    ('2/3', '1/2', '1/2', '3/4', '1')
    """
    if isinstance(typed, (date, datetime)):
        raise FieldError(message("the spreadsheet has made a date of it: type it as text, such as '1/2 with a quotation mark before it"))
    text = folded(typed).replace(" ", "").removesuffix("以内").removesuffix("以下")
    found = _SHARE.fullmatch(text)
    if found is None:
        raise FieldError(message("{text!r} is no share such as 2/3 or 50%", text=text))
    under = int(found["under"] or found["parts"] or 1)
    if under == 0:
        raise FieldError(message("nothing can be divided by 0"))
    over = Fraction(found["over"] or found["of"] or found["number"])
    share = over / under / (100 if found["percent"] else 1)
    if not 0 < share <= 1:
        raise FieldError(message("{text!r} is not between 0 and 1", text=text))
    return str(share)


def parse_percent(typed: Typed) -> str:
    """A percentage as a decimal without its sign.

    >>> parse_percent("1.5%"), parse_percent("３"), parse_percent("-2 %")
    ('1.5', '3', '-2')
    """
    text = folded(typed).replace(" ", "").removesuffix("%")
    if not re.fullmatch(r"-?\d{1,9}(?:\.\d{1,9})?", text):
        raise FieldError(message("{text!r} is no percentage such as 1.5%", text=text))
    return format(Decimal(text).normalize(), "f")


def parse_moment_text(typed: Typed) -> str:
    """A day, month or year, with the hour where one is told, in ISO 8601; a date expression of the contract stays as it is.

    >>> [parse_moment_text(day) for day in ("令和7年3月24日", "R7.3.24", "2025/3/24 17:00", "2025年3月")]
    ['2025-03-24', '2025-03-24', '2025-03-24T17:00', '2025-03']
    >>> parse_moment_text("令和７年３月２４日（月）１７時"), parse_moment_text("earliest(completion+P30D, 2026-03-10)")
    ('2025-03-24T17:00', 'earliest(completion+P30D, 2026-03-10)')
    """
    if isinstance(typed, datetime):
        return typed.strftime("%Y-%m-%d" if not (typed.hour or typed.minute) else "%Y-%m-%dT%H:%M")
    if isinstance(typed, date):
        return typed.isoformat()
    text = folded(typed)
    made = _plain_day(text) or _worded_day(text) or str(typed).strip()
    try:
        parse_moment(made)
    except FormulaError:
        raise FieldError(_NO_DAY.filled(text=text)) from None
    return made


def _plain_day(text: str) -> str:
    """The ISO form of a day in figures; "" for other text."""
    found = _PLAIN_DAY.fullmatch(text)
    if found is None:
        return ""
    year, month, day = int(found["y"]), int(found["m"]), int(found["d"]) if found["d"] else None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= monthrange(year or 1, month)[1]):
        raise FieldError(message("{word!r} is no day of the calendar", word=text))
    iso = f"{year:04}-{month:02}" + (f"-{day:02}" if day is not None else "")
    return iso if not found["rest"] else iso + _hour(found["rest"], text, dated=day is not None)


def _worded_day(text: str) -> str:
    """The ISO form of a date of an era or with 年; "" for other text."""
    dates = find_dates(text)
    if len(dates) != 1 or dates[0].start != 0 or dates[0].year is None or dates[0].fiscal:
        return ""
    rest = re.sub(r"^\([^)]*\)", "", text[dates[0].end :].strip()).strip()
    rest = rest.removesuffix("まで").removesuffix("から") if not _HOUR.fullmatch(rest) else rest
    return dates[0].iso + (_hour(rest, text, dated=dates[0].day is not None) if rest else "")


def _hour(rest: str, text: str, *, dated: bool) -> str:
    found = _HOUR.fullmatch(rest.strip())
    hour = int(found["h"]) if found is not None else 24
    minute = int(found["m"] or found["colon"] or 0) if found is not None else 0
    if not dated or hour > 23 or minute > 59:
        raise FieldError(_NO_DAY.filled(text=text))
    return f"T{hour:02}:{minute:02}"


def parse_length(typed: Typed) -> str:
    """A length of time in ISO 8601.

    >>> parse_length("3年間"), parse_length("１年６か月"), parse_length("30日"), parse_length("P2W"), parse_length("18 months")
    ('P3Y', 'P1Y6M', 'P30D', 'P2W', 'P18M')
    """
    text = folded(typed)
    if _ISO_LENGTH.fullmatch(text):
        return text
    for pattern, units in ((_LENGTH_PART, _LENGTH_UNITS), (_ENGLISH_PART, _ENGLISH_UNITS)):
        parts = pattern.findall(text)
        made = "P" + "".join(f"{int(n)}{units.get(unit.lower(), 'M')}" for n, unit in parts)
        if parts and not pattern.sub("", text).strip() and _ISO_LENGTH.fullmatch(made):
            return made
    raise FieldError(message("{text!r} is no length of time such as P3Y", text=text))


def parse_flag(typed: Typed) -> bool:
    """
    >>> parse_flag("はい"), parse_flag(False), parse_flag("○"), parse_flag("no")
    (True, False, True, False)
    """
    text = folded(typed).lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise FieldError(message("{text!r} is neither yes nor no", text=text))
