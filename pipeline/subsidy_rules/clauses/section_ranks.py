"""The order of section numberings in one document, where it is not fixed by law: Ⅰ over 1 or 1 over Ⅰ, 1 within 11."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_rules.clauses.block import Block
from subsidy_rules.clauses.headings import RANKS, Outline
from subsidy_rules.clauses.labels import Role

_NESTED_DOTTED = 3.45  # 1. within section 11, below 1-1-1-1 and above 第１条
_NESTED_ROMAN = 3.5
_DEEPER_PT = 5.0
_SMALLER = 0.97


_Entry = tuple[Outline, float | None, float]  # outline, left edge and height of an open block


class SectionRanks:
    """What has been seen of a document's numberings; ask it for each section in reading order."""

    def __init__(self) -> None:
        self._dotted_first = False
        self._roman_first = False

    def rank_of(self, here: Outline, block: Block, open_entries: Sequence[_Entry], before: Outline | None) -> float | None:
        """The rank of a section, smaller for outer ones; None where it only numbers a list. `before` is the outline of the block before."""
        assert here.label is not None and here.rank is not None
        if here.label.form == "roman":
            self._roman_first = self._roman_first or not self._dotted_first
            return RANKS["roman"] if self._roman_first else _NESTED_ROMAN
        if here.label.form == "dotted":
            self._dotted_first = self._dotted_first or not self._roman_first
            if here.label.depth == 1:
                return _dotted_rank(here, block, open_entries, before)
        return here.rank


def _dotted_rank(here: Outline, block: Block, open_entries: Sequence[_Entry], before: Outline | None) -> float | None:
    """Whether a single number carries on the sections or a list within one of them."""
    label = here.label
    assert label is not None
    number = label.numbers[0]
    outer = inner = None
    for entry in open_entries:
        if entry[0].label is not None and entry[0].label.form == "dotted" and entry[0].label.depth == 1:
            outer, inner = (entry, inner) if entry[0].rank == RANKS["dotted"] else (outer, entry)
    if outer is None or outer[0].label is None:
        return RANKS["dotted"]
    carries_on_inner = inner is not None and inner[0].label is not None and number == inner[0].label.numbers[0] + 1
    if number == outer[0].label.numbers[0] + 1 and not (carries_on_inner and inner is not None and _at(block, inner)):
        return RANKS["dotted"]
    if carries_on_inner and inner is not None:
        return inner[0].rank
    _, x0, size = outer
    deeper = x0 is not None and block.x0 is not None and block.x0 > x0 + _DEEPER_PT
    at_once = open_entries[-1][0] is before is outer[0]
    if number != 1 or not (deeper or at_once or block.size < size * _SMALLER or _within_item(open_entries, outer)):
        return RANKS["dotted"]
    return None if _within_item(open_entries, outer) else _NESTED_DOTTED


def _within_item(open_entries: Sequence[_Entry], outer: _Entry) -> bool:
    """Whether a counted item of the section is open: a 1. there starts a list of its own."""
    inside = open_entries[open_entries.index(outer) + 1 :]
    return any(entry[0].role is Role.ITEM for entry in inside)


def _at(block: Block, entry: _Entry) -> bool:
    """Whether the block stands at the indent of the entry."""
    return entry[1] is None or block.x0 is None or abs(entry[1] - block.x0) <= _DEEPER_PT
