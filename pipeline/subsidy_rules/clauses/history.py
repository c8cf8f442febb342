"""Revision history → what stood there before and what stands there now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from subsidy_rules.clauses.page_zones import ZonedRows
from subsidy_rules.clauses.rows import Row, boxes_of
from subsidy_rules.clauses.zones import ZoneWords, squeeze, zone_words
from subsidy_rules.model.document import Cell, LoggedChange, Table, Zone

_HEADER_ROWS = 2
_NEW_ENTRY = re.compile(r"[・･●○■◆]|(?:令和|平成|20\d\d|R)\s?\d*\s?[年./]")


@dataclass(slots=True)
class _Entry:
    """One change while its lines are gathered; `side` is what the next line adds to."""

    page_no: int
    section: list[str] = field(default_factory=list)
    old: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    side: str = "section"

    def add(self, text: str) -> None:
        {"section": self.section, "old": self.old, "new": self.new}[self.side].append(text)


def read_change_log(lines: ZonedRows, tables: Sequence[Table]) -> tuple[LoggedChange, ...]:
    """The changes that a document itself lists, in order.

    Read from lines (改訂前） … 改訂後） …, with tables between them as text) and from tables with an old and a new column or a column of
    what was changed. Empty where the document lists none.
    """
    words = zone_words()
    history = [row for row, zone in zip(lines.rows, lines.zones, strict=True) if zone is Zone.REVISION]
    on_pages = {row.page_no for row in history}
    logged: list[LoggedChange] = []
    loose: list[Table] = []
    for table in tables:
        columns = _columns(table, words)
        both_sides, listed = "old" in columns and "new" in columns, "content" in columns and table.page_no in on_pages
        if both_sides or listed:
            logged.extend(_from_columns(table, columns))
        elif table.page_no in on_pages:
            loose.append(table)
    return (*_from_lines(history, loose, words), *logged)


def is_comparison(table: Table) -> bool:
    """Whether the table sets old texts beside new ones."""
    columns = _columns(table, zone_words())
    return "old" in columns and "new" in columns


def _columns(table: Table, words: ZoneWords) -> dict[str, int]:
    """Which column of a history holds what, by its header; the column of the place where there is one."""
    names = {"old": words.old, "new": words.new, "content": words.content, "place": words.place, "date": words.date}
    found: dict[str, int] = {}
    for cell in table.cells:
        text = squeeze(cell.text)
        for role, known in names.items():
            if cell.row < _HEADER_ROWS and role not in found and text.strip("()<>【】[]") in known:
                found[role] = cell.col
    return found


def _from_columns(table: Table, columns: dict[str, int]) -> Iterator[LoggedChange]:
    # the column of the place may itself be one of row headers
    told = [columns[role] for role in ("old", "new", "content") if role in columns]
    header = max((cell.row for cell in table.cells if cell.row < _HEADER_ROWS and cell.col in told and cell.header), default=0)
    for at in range(header + 1, table.n_rows):
        texts = {role: _at(table, at, col) for role, col in columns.items()}
        old, new = _text(texts.get("old")), _text(texts.get("new")) or _text(texts.get("content"))
        if not (old or new):
            continue
        place = texts.get("place") or texts.get("date")
        page_no = next((cell.page_no for cell in texts.values() if cell is not None), table.page_no)
        yield LoggedChange(page_no=page_no, section=_text(place), old=old, new=new)


def _at(table: Table, row: int, col: int) -> Cell | None:
    return next((c for c in table.cells if c.row <= row < c.row + c.rowspan and c.col <= col < c.col + c.colspan), None)


def _text(cell: Cell | None) -> str:
    return cell.text.replace("\n", "").strip() if cell is not None else ""


def _from_lines(history: Sequence[Row], tables: Sequence[Table], words: ZoneWords) -> Iterator[LoggedChange]:
    """Changes told in lines; a table below 改訂前） is the old text."""
    pieces = [(row.page_no, row.bbox[1], row.text.strip()) for row in history]
    for table in tables:
        box = boxes_of(table).get(table.page_no)
        if box is not None:
            pieces.append((table.page_no, box[1], _as_lines(table)))
    old, new = _mark(words.old), _mark(words.new)
    entry: _Entry | None = None
    for page_no, _, text in sorted(pieces, key=lambda piece: piece[:2]):
        side, rest = _side(text, old, new)
        starts = side is None and _NEW_ENTRY.match(text) is not None
        if entry is None or starts or (side == "old" and entry.side != "section"):
            if entry is not None and (entry.old or entry.new):
                yield _logged(entry)
            entry = _Entry(page_no)
        if side is not None:
            entry.side = side
        if rest:
            entry.add(rest)
    if entry is not None and (entry.old or entry.new):
        yield _logged(entry)


def _mark(names: Sequence[str]) -> re.Pattern[str]:
    """The mark before one side of a change: 改訂前）, 【改訂前】, （改訂前）, 改訂前：."""
    return re.compile(rf"\s*[（(【＜<［\[]?\s*(?:{'|'.join(name for name in names if len(name) > 1)})\s*[）)】＞>］\]：:]\s*")


def _side(text: str, old: re.Pattern[str], new: re.Pattern[str]) -> tuple[str | None, str]:
    for side, mark in (("old", old), ("new", new)):
        if match := mark.match(text):
            return side, text[match.end() :]
    return None, text


def _as_lines(table: Table) -> str:
    rows = ([cell.text.replace("\n", "") for cell in table.cells if cell.row == at] for at in range(table.n_rows))
    return "\n".join(" | ".join(row) for row in rows)


def _logged(entry: _Entry) -> LoggedChange:
    return LoggedChange(page_no=entry.page_no, section="".join(entry.section), old="".join(entry.old), new="".join(entry.new))
