"""Where a document names the papers to hand in: columns of tables (必要な書類, 書類名, 提出書類) and lists under such headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from subsidy_rules.language.normalise import Folded, fold, fold_text
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.model.document import Cell, Clause, Document, Table, Zone
from subsidy_rules.statements.grid import Grid
from subsidy_rules.statements.items import is_note
from subsidy_rules.statements.limits import POINTS
from subsidy_rules.statements.paper_words import is_named_unneeded, is_not_handed_in
from subsidy_rules.statements.row_cases import WHO_COLUMN, applicant_of, cases_of_rows, is_only_of, is_unneeded

ZONES = frozenset({None, Zone.BODY, Zone.ANNEX})

_PAPERS = r"(?:書類|資料|証憑|証憑類|証拠書類)"
_COLUMN = re.compile(
    rf"(?:主な|必須の?)?(?:必要|提出|添付|申請|証憑|確認|必須)(?:な|と?なる|する)?{_PAPERS}(?:等|名|の名称|名称|一覧)?|書類(?:の)?名称?|様式名|(?:提出)?資料名|提出物|証憑{_PAPERS}?"
)
_MARK = re.compile(r"^[①-⑳❶-❿➀-➓\d]{1,2}[.．、)]?(?=[一-龠])")  # ②申請書類
_PLAIN_COLUMN = re.compile(r"名称|書類|書類等|資料")
_HEADING = re.compile(
    rf"(?:必要|提出|添付|申請|実績報告|必須).{{0,12}}(?:{_PAPERS}|様式|提出物)(?:等|一覧|について|の一覧|の内容)?[>】」)]*$"
)
_LEAD = re.compile(rf"(?:以下|次|下記)の.{{0,16}}{_PAPERS}(?:等)?(?:を|が|は|の提出)|必要(?:な|と?なる){_PAPERS}は、?(?:以下|次)")
_FILE_COLUMN = re.compile(r"ファイル名")
_CASE = re.compile(r"場合|法人|個人|事業者[>】]?$|の方[>】]?$|事業主|代表|参画|グループ|該当者|期[・・)]|^共通")
_YES = re.compile(r"[○〇●◎✓]|必須|(?<!不)要(?!しな)|提出(?!は?不)")
_FORM_NUMBER = re.compile(r"(?:様式|別紙|添付|参考様式)?第?[\d\-]{1,5}号?")
_BULLET = re.compile(r"(?:[・•⚫●◆■◇□〇○]|[①-⑳❶-❿➀-➓]|\(?\d{1,2}[).．](?=\D))")
_CIRCLED = re.compile(r"[①-⑳❶-❿➀-➓]")
_CASE_MARK = re.compile(r"<[^<>]{1,30}>|【[^【】]{1,30}】")
_STOP = re.compile(r"※|\(?例\)|\(例|。|:|<|なお、|ただし")
_SENTENCE = re.compile(
    r"(?:ます|ません|ください|する|こと|ない|必要|提出|不要|任意)$|いずれか(?:が|を|に)|(?:次|以下|下記)の[^、。]{0,14}(?:書類|資料|もの|いずれか)$"
)
_NOUN = re.compile(
    r"(?:書|証|証明|(?<![現形症])状|届|票|表|図|簿|帳|写し|写|控え?|資料|書類|明細|一覧|計画|シート|レシート|通知|データ|画像|写真|記録|カード|カタログ|パンフレット|規則|協約|謄本|定款|もの|情報|証憑|等)$"
)
# 次の内容は画面で入力する: the list names what is not handed in as a paper
_TYPED_IN = re.compile(r"(?:画面|システム|直接|フォーム)(?:に|で|へ|から)?(?:直接)?入力")
_COPY = re.compile(r"(?:の|・)?(?:写し|控え?|原本|コピー|一式|等|写)$")
_LINE_END = re.compile(r"(?:書|書類|証|証明書|資料|情報|一覧|表|図|票|台帳|名簿|届|写し|控え|明細|シート|\))$")
_TITLE_LENGTH = 20
# a name that is that of a paper by itself, whatever stands beside it
_WHOLE = re.compile(
    r"[^。]*[^\W_](?:書|証|証明|(?<![現形症])状|届|票|(?<!代)表|図|図面|簿|帳|写し|写真|控え?|謄本|定款|明細|カタログ|パンフレット|規程|規則|議事録|シート)(?:等|類)?"
    r"|(?:定款|写真|カタログ|パンフレット)(?:等|類)?"
)
JOINT = re.compile(r"、?(?:及び|および|並びに|ならびに)|[・、/]")
_ONE_ENOUGH = re.compile(r"又は|または|若しくは|もしくは|あるいは|いずれか")
# 契約書、請求書に基づく一覧; 開業届、申告書等、営業の分かる書類; 見積書⏎の写し: one paper
_ONE_PAPER = re.compile(r"^(?:[のをがにはで(]|写し|控え?|第.{0,2}[表面葉])|(?:書|証|票|表|写し|簿|届)[をがにはで]")


@dataclass(frozen=True, slots=True)
class Paper:
    """The name of a paper: half-open bounds in the folded text, and the name without list marks."""

    start: int
    end: int
    name: str


def paper_rows(table: Table) -> Iterator[tuple[Cell, tuple[str | None, ...]]]:
    """Cells that name papers, each with the applicants that its rows are about (None: all, or the rows do not say)."""
    columns = _paper_columns(table)
    grid = Grid(table)
    if not columns:
        yield from _beside_headers(grid)
        yield from _under_cases(grid)
        return
    rows: dict[Cell, list[str | None]] = {}
    for row in range(table.header_rows, table.n_rows):
        cells = [c for col in columns if (c := grid.at.get((row, col))) is not None and not re.fullmatch(r"[\d\s()]*", fold_text(c.text))]
        if not cells or is_unneeded(grid, row):
            continue
        cell = cells[-1]
        if _FORM_NUMBER.fullmatch(fold_text(cell.text)):
            cell = grid.at.get((row, cell.col + cell.colspan), cell)
        rows.setdefault(cell, []).append(_applicant_of_row(grid, row))
    for cell, applicants in rows.items():
        yield cell, (None,) if None in applicants else tuple(dict.fromkeys(applicants))


def _beside_headers(grid: Grid) -> Iterator[tuple[Cell, tuple[str | None, ...]]]:
    """The cells of rows whose own header names papers, with the applicants that head their columns."""
    for row in range(grid.table.header_rows, grid.table.n_rows):
        head = grid.at.get((row, 0))
        if head is None or not _COLUMN.fullmatch(fold_text(head.text)):
            continue
        cells = dict.fromkeys(c for col in range(1, grid.table.n_cols) if (c := grid.at.get((row, col))) not in (None, head))
        for cell in cells:
            if cell is not None:
                who = next((a for text in reversed(cell.col_path) if (a := applicant_of(fold_text(text)))), None)
                yield cell, (who,)


def _under_cases(grid: Grid) -> Iterator[tuple[Cell, tuple[str | None, ...]]]:
    """The first cells of the rows under those that name a case right across the table, where its heading announces papers."""
    table = grid.table
    if not _is_announced(table) or not any(_is_case_row(table, cell) for cell in table.cells):
        return
    for row in range(table.n_rows):
        cell = grid.at.get((row, 0))
        name = re.sub(r"^\d{1,2}(?=\D)|\([^()]*\)", "", fold_text(cell.text)) if cell is not None else ""
        if cell is not None and cell.row == row and _WHOLE.fullmatch(name):
            yield cell, (None,)


def _is_case_row(table: Table, cell: Cell) -> bool:
    """Whether a cell goes right across its table and names a case: 代理人による場合."""
    return cell.colspan == table.n_cols > 1 and re.search(r"(?:場合|とき)$", fold_text(cell.text)) is not None


def _is_announced(table: Table) -> bool:
    return any(_HEADING.search(fold_text(text)) for text in (table.caption, *table.headings[-2:]) if text)


def _paper_columns(table: Table) -> tuple[int, ...]:
    """The columns under the header that names papers; none where the table only gives their file names."""
    heads = [cell for cell in table.cells if cell.row < table.header_rows]
    others = []
    found: tuple[int, ...] = ()
    announced = _is_announced(table)
    for cell in heads:
        text = _MARK.sub("", re.sub(r"\([^()]*\)|※.*", "", fold_text(cell.text)))
        if not found and (_COLUMN.fullmatch(text) or (announced and _PLAIN_COLUMN.fullmatch(text))):
            found = tuple(Grid.cols(cell))
        elif text and not re.fullmatch(r"(?i:no\.?|番号)", text):
            others.append(text)
    return () if others and all(_FILE_COLUMN.search(text) for text in others) else found


def cases_of_row(table: Table, paper: Cell) -> Iterator[str]:
    """What the other columns and the label of its row, or a row across the table over it, say of when a paper is asked for."""
    over = [cell for cell in table.cells if cell.row < paper.row and _is_case_row(table, cell)]
    if over:
        yield fold_text(max(over, key=lambda cell: cell.row).text)
    yield from (text for label in paper.row_path if POINTS.fullmatch(text := fold_text(label)))
    own = fold_text(paper.text)
    yield from (text for text in cases_of_rows(table).get(paper.row, ()) if applicant_of(text) is None and text != own)


def case_over(folded: Folded, paper: Paper) -> Iterator[str]:
    """What the nearest mark before a paper in its cell says of when it is asked for: 【通信で行う研修の場合】 ❶ 報告書.

    >>> text = fold("【通信の場合】報告書【通学の場合】出席簿")
    >>> [case for start in (7, 17) for case in case_over(text, Paper(start, start + 3, ""))]
    ['通信', '通学']
    """
    marks = [mark.group()[1:-1] for mark in _CASE_MARK.finditer(folded.text, 0, paper.start)]
    if marks and (said := _IN_CASE.fullmatch(marks[-1])) and applicant_of(marks[-1]) is None:
        yield said["case"]


_IN_CASE = re.compile(r"(?P<case>.{2,}?)(?:の?場合(?:のみ)?|のとき|のみ)")


def _applicant_of_row(grid: Grid, row: int) -> str | None:
    """The applicants that a row is about, by a column that names them or by columns to tick."""
    ticked: dict[str, bool] = {}
    for col in range(grid.table.n_cols):
        head, cell = grid.at.get((0, col)), grid.at.get((row, col))
        if head is None or cell is None or head is cell:
            continue
        title, text = fold_text(head.text), fold_text(cell.text)
        if (WHO_COLUMN.fullmatch(title) or is_only_of(text)) and (who := applicant_of(text)):
            return who
        if len(title) <= 8 and (who := "npo" if "NPO" in title else applicant_of(title)):
            ticked[who] = bool(_YES.search(text))
    yes = [who for who, ticks in ticked.items() if ticks]
    if len(ticked) < 2 or len(yes) == len(ticked) or not yes:
        return None
    return next((who for who in ("corporation", "sole_proprietor", "npo") if yes[0] == who), None)


def names_of_papers(folded: Folded) -> tuple[Paper, ...]:
    """The papers that a cell names: its title, or each of its list marks where it is a bare list.

    >>> [p.name for p in names_of_papers(fold("・定款\\n・役員名簿（全員分）"))]
    ['定款', '役員名簿(全員分)']
    >>> [p.name for p in names_of_papers(fold("支払いに係る書類\\n振込先が分かるもの ※写し可"))]
    ['支払いに係る書類']
    >>> [p.name for p in names_of_papers(fold("見積書\\n工程表"))]
    ['見積書', '工程表']
    """
    case = _CASE_MARK.match(folded.text)
    numbered = bool(_CIRCLED.match(folded.text, case.end() if case is not None else 0))  # a list in one line: ①… ②…
    marks = [
        m
        for m in _BULLET.finditer(folded.text)
        if m.start() == 0 or folded.breaks.get(m.start()) == "line" or (numbered and _CIRCLED.match(m.group()))
    ]
    first = marks[0].start() if marks else len(folded.text)
    if not marks and (lines := _each_of(folded, _lines(folded))):
        return lines
    title = _title(folded, 0, first)
    if title is not None and not _SENTENCE.search(re.sub(r"\([^()]*\)$", "", title.name)):
        return apart(folded, title)
    lead = folded.text[:first] if marks else ""
    if _TYPED_IN.search(lead) or is_not_handed_in(lead) or (not marks and is_named_unneeded(folded.text)):
        return ()
    ends = [*(m.start() for m in marks[1:]), len(folded.text)][: len(marks)]
    spans = [(mark.end(), end) for mark, end in zip(marks, ends, strict=True)]
    papers = [_title(folded, start, end) for start, end in spans if not is_named_unneeded(folded.text[start:end])]
    return tuple(part for p in papers if p is not None and not _SENTENCE.search(p.name) for part in apart(folded, p))


def apart(folded: Folded, paper: Paper) -> tuple[Paper, ...]:
    """The papers that one name joins, each for itself; the name alone where a part of it names none, or where one of them is enough.

    >>> [p.name for name in ("証明書・定款の写し", "見積・契約に関する書類") for p in apart(fold(name), Paper(0, len(name), name))]
    ['証明書', '定款の写し', '見積・契約に関する書類']
    """
    if folded.text[paper.start : paper.end] != paper.name or _ONE_ENOUGH.search(paper.name):
        return (paper,)
    joints = [m for m in JOINT.finditer(paper.name) if paper.name[: m.start()].count("(") == paper.name[: m.start()].count(")")]
    starts = [paper.start, *(paper.start + joint.end() for joint in joints)]
    ends = [*(paper.start + joint.start() for joint in joints), paper.end]
    return _each_of(folded, [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]) or (paper,)


def _lines(folded: Folded) -> list[tuple[int, int]]:
    """Half-open bounds of the lines of a text."""
    breaks = [at for at in sorted(folded.breaks) if folded.breaks[at] == "line"]
    return list(pairwise((0, *breaks, len(folded.text))))


def _each_of(folded: Folded, bounds: Sequence[tuple[int, int]]) -> tuple[Paper, ...]:
    """A paper for each of several stretches of a text; none where any of them is no whole name."""
    names = [folded.text[start:end] for start, end in bounds]
    plain = [re.sub(r"\([^()]*\)", "", name) for name in names]
    whole = len(names) > 1 and all(_WHOLE.fullmatch(name) and not _ONE_PAPER.search(name) for name in plain)
    if not whole or any(name.endswith("等") for name in plain[:-1]):
        return ()
    return tuple(Paper(start, end, name) for (start, end), name in zip(bounds, names, strict=True))


def _title(folded: Folded, start: int, end: int) -> Paper | None:
    """The name at the head of a stretch of text: up to a note, an example or the end of a short first line."""
    if case := _CASE_MARK.match(folded.text, start, end):
        start = case.end()
    stop = next((m.start() for m in _STOP.finditer(folded.text, start, end) if m.start() > start), end)
    stop = next((at for at in sorted(folded.breaks) if start < at < stop and _ends_title(folded, start, at)), stop)
    stop = next((at for at in sorted(folded.breaks) if start < at < stop and _AS_A_COPY.search(folded.text, start, at)), stop)
    name = re.sub(r"\(続き\)", "", folded.text[start:stop]).strip("、,")
    if name.count("(") > name.count(")"):
        name = name[: name.rindex("(")]
    return Paper(start, stop, name) if len(name) >= 2 and re.search(r"[一-龥ァ-ンA-Za-z]{2}|定款", name) else None


# 通知書(写)⏎申請の前に交付されたもの: what is told of the paper begins on the next line
_AS_A_COPY = re.compile(r"\((?:写し?|原本|コピー|(?:[^()]*様式|別紙)[^()]*)\)$")


def _ends_title(folded: Folded, start: int, at: int) -> bool:
    """Whether a short first line is the whole name, and what follows explains it."""
    line = folded.text[start:at]
    if folded.breaks[at] != "line" or len(line) > _TITLE_LENGTH or line.count("(") != line.count(")"):
        return False
    return bool(_LINE_END.search(line)) and not folded.text.startswith(("(", "の", "を", "、", "・"), at)


def listed_clauses(document: Document) -> Iterator[list[tuple[Clause, Paper]]]:
    """The lists of papers among the clauses; the parts of a listed paper are not listed again."""
    group: list[tuple[Clause, Paper]] = []
    headings: tuple[str, ...] = ()
    lead = ""
    for clause in document.clauses:
        if clause.headings != headings or clause.heading:
            if group:
                yield group
            group, headings, lead = [], clause.headings, ""
        if clause.zone not in ZONES or clause.heading:
            continue
        if not clause.label:
            lead = fold_text(clause.text)
            continue
        inside = any(clause.path[: len(c.path)] == c.path and len(clause.path) > len(c.path) for c, _ in group)
        folded = fold(clause.text)
        unneeded = is_not_handed_in(lead) or is_named_unneeded(folded.text)
        if inside or is_note(clause) or unneeded or not (_under_papers(clause) or _LEAD.search(lead)):
            continue
        paper = _title(folded, 0, len(folded.text))
        if paper is not None and _NOUN.search(head_noun(paper.name, copies=False)) and not _SENTENCE.search(paper.name):
            group += [(clause, part) for part in apart(folded, paper)]
    if group:
        yield group


def _under_papers(clause: Clause) -> bool:
    """Whether the nearest heading that is not about a case (法人の場合) announces papers."""
    for heading in reversed([fold_text(text) for text in clause.headings]):
        if _HEADING.search(heading):
            return not is_not_handed_in(heading)
        if not _CASE.search(heading):
            return False
    return False


def head_noun(name: str, *, copies: bool = True) -> str:
    """A name without its brackets, what follows a comma or "or", and the words for a copy.

    >>> head_noun("税務署が受領した直近分の確定申告書（第一表）の控え")
    '税務署が受領した直近分の確定申告書'
    """
    plain = fold_text(name)
    while (stripped := re.sub(r"\([^()]*\)|【|】", "", plain)) != plain:
        plain = stripped
    first: str = re.split(r"、|又は|または|若しくは|もしくは|及び|および|並びに", plain)[0] if copies else plain
    while copies and (shorter := _COPY.sub("", first)) != first:
        first = shorter
    return first


def paper_phrase(name: str) -> str:
    """The phrase that names a paper, whole: a part of it names another one.

    >>> paper_phrase("組合に属さない参画事業者がグループとして地域で活動していることを証明する書類")
    '組合に属さない参画事業者がグループとして地域で活動していることを証明する書類'
    >>> paper_phrase("補助経費に関する誓約書（原本）")
    '補助経費に関する誓約書'
    """
    plain = head_noun(name, copies=False)
    return whole_phrase(plain) + ("もの" if plain.endswith("もの") else "")


def unwrapped(name: str) -> str:
    """A name with what its brackets hold as a part of it."""
    return re.sub(r"[()]", "", name)
