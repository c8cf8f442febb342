"""Columns and rows of lower bounds: cells headed 補助下限額 belong to the amounts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import Bound, find_quantities
from subsidy_rules.model.document import Cell
from subsidy_rules.statements.brackets import BRACKETED
from subsidy_rules.statements.grid import Grid, Line, role_of
from subsidy_rules.statements.statement import Statement
from subsidy_rules.statements.units import folded_amounts

_COSTS = re.compile(r"(?:経費|事業費|費用|投資)(?:の?(?:総額|合計額?|金?額))?の?(?:下限|最低)")
# 補助対象経費の上限額: how much of what is spent counts
_COST_CAP = re.compile(
    r"(?:補助|助成|交付|支援)?対象(?:と(?:なる|する))?(?:経費|事業費|費用)(?:の?(?:総額|合計額?|金?額))?の?(?:上限|限度)(?:金?額)?(?:\([^()]*\))?(?:※\d*)?"
)
_LEAST = re.compile(r"下限|最低(?:金|支出)?額")


def is_floor(grid: Grid, cell: Cell) -> bool:
    """Whether a cell stands under or beside a header that names lower bounds only."""
    heads = () if cell.header else (grid.at.get((0, cell.col)), grid.at.get((cell.row, 0)))
    return any(head is not None and head is not cell and _names_floors(head.text) for head in heads)


@lru_cache(maxsize=4096)
def _names_floors(text: str) -> bool:
    folded = fold_text(text)
    named = role_of(text) == "amount" or (role_of(text) is not None and bool(_COSTS.search(folded)))
    return named and _LEAST.search(folded) is not None and "上限" not in folded and not find_quantities(folded)


def bounds_costs(grid: Grid, cell: Cell) -> bool:
    """Whether the header of a cell of lower bounds says that they bound what is spent: 補助対象経費の下限額."""
    heads = (grid.at.get((0, cell.col)), grid.at.get((cell.row, 0)))
    return is_floor(grid, cell) and any(head is not None and head is not cell and _COSTS.search(fold_text(head.text)) for head in heads)


def caps_costs(grid: Grid, cell: Cell) -> bool:
    """Whether the header of a cell says that its sums cap what is spent: 補助対象経費の上限額."""
    heads = () if cell.header else (grid.at.get((0, cell.col)), grid.at.get((cell.row, 0)))
    return any(head is not None and head is not cell and _COST_CAP.fullmatch(fold_text(head.text)) for head in heads)


def floor_beside(grid: Grid, cell: Cell) -> tuple[Bound, Cell, int, int] | None:
    """The lower bound in the same row, else in the same column, with its cell and its bounds in the folded text of that.

    A cell that covers columns with several lower bounds has none of them.
    """
    below = {floor[0] for col in range(cell.col, cell.col + cell.colspan) for floor in _floors(grid, ("column", col))}
    if len(below) > 1:
        return None
    floors = (*_floors(grid, ("row", cell.row)), *_floors(grid, ("column", cell.col)))
    return next((floor for floor in floors if floor[1] is not cell), None)


def _floors(grid: Grid, line: Line) -> tuple[tuple[Bound, Cell, int, int], ...]:
    """The first lower bounds of a row or column: two, of which one is another than any cell that asks."""
    return grid.once(("floors", line), lambda _: tuple(islice(_floors_of(grid, line), 2)))


def _floors_of(grid: Grid, line: Line) -> Iterator[tuple[Bound, Cell, int, int]]:
    for cell in grid.along(line):
        if not is_floor(grid, cell) or bounds_costs(grid, cell):
            continue
        amounts = [q for q in find_quantities(folded_amounts(cell, grid).text) if q.unit == "yen"]
        if len(amounts) == 1 and amounts[0].single is not None:
            end = min(amounts[0].end, len(fold_text(cell.text)))  # the unit may stand in a head
            yield Bound(amounts[0].single), cell, amounts[0].start, end


def as_floors(grid: Grid, cell: Cell, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The amounts of a cell, as lower bounds or as bounds of what is spent where its header says so."""
    if caps_costs(grid, cell):
        return tuple(replace(statement, of_costs=statement.subject == "amount") for statement in statements)
    if not is_floor(grid, cell):
        return _with_bracketed_floor(cell, statements)
    of_costs = bounds_costs(grid, cell)
    return tuple(_as_floor(statement, of_costs=of_costs) for statement in statements)


# 補助上限額(下限額): what the bracket of a header says of the values in brackets under it
_FLOOR_IN_BRACKET = re.compile(r"(?:上限|限度)(?:金?額)?\((?:補助|助成|交付)?(?:金の?)?下限(?:金?額)?\)")


def _with_bracketed_floor(cell: Cell, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The amounts of a cell, those in the bracket behind another as its lower bound where the header says so: 900万円(60万円)."""
    if cell.header or not any(_FLOOR_IN_BRACKET.search(fold_text(text)) for text in cell.header_path):
        return statements
    out: list[Statement] = []
    for statement in statements:
        bracketed = BRACKETED in statement.reasons and statement.quantity.single is not None
        if bracketed and out and out[-1].subject == statement.subject == "amount" and out[-1].low is None:
            out[-1] = replace(out[-1], low=Bound(statement.quantity.single))
        else:
            out.append(statement)
    return tuple(out)


def _as_floor(statement: Statement, *, of_costs: bool) -> Statement:
    quantity = statement.quantity
    if statement.subject != "amount" or quantity.single is None:
        return statement
    return replace(statement, quantity=replace(quantity, low=Bound(quantity.single), high=None, point=None), of_costs=of_costs)
