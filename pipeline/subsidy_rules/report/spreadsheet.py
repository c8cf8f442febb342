"""Rows of text → CSV and workbooks in which a text stays a text, whatever it begins with."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from subsidy_rules.report.neutral import clean, csv_cell, sheet_text

_LINE_POINTS, _MOST_POINTS = 15.0, 409.0  # a line of 11 points; what a spreadsheet allows for a row
_WIDTH = 12  # characters of a column that nothing is said of
_PAGE = 170  # characters beside each other that can be read on a landscape A4
_SHEET_NAME = 31  # characters at most, and none of these
_NOT_IN_NAMES = str.maketrans("[]:*?/\\", "-------")


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """CSV with a byte order mark, because spreadsheets take a file without one for another encoding."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([csv_cell(text) for text in row])
    return "\ufeff" + out.getvalue()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows, of which the first are headings.

    Attributes:
        widths: of the columns in characters.
        numbers: columns (from 0) whose texts are numbers where they can be.
        links: (row, column), both from 0 → address behind the cell.
        colours: text of the first column → colour of its cell in RRGGBB.
        printed: for paper first: only the headings stay when it is scrolled. Each sheet prints on landscape A4, rows as high as their text.
    """

    title: str
    rows: Sequence[Sequence[str]]
    widths: Sequence[int | None]
    numbers: frozenset[int] = frozenset()
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    printed: bool = False


def sheets_workbook(sheets: Sequence[Sheet]) -> bytes:
    """A workbook of several sheets, each with filters."""
    from openpyxl import Workbook

    book = Workbook()
    for n, sheet in enumerate(sheets):
        _fill(book.active if n == 0 else book.create_sheet(), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(target: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Side(style="thin", color="D4D8DD")
    grid = Border(right=line, bottom=line)
    target.title = clean(sheet.title).translate(_NOT_IN_NAMES)[:_SHEET_NAME]
    for n, row in enumerate(sheet.rows):
        for column, text in enumerate(row):
            cell = target.cell(n + 1, column + 1)
            number = n > 0 and column in sheet.numbers and text.isascii() and text.isdigit()
            cell.value = int(text) if number else sheet_text(text)
            if not number:
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if number else None)
            cell.border = grid  # rows of many lines are told apart on paper, too
            if (n, column) in sheet.links:
                cell.hyperlink = sheet.links[n, column]
                cell.font = Font(color="1C62C4", underline="single")
        if row and row[0] in sheet.colours:
            target.cell(n + 1, 1).fill = PatternFill("solid", fgColor=sheet.colours[row[0]])
        target.row_dimensions[n + 1].height = _height(row, sheet.widths)
    for column, width in enumerate(sheet.widths, 1):
        target.cell(1, column).font = Font(bold=True)
        target.column_dimensions[get_column_letter(column)].width = width or _WIDTH
    target.freeze_panes = "A2" if sheet.printed else "C2"
    target.auto_filter.ref = target.dimensions
    _print_layout(target, sum(width or _WIDTH for width in sheet.widths))


def _print_layout(target: Any, width: int) -> None:
    """Pages beside each other where the columns do not fit on one; the first two columns stand on each, to tell whose row it is."""
    from openpyxl.worksheet.properties import PageSetupProperties

    target.page_setup.orientation, target.page_setup.paperSize = "landscape", target.PAPERSIZE_A4
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = -(-width // _PAGE), 0
    if width > _PAGE:
        target.print_title_cols = "A:B"
    target.print_title_rows = "1:1"
    target.oddFooter.center.text = "&P / &N"
    margins = target.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.5


def _height(row: Sequence[str], widths: Sequence[int | None]) -> float:
    """Points that a row needs; a Japanese character is as wide as two others."""
    lines = [
        sum(max(1, -(-_cells(line) // max(1, (width or _WIDTH) - 1))) for line in text.split("\n"))
        for text, width in zip(row, widths, strict=False)
    ]
    return min(_MOST_POINTS, _LINE_POINTS * max(lines, default=1) + 3)


def _cells(text: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def workbook(title: str, rows: Sequence[Sequence[str]], widths: Sequence[int | None], colours: Mapping[str, str] | None = None) -> bytes:
    """A workbook of one sheet with filters; the first row are headings.

    Args:
        widths: of the columns in characters.
        colours: text of the first column → colour of its cell in RRGGBB.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = clean(title).translate(_NOT_IN_NAMES)[:_SHEET_NAME]
    for row in rows:
        sheet.append([sheet_text(text) for text in row])
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if colours and row[0] in colours:
            sheet.cell(sheet.max_row, 1).fill = PatternFill("solid", fgColor=colours[row[0]])
    for column, width in enumerate(widths, 1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width or _WIDTH
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
