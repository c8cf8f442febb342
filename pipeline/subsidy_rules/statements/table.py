"""Reads the tables of a document into statements with frame, conditions and place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from subsidy_rules.language.conditions import read_conditions, read_specials
from subsidy_rules.language.counted_by import counted_in, is_known_count, is_only_count
from subsidy_rules.language.normalise import Folded, fold, fold_text
from subsidy_rules.language.quantities import Bound
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.document import Cell, Table
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.brackets import case_of, override
from subsidy_rules.statements.content_headings import role_of_content, tells_content
from subsidy_rules.statements.earlier import earlier_columns
from subsidy_rules.statements.expense_tables import grants_by_expense, lists_expenses
from subsidy_rules.statements.floors import as_floors, bounds_costs, caps_costs, floor_beside
from subsidy_rules.statements.frame_labels import labelling_frame
from subsidy_rules.statements.grid import PART_OF_AMOUNT, Grid, bears_value, role_of
from subsidy_rules.statements.labels import has_unknown_label, label_conditions
from subsidy_rules.statements.required_columns import ordinal_before, required_by_row
from subsidy_rules.statements.scope import NO_HEADER, DocumentScope, HeaderFrames
from subsidy_rules.statements.statement import Ditto, Statement, Subject
from subsidy_rules.statements.sums_below import sums_below
from subsidy_rules.statements.text import read_text
from subsidy_rules.statements.units import folded_amounts

_CAPS = re.compile(r"上限|限度")
# 復職したときに支給されます: a table of sums below such a sentence tells what is granted
_PAYS = re.compile(r"(?:支給|助成|交付|補助)(?:され|し(?:ます|ま|ている)|を(?:受け|行))")
# what is added to the cap: 加算額, 上限額に次の額を加算します
_ADDED = re.compile(r"(?:加算|上乗せ|引上げ|増額)(?:する|される)?額$|(?:上限|限度)額に[^。]{0,12}(?:加算|上乗せ)")
_SUM = re.compile(r"(?:1人(?:当|あ)たり)?[\d,.]+[千百万億]*円(?:\((?:上限|最大)[\d,.]+[千百万億]*円\))?|[-―—–ー]|なし")
# 1人当たりの助成額は以下のとおりです: what the sums of the table below are counted by
_COUNTS_BELOW = re.compile(r"([^。、\n]{1,20}(?:当|あ)たりの[^。、\n]{0,12}額)(?:は、?(?:以下|次|下記|下表)|$)", re.MULTILINE)
_IS_CASE = re.compile(r"(?:\(?\d{1,2}[).]|[①-⑳])?(?P<case>[^。、:\d()]{4,30})場合")
_SUBJECTS: tuple[Subject, ...] = ("amount", "rate", "increase")
_NAME_OF_FRAME = 40  # characters: a longer cell tells of a frame and does not name it


@dataclass(frozen=True, slots=True)
class Found:
    """A statement at its place.

    Attributes:
        via: the dittos that point to it, each with its cell.
        headers: bounds that it takes from a header.
        text: the folded text of `cell`, or of the note that it stands in.
    """

    statement: Statement
    frame: str
    conditions: tuple[Leaf, ...]
    text: Folded
    table: Table
    cell: Cell
    reasons: tuple[str, ...] = ()
    via: tuple[FoundDitto, ...] = ()
    headers: tuple[HeaderBound, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderBound:
    """A bound that a header cell states; `start`, `end` are half-open bounds in its folded text."""

    bound: Bound
    cell: Cell
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundDitto:
    """A ditto at its place; `subject` is None where the cell's headers do not say what it is about."""

    ditto: Ditto
    frame: str
    subject: Subject | None
    cell: Cell


@dataclass(frozen=True, slots=True)
class _Place:
    """A part of a cell that belongs to one frame."""

    frame: str
    rows: tuple[int, ...]
    cols: tuple[int, ...]
    whole: bool
    reasons: tuple[str, ...]
    framed: bool = False


