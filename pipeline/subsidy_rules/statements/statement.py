"""Nouns of this package: Statement, Ditto, Reading of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from subsidy_rules.language.quantities import Bound, Quantity
from subsidy_rules.model.rule import Leaf

Subject = Literal["amount", "rate", "increase"]
Direction = Literal["right", "left", "above", "frame"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One value as a text states it. `start`, `end` are half-open bounds in the folded text.

    Attributes:
        conditions: what the words of the same text put on it.
        summed: items whose sum the value limits.
        per: what the amount is multiplied with (`group_member`).
        formula: text formula over named amounts.
        low: a lower bound stated beside it.
        of_costs: the bounds limit what is spent (補助対象経費), not what is granted.
        fixed: a fixed sum is granted (定額) instead of a share.
        unread: limits that were seen and not understood, in the words of the text.
        reasons: what makes the reading less than certain.
    """

    subject: Subject
    quantity: Quantity
    start: int
    end: int
    conditions: tuple[Leaf, ...] = ()
    summed: tuple[str, ...] = ()
    per: str | None = None
    formula: str | None = None
    low: Bound | None = None
    reasons: tuple[str, ...] = ()
    fixed: bool = False
    of_costs: bool = False
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ditto:
    """ "The same as there": the neighbour in a direction, or the frame whose name `target` holds."""

    direction: Direction
    start: int
    end: int
    conditions: tuple[Leaf, ...] = ()
    target: str = ""


@dataclass(frozen=True, slots=True)
class TextReading:
    """All that one text states, and the list labels it defines: "(1)" -> item slug."""

    statements: tuple[Statement, ...]
    dittos: tuple[Ditto, ...]
    labels: tuple[tuple[str, str], ...] = ()
