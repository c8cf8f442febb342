"""One page layout → its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from subsidy_rules.model.document import Box, Table
from subsidy_rules.model.layout import Char, Colour, Fill, PageLayout, alike
from subsidy_rules.model.turning import Turn
from subsidy_rules.tables.aligned import aligned_grids
from subsidy_rules.tables.cells import Held, chars_by_area, rounded, table_of
from subsidy_rules.tables.grid import SNAP_PT, Area, Grid, components, grid_of
from subsidy_rules.tables.headers import mark_headers
from subsidy_rules.tables.join import is_scrap
from subsidy_rules.tables.painted import painted_grids
from subsidy_rules.tables.quality import cut_words, is_diagram, is_titled_box, reading_of, without_running_text
from subsidy_rules.tables.rules import Rule, background_at, rules_of
from subsidy_rules.tables.shaded_rows import with_painted_rows, with_shaded_head
from subsidy_rules.tables.stacks import stacks
from subsidy_rules.tables.striped import striped_grids
from subsidy_rules.tables.tags import judged, tagged_only
from subsidy_rules.tables.unruled import half_ruled, label_grids, with_missing_columns

# An area is the background of a cell when it covers this part of it.
_BEHIND = 0.4
# A table has at least two cells with text: a frame with one is a frame. The end of a table that began on the page before may have one;
# whether it is that, its neighbour says (`join.without_scraps`).
_MIN_FILLED = 2
_PAGE_TOP = 0.25
# Pictures between these parts of the page are shown; a grid is drawn on one when this part of it lies there.
_PICTURE_MIN = 0.05
_PICTURE_MAX = 0.6
_ON_PICTURE = 0.7


def build_tables(layout: PageLayout) -> tuple[Table, ...]:
    """The tables of one page, top to bottom, headers marked, numbered from 1. Tables in a cell of another come as their own."""
    chars = list(layout.chars)
    found: list[Table] = []
    scraps: list[tuple[Table, set[int]]] = []
    grids = [item for item in _grids(layout) if not _over_picture(item[0], layout)]
    for grid, engine in sorted(grids, key=_size):
        # the smallest first: the text of a table within a cell belongs to the inner table
        if len(grid.areas) < _MIN_FILLED:
            continue
        whole = chars_by_area(grid, chars)
        for part in without_running_text(grid, whole):
            held = whole if part is grid else chars_by_area(part, chars)
            table = _table(part, held, engine, chars, layout)
            taken = {char.order for area_chars in held.values() for char in area_chars}
            if table is not None and is_scrap(table):
                scraps.append((table, taken))
            elif table is not None:
                chars = [char for char in chars if char.order not in taken]
                found.append(table)
    for scrap, taken in scraps:
        # a scrap within a table is a frame in one of its cells
        if taken <= {char.order for char in chars}:
            chars = [char for char in chars if char.order not in taken]
            found.append(scrap)
    # where the file tells its tables itself, those without rules are known better from it than from the places of words
    for grid in aligned_grids(chars) if not layout.tags else ():
        held = chars_by_area(grid, chars)
        table = _table(grid, held, "unruled", chars, layout)
        if table is not None:
            taken = {char.order for area_chars in held.values() for char in area_chars}
            chars = [char for char in chars if char.order not in taken]
            found.append(table)
    left = {char.order for char in chars}
    found += [mark_headers(table) for table in tagged_only(layout, {c.order for c in layout.chars if c.order not in left})]
    for turns, page in layout.turned:
        found += _turned_back(build_tables(page), Turn(turns, layout.width_pt, layout.height_pt))
    found.sort(key=lambda table: (table.bbox[1], table.bbox[0]) if table.bbox else (0.0, 0.0))
    return tuple(table.model_copy(update={"table_no": no}) for no, table in enumerate(found, start=1))


def _turned_back(tables: Iterable[Table], turn: Turn) -> Iterator[Table]:
    """Tables of a turned page with their boxes on the page as seen."""
    for table in tables:
        cells = tuple(c.model_copy(update={"bbox": rounded(turn.back(c.bbox)) if c.bbox else None}) for c in table.cells)
        yield table.model_copy(update={"cells": cells, "bbox": rounded(turn.back(table.bbox)) if table.bbox else None})


def _table(grid: Grid, held: Held, engine: str, chars: Sequence[Char], layout: PageLayout) -> Table | None:
    """The table that a grid makes, None where it is a frame, a chart or a diagram."""
    n_filled = sum(1 for area_chars in held.values() if area_chars)
    if n_filled < _MIN_FILLED and not (n_filled and len(grid.xs) > 2 and grid.ys[0] < _PAGE_TOP * layout.height_pt):
        return None
    shaded = _shaded(grid, held, layout.fills)
    if len(grid.xs) == 2 and not is_titled_box(grid, held, shaded):
        return None
    cut = cut_words(held, chars)
    if is_diagram(grid, held, cut):
        return None
    reading = reading_of(grid, engine, cut)
    confidence, reasons = judged(reading.confidence, reading.reasons, held, layout.tags)
    table = mark_headers(table_of(grid, held, layout.page_no, engine, shaded))
    return table.model_copy(update={"confidence": confidence, "reasons": reasons})


def tables_by_page(layouts: Iterable[PageLayout]) -> Iterator[tuple[int, tuple[Table, ...]]]:
    """(page number, its tables before continuations are joined) for each page."""
    for layout in layouts:
        yield layout.page_no, build_tables(layout)


def _grids(layout: PageLayout) -> Iterator[tuple[Grid, str]]:
    """Every grid of the page with the way it was found: "grid" where rules draw its columns, "unruled" where they do not."""
    ruled: list[Grid] = []
    lone: list[Rule] = []
    rules = rules_of(layout)
    for group in components(rules):
        grid = grid_of(group) if group.horizontal and group.vertical else None
        if grid is None:
            lone += group.horizontal
        else:
            ruled.append(grid)
    whole: list[Grid] = []
    for grid in ruled:
        inner = [rule for rule in lone if _holds(grid, rule)]
        if len(grid.xs) == 2 and len(grid.ys) > 2:
            whole.append(half_ruled(grid, inner, layout.chars, framed=True))
            yield whole[-1], "grid" if whole[-1] is grid else "unruled"
        else:
            headed = with_painted_rows(grid, layout.chars, layout.fills, ruled)
            headed = with_shaded_head(grid, layout.chars, layout.fills) if headed is grid else headed
            whole.append(with_missing_columns(headed, layout.chars, layout.fills))
            yield whole[-1], "grid"
    painted = list(painted_grids(layout.fills, rules))
    outside_of_grids = [fill for fill in layout.fills if not any(_inside(fill, grid) for grid in (*whole, *painted))]
    painted += striped_grids(outside_of_grids, layout.chars, rules)
    yield from ((grid, "unruled") for grid in painted)
    whole += painted
    outside = [rule for rule in lone if not any(_holds(grid, rule) for grid in ruled)]
    stacked = stacks(outside, layout.fills, layout.chars)
    # a shaded head over a table belongs to it
    free = [fill for fill in layout.fills if not any(_inside(fill, grid) for grid in whole)]
    labelled = label_grids(free, layout.chars, layout.width_pt, [grid for grid, _ in stacked])
    yield from ((grid, "unruled") for grid, _ in labelled)
    used = [stack for _, stack in labelled]
    for grid, inner in stacked:
        if grid not in used:
            shaded = any(_inside(fill, grid) for fill in layout.fills)
            yield half_ruled(grid, inner, layout.chars, framed=shaded), "unruled"


def _over_picture(grid: Grid, layout: PageLayout) -> bool:
    """Whether a grid lies on a picture: frames and arrows that explain it. A picture behind the whole page is paper."""
    page = layout.width_pt * layout.height_pt
    for x0, top, x1, bottom in layout.pictures:
        if not _PICTURE_MIN * page < (x1 - x0) * (bottom - top) < _PICTURE_MAX * page:
            continue
        left, upper, right, lower = grid.box
        shared = max(0.0, min(right, x1) - max(left, x0)) * max(0.0, min(lower, bottom) - max(upper, top))
        if shared > _ON_PICTURE * (right - left) * (lower - upper):
            return True
    return False


def _inside(fill: Fill, grid: Grid) -> bool:
    x0, top, x1, bottom = grid.box
    return x0 <= (fill.x0 + fill.x1) / 2 <= x1 and top <= (fill.top + fill.bottom) / 2 <= bottom


def _holds(grid: Grid, rule: Rule) -> bool:
    """Whether a horizontal rule lies inside a grid."""
    x0, top, x1, bottom = grid.box
    return top < rule.at < bottom and rule.start >= x0 - SNAP_PT and rule.end <= x1 + SNAP_PT


def _size(item: tuple[Grid, str]) -> float:
    x0, top, x1, bottom = item[0].box
    return (x1 - x0) * (bottom - top)


def _shaded(grid: Grid, held: Held, fills: Sequence[Fill]) -> frozenset[Area]:
    """Areas with another background than most of the table's area."""
    if not fills:
        return frozenset()
    colours = {area: _background(grid.box_of(area), held.get(area, ()), fills) for area in grid.areas}
    sizes: dict[Colour, float] = {}
    for area, colour in colours.items():
        x0, top, x1, bottom = grid.box_of(area)
        sizes[colour] = sizes.get(colour, 0.0) + (x1 - x0) * (bottom - top)
    usual = max(sizes, key=lambda colour: sizes[colour])
    return frozenset(area for area, colour in colours.items() if not alike(colour, usual))


def _background(box: Box, chars: Sequence[Char], fills: Sequence[Fill]) -> Colour:
    """The colour behind a cell: of the area that holds its first character and much of the cell, else of its corner."""
    x0, top, x1, bottom = box
    if chars:
        x, y = (chars[0].x0 + chars[0].x1) / 2, (chars[0].top + chars[0].bottom) / 2
        for fill in reversed(fills):
            if fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom:
                shared = (min(fill.x1, x1) - max(fill.x0, x0)) * (min(fill.bottom, bottom) - max(fill.top, top))
                if shared >= _BEHIND * (x1 - x0) * (bottom - top):
                    return fill.colour
    # near a corner, where the shading of single words does not reach
    return background_at(x0 + min(4.0, (x1 - x0) / 2), top + min(4.0, (bottom - top) / 2), fills)
