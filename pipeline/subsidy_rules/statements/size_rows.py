"""A table of staff by industry under a heading → the one bound that it is: 商業 6人以上 | 製造業 21人以上."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from subsidy_rules.language.conditions import bounds_to_leaves
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.staff import STAFF
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.document import Cell, Table
from subsidy_rules.model.rule import AllOf, AnyOf, Leaf
from subsidy_rules.statements.grid import Grid


@dataclass(frozen=True, slots=True)
class SizeRows:
    """The bound that a table of staff by industry is, with the cells that state its numbers."""

    bound: AnyOf
    table: Table
    cells: tuple[Cell, ...]


def size_rows(tables: Sequence[Table], heading: str) -> SizeRows | None:
    """The bounds on staff of the industries of the table right under a heading; None where there is none or a row is not read.

    A table of upper bounds defines a class of applicants and is none of this.
    """
    for table in tables:
        if table.headings and table.headings[-1] == heading and (found := _rows(Grid(table))):
            return SizeRows(AnyOf(any=tuple(row for row, _ in found)), table, tuple(cell for _, cell in found))
    return None


def _rows(grid: Grid) -> list[tuple[AllOf, Cell]]:
    rows = []
    for r in range(grid.table.header_rows, grid.table.n_rows):
        cells = [cell for k in range(grid.table.n_cols) if (cell := grid.at.get((r, k))) is not None and cell.text.strip()]
        trades = [hits for cell in cells if (hits := _trades(cell.text))]
        bounds = [(leaf, cell) for cell in cells for leaf in _staff(cell.text, (*cell.col_path, *cell.row_path))]
        if len(trades) != 1 or len(bounds) != 1:
            return []
        (names,), ((bound, cell),) = trades, bounds
        trade = Leaf(fact="industry", op="eq", value=names[0]) if len(names) == 1 else Leaf(fact="industry", op="in", value=names)
        rows.append((AllOf(all=(trade, bound)), cell))
    return rows


def _trades(text: str) -> tuple[str, ...]:
    plain = fold_text(text).split("(")[0]
    return tuple(dict.fromkeys(hit.slug for hit in lexicon("industries").find(plain)))


def _staff(text: str, heads: Sequence[str]) -> tuple[Leaf, ...]:
    """The lower bound on staff in a cell that is nothing else, under a head that names staff."""
    folded = fold_text(text)
    if not any(re.search(STAFF, fold_text(head)) for head in heads):
        return ()
    found = [q for q in find_quantities(folded) if q.unit == "person" and q.low is not None and q.high is None]
    return bounds_to_leaves("employees", found[0]) if len(found) == 1 and (found[0].start, found[0].end) == (0, len(folded)) else ()
