"""Lines and headings that name one of several ways to be granted, each over lines of keys and values: Aメニュー over 補助率:1/2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.model.document import Clause, Document, Zone
from subsidy_rules.model.rule import OTHER, Leaf
from subsidy_rules.statements.brackets import case_of
from subsidy_rules.statements.grid import role_of
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.section_words import of_heading
from subsidy_rules.statements.statement import Statement
from subsidy_rules.statements.value_keys import VALUE_ROLES, key_of

_LONGEST = 40
_SEVERAL = 2
_SENTENCE = re.compile(r"[。、:]|(?:です|ます|する|ない|こと|ください)$")
_BOXED_KEY = re.compile(r"[・●○]?[【\[](?P<key>[^【】\[\]]{2,16})[】\]](?=.)")  # 【補助率】2/3
_GRANTED = ("yen", "rate")  # a name over values that holds one is a value itself


def cases_of_blocks(document: Document, scope: DocumentScope) -> Mapping[int, tuple[Leaf, ...]]:
    """What the line over its block names, for each clause of a value by its number, where other blocks beside it give the same key."""
    blocks: dict[tuple[str, ...], list[tuple[Clause, list[tuple[int, str]]]]] = {}
    texts = {clause.clause_no: fold_text(clause.text) for clause in document.clauses}
    for name, keyed in _blocks(document):
        blocks.setdefault(name.headings, []).append((name, keyed))
    out: dict[int, tuple[Leaf, ...]] = {}
    for beside in blocks.values():
        for name, keyed in beside:
            others = [told for other, told in beside if texts[other.clause_no] != texts[name.clause_no]]
            keys = {key for told in others for _, key in told}
            # headings over the same values tell nothing apart
            same = name.heading and all(_values(told, texts) == _values(keyed, texts) for told in others)
            if scope.frame_of_header((name.text,)) is None and any(key in keys for _, key in keyed) and not same:
                text = texts[name.clause_no]
                out |= dict.fromkeys((number for number, _ in keyed), read_conditions(text) or case_of(text))
    return out


def _values(keyed: Sequence[tuple[int, str]], texts: Mapping[int, str]) -> list[str]:
    return [texts[number] for number, _ in keyed]


def of_way(clause: Clause, statement: Statement, named: tuple[Leaf, ...], own: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """What the name over a clause, and the name that its line gives (`own`), say of a value.

    A bound that leads a line holds beside the name over it, a name stands for it. A remark that caps what one applicant gets is of all
    ways, not of the last one.
    """
    way = () if statement.per == "applicant" and clause.label.startswith("※") else named
    return (*way, *own) if any(leaf.fact == OTHER for leaf in own) else own or way


def _key(clause: Clause) -> str | None:
    text = fold_text(clause.text)
    boxed = _BOXED_KEY.match(text)
    return key_of(text) or (boxed["key"] if boxed is not None else None)


def _blocks(document: Document) -> Iterator[tuple[Clause, list[tuple[int, str]]]]:
    """Lines that are names, each with the numbers and keys of the lines of values right below it."""
    name: Clause | None = None
    keyed: list[tuple[int, str]] = []
    for clause, behind in zip_longest(document.clauses, document.clauses[1:]):
        key = _key(clause) if clause.zone is Zone.BODY and not clause.heading else None
        if key is not None and name is not None and clause.headings == _over_values(name, clause):
            keyed += [(clause.clause_no, key)] if role_of(key) in VALUE_ROLES else []
            continue
        if name is not None and keyed:
            yield name, keyed
        name, keyed = clause if key is None and _names(clause, behind) else None, []
    if name is not None and keyed:
        yield name, keyed


def _over_values(name: Clause, below: Clause) -> tuple[str, ...]:
    """The headings of the lines under a name: its own, and itself where it is one."""
    return (*name.headings, *below.headings[-1:]) if name.heading else name.headings


def _names(clause: Clause, behind: Clause | None) -> bool:
    """Whether a clause is a name over a line that begins with a key."""
    text = fold_text(clause.text)
    if clause.zone is not Zone.BODY or len(text) > _LONGEST or _SENTENCE.search(text) or role_of(text) is not None:
        return False
    if clause.heading and of_heading(text).role is not None:
        return False  # 申請期間 over 第1回: names another list, and no way to be granted
    over_key = behind is not None and behind.headings == _over_values(clause, behind) and _key(behind) is not None
    return over_key and not any(quantity.unit in _GRANTED for quantity in find_quantities(text, fractions=True))
