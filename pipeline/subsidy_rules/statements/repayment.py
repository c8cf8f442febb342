"""The noun of what has to be paid back."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from subsidy_rules.model.document import Cell, Clause, Table
from subsidy_rules.model.reading import Party
from subsidy_rules.model.rule import Condition, Leaf


@dataclass(frozen=True, slots=True)
class Repayment:
    """One rule as a clause, or a cell of a table, states it; `start`, `end` are half-open bounds in its own text."""

    topic: str | None
    place: Clause | tuple[Table, Cell]
    start: int
    end: int
    share: Fraction | None = None
    constraint: Leaf | None = None
    when: tuple[Condition, ...] = ()
    of: Party | None = None  # a vendor or leasing company where it is not the applicant who pays
