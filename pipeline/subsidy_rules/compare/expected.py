"""Changes that somebody else lists: rows of an official comparison table (新旧対照表), found or missing in a comparison.

A row is matched by what it says, old and new: with the texts and quotes of the changes first, with their figures second.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from subsidy_rules.compare.texts import Unit
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.messages.message import message
from subsidy_rules.model.change import Change
from subsidy_rules.model.document import Document, Evidence
from subsidy_rules.model.errors import Place, ReadError

_NOTHING = re.compile(r"[-~]*|\(?(?:新設|新規|追加|削除|なし|該当なし)\)?")
_LIKE = 75.0
_PART, _FIGURE = 8, 4  # characters of a quote from which it tells a row, without and with a figure in it


@dataclass(frozen=True, slots=True)
class ExpectedChange:
    """One row: place, old and new text; "" on the side where there was nothing."""

    section: str
    old: str
    new: str
    page_no: int | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """A row with the changes that say the same; none where the comparison lacks it."""

    row: ExpectedChange
    changes: tuple[Change, ...]


def read_comparison_table(document: Document) -> tuple[ExpectedChange, ...]:
    """The rows of a document that sets old beside new. Raises ReadError where it holds none."""
    # only a comparison table needs clauses; `diff` must start without them
    from subsidy_rules.clauses import read_change_log, zoned_rows

    logged = document.change_log or read_change_log(zoned_rows(document.pages, document.tables), document.tables)
    rows = tuple(ExpectedChange(log.section, log.old, log.new, log.page_no) for log in logged if _is_change(log.old, log.new))
    if not rows:
        raise _no_rows(document.name)
    return rows


def read_expected_csv(text: str, name: str) -> tuple[ExpectedChange, ...]:
    """Rows of a CSV file with the columns `old` and `new` and, optionally, `section`. Raises ReadError where it has none."""
    rows = [
        ExpectedChange(row.get("section") or "", row.get("old") or "", row.get("new") or "")
        for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    ]
    rows = [row for row in rows if _is_change(row.old, row.new)]
    if not rows:
        raise _no_rows(name)
    return tuple(rows)


def _is_change(old: str, new: str) -> bool:
    return bool(old or new) and _unit(old).plain != _unit(new).plain


def match_expected(rows: Sequence[ExpectedChange], changes: Sequence[Change]) -> tuple[Expectation, ...]:
    """Each row with the changes that say the same."""
    return tuple(Expectation(row, tuple(change for change in changes if _says(row, change))) for row in rows)


def _says(row: ExpectedChange, change: Change) -> bool:
    sides = [(row.old, _texts(change, "old")), (row.new, _texts(change, "new"))]
    told = [(text, texts) for text, texts in sides if not _NOTHING.fullmatch(fold_text(text).strip())]
    spoken = [(text, texts) for text, texts in told if texts]
    return bool(spoken) and all(_alike(text, texts) for text, texts in spoken)


def _texts(change: Change, side: str) -> tuple[str, ...]:
    rule, passage = (change.old, change.old_text) if side == "old" else (change.new, change.new_text)
    quotes = tuple(evidence.quote for evidence in rule.evidence) if rule is not None else ()
    return (*quotes, *((passage.text,) if passage is not None else ()))


def _alike(text: str, others: Sequence[str]) -> bool:
    from rapidfuzz import fuzz

    unit = _unit(text)
    for other in map(_unit, others):
        short, long = sorted((unit, other), key=lambda one: len(one.plain))
        least = _FIGURE if short.figures else _PART
        inside = len(short.plain) >= min(least, len(long.plain)) and short.plain in long.plain
        if inside or (fuzz.ratio(unit.masked, other.masked) >= _LIKE and unit.figures == other.figures):
            return True
    return False


def _unit(text: str) -> Unit:
    return Unit(text, (), Evidence(source="", quote=text))


def _no_rows(name: str) -> ReadError:
    return ReadError(
        Place(name),
        message("It lists no changes."),
        message("Nothing could be expected of the comparison."),
        message("Give a comparison table (columns such as 旧/新 or 改正前/改正後), or a CSV file with the columns old and new."),
    )