def read_table(table: Table, scope: DocumentScope) -> tuple[tuple[Found, ...], tuple[FoundDitto, ...]]:
    """All that the cells of one table state about amounts and rates, and the dittos still to resolve."""
    grid = Grid(table)
    about, both = _table_subject(grid), _is_about_both(table)
    if lists_expenses(grid) and not grants_by_expense(table):
        return (), ()  # what limits an expense is no grant
    if about is None and not _speaks_of_money(table) and not tells_content("".join(table.headings[-1:])):
        return (), ()
    found: list[Found] = []
    dittos: list[FoundDitto] = []
    labels: dict[str, dict[str, str]] = {}
    owners = _owners(grid, scope)
    earlier = earlier_columns(grid)
    for cell in table.cells:
        default, allowed, reasons = _subject(grid, cell, about)
        if (
            not allowed
            or not cell.text
            or cell.col in earlier
            or _is_fee(cell)
            or (cell.header and PART_OF_AMOUNT.fullmatch(fold_text(cell.text)))
        ):
            continue
        places = _places(grid, cell, owners, scope)
        folded = folded_amounts(cell, grid, rate=default == "rate") if default in _SUBJECTS else fold(cell.text)
        # its header, or the heading over a table of such columns, names amounts and rates: their units tell them apart
        mixed = "both" in grid.roles(cell) or (both and not grid.roles(cell) and _SUM.fullmatch(fold_text(cell.text)) is not None)
        spans = () if places[0].framed else scope.frame_spans(folded.text)
        known = labels.get(places[0].frame)
        reading = read_text(folded, default, known, framed=places[0].framed, caps=_under(_CAPS, cell), by_unit=mixed)
        labels.setdefault(places[0].frame, {}).update(_item_labels(cell) | dict(reading.labels))
        statements = as_floors(grid, cell, reading.statements)
        for place in places:
            for stated in (s for s in statements if not (cell.header and _is_lower_bound(s))):
                own = labelling_frame(folded.text, stated.start, spans)
                if own is not None and len(spans) > 1:  # values under the names of several frames are no alternatives of one
                    stated = replace(stated, reasons=tuple(r for r in stated.reasons if r != "alternatives"))
                of_frame = place if own is None else replace(place, frame=own, reasons=())
                found += _by_row(grid, _found(grid, cell, folded, stated, of_frame, reasons, scope), place)
            dittos += [FoundDitto(d, place.frame, default, cell) for d in reading.dittos]
    taken = {id(head.cell) for one in found for head in one.headers}
    return tuple(f for f in found if not (id(f.cell) in taken and _is_lower_bound(f.statement))), tuple(dittos)


# 成功報酬 | 補助金額の10%: what a vendor takes
_FEE = re.compile(r"成功報酬|着手金|(?:代行|サポート)(?:手数)?料")


def _is_fee(cell: Cell) -> bool:
    """Whether a header over or beside a cell says that it tells what a vendor takes for his help."""
    return any(_FEE.search(fold_text(text)) for text in cell.header_path)


def _by_row(grid: Grid, found: Found, place: _Place) -> list[Found]:
    """An amount once for each of the terms on which its rows grant it."""
    if found.statement.subject != "amount" or found.cell.header:
        return [found]
    found = replace(found, conditions=(*found.conditions, *ordinal_before(found.text.text[: found.statement.start])))
    sets = required_by_row(grid, found.cell, place.rows)
    return [replace(found, conditions=(*found.conditions, *leaves)) for leaves in sets] or [found]


def _under(words: re.Pattern[str], cell: Cell) -> bool:
    """Whether a header of amounts over or beside a cell has such words."""
    return any(words.search(fold_text(text)) and role_of(text) == "amount" for text in cell.header_path)


def _is_lower_bound(statement: Statement) -> bool:
    """Whether a statement gives a lower bound only; in a header it belongs to the amounts of its row."""
    return statement.subject == "amount" and statement.quantity.high is None and statement.quantity.point is None


