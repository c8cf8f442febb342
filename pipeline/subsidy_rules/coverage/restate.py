"""Figure → the rule of another place that it says again: by the word for it, its measure, its day or its length."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from subsidy_rules.check.rule_numbers import Number, named_by, numbers_of_conditions, numbers_of_value, states_quantity
from subsidy_rules.coverage.figures import Figure
from subsidy_rules.coverage.near import asked_by, keys_of
from subsidy_rules.language.conditions import number_of
from subsidy_rules.language.dates import Date
from subsidy_rules.language.periods import find_periods
from subsidy_rules.language.quantities import Quantity
from subsidy_rules.language.staff import STAFF
from subsidy_rules.model.basis import condition_data, value_data
from subsidy_rules.model.rule import Candidate
from subsidy_rules.statements.sentence_measure import measure_of, noun_phrase_before

# words by which a text says again what a rule on the amount or the rate says
_AGAIN = r"(?:[がはのを][^、。\d]{0,8}|である|は、|:|\()?"
_RESTATES = {
    "amount": re.compile(rf"(?:補助額|補助金(?:交付)?申請額|補助金の?額|補助(?:金)?上限額?){_AGAIN}$"),
    # a rate beside another one has the word of the first: 補助率1/2・2/3, 補助率4/5から3/4
    "ratio": re.compile(
        r"補助率(?:[がはのを]|は、|:|\()?(?:一律|原則)?(?:\d+/\d+(?:以内|以下)?(?:\([^()]{0,16}\))?(?:・|、|/|又は|または|から|~))*$"
    ),
}
_CAP = re.compile(r"(?:上限|最大|最高)[^。、]{0,4}$")
_ON_TOP = re.compile(r"[^、。()]{0,4}(?:上乗せ|引き?上げ|加算|増額)")
_PLAIN = frozenset({"min", "max", "min_exclusive", "max_exclusive"})  # of an amount that is neither per something nor a formula
_STAFF = re.compile(rf"{STAFF}の?(?:総?数|人数|基準)?$")
_COUNTED = {"process": "process_count", "function": "function_count"}
_TELLING = 2  # different sizes, or letters of a measure, that agree by chance no more
_SCRAP = 60  # characters of a text that is no sentence
_HOUR = re.compile(r"T(\d\d):(\d\d)")

_Leaf = tuple[str, str, str]  # fact or what the source calls it, comparator, value


class Restated:
    """Finds the rule that a figure says again, wherever its evidence stands."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._rates = {number.value: c for c in candidates if c.kind == "subsidy_rate" for number in numbers_of_value(c.value)}
        self._days: dict[str, Candidate] = {}
        self._amounts: dict[object, list[tuple[Candidate, Mapping[str, Any]]]] = defaultdict(list)
        self._increases: dict[object, Candidate] = {}
        self._conditions: dict[object, dict[int, tuple[Candidate, frozenset[Number]]]] = defaultdict(dict)
        for at, candidate in enumerate(candidates):
            self._add(at, candidate)
        self._leaves: dict[tuple[str, str], list[tuple[str, Candidate]]] = defaultdict(list)
        for candidate in candidates:
            for name, op, value in _leaves_of(candidate):
                self._leaves[op, value].append((name, candidate))
        self._lengths = {length: c for c in candidates if c.kind == "schedule" for length in _lengths_of(value_data(c.value))}
        self._hours = {hour: c for c in candidates if c.kind == "schedule" for hour in _HOUR.findall(str(value_data(c.value)))}

    def _add(self, at: int, candidate: Candidate) -> None:
        """Keeps a candidate by what it is looked for by; of several the first is found."""
        conditions = numbers_of_conditions(candidate.when)
        for key in keys_of(conditions):
            self._conditions[key][at] = (candidate, conditions)
        value = value_data(candidate.value)
        if candidate.kind == "subsidy_amount":
            for bound in {value.get("min"), value.get("max")}:
                self._amounts[bound].append((candidate, value))
            if (increase := value.get("max_increase")) is not None:
                self._increases.setdefault(increase, candidate)
        if candidate.kind == "schedule":
            for key in (key for number in numbers_of_value(candidate.value) for key in _day_keys(number)):
                self._days.setdefault(key, candidate)

    def _limited(self, figure: Figure) -> Iterator[tuple[Candidate, frozenset[Number]]]:
        """The candidates whose conditions hold such a number, in their order."""
        found: dict[int, tuple[Candidate, frozenset[Number]]] = {}
        for key in asked_by(figure):
            found |= self._conditions.get(key, {})
        yield from (found[at] for at in sorted(found))

    def rule(self, figure: Figure) -> Candidate | None:
        """The rule, None where none is said again."""
        return (
            self._by_word(figure) or self._increase(figure) or self._by_measure(figure) or self._by_day(figure) or self._by_length(figure)
        )

    def by_conditions(self, figures: Sequence[Figure], states: Any) -> Candidate | None:
        """The rule whose conditions hold all sizes of a passage, which are at least two different ones."""
        sizes = [figure for figure in figures if figure.kind != "number"]
        if len({(figure.kind, figure.folded.text[figure.start : figure.end]) for figure in sizes}) < _TELLING:
            return None
        return next((c for c, numbers in self._limited(sizes[0]) if all(states(numbers, figure) for figure in sizes)), None)

    def _by_word(self, figure: Figure) -> Candidate | None:
        """The rule on the amount or the rate that a text names by its word and gives the same bounds."""
        quantity, words = figure.quantity, _RESTATES.get(figure.kind)
        if quantity is None or words is None or not words.search(figure.before) or _ON_TOP.match(figure.after):
            return None
        if quantity.part:  # a part of the amount is a condition of a rate, not an amount
            held = (c for c, numbers in self._limited(figure) if c.kind == "subsidy_rate" and states_quantity(numbers, quantity))
        elif figure.kind == "ratio":
            rates = [self._rates[value] for value in named_by(quantity) if value in self._rates]
            held = (rate for rate in rates if len(rates) == len(named_by(quantity)))
        else:
            capped = _CAP.search(figure.before) is not None
            held = (c for c, value in self._amounts.get(_telling(quantity), ()) if _same_bounds(value, quantity, capped=capped))
        return next(held, None)

    def _increase(self, figure: Figure) -> Candidate | None:
        """The rule that raises the cap by this amount."""
        quantity = figure.quantity
        if quantity is None or figure.kind != "amount" or not _ON_TOP.match(figure.after):
            return None
        return self._increases.get(quantity.point)

    def _by_measure(self, figure: Figure) -> Candidate | None:
        """The rule that bounds the same measure by the same number in the same direction."""
        bounds = _bounds_of(figure.quantity) if figure.quantity is not None and not figure.quantity.part else ()
        if figure.quantity is None or not bounds:
            return None
        before = figure.before.removesuffix("(")
        measures = (measure_of(before, figure.after, figure.quantity.unit)[0], noun_phrase_before(before))
        held = [
            [c for name, c in self._leaves[bound] if any(_same_measure(name, measure, figure) for measure in measures)] for bound in bounds
        ]
        return held[0][0] if all(held) else None

    def _by_day(self, figure: Figure) -> Candidate | None:
        """The schedule that holds the same day, or month where it tells no day, or the hour of a day."""
        date = figure.date if figure.date is not None else _dotted(figure)
        if date is not None:
            if date.month is None or (date.day is None and not _stands_alone(figure)):
                return None
            return self._days.get(_day_key(date))
        text = figure.folded.text
        hour = re.search(r"(\d\d):$", figure.before) if re.match(r"\d\d(?!\d)", text[figure.start :]) else None
        if hour is not None:
            return self._hours.get((hour[1], text[figure.start : figure.start + 2]))
        minutes = re.match(r":(\d\d)(?!\d)", figure.after) if figure.kind == "number" else None
        return self._hours.get((text[figure.start : figure.end].zfill(2), minutes[1])) if minutes is not None else None

    def _by_length(self, figure: Figure) -> Candidate | None:
        """The schedule that runs as long from the same event."""
        if figure.kind != "duration":
            return None
        periods = (p for p in find_periods(figure.folded.text) if p.start <= figure.start < p.end)
        lengths = (length for p in periods for length in _told_lengths(p.begin, p.until, p.duration))
        return next((self._lengths[length] for length in lengths if length in self._lengths), None)


