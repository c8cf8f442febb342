"""Notes behind an item or a list that take something out of it: ※住宅部分の改装を除きます。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Clause
from subsidy_rules.model.rule import OTHER, Leaf
from subsidy_rules.statements.items import is_note

_TAKES_OUT = re.compile(
    r"(?:※|\*|注)?(?:なお、|ただし、|また、)?(?P<what>(?![^。]*(?:(?:以下|次|上記|前記)の|から|(?:場合|とき)(?:に)?(?:は)?、))[^。※]{2,60}?)(?:を|は|については)、?"
    r"除(?:く|きます|外(?:する|します))(?:もの|こと)?(?:とする|とします)?。?"
)


def left_out_behind(clauses: Sequence[Clause]) -> dict[int, tuple[Leaf, ...]]:
    """Clause number → what the notes behind a clause take out of it; behind a whole list, out of each of its items."""
    out: dict[int, tuple[Leaf, ...]] = {}
    for at, note in enumerate(clauses):
        numbered = re.search(r"\d", note.label) is not None  # ※３ is of what its mark stands at
        said = _TAKES_OUT.fullmatch(fold_text(note.text)) if is_note(note) and not numbered and not note.heading else None
        if said is None:
            continue
        leaf = Leaf(fact=OTHER, of=said["what"], op="eq", value=False)
        for clause in _meant(clauses, at):
            out[clause.clause_no] = (*out.get(clause.clause_no, ()), leaf)
    return out


def _meant(clauses: Sequence[Clause], at: int) -> Iterator[Clause]:
    """What a note is about: the clause right before it, and the items beside that where the list ends with the note."""
    before = next((clauses[k] for k in range(at - 1, -1, -1) if not is_note(clauses[k])), None)
    if before is None or before.heading or before.headings != clauses[at].headings:
        return
    yield before
    behind = next((clause for clause in clauses[at + 1 :] if not is_note(clause)), None)
    if not before.label or (behind is not None and _is_beside(before, behind)):
        return
    for clause in reversed(clauses[:at]):
        if clause.headings != before.headings or clause.heading or len(clause.path) < len(before.path):
            return
        if clause is not before and _is_beside(before, clause):
            yield clause


def _is_beside(one: Clause, other: Clause) -> bool:
    return bool(other.label) and not is_note(other) and (one.headings, one.path[:-1]) == (other.headings, other.path[:-1])
