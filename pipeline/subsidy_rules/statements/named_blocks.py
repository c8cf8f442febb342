"""Lines that name one of several ways to be granted, each over lines of keys and values: Aメニュー over 補助率:1/2, 上限:100万円."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.model.document import Clause, Document, Zone
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.brackets import case_of
from subsidy_rules.statements.grid import role_of
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.statement import Statement
from subsidy_rules.statements.value_keys import VALUE_ROLES, key_of

_LONGEST = 40
_SEVERAL = 2
_SENTENCE = re.compile(r"[。、:]|(?:です|ます|する|ない|こと|ください)$")


def cases_of_blocks(document: Document, scope: DocumentScope) -> Mapping[int, tuple[Leaf, ...]]:
    """What the line over its block names, for each clause of a value by its number, where other blocks beside it give the same key."""
    blocks: dict[tuple[str, ...], list[tuple[Clause, list[tuple[int, str]]]]] = {}
    for name, keyed in _blocks(document):
        blocks.setdefault(name.headings, []).append((name, keyed))
    out: dict[int, tuple[Leaf, ...]] = {}
    for beside in blocks.values():
        for name, keyed in beside:
            keys = {key for other, told in beside if fold_text(other.text) != fold_text(name.text) for _, key in told}
            if scope.frame_of_header((name.text,)) is None and any(key in keys for _, key in keyed):
                text = fold_text(name.text)
                out |= dict.fromkeys((number for number, _ in keyed), read_conditions(text) or case_of(text))
    return out


def of_way(clause: Clause, statement: Statement, named: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """What the name over a clause says of a value; a remark that caps what one applicant gets is of all ways, not of the last one."""
    return () if statement.per == "applicant" and clause.label.startswith("※") else named


def _blocks(document: Document) -> Iterator[tuple[Clause, list[tuple[int, str]]]]:
    """Lines that are names, each with the numbers and keys of the lines of values right below it."""
    name: Clause | None = None
    keyed: list[tuple[int, str]] = []
    for clause, behind in zip_longest(document.clauses, document.clauses[1:]):
        key = key_of(fold_text(clause.text)) if clause.zone is Zone.BODY and not clause.heading else None
        if key is not None and name is not None and clause.headings == name.headings:
            keyed += [(clause.clause_no, key)] if role_of(key) in VALUE_ROLES else []
            continue
        if name is not None and keyed:
            yield name, keyed
        name, keyed = clause if key is None and _names(clause, behind) else None, []
    if name is not None and keyed:
        yield name, keyed


def _names(clause: Clause, behind: Clause | None) -> bool:
    """Whether a clause is a name over a line that begins with a key."""
    text = fold_text(clause.text)
    if clause.heading or clause.zone is not Zone.BODY or len(text) > _LONGEST or _SENTENCE.search(text) or role_of(text) is not None:
        return False
    over_key = behind is not None and behind.headings == clause.headings and key_of(fold_text(behind.text)) is not None
    return over_key and not find_quantities(text, fractions=True)
