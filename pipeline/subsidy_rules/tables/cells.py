"""Characters → cells of a grid, and a grid with its texts → Table."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from subsidy_rules.model.document import Box, Cell, Table
from subsidy_rules.model.layout import Char, TextLine, lines_of
from subsidy_rules.tables.grid import Area, Grid

Held = Mapping[Area, Sequence[Char]]


def owners(grid: Grid) -> dict[tuple[int, int], Area]:
    """The area that covers each unit."""
    return {
        (row, col): area
        for area in grid.areas
        for row in range(area.row, area.row + area.rowspan)
        for col in range(area.col, area.col + area.colspan)
    }


def chars_by_area(grid: Grid, chars: Iterable[Char]) -> dict[Area, list[Char]]:
    """The characters of each area, in stream order, by the middle of their boxes."""
    owner = owners(grid)
    held: dict[Area, list[Char]] = defaultdict(list)
    xs, ys = grid.xs, grid.ys
    left, right, top, bottom = 2 * xs[0], 2 * xs[-1], 2 * ys[0], 2 * ys[-1]
    for char in chars:
        x, y = char.x0 + char.x1, char.top + char.bottom
        if left <= x < right and top <= y < bottom:
            held[owner[bisect_right(ys, y / 2) - 1, bisect_right(xs, x / 2) - 1]].append(char)
    return held


def text_of(chars: Sequence[Char]) -> str:
    """The lines of a cell joined with "\\n", in reading order; vertical text column by column as written."""
    lines = lines_of(chars)
    if any(line.stacked for line in lines):
        lines = sorted(lines, key=lambda line: _turn(line, lines))
    return "\n".join(text for line in lines if (text := line.text.strip()))


def _turn(line: TextLine, lines: Sequence[TextLine]) -> tuple[int, float]:
    """Where a line of a cell with vertical text is read: as written, but a stack left of level lines comes before them."""
    beside = [
        other
        for other in lines
        if line.stacked and not other.stacked and line.x1 <= other.x0 and min(line.bottom, other.bottom) > max(line.top, other.top)
    ]
    return min(char.order for each in (line, *beside) for char in each.chars), line.x0


def table_of(grid: Grid, held: Held, page_no: int, engine: str, shaded: frozenset[Area]) -> Table:
    """The grid with its texts as table 1; cells of `shaded` areas carry the header flag as a hint for `mark_headers`."""
    cells = tuple(
        Cell(
            row=area.row,
            col=area.col,
            rowspan=area.rowspan,
            colspan=area.colspan,
            text=text_of(held.get(area, ())),
            page_no=page_no,
            bbox=rounded(grid.box_of(area)),
            header=area in shaded,
        )
        for area in grid.areas
    )
    return Table(
        table_no=1,
        page_no=page_no,
        bbox=rounded(grid.box),
        n_rows=len(grid.ys) - 1,
        n_cols=len(grid.xs) - 1,
        cells=cells,
        engine=engine,
        reasons=grid.reasons,
    )


def rounded(box: Box) -> Box:
    """The box to a hundredth of a point: more would be noise in files that are compared."""
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