def _found(
    grid: Grid, cell: Cell, folded: Folded, statement: Statement, place: _Place, reasons: tuple[str, ...], scope: DocumentScope
) -> Found:
    outer = label_conditions(grid, cell, place.rows, place.cols, statement.subject, whole=place.whole)
    outer = override((*_case_over(grid.table), *_special(grid.table)), outer)
    unknown = ("unknown_header",) if has_unknown_label(grid, cell, place.rows, place.cols, scope) else ()
    if statement.subject in ("amount", "increase") and statement.per is None:
        statement = replace(statement, per=_per(grid, cell))
    low = _header_low(grid, cell, statement)
    if low is not None:
        statement = replace(statement, low=low.bound)
    return Found(
        statement,
        place.frame,
        override(outer, statement.conditions),
        folded,
        grid.table,
        cell,
        (*reasons, *place.reasons, *unknown, *statement.reasons, *(_limit_of_lead(grid.table) if statement.subject == "amount" else ())),
        headers=(low,) if low is not None else (),
    )


def _per(grid: Grid, cell: Cell) -> str | None:
    """What the amount of a cell is counted by: its headers say so, or another cell of its row that says nothing else (1台当たり)."""
    beside = [other for col in range(cell.col + 1, grid.table.n_cols) if (other := grid.at.get((cell.row, col))) is not None]
    # what another sum is counted by says nothing of this one
    heads = (text for text in cell.header_path if not bears_value(text))
    told = (*heads, *(text for other in (*beside, *grid.left_of(cell, cell.row)) if is_only_count(text := fold_text(other.text))))
    return next((per for text in told if (per := counted_in(fold_text(text)))), None) or _per_of_lead(grid.table)


# 次の額を支給する。ただし、賃金の総額を超えるときは、その総額とする: what the sentence over a table puts on all of its sums
_PROVISO = re.compile(r"。(?:ただし|但し)、?[^。]*(?:超え|限り|限る|除[くき]|場合|とき)[^。]*。?")


def _limit_of_lead(table: Table) -> tuple[str, ...]:
    """The doubt that a proviso behind the sentence that announces the sums of a table leaves on each of them."""
    lead = fold_text(table.lead)
    return ("limit_not_read",) if lead and sums_below(lead) is not None and _PROVISO.search(lead) else ()


def _per_of_lead(table: Table) -> str | None:
    """What the sentence over a table, or its caption, says that its sums are counted by: 従業員1人当たり、次の額を支給する。"""
    announced = sums_below(fold_text(table.lead)) if table.lead else None
    told = (
        announced.per if announced is not None else None,
        *(counted_in(fold_text(text)) for over in (table.caption, table.lead) for text in _COUNTS_BELOW.findall(over)),
    )
    # 1経営体当たり: whoever applies, under a word of its own
    return next((per for per in told if per is not None and is_known_count(per)), None)


def _case_over(table: Table) -> tuple[Leaf, ...]:
    """The case that the line right over a table, or the nearest heading over it is: (2)短時間勤務で採用する場合."""
    lines = fold_text(table.lead.strip().splitlines()[-1]) if table.lead.strip() else ""
    for text in (lines, *(fold_text(heading) for heading in table.headings[-1:])):
        match = _IS_CASE.fullmatch(text)
        if match is not None:
            return () if read_specials(text) else read_conditions(match["case"]) or case_of(match["case"])
    return ()


def _special(table: Table) -> tuple[Leaf, ...]:
    """The special measure that a table is about by its caption or nearest heading."""
    for text in (table.caption, *reversed(table.headings[-1:])):
        # a line that states values of its own is no name of the table below it
        if not bears_value(text) and (leaves := read_specials(fold_text(text))):
            return leaves
    return ()


def _header_low(grid: Grid, cell: Cell, statement: Statement) -> HeaderBound | None:
    """A lower bound that stands beside an amount: in its row header (補助上限額（補助下限額 100万円）) or in a cell headed 補助下限額."""
    if statement.subject != "amount" or statement.low is not None or statement.quantity.low is not None:
        return None
    if (told := floor_beside(grid, cell)) is not None:
        return HeaderBound(*told)
    for head in grid.left_of(cell, cell.row)[: max(1, grid.table.header_cols)]:
        if role_of(head.text) != "amount":
            continue
        for stated in read_text(fold(head.text), "amount").statements:
            if stated.quantity.high is None and stated.quantity.low is not None:
                return HeaderBound(stated.quantity.low, head, stated.start, stated.end)
    return None


