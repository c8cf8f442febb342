"""Periods: from when until when, in calendar dates or counted from an event (交付決定日から6か月, 補助事業完了後30日以内)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from subsidy_rules.language.dates import find_dates
from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.vocabulary import load

Shape = Literal["range", "from", "until", "point", "term"]

_GUESSED = "year_from_document"
_WEEKDAYS = "月火水木金土日"
# What may follow a date and still belongs to it: weekday, time of day, part of a month, "expected", "must arrive".
_TAIL = deferred(
    r"(?:\([月火水木金土日][^()]{0,8}\))?"
    # the hour in a bracket of its own: 12月25日(金)(17時必着)
    r"(?:(?:の| |\((?=(?:午[前後])?\d{1,2}(?:時|:)[^()]{0,6}(?:必着|まで|締切|〆切|厳守)?\)))?"
    r"(?P<half>午前|午後)?(?P<h>\d{1,2})(?::(?P<colon>\d{2})|時(?:(?P<min>\d{1,2})分|(?P<half_past>半))?)|の?(?P<noon>正午))?"
    r"(?:[上中下初]旬|末日?)?(?:頃|ごろ)?(?:\((?:予定|必着|厳守|終了)[^()]{0,10}\))?(?:予定|必着|厳守|〆)?(?:\(※\d{0,2}\)|※\d{0,2}(?=まで|から))?"
)
_SEPARATOR = deferred(r"、?(?:~|-|から|より)(?:起算して)?、?(?:原則)?(?P<limit>最長で?|最大で?|遅くとも)?(?P<next>翌年|同年)?の?")
_SOME_DAY = deferred(r"(?:(?:令和|平成|R)?\d{1,4}[年./])?\d{1,2}[月/.]\d{1,2}日?")
_BARE_MONTH = deferred(r"(?P<m>\d{1,2})月(?!\d|間)")
_BARE_DAY = deferred(r"(?P<d>\d{1,2})日(?!間|以[内上])")
# a month that is all that a line or cell says
_ALONE = deferred(r"(?P<month>(?P<m>[1-9]|1[0-2])月)(?:[上中下初]旬|末)?(?:頃|ごろ)?(?:\(予定\)|予定)?")
_SLASH_DAY = deferred(r"(?<![\d/])(?P<m>\d{1,2})/(?P<d>\d{1,2})\((?P<wd>[月火水木金土日])(?:曜日?|・祝)?\)")
_UNTIL = deferred(r"まで|必着|以内|〆")
_BEFORE_UNTIL = deferred(r"(?:~|-)$")
_UNITS = {"日": "D", "週": "W", "か月": "M", "年": "Y"}
_TERM = deferred(
    r"(?:遅くとも|最長で?|最大で?|原則(?:として)?|起算して)*、?(?P<n>\d{1,3})(?P<unit>日|週|[かカヵヶケ箇]月|年)(?!度)間?(?:程度|以内|後|を経過(?:した|する)日)?"
)
_CITED = deferred(r"[^()。、]{0,60}?(?:法律|政令|省令|府令|規程|告示|条例|訓令)(?:令)?第?\d")
_IN_PASSING = deferred(
    r"\)?(?:以降(?:に|の)|より前|以前|時点|現在|付け|分(?!の?(?:締|公募))|の属する|生まれ|改[訂定]|策定|作成|設立|創業|に開始)"
)
_YEARLY = deferred(r"毎(?:年|月|事業年度|会計年度)[^。]{0,30}")  # what comes again every year has no date of its own
# Two ends of which one counts: the earlier or later, or a limit on the other in brackets.
_OR = deferred(r"、?(?:又は|または|若しくは|もしくは|あるいは|と|か|及び|、)、?")
_WHICHEVER = deferred(
    r"(?:の日)?(?:まで)?(?:の?うち|と?の)?、?(?:の?いずれか)(?:の)?(?P<which>早い|遅い)(?:方の?日?|ほう|日|期日|時期|時点)?(?:まで)?"
)
_NAMED_OR = deferred(rf"{_OR.pattern}[^、。()\d]{{1,20}}\(")  # …又は完了期限日(12月31日)のいずれか早い日
_WHOSE = r"(?:[^、。()\d]{2,16}の)?"  # 補助金交付候補者の採択発表日
_AT_MOST = deferred(rf"(?:の日|まで|を?(?:上限|限度)(?:と(?:する|し|します))?)?\((?:(?:ただし|但し)、?)?(?:遅くとも|最長でも?)?{_WHOSE}")
_WITHIN = deferred(r"(?:の日)?(?:まで|を限度|を超え(?:ない|ることは?でき(?:ない|ません))|(?<=以内))[^()]{0,8}\)")
# the same told on: 14か月以内で、最長でも…まで; 14か月以内とする。ただし、…を超えることはできない
_TOLD_ON = deferred(
    r"(?:の日)?(?:と(?:する|し|します)|で(?:す|あり|あって)?|であること)?[、。]?(?:(?:ただし|但し|かつ)、?(?:遅くとも|最長でも?)?|遅くとも|最長でも?|長くとも)、?"
    rf"{_WHOSE}"
)
_NOT_BEYOND = deferred(r"(?:の日)?(?:まで|を限度|を期限|を超え(?:ない|ることは?でき(?:ない|ません)|てはならない))")
# 支給日の翌日, 加入日の前日, 開始日の1か月前: the day after counts as the first of a term, a day before as the last of what is due
_NEXT_DAY = deferred(r"の?翌日")
_BEFORE = deferred(r"の?(?:(?P<eve>前日)|(?P<n>\d{1,3})(?P<unit>日|週間?|[かカヵヶケ箇]月|年)前)(?:の日)?(?=まで)")


@cache
def _anchors() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The events that periods are counted from, with what names them."""
    return tuple((slug, re.compile("|".join(entry["words"]))) for slug, entry in load("moments").items() if entry["words"])


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a folded text; `start`, `end` are half-open bounds in it.

    `begin` and `until` are ISO 8601 at the printed precision, or the name of an event; `duration` is ISO 8601.
    A `point` is one date of which the text does not say whether something begins or ends there: it stands in `begin`.
    A `term` is a duration counted from the event in `begin`.
    """

    shape: Shape
    start: int
    end: int
    begin: str | None = None
    until: str | None = None
    duration: str | None = None
    reasons: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether it is counted from an event, as a term is, and one of two ends that is."""
        return self.shape == "term" or re.search(r"[+-]P\d", self.until or "") is not None


