"""Lines of a text with tabs or pipes → Table.

Text made from slides or pages loses the merged cells. What is read back: an empty header cell belongs to the text at its left, an empty
cell of a second header row to the one above, a missing cell at the end of a short row and an empty first cell to the one above.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from subsidy_rules.model.document import Cell, Table
from subsidy_rules.read.raised import SUPERSCRIPTS
from subsidy_rules.tables.headers import mark_headers

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_STRUCK = re.compile(r"~~(?=\S)(?:(?!~~).)+?(?<=\S)~~|<(s|del|strike)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE)
_NOTE_NUMBER = re.compile(r"<sup>\s*([※＊*注()（）,、]*\d{1,2}[※＊*注()（）,、\d]{0,6})\s*</sup>(?!\s*[/⁄／])", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_RULER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)[|｜]")
_GAP = re.compile(r"(?<=\S)(?: {2,}|\u3000{2,}| \u3000+|\u3000+ )[ \u3000]*(?=\S)")
_ALIGNED_CELLS = 3  # two columns set apart by blanks are a name and its value, not a table
# what heads a column of values set apart by blanks, and what such a value is all of: 補助上限額 over 65万円, 従業員数 over 5人以下
_COLUMN_NAME = re.compile(r"[①-⑳]?[^\d。、:：(（]{0,24}(?:[(（][^()（）\d]{1,20}[)）])?[^\d。、:：]{0,12}")
_ONE_VALUE = re.compile(
    r"(?:最大|上限)?[\d０-９,，.．]+\s?(?:[万億千百]*円|[人名]|[%％]|分の[\d０-９]+|[/／][\d０-９]+)(?:以下|以内|以上|未満|まで|超)?(?:の(?:会社|法人|者|企業))?"
    r"|定額(?:[(（][^()（）]{1,12}[)）])?|[-－―—ー]|なし"
)
_LONGEST_NAME = 24
_OFF = 2  # half-width columns by which texts of one column may begin apart
_INDENTED_ITEM = re.compile(r"\t+\s*(?:[-*・●○■]|\d+[.)])\s")


@dataclass(slots=True)
class _Spot:
    """One cell while its span grows."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text of a line between wide blanks; `start` in half-width columns."""

    start: int
    text: str


def plain(text: str) -> str:
    """The text without inline tags, Markdown emphasis, link targets and what is struck out; a <br> becomes a line break."""
    text = _TAG.sub("", _BREAK.sub("\n", _STRUCK.sub("", _NOTE_NUMBER.sub(_raised, text))))
    text = _LINK.sub(r"\1", _EMPHASIS.sub(r"\2", text)).replace("\\|", "|")
    return html.unescape(re.sub(r"[ \t]+", " ", text)).strip()


def struck_out(text: str) -> tuple[str, ...]:
    """The words of a text that Markdown (~~ ~~) or tags strike out."""
    return tuple(_TAG.sub("", match.group()).strip("~") for match in _STRUCK.finditer(text))


def _raised(match: re.Match[str]) -> str:
    return "".join(SUPERSCRIPTS.get(sign, sign) for sign in match.group(1))


def is_tab_row(line: str) -> bool:
    """Whether the line may be a row of a tab-separated table; an indented list item is none."""
    return "\t" in line.rstrip() and not _INDENTED_ITEM.match(line)


def is_pipe_row(line: str) -> bool:
    """Whether the line may be a row of a pipe table."""
    return bool(_PIPE.search(line))


def is_aligned_row(line: str) -> bool:
    """Whether the line may be a row of a table whose columns are set apart by blanks."""
    return len(_GAP.split(line.strip())) >= _ALIGNED_CELLS


