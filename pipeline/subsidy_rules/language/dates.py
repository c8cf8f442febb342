"""Dates and periods: eras, fiscal years, year-months, days with weekdays, ranges of months."""

from __future__ import annotations

import re
from dataclasses import dataclass

from subsidy_rules.language.numerals import read_number

# First year of each era minus one, as promulgated; 元年 is year 1.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}

_NUM = r"(?:\d{1,4}|元|[一二三四五六七八九十〇]{1,4})"
_YEAR = rf"(?:(?P<era>令和|平成|昭和|[RHS](?=\d))(?P<y>{_NUM})|(?P<western>(?:19|20)\d{{2}}|[一二][〇九][〇一二三四五六七八九]{{2}}))"
DATE = re.compile(
    rf"{_YEAR}(?:年(?P<fiscal>度(?!目))?(?:(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?:(?P<d>\d{{1,2}}|[一二三十四五六七八九]{{1,3}})日)?(?!間)(?:\((?P<wd>[月火水木金土日])(?:曜日?|・祝)?\))?)?"
    r"|[./](?P<m2>\d{1,2})[./](?P<d2>\d{1,2}))"
)
_MONTH_DAY = re.compile(r"(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:\((?P<wd>[月火水木金土日])(?:曜日?|・祝)?\))?")
_SLASH_DAY = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}(?=\([月火水木金土日]\))|(?<![\d/])\d{1,2}/\d{1,2}~\d{1,2}/\d{1,2}(?![\d/]|以内)")


@dataclass(frozen=True, slots=True)
class Date:
    """A date at the precision that the text gives: `month` and `day` are None where it names none; `year` is None for 7月18日.

    `start`, `end` are half-open bounds in the folded text.
    """

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    weekday: str | None = None
    fiscal: bool = False

    @property
    def iso(self) -> str:
        """ISO 8601 at its own precision; raises ValueError without a year."""
        if self.year is None:
            raise ValueError("a date without a year has no ISO form")
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)


def find_dates(text: str) -> tuple[Date, ...]:
    """All dates of a folded text, in order.

    >>> [d.iso for d in find_dates("令和6年10月から令和7年9月まで、2026年2月27日(金)")]
    ['2024-10', '2025-09', '2026-02-27']
    >>> find_dates("第2条第1項、3年間、30人")
    ()
    """
    out = [_western(m) for m in DATE.finditer(text) if not _is_name(text, m)]
    taken = [(d.start, d.end) for d in out]
    days = (m for m in _MONTH_DAY.finditer(text) if not any(a < m.end() and m.start() < b for a, b in taken))
    out += [Date(m.start(), m.end(), None, int(m["m"]), int(m["d"]), m["wd"]) for m in days]
    out += [Date(m.start(), m.end(), None) for m in _SLASH_DAY.finditer(text)]
    return tuple(sorted((d for d in out if _exists(d)), key=lambda d: d.start))


def _is_name(text: str, match: re.Match[str]) -> bool:
    """IT導入補助金2025年 is still a date, 補助金2025 without 年 never matches; 第2025 is a citation."""
    return match.start() > 0 and text[match.start() - 1] in "第0123456789"


def _western(match: re.Match[str]) -> Date:
    if match["western"]:
        year = int(read_number(match["western"]))
    else:
        count = 1 if match["y"] == "元" else int(read_number(match["y"]))
        year = _ERAS[match["era"]] + count
    month, day = match["m"] or match["m2"], match["d"] or match["d2"]
    return Date(
        match.start(),
        match.end(),
        year,
        int(read_number(month)) if month else None,
        int(read_number(day)) if day else None,
        match["wd"],
        bool(match["fiscal"]),
    )


def _exists(date: Date) -> bool:
    return (date.month is None or 1 <= date.month <= 12) and (date.day is None or 1 <= date.day <= 31)
