"""Two values or two condition lists of one rule → the checks that name their differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from subsidy_rules.compare.align import Facet
from subsidy_rules.compare.checks import Check, all_checks, comparing, noun_of, number_id
from subsidy_rules.kinds.kind import Number
from subsidy_rules.kinds.words import value_words
from subsidy_rules.messages.message import NOTHING, Words, both, message
from subsidy_rules.wording.numbers import yen_words
from subsidy_rules.wording.rules import when_words

Data = Mapping[str, Any]
Figure = Fraction | date | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One check with the two things it compares, in words."""

    check: Check
    old: Words = NOTHING
    new: Words = NOTHING


_TIGHTER_UP = frozenset({"ge", "gt"})
_TIGHTER_DOWN = frozenset({"le", "lt"})
_CHOICES = {"eq": "in", "in": "in", "ne": "not_in", "not_in": "not_in"}


def value_of(facet: Facet) -> Words:
    """The value of a rule in words."""
    return both(lambda lang: value_words(facet.rule.kind, facet.value, lang))


def when_of(facet: Facet) -> Words:
    """The conditions of a rule in words; "" where it holds always."""
    return both(lambda lang: when_words(facet.when, lang))


def figures_of(kind: str, value: Data) -> dict[str, Figure]:
    """The numbers and days of a value by name. One that is missing is not stated, None says that the source knows no such bound."""
    spec = comparing(kind)
    stated = spec.read_numbers(value) if spec.read_numbers is not None else value
    found: dict[str, Figure] = {}
    for number in spec.numbers:
        if number.name in stated:
            figure = _figure(stated[number.name], number)
            if figure is not None or stated[number.name] is None:
                found[number.name] = figure
    return found


def value_differences(old: Facet, new: Facet) -> Iterator[Difference]:
    """The differences of two values of one kind: one for each of its numbers, and `…-changed` where something else differs too."""
    if old.value == new.value:
        return
    kind = old.rule.kind
    first, second = figures_of(kind, old.value), figures_of(kind, new.value)
    found = [
        difference
        for number in comparing(kind).numbers
        if not _is_counted(number.name, old.value, new.value, first, second)
        and (difference := _number_difference(kind, number, first, second)) is not None
    ]
    yield from found
    trend = _constraint_trend(old, new)
    if trend is not None:
        yield Difference(all_checks()[f"{noun_of(kind)}-constraint-{trend}"], value_of(old), value_of(new))
    elif not found or _rest(old.value, first) != _rest(new.value, second):
        yield Difference(all_checks()[f"{noun_of(kind)}-changed"], value_of(old), value_of(new))


def _is_counted(name: str, old: Data, new: Data, first: Mapping[str, Figure], second: Mapping[str, Figure]) -> bool:
    """Whether both values state a day, and one of them counts it from an event: nobody can tell which is later."""
    return name in old and name in new and not (name in first and name in second)


def _constraint_trend(old: Facet, new: Facet) -> str | None:
    """How the constraint of a rule changed where nothing else of its value did."""
    a, b = _bounds(old.value), _bounds(new.value)
    if comparing(old.rule.kind).stricter is None or not a or not b or a == b:
        return None
    same = {**old.value, "constraint": None} == {**new.value, "constraint": None}
    # what must not be so is the better the fewer it covers, against all other requirements: left to a person
    gone, come = [leaf for leaf in a if leaf not in b], [leaf for leaf in b if leaf not in a]
    return _trend(gone, come) if same and old.value.get("obligation") != "must_not" else None


def _bounds(value: Data) -> list[Data]:
    """The bounds of a constraint, which all hold."""
    said = value.get("constraint")
    return [said] if isinstance(said, Mapping) else list(said) if isinstance(said, list) else []


def condition_difference(old: Facet, new: Facet) -> Difference | None:
    """How the conditions of a rule changed: narrower, wider, or such that only a person can tell; None where they are the same."""
    if list(old.when) == list(new.when):
        return None
    trend = _trend([leaf for leaf in old.when if leaf not in new.when], [leaf for leaf in new.when if leaf not in old.when])
    polarity = comparing(old.rule.kind).polarity
    known = trend is not None and polarity in ("benefit", "burden")
    check = all_checks()[f"{polarity}-condition-{trend}" if known else "condition-changed"]
    return Difference(check, when_or_none(old), when_or_none(new))


def when_or_none(facet: Facet) -> Words:
    """The conditions of a rule in words, also where there are none."""
    words = when_of(facet)
    return words if words.en else both(message("no condition").say)


