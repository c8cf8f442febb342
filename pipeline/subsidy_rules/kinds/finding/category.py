"""category 業務プロセス等の区分: where a document states it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from subsidy_rules.kinds.category import Category
from subsidy_rules.kinds.confidence import table_doubt
from subsidy_rules.kinds.evidence import Place
from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.quoted import quoted
from subsidy_rules.language.normalise import Folded, fold, fold_text
from subsidy_rules.language.numerals import read_number
from subsidy_rules.model.document import Cell, Clause, Document, Table, Zone
from subsidy_rules.model.rule import Candidate
from subsidy_rules.statements.grid import Grid

_ZONES = frozenset({None, Zone.BODY, Zone.ANNEX})
_NAME_LENGTH = 40
_LEAST = 2  # rows or items that make a list of categories
_CODE_HEADER = re.compile(r"コード$")
_NAME_HEADER = re.compile(r"(?:プロセス|業務|区分|分類|業種|カテゴリー?|類型|分野|工程).{0,2}(?:名称|名)$|^名称$|^業務プロセス$|^プロセス$")
_NUMBERED_HEADER = re.compile(r"^業務(?:プロセス|工程|領域)$|^プロセス(?:名)?$|^(?:事業)?(?:類型|区分)(?:名|の名称)$")
_CODE = re.compile(r"[^\s。、:]{0,6}?[A-Za-z]?-?\d{1,4}[A-Za-z]?")
_NUMBER = re.compile(r"[①-⑳]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[).、．]?(?=\D)")
_LABEL = re.compile(r"\(?(?P<n>[①-⑳]|\d{1,2}|[一二三四五六七八九十]{1,3}|[ア-ン]|[a-zA-Z])[)）.．、:]?")
_CLASSES = r"(?:工程|業務プロセス|プロセス|業務領域|業務|分野|類型|事業類型|区分|分類|カテゴリー?|領域)"
_LEAD = re.compile(
    rf"(?:以下|次)の(?:各号の?)?(?:\d{{1,2}}つの)?いずれか(?:一つ|1つ)?に該当する{_CLASSES}|{_CLASSES}は、?(?:以下|次)の(?:とおり|通り|\d{{1,2}}(?:つ|種類|区分|類型))"
)
_SENTENCE = re.compile(r"。|(?:こと|もの|者|場合|とき)$|する$|した$")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A code with the place of its name: half-open bounds in the folded text of a cell or clause."""

    code: str
    text: Folded
    start: int
    end: int
    table: Table | None = None
    cell: Cell | None = None
    clause: Clause | None = None

    @property
    def name(self) -> str:
        return self.text.text[self.start : self.end]


def find(material: Material) -> Iterator[Candidate]:
    """The candidates of a document, in reading order."""
    tables = [_of_table(table) for table in material.document.tables if table.zone in _ZONES]
    entries = [e for found in tables for e in found]
    if len({e.code for e in entries}) < _LEAST:  # a list may go on in tables of one row, but does not begin as one
        entries = []
    entries += _of_lists(material.document)
    shortest: dict[str, str] = {}
    for entry in sorted(entries, key=lambda e: len(e.name)):
        shortest.setdefault(entry.code, entry.name)
    for entry in entries:
        # the same code may stand elsewhere with an explanation behind its name
        name = shortest[entry.code] if entry.name.startswith(shortest[entry.code]) else entry.name
        yield _candidate(material, entry, name)


def _of_table(table: Table) -> tuple[_Entry, ...]:
    heads = {c: cell for cell in table.cells if cell.row < max(1, table.header_rows) for c in Grid.cols(cell)}
    codes = next((c for c, cell in sorted(heads.items()) if _CODE_HEADER.search(fold_text(cell.text))), None)
    names = next((c for c, cell in sorted(heads.items()) if c != codes and _NAME_HEADER.search(fold_text(cell.text))), None)
    if codes is not None and names is not None:
        found = _coded(table, codes, names)
    else:
        column = next((c for c, cell in sorted(heads.items()) if _NUMBERED_HEADER.search(fold_text(cell.text))), None)
        found = _numbered(table, column) if column is not None else []
    return tuple(found)