def _item_labels(cell: Cell) -> dict[str, str]:
    """List labels that a bare label cell defines: ①基盤導入経費."""
    text = fold_text(cell.text)
    hits = list(dict.fromkeys(hit.slug for hit in lexicon("items").find(text)))
    return {text[0]: hits[0]} if hits and text[:1] in "①②③④⑤⑥⑦⑧⑨⑩" else {}


def _table_subject(grid: Grid) -> Subject | None:
    """The subject of a table whose headers do not name one, from its caption, lead or nearest heading."""
    for text in (grid.table.caption, grid.table.lead, *reversed(grid.table.headings[-1:])):
        if text and _ADDED.search(fold_text(text)) and _holds_amounts_only(grid):
            return "increase"
        role = role_of(text) if text else None
        if role in _SUBJECTS:
            return role
    if not _holds_amounts_only(grid):
        return None
    # 交付額, over a heading for each way to be granted, over a table of nothing but sums
    over = [role for text in grid.table.headings[-2:-1] if (role := role_of(text)) in ("amount", "increase")]
    return over[0] if over else "amount" if _PAYS.search(fold_text(grid.table.lead)) else None


def _is_about_both(table: Table) -> bool:
    """Whether the caption or nearest heading of a table names amounts and rates: 補助率・補助限度額 over 補助率 | 国内 | 海外."""
    return any(text and role_of(text) == "both" for text in (table.caption, *table.headings[-1:]))


def _holds_amounts_only(grid: Grid) -> bool:
    """Whether all body cells behind the first column are sums of money and nothing else."""
    table = grid.table
    texts = [fold_text(c.text) for c in table.cells if c.row >= table.header_rows and c.col >= max(1, table.header_cols)]
    return table.header_rows > 0 and bool(texts) and all(_SUM.fullmatch(text) for text in texts) and any("円" in text for text in texts)


def _speaks_of_money(table: Table) -> bool:
    return any(role_of(cell.text) in (*_SUBJECTS, "both") for cell in table.cells)


def _subject(grid: Grid, cell: Cell, about: Subject | None) -> tuple[Subject | None, bool, tuple[str, ...]]:
    """What a cell's values are about by its headers, whether it may state values at all, and what makes that less than certain."""
    roles = grid.roles(cell)
    told = [role for role in _SUBJECTS if role in roles]
    if told == ["amount", "increase"]:
        told = ["increase"]  # among caps, the row of what is added to them: 賃上げ加算 | 100万円
    if len(told) == 1 and "both" not in roles:
        return told[0], True, ()
    if told or "both" in roles:
        return None, True, ()
    if not cell.header and (bounds_costs(grid, cell) or caps_costs(grid, cell)):
        return "amount", True, ()
    if roles & {"other", "requirement"}:
        return None, False, ()
    if "expense" in roles or cell.header:
        return None, True, ()
    if about is not None and not grid.is_headed():
        return about, True, ("subject_from_caption",)
    if (content := role_of_content(grid.table.headings, fold_text(cell.text))) is not None:
        return content, True, ("subject_from_caption",)  # 補助内容 over 開業コース | 経費の1/2以内、30万円を限度とします
    return ("amount" if _is_sum_of_special(grid, cell) else None), True, ()


def _is_sum_of_special(grid: Grid, cell: Cell) -> bool:
    """Whether a sum stands in a column of a special measure beside one of caps: 通常上限額 | 賃上げ特例適用時."""
    special = any(read_specials(fold_text(text)) for text in cell.col_path[-1:])
    return special and _SUM.fullmatch(fold_text(cell.text)) is not None and "amount" in map(grid.col_role, range(grid.table.n_cols))


