"""Many applicants as a table: a column for each fact, a row for each applicant; and what rows have in common for rules.

A rule tells rows apart only by the side of its bounds on which they lie. So each column becomes cells: below, at and between the bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from subsidy_rules.evaluate.facts import bounds_of
from subsidy_rules.evaluate.told import COST, Case, Told, plain_value, read_case
from subsidy_rules.model.rule import Band, Rule

ITEM_COLUMN = "item:"
Columns = Mapping[str, "Column"]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column tells: the fact, and what tells its measure more exactly."""

    fact: str
    band: Band | None = None
    per: str | None = None
    over: str | None = None


@dataclass(slots=True)
class Applicants:
    """The table. `columns` says what columns tell whose names are no facts; `COST` and `item:<slug>` are costs in yen."""

    table: pd.DataFrame
    columns: Mapping[str, Column] = field(default_factory=dict)
    cells: dict[str, Any] = field(default_factory=dict)
    costs_cells: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        table = self.table
        self.values = {str(name): table[name].astype(object).where(table[name].notna(), None).to_numpy() for name in table.columns}

    @property
    def facts(self) -> dict[str, list[str]]:
        """The columns of each fact."""
        out: dict[str, list[str]] = {}
        for name in self.table.columns:
            if name != COST and not str(name).startswith(ITEM_COLUMN):
                out.setdefault(self.columns.get(name, Column(str(name))).fact, []).append(str(name))
        return out

    def costs(self) -> dict[str | None, Any]:
        """Cost in yen of each row by item, -1 where it is not told; under None where it is not told by item."""
        named = {name: name.removeprefix(ITEM_COLUMN) for name in map(str, self.table.columns) if name.startswith(ITEM_COLUMN)}
        sources: dict[str, str | None] = dict(named) if named else {COST: None} if COST in self.table.columns else {}
        return {item: pd.to_numeric(self.table[name]).fillna(-1).to_numpy(dtype=np.int64) for name, item in sources.items()}

    def numbers(self, fact: str) -> Any:
        """The number told of a fact in each row, -1 where none is."""
        names = self.facts.get(fact, [])
        if len(names) != 1:
            return np.full(len(self.table), -1, dtype=np.int64)
        return pd.to_numeric(self.table[names[0]], errors="coerce").fillna(-1).to_numpy(dtype=np.int64)

    def prepare(self, rules: Iterable[Rule]) -> None:
        """Makes the cells by the bounds of these rules."""
        bounds, exact = bounds_of(rules)
        for fact, names in self.facts.items():
            for name in names:
                self.cells[name] = _cells(self.table[name], [float(bound) for bound in bounds.get(fact, ())], fact in exact)
        for name in map(str, self.table.columns):
            if name.startswith(ITEM_COLUMN):
                item = name.removeprefix(ITEM_COLUMN)
                self.cells[name] = self.table[name].notna().to_numpy(dtype=np.int64)
                self.costs_cells[item] = _cells(self.table[name], [float(bound) for bound in bounds.get(item, ())], item in exact)

    def groups(self, facts: Iterable[str], more: Sequence[Any] = ()) -> tuple[Any, Any]:
        """The group of each row by the cells of these facts and further codes, and the first row of each group."""
        asked = sorted(set(facts))
        names = [name for fact in asked for name in self.facts.get(fact, [])]
        names += [name for name in self.cells if name.startswith(ITEM_COLUMN)]
        codes = [*(self.cells[name] for name in names), *(self.costs_cells[fact] for fact in asked if fact in self.costs_cells), *more]
        if not codes:
            return np.zeros(len(self.table), dtype=np.int64), np.zeros(1, dtype=np.int64)
        group = pd.DataFrame(dict(enumerate(codes))).groupby(list(range(len(codes))), sort=False).ngroup().to_numpy()
        first = np.unique(group, return_index=True)[1]
        return group, first

    def case(self, row: int) -> Case:
        """What one row tells."""
        told: dict[str, tuple[Told, ...]] = {}
        given = {name: values[row] for name, values in self.values.items() if values[row] is not None}
        for name, value in given.items():
            if name == COST or name.startswith(ITEM_COLUMN):
                continue
            column = self.columns.get(name, Column(name))
            one = Told(plain_value(_whole(value)), column.band, column.per, column.over)
            told[column.fact] = (*told.get(column.fact, ()), *(() if value == "" else (one,)))
        items = {name.removeprefix(ITEM_COLUMN): _whole(value) for name, value in given.items() if name.startswith(ITEM_COLUMN)}
        project = {"items": items} if items else {COST: _whole(given[COST])} if COST in given else {}
        return Case(told, read_case({}, project).costs)


def _cells(values: Any, bounds: Sequence[float], exact: bool) -> Any:
    numbers = pd.to_numeric(values, errors="coerce")
    if exact or bool((numbers.isna() & values.notna()).any()) or not bounds:
        return pd.factorize(values)[0]
    found = numbers.to_numpy(dtype=float)
    cells = np.searchsorted(bounds, found, "left") + np.searchsorted(bounds, found, "right")
    return np.where(np.isnan(found), -1, cells)


def _whole(value: Any) -> Any:
    """A number without the point that tables give to whole numbers."""
    return int(value) if isinstance(value, float) and value.is_integer() else value if isinstance(value, (str, bool)) else _plain(value)


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
