"""Reads the tables of a whole document: what single tables cannot say alone (dittos, notes, items that all share) is settled here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from subsidy_rules.language.conditions import bounds_to_leaves, read_conditions
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.quantities import Bound, Quantity
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.document import Document, Table, Zone
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.brackets import BRACKETED, bracket_conditions, override, settle_bracket
from subsidy_rules.statements.cases import tell_cases_apart
from subsidy_rules.statements.grid import Grid
from subsidy_rules.statements.headed_cases import cases_of_headings, under_headings
from subsidy_rules.statements.listed_frames import for_listed_frames
from subsidy_rules.statements.marked_cells import restricted_by_marks
from subsidy_rules.statements.noted_class import for_noted_class
from subsidy_rules.statements.ranges import settle_ranges
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.statement import Statement
from subsidy_rules.statements.table import Found, FoundDitto, read_table
from subsidy_rules.statements.text import read_text
from subsidy_rules.statements.told_apart import tell_cell_lines_apart

_TIERS = frozenset({"employees", "process_count", "function_count"})
_ZONES = frozenset({None, Zone.BODY, Zone.ANNEX, Zone.COVER})


def read_statements(document: Document, scope: DocumentScope) -> tuple[Found, ...]:
    """All statements on amounts and rates in the tables of a document, in reading order."""
    found = [found for table in document.tables if table.zone in _ZONES for found in _read_one(document, table, scope)]
    return under_headings(_settle_ranges(found), cases_of_headings(document), scope)


def _read_one(document: Document, table: Table, scope: DocumentScope) -> tuple[Found, ...]:
    found, dittos = read_table(table, scope)
    found = for_listed_frames(found, table, scope)
    found = _settle_brackets(found, document, table)
    found = _settle_parts(found)
    found = _fill_items(found)
    found = _fill_parts(found)
    found = (*found, *_resolve(found, dittos, Grid(table), scope))
    found = for_noted_class(restricted_by_marks(_bind_notes(found, table), document, table), document, table)
    found = _drop_common_items(found)
    found = _drop_common_tiers(found)
    found = _fill_adjoining_parts(found)
    return _with_case_of_amount(_with_case_of_rate(tell_cases_apart(tell_cell_lines_apart(found, scope), scope)))


def _with_case_of_amount(found: Sequence[Found]) -> tuple[Found, ...]:
    """A rate that only some of the rows have whose caps are cases is for the case of its row: 交通費 | 1/2 | 1万円, 宿泊費 | 1泊3千円."""
    cases: dict[int, set[tuple[Leaf, ...]]] = {}
    rated: set[int] = set()
    for one in found:
        if one.statement.subject == "rate":
            rated |= set(range(one.cell.row, one.cell.row + one.cell.rowspan))
        elif one.cell.rowspan == 1:
            cases.setdefault(one.cell.row, set()).add(tuple(leaf for leaf in one.conditions if leaf.fact == "case"))
    named = {row: next(iter(own)) for row, own in cases.items() if len(own) == 1 and next(iter(own))}
    if not set(named) - rated:
        return tuple(found)
    return tuple(_of_row(one, named) for one in found)


def _of_row(found: Found, named: Mapping[int, tuple[Leaf, ...]]) -> Found:
    leaves = named.get(found.cell.row, ()) if found.cell.rowspan == 1 and found.statement.subject == "rate" else ()
    if not leaves or any(leaf.fact == "case" for leaf in found.conditions):
        return found
    return replace(found, conditions=(*found.conditions, *leaves), reasons=(*found.reasons, "unknown_label"))


def _with_case_of_rate(found: Sequence[Found]) -> tuple[Found, ...]:
    """A cap in the row of a rate is for the case that the rate is for: 充電器 | 定額(上限135万円), 設備費 | 1/2 | 100万円."""
    cases: dict[object, set[tuple[Leaf, ...]]] = {}
    for one in found:
        if one.statement.subject == "rate" and one.cell.rowspan == 1:
            leaves = tuple(leaf for leaf in one.conditions if leaf.fact == "case")
            cases.setdefault((one.frame, one.cell.row), set()).add(leaves)
    out = []
    for one in found:
        own = cases.get((one.frame, one.cell.row), set()) if one.cell.rowspan == 1 else set()
        leaves = next(iter(own)) if len(own) == 1 and one.statement.subject == "amount" else ()
        if leaves and not any(leaf.fact == "case" for leaf in one.conditions):
            one = replace(one, conditions=(*one.conditions, *leaves), reasons=(*one.reasons, "unknown_label"))
        out.append(one)
    return tuple(out)


def _settle_ranges(found: Sequence[Found]) -> tuple[Found, ...]:
    settled = settle_ranges([f.statement for f in found], [f.text.text for f in found])
    return tuple(replace(f, statement=s) if s is not f.statement else f for f, s in zip(found, settled, strict=True) if s is not None)


def _settle_brackets(found: Sequence[Found], document: Document, table: Table) -> tuple[Found, ...]:
    """Values in brackets under the condition that a word near the table gives for brackets: ( )内は…の場合."""
    if not any(BRACKETED in f.statement.reasons for f in found):
        return tuple(found)
    near = (c.text for c in document.clauses if c.headings == table.headings and not c.heading)
    texts = (*table.notes, *table.lead.split("\n"), table.caption, *(c.text for c in table.cells), *near)
    leaves = next((leaves for text in texts if text and (leaves := bracket_conditions(fold(text).text))), ())
    headed = {} if leaves else {f.cell: _of_header(f) for f in found if BRACKETED in f.statement.reasons}
    return tuple(_with_bracket(_without(f, headed.get(f.cell, ())), leaves or headed.get(f.cell, ())) for f in found)


def _of_header(found: Found) -> tuple[Leaf, ...]:
    """What the bracket of a header says of the values in brackets under it: 補助上限額(大幅な賃上げを行う場合)."""
    brackets = [words for text in found.cell.header_path for words in re.findall(r"\(([^()]+)\)", fold_text(text))]
    return next((leaves for words in brackets if (leaves := read_conditions(words))), ())


def _without(found: Found, leaves: tuple[Leaf, ...]) -> Found:
    return replace(found, conditions=tuple(leaf for leaf in found.conditions if leaf not in leaves)) if leaves else found


def _with_bracket(found: Found, leaves: tuple[Leaf, ...]) -> Found:
    statement = settle_bracket(found.statement, leaves)
    if statement is found.statement:
        return found
    reasons = tuple(r for r in found.reasons if r != BRACKETED)
    return replace(found, statement=statement, conditions=override(found.conditions, leaves), reasons=reasons)


def _settle_parts(found: Sequence[Found]) -> tuple[Found, ...]:
    """Marginal parts of an amount are caps of their own; the cell over them that states the same cap says nothing more.

    The lower bound is that of the whole amount (a part begins where the one before it ends, which is no lower bound of a grant).
    """
    parts = [f for f in found if f.statement.subject == "amount" and f.statement.quantity.part]
    if not parts:
        return tuple(found)
    out = []
    for one in found:
        children = [p for p in parts if p is not one and p.frame == one.frame and _is_over(one, p)]
        if one in parts:
            out.append(_part_as_cap(one, [f for f in found if f.frame == one.frame and f not in parts and _is_over(f, one)]))
        elif not (one.statement.subject == "amount" and any(_top(c) == _top(one) for c in children)):
            out.append(one)
    return tuple(out)


def _is_over(upper: Found, lower: Found) -> bool:
    a, b = upper.cell, lower.cell
    return upper.statement.subject == "amount" and a.row < b.row and a.col <= b.col and b.col + b.colspan <= a.col + a.colspan


def _part_as_cap(part: Found, parents: Sequence[Found]) -> Found:
    lows = [p.statement.quantity.low for p in parents if p.statement.quantity.low is not None]
    quantity = replace(part.statement.quantity, low=lows[0] if lows and lows[0].value is None else None)
    return replace(part, statement=replace(part.statement, quantity=quantity))


def _top(found: Found) -> Fraction | None:
    high = found.statement.quantity.high
    return high.value if isinstance(high, Bound) else found.statement.quantity.point


def _fill_items(found: Sequence[Found]) -> tuple[Found, ...]:
    """A rate for a part of the amount is a rate for the item whose cap that part reaches up to."""
    caps: dict[tuple[str, Fraction], set[Leaf]] = {}
    for one in found:
        top = _top(one)
        if one.statement.subject == "amount" and top is not None:
            caps.setdefault((one.frame, top), set()).update(leaf for leaf in one.conditions if leaf.fact == "item")
    out = []
    for one in found:
        tops = [
            Fraction(leaf.value)
            for leaf in one.conditions
            if leaf.fact == "subsidy_part" and leaf.op in ("le", "lt") and isinstance(leaf.value, int)
        ]
        items = caps.get((one.frame, tops[0]), set()) if tops else set()
        if one.statement.subject == "rate" and len(items) == 1 and not any(leaf.fact == "item" for leaf in one.conditions):
            one = replace(one, conditions=(*items, *one.conditions))
        out.append(one)
    return tuple(out)


def _fill_parts(found: Sequence[Found]) -> tuple[Found, ...]:
    """A rate beside an amount is a rate for that amount, where other rates of the same frame and item are told apart by parts of it."""
    marginal = {
        (f.frame, _item(f)) for f in found if f.statement.subject == "rate" and any(leaf.fact == "subsidy_part" for leaf in f.conditions)
    }
    out = []
    for one in found:
        if (
            one.statement.subject == "rate"
            and (one.frame, _item(one)) in marginal
            and not any(leaf.fact == "subsidy_part" for leaf in one.conditions)
        ):
            tops = {
                _top(f)
                for f in found
                if f.frame == one.frame and f.statement.subject == "amount" and _item(f) == _item(one) and _beside(f, one)
            }
            top = tops.pop() if len(tops) == 1 else None
            if top is not None:
                one = replace(one, conditions=(*one.conditions, Leaf(fact="subsidy_part", op="le", value=int(top))))
        out.append(one)
    return tuple(out)


def _fill_adjoining_parts(found: Sequence[Found]) -> tuple[Found, ...]:
    """Rates that differ by column (or row) are rates for the parts of the amount where the amounts beside them adjoin.

    5万円~50万円 at 3/4 beside 50万円超~350万円 at 2/3.
    """
    beside = _amounts_beside(found)
    rates: dict[object, dict[Fraction | None, dict[Quantity, None]]] = {}  # what they hold for → their value → the amounts beside them
    for one in found:
        if one.statement.subject == "rate":
            rates.setdefault((one.frame, one.conditions), {}).setdefault(_top(one), {}).update(dict.fromkeys(beside(one)))
    out = []
    for one in found:
        values = rates.get((one.frame, one.conditions), {}) if one.statement.subject == "rate" else {}
        own = beside(one) if len(values) > 1 else ()
        rivals = (amounts for value, amounts in values.items() if value != _top(one))
        if len(own) == 1 and any(_adjoin(own[0], b) for amounts in rivals for b in amounts):
            one = replace(one, conditions=(*one.conditions, *bounds_to_leaves("subsidy_part", _part_of(own[0]))))
        out.append(one)
    return tuple(out)


def _amounts_beside(found: Sequence[Found]) -> Callable[[Found], tuple[Quantity, ...]]:
    """Tells of a rate the amounts of its frame that stand in the same rows or the same columns, each once."""
    places: dict[tuple[object, ...], dict[Quantity, None]] = {}
    for one in found:
        if one.statement.subject == "amount":
            for line in _lines(one):
                places.setdefault(line, {})[one.statement.quantity] = None
    return lambda rate: tuple(dict.fromkeys(quantity for line in _lines(rate) for quantity in places.get(line, ())))


def _lines(found: Found) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """The rows, and the columns, that a cell covers."""
    cell = found.cell
    return (found.frame, "rows", cell.row, cell.rowspan), (found.frame, "columns", cell.col, cell.colspan)


def _adjoin(a: Quantity, b: Quantity) -> bool:
    pairs = ((a, b), (b, a))
    return any(x.high is not None and y.low is not None and x.high.value == y.low.value and y.low.exclusive for x, y in pairs)


def _part_of(amount: Quantity) -> Quantity:
    """The part of the grant that an amount reaches over: one that begins above another, else up to its cap."""
    return amount if amount.low is not None and amount.low.exclusive else replace(amount, low=None)


def _item(found: Found) -> tuple[object, ...]:
    return tuple(leaf.value for leaf in found.conditions if leaf.fact == "item")


def _beside(a: Found, b: Found) -> bool:
    """Whether two cells cover the same rows or the same columns."""
    x, y = a.cell, b.cell
    return (x.row, x.rowspan) == (y.row, y.rowspan) or (x.col, x.colspan) == (y.col, y.colspan)


def _resolve(found: Sequence[Found], dittos: Iterable[FoundDitto], grid: Grid, scope: DocumentScope) -> list[Found]:
    """What the dittos stand for, under the frame and item that they stand under."""
    out: list[Found] = []
    for ditto in dittos:
        sources = _sources((*found, *out), ditto, grid, scope)
        for source in sources:
            conditions = _rename_items(source.conditions, ditto.ditto.conditions)
            out.append(
                replace(source, frame=ditto.frame, conditions=conditions, via=(*source.via, ditto), reasons=(*source.reasons, "ditto"))
            )
    return out


def _sources(found: Sequence[Found], ditto: FoundDitto, grid: Grid, scope: DocumentScope) -> list[Found]:
    if ditto.ditto.direction == "frame":
        frames = [f for f in scope.frames_in(ditto.ditto.target) if f != ditto.frame]
        same: Callable[[Found], bool] = lambda f: len(frames) == 1 and f.frame == frames[0]  # noqa: E731
    else:
        cell = grid.next_to(ditto.cell, ditto.ditto.direction)
        # 〃 below a 〃 stands for what that one stands for
        same = lambda f: cell is not None and (f.via[-1].cell if f.via else f.cell) == cell  # noqa: E731
    return [f for f in found if same(f) and (ditto.subject is None or f.statement.subject == ditto.subject)]


def _rename_items(conditions: Sequence[Leaf], named: Sequence[Leaf]) -> tuple[Leaf, ...]:
    """The ditto's own item takes the place of the item that it stands for; other items stay what they are."""
    items = [leaf for leaf in named if leaf.fact == "item" and leaf.op == "eq"]
    if not items:
        return override(conditions, named)
    replaced = load("items").get(str(items[0].value), {}).get("stands_for")
    out = [items[0] if leaf.fact == "item" and leaf.value == replaced else leaf for leaf in conditions]
    if not any(leaf.fact == "item" for leaf in out):
        out.insert(0, items[0])
    return tuple(out)