def _number_difference(kind: str, number: Number, old: Mapping[str, Figure], new: Mapping[str, Figure]) -> Difference | None:
    name = number.name
    a, b = _alike(old.get(name), new.get(name))
    if a == b and (name in old) == (name in new):
        return None
    what = _happened(number, a, b, stated_before=name in old, stated_now=name in new)
    return Difference(all_checks()[f"{number_id(kind, number)}-{what}"], _figure_words(number, a), _figure_words(number, b))


def _alike(a: Figure, b: Figure) -> tuple[Figure, Figure]:
    """Two days as they can be compared: where only one of them has an hour, without it."""
    if isinstance(a, date) and isinstance(b, date) and isinstance(a, datetime) != isinstance(b, datetime):
        return tuple(day.date() if isinstance(day, datetime) else day for day in (a, b))  # type: ignore[return-value]
    return a, b


def _happened(number: Number, old: Figure, new: Figure, *, stated_before: bool, stated_now: bool) -> str:
    """What happened to a number: not in the mapping means not stated, None that the source says there is none."""
    if isinstance(old, Fraction) and isinstance(new, Fraction):
        return number.moves[0] if new > old else number.moves[1]
    if isinstance(old, date) and isinstance(new, date):
        return number.moves[0] if new > old else number.moves[1]
    if old is None and new is None:
        return "none-stated" if stated_now else "none-unstated"
    if new is not None:
        return "set" if stated_before else "stated"
    return "lifted" if stated_now else "unstated"


def _rest(value: Data, numbers: Mapping[str, Figure]) -> object:
    """The value without its numbers, to see whether anything else differs."""

    def strip(node: object) -> object:
        if isinstance(node, list):
            return [strip(item) for item in node]
        if isinstance(node, Mapping):
            drop = {*numbers, *(("value",) if node.get("fact") in numbers else ())}
            return {key: strip(item) for key, item in node.items() if key not in drop}
        return node

    return strip(value)


def _trend(gone: Sequence[Data], come: Sequence[Data]) -> str | None:
    """ "narrowed" or "widened" where every difference points the same way, else None."""
    if any(_is_unread(node) for node in (*gone, *come)):
        return None  # what was not understood may narrow or widen
    if not come:
        return "widened"
    if not gone:
        return "narrowed"
    trends: set[str | None] = set()
    left = list(come)
    for leaf in gone:
        partner = next((other for other in left if "fact" in leaf and _frame_of(other) == _frame_of(leaf)), None)
        if partner is None:
            trends.add("widened")  # a condition less
            continue
        left.remove(partner)
        trends.add(_leaf_trend(leaf, partner))
    if left:
        trends.add("narrowed")
    return trends.pop() if len(trends) == 1 else None


def _is_unread(node: object) -> bool:
    if isinstance(node, Mapping):
        return "unread" in node or any(map(_is_unread, node.values()))
    return isinstance(node, list) and any(map(_is_unread, node))


def _leaf_trend(old: Data, new: Data) -> str | None:
    a, b = _number(old["value"]), _number(new["value"])
    if a is not None and b is not None and old["op"] in _TIGHTER_UP | _TIGHTER_DOWN:
        return "narrowed" if (b > a) == (old["op"] in _TIGHTER_UP) else "widened"
    if old["op"] in _CHOICES and new["op"] in _CHOICES:
        first, second = _choice(old), _choice(new)
        if first < second or second < first:
            return "widened" if (first < second) == (old["op"] in {"eq", "in"}) else "narrowed"
    return None


def _choice(leaf: Data) -> frozenset[Any]:
    return frozenset(leaf["value"]) if isinstance(leaf["value"], list) else frozenset({leaf["value"]})


def _frame_of(leaf: Data) -> dict[str, Any]:
    """All of a condition but its value; one name and a choice of names count as the same operator."""
    return {**{key: value for key, value in leaf.items() if key != "value"}, "op": _CHOICES.get(str(leaf.get("op")), leaf.get("op"))}


def _number(value: object) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        return None


def _figure(value: object, number: Number) -> Figure:
    if number.unit != "date":
        return _number(value)
    text = str(value)
    try:
        if "T" in text:
            return datetime.fromisoformat(text)
        return date.fromisoformat(f"{text}-01" if text.count("-") == 1 else text)
    except ValueError:
        return None


def _figure_words(number: Number, figure: Figure) -> Words:
    if figure is None:
        return Words()
    if number.unit == "yen" and isinstance(figure, Fraction) and figure == int(figure):
        return both(lambda lang: yen_words(int(figure), lang))
    text = f"{figure:%Y-%m-%d %H:%M}" if isinstance(figure, datetime) else str(figure)
    return Words(text, text)
