"""<table>, <dl> and rows of boxes → Table: spans resolved, header cells as marked, each nested table a table of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bs4.element import NavigableString, PreformattedString, Tag

from subsidy_rules.clauses.labels import split_label
from subsidy_rules.model.document import Cell, Table
from subsidy_rules.tables.headers import mark_headers

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset"}
    | {"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li", "main"}
    | {"menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_MOST_COLUMNS = 60  # damaged attributes ask for thousands
_MOST_HEADERS = 12  # the deepest headers of official tables have five rows; where all cells are marked as such, none is
_CELL_WORDS = re.compile(r"(?:^|[-_])(?:cell|col|td|th|row|table|tbl|grid)(?:[-_\d]|$)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]")
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


class _Raw(NamedTuple):
    """One cell before it has a place."""

    text: str
    rowspan: int
    colspan: int
    header: bool


def is_layout(table: Tag) -> bool:
    """Whether a <table> only frames or arranges text: one cell or column without headers, or a page laid out by a table."""
    rows = own_rows(table)
    widest = max((len(_own_cells(row)) for row in rows), default=0)
    if widest <= 1 and not table.find("th"):
        return True
    if table.get("role") in ("presentation", "none") or any(table.find(name) for name in _HEADINGS[:3]):
        return True
    inner = sum(len(nested.get_text()) for nested in table.find_all("table") if nested.find_parent("table") is table)
    return inner > 0.7 * len(table.get_text())


def table_of(tag: Tag, table_no: int) -> Table | None:
    """The table of a <table> element without the texts of tables nested in it; None where it has no cell."""
    rows = [[_raw(cell, row) for cell in _own_cells(row)] for row in own_rows(tag)]
    caption = tag.find("caption")
    own_caption = isinstance(caption, Tag) and caption.find_parent("table") is tag
    table = _placed(rows, table_no, cell_text(caption) if isinstance(caption, Tag) and own_caption else "")
    return mark_headers(table) if table else None


def definition_table(tag: Tag, table_no: int) -> Table | None:
    """Two columns of a <dl>: terms as header column, their definitions; None where it is not a plain list of pairs."""
    rows: list[list[_Raw]] = []
    if tag.find(["table", "dl", *_HEADINGS]):
        return None
    for child in tag.find_all(["dt", "dd"]):
        text = cell_text(child)
        if child.name == "dt":
            rows.append([_Raw(text, 1, 1, True)])
        elif rows and len(rows[-1]) == 1:
            rows[-1].append(_Raw(text, 1, 1, False))
        elif rows:
            rows[-1][1] = rows[-1][1]._replace(text=f"{rows[-1][1].text}\n{text}")
    return _named_rows(rows, table_no) if len(rows) >= 2 and all(len(row) == 2 for row in rows) else None


def box_table(tag: Tag, table_no: int) -> Table | None:
    """Boxes that stand side by side with the same parts in each (name, amount, remark): one row per box; None where they are none.

    The parts are told by their classes, which are the same in each box; a part without a letter in any box (an icon) is left out.
    """
    boxes = _children(tag)
    if len(boxes) < 2 or len({box.name for box in boxes}) != 1 or boxes[0].name not in ("div", "li", "section", "article", "a"):
        return None
    parts = [_children(box) for box in boxes]
    kinds = [_kind(part) for part in parts[0]]
    if len(kinds) < 2 or not _same_parts(tag, boxes, parts, kinds):
        return None
    columns = [[cell_text(row[col]) for row in parts] for col in range(len(kinds))]
    kept = [column for column in columns if any(_WORD.search(text) for text in column)]
    if len(kept) < 2:
        return None
    rows = [[_Raw(column[at], 1, 1, col == 0) for col, column in enumerate(kept)] for at in range(len(boxes))]
    table = _named_rows(rows, table_no)
    reason = "read from boxes, not from a table element"
    return table.model_copy(update={"confidence": 0.9, "reasons": (reason,)}) if table else None


def cell_text(tag: Tag) -> str:
    """Text of a cell with "\\n" where a <br> or a block ends a line; the text of nested tables is left to them."""
    parts: list[str] = []
    for node in tag.descendants:
        if isinstance(node, Tag):
            if node.name in BLOCKS or node.name == "br":
                parts.append("\n")
            if node.name == "li" and (mark := _mark(node, tag)):
                parts.append(mark)
        elif not _hidden(node, tag):
            parts.append(_spaces(str(node)))
            if node.parent is not None and node.parent is not tag and node.parent.name in BLOCKS and node.next_sibling is None:
                parts.append("\n")
    lines = (re.sub(r" +", " ", line).strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _mark(item: Tag, cell: Tag) -> str:
    """The mark that a browser prints before an item of a list in a cell; none where it brings its own."""
    within = item.parent
    if within is None or item is cell or split_label(item.get_text().strip()) is not None:
        return ""
    siblings = within.find_all("li", recursive=False)
    if len(siblings) == 1:
        return ""
    inner = any(parent.name == "li" for parent in within.parents if parent is not cell and cell in parent.parents)
    number = next(at for at, other in enumerate(siblings, start=1) if other is item)
    return "- " if inner and within.name != "ol" else printed_mark(within, number)


def printed_mark(within: Tag, number: int) -> str:
    """The mark that a browser prints before the item of this number, counted from 1, of a list."""
    return f"{number}) " if within.name == "ol" else "・"


def own_rows(table: Tag) -> list[Tag]:
    """Rows of the table that are not rows of a table inside it."""
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def nested_tables(table: Tag) -> list[Tag]:
    """Tables that stand directly in cells of this one."""
    return [nested for nested in table.find_all("table") if nested.find_parent("table") is table]


def _hidden(node: object, top: Tag) -> bool:
    """Comments, and strings of nested tables or of what is not shown."""
    if isinstance(node, PreformattedString) or not isinstance(node, NavigableString):
        return True
    for parent in node.parents:
        if parent is top:
            return False
        if parent.name in ("table", "script", "style", "template", "noscript"):
            return True
    return False


def _spaces(text: str) -> str:
    """White space of the source as one space, none between two Japanese signs."""
    text = re.sub(r"(?<=[^\x00-\xff])[ \t]*[\r\n]+[ \t]*(?=[^\x00-\xff])", "", text)
    return re.sub(r"[ \t\r\n\xa0]+", " ", text)


def _own_cells(row: Tag) -> list[Tag]:
    return [cell for cell in row.find_all(["td", "th"]) if cell.find_parent("tr") is row]


def _raw(cell: Tag, row: Tag) -> _Raw:
    header = cell.name == "th" or (row.parent is not None and row.parent.name == "thead")
    return _Raw(cell_text(cell), _number(cell.get("rowspan")), min(_number(cell.get("colspan")) or 1, _MOST_COLUMNS), header)


def _number(value: object) -> int:
    """The number an attribute starts with; 1 where it says none, 0 where it says 0 (to the end of the table)."""
    match = re.match(r"\s*(\d{1,6})", value) if isinstance(value, str) else None
    return int(match.group(1)) if match else 1


def _placed(rows: Sequence[Sequence[_Raw]], table_no: int, caption: str = "") -> Table | None:
    """Cells put into the first free place of their row, as browsers do; spans end where the table or another cell does."""
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for at, row in enumerate(rows):
        col = 0
        for raw in row:
            while (at, col) in taken:
                col += 1
            if col >= _MOST_COLUMNS:
                break
            width = next((w for w in range(1, raw.colspan) if (at, col + w) in taken), raw.colspan)
            height = min(raw.rowspan or len(rows), len(rows) - at)
            taken.update((at + dy, col + dx) for dy in range(height) for dx in range(width))
            cells.append(Cell(row=at, col=col, rowspan=height, colspan=width, text=raw.text, header=raw.header))
            col += width
    if not any(cell.text for cell in cells):
        return None
    n_cols = max(col for _, col in taken) + 1
    header_rows = _leading(len(rows), lambda at: [c for c in cells if c.row <= at < c.row + c.rowspan])
    header_cols = _leading(n_cols, lambda at: [c for c in cells if c.row >= header_rows and c.col <= at < c.col + c.colspan])
    return Table(
        table_no=table_no,
        n_rows=len(rows),
        n_cols=n_cols,
        header_rows=header_rows if header_rows < min(len(rows), _MOST_HEADERS) else 0,
        header_cols=header_cols if header_cols < min(n_cols, _MOST_HEADERS) else 0,
        cells=tuple(cells),
        caption=caption.replace("\n", " "),
        engine="html",
    )


def _named_rows(rows: Sequence[Sequence[_Raw]], table_no: int) -> Table | None:
    """A table whose first column names its rows and that has no header row, as lists of terms and boxes are."""
    table = _placed(rows, table_no)
    if table is None:
        return None
    names = {cell.row: cell.text for cell in table.cells if cell.col == 0}
    cells = tuple(cell if cell.col == 0 else cell.model_copy(update={"row_path": (names[cell.row],)}) for cell in table.cells)
    return table.model_copy(update={"cells": cells})


def _leading(n: int, cells_at: object) -> int:
    """How many leading rows or columns hold nothing but header cells; no more are looked for than a table can have."""
    assert callable(cells_at)
    count = 0
    while count < min(n, _MOST_HEADERS) and (cells := cells_at(count)) and all(cell.header for cell in cells):
        count += 1
    return count


def _children(tag: Tag) -> list[Tag]:
    """Element children, none where there is text between them."""
    if any(isinstance(child, NavigableString) and not isinstance(child, PreformattedString) and child.strip() for child in tag.children):
        return []
    return [child for child in tag.children if isinstance(child, Tag) and child.name not in ("br", "hr", "script", "style", "img")]


def _kind(tag: Tag) -> tuple[str, ...]:
    return (tag.name, *_classes(tag))


def _classes(tag: Tag) -> Iterator[str]:
    value = tag.get("class")
    yield from value if isinstance(value, list) else ()


def _same_parts(tag: Tag, boxes: Sequence[Tag], parts: Sequence[Sequence[Tag]], kinds: Sequence[tuple[str, ...]]) -> bool:
    """Whether each box holds the same sequence of simple parts, told apart by class or called cells."""
    if any([_kind(part) for part in row] != list(kinds) for row in parts):
        return False
    if any(part.find(list(BLOCKS - {"p"})) for row in parts for part in row):
        return False
    called_cells = any(_CELL_WORDS.search(name) for name in (*_classes(tag), *_classes(boxes[0]), *(c for kind in kinds for c in kind[1:])))
    told_apart = len(set(kinds)) == len(kinds) and all(len(kind) > 1 for kind in kinds)
    return told_apart or (called_cells and tag.get("role") != "list")
