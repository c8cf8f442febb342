"""Rows of text → CSV and workbooks in which a text stays a text, whatever it begins with."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from subsidy_rules.report.neutral import clean, csv_cell, sheet_text

_WIDTH = 12  # characters of a column that nothing is said of
_SHEET_NAME = 31  # characters at most, and none of these
_NOT_IN_NAMES = str.maketrans("[]:*?/\\", "-------")


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """CSV with a byte order mark, because spreadsheets take a file without one for another encoding."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([csv_cell(text) for text in row])
    return "\ufeff" + out.getvalue()


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
