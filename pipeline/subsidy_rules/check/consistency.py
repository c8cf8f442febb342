"""Rule set → what its rules say against each other or against the calendar: thresholds, units, dates.

None of it is wrong by the contract; each finding is a place where a document, or the reading of it, is worth a second look.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import combinations, pairwise, permutations
from typing import Any

from subsidy_rules.check.contract import Finding
from subsidy_rules.language import dates
from subsidy_rules.language.dates import Date, find_dates
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.vocabulary import facts, names
from subsidy_rules.messages.message import Lang, Message, both, message
from subsidy_rules.model.basis import value_data, when_data
from subsidy_rules.model.rule import Leaf, Rule, RuleSet

_WEEKDAYS = "月火水木金土日"
_BOUNDS = {"ge": ("low", False), "gt": ("low", True), "le": ("high", False), "lt": ("high", True)}
_LARGEST = {"rate": Fraction(1), "share": Fraction(1)}


@dataclass(frozen=True, slots=True)
class _Interval:
    """What one rule says of one number; None is no bound."""

    rule_id: str
    low: Fraction | None
    low_open: bool
    high: Fraction | None
    high_open: bool


def lint_ruleset(ruleset: RuleSet) -> tuple[Finding, ...]:
    """All findings: thresholds first, then units and dates in the order of the rules. Rejected and stale rules are left out."""
    rules = [rule for rule in ruleset.rules if rule.review.state not in ("rejected", "stale")]
    findings = list(_thresholds(rules))
    for rule in rules:
        findings += _units(rule)
        findings += _dates(rule)
    return tuple(findings)


def _thresholds(rules: Sequence[Rule]) -> Iterator[Finding]:
    """Gaps, overlaps and 以上 beside 超 between the bands that rules of one kind and frame, alike in all else, are told apart by."""
    groups: dict[tuple[str, ...], list[_Interval]] = defaultdict(list)
    for rule in rules:
        for fact, interval, rest in _bands(rule):
            groups[rule.frame, rule.kind, fact, rest].append(interval)
    for (_, _, fact, _), intervals in groups.items():
        yield from _between(fact, intervals)
    yield from _amounts([rule for rule in rules if rule.kind == "subsidy_amount"])


def _amounts(rules: Sequence[Rule]) -> Iterator[Finding]:
    """Amounts of one frame that meet at a value which belongs to both, or to neither."""
    by_frame: dict[str, list[tuple[Rule, dict[str, Any]]]] = defaultdict(list)
    for rule in rules:
        by_frame[rule.frame].append((rule, value_data(rule.value)))
    for held in by_frame.values():
        for (a, lower), (b, upper) in permutations(held, 2):
            at = lower.get("max")
            if at is None or at != upper.get("min") or lower.get("min") == at or upper.get("max") == at:
                continue
            below, above = bool(lower.get("max_exclusive")), bool(upper.get("min_exclusive"))
            if not below and not above:
                yield _threshold("threshold-overlap", "max", _whole(a), _whole(b), at, message("both amounts include it"))
            elif below and above:
                yield _threshold("threshold-gap", "max", _whole(a), _whole(b), at, message("neither amount includes it"))


def _whole(rule: Rule) -> _Interval:
    return _Interval(rule.id, None, False, None, False)


def _bands(rule: Rule) -> Iterator[tuple[str, _Interval, str]]:
    """Each fact that the conditions of a rule bound, its interval, and what else the rule says under which the band holds."""
    leaves = [leaf for leaf in rule.when if isinstance(leaf, Leaf) and leaf.op in _BOUNDS and leaf.number is not None]
    for fact in dict.fromkeys(leaf.of or leaf.fact for leaf in leaves):
        own = [leaf for leaf in leaves if (leaf.of or leaf.fact) == fact]
        others = [condition for condition in rule.when if condition not in own]
        names = {
            key: part for key, part in value_data(rule.value).items() if isinstance(part, (str, bool)) and key not in ("rate", "share")
        }
        of_what = [leaf.model_dump(mode="json", include={"unit", "per", "over", "at", "band"}) for leaf in own][:1]
        rest = json.dumps([when_data(others), names, of_what], ensure_ascii=False, sort_keys=True)
        yield fact, _interval(rule.id, own), rest


def _interval(rule_id: str, leaves: Iterable[Leaf]) -> _Interval:
    ends: dict[str, tuple[Fraction, bool]] = {}
    for leaf in leaves:
        side, is_open = _BOUNDS[leaf.op]
        ends[side] = (Fraction(str(leaf.value)), is_open)
    low, high = ends.get("low"), ends.get("high")
    return _Interval(rule_id, low[0] if low else None, bool(low and low[1]), high[0] if high else None, bool(high and high[1]))


def _between(fact: str, intervals: Sequence[_Interval]) -> Iterator[Finding]:
    ordered = sorted(set(intervals), key=lambda i: (i.low is not None, i.low or 0, i.low_open, i.high is None, i.high or 0, i.rule_id))
    for a, b in combinations(ordered, 2):
        if a.low is not None and a.low == b.low and a.low_open != b.low_open:
            yield _threshold(
                "ge-beside-gt",
                fact,
                a,
                b,
                a.low,
                message("one says “at least”, the other “more than”"),
            )
        elif _partly(a, b):
            yield _threshold("threshold-overlap", fact, a, b, b.low, message("the bands overlap"))
    # half-open bands may nest (1 and more, 4 and more); only closed ones follow each other
    chain = [i for i in ordered if i.high is not None or i is ordered[-1]]
    for a, b in pairwise(chain):
        if _leaves_gap(a, b) and not _is_step(a, b, fact):
            yield _threshold("threshold-gap", fact, a, b, a.high, message("no band holds what lies between"))


def _partly(a: _Interval, b: _Interval) -> bool:
    """Whether two bands share some values but neither holds the other."""
    if a.high is None or b.low is None or (a.low is None and b.low is None):
        return False
    meets = b.low < a.high or (b.low == a.high and not a.high_open and not b.low_open)
    within = b.high is not None and b.high <= a.high
    return meets and not within and a.low != b.low


def _leaves_gap(a: _Interval, b: _Interval) -> bool:
    if a.high is None or b.low is None:
        return False
    return a.high < b.low or (a.high == b.low and a.high_open and b.low_open)


def _is_step(a: _Interval, b: _Interval, fact: str) -> bool:
    """Whether two bands of a count follow each other: up to 5 persons, 6 persons and more."""
    known = facts().get(fact)
    counted = known is not None and known.unit not in (None, "yen", "percent", "rate")
    return counted and not a.high_open and not b.low_open and a.high is not None and b.low is not None and b.low - a.high == 1


def _threshold(code: str, fact: str, a: _Interval, b: _Interval, at: Fraction | int | None, words: Message) -> Finding:
    """A finding between two bands of a fact, or of amounts ("max")."""
    what = message("amount") if fact == "max" else both(partial(fact_name, fact))
    return Finding.of(code, a.rule_id, message("{what} at {at}, with {other}: {words}", what=what, at=at, other=b.rule_id, words=words))


def fact_name(fact: str, lang: Lang) -> str:
    """What a fact is called; one that no list knows is spelled as it is."""
    return names("topic_names", lang).get(fact, fact.replace("_", " "))


def _unit_name(unit: str, lang: Lang) -> str:
    return names("units", lang).get(unit, unit)


def _units(rule: Rule) -> Iterator[Finding]:
    """Units that are not those of their fact, and values that no such number can have."""
    for leaf in _leaves([value_data(rule.value), when_data(rule.when)]):
        known = facts().get(leaf["fact"])
        if known is not None and known.unit and leaf.get("unit") and leaf["unit"] != known.unit:
            given, due = both(partial(_unit_name, leaf["unit"])), both(partial(_unit_name, known.unit))
            what = both(partial(fact_name, leaf["fact"]))
            words = message("{what} is given in {given}, not {due}", what=what, given=given, due=due)
            yield Finding.of("unit-wrong", rule.id, words)
    data = value_data(rule.value)
    low, high = data.get("min"), data.get("max")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        yield Finding.of("min-above-max", rule.id, message("the minimum {low} is above the maximum {high}", low=low, high=high))
    for name, largest in _LARGEST.items():
        if isinstance(data.get(name), str) and not 0 < Fraction(data[name]) <= largest:
            yield Finding.of("rate-impossible", rule.id, message("{share} is no share", share=data[name]))


def _leaves(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if "fact" in data:
            yield data
        for part in data.values():
            yield from _leaves(part)
    elif isinstance(data, list):
        for part in data:
            yield from _leaves(part)


def _dates(rule: Rule) -> Iterator[Finding]:
    data = value_data(rule.value)
    start, end = data.get("start"), data.get("end")
    if isinstance(start, str) and isinstance(end, str) and _is_iso(start) and _is_iso(end):
        n = min(len(start), len(end))
        if start[:n] > end[:n]:
            yield Finding.of("start-after-end", rule.id, message("it starts on {start}, after its end {end}", start=start, end=end))
    for evidence in rule.evidence:
        for found in wrong_dates(evidence.quote):
            yield Finding.of("weekday-wrong", rule.id, message("“{found}” in its quote does not exist", found=found))


def _is_iso(text: str) -> bool:
    return text[:4].isdigit() and text[4:5] in ("", "-")


def wrong_dates(text: str) -> tuple[str, ...]:
    """The dates of a text, folded, whose weekday is another one or whose day the month does not have.

    >>> wrong_dates("2026年2月27日（金）から2026年2月28日（金）まで"), wrong_dates("令和7年2月30日")
    (('2026年2月28日(金)',), ('令和7年2月30日',))
    """
    folded = fold_text(text)
    return tuple(
        folded[found.start : found.end]
        for found in sorted((*find_dates(folded), *dates.wrong_dates(folded)), key=lambda d: d.start)
        if not _fits(found)
    )


def _fits(found: Date) -> bool:
    if found.year is None or found.month is None or found.day is None:
        return True
    try:
        day = date(found.year, found.month, found.day)
    except ValueError:
        return False
    return found.weekday is None or _WEEKDAYS[day.weekday()] == found.weekday
