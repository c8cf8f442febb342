"""Ranges that sum up several caps or rates, settled by what stands beside them in the same document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from subsidy_rules.language.quantities import Quantity
from subsidy_rules.statements.statement import Statement
from subsidy_rules.statements.values import RANGE_OF_CAPS, RANGE_OF_RATES


def settle_ranges(statements: Sequence[Statement], texts: Sequence[str], frames: Sequence[str] = ()) -> list[Statement | None]:
    """Each statement as it is meant; None for the end of a range of rates that another statement gives with its condition.

    A range of caps is the range of a grant where its lower end is told as such elsewhere: as the floor of another value, as the lower end
    of another range, or as the upper end that it goes on from. Else only its upper end is a cap, of which nobody knows when it holds.

    Args:
        statements: those of one table or of the running text of one document.
        texts: the folded text that each stands in.
        frames: of which frame each is, so that those of others say nothing of it; all are of one where it is empty.
    """
    frames = frames or [""] * len(statements)
    by_frame = {frame: [s for s, own in zip(statements, frames, strict=True) if own == frame] for frame in frames}
    return [_settle(one, by_frame[frame], text) for one, text, frame in zip(statements, texts, frames, strict=True)]


def _settle(one: Statement, all_of_them: Sequence[Statement], text: str) -> Statement | None:
    others = [s for s in all_of_them if s is not one]
    if RANGE_OF_RATES in one.reasons:
        rate = top(one.quantity)
        told = any(s.subject == "rate" and RANGE_OF_RATES not in s.reasons and top(s.quantity) == rate for s in others)
        return None if told else one
    if RANGE_OF_CAPS not in one.reasons:
        return one
    reasons = tuple(reason for reason in one.reasons if reason != RANGE_OF_CAPS)
    if _is_grant(one, others):
        return replace(one, reasons=reasons)
    return replace(one, quantity=replace(one.quantity, low=None), unread=one.unread or (text[one.start : one.end],))


def _is_grant(one: Statement, others: Sequence[Statement]) -> bool:
    low = one.quantity.low.value if one.quantity.low is not None else None
    amounts = [s.quantity for s in others if s.subject == "amount"]
    lows = {q.low.value for q in amounts if q.low is not None and top(q) != top(one.quantity)}
    return low in lows or low in {top(q) for q in amounts if q.low is not None and q.low.value != low}


def top(quantity: Quantity) -> Fraction | None:
    """The upper end of a quantity, or the one number that it is."""
    return quantity.high.value if quantity.high is not None else quantity.point
