"""Columns and rows of lower bounds: cells headed 補助下限額 belong to the amounts beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import Bound, find_quantities
from subsidy_rules.model.document import Cell
from subsidy_rules.statements.grid import Grid, Line, role_of
from subsidy_rules.statements.statement import Statement
from subsidy_rules.statements.units import folded_amounts


def is_floor(grid: Grid, cell: Cell) -> bool:
    """Whether a cell stands under or beside a header that names lower bounds only."""
    heads = () if cell.header else (grid.at.get((0, cell.col)), grid.at.get((cell.row, 0)))
    return any(head is not None and head is not cell and _names_floors(head.text) for head in heads)


@lru_cache(maxsize=4096)
def _names_floors(text: str) -> bool:
    folded = fold_text(text)
    return "下限" in folded and "上限" not in folded and role_of(text) == "amount" and not find_quantities(folded)


def floor_beside(grid: Grid, cell: Cell) -> tuple[Bound, Cell, int, int] | None:
    """The lower bound in the same row, else in the same column, with its cell and its bounds in the folded text of that."""
    floors = (*_floors(grid, ("row", cell.row)), *_floors(grid, ("column", cell.col)))
    return next((floor for floor in floors if floor[1] is not cell), None)


def _floors(grid: Grid, line: Line) -> tuple[tuple[Bound, Cell, int, int], ...]:
    """The first lower bounds of a row or column: two, of which one is another than any cell that asks."""
    return grid.once(("floors", line), lambda _: tuple(islice(_floors_of(grid, line), 2)))


def _floors_of(grid: Grid, line: Line) -> Iterator[tuple[Bound, Cell, int, int]]:
    for cell in grid.along(line):
        if not is_floor(grid, cell):
            continue
        amounts = [q for q in find_quantities(folded_amounts(cell, grid).text) if q.unit == "yen"]
        if len(amounts) == 1 and amounts[0].single is not None:
            end = min(amounts[0].end, len(fold_text(cell.text)))  # the unit may stand in a head
            yield Bound(amounts[0].single), cell, amounts[0].start, end


def as_floor(statement: Statement) -> Statement:
    """An amount that is a lower bound by its header."""
    quantity = statement.quantity
    if statement.subject != "amount" or quantity.single is None:
        return statement
    return replace(statement, quantity=replace(quantity, low=Bound(quantity.single), high=None, point=None))
