"""Notes that give a value of their own to what bears their mark: 補助率 | 1/2※1 … ※1 小規模企業者は2/3以内."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Document, Zone
from subsidy_rules.statements.grid import Grid

_ZONES = frozenset({None, Zone.BODY, Zone.ANNEX})
_MARK = re.compile(r"[※*注]\d{1,2}")
_ROLES = frozenset({"amount", "rate"})
# nothing but for whom or when, and the value
_ONE_VALUE = re.compile(
    r"[^。、:\d]{2,40}(?:は|の?場合(?:に?は)?|:)、?(?:最大|上限)?(?:\d{1,2}/\d{1,2}|\d{1,2}分の\d{1,2}|[\d,.]+[万億千百]*円)"
    r"(?:以内|まで|(?:を|が)(?:上限|限度))?(?:です|とする|とします|となります)?。?"
)


def noted_roles(document: Document) -> Mapping[int, str]:
    """By number of such a note among the clauses, what the cells with its mark are about, where all are about the same."""
    marked: dict[tuple[tuple[str, ...], str], set[str]] = {}
    for table in document.tables:
        marks = [(cell, mark) for cell in table.cells for mark in _MARK.findall(_plain(cell.text))] if table.zone in _ZONES else []
        if not marks:
            continue
        grid = Grid(table)
        for cell, mark in marks:
            marked.setdefault((table.headings, mark), set()).update(grid.roles(cell) or {"other"})
    out: dict[int, str] = {}
    for clause in document.clauses if marked else ():
        roles_here = marked.get((clause.headings, _plain(clause.label or "")), set())
        if len(roles_here) == 1 and not clause.heading and _ONE_VALUE.fullmatch(fold_text(clause.text)):
            out |= dict.fromkeys((clause.clause_no,) if roles_here <= _ROLES else (), next(iter(roles_here)))
    return out


def _plain(text: str) -> str:
    """With raised digits as plain ones: what is folded has lost raised marks, which are no part of a figure."""
    return unicodedata.normalize("NFKC", text)
