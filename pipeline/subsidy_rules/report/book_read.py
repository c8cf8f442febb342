"""A workbook that comes back from a reviewer → its rows as plain values; and the same workbook with what became of each row.

It comes from outside: both are called in the guarded process, and nothing in it is calculated or followed. This module loads little, for
that process may have to start from nothing.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from subsidy_rules.messages.message import Lang, Message, message
from subsidy_rules.model.errors import Place, ReviewError
from subsidy_rules.report.book_columns import COLUMNS, RESULT, Cell, Which, headings, sheet_kind
from subsidy_rules.report.neutral import sheet_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_BYTES = 300 * 1024 * 1024  # unpacked: a workbook of a thousand rules with pictures has a tenth
_MOST_PARTS, _MOST_ROWS, _MOST_SHEETS = 20_000, 20_000, 200
_MOST_SPANNED = 100_000  # cells; our own workbooks merge none
_RANGE = re.compile(
    rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\s(?:[^<>]*\s)?ref\s*=\s*["']\$?([A-Za-z]{1,7})\$?(\d{1,9}):\$?([A-Za-z]{1,7})\$?(\d{1,9})"""
)
Tick = Callable[[str], None]
Results = Mapping[tuple[str, int], tuple[bool, str]]
# what openpyxl and the libraries below it raise on files that are damaged: it checks nothing before it uses it
_DAMAGED = (
    *(
        ArithmeticError,
        AttributeError,
        EOFError,
        LookupError,
        NotImplementedError,
        OSError,
        RuntimeError,
        SyntaxError,
        TypeError,
        ValueError,
    ),
    *(zipfile.BadZipFile, zlib.error),
)
_TAKEN, _LEFT = "E2F0D9", "FBE5D6"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row: its number in the sheet, column → what stands in it, and the columns in which somebody put a formula."""

    number: int
    cells: dict[str, Cell]
    formulas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet of ours that came back."""

    title: str
    which: Which
    lang: Lang
    rows: tuple[ReadRow, ...]


def read_book(data: bytes, name: str, tick: Tick) -> tuple[ReadSheet, ...]:
    """All sheets, as a job of the guarded process.

    Raises ReviewError where it is no workbook, is far too large, or has other sheets or headings than were exported.
    """
    _check_size(data, name)
    try:
        book = _load(data, read_only=True)
        if len(book.worksheets) > _MOST_SHEETS:
            raise _too_large(name)
        return tuple(_sheet(sheet, name) for sheet in book.worksheets)
    except _DAMAGED as error:
        raise _unreadable(name) from error


def _load(data: bytes, *, read_only: bool = False) -> Workbook:
    """The workbook; what openpyxl would say of parts that it leaves out is not for whoever reviews."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(data), read_only=read_only, keep_links=False)


def _check_size(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
                raise _too_large(name)
            spanned = sum(_spanned(packed.read(part)) for part in parts if part.filename.startswith("xl/worksheets/"))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise _unreadable(name) from error
    if spanned > _MOST_SPANNED:
        raise _too_large(name)


def _spanned(sheet: bytes) -> int:
    """How many cells the merged ranges and links of a sheet span: a few letters may say that they are all, and each would be made."""
    cells = 0
    for found in _RANGE.finditer(sheet):
        left, top, right, bottom = (part.decode("ascii") for part in found.groups())
        cells += (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)
    return cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _sheet(sheet: Any, name: str) -> ReadSheet:
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    rows = sheet.iter_rows()
    head = tuple(str(cell.value or "") for cell in next(rows, ()))
    while head and not head[-1]:
        head = head[:-1]
    kind = sheet_kind(head)
    if kind is None:
        raise _other_headings(name, sheet.title, head)
    which, lang = kind
    found = []
    for number, row in enumerate(rows, start=2):
        if number > _MOST_ROWS:
            raise _too_large(name)
        read = _row(number, row, which)
        if any(value not in (None, "") for value in read.cells.values()):
            found.append(read)
    return ReadSheet(sheet.title, which, lang, tuple(found))


def _row(number: int, row: Sequence[Any], which: Which) -> ReadRow:
    pairs = list(zip(COLUMNS[which], row, strict=False))
    cells = {column.key: _value(cell.value) for column, cell in pairs}
    return ReadRow(number, cells, tuple(column.key for column, cell in pairs if cell.data_type == "f"))


def _value(value: Any) -> Cell:
    return value.replace("_x000D_", "").replace("\r\n", "\n") if isinstance(value, str) else value


def answered_book(data: bytes, name: str, results: Results, langs: Mapping[str, Lang], tick: Tick) -> bytes:
    """The workbook with one more column, as a job of the guarded process.

    `results`: sheet and row → whether it was taken, and the words; `langs`: of each sheet.
    """
    try:
        return _with_results(data, results, langs)
    except _DAMAGED as error:
        raise _unreadable(name) from error


def _with_results(data: bytes, results: Results, langs: Mapping[str, Lang]) -> bytes:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = _load(data)
    book.defined_names.clear()
    for sheet in book.worksheets:
        _still(sheet)
        lang = langs[sheet.title]
        kind = sheet_kind(tuple(str(cell.value or "") for cell in sheet[1] if cell.value))
        at = len(headings(kind[0], lang)) + 1 if kind is not None else sheet.max_column + 1
        sheet.cell(1, at, RESULT.heading.say(lang)).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = RESULT.width
        for number in range(2, sheet.max_row + 1):
            taken, words = results.get((sheet.title, number), (True, ""))
            cell = sheet.cell(number, at)
            cell.value = sheet_text(words) or None
            if words:
                cell.data_type = "s"
                cell.fill = PatternFill("solid", fgColor=_TAKEN if taken else _LEFT)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _still(sheet: Worksheet) -> None:
    """Nothing in the sheet acts any more: it goes to others than the one who filled it in, who may have been sent it by a stranger."""
    from openpyxl.formatting.formatting import ConditionalFormattingList

    sheet.conditional_formatting = ConditionalFormattingList()
    sheet.defined_names.clear()
    # choices that are told in so many words are ours
    kept = [one for one in sheet.data_validations.dataValidation if one.type == "list" and str(one.formula1 or "").startswith('"')]
    sheet.data_validations.dataValidation = kept
    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink is not None:
                cell.hyperlink = None
            if cell.data_type == "f":
                cell.value = sheet_text(str(getattr(cell.value, "text", cell.value)))
                cell.data_type = "s"


def _other_headings(name: str, title: str, head: Sequence[str]) -> ReviewError:
    found = ", ".join(head[:30]) or "–"
    return ReviewError(
        Place(name),
        message("The sheet {title!r} has other headings than a workbook of this program: {found}.", title=title, found=found),
        message("Nothing was taken, because what stands under a heading that moved would be taken for something else."),
        message("Export the workbook again and fill that in."),
    )


def _too_large(name: str) -> ReviewError:
    return _refused(name, message("It is far larger than any workbook of this program."))


def _unreadable(name: str) -> ReviewError:
    return _refused(name, message("It cannot be read as a workbook (.xlsx)."))


def _refused(name: str, what: Message) -> ReviewError:
    return ReviewError(
        Place(name),
        what,
        message("Nothing was taken."),
        message("Give the workbook that `review --export` wrote, saved as .xlsx."),
    )
