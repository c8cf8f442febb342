"""Values that one table gives under the same conditions are told apart by the labels that the vocabulary does not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.grid import Grid, bears_value, role_of
from subsidy_rules.statements.table import Found

_LONGEST = 40  # a longer cell explains something; it names nothing


def tell_cases_apart(found: Sequence[Found]) -> tuple[Found, ...]:
    """The statements of one table, those that would contradict each other with a leaf `case` that holds the label of their row or column.

    Where no label tells them apart they stay as they are: they do contradict each other.
    """
    groups: dict[tuple[object, ...], list[Found]] = {}
    for one in found:
        groups.setdefault((one.frame, one.statement.subject, one.statement.per, frozenset(one.conditions)), []).append(one)
    cases: dict[int, str] = {}
    for group in groups.values():
        if len({_value(f) for f in group}) > 1 and len({f.cell for f in group}) == len(group):
            cases |= _labels(group)
    return tuple(_with_case(f, cases.get(id(f))) for f in found)


def _value(found: Found) -> tuple[object, ...]:
    quantity = found.statement.quantity
    return (quantity.low, quantity.high, quantity.point)


def _with_case(found: Found, label: str | None) -> Found:
    if label is None:
        return found
    leaf = Leaf(fact="case", op="eq", value=label)
    return replace(found, conditions=(*found.conditions, leaf), reasons=(*found.reasons, "unknown_label"))


def _labels(group: Sequence[Found]) -> dict[int, str]:
    """The label of each statement, from the nearest level of row or column labels on which all that differ have labels of their own."""
    rows = [_names(Grid(f.table), f, by_row=True) for f in group]
    cols = [_names(Grid(f.table), f, by_row=False) for f in group]
    for names in (rows, cols):
        for depth in range(1, 1 + min(len(n) for n in names)):
            told = [n[-depth] for n in names]
            if _tells_apart(group, told):
                return {id(f): label for f, label in zip(group, told, strict=True)}
    return {}


def _tells_apart(group: Sequence[Found], labels: Sequence[str]) -> bool:
    values: dict[str, set[tuple[object, ...]]] = {}
    for one, label in zip(group, labels, strict=True):
        values.setdefault(label, set()).add(_value(one))
    return len(values) > 1 and all(len(v) == 1 for v in values.values())


def _names(grid: Grid, found: Found, *, by_row: bool) -> tuple[str, ...]:
    """The names on the way to a cell, outermost first; what states a value or a condition of its own is no name."""
    cell = found.cell
    way = grid.left_of(cell, cell.row) if by_row else grid.above(cell, cell.col)
    texts = [fold_text(c.text) for c in way if c.text and not bears_value(c.text)]
    return tuple(t for t in texts if len(t) <= _LONGEST and role_of(t) is None and not read_conditions(t))
