"""What earns or costs points in the review: items of lists, rows of tables and headings that name a bonus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Cell, Clause, Document, Table, Zone
from subsidy_rules.statements.grid import Grid
from subsidy_rules.statements.lists import top_items
from subsidy_rules.statements.sections import section_of_heading

_ZONES = frozenset({None, Zone.BODY, Zone.ANNEX})
_NAME = re.compile(r"^(?:加点|減点)(?:項目|要件|措置|事項)?(?:名|の名称)?$")
_ITEM = re.compile(r"^(?:項目|要件|事項)名?$")
_IS_BONUS = re.compile(r"[^・、の]加点$")
# A sentence on how points are given rather than on what they are given for.
_ON_SCORING = re.compile(r"加点(?:項目)?(?:の|を)?(?:申請(?:を|が|は)|希望|審査の|されます|対象外)|項目まで")


@dataclass(frozen=True, slots=True)
class Point:
    """One reason for points: the clause, or the cell with its table, that names it, and all its text."""

    name: str
    texts: tuple[str, ...]
    clause: Clause | None = None
    table: Table | None = None
    cell: Cell | None = None


def find_points(document: Document, section: str) -> Iterator[Point]:
    """The reasons of one section (`bonus_point` or `penalty_point`), in reading order of lists, headings and tables.

    What stands below an item belongs to it and is no reason of its own.
    """
    headed = _headed(document) if section == "bonus_point" else ()
    for item in top_items(document, section):
        under = any(_is_below(item.clause, heading) for heading in headed)
        if not under and not _ON_SCORING.search(fold_text(item.clause.text)):
            yield Point(item.clause.text, (item.clause.text, *(c.text for c in item.children)), clause=item.clause)
    for heading in headed:
        yield Point(heading.text, (heading.text, *_paragraphs(document, heading)), clause=heading)
    for table in document.tables:
        if table.zone in _ZONES:
            yield from _rows(table, section)


def _headed(document: Document) -> tuple[Clause, ...]:
    """Labelled headings that name a bonus (①…加点) under a heading on bonuses."""
    return tuple(
        clause
        for clause in document.clauses
        if clause.zone in _ZONES
        and clause.heading
        and clause.label
        and _IS_BONUS.search(fold_text(clause.text))
        and any("加点" in fold_text(text) for text in clause.headings if text != clause.text)
    )


def _is_below(clause: Clause, heading: Clause) -> bool:
    return clause.clause_no > heading.clause_no and heading.text in clause.headings


def _paragraphs(document: Document, heading: Clause) -> tuple[str, ...]:
    """The paragraphs right below a heading, up to the next heading or label."""
    out = []
    for clause in document.clauses[heading.clause_no :]:
        if clause.heading or clause.label:
            break
        out.append(clause.text)
    return tuple(out)


def _rows(table: Table, section: str) -> Iterator[Point]:
    """One reason for each name in the column of names; a name that spans rows is one."""
    grid = Grid(table)
    column = _name_column(grid, section)
    if column is None:
        return
    for row in range(max(1, table.header_rows), table.n_rows):
        cell = grid.at.get((row, column))
        if cell is None or cell.row != row or not cell.text.strip():
            continue
        beside = tuple(
            other.text for r in grid.rows(cell) for c in range(column + 1, table.n_cols) if (other := grid.at.get((r, c))) is not None
        )
        yield Point(cell.text, (cell.text, *dict.fromkeys(beside)), table=table, cell=cell)


def _name_column(grid: Grid, section: str) -> int | None:
    """The column whose head says that it names bonuses (加点項目) or penalties, or names items where the table's title says so."""
    titles = [text for text in (grid.table.caption, *grid.table.headings[-1:]) if text]
    titled = any(section_of_heading(text) == section for text in titles)
    for col in range(grid.table.n_cols):
        cell = grid.at.get((0, col))
        text = fold_text(cell.text) if cell is not None else ""
        if _NAME.match(text) and section_of_heading(f"{text[:2]}項目") == section:
            return col
        if titled and _ITEM.match(text):
            return col
    return None
