"""The numbers that a rule states, and whether an amount, ratio, count or date of a text is one of them.

A number is compared exactly and with its unit, so that 3 years never pass for 3 percent. No wording is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from subsidy_rules.language.dates import Date
from subsidy_rules.language.quantities import Quantity
from subsidy_rules.language.vocabulary import facts
from subsidy_rules.model.basis import condition_data, value_data
from subsidy_rules.model.formula import Call, Day, Duration, Expression, Operation, parse_moment
from subsidy_rules.model.rule import Condition, Value

_ISO_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_ISO_DURATION = re.compile(r"P(\d+)([YMWD])")
_RANGE = re.compile(r"\d{4}-\d{2}[-\d]*/\d{4}-\d{2}[-\d]*|P\d+[YMWD]/P\d+[YMWD]")
_DECIMAL = re.compile(r"\d+(?:\.\d+)?|\d+/\d+")
_IN_FORMULA = re.compile(r"\d+/\d+|\d+(?:\.\d+)?")
_IN_DURATION = re.compile(r"(\d+)([YMWD])")
_DURATION_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
# units of the plain numbers of values, by the name of their field
_FIELD_UNITS = {"rate": "rate", "share": "rate", "min": "yen", "max": "yen", "max_increase": "yen", "cap": "yen", "max_years": "year"}
# fields that name things, whatever digits the names have
_NAMES = frozenset({"code", "name", "topic", "expense", "event", "document", "applicant", "industry", "class"}) | frozenset(
    {"fact", "of", "op", "unit", "per", "base", "unread"}
)
_CONTEXT = ("over", "at", "band", "per")
_BOUNDS = frozenset({"ge", "gt", "le", "lt"})
_MOMENTS = frozenset({"start", "end"})
_OF_A_FACT = re.compile(r"[a-z_]+ ?[*/] ?(\d+)")  # half of another metric: value_added_cagr/2
_SIZES = frozenset({"yen", "percent", "rate", "year", "month", "day"})
_REVISED = re.compile(r"[a-z_]+_(?P<era>[rh])(?P<year>\d{1,2})")  # a level of wages by its year of revision
_ERAS = {"r": 2018, "h": 1988}


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a rule; `unit` is None where the rule does not say it, `text` holds a date in ISO 8601 at its own precision."""

    value: Fraction | None = None
    unit: str | None = None
    text: str | None = None


def numbers_of_value(value: Value, *, context: bool = True) -> frozenset[Number]:
    """All numbers and dates of a value; without `context` not those of periods, moments and wage bands, which may stand elsewhere.

    >>> from subsidy_rules.kinds.subsidy_rate import SubsidyRate
    >>> numbers_of_value(SubsidyRate(rate="2/3"))
    frozenset({Number(value=Fraction(2, 3), unit='rate', text=None)})
    """
    return frozenset(_walk(_bare(value_data(value)) if not context else value_data(value), None, None))