def _dotted(figure: Figure) -> Date | None:
    """The day or month of a scrap of a calendar that a bare number is: 2027.3.1 4.20 6月, 2027.6."""
    text = figure.folded.text
    if figure.kind != "number" or not _stands_alone(figure) or not re.search(r"20\d\d\.\d", text):
        return None
    number, where = text[figure.start : figure.end], (figure.start, figure.end)
    if month := re.fullmatch(r"(20\d\d)\.(\d{1,2})", number):
        return Date(*where, int(month[1]), int(month[2]))
    if day := re.fullmatch(r"(\d{1,2})\.(\d{1,2})", number):
        return Date(*where, None, int(day[1]), int(day[2]))
    return Date(*where, None, int(number)) if re.fullmatch(r"\d{1,2}", number) and figure.after.startswith("月") else None


def _stands_alone(figure: Figure) -> bool:
    """Whether its text is a label or a scrap of a picture, no sentence."""
    return "。" not in figure.folded.text and len(figure.folded.text) <= _SCRAP


def _day_keys(number: Number) -> Iterator[str]:
    """What a day or month of a schedule is found by: as it is, and without its year."""
    if number.text is not None:
        yield number.text
        yield number.text[4:]


def _day_key(date: Date) -> str:
    """A day or month as its schedule is found by it; without a year where it has none."""
    if date.year is not None:
        return date.iso
    return f"-{date.month:02d}" + (f"-{date.day:02d}" if date.day is not None else "")


