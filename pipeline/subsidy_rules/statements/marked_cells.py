"""Notes that a mark in a cell points to and that restrict the values of its row or column: 10人以上※ … ※特例事業者に限る."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Cell, Document, Table
from subsidy_rules.statements.table import Found

# ※2, but no number of ※10人以上の区分は
_SIGN = r"\(?(?P<mark>[※*](?:\d{1,2}(?![\d,.]|[人名社者件年月日かヶ万円%台割分]))?)\)?"
_MARK = re.compile(_SIGN)
_NOTE = re.compile(rf"^{_SIGN}[:.\s]*(?P<said>.+)$")
_RESTRICTS = re.compile(r"に限|のみ|限り(?!では)|を除|(?:場合|者|事業者|とき)(?:に|が|のみ)、?(?:対象|適用)")
_LEAST_LABEL = 3
_SEVERAL = 2


def restricted_by_marks(found: Sequence[Found], document: Document, table: Table) -> tuple[Found, ...]:
    """The statements of a table; one whose cell or label bears a mark is under what the note of that mark restricts it to."""
    notes = list(_notes(document, table))
    if not notes:
        return tuple(found)
    return tuple(_restricted(one, table, notes) for one in found)


def _restricted(found: Found, table: Table, notes: Sequence[tuple[str, str]]) -> Found:
    said: dict[str, None] = {}
    for cell in _around(table, found.cell):
        text = fold_text(cell.text)
        for match in _MARK.finditer(text):
            label = _MARK.sub("", text)
            said |= dict.fromkeys(_of_mark(match["mark"], label, notes))
    unread = tuple(words for words in said if words not in found.statement.unread)
    return replace(found, statement=replace(found.statement, unread=(*found.statement.unread, *unread))) if unread else found


def _of_mark(mark: str, label: str, notes: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The note of a mark where it is the only one, or the only one that repeats the label, and restricts something."""
    same = [said for its, said in notes if its == mark]
    if len(same) >= _SEVERAL:
        same = [said for said in same if len(label) >= _LEAST_LABEL and label in said]
    if len(same) == 1 and _RESTRICTS.search(same[0]):
        yield same[0]


def _around(table: Table, own: Cell) -> Iterator[Cell]:
    """A cell and the labels in its row to the left and in its column above."""
    for cell in table.cells:
        across = cell.row <= own.row < cell.row + cell.rowspan and cell.col < own.col
        over = cell.col <= own.col < cell.col + cell.colspan and cell.row < max(1, table.header_rows)
        if cell == own or across or over:
            yield cell


def _notes(document: Document, table: Table) -> Iterator[tuple[str, str]]:
    """The notes at a table and under the same headings, each with its mark."""
    clauses = [f"{c.label}{c.text}" for c in document.clauses if c.headings == table.headings and not c.heading]
    for text in dict.fromkeys(fold_text(text) for text in (*table.notes, *clauses)):
        match = _NOTE.match(text)
        if match is not None:
            yield match["mark"], match["said"]
