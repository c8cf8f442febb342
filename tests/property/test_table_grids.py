"""Whatever is drawn: areas tile their grid, no character is in two cells, and reading never fails."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from subsidy_rules.model.layout import Char, Fill, PageLayout, Stroke
from subsidy_rules.tables import build_tables, join_tables
from subsidy_rules.tables.cells import owners
from subsidy_rules.tables.grid import components, grid_of
from subsidy_rules.tables.rules import rules_of

PLACES = st.integers(min_value=0, max_value=12).map(lambda n: 20.0 + 40.0 * n)
SHIFTS = st.sampled_from([0.0, 0.4, 1.9, 3.0, 5.0])
COLOURS = st.sampled_from([(0, 0, 0), (255, 255, 255), (200, 200, 200), (30, 140, 190)])


@st.composite
def layouts(draw: st.DrawFn) -> PageLayout:
    strokes = []
    for order in range(draw(st.integers(0, 40))):
        start, end = sorted((draw(PLACES), draw(PLACES)))
        at = draw(PLACES) + draw(SHIFTS)
        strokes.append(
            Stroke(draw(st.booleans()), at, start + draw(SHIFTS), end + 1, draw(st.sampled_from([0.5, 2.0])), draw(COLOURS), order * 2)
        )
    fills = []
    for order in range(draw(st.integers(0, 8))):
        x0, top = draw(PLACES), draw(PLACES)
        fills.append(Fill(x0, top, x0 + 80, top + draw(st.sampled_from([15.0, 40.0])), draw(COLOURS), order * 5))
    chars = []
    for order in range(draw(st.integers(0, 60))):
        x0, top = draw(PLACES) + draw(st.integers(0, 30)), draw(PLACES) + draw(st.integers(0, 30))
        chars.append(Char(draw(st.sampled_from("円１a・。")), x0, top, x0 + 10, top + 10, order, ""))
    return PageLayout(1, 600.0, 600.0, tuple(chars), tuple(strokes), tuple(fills))


@settings(max_examples=150, deadline=None)
@given(layouts())
def test_areas_tile_their_grid(layout: PageLayout) -> None:
    for group in components(rules_of(layout)):
        grid = grid_of(group)
        if grid is not None:
            units = (len(grid.xs) - 1) * (len(grid.ys) - 1)
            assert sum(a.rowspan * a.colspan for a in grid.areas) == units == len(owners(grid))
            assert list(grid.xs) == sorted(grid.xs) and list(grid.ys) == sorted(grid.ys)


@settings(max_examples=150, deadline=None)
@given(layouts())
def test_tables_hold_each_character_once_and_join_with_themselves(layout: PageLayout) -> None:
    tables = build_tables(layout)
    assert sum(len(cell.text.replace("\n", "").replace(" ", "")) for table in tables for cell in table.cells) <= len(layout.chars)
    for table in tables:
        covered = [(r, c) for x in table.cells for r in range(x.row, x.row + x.rowspan) for c in range(x.col, x.col + x.colspan)]
        assert sorted(covered) == [(r, c) for r in range(table.n_rows) for c in range(table.n_cols)]
        assert 0 < table.confidence <= 1
    later = tuple(table.model_copy(update={"page_no": 2}) for table in tables)
    assert len(join_tables(tables + later)) <= 2 * len(tables)
