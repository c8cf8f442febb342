"""The file's own tags beside the drawn grid."""

from __future__ import annotations

from dataclasses import replace

from subsidy_rules.model.layout import PageLayout, TaggedCell, TaggedTable
from subsidy_rules.tables import build_tables
from unit.tables.table_pages import Sheet, shape

TEXTS = [["枠", "上限"], ["甲枠", "１００万円"], ["乙枠", "２００万円"]]


def _drawn() -> PageLayout:
    return Sheet().ruled([50, 150, 300], [100, 130, 160, 190], TEXTS).layout


def _tags(layout: PageLayout, texts: list[list[str]]) -> TaggedTable:
    """Tags that put the page's characters into cells in the order in which they were written."""
    cells, at = [], 0
    for row, line in enumerate(texts):
        for col, text in enumerate(line):
            cells.append(TaggedCell(row, col, 1, 1, row == 0, tuple(c.order for c in layout.chars[at : at + len(text)])))
            at += len(text)
    return TaggedTable(tuple(cells))


def test_tags_that_agree_change_nothing_in_a_sure_reading() -> None:
    layout = _drawn()
    (table,) = build_tables(replace(layout, tags=(_tags(layout, TEXTS),)))
    assert (table.engine, table.confidence, table.reasons) == ("grid", 1.0, ())


def test_tags_that_differ_are_a_reason_for_doubt() -> None:
    layout = _drawn()
    (table,) = build_tables(replace(layout, tags=(_tags(layout, [["枠上", "限甲"], ["枠１", "００万円乙枠２００万円"]]),)))
    assert (table.confidence, table.reasons) == (0.8, ("tags state other cells",))
    assert table.n_rows == 3


def test_a_drawn_table_that_the_tags_do_not_know_is_doubtful() -> None:
    layout = Sheet().ruled([50, 150, 300], [100, 130, 160, 190], TEXTS).text(50, 400, "別表の見出し").layout
    tag = TaggedTable((TaggedCell(0, 0, 1, 1, False, tuple(c.order for c in layout.chars[-6:])),))
    (table,) = build_tables(replace(layout, tags=(tag,)))
    assert (table.confidence, table.reasons) == (0.8, ("tags know no table here",))


def test_a_table_that_only_the_tags_know_is_read_from_them() -> None:
    sheet = Sheet()
    for i, (name, value) in enumerate(TEXTS):
        sheet.text(50, 100 + 30 * i, name).text(200, 100 + 30 * i, value)
    (table,) = build_tables(replace(sheet.layout, tags=(_tags(sheet.layout, TEXTS),)))
    assert (table.engine, table.confidence, table.reasons) == ("tags", 0.5, ("tags only, nothing drawn",))
    assert shape(table)[2:4] == [(1, 0, 1, 1, "甲枠"), (1, 1, 1, 1, "１００万円")]
    assert table.cells[3].header_path == ("甲枠", "上限")


def test_a_slide_laid_out_with_tags_is_no_table() -> None:
    sheet = Sheet().text(50, 100, "左の説明").text(300, 100, "右の説明")
    assert build_tables(replace(sheet.layout, tags=(_tags(sheet.layout, [["左の説明", "右の説明"]]),))) == ()