def _coded(table: Table, codes: int, names: int) -> list[_Entry]:
    """Rows with a code in one column and a name in another; a code that spans rows counts once."""
    grid = Grid(table)
    found: dict[Cell, _Entry] = {}
    for row in range(table.header_rows, table.n_rows):
        code, name = grid.at.get((row, codes)), grid.at.get((row, names))
        if code is None or name is None or code is name or code in found or not name.text.strip():
            continue
        if _CODE.fullmatch(fold_text(code.text)):
            found[code] = _entry(fold_text(code.text), fold(name.text), table=table, cell=name)
    return list(found.values())


def _numbered(table: Table, column: int) -> list[_Entry]:
    """The numbered names of one column: ①…, ②…."""
    grid = Grid(table)
    cells = dict.fromkeys(grid.at.get((row, column)) for row in range(table.header_rows, table.n_rows))
    found = []
    for cell in cells:
        folded = fold(cell.text) if cell is not None else None
        number = _NUMBER.match(folded.text) if folded is not None else None
        if cell is None or folded is None or number is None:
            return []
        found.append(_entry(_ordinal(number.group()), folded, table=table, cell=cell))
    return found


def _entry(code: str, text: Folded, *, table: Table | None = None, cell: Cell | None = None, clause: Clause | None = None) -> _Entry:
    """An entry whose name is the text without its number and what a bracket adds."""
    number = _NUMBER.match(text.text)
    start = number.end() if number is not None and not text.text[number.end() :].startswith(("~", "か月", "年")) else 0
    bracket = text.text.find("(", start + 1)
    end = bracket if bracket > start else len(text.text)
    if end - start > _NAME_LENGTH:  # an explanation goes on in the next line
        end = next((at for at, white in sorted(text.breaks.items()) if white == "line" and at > start), end)
    return _Entry(code, text, start, end, table, cell, clause)


def _ordinal(label: str) -> str:
    """
    >>> [_ordinal(label) for label in ("①", "(2)", "三", "ア")]
    ['1', '2', '3', 'ア']
    """
    match = _LABEL.match(label)
    mark = match["n"] if match else label
    if "①" <= mark <= "⑳":
        return str(int(unicodedata.numeric(mark)))
    return mark if re.fullmatch(r"[ア-ンa-zA-Z]", mark) else str(int(read_number(mark)))


def _of_lists(document: Document) -> Iterator[_Entry]:
    """Items right behind a sentence that announces classes: 次のいずれかに該当する工程…"""
    clauses = [c for c in document.clauses if c.zone in _ZONES]
    for index, clause in enumerate(clauses):
        if not clause.heading and _LEAD.search(fold_text(clause.text)):
            items = _items(clauses[index + 1 :])
            if len(items) >= _LEAST:
                yield from (_entry(_ordinal(fold_text(c.label)), fold(c.text), clause=c) for c in items)


def _items(clauses: Sequence[Clause]) -> list[Clause]:
    """The labelled noun phrases that follow, counted from one without a gap."""
    items: list[Clause] = []
    for clause in clauses:
        label = _LABEL.fullmatch(fold_text(clause.label))
        text = fold_text(clause.text)
        if label is None or clause.heading or len(text) > _NAME_LENGTH or _SENTENCE.search(text):
            break
        number = _ordinal(label.group())
        if (items and len(items[0].path) != len(clause.path)) or (number.isdigit() and int(number) != len(items) + 1):
            break
        items.append(clause)
    return items


def _candidate(material: Material, entry: _Entry, name: str) -> Candidate:
    start, end = entry.text.span(entry.start, min(entry.end, entry.start + len(name)))
    scope = material.scope
    reasons: tuple[str, ...] = ()
    if entry.table is not None and entry.cell is not None:
        frame = scope.frame_of_header(entry.cell.header_path) or scope.frame_of_place(
            (entry.table.caption, *reversed(entry.table.headings))
        )
        reasons = table_doubt(entry.table)
    elif entry.clause is not None:
        frame = scope.frame_of_place(tuple(reversed(entry.clause.headings)))
    else:
        raise ValueError("an entry stands in a cell or a clause")
    place = Place(entry.clause, entry.table, entry.cell)
    return quoted(material, "category", Category(code=entry.code, name=name), place, start, end, frame=frame, reasons=reasons)
