"""Cells of requirements that hold no more than bounds: 延長する時間 | 2時間以上3時間未満 over 必要となる増額率 | 15%以上.

One label names what the bounds measure. Another, where it is a bound itself, says when, of what stands in the corner; names of parts
beside it (市有地, 工場) are cases. A class of applicants in the cell says for whom a bound is: 大企業30人以上、中小企業10人以上.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.quantities import Quantity, find_quantities
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.document import Cell, Document, Table, Zone
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.bounds import Stated
from subsidy_rules.statements.brackets import case_of
from subsidy_rules.statements.grid import role_of
from subsidy_rules.statements.items import Item
from subsidy_rules.statements.required_columns import bare_bound, bound_leaves
from subsidy_rules.statements.section_reading import SectionMap
from subsidy_rules.statements.unread import is_unread

_ZONES = frozenset({None, Zone.BODY, Zone.ANNEX})
# the last words of a label that names what a bound of a unit measures
_MEASURES = {
    "yen": re.compile(r"(?:額|費|金|経費|費用|売上高?)$"),
    "person": re.compile(r"(?:者数|人数|人員|従業員数?|雇用者?数?|雇用人員)$"),
    "square_meter": re.compile(r"面積$"),
    "percent": re.compile(r"(?:率|割合|比)$"),
    "year": re.compile(r"(?:期間|年数|歴)$"),
    "month": re.compile(r"(?:期間|月数)$"),
}
_CAPITAL = re.compile(r"資本金|出資")
_BETWEEN = re.compile(r"[、,・:は※\s]*")
_LONGEST = 30  # a longer label explains something


def bound_cells(document: Document, sections: SectionMap) -> Iterator[tuple[Item, Stated]]:
    """The requirements of each such cell, each as an item that states one bound."""
    for table in document.tables:
        for cell in table.cells if table.zone in _ZONES and not _defines_sizes(table) else ():
            section = sections.of_cell(table.table_no, cell.row, cell.col)
            if cell.header or section.role != "requirement":
                continue
            item = Item(section, 0, len(cell.text), table=table, cell=cell)
            yield from ((item, stated) for stated in _stated(table, cell))


def _defines_sizes(table: Table) -> bool:
    """Whether a table tells trade by trade who is an SME, which asks nothing of anybody."""
    trades = [cell for cell in table.cells if cell.col == 0 and cell.row > 0 and lexicon("industries").find(fold_text(cell.text))]
    return len(trades) > 1 and any(_CAPITAL.search(fold_text(cell.text)) for cell in table.cells if cell.row == 0)


def _stated(table: Table, cell: Cell) -> Iterator[Stated]:
    folded = fold(cell.text)
    bound = bare_bound(folded.text)
    named = _named(table, cell) if bound is not None else None
    if bound is not None and named is not None:
        measure, when = named
        yield Stated(measure, _constraint(bound, measure), when, 0, len(cell.text), bound.unit)
        return
    bounds = _bounds(folded.text)
    labelled = _labelled(cell, bounds[0][1].unit) if bounds else None
    if labelled is None:
        return
    measure, cases = labelled
    for classes, quantity in bounds:
        start, end = folded.span(quantity.start, quantity.end) if len(bounds) > 1 else (0, len(cell.text))
        yield Stated(measure, _constraint(quantity, measure), (*classes, *cases), start, end, quantity.unit)


def _constraint(quantity: Quantity, measure: str) -> Leaf | tuple[Leaf, ...]:
    leaves = tuple(bound_leaves(quantity, measure))
    return leaves[0] if len(leaves) == 1 else leaves


def _bounds(text: str) -> list[tuple[tuple[Leaf, ...], Quantity]]:
    """The bounds that a folded text is all of, each with the class of applicants before it; none where anything else stands there."""
    out: list[tuple[tuple[Leaf, ...], Quantity]] = []
    end = 0
    for quantity in find_quantities(text):
        before = _BETWEEN.sub("", text[end : quantity.start])
        classes = _class(before)
        if quantity.point is not None or (before and not classes) or (out and not classes) or (out and out[0][1].unit != quantity.unit):
            return []
        out.append((classes, quantity))
        end = quantity.end
    return out if not _BETWEEN.sub("", text[end:]) else []


def _class(words: str) -> tuple[Leaf, ...]:
    """The class of applicants that some words are the name of, and nothing more."""
    hits = lexicon("applicant_classes").find(words)
    return read_conditions(words) if len(hits) == 1 and (hits[0].start, hits[0].end) == (0, len(words)) else ()


def _labelled(cell: Cell, unit: str) -> tuple[str, tuple[Leaf, ...]] | None:
    """What the one label that fits a unit measures, and the names of the parts beside it, as cases; None where no or several labels fit."""
    wanted = _MEASURES.get(unit)
    labels = dict.fromkeys(fold_text(label) for label in (*cell.row_path, *cell.col_path) if label.strip())
    fitting = [label for label in labels if wanted is not None and wanted.search(label) and len(label) <= _LONGEST]
    if len(fitting) != 1:
        return None
    names = [label for label in labels if label not in fitting and role_of(label) is None and is_unread(label)]
    return fitting[0], _cases([name for name in names if len(name) <= _LONGEST])


def _cases(names: Sequence[str]) -> tuple[Leaf, ...]:
    return tuple(leaf for name in names for leaf in case_of(name))


def _named(table: Table, cell: Cell) -> tuple[str, tuple[Leaf, ...]] | None:
    """What the bound of a cell measures, and the bound under which it stands; None unless one label is a name and the other a bound."""
    corner = next((fold_text(other.text) for other in table.cells if other.row == 0 and other.col == 0), "")
    labels = [fold_text(path[-1]) for path in (cell.row_path, cell.col_path) if path]
    names = [label for label in labels if not any(sign.isdigit() for sign in label)]
    bounds = [bound for label in labels if (bound := bare_bound(label)) is not None]
    if len(labels) != 2 or len(names) != 1 or len(bounds) != 1 or not corner or corner == names[0]:
        return None
    return names[0], tuple(bound_leaves(bounds[0], corner))
