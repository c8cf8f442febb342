"""Rows for review → a workbook: pictures of the evidence in the rows, choices of decisions, and only what a person may change unlocked."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from subsidy_rules.kinds import all_kinds
from subsidy_rules.kinds.words import kind_words
from subsidy_rules.messages.message import Lang
from subsidy_rules.report.book_columns import COLUMNS, DECISIONS, Column, headings
from subsidy_rules.report.book_rows import BookRow, BookSheet, Spot
from subsidy_rules.report.neutral import clean, sheet_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NAME_CHARS = 31
_NOT_IN_NAMES = str.maketrans("[]:*?/\\'", "--------")
_FIRST = 2  # the row below the headings
_LINE_PT, _MOST_PT = 15.0, 400.0
_PX_TO_PT = 0.75
_PICTURE_PX = 590  # the column of pictures is about as wide
_HEAD, _OPEN, _LOCKED, _LINE = "DCE6F1", "FFFBE6", "F7F7F7", "C9CED6"


def review_workbook(sheets: Sequence[BookSheet], pictures: Mapping[Spot, bytes], frames: Sequence[str], lang: Lang) -> bytes:
    """The workbook. `pictures` are PNG or JPEG; `frames` the names that a new rule may be put under."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    names: set[str] = set()
    for one in sheets:
        name = _sheet_name(one.title, names)
        names.add(name)
        _fill(book.create_sheet(name), one, pictures, frames, lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(title: str, taken: set[str]) -> str:
    plain = clean(title).translate(_NOT_IN_NAMES)[:_NAME_CHARS] or "-"
    n = 1
    name = plain
    while name.casefold() in {one.casefold() for one in taken}:
        n += 1
        name = f"{plain[: _NAME_CHARS - 4]} {n}"
    return name


def _fill(sheet: Worksheet, one: BookSheet, pictures: Mapping[Spot, bytes], frames: Sequence[str], lang: Lang) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    columns = COLUMNS[one.which]
    _head(sheet, columns, headings(one.which, lang))
    for number, row in enumerate(one.rows, start=_FIRST):
        _write(sheet, number, columns, row)
        picture = pictures.get(row.spot) if row.spot is not None else None
        height = _place_picture(sheet, number, columns, picture) if picture else 0.0
        sheet.row_dimensions[number].height = min(_MOST_PT, max(height, _LINE_PT * _lines(columns, row)))
    _choices(sheet, one, columns, frames, lang)
    _protect(sheet, columns)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _head(sheet: Worksheet, columns: Sequence[Column], names: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for at, (column, name) in enumerate(zip(columns, names, strict=True), start=1):
        cell = sheet.cell(1, at, name)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = column.width or 8
        sheet.column_dimensions[letter].hidden = not column.width
    sheet.row_dimensions[1].height = 2 * _LINE_PT
    first_shown = next(at for at, column in enumerate(columns, start=1) if column.width)
    sheet.freeze_panes = f"{get_column_letter(first_shown + 1)}2"


def _write(sheet: Worksheet, number: int, columns: Sequence[Column], row: BookRow) -> None:
    for at, column in enumerate(columns, start=1):
        cell: Any = sheet.cell(number, at)
        value = row.cells.get(column.key)
        cell.value = sheet_text(value) if isinstance(value, str) else value
        if isinstance(value, str) and value:
            cell.data_type = "s"  # whatever it begins with, it is no formula
        if number == _FIRST:
            _style(cell, column)
        else:
            cell._style = sheet.cell(_FIRST, at)._style  # to look a style up anew for each cell takes most of the time


def _style(cell: Any, column: Column) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

    # a share or a day that is typed must stay what was typed: spreadsheets make days of 1/2
    cell.number_format = "#,##0" if column.yen else "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.protection = Protection(locked=not column.typed)
    cell.fill = PatternFill("solid", fgColor=_OPEN if column.typed else _LOCKED)
    cell.border = Border(bottom=Side(style="thin", color=_LINE), right=Side(style="hair", color=_LINE))


def _lines(columns: Sequence[Column], row: BookRow) -> int:
    """How many lines the longest text of a row takes; a Japanese character is as wide as two others."""
    most = 1
    for column in columns:
        text = row.cells.get(column.key)
        if column.width and isinstance(text, str):
            widths = [sum(1 if char.isascii() else 2 for char in line) for line in text.splitlines()]
            most = max(most, sum(1 + width // column.width for width in widths))
    return most


def _place_picture(sheet: Worksheet, number: int, columns: Sequence[Column], data: bytes) -> float:
    """Puts a picture into its row; how high it is in points."""
    from openpyxl.drawing.image import Image
    from openpyxl.utils import get_column_letter

    at = next(n for n, column in enumerate(columns, start=1) if column.key == "picture")
    image = Image(io.BytesIO(data))
    scale = min(1.0, _PICTURE_PX / image.width, (_MOST_PT / _PX_TO_PT - 4) / image.height)
    image.width, image.height = round(image.width * scale), round(image.height * scale)
    sheet.add_image(image, f"{get_column_letter(at)}{number}")
    return float(image.height) * _PX_TO_PT + 3


def _choices(sheet: Worksheet, one: BookSheet, columns: Sequence[Column], frames: Sequence[str], lang: Lang) -> None:
    """What may be chosen: decisions, and of new rules the frame and the kind."""
    if not one.rows:
        return
    lists = {"decision": [words.say(lang) for words in DECISIONS[one.which].values()]}
    if one.which == "figures":
        lists |= {"frame": list(frames), "kind": [kind_words(kind, lang) for kind in all_kinds()]}
    for at, column in enumerate(columns, start=1):
        if column.key in lists:
            _add_choice(sheet, at, len(one.rows) + 1, lists[column.key])


def _add_choice(sheet: Worksheet, at: int, last: int, names: Sequence[str]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    listed = ",".join(name.replace(",", " ").replace('"', "'") for name in names)
    if len(listed) > 255:  # more than a list of choices can hold; the import says what it does not know
        return
    choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
    letter = get_column_letter(at)
    choice.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(choice)


def _protect(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Locked but for what a person may change; rows may be filtered, columns and rows made wider."""
    from openpyxl.utils import get_column_letter

    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.autoFilter = False
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(2, sheet.max_row)}"
