"""The part of a document that speaks of its own programme and edition.

Guide pages tell several programmes on one page, compare them in columns and repeat last year's calendar. What stands under a heading, in a
row or in a column of those is no statement of this programme, whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from subsidy_rules.language.dates import find_dates
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.model.document import Cell, Clause, Document, Table
from subsidy_rules.model.programme import Programme

Owner = Literal["own", "foreign", "past"]
_KIND = r"(?:補助金|助成金|給付金|奨励金|支援金|交付金|利子補給)"
# The name itself begins behind a mark, or behind a particle that follows a noun (中小企業の|ものづくり補助金).
_NAME = re.compile(
    rf"(?:^|[^一-龥々ぁ-んァ-ヶーA-Za-z\d・]|(?<=[一-龥ァ-ヶーA-Za-z])[のをがはとや])(?P<name>[一-龥々ぁ-んァ-ヶーA-Za-z\d・]{{2,30}}?){_KIND}"
    r"(?!額|申請|事務局|等?の?(?:額|交付|対象|返還|率|支払|上限|確定|適正))"
)
_IS_GRANT = re.compile(rf"{_KIND}(?:\([^()]*\))?$")
_NAMING = re.compile(r"[一-龥々ァ-ヶーA-Za-z]|[ぁ-ん]{5}")
# What stands before 補助金 without naming one.
_COMMON = re.compile(
    r"(?:本|当|同|各|他|国|県|市|町|村|都|道|府|各種|当該|対象|同種|類似|主|主要|人気|代表的|中小企業|小規模事業者|事業者|企業|法人|個人事業主|向け|活用|最新|複数|種類|"
    r"年度?|令和|平成|\d|月|公的|公募|申請|交付|返還|採択|おすすめ|関連|一覧|比較|併用|重複|受給|過去|以前|今回|次|前回|この|その|上記|下記|別|"
    r"類似|のみ?|との?|や|を|が|に|は|ための?|での?|できる|する|した|使える|もらえる|受けられる|自治体|地方|地域|行政|政府|経済産業省|経産省|厚生労働省|厚労省|中小企業庁|対策|制度|支援|・|補助金|助成金|支援金|奨励金|給付金|交付金)*"
)
_PAST = re.compile(
    r"(?:昨年度?|前年度?|前回|過去|\d{2,4}年度?|令和\d+年度?)の?[^。]{0,12}実績(?!報告)|実績[^報]{0,8}\(参考\)|\(参考\)[^。]{0,12}(?:昨年|前年|前回|実績)"
)
# a heading over several programmes is of none of them
_SAYS = re.compile(r"(?:える|られる|できる|する|した|される|となる|になる|つの|向けの?|ための|おすすめの?|主な)$")
_OF_A_CASE = re.compile(r"(?:場合|とき|者|方)の$")  # 路面に出店する場合の補助金の限度額は
_OF_MANY = re.compile(r"(?:補助金|助成金|制度)(?:の|を)?(?:比較|一覧|早見表|まとめ|選び方|種類|違い)")
# 同(大型枠): another frame of the programme in the row above
_SAME = re.compile(r"(?:同|同上|〃)(?:\(.*\))?")
_TYPE = re.compile(r"[一-龥ァ-ヶーA-Za-z]{1,10}型(?![一-龥])")
# 賃借料補助金 | 改修費補助金: the parts of one grant, each called after the cost that it is for
_PART_OF_GRANT = re.compile(rf"[^、。]{{0,14}}(?:(?<!事業)(?<!経)費|料|家賃){_KIND}")
# 奨励金の区分 | 限度額: the column that names the sorts of one grant
_SORTS = re.compile(rf"^(?P<kind>{_KIND})等?の?(?:区分|種別|種類)(?:\([^()]*\))?$")
# 県の創業補助金: that of another authority
_OF_STATE = re.compile(r"(?:国|県|都|府|道|省|庁|他(?:の?(?:市|町|村|自治体|団体))?)の?$")
_HEADING = 80
_LABEL = 40


@dataclass(frozen=True, slots=True)
class ProgrammeNames:
    """The folded names of the programme."""

    own: tuple[str, ...]
    frames: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def is_scheme(self) -> bool:
        """Whether the programme is no grant by its name (…優遇制度) and nobody told its parts: the grants that its pages name are these."""
        return not self.frames and not any(re.search(_KIND, name) for name in self.own)

    def is_part(self, text: str, match: re.Match[str]) -> bool:
        """Whether a grant that a folded text names is taken for a part of a scheme."""
        said = f"{match['name']}{match.group()[match.end('name') - match.start() :]}"
        above = _OF_STATE.search(text, 0, match.start("name")) is not None
        return self.is_scheme and not above and not any(said in other or other in said for other in self.others)

    @property
    def granted(self) -> tuple[str, ...]:
        """The names of the programme and of those of its frames that are called grants themselves: 取得費助成金."""
        return (*self.own, *(frame for frame in self.frames if _IS_GRANT.search(frame)))

    def owner(self, text: str, limit: int) -> Owner | None:
        """Whose a text under such a label is; None where the label names no programme."""
        folded = fold_text(text)
        if len(folded) > limit:
            return None
        if _PAST.search(folded):
            return "past"
        named = [match["name"] for match in _NAME.finditer(folded) if _is_name(match["name"]) and not self.is_part(folded, match)]
        if any(name in folded for name in self.granted) or any(self._is_own(name) for name in named):
            return "own"
        return "foreign" if named and not _OF_MANY.search(folded) else None

    def last_owner(self, text: str) -> Owner | None:
        """Whose the programme is that a folded text names last."""
        named = (match for match in _NAME.finditer(text) if not _COMMON.fullmatch(match["name"]) and not self.is_part(text, match))
        ends = [(match.end(), match["name"]) for match in named if not _OF_A_CASE.search(match["name"])]
        own = max((text.rfind(name) + len(name) for name in self.granted if name in text), default=0)
        last = max((end for end, name in ends if _NAMING.search(name) and not self._is_own(name)), default=0)
        return "foreign" if last > own else "own" if own else None

    def names_other_type(self, text: str) -> bool:
        """Whether a folded label names a 型 beside the one that the programme is: カタログ型 where it is called …(一般型).

        >>> names = ProgrammeNames(("省力化補助金(一般型)",))
        >>> names.names_other_type("カタログ型は"), names.names_other_type("一般型は")
        (True, False)
        """
        types = {match for own in self.own for match in _TYPE.findall(own)}
        return bool(types) and any(not any(name.endswith(own) for own in types) for name in _TYPE.findall(text))

    @property
    def has_type(self) -> bool:
        """Whether the programme is one 型 of several."""
        return any(_TYPE.search(own) for own in self.own)

    def alone(self, text: str) -> bool:
        """Whether a label is no more than the name of the programme and a year."""
        rest = fold_text(text)
        for own in sorted(self.own, key=len, reverse=True):
            rest = rest.replace(own, "")
        return not re.sub(rf"{_KIND}|[\d()年度版の]", "", rest) or any(
            _TYPE.fullmatch(rest) and own.rstrip(")").endswith(rest) for own in self.own
        )

    def _is_own(self, name: str) -> bool:
        """Whether a name before 補助金 is part of the programme's own, or holds it: 持続化 of 小規模事業者持続化補助金."""
        core = re.sub(rf"^{_COMMON.pattern}", "", name) or name
        return any(core in own or re.sub(rf"{_KIND}.*$", "", own) in name for own in self.own)