def _telling(quantity: Quantity) -> Fraction | None:
    """The number by which an amount with the bounds of a quantity is found."""
    if quantity.point is not None:
        return quantity.point
    bound = quantity.high or quantity.low
    return bound.value if bound is not None else None


def _told_lengths(begin: str | None, until: str | None, duration: str | None) -> Iterator[tuple[str, str]]:
    if begin is not None and duration is not None:
        yield begin, duration
    yield from re.findall(r"([a-z_]+)\+(P\w+)", until or "")


def _lengths_of(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Event and length of what a schedule counts from an event."""
    begin, end, duration = (value.get(name) for name in ("start", "end", "duration"))
    yield from _told_lengths(begin, end, duration)


def _leaves_of(candidate: Candidate) -> Iterator[_Leaf]:
    yield from _leaves([value_data(candidate.value), *map(condition_data, candidate.when)])


def _leaves(data: Any) -> Iterator[_Leaf]:
    if isinstance(data, Mapping):
        if "fact" in data and not isinstance(data.get("value"), (bool, list)):
            yield str(data.get("of") or data["fact"]), str(data["op"]), str(data["value"])
        for part in data.values():
            yield from _leaves(part)
    elif isinstance(data, (list, tuple)):
        for part in data:
            yield from _leaves(part)


def _bounds_of(quantity: Quantity) -> tuple[tuple[str, str], ...]:
    """Comparator and value of each bound of a quantity as rules write them; a plain number bounds nothing."""
    if quantity.unit in ("year", "month", "day", "week"):
        return ()
    found = []
    for bound, plain, exclusive in ((quantity.low, "ge", "gt"), (quantity.high, "le", "lt")):
        if bound is not None and bound.value is not None:
            found.append((exclusive if bound.exclusive else plain, str(number_of(bound.value))))
    return tuple(found)


def _same_measure(name: str, measure: str, figure: Figure) -> bool:
    """Whether a leaf of a rule (a fact, or the words of the source) is about what the text measures."""
    unit = figure.quantity.unit if figure.quantity is not None else ""
    if name == "employees":
        return unit == "person" and _STAFF.search(measure) is not None
    if unit in _COUNTED:
        return name == _COUNTED[unit]
    return len(measure) >= _TELLING and len(name) >= _TELLING and (name.endswith(measure) or measure.endswith(name))


def _same_bounds(value: Mapping[str, Any], quantity: Quantity, *, capped: bool) -> bool:
    """Whether an amount of a text has both bounds of a rule's; one number alone is a cap only where the text calls it one."""
    if not set(value) <= _PLAIN:
        return False
    low, high = quantity.low, quantity.high
    if quantity.point is not None:
        return capped and value.get("max") == quantity.point
    if low is not None and (value.get("min") != low.value or bool(value.get("min_exclusive")) != low.exclusive):
        return False
    if high is not None and (value.get("max") != high.value or bool(value.get("max_exclusive")) != high.exclusive):
        return False
    return high is not None or "max" not in value


def words_of(candidate: Candidate) -> tuple[str, ...]:
    """What a rule says in words: its topic, what the source calls its measures, limits that nobody understood."""
    return tuple(_strings([value_data(candidate.value), *map(condition_data, candidate.when)]))


_NAMED = ("topic", "of", "unread", "document", "expense", "event", "industry")


def _strings(data: Any) -> Iterable[str]:
    if isinstance(data, Mapping):
        for name, part in data.items():
            if isinstance(part, str):
                if name in _NAMED:
                    yield part
            else:
                yield from _strings(part)
    elif isinstance(data, (list, tuple)):
        for part in data:
            yield from _strings(part)


__all__ = ["Number", "Restated", "words_of"]
