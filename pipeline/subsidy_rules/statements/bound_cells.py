"""Cells of requirements that hold no more than a bound: 延長する時間 | 2時間以上3時間未満 over 必要となる増額率 | 15%以上.

One label names what the bound measures; the other, where it is a bound itself, says when, of what stands in the corner.
"""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Cell, Document, Table, Zone
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.bounds import Stated
from subsidy_rules.statements.items import Item
from subsidy_rules.statements.required_columns import bare_bound, bound_leaves
from subsidy_rules.statements.section_reading import SectionMap

_ZONES = frozenset({None, Zone.BODY, Zone.ANNEX})


def bound_cells(document: Document, sections: SectionMap) -> Iterator[tuple[Item, Stated]]:
    """The requirement of each such cell, as an item that states one bound."""
    for table in document.tables:
        for cell in table.cells if table.zone in _ZONES else ():
            section = sections.of_cell(table.table_no, cell.row, cell.col)
            bound = bare_bound(fold_text(cell.text))
            named = _named(table, cell) if bound is not None and not cell.header and section.role == "requirement" else None
            if bound is None or named is None:
                continue
            measure, when = named
            leaves = tuple(bound_leaves(bound, measure))
            constraint = leaves[0] if len(leaves) == 1 else leaves
            item = Item(section, 0, len(cell.text), table=table, cell=cell)
            yield item, Stated(measure, constraint, when, 0, len(cell.text), bound.unit)


def _named(table: Table, cell: Cell) -> tuple[str, tuple[Leaf, ...]] | None:
    """What the bound of a cell measures, and the bound under which it stands; None unless one label is a name and the other a bound."""
    corner = next((fold_text(other.text) for other in table.cells if other.row == 0 and other.col == 0), "")
    labels = [fold_text(path[-1]) for path in (cell.row_path, cell.col_path) if path]
    names = [label for label in labels if not any(sign.isdigit() for sign in label)]
    bounds = [bound for label in labels if (bound := bare_bound(label)) is not None]
    if len(labels) != 2 or len(names) != 1 or len(bounds) != 1 or not corner or corner == names[0]:
        return None
    return names[0], tuple(bound_leaves(bounds[0], corner))
