"""The rows and columns of a table that tell its values apart, where the vocabulary does not know their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.counted_by import counted_in, is_only_count
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.document import Cell
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.brackets import without_explanation
from subsidy_rules.statements.grid import Grid, Line, bears_value, names_activity, role_of
from subsidy_rules.statements.required_columns import is_told
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.table import Found
from subsidy_rules.statements.values import wage_of

_SILENT = ("requirement", "other", "expense")  # what such a row or column says names no other one
_LONGEST = 40  # a longer cell explains something; it names nothing
_LEVELS = 12
_MOST_ROWS = 200  # of one column that are compared with each other
_ENDLESS, _STEP = Decimal("Infinity"), Decimal("0.5")
_NO_NAMES: tuple[str, ...] = ()
_EXPENSE_NAME = 16
_FIXED = re.compile(r"定額|[^、。]{0,12}全額")  # a rate, no name of a row
_ASIDE = re.compile(r"\([^()]*\)|※\d*")
_LEAST_QUALIFIER = 3
_OF_WHOM = re.compile(r"(?:者|企業|法人|団体|店舗|施設|事業所|場合|とき|特例|措置)$")
_EXPLAINS = re.compile(r"[、。]|(?:する|した|に係る|ための?|こと|もの)")
_NOTED = re.compile(r"(?<=[^※]{3})※(?!\d*$).*$")  # 使用料 ※購入した物は対象外
_NOTHING = re.compile(r"[-ー―−–—~\s]*")  # an empty cell, or one with a dash for nothing
_BOUND = re.compile(r"[\d,.万億円人名~-]+(?:以上|以下|以内|未満|超|まで)?(?:[~-]?[\d,.万億円人名]+(?:以上|以下|以内|未満|超|まで)?)?")
_BARE_NUMBER = re.compile(r"[\d,.]+")  # its unit stands in a head: it is a value
# The rest of all applicants, or no case at all.
_BASE = re.compile(
    r".*(?:上記|両).{0,3}特例.*|[上下左右前]記以外.*|(?:その他|それ以外|以外).{0,6}|通常|原則|基本|共通|(?:全て|すべて|全)(?:の?(?:対象)?(?:事業者|申請者|企業|法人|者|方|業種|類型|枠|コース|区分)(?:共通)?)?|区分|内容|項目|備考|[-ー~・※\d()]*"
)


# その他の中小企業者 beside 製造業者: those that no other row is for, and not all of the class
_REST = re.compile(r"(?:その他|それ以外|上記以外|左記以外)の?.*(?:者|企業|法人|団体|組合)")


def tell_cases_apart(found: Sequence[Found], scope: DocumentScope) -> tuple[Found, ...]:
    """The statements of one table; those under a name that nobody knows with a leaf `case` that holds the name.

    A row or column has such a name where its neighbours have others and different values, be they named by the vocabulary, as frames or
    not at all. Where the names are all that tells values apart and none is unknown, the values do contradict each other.
    """
    if not found:
        return ()
    grid = Grid(found[0].table)
    cases: dict[int, list[str]] = {}
    for names_of, position in ((_row_names, _row), (_column_names, _column)):
        for group in _groups(found, position):
            for one, name in _told(group, grid, names_of, scope):
                cases.setdefault(id(one), []).append(name)
    return tuple(_with_case(one, cases.get(id(one), ())) for one in found)


def _groups(found: Sequence[Found], position: Callable[[Found], Iterable[int]]) -> Iterable[list[Found]]:
    """The statements on one subject that stand in one line of the table, each line across the labels that tell apart."""
    groups: dict[object, list[Found]] = {}
    for one in found:
        for line in position(one):
            groups.setdefault((one.statement.subject, line), []).append(one)
    return groups.values()


def _row(found: Found) -> range:
    """The columns in which a value stands, in each of which the names of rows may tell it apart."""
    return range(found.cell.col, found.cell.col + found.cell.colspan)


def _column(found: Found) -> range:
    return range(found.cell.row, found.cell.row + found.cell.rowspan)


def _told(
    group: Sequence[Found], grid: Grid, names_of: Callable[[Found, Grid], tuple[str, ...]], scope: DocumentScope
) -> Iterable[tuple[Found, str]]:
    """Each statement of a line that stands under an unknown name, with that name, on each level on which the values differ."""
    named = [(one, names_of(one, grid)) for one in group]
    for depth in range(1, 1 + min((len(names) for _, names in named), default=0)):
        parts: dict[tuple[object, ...], list[tuple[Found, str]]] = {}
        for one, names in named:
            inner = names[len(names) - depth + 1 :]
            # where another name on the way is that of a frame, only values of that frame are told apart by this one
            framed = scope.frame_of_header((*names[:-depth], *inner)) is not None
            # 1人, 2人以上 of one course and 1人, 2~4人, 5人以上 of another: bounds are no names, they may overlap
            known = tuple("" if _BOUND.fullmatch(name) else name for name in inner)
            parts.setdefault((one.frame if framed else None, *known), []).append((one, names[-depth]))
        for key, part in parts.items():
            values: dict[str, set[object]] = {}
            for one, name in part:
                values.setdefault(name, set()).add((_value(one), tuple(sorted(leaf.fact for leaf in one.conditions))))
            # the same values for other bounds (50人以下, 20人以下) do differ
            apart = _overlap(part) or ("" not in key[1:] and len({frozenset(v) for v in values.values()}) > 1)
            if apart:
                shared = _shared_frames(values, scope) | _shared_classes(values)
                cases = {name for name in values if names_a_case(name, scope)}
                rest = {name for name in values if _REST.match(name)} if cases else set()
                yield from ((one, name) for one, name in part if name in cases or name in rest or name in shared)


def _overlap(part: Sequence[tuple[Found, str]]) -> bool:
    """Whether different values of rows of different names hold for the same numbers: no bound tells them apart."""
    told = [(one, name, _value(one), _ranges(one)) for one, name in part[:_MOST_ROWS]]
    return any(
        name != other_name and value != other_value and all(_meet(span, others[fact]) for fact, span in ranges.items() if fact in others)
        for at, (_, name, value, ranges) in enumerate(told)
        for _, other_name, other_value, others in told[:at]
    )


def _ranges(found: Found) -> dict[tuple[str, str | None], tuple[Decimal, Decimal]]:
    """From which to which number each measure runs on which a statement depends; numbers that are no bound stand for themselves."""
    out: dict[tuple[str, str | None], tuple[Decimal, Decimal]] = {}
    for leaf in found.conditions:
        if isinstance(leaf.value, bool) or not isinstance(leaf.value, int):
            continue
        low, high = out.get((leaf.fact, leaf.of), (-_ENDLESS, _ENDLESS))
        value = Decimal(leaf.value) + {"gt": _STEP, "lt": -_STEP}.get(leaf.op, Decimal(0))
        out[leaf.fact, leaf.of] = (value if leaf.op in ("ge", "gt", "eq") else low, value if leaf.op in ("le", "lt", "eq") else high)
    return out


def _meet(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _shared_frames(values: Mapping[str, set[object]], scope: DocumentScope) -> frozenset[str]:
    """Those of several names that name the same frame over different values: 通常枠(A類型), 通常枠(B類型)."""
    frames: dict[tuple[str, ...], list[str]] = {}
    for name in values:
        frames.setdefault(scope.frames_in(name), []).append(name)
    alike = [names for own, names in frames.items() if own and len({frozenset(values[name]) for name in names}) > 1]
    return frozenset(name for names in alike for name in names if not read_conditions(name))


def _shared_classes(values: Mapping[str, set[object]]) -> frozenset[str]:
    """Those of several names that say the same class over different values: 町内に本社を有する中小企業者, 町外に本社を有する中小企業者."""
    classes: dict[tuple[Leaf, ...], list[str]] = {}
    for name in values:
        classes.setdefault(read_conditions(name), []).append(name)
    alike = [names for leaves, names in classes.items() if leaves and len({frozenset(values[name]) for name in names}) > 1]
    return frozenset(name for names in alike for name in names)


def names_a_case(name: str, scope: DocumentScope) -> bool:
    """Whether a name over or beside a value is that of a case which no vocabulary knows."""
    if role_of(name) is not None:
        return _is_qualified(name)
    known = read_conditions(without_explanation(name)) or scope.frames_in(name) or wage_of(name) is not None
    return bool(name) and not known and not _BASE.fullmatch(name) and not is_only_count(name)


_COURSES = re.compile(r"[^\d、。:]{2,}(?:枠|コース|型|タイプ|類型|メニュー)")


def names_course(name: str, scope: DocumentScope) -> bool:
    """Whether a folded name is that of a course or frame that no definition lists."""
    return _COURSES.fullmatch(name) is not None and names_a_case(name, scope)


def _is_qualified(name: str) -> bool:
    """Whether the name of a row or column of values says whose values they are: 賃上げ事業者の上限額 beside 上限額."""
    rest = _ASIDE.sub("", name)
    for hit in reversed(lexicon("subjects").find(rest)):
        rest = rest[: hit.start] + rest[hit.end :]
    rest = rest.strip("のはが・:（）() ")
    known = read_conditions(rest) or find_quantities(rest) or counted_in(rest) or _BASE.fullmatch(rest)
    return len(rest) >= _LEAST_QUALIFIER and not known and bool(_OF_WHOM.search(rest))


def _value(found: Found) -> tuple[object, ...]:
    quantity = found.statement.quantity
    return (quantity.low, quantity.high, quantity.point, found.statement.fixed)


def _with_case(found: Found, names: Sequence[str]) -> Found:
    names = [name for name in names if not is_told(name, found.conditions)]
    if not names:
        return found
    leaves = tuple(Leaf(fact="case", op="eq", value=name) for name in dict.fromkeys(names))
    reasons = tuple(reason for reason in found.reasons if reason != "unknown_header")  # the header is in the condition now
    return replace(found, conditions=(*found.conditions, *leaves), reasons=(*reasons, "unknown_label"))


def _row_names(found: Found, grid: Grid) -> tuple[str, ...]:
    """The names of the row of a value, outermost first; of one that stands in several rows of other names, all of these as one."""
    names = list(dict.fromkeys(_names_of_row(row, found, grid) for row in grid.rows(found.cell)))
    if len(names) == 1 or not all(names):
        return names[0]
    outer = dict.fromkeys(name[0] for name in names)
    shared = next((at for at, levels in enumerate(zip(*names, strict=False)) if len(set(levels)) > 1), min(map(len, names)))
    return ("、".join(outer),) if len(outer) > 1 else names[0][:shared]


def _names_of_row(row: int, found: Found, grid: Grid) -> tuple[str, ...]:
    line: Line = ("row", row)
    # what is done names a row only where nothing shorter does: 整備型 | 就業規則を作る事業 | 10万円
    named = grid.go("called", line, found.cell.col, _NO_NAMES, lambda names, cell: _with_name(names, cell, _tells_activity(grid, cell)))
    if not named:
        named = grid.go(
            "row names", line, found.cell.col, _NO_NAMES, lambda names, cell: _with_name(names, cell, _is_not_of_row(grid, cell))
        )
    if named and not _is_shared(named[-1], row, found, grid):
        return named
    # a table of expenses with a rate and a cap for each: nothing else names its rows, or those under one name
    bought = grid.go("expenses", line, found.cell.col, _NO_NAMES, lambda names, cell: _with_name(names, cell, _is_no_expense(grid, cell)))
    return (*named, *(name for name in bought if name not in named))


def _is_shared(name: str, row: int, found: Found, grid: Grid) -> bool:
    """Whether the innermost name of a row is that of rows beside it, in which other values stand."""
    heads = [cell for cell in grid.left_of(found.cell, row) if fold_text(cell.text) == name]
    return any(cell.rowspan > found.cell.rowspan for cell in heads)


def _is_not_of_row(grid: Grid, cell: Cell) -> bool:
    """Whether a cell to the left says something else than whom its row is about."""
    return grid.col_role(cell.col) in _SILENT or _FIXED.fullmatch(fold_text(cell.text)) is not None or _is_share(grid, cell)


def _is_share(grid: Grid, cell: Cell) -> bool:
    """Whether a cell under the name of sums tells a share or a product that is granted: 材料費の20% beside 限度額."""
    found = find_quantities(fold_text(cell.text)) if grid.col_role(cell.col) in _VALUED else ()
    return any(quantity.unit in ("percent", "rate") and quantity.point is not None for quantity in found)


_VALUED = ("amount", "rate", "increase")


def _tells_activity(grid: Grid, cell: Cell) -> bool:
    heads = (grid.at.get((row, cell.col)) for row in range(min(cell.row, grid.table.header_rows)))
    return _is_not_of_row(grid, cell) or any(head is not None and names_activity(head.text) for head in heads)


def _is_no_expense(grid: Grid, cell: Cell) -> bool:
    text = _NOTED.sub("", fold_text(cell.text))
    explains = len(text) > _EXPENSE_NAME and _EXPLAINS.search(text) is not None
    return grid.col_role(cell.col) != "expense" or explains


def _column_names(found: Found, grid: Grid) -> tuple[str, ...]:
    line: Line = ("column", found.cell.col)
    return grid.go(
        "column names", line, found.cell.row, _NO_NAMES, lambda names, cell: _with_name(names, cell, _is_not_of_column(grid, cell))
    )


def _is_not_of_column(grid: Grid, cell: Cell) -> bool:
    """Whether a cell above says something else than whom its column is about: what a row says that has a name of its own."""
    first = grid.at.get((cell.row, 0))
    named = first is not None and first is not cell and bool(first.text.strip()) and role_of(first.text) is None
    of_row = 0 < grid.table.header_rows <= cell.row and named and not cell.header
    return grid.row_role(cell.row) in _SILENT or of_row


def _with_name(names: tuple[str, ...], cell: Cell, silent: bool) -> tuple[str, ...]:
    """The names on the way to a cell, outermost first, and one more; what states a value or explains is no name.

    No table has so many levels as are kept: of a longer way, its nearest.
    """
    text = _NOTED.sub("", fold_text(cell.text))
    if silent or _NOTHING.fullmatch(text) or bears_value(cell.text):
        return names
    return (*names, text)[-_LEVELS:] if len(text) <= _LONGEST and not _BARE_NUMBER.fullmatch(text) else names
