"""One page layout → its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from subsidy_rules.document import Table
from subsidy_rules.layout import Char, Colour, Fill, PageLayout
from subsidy_rules.tables.cells import chars_by_area, table_of
from subsidy_rules.tables.grid import Area, Grid, components, grid_of
from subsidy_rules.tables.headers import mark_headers
from subsidy_rules.tables.rules import alike, background_at, rules_of


def build_tables(layout: PageLayout) -> tuple[Table, ...]:
    """The tables of one page, top to bottom, headers marked, numbered from 1. Tables in a cell of another come as their own."""
    chars = list(layout.chars)
    found: list[tuple[Grid, dict[Area, list[Char]]]] = []
    for grid in sorted(_ruled_grids(layout), key=_size):
        # the smallest first: the text of a table within a cell belongs to the inner table
        held = chars_by_area(grid, chars)
        if len(grid.areas) < 2 or sum(1 for area_chars in held.values() if area_chars) < 2:
            continue
        taken = {char.order for area_chars in held.values() for char in area_chars}
        chars = [char for char in chars if char.order not in taken]
        found.append((grid, held))
    found.sort(key=lambda pair: (pair[0].box[1], pair[0].box[0]))
    return tuple(
        mark_headers(table_of(grid, held, layout.page_no, no, "grid", _shaded(grid, layout.fills)))
        for no, (grid, held) in enumerate(found, start=1)
    )


def tables_by_page(layouts: Iterable[PageLayout]) -> Iterator[tuple[int, tuple[Table, ...]]]:
    """(page number, its tables before continuations are joined) for each page."""
    for layout in layouts:
        yield layout.page_no, build_tables(layout)


def _ruled_grids(layout: PageLayout) -> Iterator[Grid]:
    for group in components(rules_of(layout)):
        if group.horizontal and group.vertical:
            grid = grid_of(group)
            if grid is not None:
                yield grid


def _size(grid: Grid) -> float:
    x0, top, x1, bottom = grid.box
    return (x1 - x0) * (bottom - top)


def _shaded(grid: Grid, fills: Sequence[Fill]) -> frozenset[Area]:
    """Areas with another background than most of the table's area."""
    if not fills:
        return frozenset()
    colours = {area: _background(grid, area, fills) for area in grid.areas}
    sizes: dict[Colour, int] = {}
    for area, colour in colours.items():
        sizes[colour] = sizes.get(colour, 0) + area.rowspan * area.colspan
    usual = max(sizes, key=lambda colour: sizes[colour])
    return frozenset(area for area, colour in colours.items() if not alike(colour, usual))


def _background(grid: Grid, area: Area, fills: Sequence[Fill]) -> Colour:
    x0, top, x1, bottom = grid.box_of(area)
    # near a corner, where shading of single words does not reach
    return background_at(x0 + min(4.0, (x1 - x0) / 2), top + min(4.0, (bottom - top) / 2), fills)
