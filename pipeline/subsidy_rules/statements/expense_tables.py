"""Reads the tables that list expenses: rows 補助対象経費 of overviews, tables of categories, tables of kinds of expenses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.document import Cell, Table, Zone
from subsidy_rules.model.rule import Condition, Leaf
from subsidy_rules.statements.expenses import Limit, expense_of, expenses_in, find_limits, mask_worked_examples
from subsidy_rules.statements.grid import Grid, bears_value, role_of
from subsidy_rules.statements.limits import limit_of
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.units import folded_amounts

_ZONES = frozenset({None, Zone.BODY, Zone.ANNEX, Zone.COVER})
_EXPENSE_HEADING = re.compile(r"(?:補助|助成)?対象(?:となる)?経費")
_NOT_PAID = re.compile(r"対象外|対象となら|対象になら|対象としな")
_INCOME = frozenset({"amount", "rate", "increase", "both"})
# A column that gives the most of each expense that counts, not of what is granted.
_CAP_OF_EXPENSES = re.compile(r"(?:(?:補助|助成)?対象経費の?)?(?:計上)?(?:上限|限度)額?等?(?:\([^()]*\))?")
_OWN_LIMIT = re.compile(r"[(※]?(?:補助|助成)?(?:上限|限度)額?[:はが]")
_NAME_LENGTH = 60
_LABEL_LENGTH = 90
_COST = re.compile(r"[^\s\d、。:()はがをに]{1,20}(?:費|料|代金|賃|経費|費用|謝金|報酬)等?")
# 廃業費 | 運搬費は50万円を上限とする: the limit is on a part of what the row is about
_OF_PART = re.compile(r"(?P<part>[^\s\d、。:()はがをに]{1,20}(?:費|料|代金|賃|経費|費用))(?:について)?は、?")
_LIMITS = re.compile(r"限度|上限")
_PIECE_LENGTH = 30
_IS_EXPENSE = re.compile(r"(?:費|費用|料|経費|オプション|役務|ソフトウェア)(?:の費用|等)?(?:\([^()]*\))?(?:[*※]\d?)?$")
# A table with such a head or row is filled in by the applicant: it asks for amounts and states none.
_FORM = re.compile(r"単価|数量|経費内訳|費用内訳|合計|小計|税抜|税込|消費税")
_FORM_LENGTH = 16
_INNER = re.compile(r"\([^()]*\)")
_SUM = re.compile(r"(?:合|小)計(?:金?額)?")


@dataclass(frozen=True, slots=True)
class FoundExpense:
    """An expense, or a limit on one, in a cell; `start`, `end` are half-open bounds in the cell's own text."""

    limit: Limit
    frame: str
    conditions: tuple[Condition, ...]
    table: Table
    cell: Cell
    start: int
    end: int


def read_expense_table(table: Table, scope: DocumentScope) -> tuple[FoundExpense, ...]:
    """All that one table says of expenses that are paid for."""
    grid = Grid(table)
    if table.zone not in _ZONES or _is_form(grid):
        return ()
    listed = lists_expenses(grid)
    found: list[FoundExpense] = []
    for cell in table.cells:
        if not cell.text.strip() or _not_paid(grid, cell):
            continue
        if listed and own_limit(fold_text(cell.text)) is not None:
            found += _in_name(grid, cell, scope)
        elif not cell.header and (listed or "expense" in grid.roles(cell)):
            found += _in_cell(grid, cell, scope)
        elif listed and _is_name(grid, cell):
            found += _in_name(grid, cell, scope)
    if heads_grants(table):  # 補助対象経費と補助金額: its caps are those of what is granted
        # what a day or a person may cost at most is still of the expense
        found = [one for one in found if one.limit.cap is None or one.limit.per is not None]
    named: dict[tuple[int, int], set[str]] = {}
    for one in found:
        named.setdefault((one.cell.row, one.cell.col), set()).add(one.limit.expense)
    return tuple(_restricted(grid, one, scope, alone=len(named[one.cell.row, one.cell.col]) == 1) for one in _drop_common_items(found))


# 海外旅費(輸出枠のうち、海外の展示会に出す事業のみ): for whom the expense is at all
_FOR_SOME = re.compile(r"\((?:[^()]*枠(?:のうち)?(?:で)?、?)?(?P<said>(?:[^()、]|\([^()]*\))+(?:のみ(?:対象)?|に限る|に限ります))\)")


