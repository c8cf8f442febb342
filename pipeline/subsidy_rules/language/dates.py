"""Dates and periods: eras, fiscal years, year-months, days with weekdays, ranges of months."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR
from functools import lru_cache

from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.numerals import read_number

# First year of each era minus one, as promulgated; 元年 is year 1.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}

_LEAP_YEAR = 2024  # of a day without a year nothing is known that speaks against 2月29日
_NUM = r"(?:\d{1,4}|元|[一二三四五六七八九十〇]{1,4})"
_YEAR = rf"(?:(?P<era>令和|平成|昭和|[RHS](?=\d))(?P<y>{_NUM})|(?P<western>(?:19|20)\d{{2}}|[一二][〇九][〇一二三四五六七八九]{{2}}))"
# 令和7年(2025年), 2025年(令和7年): the other count of the same year
_BESIDE = rf"\((?:(?P<also>(?:19|20)\d{{2}})|(?P<also_era>令和|平成|昭和|[RHS](?=\d))(?P<also_y>{_NUM}))"
DATE = deferred(
    rf"{_YEAR}(?:年(?:{_BESIDE}年?\)(?=[\d一二三四五六七八九十]{{1,2}}月))?(?P<fiscal>度(?!目))?(?:(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?:(?P<d>\d{{1,2}}|[一二三十四五六七八九]{{1,3}})日)?(?!間)(?:\((?P<wd>[月火水木金土日])(?:曜日?|・祝)?\))?)?"
    r"|[./](?P<m2>\d{1,2})[./](?P<d2>\d{1,2}))"
)
_MONTH_DAY = deferred(r"(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:\((?P<wd>[月火水木金土日])(?:曜日?|・祝)?\))?")
_SLASH_DAY = deferred(r"(?<![\d/])\d{1,2}/\d{1,2}(?=\([月火水木金土日]\))|(?<![\d/])\d{1,2}/\d{1,2}~\d{1,2}/\d{1,2}(?![\d/]|以内)")


@dataclass(frozen=True, slots=True)
class Date:
    """A date at the precision that the text gives: `month` and `day` are None where it names none; `year` is None for 7月18日.

    `start`, `end` are half-open bounds in the folded text. `beside` is the year as counted in the other way beside it, 令和7年(2025年).
    """

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    weekday: str | None = None
    fiscal: bool = False
    beside: int | None = None

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
    """All dates of a folded text, in order; not those of which there is no such day, or whose two years disagree (`wrong_dates`).

    >>> [d.iso for d in find_dates("令和6年10月から令和7年9月まで、2026年2月27日(金)")]
    ['2024-10', '2025-09', '2026-02-27']
    >>> [d.iso for d in find_dates("令和7年(2025年)6月30日、2025年6月31日、令和7年(2024年)4月1日")]
    ['2025-06-30']
    >>> find_dates("第2条第1項、3年間、30人")
    ()
    """
    return tuple(date for date in _all_dates(text) if is_possible(date) and agrees(date))


def wrong_dates(text: str) -> tuple[Date, ...]:
    """The dates of a folded text that cannot be right: there is no such day, or the era and the year beside it disagree."""
    return tuple(date for date in _all_dates(text) if not (is_possible(date) and agrees(date)))


def is_possible(date: Date) -> bool:
    """Whether the calendar has such a month and day."""
    if date.month is not None and not 1 <= date.month <= 12:
        return False
    if date.month is None or date.day is None:
        return True
    return 1 <= date.day <= monthrange(date.year if date.year and 0 < date.year < MAXYEAR else _LEAP_YEAR, date.month)[1]


def agrees(date: Date) -> bool:
    """Whether both counts of the year, where it is told twice, name the same one."""
    return date.beside is None or date.beside == date.year


@lru_cache(maxsize=1024)
def _all_dates(text: str) -> tuple[Date, ...]:
    out = [_western(m) for m in DATE.finditer(text) if not _is_name(text, m)]
    taken = [(d.start, d.end) for d in out]
    days = (m for m in _MONTH_DAY.finditer(text) if not any(a < m.end() and m.start() < b for a, b in taken))
    out += [Date(m.start(), m.end(), None, int(m["m"]), int(m["d"]), m["wd"]) for m in days]
    out += [Date(m.start(), m.end(), None) for m in _SLASH_DAY.finditer(text)]
    return tuple(sorted(out, key=lambda d: d.start))


def _is_name(text: str, match: re.Match[str]) -> bool:
    """IT導入補助金2025年 is still a date, 補助金2025 without 年 never matches; 第2025 is a citation."""
    return match.start() > 0 and text[match.start() - 1] in "第0123456789"


def _western(match: re.Match[str]) -> Date:
    year = int(read_number(match["western"])) if match["western"] else _year_of(match["era"], match["y"])
    beside = int(match["also"]) if match["also"] else _year_of(match["also_era"], match["also_y"]) if match["also_era"] else None
    month, day = match["m"] or match["m2"], match["d"] or match["d2"]
    return Date(
        match.start(),
        match.end(),
        year,
        int(read_number(month)) if month else None,
        int(read_number(day)) if day else None,
        match["wd"],
        bool(match["fiscal"]),
        beside,
    )


def _year_of(era: str, count: str) -> int:
    return _ERAS[era] + (1 if count == "元" else int(read_number(count)))
