"""The conditions that headers, label cells and neighbouring requirement rows put on a cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from subsidy_rules.language.conditions import STAFF_SIZE, bounds_to_leaves, read_conditions, read_specials, unique
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.language.vocabulary import facts, lexicon
from subsidy_rules.model.document import Cell
from subsidy_rules.model.rule import OTHER, Leaf
from subsidy_rules.statements.brackets import override, without_bracket_key, without_explanation
from subsidy_rules.statements.floors import caps_costs
from subsidy_rules.statements.grid import Grid, Line, Role, bears_value
from subsidy_rules.statements.measured_label import measured_label
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.statement import Subject
from subsidy_rules.statements.unread import is_unread
from subsidy_rules.statements.values import wage_of

_KINDS: dict[Subject, str] = {"amount": "subsidy_amount", "rate": "subsidy_rate", "increase": "subsidy_amount"}
_SILENT: frozenset[Role] = frozenset({"requirement", "other"})
_NAMED = ("item", "applicant_class")
_LABEL_LENGTH = 60  # a longer cell explains something; it names nothing
# A column of rates may be headed by the part of the amount that it is for: 1,500万円まで / 1,500万円を超える部分
_PART_LABEL = re.compile(
    r"(?:補助(?:金)?額(?:の)?(?:うち)?)?[\d,万億円~千]+(?:まで|以下|超|未満|以上|を超え(?:る|た|て|、)?)[\d,万億円~千]*(?:まで|以下|未満)?(?:の?部分)?"
)
_IS_BOUND = re.compile(r"(?:[\d.,万億千百]+円(?:以上|超|を超え|以下|未満|まで|~)?)+")
_PERSONS = re.compile(r"(?:人|者|員)の?(?:数|人数)(?:\([^()]*\))?(?:※\d*)?$")
# 労働者を常時1名以上雇用している: what all who apply must do, no size that tells the values apart
_EMPLOYS = re.compile(r"(?:雇用|雇い入れ|配置|選任|在籍)(?:して|する|され|が)")
_RAISES = re.compile(r"賃(?:金|上げ)[^。、]{0,8}(?:引き?上げ)?[^。、]{0,4}(?:加算|上乗せ)")
_WHO_IS_RAISED = "賃金を引き上げる人数"
_BOTH_SPECIALS = re.compile(r"(?:上記|両).{0,3}特例")


def label_conditions(
    grid: Grid, cell: Cell, rows: Sequence[int], cols: Sequence[int], subject: Subject, *, whole: bool
) -> tuple[Leaf, ...]:
    """Conditions on `cell` within the given rows and columns of it.

    Args:
        whole: the rows and columns are all that the frame has in this table, so that what differs among them is no condition.
    """
    required = _across([_requirements(grid, cell, rows, c, subject) for c in cols], whole=True)
    above = _across([_labels(grid, ("column", c), cell.row, subject) for c in cols], whole=whole)
    left = _across([_labels(grid, ("row", r), cell.col, subject) for r in rows], whole=whole)
    leaves = override(override(required, above), left)
    return tuple(leaf for leaf in leaves if _limits(leaf, subject))


def _limits(leaf: Leaf, subject: Subject) -> bool:
    fact = facts().get(leaf.fact)
    if leaf.fact == "subsidy_part" and subject != "rate":
        return False
    return fact is None or fact.limits is None or _KINDS[subject] in fact.limits


def _labels(grid: Grid, line: Line, to: int, subject: Subject) -> tuple[Leaf, ...]:
    """Conditions of the label cells on the way to a place in a row or column; nearer labels override farther ones."""
    by_row = line[0] == "column"
    nothing: tuple[Leaf, ...] = ()
    return grid.go(("labels", subject), line, to, nothing, lambda out, cell: override(out, _of_label(grid, cell, subject, by_row=by_row)))


def _of_label(grid: Grid, cell: Cell, subject: Subject, *, by_row: bool) -> tuple[Leaf, ...]:
    """Conditions of one label: `by_row` for a cell above, which its row says more of, else for one to the left."""
    table = grid.table
    if by_row and not cell.header and table.header_cols > 0 and table.n_cols - table.header_cols == 1:
        return ()  # in a list of names and values (one column beside the names) only headers label what is below
    if by_row and not cell.header and 0 < table.header_cols == cell.col and cell.colspan == table.n_cols - cell.col:
        return ()  # what is said under a name for all columns is that name's value
    role = grid.row_role(cell.row) if by_row else grid.col_role(cell.col)
    if by_row and role is None:
        role = grid.col_role(cell.col) if subject == "rate" and grid.col_role(cell.col) == "rate" else None
    text = without_bracket_key(fold_text(cell.text))
    if subject == "rate" and role in ("rate", None) and _PART_LABEL.fullmatch(text):
        return read_conditions(text, money_is_part=True)
    if not by_row and caps_costs(grid, cell):
        return ()  # how much of the costs counts is a value of its own
    costs = role == "expense" and _IS_BOUND.fullmatch(text) is not None  # 補助対象経費 | 50万円以上100万円未満
    if not by_row and (role in (None, "other") or costs) and (measured := _bounded(grid, cell, text)):
        return measured
    if role in _SILENT or (by_row and role == "expense") or len(text) > _LABEL_LENGTH or _EMPLOYS.search(text):
        return ()
    if cell.header and (measured := measured_label(text) or (_bounded_by_corner(grid, cell, text) if by_row else ())):
        return measured
    if bears_value(cell.text):
        return ()
    leaves = (
        _of_all_listed(text, role if not by_row else None, read_conditions(without_explanation(text)))
        or _specials_above(grid, cell, text)
        or _open_wage(grid, cell, text, by_row=by_row)
    )
    return _measured(leaves, grid, cell, by_row=by_row)


_PARTS = re.compile(r"[、,・]|及び|又は")


def _of_all_listed(text: str, role: Role | None, leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """The conditions of a cell of expenses beside values; an item that only some of the listed expenses are limits nothing."""
    parts = [part for part in _PARTS.split(without_brackets(text)) if part] if role == "expense" else []
    if len(parts) < 2 or all(lexicon("items").find(part) for part in parts):
        return leaves
    return tuple(leaf for leaf in leaves if leaf.fact != "item")


def _open_wage(grid: Grid, cell: Cell, text: str, *, by_row: bool) -> tuple[Leaf, ...]:
    """What a label of a few yen bounds, in the words of the header over (or beside) it: 引上げ額 | 25円以上."""
    quantity = wage_of(text)
    head = _along(grid, cell, "first words", _first_words, beside=by_row) if quantity is not None else ""
    if quantity is None or not head:
        return ()
    return tuple(Leaf(fact=OTHER, of=head, op=leaf.op, value=leaf.value, unit="yen") for leaf in bounds_to_leaves("capital", quantity))


def _along(grid: Grid, cell: Cell, key: str, step: Callable[[str, Cell], str], *, beside: bool) -> str:
    """What the cells to the left of a cell, or above it, say together."""
    return grid.go(key, ("row", cell.row), cell.col, "", step) if beside else grid.go(key, ("column", cell.col), cell.row, "", step)


def _first_words(head: str, cell: Cell) -> str:
    """The first text without a figure."""
    text = "" if head else fold_text(cell.text)
    return head or ("" if find_quantities(text) else text)


def _bounded(grid: Grid, cell: Cell, text: str) -> tuple[Leaf, ...]:
    """What a label that is a bound and nothing else bounds, in the words of the header of its column: 売上高 | 1億円以上."""
    heads = (grid.at.get((row, cell.col)) for row in reversed(range(min(cell.row, grid.table.header_rows))))
    named = next((other for other in heads if other is not None and other.text.strip()), None)
    head = fold_text(named.text) if named is not None and grid.row_role(cell.row) is None else ""
    return measured_label(f"{head}{text}") if head and not find_quantities(head) else ()


def _bounded_by_corner(grid: Grid, cell: Cell, text: str) -> tuple[Leaf, ...]:
    """What a column head that is no more than a bound bounds, in the words of the first head of its row: 投資額 | 1億円以上."""
    corner = grid.at.get((cell.row, 0))
    head = fold_text(corner.text) if corner is not None and corner is not cell and _IS_BOUND.fullmatch(text) else ""
    return measured_label(f"{head}{text}") if head and not find_quantities(head) else ()


def _measured(leaves: tuple[Leaf, ...], grid: Grid, cell: Cell, *, by_row: bool) -> tuple[Leaf, ...]:
    """Counts of persons by what the header over (or beside) their labels counts: 引き上げる労働者数 is not the size of the applicant."""
    if not any(leaf.fact == "employees" for leaf in leaves):
        return leaves
    nearest: Callable[[str, Cell], str] = lambda head, other: head if by_row and _heads_counts(grid, other) else _persons(other) or head  # noqa: E731
    head = _along(grid, cell, "persons", nearest, beside=by_row) or grid.once("raised", _raised)
    if not head or STAFF_SIZE.fullmatch(head):
        return leaves
    return tuple(
        Leaf(fact=OTHER, of=head, op=leaf.op, value=leaf.value, unit="person") if leaf.fact == "employees" else leaf for leaf in leaves
    )


def _persons(cell: Cell) -> str:
    """The text of a head that counts persons, else nothing."""
    text = fold_text(cell.text)
    return text if _PERSONS.search(text) else ""


def _raised(grid: Grid) -> str:
    """Whom the persons of a table about raises of pay count, where no header says so: those whose pay is raised."""
    table = grid.table
    told = fold_text(table.caption + table.lead + "".join(table.headings[-1:]))
    texts = (fold_text(cell.text) for cell in table.cells)
    return _WHO_IS_RAISED if _RAISES.search(told) and not any(STAFF_SIZE.fullmatch(text) for text in texts) else ""


def _heads_counts(grid: Grid, cell: Cell) -> bool:
    """Whether counts of persons stand below a cell: it is the head of its column, and says nothing of the cells to its right."""
    last = grid.once(("last count", cell.col), lambda _: _last_count(grid, cell.col))
    return last >= cell.row + cell.rowspan


def _last_count(grid: Grid, col: int) -> int:
    """The lowest row of a column with a count of persons; -1 where there is none."""
    cells = ((row, grid.at.get((row, col))) for row in reversed(range(grid.table.n_rows)))
    counted = (row for row, cell in cells if cell is not None and any(q.unit == "person" for q in find_quantities(fold_text(cell.text))))
    return next(counted, -1)


def has_unknown_label(grid: Grid, cell: Cell, rows: Sequence[int], cols: Sequence[int], scope: DocumentScope) -> bool:
    """Whether a label above or beside a cell names neither a condition nor a frame nor what its values are about."""
    lines: list[tuple[Line, int]] = [*((("column", col), cell.row) for col in cols), *((("row", row), cell.col) for row in rows)]
    return any(grid.go(("unknown", id(scope)), line, to, False, partial(_or_unknown, grid, scope, line[0])) for line, to in lines)


def _or_unknown(grid: Grid, scope: DocumentScope, axis: str, found: bool, cell: Cell) -> bool:
    return found or _is_unknown(grid, cell, axis, scope)


_LOCAL = re.compile(r"[市町村区県府都道島圏]内")  # 市内中小企業者: not all of the class


def _is_unknown(grid: Grid, cell: Cell, axis: str, scope: DocumentScope) -> bool:
    silent = grid.row_role(cell.row) in (*_SILENT, "expense") if axis == "column" else grid.col_role(cell.col) in (*_SILENT, "expense")
    text = cell.text
    named = not silent and bool(text) and len(fold_text(text)) <= _LABEL_LENGTH and not bears_value(text)
    local = _LOCAL.match(fold_text(text)) is not None and any(leaf.fact == "applicant_class" for leaf in read_conditions(fold_text(text)))
    return named and (local or is_unread(text)) and not scope.frames_in(text)


def _specials_above(grid: Grid, cell: Cell, text: str) -> tuple[Leaf, ...]:
    """The special measures of the labels above, for a label that refers to them together: 上記特例の要件をともに満たす事業者."""
    if not _BOTH_SPECIALS.search(text):
        return ()
    nothing: tuple[Leaf, ...] = ()
    return grid.go(
        "specials", ("column", cell.col), cell.row, nothing, lambda found, other: unique((*found, *read_specials(fold_text(other.text))))
    )


def _requirements(grid: Grid, cell: Cell, rows: Sequence[int], col: int, subject: Subject) -> tuple[Leaf, ...]:
    """Counts that the requirement rows of the same column, or the requirement columns of the same rows, ask for."""
    asking = grid.once("asking rows", lambda _: [r for r in range(grid.table.n_rows) if grid.row_role(r) == "requirement"])
    places = [(r, col) for r in asking if r not in grid.rows(cell)]
    places += [(r, c) for r in rows for c in _requirement_columns(grid, cell)]
    found = []
    for place in dict.fromkeys(places):
        other = grid.at.get(place)
        if other is not None and other is not cell and not _EMPLOYS.search(fold_text(other.text)):
            found.append(tuple(leaf for leaf in _counts(grid, other) if _is_count(leaf) and _limits(leaf, subject)))
    return _across([f for f in found if f], whole=True)


def _is_count(leaf: Leaf) -> bool:
    fact = facts().get(leaf.fact)
    return fact is not None and fact.limits is not None


def _requirement_columns(grid: Grid, cell: Cell) -> list[int]:
    """The columns that hold requirements; of several with the same header (tables side by side) the nearest, to the left first."""
    by_name: dict[str, list[int]] = {}
    for c in range(grid.table.n_cols):
        head = grid.at.get((0, c))
        if c not in grid.cols(cell) and head is not None and grid.col_role(c) == "requirement":
            by_name.setdefault(fold_text(head.text), []).append(c)
    return [min(cols, key=lambda c: (c > cell.col, abs(c - cell.col))) for cols in by_name.values()]


def _counts(grid: Grid, cell: Cell) -> tuple[Leaf, ...]:
    """Counts of a requirement cell; a bare number takes its noun from the header (プロセス数 | 4以上)."""
    header = fold_text("".join(cell.header_path))
    text = fold_text(cell.text)
    return read_conditions(text) or (read_conditions(f"{header}:{text}") if find_quantities(text) and len(header) < 40 else ())


def _across(lists: Sequence[tuple[Leaf, ...]], *, whole: bool) -> tuple[Leaf, ...]:
    """What holds for a cell that spans several rows or columns: what they agree on, and the names of a part of them together."""
    if not lists:
        return ()
    out: list[Leaf] = []
    for fact, of in dict.fromkeys((leaf.fact, leaf.of) for leaves in lists for leaf in leaves):
        groups = [tuple(leaf for leaf in leaves if (leaf.fact, leaf.of) == (fact, of)) for leaves in lists]
        if all(group == groups[0] for group in groups):
            out += groups[0]
        elif fact in _NAMED and not whole and all(len(g) == 1 and g[0].op in ("eq", "in") for g in groups):
            out.append(_union(fact, [g[0] for g in groups]))
    return tuple(out)


def _union(fact: str, leaves: Sequence[Leaf]) -> Leaf:
    slugs = tuple(dict.fromkeys(s for leaf in leaves for s in (leaf.value if isinstance(leaf.value, tuple) else (leaf.value,))))
    return Leaf(fact=fact, op="in", value=slugs) if len(slugs) > 1 else Leaf(fact=fact, op="eq", value=slugs[0])
