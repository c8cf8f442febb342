"""A table as a grid that can be asked what stands to the left of a cell, above it, and what its rows and columns are about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any, Literal, TypeVar

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.document import Cell, Table
from subsidy_rules.statements.values import in_name, wage_of

T = TypeVar("T")
Line = tuple[Literal["row", "column"], int]
Role = Literal["amount", "rate", "increase", "both", "requirement", "expense", "other"]
_VALUE_ROLES = ("amount", "rate", "increase")
PART_OF_AMOUNT = re.compile(
    r"(?:補助|助成)金?額(?:の)?(?:うち)?[\d.,万億円千]+(?:まで|以下|未満)(?:の部分)?|(?:(?:補助|助成)金?額(?:の)?(?:うち)?)?[\d.,万億円千]+(?:を超え(?:る|て)|超)の?部分"
)
_NOTE_MARK = re.compile(r"(?:\([^()]*\)|※\d*)*")
_BY_AMOUNT = re.compile(r"(?:に応じ(?:た|て)|ごとの|毎の|別の?)(?:補助|助成)率")  # "補助金額に応じた補助率" names rates
_CAP_BESIDE = re.compile(r"(?:^|[・/、と])(?:上限|限度)(?:・|/|、|と|及び)|率(?:・|/|、|と|及び)(?:上限|限度)(?:$|\()")
# 賃上げ加算, 加算措置(上乗せ): the row or column of what is added to the cap
_ADDED = re.compile(r"(?:(?<!を)(?:加算|上乗せ)(?:措置|分|額|枠|特例)?|増額(?:分|措置))(?:\([^()]*\))?(?:※\d*)?")
# いくらもらえますか
_HOW_MUCH = re.compile(
    r"いくら(?:まで|くらい|ぐらい)?(?:もらえ|補助|助成|支給|支援|受け取れ|受給|出る)|(?:補助|助成|支給|支援)(?:金|額)?(?:は|が)?、?いくら"
)
_COUNTED_THINGS = re.compile(r"(?:対応|必要)?(?:機能|プロセス|業務プロセス)(?:※\d*)?")
_BRACKET = re.compile(r"\(([^()]*)\)")
_TOLD = 2  # texts of a row from which on its empty first cell was left out, not its only text
_HEADER_LENGTH = 40  # a longer text in a header position is a sentence, not a name of what stands beside it


_BOUNDS = re.compile(r"上限(?:金?額)?(?:[・/、]|と|及び)下限(?:金?額)?|[上下]限(?:\([^()]*\))?")  # 上限・下限, or a column for each
# the column that names what is done: 補助対象事業 | 補助対象経費 | 補助率
_ACTIVITY = re.compile(
    r"(?:補助|助成|支援|交付)?対象(?:と(?:なる|する))?(?:の)?(?:事業|取組み?|取り組み|活動|メニュー)(?:区分|名|の?(?:区分|種類|内容))?(?:\([^()]*\))?"
)


def names_activity(text: str) -> bool:
    """Whether a header heads what is done: 補助対象事業."""
    return _ACTIVITY.fullmatch(fold_text(text)) is not None


@lru_cache(maxsize=4096)
def role_of(text: str) -> Role | None:
    """What a header says that its row or column is about; None where it says nothing of that.

    >>> role_of("補助率"), role_of("補助上限額(補助下限額 100万円)"), role_of("通常枠")
    ('rate', 'amount', None)
    """
    folded = fold_text(text)
    if len(folded) > _HEADER_LENGTH:
        return None
    if _COUNTED_THINGS.fullmatch(folded):
        return "requirement"
    if _BOUNDS.fullmatch(folded):
        return "amount"
    if _HOW_MUCH.search(folded):
        return "both"
    if _ACTIVITY.fullmatch(folded):
        return None  # what is done, and no expense
    if PART_OF_AMOUNT.fullmatch(folded):
        return "rate"  # what stands under a part of the amount is the rate for it
    folded = _BRACKET.sub(lambda bracket: "" if _is_bound_of_wage(bracket[1]) else bracket[0], folded)
    if (added := _ADDED.search(folded)) is not None and added.end() == len(folded) and "率" not in folded:
        return "increase"
    hits = lexicon("subjects").find(folded)
    # a requirement names its row only as the last word: "上記の要件を満たす事業者" is a kind of applicant
    slugs = [hit.slug for hit in hits if hit.slug != "requirement" or _NOTE_MARK.fullmatch(folded, hit.end)]
    if not slugs:
        return None
    values = [slug for slug in slugs if slug in _VALUE_ROLES]
    if _BY_AMOUNT.search(folded):
        values = values[-1:]
    if not values and find_quantities(folded):
        return None  # "4プロセス以上" is such a requirement, not the name of a column of them
    if values == ["rate"] and _CAP_BESIDE.search(folded):
        return "both"  # 上限・補助率: a bare 上限 beside a rate is that of the grant
    if len(set(values)) > 1 and set(values) != {"amount", "increase"}:
        return "both"
    last = slugs[-1] if slugs[-1] not in _VALUE_ROLES else values[-1]
    return "increase" if "increase" in values else last  # type: ignore[return-value]


def _is_bound_of_wage(words: str) -> bool:
    """Whether a bracket bounds a sum of a few yen, which is a condition and names no column: ひまわりコース(引上げ額25円以上)."""
    found = find_quantities(words)
    return len(found) == 1 and wage_of(words[found[0].start :]) is not None


@dataclass(slots=True)
class _Gone:
    """What is known at each position of a line, as far as it was gone, and the cells that were met."""

    known: list[Any]
    seen: set[int] = field(default_factory=set)


class Grid:
    """Positions of a table's cells. Rows and columns count from 0; a spanning cell stands at every position that it covers."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.at = {(r, c): cell for cell in table.cells for r in self.rows(cell) for c in self.cols(cell)}
        self._row_roles: dict[int, Role | None] = {}
        self._col_roles: dict[int, Role | None] = {}
        self._found: dict[object, Any] = {}
        self._gone: dict[tuple[object, Line], _Gone] = {}
        self._carry_labels()

    def _carry_labels(self) -> None:
        """Lets an empty label cell stand for the one above it: a frame is named in the first of its rows only.

        A row without any other text, or under a header, has no label that was left out.
        """
        for (row, col), cell in sorted(self.at.items()):
            above = self.at.get((row - 1, col))
            if cell.text.strip() or above is None or not above.text.strip() or row - 1 < self.table.header_rows or above.colspan > 1:
                continue
            labels = (self.at.get((row, c)) for c in range(col))
            if not all(label is not None and label is self.at.get((row - 1, c)) for c, label in enumerate(labels)):
                continue
            beside = (
                other for c in range(col + 1, self.table.n_cols) if (other := self.at.get((row, c))) is not None and other.text.strip()
            )
            if len([*islice(beside, _TOLD)]) == _TOLD:
                self.at[row, col] = above

    @staticmethod
    def rows(cell: Cell) -> range:
        return range(cell.row, cell.row + cell.rowspan)

    @staticmethod
    def cols(cell: Cell) -> range:
        return range(cell.col, cell.col + cell.colspan)

    def left_of(self, cell: Cell, row: int) -> tuple[Cell, ...]:
        """The cells to the left in one row, from the left edge inwards, each once."""
        return _once(self.at.get((row, c)) for c in range(cell.col))

    def above(self, cell: Cell, col: int) -> tuple[Cell, ...]:
        """The cells above in one column, from the top down, each once."""
        return _once(self.at.get((r, col)) for r in range(cell.row))

    def along(self, line: Line) -> tuple[Cell, ...]:
        """All cells of a row or column, each once."""
        axis, n = line
        of_row = axis == "row"
        return _once(self.at.get((n, at) if of_row else (at, n)) for at in range(self.table.n_cols if of_row else self.table.n_rows))

    def go(self, key: object, line: Line, to: int, first: T, step: Callable[[T, Cell], T]) -> T:
        """What is known after the cells of a row or column up to a position, each once: `step` takes one cell more.

        What was gone before under the same key is not gone again: all cells of a line together cost no more than its last one.
        """
        gone = self._gone.setdefault((key, line), _Gone([first]))
        axis, n = line
        for at in range(len(gone.known) - 1, to):
            cell = self.at.get((at, n) if axis == "column" else (n, at))
            known = gone.known[-1]
            if cell is not None and id(cell) not in gone.seen:
                gone.seen.add(id(cell))
                known = step(known, cell)
            gone.known.append(known)
        found: T = gone.known[to]
        return found

    def once(self, key: object, work: Callable[[Grid], T]) -> T:
        """What work on the whole table finds, which is done once for a key."""
        if key not in self._found:
            self._found[key] = work(self)
        found: T = self._found[key]
        return found

    def next_to(self, cell: Cell, direction: str) -> Cell | None:
        """The neighbour of a cell to the right, to the left or above."""
        steps = {"right": (0, cell.colspan), "left": (0, -1), "above": (-1, 0)}
        dr, dc = steps[direction]
        return self.at.get((cell.row + dr, cell.col + dc))

    def row_role(self, row: int) -> Role | None:
        """What the row is about, by its header cells: the leftmost that says so.

        The corner of the header rows names its column, not its row.
        """
        if row < self.table.header_rows:
            return None
        if row not in self._row_roles:
            width = min(max(1, self.table.header_cols), self.table.n_cols)
            self._row_roles[row] = _first_role(self.at.get((row, c)) for c in range(width))
        return self._row_roles[row]

    def col_role(self, col: int) -> Role | None:
        """What the column is about, by its header cells: the topmost that says so."""
        if col not in self._col_roles:
            height = min(max(1, self.table.header_rows), self.table.n_rows)
            self._col_roles[col] = _first_role(self.at.get((r, col)) for r in range(height))
        return self._col_roles[col]

    def is_headed(self) -> bool:
        """Whether any row or column says what it is about; the corner that only heads what the rows are told apart by does not."""
        rows, cols = range(self.table.n_rows), range(self.table.n_cols)
        corner = self.table.header_cols > 0 and self.col_role(0) in ("requirement", "other")
        return self.once("headed", lambda _: any(map(self.row_role, rows)) or any(map(self.col_role, cols[1:] if corner else cols)))

    def roles(self, cell: Cell) -> frozenset[Role]:
        """All that the rows and columns of a cell say of it; its own text does not count."""
        found = {self.row_role(r) for r in self.rows(cell) if cell.col > 0} | {self.col_role(c) for c in self.cols(cell) if cell.row > 0}
        return frozenset(role for role in found if role is not None)


def _once(cells: Iterable[Cell | None]) -> tuple[Cell, ...]:
    """By their identity: a table holds each of its cells once, and comparing them takes long."""
    return tuple({id(cell): cell for cell in cells if cell is not None}.values())


def _first_role(cells: Iterable[Cell | None]) -> Role | None:
    return next((role for cell in cells if cell is not None and (role := role_of(cell.text))), None)


@lru_cache(maxsize=8192)
def bears_value(text: str) -> bool:
    """Whether a text states an amount or a rate, rather than naming something or a marginal part."""
    folded = fold_text(text)
    return wage_of(folded) is None and any(
        q.unit in ("yen", "rate") and not q.part and not in_name(folded, q.end) for q in find_quantities(folded)
    )
