"""A row that does no more than enumerate costs or papers → a row for each of them, with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.kinds.listing import Row
from subsidy_rules.language.enumerated import enumerated_costs, enumerated_papers
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.rule import Condition, Leaf, Unread
from subsidy_rules.statements.items import Item, is_note


def each_cost(row: Row) -> tuple[tuple[str, Row], ...]:
    """The costs that a row does no more than enumerate, each with a row of its own; none where it says anything else."""
    return _each(row, enumerated_costs(row.text))


def each_paper(row: Row) -> tuple[tuple[str, Row], ...]:
    """The papers that a row does no more than enumerate, as `each_cost`."""
    return _each(row, enumerated_papers(row.text))


def is_line(item: Item) -> bool:
    """Whether an item is a line or cell of its own: of a list of several items each is one, whatever it enumerates."""
    if item.clause is not None:
        return not item.clause.label or is_note(item.clause)
    return item.is_whole_cell


def _each(row: Row, names: Sequence[tuple[str, int, int]]) -> tuple[tuple[str, Row], ...]:
    if not is_line(row.item):
        return ()
    at, text = row.stated.start, fold_text(row.text)
    out = []
    for name, start, end in names:
        when = tuple(node for node in row.stated.when if not _of_another(node, name, text))
        out.append((name, replace(row, stated=replace(row.stated, start=at + start, end=at + end, when=when))))
    return tuple(out)


def _of_another(node: Condition, name: str, text: str) -> bool:
    """Whether a limit stands in the bracket of another name of the enumeration: 見取図(未作成の場合、省略可)、名簿."""
    words = fold_text(node.unread if isinstance(node, Unread) else node.of or "" if isinstance(node, Leaf) else "")
    inside = bool(words) and any(words in bracket for bracket in re.findall(r"\(([^()]*)\)", text))
    return inside and words not in name