def _owners(grid: Grid, scope: DocumentScope) -> dict[tuple[int, int], str]:
    """Frame of each position by the header cells above it and to its left; positions under no frame's name are absent."""
    out: dict[tuple[int, int], str] = {}
    cells = {id(c): c for c in grid.table.cells}.values()
    columns: dict[tuple[int, int], str] = {}
    key = ("frame", id(scope))
    named: Callable[[HeaderFrames, Cell], HeaderFrames] = lambda known, head: scope.after_header(known, head.text)  # noqa: E731
    for cell in cells:
        for col in grid.cols(cell):
            frame = grid.go(key, ("column", col), cell.row, NO_HEADER, named).frame
            if frame:
                columns[cell.row, col] = frame
    for cell in cells:
        for row in grid.rows(cell):
            by_row = grid.go(key, ("row", row), cell.col, NO_HEADER, named).frame
            for col in grid.cols(cell):
                frame = by_row or columns.get((cell.row, col))
                if frame:
                    out[row, col] = frame
    return out


def frame_above(table: Table, cell: Cell, scope: DocumentScope) -> str | None:
    """The frame that a row of frames further up in a table names over a cell, where that row is no header; None where there is none."""
    rows: dict[int, list[tuple[Cell, str]]] = {}
    for other in table.cells:
        named = (
            scope.frame_of_header((other.text,)) if other.row + other.rowspan <= cell.row and len(other.text) <= _NAME_OF_FRAME else None
        )
        if named is not None:
            rows.setdefault(other.row, []).append((other, named))
    for row in sorted(rows, reverse=True):
        over = [name for one, name in rows[row] if one.col <= cell.col and cell.col + cell.colspan <= one.col + one.colspan]
        if len({name for _, name in rows[row]}) > 1 and len(over) == 1:
            return over[0]
    return None


def _places(grid: Grid, cell: Cell, owners: dict[tuple[int, int], str], scope: DocumentScope) -> tuple[_Place, ...]:
    """The cell split by frames."""
    spots = [(r, c) for r in grid.rows(cell) for c in grid.cols(cell)]
    frames = list(dict.fromkeys(owners[s] for s in spots if s in owners))
    if not frames:
        frame, reasons = _outer_frame(grid.table, scope)
        rows, cols = tuple(grid.rows(cell)), tuple(grid.cols(cell))
        return (_Place(frame, rows, cols, _is_whole(grid, rows, cols, None, owners), reasons),)
    out = []
    for frame in frames:
        rows = tuple(sorted({r for r, c in spots if owners.get((r, c)) == frame}))
        cols = tuple(sorted({c for r, c in spots if owners.get((r, c)) == frame}))
        names = (other.text for r in rows for c in cols for other in (*grid.above(cell, c), *grid.left_of(cell, r)))
        typo = ("tolerated_typo",) if scope.typo_in(frame, dict.fromkeys(names)) else ()
        out.append(_Place(frame, rows, cols, _is_whole(grid, rows, cols, frame, owners), typo, framed=True))
    return tuple(out)


def _is_whole(grid: Grid, rows: Sequence[int], cols: Sequence[int], frame: str | None, owners: dict[tuple[int, int], str]) -> bool:
    """Whether the place spans all that its frame has across, so that differing labels of its columns (or rows) limit nothing."""
    table = grid.table
    if len(cols) > 1:
        of_frame = {
            c for r in range(table.header_rows, table.n_rows) for c in range(table.header_cols, table.n_cols) if owners.get((r, c)) == frame
        }
        return set(cols) >= of_frame
    return len(rows) > 1 and set(rows) >= set(range(table.header_rows, table.n_rows))


def _outer_frame(table: Table, scope: DocumentScope) -> tuple[str, tuple[str, ...]]:
    """The frame of a table that names none inside: by its caption or headings, else the document's."""
    nearest: Iterable[str] = (table.caption, table.lead, *reversed(table.headings))
    near = [text for text in nearest if text and len(text) <= 60]
    frame = scope.frame_of_place(near)
    if frame is None or frame == scope.default_frame:
        return scope.default_frame, ()
    return frame, ("frame_from_heading", *(("tolerated_typo",) if scope.typo_in(frame, near) else ()))