def _bare(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {name: _bare(part) for name, part in data.items() if "fact" not in data or name not in _CONTEXT}
    return [_bare(part) for part in data] if isinstance(data, list) else data


def numbers_of_conditions(when: Iterable[Condition]) -> frozenset[Number]:
    """All numbers and dates of conditions."""
    return frozenset(number for condition in when for number in _walk(condition_data(condition), None, None))


def _walk(data: Any, field: str | None, unit: str | None) -> Iterator[Number]:
    if isinstance(data, Mapping):
        own = data.get("unit") or (_unit_of_fact(data["fact"]) if isinstance(data.get("fact"), str) else None)
        for name, part in data.items():
            yield from _walk(part, name, own if name in _BOUNDS or name == "value" else None)
    elif isinstance(data, (list, tuple)):
        for part in data:
            yield from _walk(part, field, unit)
    elif isinstance(data, int) and not isinstance(data, bool):
        yield Number(Fraction(data), unit or _FIELD_UNITS.get(field or ""))
    elif isinstance(data, str):
        yield from _of_text(data, field, unit)


def _unit_of_fact(fact: str) -> str | None:
    known = facts().get(fact)
    return known.unit if known else None


def _of_text(text: str, field: str | None, unit: str | None) -> Iterator[Number]:
    """Numbers of a string: a number, a date, a period, a formula; names and slugs hold none, whatever their digits."""
    if field in _NAMES:
        return
    if field == "max_formula":
        for match in _IN_FORMULA.finditer(text):
            yield Number(Fraction(match.group()))
        return
    if field in _MOMENTS:
        yield from _of_moment(parse_moment(text))
        return
    if field in _BOUNDS and (level := _REVISED.fullmatch(text)):
        yield Number(Fraction(_ERAS[level["era"]] + int(level["year"])))
        return
    for part in text.split("/") if _RANGE.fullmatch(text) else (text,):
        if duration := _ISO_DURATION.fullmatch(part):
            yield Number(Fraction(duration[1]), _DURATION_UNITS[duration[2]])
        elif _ISO_DATE.fullmatch(part) and (field in ("start", "end", "at", "date", "over") or "-" in part):
            yield Number(text=part)
        elif _DECIMAL.fullmatch(part):
            yield Number(Fraction(part), unit or _FIELD_UNITS.get(field or ""))
        elif factor := _OF_A_FACT.fullmatch(part):
            yield Number(Fraction(factor[1]))


def _of_moment(node: Expression) -> Iterator[Number]:
    """The days and lengths of time of a date expression."""
    if isinstance(node, Day):
        yield Number(text=node.text.partition("T")[0])
    elif isinstance(node, Duration):
        for n, unit in _IN_DURATION.findall(node.text):
            yield Number(Fraction(int(n)), _DURATION_UNITS[unit])
    elif isinstance(node, Operation):
        yield from _of_moment(node.left)
        yield from _of_moment(node.right)
    elif isinstance(node, Call):
        for part in node.arguments:
            yield from _of_moment(part)


def states_quantity(numbers: Iterable[Number], quantity: Quantity) -> bool:
    """Whether all numbers that a quantity names are among those of a rule, unit for unit.

    >>> from subsidy_rules.language.quantities import find_quantities
    >>> percent, = find_quantities("3%以上")
    >>> states_quantity({Number(Fraction(3), "percent")}, percent), states_quantity({Number(Fraction(3), "year")}, percent)
    (True, False)
    """
    known, named = tuple(numbers), named_by(quantity)
    return bool(named) and all(any(is_number(number, value, quantity.unit) for number in known) for value in named)


def named_by(quantity: Quantity) -> tuple[Fraction, ...]:
    """The numbers that a quantity names: one, or both ends of a range."""
    ends = tuple(b.value for b in (quantity.low, quantity.high) if b is not None and b.value is not None)
    return ends if quantity.point is None else (*ends, quantity.point)


def is_number(number: Number, value: Fraction, unit: str) -> bool:
    """Whether a rule's number is this value in this unit; half a rate is 50 percent, a year is 12 months.

    >>> is_number(Number(Fraction(1, 2), "rate"), Fraction(50), "percent"), is_number(Number(Fraction(12), "month"), Fraction(1), "year")
    (True, True)
    """
    if number.value is None:
        return False
    if number.unit is None or unit == "":
        return number.value == value or (unit == "percent" and number.value == value / 100)
    if {unit, number.unit} == {"percent", "rate"}:
        return number.value == (value / 100 if unit == "percent" else value * 100)
    if {unit, number.unit} == {"year", "month"}:
        return number.value == (value * 12 if unit == "year" else value / 12)
    return number.value == value and (number.unit == unit or _are_counts(number.unit, unit))


def _are_counts(*units: str) -> bool:
    """Counters of things differ by wording (4プロセス, 4種類, 4つ)."""
    return not set(units) & _SIZES


def states_number(numbers: Iterable[Number], text: str) -> bool:
    """Whether a bare number is a count or a factor of a rule; amounts, rates and periods are never told by a bare number.

    >>> states_number({Number(Fraction(1))}, "1"), states_number({Number(Fraction(1), "year")}, "1")
    (True, False)
    """
    value = Fraction(text.replace(",", ""))
    return any(number.value == value and number.unit not in _SIZES for number in numbers)


def states_date(numbers: Iterable[Number], date: Date) -> bool:
    """Whether a date is among those of a rule at the precision of the text; one without a year must agree in month and day.

    >>> from subsidy_rules.language.dates import find_dates
    >>> states_date({Number(text="2027-04-01")}, find_dates("4月1日")[0]), states_date({Number(text="2027-04")}, find_dates("2027年5月")[0])
    (True, False)
    """
    texts = [number.text for number in numbers if number.text is not None]
    if date.year is not None:
        return date.iso in texts
    if date.month is None or date.day is None:
        return False
    return any(text.endswith(f"-{date.month:02d}-{date.day:02d}") for text in texts)
