"""The columns of a workbook for review: what each is called, how wide it is, what a person may change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from subsidy_rules.messages.message import LANGS, Lang, Message, message_in

Which = Literal["rules", "figures"]
Cell = str | int | float | Decimal | bool | date | datetime | None  # what a spreadsheet keeps in a cell


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: how programs know it.
        width: in characters; 0 hides it.
        typed: a person may change it.
        yen: its numbers are yen.
    """

    key: str
    heading: Message
    width: int = 14
    typed: bool = False
    yen: bool = False


def _column(key: str, english: Message, width: int = 14, *, typed: bool = False, yen: bool = False) -> Column:
    return Column(key, english, width, typed, yen)


_HIDDEN = (
    _column("id", message_in("column of the workbook", "Rule id"), 0),
    _column("version", message_in("column of the workbook", "Version"), 0),
    _column("seen", message_in("column of the workbook", "Fingerprint"), 0),
)
_TYPED = (
    _column("low", message_in("column of the workbook", "Lower limit (yen)"), 14, typed=True, yen=True),
    _column("high", message_in("column of the workbook", "Upper limit (yen)"), 14, typed=True, yen=True),
    _column("share", message_in("column of the workbook", "Share"), 9, typed=True),
    _column("start", message_in("column of the workbook", "Start"), 13, typed=True),
    _column("end", message_in("column of the workbook", "End"), 13, typed=True),
    _column("other", message_in("column of the workbook", "Other fields"), 34, typed=True),
    _column("when", message_in("column of the workbook", "Conditions"), 34, typed=True),
    _column("note", message_in("column of the workbook", "Note or reason"), 30, typed=True),
)
_DECISION = _column("decision", message_in("column of the workbook", "Decision"), 13, typed=True)
_PICTURE = _column("picture", message_in("column of the workbook", "Picture of the page"), 84)
_QUOTE = _column("quote", message_in("column of the workbook", "Source text"), 44)
_SOURCE = _column("source", message_in("column of the workbook", "Where it stands"), 24)
RESULT = _column("result", message_in("column of the workbook", "Result of the import"), 44)

# the decision stands first, so that it stays in sight beside what it is about
COLUMNS: Mapping[Which, tuple[Column, ...]] = {
    "rules": (
        *_HIDDEN,
        _DECISION,
        _column("label", message_in("column of the workbook", "What the rule says"), 34),
        _PICTURE,
        _column("why", message_in("column of the workbook", "Why it is here"), 20),
        _column("kind", message_in("column of the workbook", "Kind"), 12),
        _column("readings", message_in("column of the workbook", "Other readings"), 26),
        _column("reading", message_in("column of the workbook", "Reading that is right"), 10, typed=True),
        *_TYPED,
        _QUOTE,
        _SOURCE,
        _column("state", message_in("column of the workbook", "State"), 24),
    ),
    "figures": (
        *_HIDDEN,
        _DECISION,
        _column("figure", message_in("column of the workbook", "Figure that nobody read"), 18),
        _PICTURE,
        _QUOTE,
        _column("frame", message_in("column of the workbook", "Frame"), 18, typed=True),
        _column("kind", message_in("column of the workbook", "Kind"), 14, typed=True),
        *_TYPED,
        _SOURCE,
    ),
}
# what may be chosen in the column of decisions
DECISIONS: Mapping[Which, Mapping[str, Message]] = {
    "rules": {
        "approve": message_in("choice of a decision", "approve"),
        "edit": message_in("choice of a decision", "edit"),
        "reject": message_in("choice of a decision", "reject"),
        "unsure": message_in("choice of a decision", "cannot tell"),
    },
    "figures": {
        "no_rule": message_in("choice of a decision", "no rule"),
        "new_rule": message_in("choice of a decision", "new rule"),
        "unsure": message_in("choice of a decision", "cannot tell"),
    },
}


def headings(which: Which, lang: Lang) -> tuple[str, ...]:
    """The first row of a sheet."""
    return tuple(column.heading.say(lang) for column in COLUMNS[which])


def sheet_kind(row: tuple[str, ...]) -> tuple[Which, Lang] | None:
    """What a sheet with this first row holds, and its language; None where its headings are not ours. A result may stand behind."""
    for which in COLUMNS:
        for lang in LANGS:
            ours = headings(which, lang)
            if row == ours or row == (*ours, RESULT.heading.say(lang)):
                return which, lang
    return None