def _is_name(words: str) -> bool:
    """Whether the words before 補助金 name one, and do not say what it does: AI導入に使える補助金, 主要4つの補助金."""
    return bool(_NAMING.search(words)) and not _COMMON.fullmatch(words) and not _SAYS.search(words)


def own_part(document: Document, programme: Programme) -> Document:
    """The document without what speaks of another programme or of an earlier year; its places keep their numbers.

    Cells of foreign rows and columns are emptied, and so are labels that only name the own programme, which then name no case.
    """
    names = names_of(programme)
    title = _title_over_all(document, names)
    clauses = tuple(
        c
        for c in document.clauses
        if _owner(names, _way(_below(title, c.headings), c.heading)) in (None, "own") and not _is_of_another(names, c)
    )
    tables = [t for t in document.tables if _owner(names, (*_below(title, t.headings), t.caption)) in (None, "own")]
    return document.model_copy(update={"clauses": clauses, "tables": tuple(_own_cells(names, table) for table in tables)})


def _title_over_all(document: Document, names: ProgrammeNames) -> str | None:
    """The heading of a document that all of it stands under, where that seems to name another grant and nothing below it is told apart.

    Who gives a document for the programme says whose it is: an article is headed 宿泊施設補助金で公募 whatever the grant is called.
    """
    tops = {c.headings[0] for c in document.clauses if c.headings} | {t.headings[0] for t in document.tables if t.headings}
    if len(tops) != 1 or names.owner(top := next(iter(tops)), _HEADING) != "foreign":
        return None
    loose = any(not c.headings and not c.heading for c in document.clauses)
    named = (c.text for c in document.clauses if c.heading and c.text != top)
    return None if loose or any(names.owner(text, _HEADING) for text in named) else top


def _below(title: str | None, headings: Sequence[str]) -> Sequence[str]:
    return headings[1:] if title is not None and headings[:1] == (title,) else headings


# 創業助成金:第3回の受付は11月5日から, the line of another programme in a list of several
_LINE_OF = re.compile(r"[・●○■◆▶\-\d.)(]*(?P<name>[^:。、]{4,40}):(?P<said>.+)")


