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
_ON_SCORING = re.compile(
    r"(?:加点|減点)(?:項目)?(?:の|を)?(?:申請(?:を|が|は)|希望|審査の|対象外)|^(?![^。]*に応じて)(?![^。]*(?:と|ば|場合(?!のみ)[はに]?、?|(?:事業者|企業|者|方)[はに]、?)[^。、と]{0,24}(?:加点|減点)されます)[^。]*(?:加点|減点)(?:項目)?されます|項目まで|(?:加点|減点)項目(?:は|について)|^[^、。に]{0,14}加点審査を行"
)
_TRADES = re.compile(r"^(?:業種|業態|業種分類)")
_PAPERS = re.compile(r"書類|様式")
_NAME = re.compile(r"[一-龥ァ-ンA-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Point:
    """One reason for points: the item that names it, all its text, and the items beside it in its row that tell more of it."""

    item: Item
    texts: tuple[str, ...]
    beside: tuple[Item, ...] = ()

    @property
    def name(self) -> str:
        return self.item.text


def find_points(items: Sequence[Item], sections: SectionMap, role: Role) -> Iterator[Point]:
    """The reasons of one role (`bonus_point` or `penalty_point`), in reading order of lists, then of tables.

    What stands below an item, or beside it in its row, belongs to it and is no reason of its own.
    """
    mine = [item for item in items if item.role == role and _NAME.search(fold_text(item.text))]
    told = {clause.clause_no for item in mine for clause in item.rest}
    for item in mine:
        if item.clause is None or item.clause.clause_no in told or is_below_its_like(item, sections):
            continue
        if not _ON_SCORING.search(fold_text(item.text)):
            yield Point(item, (item.text, *(clause.text for clause in (*item.children, *item.rest))))
    in_rows = [item for item in mine if item.cell is not None and not _is_of_papers_or_trades(item)]
    for _, group in groupby(in_rows, key=lambda item: (item.table.table_no if item.table else 0, item.cell.row if item.cell else 0)):
        row = list(group)
        least = min(map(_height, row))
        for name, *beside in _named([one for one in row if _height(one) == least]):  # what stands beside several rows names none
            yield Point(name, tuple(dict.fromkeys(one.text for one in (name, *beside))), tuple(beside))


def _height(item: Item) -> int:
    return item.cell.rowspan if item.cell is not None else 1


def _named(row: Sequence[Item]) -> Iterator[list[Item]]:
    """The items of a row by the reasons that they tell: one where its first cell names it, else one for each item of its lists."""
    if _is_alone(row[0]):
        yield list(row)
        return
    for _, group in groupby(row, key=lambda item: (item.cell.col, item.start) if item.cell is not None and not _is_alone(item) else ()):
        yield list(group)


def _is_alone(item: Item) -> bool:
    return item.cell is not None and (item.start, item.end) == (0, len(item.cell.text))


def _is_of_papers_or_trades(item: Item) -> bool:
    """Whether its table tells which papers go with what, or how large who is: there a label is a condition and no reason."""
    if item.table is None or item.cell is None:
        return False
    heads = [fold_text(cell.text) for cell in item.table.cells if cell.header and cell.row < item.table.header_rows]
    return any(_TRADES.search(head) or _PAPERS.search(head) for head in heads)