@dataclass(frozen=True, slots=True)
class _Moment:
    """A date, or an event (`anchor`); `end` is behind weekday and time."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: str | None = None
    anchor: str | None = None
    time: str = ""

    @property
    def name(self) -> str:
        if self.anchor is not None:
            return self.anchor
        day = f"-{self.day:02d}{self.time and f'T{self.time}'}" if self.day else ""
        return f"{self.year:04d}-{self.month:02d}{day}"


@lru_cache(maxsize=1024)
def find_periods(text: str, year: int | None = None) -> tuple[Period, ...]:
    """All periods and dates of a folded text, in order; citations and dates told in passing are left out.

    Args:
        text: folded.
        year: year of the document, for dates that name none; without it they are left out.

    >>> [(p.shape, p.begin, p.until) for p in find_periods("2025年4月25日(金)~7月25日(金)17:00(厳守)")]
    [('range', '2025-04-25', '2025-07-25T17:00')]
    >>> [(p.shape, p.begin, p.until) for p in find_periods("2026年11月~1月、2027年4月から。4月7日まで", 2027)]
    [('range', '2026-11', '2027-01'), ('from', '2027-04', None), ('until', None, '2027-04-07')]
    >>> [(p.shape, p.begin, p.until) for p in find_periods("2026年12月8日(火)~11日(金)")]
    [('range', '2026-12-08', '2026-12-11')]
    >>> [(p.shape, p.until) for p in find_periods("交付決定日から9か月以内(ただし採択発表日から11か月以内)")]
    [('until', 'earliest(award_date+P9M, announcement+P11M)')]
    >>> [p.until for p in find_periods("交付決定日から9か月以内とする。ただし、令和9年3月31日を超えることはできない。")]
    ['earliest(award_date+P9M, 2027-03-31)']
    >>> [(p.shape, p.begin, p.duration) for p in find_periods("交付決定日から6か月以内")]
    [('term', 'award_date', 'P6M')]
    >>> [(p.shape, p.begin, p.duration) for p in find_periods("賃金を支給した日の翌日から起算して2か月以内")]
    [('term', 'wage_payment', 'P2M')]
    >>> [(p.shape, p.until) for p in find_periods("社会保険加入日の前日まで。訓練開始日の1か月前までに届け出る")]
    [('until', 'insurance_start-P1D'), ('until', 'training_start-P1M')]
    >>> [p.until for p in find_periods("事業完了後30日以内又は完了期限日(2027年1月31日)のいずれか早い日まで")]
    ['earliest(completion+P30D, 2027-01-31)']
    >>> [p.until for p in find_periods("事業完了後30日以内又は当該年度の3月31日のいずれか早い日まで")]
    ['earliest(completion+P30D, grant_year_end)']
    >>> [p.until for p in find_periods("事業完了後30日以内又は翌年度の4月10日のいずれか早い日まで")]
    ['earliest(completion+P30D, grant_year_end+P10D)']
    >>> [(p.begin, p.reasons) for p in find_periods("8月上旬(予定)", 2026)], find_periods("毎年8月", 2026)
    ([('2026-08', ('year_from_document',))], ())
    >>> [(p.shape, p.until) for p in find_periods("2026年度末までとする")]
    [('until', '2027-03-31')]
    >>> find_periods("法律(昭和30年5月1日法律第179号)、2025年7月現在")
    ()
    """
    yearly = [m.span() for m in _YEARLY.finditer(text)]
    moments = [m for m in _moments(text) if m.year or m.anchor or not any(a <= m.start < b for a, b in yearly)]
    moments.sort(key=lambda m: m.start)
    out = []
    at = 0
    for moment in moments:
        if moment.start < at:
            continue
        period = _period(text, moment, moments, year)
        if period is not None:
            out.append(period)
            at = period.end
    return _chosen(text, out)


# the other end is an event itself: …から30日を経過した日又は補助事業期間の終了日のいずれか早い日, …又は当該年度の3月31日のいずれか早い日
_GRANT_YEAR = (
    r"(?:(?:当該|その|同)(?:交付決定)?|(?:補助金の?)?交付(?:の)?決定(?:のあった|を受けた|に係る|をした|の)?(?:日の属する)?)"
    r"(?:会計|補助|助成)?年度"
)
_NEXT_YEAR = rf"(?:{_GRANT_YEAR}の)?翌(?:会計|国の会計)?年度の?4月(?P<april>\d{{1,2}})日"
_OWN_ENDS = {
    "next_year": _NEXT_YEAR,
    "project_end": r"(?:補助|助成|支援)?(?:対象)?事業(?:の)?(?:実施|対象)?(?:期間(?:の)?(?:終了|最終)日|(?:完了|終了)期限日?|期限日?)",
    "grant_year_end": rf"{_GRANT_YEAR}(?:の)?(?:末日?|3月(?:31日|末日?))",
}
_OWN_END = deferred(rf"{_OR.pattern}(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _OWN_ENDS.items())}){_WHICHEVER.pattern}")


def _chosen(text: str, periods: Sequence[Period]) -> tuple[Period, ...]:
    """The periods, two of which the text takes the earlier or later one put together: A又はBのいずれか早い日まで, A以内(ただしBまで)."""
    out: list[Period] = []
    for period in periods:
        made = _choice(text, out[-1], period) if out else None
        if made is not None:
            out[-1] = made
        else:
            out.append(_with_own_end(text, period))
    return tuple(out)


def _with_own_end(text: str, period: Period) -> Period:
    """A term of which the end of the project, or of the year of the grant, is the other end that counts."""
    match = _OWN_END.match(text, period.end) if period.shape == "term" else None
    if match is None:
        return period
    function = "latest" if match["which"] == "遅い" else "earliest"
    own = next(name for name in _OWN_ENDS if match[name])
    if own == "next_year":  # 翌年度の4月10日: so many days after the year of the grant
        own = f"grant_year_end+P{int(match['april'])}D"
    return replace(period, shape="until", end=match.end(), begin=None, duration=None, until=f"{function}({_ending(period)}, {own})")


def _choice(text: str, first: Period, second: Period) -> Period | None:
    between, ends = text[first.end : second.start], (_ending(first), _ending(second))
    if None in ends:
        return None
    chosen = _WHICHEVER.match(text, second.end) if _OR.fullmatch(between) else None
    if _NAMED_OR.fullmatch(between) and text.startswith(")", second.end):
        chosen = _WHICHEVER.match(text, second.end + 1)
    limit = _WITHIN.match(text, second.end) if _AT_MOST.fullmatch(between) else None
    if limit is None and first.shape == "term" and _TOLD_ON.fullmatch(between):
        limit = _NOT_BEYOND.match(text, second.end)
    behind = chosen or limit
    if behind is None:
        return None
    function = "latest" if chosen and chosen["which"] == "遅い" else "earliest"
    reasons = tuple(dict.fromkeys((*first.reasons, *second.reasons)))
    return Period("until", first.start, behind.end(), until=f"{function}({ends[0]}, {ends[1]})", reasons=reasons)


def _ending(period: Period) -> str | None:
    """The end that a period states, as a date expression; None for a range, whose two ends are stated."""
    if period.shape == "term":
        return f"{period.begin}+{period.duration}"
    return period.until if period.shape == "until" else period.begin if period.shape == "point" else None


def _moments(text: str) -> Iterator[_Moment]:
    for found in find_dates(text):
        if found.month is not None and not found.fiscal:
            yield _with_tail(text, _Moment(found.start, found.end, found.year, found.month, found.day, found.weekday))
        elif found.fiscal and found.month is None and found.year is not None and text.startswith("末", found.end):
            yield _with_tail(text, _Moment(found.start, found.end, found.year + 1, 3, 31))  # 令和8年度末 is in the March of the next year
    if alone := _ALONE.fullmatch(text):
        yield _with_tail(text, _Moment(0, alone.end("month"), None, int(alone["m"])))
    for match in _SLASH_DAY.finditer(text):
        yield _with_tail(text, _Moment(match.start(), match.end(), None, int(match["m"]), int(match["d"]), match["wd"]))
    yield from _anchored(text)


def _anchored(text: str) -> Iterator[_Moment]:
    """The events of a text that periods are counted from; of two that begin together the longer one."""
    ends: dict[int, _Moment] = {}
    for name, pattern in _anchors():
        for match in pattern.finditer(text):
            if match.start() not in ends or ends[match.start()].end < match.end():
                ends[match.start()] = _Moment(match.start(), match.end(), anchor=name)
    yield from ends.values()


def _with_tail(text: str, moment: _Moment) -> _Moment:
    """The moment with the weekday, time and the like that follow it."""
    tail = _TAIL.match(text, moment.end)
    end = tail.end() if tail else moment.end
    weekday = moment.weekday or (tail.group()[1] if tail and tail.group().startswith("(") and tail.group()[1] in _WEEKDAYS else None)
    return replace(moment, end=end, weekday=weekday, time=_time(tail) if tail else "")


def _time(tail: re.Match[str]) -> str:
    """The time of day behind a date, "" where none is told; the end of a day (24時) is none."""
    if tail["noon"]:
        return "12:00"
    if tail["h"] is None:
        return ""
    hour = int(tail["h"]) + (12 if tail["half"] == "午後" and int(tail["h"]) < 12 else 0)
    minute = 30 if tail["half_past"] else int(tail["colon"] or tail["min"] or 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""


def _period(text: str, moment: _Moment, moments: Sequence[_Moment], year: int | None) -> Period | None:
    if moment.anchor is not None and (due := _due_before(text, moment)):
        return due
    next_day = _NEXT_DAY.match(text, moment.end) if moment.anchor is not None else None
    separator = _SEPARATOR.match(text, next_day.end() if next_day is not None else moment.end)
    if moment.anchor is not None and (term := _term(text, moment, separator)):
        return term
    if separator is not None and (other := _end_of(text, separator, moment, moments)) is not None:
        return _range(moment, other, year, limited=bool(separator["limit"]))
    if moment.anchor is not None or _is_passing(text, moment):
        return None
    guessed = moment.year is None
    moment = _dated(moment, year) or moment
    if moment.year is None:
        return None
    torn = separator is not None and _SOME_DAY.match(text, separator.end()) is not None  # the other end is no day of the calendar
    reasons = (*_weekday_reasons(moment), *((_GUESSED,) if guessed else ()), *(("no_such_day",) if torn else ()))
    if separator is not None and not separator["limit"]:
        return Period("from", moment.start, separator.end(), moment.name, reasons=reasons)
    if _UNTIL.match(text, moment.end) or _BEFORE_UNTIL.search(text, 0, moment.start) or text[moment.end - 2 : moment.end] == "必着":
        return Period("until", moment.start, moment.end, until=moment.name, reasons=reasons)
    return Period("point", moment.start, moment.end, moment.name, reasons=reasons)


def _due_before(text: str, moment: _Moment) -> Period | None:
    """What is due before an event: 加入日の前日まで, 開始日の1か月前まで."""
    match = _BEFORE.match(text, moment.end)
    if match is None:
        return None
    length = "1D" if match["eve"] else f"{match['n']}{_unit(match['unit'])}"
    return Period("until", moment.start, match.end(), until=f"{moment.anchor}-P{length}")


def _unit(word: str) -> str:
    """The sign of a unit of time in ISO 8601."""
    return _UNITS.get(word.removesuffix("間"), "M")


def _is_passing(text: str, moment: _Moment) -> bool:
    return bool(_CITED.match(text, moment.end) or _IN_PASSING.match(text, moment.end))


def _term(text: str, moment: _Moment, separator: re.Match[str] | None) -> Period | None:
    at = separator.end() if separator is not None else moment.end
    match = _TERM.match(text, at)
    if match is None or (separator is None and text[moment.end - 1] not in "後)"):
        return None
    about = ("about",) if match.group().endswith("程度") else ()
    return Period("term", moment.start, match.end(), moment.anchor, duration=f"P{match['n']}{_unit(match['unit'])}", reasons=about)


def _end_of(text: str, separator: re.Match[str], first: _Moment, moments: Sequence[_Moment]) -> _Moment | None:
    """The moment right behind a separator; a month without a year takes that of the first."""
    later = 1 if separator["next"] == "翌年" else 0
    for other in moments:
        if other.start == separator.end() and not _is_passing(text, other):
            return replace(other, year=first.year + later) if later and other.year is None and first.year is not None else other
    if first.day and (match := _BARE_DAY.match(text, separator.end())) and first.day < int(match["d"]) <= 31:
        return _with_tail(text, _Moment(match.start(), match.end(), first.year, first.month, int(match["d"])))
    match = _BARE_MONTH.match(text, separator.end())
    if match is None or first.year is None or not 1 <= int(match["m"]) <= 12:
        return None
    year = first.year + later if later else None
    return _with_tail(text, _Moment(match.start(), match.end(), year, int(match["m"])))


def _range(first: _Moment, last: _Moment, year: int | None, *, limited: bool) -> Period | None:
    """Both ends with their years; an end behind 最長で is a limit, so that the start is not stated as a date of its own."""
    guess = (first.year or first.anchor) is None and last.year is None
    if first.anchor is None and first.year is None:
        guessed = _dated(first, last.year or year)
        if guessed is None:
            return None
        first = guessed
    if last.anchor is None and last.year is None:
        if first.anchor is None and first.year is not None and first.month is not None and last.month is not None:
            wraps = (last.month, last.day or 31) < (first.month, first.day or 1)
            last = replace(last, year=first.year + wraps)
        else:
            guess = True
            guessed = _dated(last, year)
            if guessed is None:
                return None
            last = guessed
    reasons = tuple(dict.fromkeys((*_weekday_reasons(first), *_weekday_reasons(last), *((_GUESSED,) if guess else ()))))
    if limited:
        return Period("until", first.start, last.end, until=last.name, reasons=reasons)
    return Period("range", first.start, last.end, first.name, last.name, reasons=reasons)


def _dated(moment: _Moment, year: int | None) -> _Moment | None:
    """The moment with a year: its own, else that of the document or the one beside it which its weekday fits."""
    if moment.year is not None:
        return moment
    if year is None:
        return None
    near = [replace(moment, year=y) for y in (year, year + 1, year - 1)]
    if moment.weekday is None:
        return near[0]
    return next((m for m in near if not _weekday_reasons(m)), near[0])


def _weekday_reasons(moment: _Moment) -> tuple[str, ...]:
    if moment.weekday is None or moment.year is None or moment.month is None or moment.day is None:
        return ()
    try:
        fits = _WEEKDAYS[date(moment.year, moment.month, moment.day).weekday()] == moment.weekday
    except ValueError:
        return ("no_such_day",)
    return () if fits else ("weekday",)