def _restricted(grid: Grid, found: FoundExpense, scope: DocumentScope, *, alone: bool) -> FoundExpense:
    """What is said of an expense, under what the brackets of its name, in its own cell or at the left of it, restrict it to."""
    labels = [c.text for c in grid.left_of(found.cell, found.cell.row) if len(c.text) <= _LABEL_LENGTH]
    here = [found.cell.text] if alone else []
    said = [match["said"] for text in (*here, *labels) for match in _FOR_SOME.finditer(fold_text(text))]
    said += [] if alone else _said_of_one(found)
    own = tuple(limit_of(words) for words in dict.fromkeys(said) if scope.frame_of_place([words]) is None)
    return replace(found, conditions=(*found.conditions, *own)) if own else found


def _said_of_one(found: FoundExpense) -> Iterator[str]:
    """Of a cell of several expenses: what the bracket behind one restricts it to, or the bracket before one it and those after it."""
    folded = fold(found.cell.text)
    for match in _FOR_SOME.finditer(folded.text):
        start, end = folded.span(match.start(), match.end())
        behind = re.split(r"[、,。]", folded.text[match.end() :])[0]
        if expense_of(behind[:_PIECE_LENGTH]) is not None:
            applies = found.end > end
        else:
            gap = found.cell.text[end : found.start]
            applies = found.start <= start <= found.end or (end <= found.start and not re.search(r"[、,。]", gap))
        if applies:
            yield match["said"]


def _is_form(grid: Grid) -> bool:
    """Whether a table is filled in by the applicant; where the row of a sum is filled in already, it is not."""
    table = grid.table
    labels = [cell for cell in table.cells if (cell.header or cell.row == 0 or cell.col == 0) and len(cell.text) <= _FORM_LENGTH]
    names = [cell for cell in labels if _FORM.search(fold_text(cell.text))]
    empty = [cell for cell in names if not (_SUM.fullmatch(fold_text(cell.text)) and _is_filled(grid, cell))]
    return bool(empty) or bool(len(table.caption) <= _FORM_LENGTH and _FORM.search(fold_text(table.caption)))


def _is_filled(grid: Grid, name: Cell) -> bool:
    return any(bears_value(cell.text) for cell in grid.table.cells if cell.row == name.row and cell is not name)


# 補助率:1/2 限度額:200万円 beside an expense: what is granted for it
_GRANTED = re.compile(r"(?:補助|助成)率(?:は|:)?\d")


def heads_grants(table: Table) -> bool:
    """Whether the heading or caption of a table of expenses says that it tells what is granted for them as well."""
    over = (text for text in (table.caption, *table.headings[-1:]) if len(text) < _NAME_LENGTH)
    return any(_EXPENSE_HEADING.search(fold_text(text)) and role_of(text) in _INCOME for text in over)


def grants_by_expense(table: Table) -> bool:
    """Whether the cells of a table say, each by a key of its own or under the heading of both, what is granted for its expenses."""
    return heads_grants(table) or any(_GRANTED.search(fold_text(cell.text)) for cell in table.cells)


def lists_expenses(grid: Grid) -> bool:
    """Whether the names in the first column are expenses: by the heading or a head, in a table that says nothing of grants."""
    table = grid.table
    labels = [fold_text(c.text) for c in table.cells if c.header or c.row == 0 or c.col == 0]
    roles = {role_of(text) for text in labels if not _CAP_OF_EXPENSES.fullmatch(text) and own_limit(text) is None}
    if roles & _INCOME:
        return False
    heads = [c.text for c in table.cells if c.row < table.header_rows]
    told = [table.caption, *table.headings[-1:], *heads]
    return any(_EXPENSE_HEADING.search(fold_text(text)) and not _NOT_PAID.search(fold_text(text)) for text in told if len(text) < 60)


def _not_paid(grid: Grid, cell: Cell) -> bool:
    above = [c for col in grid.cols(cell) for c in grid.above(cell, col)[: max(1, grid.table.header_rows)]]
    return any(_NOT_PAID.search(fold_text(c.text)) for c in above if len(c.text) <= _NAME_LENGTH)


def own_limit(label: str) -> int | None:
    """Where in the folded label of an expense its limit begins: 専門家経費 補助上限額:100万円; None in other labels.

    >>> own_limit("専門家経費補助上限額:100万円"), own_limit("補助上限額:100万円")
    (5, None)
    """
    match = _OWN_LIMIT.search(label) if len(label) <= _LABEL_LENGTH else None
    hits = lexicon("expenses").find(label[: match.start()]) if match else ()
    return match.start() if match and hits and hits[-1].end == match.start() else None


def _is_name(grid: Grid, cell: Cell) -> bool:
    return cell.header and cell.row >= grid.table.header_rows and cell.col < grid.table.header_cols


