"""A4 sheets written from top to bottom as a word processor writes them: text line by line, borders as thin fills.

All positions taken and returned are points from the top left corner; reportlab's own origin (bottom left) stays inside.
"""

from __future__ import annotations

import io
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from drawing.font import FONT_NAME, width_of
from drawing.grid import PAD_X, PAD_Y, Grid, Placed, cell_lines, place, row_heights, split
from drawing.lines import wrap

WIDTH, HEIGHT = 595.32, 841.92
LEFT, RIGHT, TOP, BOTTOM = 62.0, WIDTH - 62.0, 68.0, HEIGHT - 68.0
BODY = 10.5
RULE = 0.48
SHADE = (0.816, 0.808, 0.808)
BLACK = (0.0, 0.0, 0.0)
GREY = (0.45, 0.45, 0.45)
Align = Literal["left", "center", "right"]


class SheetFullError(Exception):
    """Text or a table ran over the foot of a page."""


class Sheet:
    """One PDF document under way. `top` is where the next block begins. `close` gives the bytes, the same on every run."""

    def __init__(self, title: str, *, head: str, foot: str) -> None:
        self._stream = io.BytesIO()
        self._canvas = Canvas(self._stream, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, initialFontName=FONT_NAME)
        self._canvas.setTitle(title)
        self._canvas.setAuthor("subsidy-rules")
        self._canvas.setCreator("make_samples.py")
        self._head, self._foot = head, foot
        self.page_no = 1
        self.top = TOP

    # pages ---------------------------------------------------------------------------------------------------------

    def next_page(self) -> None:
        """End this page with its running head, its foot and its printed number, which is one less than the page of the file."""
        self._furniture()
        self._canvas.showPage()
        self.page_no += 1
        self.top = TOP

    def close(self) -> bytes:
        self._furniture()
        self._canvas.showPage()
        self._canvas.save()
        return self._stream.getvalue()

    def _furniture(self) -> None:
        if self.page_no > 1:
            self.text(RIGHT - width_of(self._head, 8), 34.0, self._head, 8, GREY)
            number = str(self.page_no - 1)
            self.text((WIDTH - width_of(number, BODY)) / 2, HEIGHT - 46.0, number, BODY)
        self.text((WIDTH - width_of(self._foot, 7)) / 2, HEIGHT - 28.0, self._foot, 7, GREY)

    # marks ---------------------------------------------------------------------------------------------------------

    def text(self, x: float, top: float, text: str, size: float, colour: tuple[float, float, float] = BLACK) -> None:
        """One line of text; `top` is the top of its em box."""
        self._canvas.setFont(FONT_NAME, size)
        self._canvas.setFillColorRGB(*colour)
        self._canvas.drawString(x, HEIGHT - top - 0.88 * size, text)

    def fill(self, x0: float, top: float, x1: float, bottom: float, colour: tuple[float, float, float] = BLACK) -> None:
        """A filled rectangle without outline: a border piece or a shading."""
        self._canvas.setFillColorRGB(*colour)
        self._canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=0, fill=1)

    def frame(self, x0: float, top: float, x1: float, bottom: float, thick: float = RULE) -> None:
        """A box of four thin fills around a block."""
        self.fill(x0, top, x1, top + thick)
        self.fill(x0, bottom - thick, x1, bottom)
        self.fill(x0, top + thick, x0 + thick, bottom - thick)
        self.fill(x1 - thick, top + thick, x1, bottom - thick)

    def red_frame(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A stroked red rectangle laid over a table, as guidelines mark "your" column."""
        self._canvas.setStrokeColorRGB(1, 0, 0)
        self._canvas.setLineWidth(2.0)
        self._canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=1, fill=0)

    # blocks --------------------------------------------------------------------------------------------------------

    def gap(self, points: float) -> None:
        self.top += points

    def para(
        self,
        text: str,
        *,
        indent: float = 0.0,
        hang: float = 0.0,
        size: float = BODY,
        align: Align = "left",
        leading: float = 1.7,
        underline: bool = False,
        inset: float = 0.0,
    ) -> None:
        """A paragraph. Indents are in ems; lines after the first stand `hang` ems further in; `inset` narrows it on both sides."""
        x0, x1 = LEFT + inset + indent * size, RIGHT - inset
        first = True
        for line in wrap(text, x1 - x0, size, hang_pt=hang * size):
            line_x = x0 if first or not hang else x0 + hang * size
            if align != "left":
                free = x1 - x0 - width_of(line, size)
                line_x = x0 + (free / 2 if align == "center" else free)
            self._room(size * leading)
            offset = size * (leading - 1) / 2
            self.text(line_x, self.top + offset, line, size)
            if underline:
                bottom = self.top + offset + size + 1.0
                self.fill(line_x, bottom, line_x + width_of(line, size), bottom + RULE)
            self.top += size * leading
            first = False

    def heading(self, text: str, *, shaded: bool = False, size: float = BODY) -> None:
        """A heading in a tight box (section) or on a shade (chapter)."""
        self._room(size * 2.2)
        x1 = LEFT + width_of(text, size) + 4
        if shaded:
            self.fill(LEFT - 2, self.top, x1, self.top + size * 1.5, SHADE)
        else:
            self.frame(LEFT - 2, self.top, x1, self.top + size * 1.5, 0.96)
        self.text(LEFT, self.top + size * 0.25, text, size)
        self.top += size * 2.2

    def table(self, grid: Grid, *, indent: float = 0.0, breaks: bool = False) -> tuple[float, float, float, float]:
        """Draw a table here; give its box on the last page. With `breaks` it goes on over the page break."""
        self.top += 2.0
        heights = row_heights(grid, place(grid))
        if sum(heights) <= BOTTOM - self.top:
            return self._draw(grid, heights, LEFT + indent)
        fitting = next(row for row in range(len(heights)) if sum(heights[: row + 1]) > BOTTOM - self.top)
        if not breaks or fitting <= grid.head_rows:
            raise SheetFullError(
                f"page {self.page_no}: table {grid.rows[0][0].text!r} needs {sum(heights):.0f} pt, {BOTTOM - self.top:.0f} are left"
            )
        upper, lower = split(grid, fitting)
        self._draw(upper, row_heights(upper, place(upper)), LEFT + indent)
        self.next_page()
        return self.table(lower, indent=indent, breaks=True)

    def _room(self, points: float) -> None:
        if self.top + points > BOTTOM + 0.5:
            raise SheetFullError(f"page {self.page_no} is full at {self.top:.0f} pt")

    # table ---------------------------------------------------------------------------------------------------------

    def _draw(self, grid: Grid, heights: list[float], x0: float) -> tuple[float, float, float, float]:
        xs = [x0 + sum(grid.widths[:i]) for i in range(len(grid.widths) + 1)]
        ys = [self.top + sum(heights[:i]) for i in range(len(heights) + 1)]
        placed = place(grid)
        for item in placed:
            if item.cell.head:
                self._shade(grid, item, xs, ys)
        for item in placed:
            self._cell_text(grid, item, xs, ys)
            if item.cell.diagonal:
                self._canvas.setStrokeColorRGB(*BLACK)
                self._canvas.setLineWidth(RULE)
                self._canvas.line(xs[item.col], HEIGHT - ys[item.end_row], xs[item.end_col], HEIGHT - ys[item.row])
        self._borders(grid, placed, xs, ys)
        self.top = ys[-1] + 6.0
        return xs[0], ys[0], xs[-1], ys[-1]

    def _shade(self, grid: Grid, item: Placed, xs: list[float], ys: list[float]) -> None:
        """Word's way: one fill for the cell and one more behind each line of its text."""
        self.fill(xs[item.col] + RULE, ys[item.row] + RULE, xs[item.end_col], ys[item.end_row], SHADE)
        for _, top, _ in self._line_places(grid, item, xs, ys):
            self.fill(xs[item.col] + PAD_X, top - 1.0, xs[item.end_col] - PAD_X, top + grid.size_pt + 1.0, SHADE)

    def _line_places(self, grid: Grid, item: Placed, xs: list[float], ys: list[float]) -> list[tuple[float, float, str]]:
        lines, line_pt = cell_lines(grid, item), grid.size_pt * grid.leading
        left, right = xs[item.col] + PAD_X, xs[item.end_col] - PAD_X
        top = ys[item.row] + PAD_Y
        if item.cell.valign == "middle":
            top = (ys[item.row] + ys[item.end_row] - len(lines) * line_pt) / 2
        top += (line_pt - grid.size_pt) / 2
        places = []
        for i, line in enumerate(lines):
            centred = max(0.0, (right - left - width_of(line, grid.size_pt)) / 2) if item.cell.align == "center" else 0.0
            places.append((left + centred, top + i * line_pt, line))
        return places

    def _cell_text(self, grid: Grid, item: Placed, xs: list[float], ys: list[float]) -> None:
        for x, top, line in self._line_places(grid, item, xs, ys):
            if line:
                self.text(x, top, line, grid.size_pt)

    def _borders(self, grid: Grid, placed: list[Placed], xs: list[float], ys: list[float]) -> None:
        """One 0.48 pt fill per unit side between two different cells, and a square dot at each corner that they leave."""
        owner = {(r, c): i for i, p in enumerate(placed) for r in range(p.row, p.end_row) for c in range(p.col, p.end_col)}
        rows, cols = len(grid.rows), len(grid.widths)
        corners: set[tuple[int, int]] = set()
        for row in range(rows + 1):
            for col in range(cols):
                if owner.get((row - 1, col)) != owner.get((row, col)):
                    self.fill(xs[col] + RULE, ys[row], xs[col + 1], ys[row] + RULE)
                    if row - 1 in grid.double_below:
                        self.fill(xs[col], ys[row] + 1.92, xs[col + 1], ys[row] + 1.92 + RULE)
                    corners |= {(row, col), (row, col + 1)}
        for col in range(cols + 1):
            if grid.rules == "rows" or (grid.rules == "open" and col in (0, cols)):
                continue
            for row in range(rows):
                if owner.get((row, col - 1)) != owner.get((row, col)):
                    self.fill(xs[col], ys[row] + RULE, xs[col] + RULE, ys[row + 1])
                    corners |= {(row, col), (row + 1, col)}
        for row, col in sorted(corners):
            self.fill(xs[col], ys[row], xs[col] + RULE, ys[row] + RULE)
