"""Columns and rows of lower bounds: cells headed 補助下限額 belong to the amounts beside them."""

from __future__ import annotations

from dataclasses import replace

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import Bound, find_quantities
from subsidy_rules.model.document import Cell
from subsidy_rules.statements.grid import Grid, role_of
from subsidy_rules.statements.statement import Statement
from subsidy_rules.statements.units import folded_amounts


def is_floor(grid: Grid, cell: Cell) -> bool:
    """Whether a cell stands under or beside a header that names lower bounds only."""
    heads = () if cell.header else (grid.at.get((0, cell.col)), grid.at.get((cell.row, 0)))
    return any(head is not None and head is not cell and _names_floors(head.text) for head in heads)


def _names_floors(text: str) -> bool:
    folded = fold_text(text)
    return "下限" in folded and "上限" not in folded and role_of(text) == "amount" and not find_quantities(folded)


def floor_beside(grid: Grid, cell: Cell) -> tuple[Bound, Cell, int, int] | None:
    """The lower bound in the same row, else in the same column, with its cell and its bounds in the folded text of that."""
    row = [grid.at.get((cell.row, c)) for c in range(grid.table.n_cols)]
    col = [grid.at.get((r, cell.col)) for r in range(grid.table.n_rows)]
    for other in (*row, *col):
        if other is None or other is cell or not is_floor(grid, other):
            continue
        amounts = [q for q in find_quantities(folded_amounts(other, grid.table).text) if q.unit == "yen"]
        if len(amounts) == 1 and amounts[0].single is not None:
            end = min(amounts[0].end, len(fold_text(other.text)))  # the unit may stand in a head
            return Bound(amounts[0].single), other, amounts[0].start, end
    return None


def as_floor(statement: Statement) -> Statement:
    """An amount that is a lower bound by its header."""
    quantity = statement.quantity
    if statement.subject != "amount" or quantity.single is None:
        return statement
    return replace(statement, quantity=replace(quantity, low=Bound(quantity.single), high=None, point=None))