def _in_cell(grid: Grid, cell: Cell, scope: DocumentScope) -> Iterator[FoundExpense]:
    folded = folded_amounts(cell, grid) if any(_LIMITS.search(fold_text(text)) for text in cell.header_path) else fold(cell.text)
    breaks = [at for at, kind in folded.breaks.items() if kind == "line"]
    for frame, cols in _frames(grid, cell, scope):
        over = fold_text("".join(c.text for col in cols for c in grid.above(cell, col)[: max(1, grid.table.header_rows)]))
        part = _OF_PART.match(folded.text)
        named = part["part"] if part and expense_of(part["part"]) is None else _named_by(grid, cell)
        limits = list(find_limits(folded.text, named, over, breaks))
        limits += _bare_cap(folded.text, over, None if limits else named)
        limits += [p for p in _pieces(folded.text, over) if p.expense not in {x.expense for x in limits}]
        conditions = _items(grid, cell, cols)
        for limit in limits:
            own = scope.frame_of_place([limit.within]) or frame
            yield FoundExpense(limit, own, conditions, grid.table, cell, *folded.span(limit.start, limit.end))


def _bare_cap(text: str, over: str, expense: str | None) -> list[Limit]:
    """The amount that is all of a cell in a column of caps."""
    quantities = find_quantities(text)
    if expense is None or len(quantities) != 1 or not _CAP_OF_EXPENSES.search(over):
        return []
    (one,) = quantities
    if one.unit != "yen" or one.point is None or (one.start, one.end) != (0, len(text)):
        return []
    return [Limit(expense, one.start, one.end, cap=int(one.point))]


def _in_name(grid: Grid, cell: Cell, scope: DocumentScope) -> Iterator[FoundExpense]:
    """The expense that a row is named for, and the share of all expenses that its name limits it to."""
    folded = fold(cell.text)
    at = own_limit(folded.text)
    name = re.split(r"[※(◎▲■★]", folded.text)[0] if at is None else folded.text[:at]
    expense = expense_of(name) or (name_of_cost(name) if at is None and cell.col == 0 else None)
    if expense is None:
        return
    frame = scope.frame_of_place([folded.text]) or _outer_frame(grid.table, scope)
    limits = list(find_limits(folded.text, expense)) if at is None else _of_label(folded.text, at, expense)
    for limit in limits or [Limit(expense, 0, len(name))]:
        yield FoundExpense(replace(limit, expense=expense), frame, (), grid.table, cell, *folded.span(limit.start, limit.end))


# 上限: 新製品の売上高見込みの5%, and no share of the costs; 上限: 補助金額全体の10%
_OTHER_BASE = re.compile(r"売上|利益|付加価値|給与|人件費|出荷額|生産額")
_GRANT_AS_BASE = re.compile(r"(?:補助|助成)金?(?:交付)?(?:申請)?(?:の)?額?(?:の)?(?:全体|総額|合計額?)?の?$")


def _of_label(text: str, at: int, expense: str) -> list[Limit]:
    """The limit that the label of an expense gives it: an amount, or its share of what is granted or of all expenses."""
    for quantity in find_quantities(text[at:]):
        start, end = at + quantity.start, at + quantity.end
        if quantity.unit == "yen" and quantity.single is not None:
            return [Limit(expense, start, end, cap=int(quantity.single))]
        if quantity.unit in ("percent", "rate") and quantity.single is not None:
            base = text[at:start]
            if _OTHER_BASE.search(base):
                return [Limit(expense, start, end, of_other=True)]
            share = quantity.single / (100 if quantity.unit == "percent" else 1)
            return [Limit(expense, start, end, cap_share=share, of_grant=_GRANT_AS_BASE.search(base) is not None)]
    return []


def _named_by(grid: Grid, cell: Cell) -> str | None:
    """The expense that the row headers common to all rows of a cell name, the nearest first."""
    rows = [grid.left_of(cell, row) for row in grid.rows(cell)]
    shared = [c for c in rows[0] if all(c in row for row in rows)]
    names = (c for c in reversed(shared) if len(c.text) < 80 and not (c.col > 0 and (_is_explained(grid, c) or _lists(c))))
    known = next((name for c in names if (name := expense_of(_plain(c.text)))), None)
    first = next((c for c in shared if c.col == 0 and c.row >= grid.table.header_rows), None)
    return known or (name_of_cost(without_brackets(_plain(first.text))) if first is not None and lists_expenses(grid) else None)


_EXPLAINS = re.compile(r"^(?:経費の)?(?:内容|説明|詳細|概要|具体例|例|対象|範囲|備考|留意)[^費]{0,8}$")