def _bind_notes(found: Sequence[Found], table: Table) -> tuple[Found, ...]:
    """A note that gives one of two alternative rates its condition (※…の場合には、補助率2/3) gives it to the cell's value."""
    noted = [s for note in table.notes for s in _stated_in(note) if s.conditions]
    out = []
    for one in found:
        match = next((n for n in noted if "alternatives" in one.reasons and _same_value(n, one.statement)), None)
        if match is not None:
            reasons = tuple(r for r in one.reasons if r != "alternatives")
            one = replace(one, conditions=override(one.conditions, match.conditions), reasons=(*reasons, "condition_from_note"))
        out.append(one)
    return tuple(out)


def _stated_in(note: str) -> tuple[Statement, ...]:
    """What a note states; of one that does not name what its shares are, they are the rates that it was put beside."""
    folded = fold(note)
    return read_text(folded, None).statements or read_text(folded, "rate").statements


def _same_value(x: Statement, y: Statement) -> bool:
    return x.subject == y.subject and x.quantity.single is not None and x.quantity.single == y.quantity.single


def _drop_common_items(found: Sequence[Found]) -> tuple[Found, ...]:
    """An item that everything in the table says of a frame tells nothing apart, so it is no condition.

    The main item of a programme (what every application is for) tells nothing apart either where no other item is named.
    """
    items: dict[str, set[object]] = {}
    for one in found:
        items.setdefault(one.frame, set()).add(tuple(leaf.value for leaf in one.conditions if leaf.fact == "item"))
    main = {(slug,) for slug, entry in load("items").items() if entry.get("main")}
    alone = {frame for frame, seen in items.items() if len(seen) == 1 or (len(seen - {()}) == 1 and seen - {()} <= main)}
    return tuple(replace(f, conditions=tuple(c for c in f.conditions if c.fact != "item")) if f.frame in alone else f for f in found)


def _drop_common_tiers(found: Sequence[Found]) -> tuple[Found, ...]:
    """A rate that every tier of size of its frame repeats is the rate of all: the tiers are no condition on it."""
    groups: dict[tuple[object, ...], list[Found]] = {}
    for one in found:
        if one.statement.subject == "rate":
            groups.setdefault((one.frame, *(leaf for leaf in one.conditions if leaf.fact not in _TIERS)), []).append(one)
    common = {
        id(one)
        for group in groups.values()
        if len({_tiers(f) for f in group}) > 1 and len({_top(f) for f in group}) == 1 and all(_tiers(f) for f in group)
        for one in group
    }
    return tuple(replace(f, conditions=tuple(c for c in f.conditions if c.fact not in _TIERS)) if id(f) in common else f for f in found)


def _tiers(found: Found) -> tuple[Leaf, ...]:
    return tuple(leaf for leaf in found.conditions if leaf.fact in _TIERS)
