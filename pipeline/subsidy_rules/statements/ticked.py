"""Columns of marks that grant or refuse what their rows name: 機械装置の購入費 | ○, 車両の購入費 | ×, or 可 and 不可 for each frame."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Cell, Table
from subsidy_rules.model.reading import Role
from subsidy_rules.statements.section_part import EXPENSES, POINTS, Part, Place
from subsidy_rules.statements.section_told import told

_ASIDE = r"(?:\([^()]*\)|※\d*)?"
_YES = re.compile(rf"(?:[○〇◯◎●✓✔]|可能?|(?:補助|助成)?対象(?:経費|とな(?:る|ります))?|認め(?:る|ます)){_ASIDE}")
_NO = re.compile(
    rf"(?:[×✕✖✗╳]|不可能?|否|(?:補助|助成)?(?:の)?対象(?:外(?:経費)?|と(?:ならない|なりません|しない|しません))|認めない|認めません){_ASIDE}"
)
_REFUSES = re.compile(r"対象(?:外|と(?:ならない|なりません|しない))|不可$|認め(?:ない|られない)")
_NOTHING = re.compile(r"[-ー―−–—~\s]*")
# a head that says no more than that the marks grant or refuse
_PLAIN_HEAD = re.compile(
    r"(?:(?:補助|助成)?対象(?:経費|となる経費|者|事業者)?|申請|応募)?(?:の?(?:可否|適否|有無|判定|区分|可/不可|○×))?(?:\([^()]*\))?"
)

_MARKED = (*EXPENSES, *POINTS, "exclusion")
_COSTS = re.compile(r"経費|費目|費用")
_PERSONS = re.compile(r"(?:対象|申請)(?:者|事業者|となる(?:方|者|事業者))|申請できる(?:方|者)|(?:申請|応募)(?:者|資格)?の?(?:可否|適否)")
_WHO = re.compile(r"(?:者|方|人|企業|法人|会社|組合|団体|事業主)(?:等|\([^()]*\))?")

Verdict = tuple[str, bool]  # for whom (a head such as the name of a frame, "" for all), and whether it is granted


def verdicts_of(table: Table) -> Mapping[int, tuple[Verdict, ...]]:
    """By row, what the columns of marks say of it; no rows where the table has none that both grants and refuses."""
    heads = {cell.col: fold_text(cell.text) for cell in table.cells if cell.row < table.header_rows and cell.colspan == 1}
    columns: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows:
            columns.setdefault(cell.col, []).append(cell)
    marked = {col: cells for col, cells in columns.items() if col > 0 and heads.get(col) and _is_of_marks(cells)}
    refused = any(_REFUSES.search(heads[col]) for col in marked)
    if not marked or not (refused or any(_NO.fullmatch(fold_text(cell.text)) for cells in marked.values() for cell in cells)):
        return {}
    out: dict[int, list[Verdict]] = {}
    for col, cells in marked.items():
        head = heads[col]
        name = "" if _PLAIN_HEAD.fullmatch(head) or _REFUSES.search(head) else head
        for cell in cells:
            if (granted := _granted(fold_text(cell.text))) is not None:
                for row in range(cell.row, cell.row + cell.rowspan):
                    out.setdefault(row, []).append((name, granted is not bool(_REFUSES.search(head))))
    return {row: tuple(said) for row, said in out.items()}


def _is_of_marks(cells: Sequence[Cell]) -> bool:
    texts = [text for cell in cells if not _NOTHING.fullmatch(text := fold_text(cell.text))]
    return bool(texts) and all(_granted(text) is not None or text in ("△", "▲") for text in texts)


def _granted(text: str) -> bool | None:
    """What a mark says; None where it is none, or neither grants nor refuses (△)."""
    return True if _YES.fullmatch(text) else False if _NO.fullmatch(text) else None


def place_of_marks(place: Place, table: Table) -> Place:
    """The place of a table of marks.

    Where its name or the head of its rows speaks of costs, it lists what is paid for; where they speak of applicants, who is refused.
    """
    head = next((cell.text for cell in table.cells if cell.row == 0 and cell.col == 0), "")
    texts = [text for text in (head, table.caption, *table.headings[-1:]) if text]
    if place.told.role in _MARKED:
        return place
    words = next((text for text in texts if _COSTS.search(text)), "")
    heads = [cell for cell in table.cells if cell.row < table.header_rows and cell.col > 0]
    asked = {cell.col for cell in heads if _PERSONS.search(cell.text)}
    body = [cell for cell in table.cells if cell.row >= table.header_rows and cell.col > 0]
    # marks in other columns tell who does what, and a verdict beside them is on all of that together
    duties = bool(asked) and any(cell.col not in asked and _YES.fullmatch(fold_text(cell.text)) for cell in body)
    named = [fold_text(cell.text) for cell in table.cells if cell.row >= table.header_rows and cell.col == 0]
    whose = [cell.text for cell in heads] if named and all(_WHO.search(name) for name in named) else []
    persons = next((text for text in (*texts, *whose) if _PERSONS.search(text)), "") if not duties else ""
    if not words and persons:
        return replace(place, told=told("exclusion", "applicant", 2, fold_text(persons), sign="negative"))
    if not words:
        return place
    return replace(place, told=told("eligible_expense", "expense", 2, fold_text(words), sign="positive"), expenses=True)


def by_marks(parts: tuple[Part, ...], text: str, verdicts: tuple[Verdict, ...] | None, *, marked: bool) -> tuple[Part, ...]:
    """The parts of a cell of a table of expenses as the marks of its row have it.

    Args:
        text: that of the cell.
        verdicts: those of its row; None where the row has none.
        marked: whether other rows of its table have some.
    """
    if not marked or not any(part.section.role in _MARKED for part in parts):
        return parts
    if _granted(fold_text(text)) is not None:
        return tuple(_as(part, "other", ()) for part in parts)  # the mark itself
    refusing = {name for name, granted in verdicts or () if not granted}
    granting = {name for name, granted in verdicts or () if granted}
    if not refusing or not granting:
        role: Role = "eligible_expense" if granting else "ineligible_expense" if refusing else "other"
        return tuple(_as(part, role, ()) for part in parts)
    # of several frames the one that refuses it, or the one that pays for it; else nobody knows of whom the cell speaks
    own: list[tuple[Role, set[str]]] = [("ineligible_expense", refusing), ("eligible_expense", granting)]
    if any(part.section.role in POINTS for part in parts):
        own = own[1:]
    told = next(((role, names) for role, names in own if len(names) == 1 and "" not in names), ("other", set[str]()))
    return tuple(_as(part, told[0], tuple(told[1])) for part in parts)


def is_granted(table: Table | None, cell: Cell | None) -> bool:
    """Whether a mark in its row pays for what a cell names."""
    said = verdicts_of(table).get(cell.row, ()) if table is not None and cell is not None else ()
    return any(granted for _, granted in said)


def granted_to(table: Table, row: int) -> tuple[str, ...]:
    """The heads under which the marks of a row pay for what it names: "" where all do or the table has no marks; none where none does."""
    verdicts = verdicts_of(table)
    if not verdicts or row < table.header_rows:
        return ("",)
    said = verdicts.get(row, ())
    granted = tuple(dict.fromkeys(name for name, granted in said if granted))
    return ("",) if granted and all(granted for _, granted in said) else tuple(name for name in granted if name)


def _as(part: Part, role: Role, scope: tuple[str, ...]) -> Part:
    section = part.section
    if section.role not in _MARKED:
        return part
    if section.role in POINTS:  # who gets no points is not refused anything
        role = section.role if role == "eligible_expense" else "other"
    elif section.role == "exclusion":
        role = "exclusion" if role == "ineligible_expense" else "other"
    sign = section.sign if role == section.role else {"positive": "negative", "negative": "positive"}.get(section.sign, section.sign)
    return replace(part, section=replace(section, role=role, sign=sign, scope=(*section.scope, *scope)))  # type: ignore[arg-type]
