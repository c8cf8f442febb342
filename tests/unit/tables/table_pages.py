"""Hand-made page layouts: text, rules and shading at given points, as a PDF would place them."""

from __future__ import annotations

from subsidy_rules.model.document import Cell, Table
from subsidy_rules.model.layout import Char, Colour, Fill, PageLayout, Stroke

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
GREY: Colour = (210, 210, 210)
SIZE = 10.0


class Sheet:
    """One page to draw on; text is set in glyphs of 10 pt, ASCII half as wide."""

    def __init__(self, page_no: int = 1, width: float = 600.0, height: float = 800.0) -> None:
        self.page_no = page_no
        self.width = width
        self.height = height
        self.chars: list[Char] = []
        self.strokes: list[Stroke] = []
        self.fills: list[Fill] = []
        self.order = 0

    def text(self, x: float, top: float, *lines: str, size: float = SIZE) -> Sheet:
        for i, line in enumerate(lines):
            at, space = x, ""
            for sign in line:
                wide = size / 2 if sign.isascii() else size
                if sign.isspace():
                    space = sign
                else:
                    y = top + i * size * 1.4
                    self.chars.append(Char(sign, at, y, at + wide, y + size, len(self.chars), space))
                    space = ""
                at += wide
        return self

    def stacked(self, x: float, top: float, text: str) -> Sheet:
        for i, sign in enumerate(text):
            self.text(x, top + i * SIZE, sign)
        return self

    def line(self, x0: float, top: float, x1: float, bottom: float, colour: Colour = BLACK, thickness: float = 0.5) -> Sheet:
        vertical = x0 == x1
        at, start, end = (x0, top, bottom) if vertical else (top, x0, x1)
        self.order += 1
        self.strokes.append(Stroke(vertical, at, start, end, thickness, colour, self.order))
        return self

    def frame(self, x0: float, top: float, x1: float, bottom: float) -> Sheet:
        return self.line(x0, top, x1, top).line(x0, bottom, x1, bottom).line(x0, top, x0, bottom).line(x1, top, x1, bottom)

    def area(self, x0: float, top: float, x1: float, bottom: float, colour: Colour = GREY) -> Sheet:
        self.order += 1
        self.fills.append(Fill(x0, top, x1, bottom, colour, self.order))
        return self

    def ruled(self, xs: list[float], ys: list[float], texts: list[list[str]]) -> Sheet:
        """A table with all its rules; the texts stand at the cells' top left."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for row, line in enumerate(texts):
            for col, text in enumerate(line):
                self.text(xs[col] + 4, ys[row] + 4, *text.split("\n"))
        return self

    @property
    def layout(self) -> PageLayout:
        return PageLayout(self.page_no, self.width, self.height, tuple(self.chars), tuple(self.strokes), tuple(self.fills))


def shape(table: Table) -> list[tuple[int, int, int, int, str]]:
    """Every cell as (row, col, rowspan, colspan, text)."""
    return [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in table.cells]


def cell_at(table: Table, row: int, col: int) -> Cell:
    return next(c for c in table.cells if c.row <= row < c.row + c.rowspan and c.col <= col < c.col + c.colspan)


def table_from(rows: list[list[str]], flagged: frozenset[tuple[int, int]] = frozenset(), page_no: int = 1) -> Table:
    """A table without geometry; "<" goes on from the cell to the left, "^" from the cell above."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            colspan = next((k for k in range(1, len(row) - c) if row[c + k] != "<"), len(row) - c)
            rowspan = next((k for k in range(1, len(rows) - r) if rows[r + k][c] != "^"), len(rows) - r)
            cells.append(Cell(row=r, col=c, rowspan=rowspan, colspan=colspan, text=text, header=(r, c) in flagged, page_no=page_no))
    return Table(table_no=1, page_no=page_no, n_rows=len(rows), n_cols=len(rows[0]), cells=tuple(cells))
