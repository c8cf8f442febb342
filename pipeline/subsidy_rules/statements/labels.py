"""The conditions that headers, label cells and neighbouring requirement rows put on a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from subsidy_rules.language.conditions import STAFF_SIZE, bounds_to_leaves, read_conditions, read_specials, unique
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.vocabulary import facts
from subsidy_rules.model.document import Cell
from subsidy_rules.model.rule import OTHER, Leaf
from subsidy_rules.statements.brackets import override, without_bracket_key
from subsidy_rules.statements.grid import Grid, Role, bears_value
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
    r"(?:補助(?:金)?額(?:の)?(?:うち)?)?[\d,万億円~千]+(?:まで|以下|超|未満|以上|を超え(?:る|て|、)?)[\d,万億円~千]*(?:まで|以下|未満)?(?:の?部分)?"
)
_PERSONS = re.compile(r"(?:人|者|員)の?(?:数|人数)(?:\([^()]*\))?(?:※\d*)?$")
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
    above = _across([_labels(_over(grid, cell, c), grid, subject, by_row=True) for c in cols], whole=whole)
    left = _across([_labels(grid.left_of(cell, r), grid, subject, by_row=False) for r in rows], whole=whole)
    leaves = override(override(required, above), left)
    return tuple(leaf for leaf in leaves if _limits(leaf, subject))


def _over(grid: Grid, cell: Cell, col: int) -> tuple[Cell, ...]:
    """The cells above that may label a cell; in a list of names and values (one column beside the names) only headers may."""
    table = grid.table
    single = table.header_cols > 0 and table.n_cols - table.header_cols == 1
    return tuple(other for other in grid.above(cell, col) if other.header or not single)


def _limits(leaf: Leaf, subject: Subject) -> bool:
    fact = facts().get(leaf.fact)
    if leaf.fact == "subsidy_part" and subject != "rate":
        return False
    return fact is None or fact.limits is None or _KINDS[subject] in fact.limits


def _labels(cells: Iterable[Cell], grid: Grid, subject: Subject, *, by_row: bool) -> tuple[Leaf, ...]:
    """Conditions of the label cells on the way to a cell; nearer labels override farther ones."""
    out: tuple[Leaf, ...] = ()
    for cell in cells:
        role = grid.row_role(cell.row) if by_row else grid.col_role(cell.col)
        if by_row and role is None:
            role = grid.col_role(cell.col) if subject == "rate" and grid.col_role(cell.col) == "rate" else None
        text = without_bracket_key(fold_text(cell.text))
        if subject == "rate" and role == "rate" and _PART_LABEL.fullmatch(text):
            out = override(out, read_conditions(text, money_is_part=True))
            continue
        if not by_row and role in (None, "other") and (measured := _bounded(grid, cell, text)):
            out = override(out, measured)
            continue
        if role in _SILENT or (by_row and role == "expense") or len(text) > _LABEL_LENGTH:
            continue
        if cell.header and (measured := measured_label(text)):
            out = override(out, measured)
            continue
        if bears_value(cell.text):
            continue
        leaves = read_conditions(text) or _specials_above(grid, cell, text) or _open_wage(grid, cell, text, by_row=by_row)
        out = override(out, _measured(leaves, grid, cell, by_row=by_row))
    return out


def _open_wage(grid: Grid, cell: Cell, text: str, *, by_row: bool) -> tuple[Leaf, ...]:
    """What a label of a few yen bounds, in the words of the header over (or beside) it: 引上げ額 | 25円以上."""
    quantity = wage_of(text)
    heads = grid.left_of(cell, cell.row) if by_row else grid.above(cell, cell.col)
    head = next((fold_text(other.text) for other in heads if other.text and not find_quantities(fold_text(other.text))), "")
    if quantity is None or not head:
        return ()
    return tuple(Leaf(fact=OTHER, of=head, op=leaf.op, value=leaf.value, unit="yen") for leaf in bounds_to_leaves("capital", quantity))


def _bounded(grid: Grid, cell: Cell, text: str) -> tuple[Leaf, ...]:
    """What a label that is a bound and nothing else bounds, in the words of the header of its column: 売上高 | 1億円以上."""
    heads = [other for other in grid.above(cell, cell.col) if other.row < grid.table.header_rows and other.text.strip()]
    head = fold_text(heads[-1].text) if heads and grid.row_role(cell.row) is None else ""
    return measured_label(f"{head}{text}") if head and not find_quantities(head) else ()


def _measured(leaves: tuple[Leaf, ...], grid: Grid, cell: Cell, *, by_row: bool) -> tuple[Leaf, ...]:
    """Counts of persons by what the header over (or beside) their labels counts: 引き上げる労働者数 is not the size of the applicant."""
    heads = [other for other in grid.left_of(cell, cell.row) if not _heads_counts(grid, other)] if by_row else grid.above(cell, cell.col)
    head = next((text for other in reversed(heads) if (text := fold_text(other.text)) and _PERSONS.search(text)), "") or _raised(grid)
    if not head or STAFF_SIZE.fullmatch(head):
        return leaves
    return tuple(
        Leaf(fact=OTHER, of=head, op=leaf.op, value=leaf.value, unit="person") if leaf.fact == "employees" else leaf for leaf in leaves
    )


def _raised(grid: Grid) -> str:
    """Whom the persons of a table about raises of pay count, where no header says so: those whose pay is raised."""
    table = grid.table
    told = fold_text(table.caption + table.lead + "".join(table.headings[-1:]))
    texts = (fold_text(cell.text) for cell in table.cells)
    return _WHO_IS_RAISED if _RAISES.search(told) and not any(STAFF_SIZE.fullmatch(text) for text in texts) else ""


def _heads_counts(grid: Grid, cell: Cell) -> bool:
    """Whether counts of persons stand below a cell: it is the head of its column, and says nothing of the cells to its right."""
    below = (grid.at.get((row, cell.col)) for row in range(cell.row + cell.rowspan, grid.table.n_rows))
    return any(other is not None and any(q.unit == "person" for q in find_quantities(fold_text(other.text))) for other in below)


def unknown_labels(grid: Grid, cell: Cell, rows: Sequence[int], cols: Sequence[int], scope: DocumentScope) -> tuple[str, ...]:
    """The labels above and beside a cell that name neither a condition nor a frame nor what its values are about."""
    above = [other for col in cols for other in grid.above(cell, col) if grid.row_role(other.row) not in (*_SILENT, "expense")]
    left = [other for row in rows for other in grid.left_of(cell, row) if grid.col_role(other.col) not in (*_SILENT, "expense")]
    texts = [other.text for other in dict.fromkeys((*above, *left)) if len(fold_text(other.text)) <= _LABEL_LENGTH]
    return tuple(text for text in texts if text and not bears_value(text) and is_unread(text) and not scope.frames_in(text))


def _specials_above(grid: Grid, cell: Cell, text: str) -> tuple[Leaf, ...]:
    """The special measures of the labels above, for a label that refers to them together: 上記特例の要件をともに満たす事業者."""
    if not _BOTH_SPECIALS.search(text):
        return ()
    return unique(leaf for other in grid.above(cell, cell.col) for leaf in read_specials(fold_text(other.text)))


def _requirements(grid: Grid, cell: Cell, rows: Sequence[int], col: int, subject: Subject) -> tuple[Leaf, ...]:
    """Counts that the requirement rows of the same column, or the requirement columns of the same rows, ask for."""
    table = grid.table
    places = [(r, col) for r in range(table.n_rows) if r not in grid.rows(cell) and grid.row_role(r) == "requirement"]
    places += [(r, c) for r in rows for c in _requirement_columns(grid, cell)]
    found = []
    for place in dict.fromkeys(places):
        other = grid.at.get(place)
        if other is not None and other is not cell:
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
