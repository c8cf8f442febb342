"""The unit that a table states once for all its amounts: （単位：千円） over it, 補助上限額（万円） in a header."""

from __future__ import annotations

import re

from subsidy_rules.language.normalise import Break, Folded, fold, fold_text
from subsidy_rules.model.document import Cell
from subsidy_rules.statements.grid import Grid

_STATED = re.compile(r"単位[:は]?(?P<unit>百万円|千円|万円|円)")
_IN_HEADER = re.compile(r"\((?:単位[:は]?)?(?P<unit>百万円|千円|万円|円|%)\)|(?<=率)(?P<percent>%)$")
_PERCENT = ("%", "パーセント")
# a column of its own beside the numbers: 500 | 千円
_IN_COLUMN = re.compile(r"(?P<unit>百万円|千円|万円|億円|円|%|パーセント)(?P<after>以内|以下|以上|未満)?")
# Neither the number of a note (500※2) nor a list label ((1)500).
_NUMBER = re.compile(r"(?<![※注*第\d,.])(?:\d{1,3}(?: \d{3})+(?!\d)|\d[\d,]*)(?:\.\d+)?(?![\d,.]|\)[^)、。])")
_AMOUNT = re.compile(r"額|上限|下限|限度")
# A text with a unit of its own says what its numbers are.
_OWN_UNIT = re.compile(r"[円%人社者名年月日回件時歳割]|分の|\d/\d|[かカヵヶケ箇]月|パーセント")


def folded_amounts(cell: Cell, grid: Grid, *, rate: bool = False) -> Folded:
    """The folded text of a cell of amounts; bare numbers have the unit that their headers or the table's caption and notes state.

    A caption speaks for the columns and rows that are headed as amounts, not for the counts beside them. In a cell of rates (`rate`)
    only a percent sign is taken, and in one of amounts none.
    """
    folded = fold(cell.text)
    unit = "" if cell.header else _unit_of(cell, grid)
    if not unit or unit.startswith(_PERCENT) != rate or _OWN_UNIT.search(folded.text):
        return folded
    return _with_unit(folded, unit)


def _unit_of(cell: Cell, grid: Grid) -> str:
    for text in reversed(cell.header_path):
        if match := _IN_HEADER.search(fold_text(text)) or _STATED.search(fold_text(text)):
            return match[match.lastgroup or 0]
    beside = grid.at.get((cell.row, cell.col + cell.colspan))
    own = beside is not None and beside.col == cell.col + cell.colspan and cell.row in grid.rows(beside)  # no label that is carried
    if own and beside is not None and (match := _IN_COLUMN.fullmatch(fold_text(beside.text))):
        return match.group()
    if not any(_AMOUNT.search(text) for text in cell.header_path):
        return ""
    table = grid.table
    for text in (table.caption, table.lead, *table.notes):
        if match := _STATED.search(fold_text(text or "")):
            return match["unit"]
    return ""


def _with_unit(folded: Folded, unit: str) -> Folded:
    """The unit after each number; its characters stand for the last digit of the original."""
    text, starts, ends = "", list[int](), list[int]()
    breaks: dict[int, Break] = {}
    at = 0
    for match in _NUMBER.finditer(folded.text):
        breaks |= {index + len(text) - at: kind for index, kind in folded.breaks.items() if at <= index < match.end()}
        text += folded.text[at : match.end()] + unit
        starts += [*folded.starts[at : match.end()], *[folded.starts[match.end() - 1]] * len(unit)]
        ends += [*folded.ends[at : match.end()], *[folded.ends[match.end() - 1]] * len(unit)]
        at = match.end()
    breaks |= {index + len(text) - at: kind for index, kind in folded.breaks.items() if at <= index}
    return Folded(text + folded.text[at:], folded.original, (*starts, *folded.starts[at:]), (*ends, *folded.ends[at:]), breaks)
