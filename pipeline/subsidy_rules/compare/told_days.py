"""Sentences in which nothing changed but days that changes of the schedule tell already: a cover, a flow chart, a second table of dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from subsidy_rules.compare.finding import Finding
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.change import Change

Day = tuple[int, int | None]  # month and day; None where only the month is said
_DATE = re.compile(r"(?:\d{4}[年./-])?(?:(?P<month>\d{1,2})[月./-](?P<day>\d{1,2})日?(?!\d)|(?P<alone>\d{1,2})月)")
# what stands beside a day and changes with it
_BESIDE = re.compile(
    r"(?:令和|R)(?:\d{1,2}|元)年|\d{4}年?|[(（][月火水木金土日](?:曜日?)?[・祝]*[)）]|[上中下]旬|頃|初め?|末|(?:午[前後])?\d{1,2}(?:時|:\d{2})(?:\d{2}分)?|[\s.、。,~～-]"
)


def told_moves(told: Iterable[Change]) -> frozenset[tuple[Day, Day]]:
    """Which day took the place of which, by the changes of schedule rules among `told`."""
    return frozenset(_moves(told))


def _moves(told: Iterable[Change]) -> Iterator[tuple[Day, Day]]:
    for change in told:
        if change.kind != "schedule" or change.old is None or change.new is None:
            continue
        for field in ("start", "end"):
            old, new = (_day(getattr(rule.value, field, None)) for rule in (change.old, change.new))
            if old is not None and new is not None:
                yield old, new


def _day(said: object) -> Day | None:
    found = re.match(r"\d{4}-(\d\d)(?:-(\d\d))?", str(said))
    return (int(found[1]), int(found[2]) if found[2] else None) if found is not None else None


def says_days_alone(finding: Finding, moves: frozenset[tuple[Day, Day]]) -> bool:
    """Whether all that changed in the sentences of a finding are days, each as `moves` tells."""
    pairs = [(old, new) for old, new in finding.places if old is not None and new is not None]
    if len(pairs) < len(finding.places):
        return False
    return all(_is_told(fold_text(old.text), fold_text(new.text), moves) for old, new in pairs)


def _is_told(old: str, new: str, moves: frozenset[tuple[Day, Day]]) -> bool:
    """Whether two texts differ in days alone, all of which moved as is told.

    >>> _is_told("4/25から7/1、10月下旬頃", "2/6から4/3、8月上旬頃", {((4, 25), (2, 6)), ((7, 1), (4, 3)), ((10, None), (8, None))})
    True
    >>> _is_told("締切は7月25日、6か月以内", "締切は5月8日、3か月以内", {((7, 25), (5, 8))})
    False
    """
    before, after = _days(old), _days(new)
    differ = [(a, b) for a, b in zip(before, after, strict=False) if a != b]
    rest = (_BESIDE.sub("", _DATE.sub("", text)) for text in (old, new))
    return bool(differ) and len(before) == len(after) and len(set(rest)) == 1 and all(_is_move(pair, moves) for pair in differ)


def _days(text: str) -> list[Day]:
    return [(int(found["alone"]), None) if found["alone"] else (int(found["month"]), int(found["day"])) for found in _DATE.finditer(text)]


def _is_move(pair: tuple[Day, Day], moves: frozenset[tuple[Day, Day]]) -> bool:
    """Whether this move is told; where one side names the month alone, by the months."""
    if pair in moves:
        return True
    if pair[0][1] is not None and pair[1][1] is not None:
        return False
    return (pair[0][0], pair[1][0]) in {(old[0], new[0]) for old, new in moves}
