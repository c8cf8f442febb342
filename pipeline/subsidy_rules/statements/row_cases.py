"""Whom the rows of a table are for, and when, as their other columns say: 対象者 該当事業者のみ, 承継の形態 株式譲渡."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Cell, Table
from subsidy_rules.statements.grid import Grid

WHO_COLUMN = re.compile(r"対象者?|申請(?:事業)?者.*|事業者(?:の)?(?:区分|種別)|提出者|区分|該当")
# columns that say when the papers of a row are asked for; 共通, 必須: always
_CASE_COLUMN = re.compile(r"(?:形態|ケース|場合|条件|該当(?:者|要件|項目)?|必須[・/]?任意|提出(?:区分|要否))$")
_WHOSE_CASE = re.compile(r"(?:場合|とき|者|方|のみ)(?:\([^()]*\))?$")
_OF_ALL = re.compile(r"^(?:[-ー―〇○]|共通|必須|任意|なし|全(?:て|員|事業者|申請者)|すべて|申請(?:者|事業者)$)|^$")
# 該当者のみ, △: not of all, and of whom is told elsewhere
_OF_SOME = re.compile(r"△|▲|(?:該当|対象|希望)(?:する)?(?:事業者|者|企業|方|場合)?(?:のみ)?(?:\([^()]*\))?")
_BEGINS_WITH_CASE = re.compile(r"^(?:[^\w(]|[①-⑳])*(?P<case>[^。、]{4,40}(?:場合|とき))(?:に|は|には|のみ)?、")
_CORPORATION = re.compile(r"(?<!優良)法人(?!税|番号|登記|化|事業概況|設立|住民税|名|格|口座|カード|事業税|概要)")
_SOLE = re.compile(r"個人(?:事業主|事業者)?(?!情報|番号|住民税|名|カード|口座|事業税)")


# what a cell beside the name of a paper says of whether it is asked for
_UNNEEDED = re.compile(r"(?:提出|添付)?(?:は)?(?:不要|必要なし|省略(?:可|可能)?|要しない)(?:です)?。?")
_OPTIONAL = re.compile(r"(?:提出|添付)?(?:は)?任意(?:提出|添付)?(?:です)?。?")
_NEEDED = re.compile(r"[○〇●◎✓△▲]|(?:提出|添付)?(?:は)?(?:必須|必要|要)")
_ONLY_OF = re.compile(r"[^、。]{2,12}(?:のみ|の場合(?:のみ)?|に限る)")
_IF_ONE_WANTS = "任意で提出する場合"


def is_unneeded(grid: Grid, row: int) -> bool:
    """Whether a row says of its paper that nobody has to hand it in; of some columns of applicants it says more."""
    said = _beside(grid, row)
    return any(_UNNEEDED.fullmatch(text) for text in said) and not any(_NEEDED.match(text) for text in said)


def is_only_of(text: str) -> bool:
    """Whether a folded cell says no more than for whom something is: 法人のみ, 個人事業主の場合."""
    return _ONLY_OF.fullmatch(text) is not None


def _beside(grid: Grid, row: int) -> tuple[str, ...]:
    cells = (grid.at.get((row, col)) for col in range(grid.table.n_cols))
    return tuple(fold_text(cell.text) for cell in cells if cell is not None and cell.row >= grid.table.header_rows)


# 会社または個人事業主: of both
_COMPANY_TOO = re.compile(
    r"会社(?:等)?(?:、|・|又は|または|若しくは|もしくは|及び|と)[^、。]{0,4}個人|個人[^、。]{0,6}(?:、|・|又は|または|若しくは|もしくは|及び|と)会社"
)


def applicant_of(text: str) -> str | None:
    """The applicants that a folded heading or label is about when it names one kind of them.

    >>> [applicant_of(text) for text in ("<法人の場合>", "個人事業主", "法人・個人共通", "法人税の申告書")]
    ['corporation', 'sole_proprietor', None, None]
    """
    corporation, sole = bool(_CORPORATION.search(text)), bool(_SOLE.search(text))
    if sole and _COMPANY_TOO.search(text):
        return None
    if corporation == sole:
        return None
    return "corporation" if corporation else "sole_proprietor"


def cases_of_rows(table: Table) -> Mapping[int, tuple[str, ...]]:
    """For the rows of a table with headers what its columns of persons and cases say of when they hold, folded; kinds of applicants too."""
    if not table.header_rows:
        return {}
    grid = Grid(table)
    heads = {col: head for col in range(table.n_cols) if (head := grid.at.get((0, col))) is not None}
    out = {}
    for row in range(table.header_rows, table.n_rows):
        if said := tuple(dict.fromkeys(_of_row(grid, row, heads))):
            out[row] = said
    return out


def _of_row(grid: Grid, row: int, heads: Mapping[int, Cell]) -> Iterator[str]:
    if any(_OPTIONAL.fullmatch(text) for text in _beside(grid, row)):
        yield _IF_ONE_WANTS
    for col, head in heads.items():
        cell = grid.at.get((row, col))
        if cell is None or cell is head:
            continue
        title, text = fold_text(head.text), fold_text(cell.text)
        if is_only_of(text) and applicant_of(text):
            yield text
            continue
        by_case = _CASE_COLUMN.search(title)
        if not text or not (by_case or WHO_COLUMN.fullmatch(title)):
            continue
        if _OF_SOME.fullmatch(text):
            yield _told_beside(grid, row, col) or (text if len(text) > 1 else f"{title}({text})の場合")
        elif (not _OF_ALL.search(text) and (by_case or _WHOSE_CASE.search(text))) or applicant_of(text):
            yield text


def _told_beside(grid: Grid, row: int, known: int) -> str | None:
    """The case with which another cell of a row begins: …を申請する場合、計画書を提出."""
    cells = (grid.at.get((row, col)) for col in range(grid.table.n_cols) if col != known)
    found = (_BEGINS_WITH_CASE.match(fold_text(cell.text)) for cell in cells if cell is not None)
    return next((match["case"] for match in found if match is not None), None)