def _is_of_another(names: ProgrammeNames, clause: Clause) -> bool:
    """Whether a line names another programme and tells dates or sums of it."""
    line = _LINE_OF.match(fold_text(clause.text)) if not clause.heading else None
    if line is None or names.owner(line["name"], _LABEL) != "foreign":
        return False
    return bool(find_dates(line["said"])) or any(q.unit in ("yen", "rate") for q in find_quantities(line["said"]))


def names_of(programme: Programme) -> ProgrammeNames:
    """The names under which documents speak of a programme."""
    titles = [text for edition in programme.editions for text in (edition.name, edition.title)]
    texts = (programme.name, *programme.aliases, *titles)
    frames = tuple(fold_text(word) for frame in programme.frames for word in frame.words)
    others = tuple(fold_text(name) for name, _ in programme.others)
    return ProgrammeNames(tuple(dict.fromkeys(fold_text(text) for text in texts if text)), frames, others)


def _way(headings: Sequence[str], heading: bool) -> tuple[str, ...]:
    return tuple(headings) if not heading else tuple(headings[:-1])


def _owner(names: ProgrammeNames, labels: Iterable[str]) -> Owner | None:
    """Whose a place is, by the nearest of its headings (outermost first) that says so."""
    return next((owner for text in reversed(tuple(labels)) if text and (owner := names.owner(text, _HEADING))), None)


def _own_cells(names: ProgrammeNames, table: Table) -> Table:
    """The table with foreign rows and columns emptied."""
    owners = {cell: names.owner(cell.text, _LABEL) for cell in table.cells if cell.text and (cell.header or 0 in (cell.row, cell.col))}
    owners |= _types(names, table)
    before: Owner | None = None
    for cell in sorted((c for c in table.cells if c.col == 0 and c.text), key=lambda c: c.row):
        before = owners[cell] = before if _SAME.fullmatch(fold_text(cell.text)) else owners.get(cell)
    rows = [cell for cell in owners if cell.col == 0 and cell.row >= max(1, table.header_rows)]
    if _names_parts(names, table, rows):
        owners |= dict.fromkeys(rows)
    if not any(owner for owner in owners.values()):
        return table
    foreign = [cell for cell, owner in owners.items() if owner in ("foreign", "past")]
    foreign_rows = {
        r
        for cell in foreign
        if cell.col == 0 or (cell.header and cell.row >= table.header_rows)
        for r in range(cell.row, cell.row + cell.rowspan)
    }
    cols = {c for cell in foreign if cell.row < max(1, table.header_rows) for c in range(cell.col, cell.col + cell.colspan)}
    if 0 in cols:
        cols.discard(0)
    labels = {cell.text for cell, owner in owners.items() if owner == "own" and names.alone(cell.text)}
    return table.model_copy(update={"cells": tuple(_own_cell(cell, foreign_rows, cols, labels) for cell in table.cells)})


def _names_parts(names: ProgrammeNames, table: Table, rows: Sequence[Cell]) -> bool:
    """Whether the first cells of all rows name parts of one grant, by their costs or as its sorts (奨励金の区分), and no programmes."""
    texts = [fold_text(cell.text) for cell in rows]
    if len(rows) > 1 and all(_PART_OF_GRANT.fullmatch(text) for text in texts):
        return True
    heads = [fold_text(cell.text) for cell in table.cells if cell.col == 0 and cell.row < table.header_rows]
    kinds = [match["kind"] for head in heads if (match := _SORTS.match(head)) is not None]
    sorts = len(rows) > 1 and any(all(text.endswith(kind) for text in texts) for kind in kinds)
    told = any(name in text or text in name for text in texts for name in (*names.own, *names.others))
    return sorts and not told  # a list with the programme itself or one that is defined compares programmes


def _types(names: ProgrammeNames, table: Table) -> dict[Cell, Owner | None]:
    """Whose columns are that are headed by the 型 that the programme is and by others: 一般型 | カタログ型."""
    heads = [
        c for c in table.cells if c.row == 0 and c.col > 0 and _TYPE.fullmatch(fold_text(c.text)) and fold_text(c.text) not in names.frames
    ]
    others = [c for c in heads if names.names_other_type(fold_text(c.text))]
    own = [c for c in heads if c not in others]
    return {**dict.fromkeys(others, "foreign"), **dict.fromkeys(own, "own")} if others and own and names.has_type else {}


def _own_cell(cell: Cell, rows: set[int], cols: set[int], labels: set[str]) -> Cell:
    if cell.row in rows or cell.col in cols or cell.text in labels:
        return cell.model_copy(update={"text": "", "row_path": (), "col_path": ()})
    paths = {"row_path": cell.row_path, "col_path": cell.col_path}
    kept = {name: tuple(text for text in path if text not in labels) for name, path in paths.items()}
    return cell.model_copy(update=kept) if kept != paths else cell
