"""Tables as they were read → a spreadsheet: a list of all tables, then one sheet for each, merged cells kept (openpyxl)."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Table
from subsidy_rules.model.errors import Lang
from subsidy_rules.report.neutral import clean, sheet_text
from subsidy_rules.report.table_files import TablesOf
from subsidy_rules.wording.terms import COLUMNS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_NAME_CHARS = 31
_WIDEST = 48  # characters; a longer text wraps
_HEADINGS = ("sheet", "document", "page_column", "caption", "confidence", "notes")


def tables_xlsx(documents: Sequence[TablesOf], lang: Lang) -> bytes:
    """The workbook. Texts stay texts, whatever they begin with."""
    from openpyxl import Workbook
    from openpyxl.worksheet.hyperlink import Hyperlink

    book = Workbook()
    index = book.active
    index.title = message("Tables").say(lang)
    _write_row(index, 1, [COLUMNS[key].say(lang) for key in _HEADINGS], bold=True)
    row = 2
    for one in documents:
        for table in one.tables:
            sheet = book.create_sheet(f"{row - 1} {_NOT_IN_NAMES.sub('_', clean(one.document.name))}"[:_NAME_CHARS])
            _fill(sheet, table)
            pages = f"{table.page_no}-{table.joined[-1]}" if table.joined else table.page_no
            notes = "\n".join(table.notes)
            _write_row(index, row, [sheet.title, one.document.name, pages, table.caption, round(table.confidence, 2), notes])
            index.cell(row, 1).hyperlink = Hyperlink(ref=f"A{row}", location=f"'{sheet.title}'!A1")
            row += 1
    _set_widths(index, [16, 32, 8, _WIDEST, 10, _WIDEST])
    index.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_row(sheet: Worksheet, row: int, values: Sequence[object], *, bold: bool = False) -> None:
    from openpyxl.styles import Font

    for col, value in enumerate(values, start=1):
        cell = sheet.cell(row, col)
        _set(cell, value)
        cell.font = Font(bold=bold)


def _set(cell: Any, value: object) -> None:
    """Writes a value; a text that begins with "=" is not a formula."""
    cell.value = sheet_text(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _fill(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color="999999")
    shade = PatternFill("solid", fgColor="F3E3CF")
    widths = [4] * table.n_cols
    for cell in table.cells:
        at = sheet.cell(cell.row + 1, cell.col + 1)
        _set(at, cell.text)
        at.alignment = Alignment(wrap_text=True, vertical="top")
        at.font = Font(bold=cell.header)
        for row in range(cell.row + 1, cell.row + cell.rowspan + 1):
            for col in range(cell.col + 1, cell.col + cell.colspan + 1):
                sheet.cell(row, col).border = Border(left=line, right=line, top=line, bottom=line)
                if cell.header:
                    sheet.cell(row, col).fill = shade
        if cell.rowspan > 1 or cell.colspan > 1:
            sheet.merge_cells(
                start_row=cell.row + 1, start_column=cell.col + 1, end_row=cell.row + cell.rowspan, end_column=cell.col + cell.colspan
            )
        if cell.colspan == 1 and cell.text:
            # a Japanese character is as wide as two digits
            widths[cell.col] = max(widths[cell.col], 2 + 2 * max(map(len, cell.text.splitlines()), default=0))
    _set_widths(sheet, widths)


def _set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    from openpyxl.utils import get_column_letter

    for col, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(col)].width = min(width, _WIDEST)
