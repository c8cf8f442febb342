"""What earns or costs points in the review: items of lists and rows of tables, each with all that tells more of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.reading import Role
from subsidy_rules.statements.items import Item, is_below_its_like
from subsidy_rules.statements.section_reading import SectionMap

# A sentence on how points are given rather than on what they are given for.
_ON_SCORING = re.compile(r"(?:加点|減点)(?:項目)?(?:の|を)?(?:申請(?:を|が|は)|希望|審査の|されます|対象外)|項目まで")
_NAME = re.compile(r"[一-龥ァ-ンA-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Point:
    """One reason for points: the item that names it, and all its text."""

    item: Item
    texts: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.item.text


def find_points(items: Sequence[Item], sections: SectionMap, role: Role) -> Iterator[Point]:
    """The reasons of one role (`bonus_point` or `penalty_point`), in reading order of lists, then of tables.

    What stands below an item, or beside it in its row, belongs to it and is no reason of its own.
    """
    mine = [item for item in items if item.role == role and _NAME.search(fold_text(item.text))]
    for item in mine:
        if item.clause is not None and not is_below_its_like(item, sections) and not _ON_SCORING.search(fold_text(item.text)):
            yield Point(item, (item.text, *(clause.text for clause in (*item.children, *item.rest))))
    in_rows = [item for item in mine if item.cell is not None]
    for _, group in groupby(in_rows, key=_row):
        row = list(group)
        least = min(_height(one) for one in row)
        name, *beside = [one for one in row if _height(one) == least]  # what stands beside several rows heads them and names none
        yield Point(name, tuple(dict.fromkeys(one.text for one in (name, *beside))))


def _height(item: Item) -> int:
    return item.cell.rowspan if item.cell is not None else 1


def _row(item: Item) -> tuple[int, int, int]:
    """Cells of one row with one item each tell one reason; a cell that lists several tells several."""
    assert item.table is not None and item.cell is not None
    alone = (item.start, item.end) == (0, len(item.cell.text))
    return item.table.table_no, item.cell.row, -1 if alone else item.cell.col * 10_000 + item.start
