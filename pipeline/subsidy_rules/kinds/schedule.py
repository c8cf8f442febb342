"""schedule 期間・締切: when something of the programme begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable

from subsidy_rules.kinds.kind import Comparing, Data, Kind, Material, Number
from subsidy_rules.language.vocabulary import load, names
from subsidy_rules.messages.message import message, message_in, noted
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.formula import Length, Moment
from subsidy_rules.model.rule import Candidate, Value
from subsidy_rules.wording.numbers import length_words, moment_words


class Schedule(Value):
    """`event` with its first and last day (or month, or hour) in ISO 8601, or counted from another event; `duration` where the length is
    stated."""

    event: str
    start: Moment | None = None
    end: Moment | None = None
    duration: Length | None = None


def _words(value: Data, lang: Lang) -> str:
    event = re.fullmatch(r"(?P<name>.+?)(?:_year_(?P<year>\d+)|(?P<before>_before_plan)|_round_(?P<round>\d+))?", str(value["event"]))
    slug = event["name"] if event is not None else str(value["event"])
    known = names("topic_names", lang).get(slug, slug.replace("_", " "))
    name = str(load("events").get(slug, {}).get("names", {}).get(lang, known))
    if event is not None and event["year"]:
        name = noted(name, message("year {n}", n=event["year"]).say(lang), lang)
    elif event is not None and event["before"]:
        name = noted(name, message("before the plan").say(lang), lang)
    elif event is not None and event["round"]:
        name = noted(name, message("call {n}", n=event["round"]).say(lang), lang)
    start, end = value.get("start"), value.get("end")
    begins = moment_words(start, lang) if start else ""
    if start and end:
        when = message_in("between the ends of a span", " to ").say(lang).join((begins, moment_words(end, lang)))
    else:
        when = moment_words(end, lang, "end") if end else begins
    if value.get("duration"):
        length = length_words(value["duration"], lang)
        when = message("{length} from {start}", length=length, start=when).say(lang) if when else length
    return f"{name} {when}".strip()


def _find(material: Material) -> Iterable[Candidate]:
    from subsidy_rules.kinds.finding.schedule import find

    return find(material)


KIND = Kind(
    name="schedule",
    value_type=Schedule,
    find=_find,
    slug=lambda value: value.event,
    title=message("schedule"),
    comparing=Comparing(
        area="calendar",
        polarity="neutral",
        identity=("event",),
        numbers=(
            Number("start", "none", message("first day"), "date", moves=("later", "earlier")),
            Number("end", "higher", message("last day"), "date", check="deadline", moves=("later", "earlier")),
        ),
    ),
    words=_words,
)
