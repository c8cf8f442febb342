"""What the columns of requirements beside an amount ask for, row by row: 労働時間の延長 | 賃金の増額 | 助成額.

A cell of an amount that spans rows is granted in each of them on its own terms, so that it is one statement for each row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from subsidy_rules.language.conditions import number_of, read_conditions
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import Quantity, find_quantities
from subsidy_rules.model.document import Cell
from subsidy_rules.model.rule import OTHER, Leaf
from subsidy_rules.statements.grid import Grid, role_of
from subsidy_rules.statements.measured_label import measured_label

_NOTHING = re.compile(r"[-ー―—~/×なし・]*")
_MARK = re.compile(r"[①-⑳\d.()]*")
_NAME = 60
# amounts and rates are values themselves; counts of persons, processes and functions are labels that the vocabulary reads
_ELSEWHERE = frozenset({"yen", "rate", "person", "process", "function", "", "type", "thing"})
_ORDINAL = re.compile(r"(?:^|[^\d~・、])第?(?P<n>\d{1,2})(?P<what>[年回期]目):?$")


def required_by_row(grid: Grid, cell: Cell, rows: Sequence[int]) -> tuple[tuple[Leaf, ...], ...]:
    """The conditions on a cell in each of its rows, each set once; () where any of the rows asks for nothing that was read.

    Bare bounds measure what heads their column; other words in a column headed 要件 are a state in those words.
    """
    columns = [c for c in range(cell.col) if grid.once(("asks", c), partial(_asks, col=c))]
    sets = [tuple(leaf for c in columns for leaf in _asked(grid, grid.at.get((row, c)), _head(grid, c))) for row in rows]
    return tuple(dict.fromkeys(sets)) if columns and all(sets) else ()


def ordinal_before(text: str) -> tuple[Leaf, ...]:
    """The year or turn that a folded label before a value names: 2年目:20万円.

    >>> [(leaf.of, leaf.op, leaf.value) for leaf in ordinal_before("2年目")], ordinal_before("1・2年目")
    ([('年目', 'eq', 2)], ())
    """
    match = _ORDINAL.search(text)
    return (Leaf(fact=OTHER, of=match["what"], op="eq", value=int(match["n"])),) if match is not None else ()


def is_told(name: str, conditions: Iterable[Leaf]) -> bool:
    """Whether conditions from columns of requirements say what a folded label says."""
    bound = bare_bound(name)
    return any(leaf.fact == OTHER and (leaf.of == name[:_NAME] or (bound is not None and leaf.unit == bound.unit)) for leaf in conditions)


def _asks(grid: Grid, col: int) -> bool:
    """Whether a column holds what is asked for: under 要件, or nothing but bounds and dashes."""
    below = [other for row in range(grid.table.header_rows, grid.table.n_rows) if (other := grid.at.get((row, col))) is not None]
    texts = [fold_text(other.text) for other in {id(other): other for other in below}.values()]
    if any(leaf.fact != OTHER for text in texts for leaf in read_conditions(text)):
        return False  # classes, items and counts are labels, which are read as such
    if _is_under_requirements(grid, col):
        return sum(1 for text in texts if not _MARK.fullmatch(text)) > 1
    heads = _heads(grid, col)
    bounds = [bool(bare_bound(text)) for text in texts if text not in heads and not _NOTHING.fullmatch(text)]
    return len(bounds) > 1 and all(bounds)


def _is_under_requirements(grid: Grid, col: int) -> bool:
    """Whether the topmost header says 要件; a header cell without words goes on with the one to its left."""
    while col > 0 and (head := grid.at.get((0, col))) is not None and not head.text.strip():
        col -= 1
    head = grid.at.get((0, col))
    return head is not None and role_of(head.text) == "requirement"


def _heads(grid: Grid, col: int) -> list[str]:
    return grid.once(("heads", col), partial(_heads_of, col=col))


def _heads_of(grid: Grid, col: int) -> list[str]:
    """The names above a column, from the top: headers, and a row of names below them, of which no cell has a figure."""
    last = max(1, grid.table.header_rows)
    row = dict.fromkeys(other for c in range(grid.table.n_cols) if (other := grid.at.get((last, c))) is not None)
    below = 0 if any(re.search(r"\d", fold_text(other.text)) for other in row) else 1
    cells = dict.fromkeys(other for r in range(last + below) if (other := grid.at.get((r, col))) is not None)
    return [fold_text(other.text) for other in cells]


def _head(grid: Grid, col: int) -> str:
    return next((text for text in reversed(_heads(grid, col)) if text and role_of(text) != "requirement"), "")


def _asked(grid: Grid, other: Cell | None, head: str) -> Iterable[Leaf]:
    text = fold_text(other.text) if other is not None else ""
    if not text or _NOTHING.fullmatch(text) or _MARK.fullmatch(text) or text == head:
        return ()
    if (quantity := bare_bound(text)) is not None:
        return bound_leaves(quantity, head) if head else ()
    return _measured(text) or ((Leaf(fact=OTHER, of=text[:_NAME], op="eq", value=True),) if len(text) <= _NAME else ())


# (1)投下固定資産総額1億円以上かつ(2)新規雇用者10人以上
_PARTED = re.compile(r"、?(?:かつ|且つ)、?(?:\(?\d\)|[①-⑳])?|^(?:\(\d\)|[①-⑳])|、?(?:\(\d\)|[①-⑳])")
_ONE = re.compile(r"[^\d、。:()※~・/]{2,24}\d[\d,.万億千百]*[^\d、。:()※~・/]{1,6}")


def _measured(text: str) -> tuple[Leaf, ...]:
    """The bounds of a folded text that is measures with their bounds and nothing else, all of which are asked for."""
    parts = [part for part in _PARTED.split(text) if part]
    if not parts or not all(_ONE.fullmatch(part) for part in parts):
        return ()
    leaves = [read_conditions(part) or measured_label(part) for part in parts]
    return tuple(leaf for told in leaves for leaf in told) if all(leaves) else ()


def bare_bound(text: str) -> Quantity | None:
    """The bound that a folded text is all of, where it is neither money nor a count that labels name."""
    found = find_quantities(text)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) and found[0].point is None
    return found[0] if whole and found[0].unit not in _ELSEWHERE else None


def bound_leaves(quantity: Quantity, measure: str) -> Iterable[Leaf]:
    """Both bounds of a quantity, of an open measure."""
    unit = {"unit": quantity.unit}
    for bound, closed, opened in ((quantity.low, "ge", "gt"), (quantity.high, "le", "lt")):
        if bound is not None and bound.value is not None:
            number = number_of(bound.value)
            value = str(number) if quantity.unit == "percent" else number
            leaf = {"fact": OTHER, "of": measure[:_NAME], "op": opened if bound.exclusive else closed, "value": value, **unit}
            yield Leaf.model_validate(leaf)