def aligned_table(lines: Sequence[str], table_no: int) -> Table | None:
    """The table of these lines with blanks between their columns, None where their columns differ in number or are too few rows.

    A text that fills its column up to the next one is parted where the next one begins in the other rows.
    """
    rows = [_pieces(line) for line in lines]
    n_cols = max(map(len, rows), default=0)
    full = [row for row in rows if len(row) == n_cols]
    if len(rows) < _ALIGNED_CELLS or 2 * len(full) < len(rows):
        return None
    starts = [sorted(row[col].start for row in full)[len(full) // 2] for col in range(n_cols)]
    parted = [row if len(row) == n_cols else _parted(row, starts) for row in rows]
    if any(len(row) != n_cols for row in parted):
        return None
    return _table([[plain(piece.text) for piece in row] for row in parted], table_no, header_rows=0)


def headed_table(lines: Sequence[str], table_no: int) -> tuple[Table, int] | None:
    """The table that begins with the first of some lines, and how many are its rows; None where none does.

    A line of names without a figure heads lines of as many texts, each but the first of which is one value: 車両の区分　補助上限額 over
    電気自動車　65万円. One blank is enough where it is a full-width one, for all of that is hardly a sentence.
    """
    head = _fields_apart(lines[0])
    if len(head) < 2 or not all(0 < len(name) <= _LONGEST_NAME and _COLUMN_NAME.fullmatch(name) for name in head):
        return None
    rows = []
    for line in lines[1:]:
        fields = _fields_apart(line)
        if len(fields) != len(head) or not all(_ONE_VALUE.fullmatch(field) for field in fields[1:]):
            break
        rows.append([plain(field) for field in fields])
    table = _table([head, *rows], table_no, header_rows=1) if len(rows) > 1 else None
    return None if table is None else (table, 1 + len(rows))


def _fields_apart(line: str) -> list[str]:
    """The texts of a line that wide blanks set apart, or single full-width ones where it has no wide ones."""
    wide = _GAP.split(line.strip())
    return [re.sub(r"\u3000", "", field) for field in wide] if len(wide) > 1 else re.split(r"\u3000", line.strip())


def _pieces(line: str) -> list[_Piece]:
    """The texts of a line that wide blanks set apart."""
    text = line.rstrip().expandtabs(4)
    at = len(text) - len(text.lstrip())
    out = []
    for gap in (*_GAP.finditer(text, at), None):
        out.append(_Piece(columns_of(text[:at]), text[at : gap.start() if gap else len(text)]))
        at = gap.end() if gap else at
    return out


def _parted(row: Sequence[_Piece], starts: Sequence[int]) -> list[_Piece]:
    """The pieces of a row, cut where a column begins inside one of them."""
    out: list[_Piece] = []
    for piece in row:
        inside = [start for start in starts if piece.start + _OFF < start < piece.start + columns_of(piece.text)]
        for start in inside:
            places = range(1, len(piece.text))
            at = min(places, key=lambda n: abs(piece.start + columns_of(piece.text[:n]) - start))
            # a word goes on over the place: nothing ends there
            if not re.search(r"[\s)）」】]$", piece.text[:at]):
                return []
            out.append(_Piece(piece.start, piece.text[:at]))
            piece = _Piece(piece.start + columns_of(piece.text[:at]), piece.text[at:])
        out.append(piece)
    return out


def columns_of(text: str) -> int:
    """Width in half-width columns; a full-width sign takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def is_ruler(line: str) -> bool:
    """Whether the line is the ---|--- below the header of a pipe table."""
    return "|" in line and bool(_RULER.fullmatch(line))


def tab_table(lines: Sequence[str], table_no: int) -> Table | None:
    """The table of these tab-separated lines, None where they make no grid of two rows and columns."""
    return _table([[plain(field) for field in line.rstrip("\n").split("\t")] for line in lines], table_no, header_rows=0)


def pipe_table(lines: Sequence[str], table_no: int) -> Table | None:
    """The table of these pipe-separated lines; what stands above the ruler is its header."""
    rows = [line.strip() for line in lines]
    body = [row for row in rows if not is_ruler(row)]
    leading = all(row[:1] in "|｜" for row in body)
    header_rows = next((at for at, row in enumerate(rows) if is_ruler(row)), 0)
    return _table([_fields(row, leading) for row in body], table_no, header_rows)


def _fields(row: str, leading: bool) -> list[str]:
    parts = _PIPE.split(row)
    if leading and parts and not parts[0].strip():
        parts = parts[1:]
    if len(parts) > 1 and not parts[-1].strip():
        parts = parts[:-1]
    return [plain(part) for part in parts]


def _table(rows: list[list[str]], table_no: int, header_rows: int) -> Table | None:
    rows = [row for row in rows if any(row)]
    while rows and all(len(row) > 1 and not row[-1] for row in rows):
        rows = [row[:-1] for row in rows]
    n_cols = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or n_cols < 2:
        return None
    top = 2 if _has_sub_header(rows) else max(header_rows, 1)
    grid = _spots(rows, n_cols)
    _span_header(grid, min(top, len(rows)), n_cols)
    reasons = _span_body(grid, rows, top, n_cols)
    spots = sorted({id(s): s for row in grid for s in row}.values(), key=lambda s: (s.row, s.col))
    known = top if header_rows or top == 2 else 0
    cells = tuple(Cell(row=s.row, col=s.col, rowspan=s.rowspan, colspan=s.colspan, text=s.text, header=s.row < known) for s in spots)
    confidence = 0.8 if reasons else 1.0
    return mark_headers(
        Table(
            table_no=table_no,
            n_rows=len(rows),
            n_cols=n_cols,
            header_rows=known,
            cells=cells,
            confidence=confidence,
            reasons=reasons,
            engine="text",
        )
    )


def _has_sub_header(rows: list[list[str]]) -> bool:
    """Whether the second row is a header too: the corner is open in both, or it fills what the first leaves empty beside a text."""
    first, second = rows[0], rows[1]
    if second[0]:
        return False
    if not first[0]:
        return len(rows) > 2
    gaps = [col for col in range(1, len(first)) if not first[col]]
    return bool(gaps) and all(col < len(second) and second[col] for col in gaps)


def _spots(rows: list[list[str]], n_cols: int) -> list[list[_Spot]]:
    """One spot per field; None-like places behind a short row are left to the spans."""
    return [[_Spot(at, col, row[col] if col < len(row) else "") for col in range(n_cols)] for at, row in enumerate(rows)]


def _span_header(grid: list[list[_Spot]], top: int, n_cols: int) -> None:
    for col in range(1, n_cols):
        spot, left = grid[0][col], grid[0][col - 1]
        # with a second header row only what that row divides is one cell; an empty corner spans nothing to its right
        divided = top == 1 or grid[1][col].text
        if not spot.text and left.text and divided:
            left.colspan += 1
            grid[0][col] = left
    for row in range(1, top):
        for col in range(n_cols):
            above = grid[row - 1][col]
            if not grid[row][col].text and above.colspan == 1 and above.col == col:
                above.rowspan += 1
                grid[row][col] = above


def _span_body(grid: list[list[_Spot]], rows: list[list[str]], top: int, n_cols: int) -> tuple[str, ...]:
    """Give missing last cells and empty first ones to the cell above; the words say where that was done."""
    reasons = []
    for at in range(top, len(rows)):
        if at == top:
            continue
        missing = range(len(rows[at]), n_cols)
        first_empty = not rows[at][0] and any(rows[at][1:]) and grid[at - 1][0].text
        for col in (*missing, *((0,) if first_empty else ())):
            above = grid[at - 1][col]
            if above.row >= top:
                above.rowspan += 1
                grid[at][col] = above
        if missing:
            reasons.append(f"row {at + 1} is shorter than the others: its missing last cells are read as the ones above")
        if first_empty:
            reasons.append(f"row {at + 1} has no first cell: it is read as the one above")
    return tuple(reasons)
