"""Which event of a programme's calendar a label names (`vocabulary/events.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from subsidy_rules.language.numerals import read_number
from subsidy_rules.language.vocabulary import load

Role = Literal["start", "end", "period"]

_DIGITS = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_YEAR = re.compile(rf"第?(?P<n>{_DIGITS})年(?:度)?目|(?P<first>初年度)")
_ROUND = re.compile(
    rf"(?:第(?P<n>{_DIGITS})(?:次|回|期)|(?<![\d.])(?P<m>{_DIGITS})(?:次|回目))(?=$|[^\d補])"
    rf"|(?:^|[\[【(・])(?P<k>{_DIGITS})期(?=$|[:\]】)])"  # 1期:5月1日~; 直近1期 is a year of the books
)
_BEFORE_PLAN = re.compile(r"計画期間(?:の)?(?:開始)?前")
# Words that say begin, end or period and leave open of what.
_OPEN: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"(?:提出)?(?:締め?切り?|〆切|期限)(?:日時?)?"), "end"),
    (re.compile(r"(?:受付)?開始(?:日時?)?"), "start"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """An event type: what one date of it means, which event it is a part of, and whether it repeats by plan year."""

    name: str
    point: Role
    range: str
    years: bool
    words: re.Pattern[str]
    topic: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class EventHit:
    """An event named in a folded text, half-open bounds."""

    event: Event
    start: int
    end: int


@cache
def events() -> dict[str, Event]:
    """All event types by name."""
    out = {}
    for name, entry in load("events").items():
        topic = re.compile(entry["topic"]) if "topic" in entry else None
        words = re.compile("|".join(entry["words"]))
        out[name] = Event(name, entry["point"], entry.get("range", name), entry.get("years", False), words, topic)
    return out


def find_events(text: str) -> tuple[EventHit, ...]:
    """Every event that a folded text names, by where it ends; of two that end together the longer one last.

    >>> [hit.event.name for hit in find_events("申請受付開始:A 申請締切:B 事業実施期間:C 事業計画期間")]
    ['application_start', 'application_deadline', 'project_period']
    """
    hits = [EventHit(event, m.start(), m.end()) for event in events().values() for m in event.words.finditer(text) if m.group()]
    kept = [h for h in hits if not any(o.start <= h.start and h.end <= o.end and o.end - o.start > h.end - h.start for o in hits)]
    return tuple(sorted(kept, key=lambda h: (h.end, -h.start)))


def open_role(label: str, contexts: Sequence[str]) -> Event | None:
    """The event that a bare 締切, 期限 or 開始 means, by the nearest of the folded contexts that names a topic.

    >>> open_role("提出期限", ["スケジュール", "事業の実績報告"]).name
    'performance_report'
    """
    role = next((role for pattern, role in _OPEN if pattern.fullmatch(label)), None)
    if role is None:
        return None
    for context in contexts:
        for event in events().values():
            if event.topic is not None and event.topic.search(context):
                return events()["application_start"] if role == "start" and event.name == "application_deadline" else event
    return None


def plan_year(text: str) -> str:
    """The part of an event's name that tells the plan year, "" where the text names none.

    >>> plan_year("１年度目の報告"), plan_year("3年目"), plan_year("事業計画期間前"), plan_year("3年間")
    ('_year_1', '_year_3', '_before_plan', '')
    """
    if _BEFORE_PLAN.search(text):
        return "_before_plan"
    match = _YEAR.search(text)
    if match is None:
        return ""
    return f"_year_{1 if match['first'] else int(read_number(match['n']))}"


def round_of(text: str) -> int | None:
    """The number of the call that a text names last.

    >>> round_of("第3次公募"), round_of("一次公募"), round_of("2期:"), round_of("直近1期:")
    (3, 1, 2, None)
    """
    found = list(_ROUND.finditer(text))
    return int(read_number(found[-1]["n"] or found[-1]["m"] or found[-1]["k"])) if found else None
