"""The value and conditions of a rule ⇄ cells of a workbook: limits, share and days in cells of their own, the rest line by line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from subsidy_rules.kinds import all_kinds
from subsidy_rules.messages.message import LANGS, Lang, Message, both, listed, message, message_in
from subsidy_rules.model.basis import value_data, when_data
from subsidy_rules.model.rule import Rule
from subsidy_rules.report.book_columns import COLUMNS, Cell
from subsidy_rules.review.fields import Choices, conditions_shown, fields_of, typed_of
from subsidy_rules.review.typed import FieldError, folded
from subsidy_rules.wording.field_terms import FIELD_WORDS

# field of a value → the column that it has; all other fields stand in `other`
_COLUMN = {
    "min": "low",
    "max": "high",
    "cap": "high",
    "rate": "share",
    "share": "share",
    "cap_share": "share",
    "start": "start",
    "end": "end",
}
VALUE_COLUMNS = ("low", "high", "share", "start", "end", "other", "when")
_CHOICES: Mapping[str, Message] = {
    "must": message_in("obligation", "must"),
    "must_not": message_in("obligation", "must not"),
    "applicant": message_in("of whom", "the applicant"),
    "project": message_in("of whom", "the project"),
    "subsidy": message_in("what limits limit", "subsidy"),
    "cost": message_in("what limits limit", "costs"),
}
_YES = message("yes")


def value_cells(rule: Rule, choices: Choices, lang: Lang) -> dict[str, Cell]:
    """Column → what stands in it: yen as numbers, all else as the text that would be typed."""
    typed, data = typed_of(rule.value, choices, lang), value_data(rule.value)
    cells: dict[str, Cell] = {}
    lines: list[str] = []
    for spec in fields_of(type(rule.value)):
        if spec.key not in typed or not typed[spec.key]:
            continue
        text = typed[spec.key]
        if spec.key in _COLUMN:
            cells[_COLUMN[spec.key]] = data[spec.key] if spec.takes == "yen" and data[spec.key] is not None else text
        else:
            shown = _YES.say(lang) if spec.takes == "flag" else _CHOICES[text].say(lang) if spec.takes == "choice" else text
            lines += [f"{FIELD_WORDS[spec.key].say(lang)}: {line}" for line in shown.splitlines()]
    return {**cells, "other": "\n".join(lines), "when": conditions_shown(when_data(rule.when), lang)}


def typed_fields(kind: str, cells: Mapping[str, Cell]) -> dict[str, str]:
    """Field → text, from the cells of one row; "" for a cell in which nothing stands. Raises FieldError for a line that no field is."""
    specs = {spec.key: spec for spec in fields_of(all_kinds()[kind].value_type)}
    typed = {key: cell_text(cells.get(column)) for key, column in _COLUMN.items() if key in specs}
    unused = sorted(set(_COLUMN.values()) - {_COLUMN[key] for key in typed})
    if any(cell_text(cells.get(column)) for column in unused):
        raise FieldError(message("a rule of this kind has no such field"))
    for line in cell_text(cells.get("other")).splitlines():
        if line.strip():
            key, text = _field_of(line, {key for key in specs if key not in _COLUMN})
            text = _choice_of(text) if specs[key].takes == "choice" else text
            typed[key] = f"{typed[key]}\n{text}" if key in typed else text
    return typed


def _field_of(line: str, known: set[str]) -> tuple[str, str]:
    name, sign, text = line.replace("：", ":", 1).partition(":")
    wanted = folded(name)
    for key in known:
        if sign and wanted in (key, *(folded(FIELD_WORDS[key].say(lang)) for lang in LANGS)):
            return key, text.strip()
    names = both(lambda lang: listed((FIELD_WORDS[key].say(lang) for key in sorted(known)), lang))
    raise FieldError(message("{line!r} begins with no field of this kind; there are {names}", line=line, names=names))


def field_heading(key: str, lang: Lang) -> str:
    """What a field of a value is called in the workbook: the heading of its column, else its name in the column of other fields."""
    column = _COLUMN.get(key, key)
    headings = (one.heading.say(lang) for one in COLUMNS["rules"] if one.key == column)
    return next(headings, FIELD_WORDS[key].say(lang) if key in FIELD_WORDS else key)


def _choice_of(text: str) -> str:
    wanted = folded(text)
    return next((slug for slug, words in _CHOICES.items() if wanted in {folded(words.say(lang)) for lang in LANGS}), text)


def cell_text(cell: Cell) -> str:
    """What stands in a cell as it would be typed: spreadsheets keep numbers and days as such.

    >>> cell_text(1500000), cell_text(0.5), cell_text(date(2026, 4, 2)), cell_text(None), cell_text(datetime(2026, 4, 2, 17))
    ('1500000', '0.5', '2026-04-02', '', '2026-04-02T17:00')
    """
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%dT%H:%M") if cell.hour or cell.minute else cell.strftime("%Y-%m-%d")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