def _is_explained(grid: Grid, cell: Cell) -> bool:
    """Whether a cell stands in a column that tells more of what its row is named for."""
    return any(_EXPLAINS.search(fold_text(c.text)) for c in grid.above(cell, cell.col)[: max(1, grid.table.header_rows)])


def _lists(cell: Cell) -> bool:
    """Whether a cell lists things, so that none of them is the name of its row."""
    return re.search(r"[、,]", without_brackets(fold_text(cell.text))) is not None


def name_of_cost(label: str) -> str | None:
    """The name of an expense that the vocabulary does not know, where a folded label is no more than that.

    >>> name_of_cost("保険料"), name_of_cost("費目"), name_of_cost("交通費は対象外")
    ('保険料', None, None)
    """
    name = re.sub(r"^[①-⑳ア-ン\d().・]*(?=[一-龠ァ-ヶ])", "", label)
    return name if _COST.fullmatch(name) else None


def _plain(text: str) -> str:
    """A header without its notes and without the bracket that tells for whom it is."""
    folded = fold_text(text).split("※上限")[0]
    return re.sub(r"\([^()]*枠[^()]*\)", "", folded)


def _pieces(text: str, over: str) -> Iterator[Limit]:
    """The expenses that a cell only lists: A、B及びC; by their own words where it lists costs and nothing else."""
    masked = mask_worked_examples(text)
    hidden = _INNER.sub(lambda found: "＿" * len(found[0]), masked)
    head = masked[: len(re.split(r"。|ただし|※|:", hidden)[0])]
    pieces = [piece for piece in re.split(r"(?<=[^(])[、,](?![^(]*\))|及び", head) if piece]
    lists_costs = len(pieces) > 1 and all(_COST.fullmatch(_INNER.sub("", piece)) for piece in pieces)
    at = 0
    for piece in pieces:
        start = head.find(piece, at)
        at = start + len(piece)
        if len(piece) <= _PIECE_LENGTH and (lists_costs or _IS_EXPENSE.search(piece)):
            bare = _INNER.sub("", piece)
            names = expenses_in(re.sub(r"^.*に関連する", "", bare), over)
            for name in names or ((bare,) if lists_costs else ()):
                yield Limit(name, start, at)


def _frames(grid: Grid, cell: Cell, scope: DocumentScope) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The frames that a cell stands under, with the columns of it that belong to each."""
    columns: dict[str, list[int]] = {}
    for col in grid.cols(cell):
        if frame := scope.frame_of_header([c.text for c in grid.above(cell, col)]):
            columns.setdefault(frame, []).append(col)
    for frame, cols in columns.items():
        yield frame, tuple(cols)
    if not columns:
        left = [c.text for c in grid.left_of(cell, cell.row)]
        named = scope.frame_of_header(left) or scope.frame_of_place([text for text in reversed(left) if len(text) < 80])
        yield named or _outer_frame(grid.table, scope), tuple(grid.cols(cell))


def _outer_frame(table: Table, scope: DocumentScope) -> str:
    near = [text for text in (table.caption, *reversed(table.headings)) if text and len(text) <= 60]
    named = scope.frame_of_place(near) if scope.default_frame == "common" else None
    return named or scope.default_frame


def _items(grid: Grid, cell: Cell, cols: tuple[int, ...]) -> tuple[Leaf, ...]:
    """The item that the columns of a cell are for (①基盤導入経費), where all of them say the same."""
    found = {_item_above(grid, cell, col) for col in cols}
    return found.pop() if len(found) == 1 else ()


def _item_above(grid: Grid, cell: Cell, col: int) -> tuple[Leaf, ...]:
    """What the nearest name of an item above a cell says; cells that state values name nothing."""
    listed = lists_expenses(grid)
    for other in reversed(grid.above(cell, col)):
        text = fold_text(other.text)
        names = (other.header or not listed) and len(text) <= _PIECE_LENGTH and not bears_value(other.text) and expense_of(text) is None
        leaves = tuple(leaf for leaf in read_conditions(text) if leaf.fact == "item") if names else ()
        if leaves:
            return leaves
    return ()


def _drop_common_items(found: list[FoundExpense]) -> tuple[FoundExpense, ...]:
    """An item that all cells of a frame share tells nothing apart, so it is no condition."""
    seen: dict[str, set[tuple[Condition, ...]]] = {}
    for one in found:
        seen.setdefault(one.frame, set()).add(one.conditions)
    return tuple(replace(one, conditions=()) if len(seen[one.frame]) == 1 else one for one in found)
