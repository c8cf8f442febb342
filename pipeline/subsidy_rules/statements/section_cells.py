"""Tables → sections of their cells: row and column labels are headings of the cells beside and below them; lines of a cell are items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.clauses.labels import Label, split_label
from subsidy_rules.clauses.labels import Role as LabelRole
from subsidy_rules.clauses.sentences import sentence_bounds
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.parties import helper_of, names_some
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.document import Cell, Clause, Document, Table, Zone
from subsidy_rules.model.reading import Section
from subsidy_rules.statements.row_cases import cases_of_rows
from subsidy_rules.statements.section_items import AS_COSTS
from subsidy_rules.statements.section_leads import fills_in, of_lead, points_down
from subsidy_rules.statements.section_part import EXPENSES, POINTS, Form, Part, Place, as_head, of_helper
from subsidy_rules.statements.section_sentences import of_sentence
from subsidy_rules.statements.section_settle import on_expenses, settle, told_below
from subsidy_rules.statements.section_told import NOTHING, Told, told
from subsidy_rules.statements.section_tree import Walk
from subsidy_rules.statements.section_words import of_heading
from subsidy_rules.statements.ticked import by_marks, place_of_marks, verdicts_of

_ZONES = frozenset({None, Zone.BODY, Zone.ANNEX})
_LABEL_LENGTH, _TITLE = 24, 40
# Labels that only say which part of a rule a cell tells, not what the rule is: the table's own heading decides.
_NEUTRAL = re.compile(
    r"^(?:no\.?|番号|項番|項目名?|内容|詳細|説明|名称|備考|区分|具体的内容|条件|要件内容|項目・内容)$",
    re.IGNORECASE,
)
# what is filed, or where more is said: no list of its own
_FILE_NAMES = re.compile(r"^ファイル名|(?:参照|掲載|該当)(?:箇所|先|ページ|頁)$")
_FOR_WHOM = re.compile(r"^対象(?:者|事業者)?$")
_SCOPING = re.compile(r"加点|場合|のみ|限|枠|類型|コース|特例|者$|法人|個人|従業員")


def read_cells(document: Document, walk: Walk) -> dict[tuple[int, int, int], tuple[Part, ...]]:
    """The parts of every cell that holds text, by table number, row and column.

    Args:
        document: what was read.
        walk: its clauses as they were walked, for what is open where a table stands.
    """
    out: dict[tuple[int, int, int], tuple[Part, ...]] = {}
    for table in document.tables:
        place, classes = _place_of(table, document.clauses, walk), _of_classes(table)
        rest, cases, verdicts = _rest_of_rows(table), cases_of_rows(table), verdicts_of(table)
        verdicts = {} if place.told.role == "exclusion" else verdicts  # ○ there may be one who is refused
        place = place_of_marks(place, table) if verdicts else place
        for cell in table.cells:
            if not _WORDS.search(cell.text):
                continue  # marks (○, ●, －) tick a row and are nothing by themselves
            key = (table.table_no, cell.row, cell.col)
            if table.zone not in _ZONES:
                out[key] = (Part(0, len(cell.text), Section("example" if table.zone is Zone.EXAMPLE else "other")),)
            else:
                over = tuple(text for text in cases.get(cell.row, ()) if text != fold_text(cell.text))
                parts = _read_cell(cell, table, place, classes, rest.get((cell.row + cell.rowspan, cell.col), ""), over)
                out[key] = by_marks(parts, cell.text, verdicts.get(cell.row), marked=bool(verdicts) and cell.row >= table.header_rows)
    return out


def _place_of(table: Table, clauses: Sequence[Clause], walk: Walk) -> Place:
    """What is open right before a table: after the last clause of its lead, else after its heading."""
    known = {(clause.headings, fold_text(clause.text)): clause for clause in clauses if clause.page_no <= table.page_no}
    for line in reversed(table.lead.splitlines()):
        text = fold_text(line)
        clause = known.get((table.headings, text))
        if clause is not None and (points_down(text) or (not clause.label and of_heading(text).sure >= 2 and len(text) <= _TITLE)):
            return walk.after[clause.clause_no]
    for clause in reversed(clauses):
        if clause.page_no <= table.page_no and clause.heading and (*clause.headings, clause.text) == table.headings:
            return walk.after[clause.clause_no]
    for text in (table.caption, *reversed(table.headings)):
        if (said := of_heading(fold_text(text))).role or said.ends:
            return Place(said, expenses=said.role in EXPENSES)
    return Place()


def _rest_of_rows(table: Table) -> dict[tuple[int, int], str]:
    """The first sentences of the cells in which rows go on behind a page break, by row and column, where the cell above breaks off."""
    above = {(cell.row + cell.rowspan, cell.col): cell for cell in table.cells}
    out: dict[tuple[int, int], str] = {}
    for cell in table.cells:
        before = above.get((cell.row, cell.col))
        if before is None or before.page_no == cell.page_no or before.row_path != cell.row_path or not cell.row_path:
            continue
        if _BREAKS_OFF.search(before.text.rstrip()) and split_label(cell.text) is None:
            out[cell.row, cell.col] = cell.text.split("。")[0] + "。"
    return out


# neither the end of a sentence nor that of a phrase
_BREAKS_OFF = re.compile(r"[^。:：)）」』\s](?<!こと)(?<!もの)(?<!場合)(?<!等)$")


def _read_cell(cell: Cell, table: Table, place: Place, classes: bool, rest: str, cases: Sequence[str]) -> tuple[Part, ...]:
    """The parts of a cell; `rest` is what its last sentence goes on with behind a page break, `cases` when its row holds."""
    rows, cols = [fold_text(t) for t in cell.row_path], [fold_text(t) for t in cell.col_path]
    text = fold_text(cell.text)
    label = cell.header and len(text) <= _LABEL_LENGTH
    if label and cell.row < table.header_rows:
        said = of_heading(text)
        what = said if said.role else place.told
        return (Part(0, len(cell.text), Section(what.role or "other", what.of or "other", what.sign, True, told_by=text)),)
    inner = _inner(rows, cols, place, classes)
    if inner.told.role == "required_document":
        inner = replace(inner, scope=(*inner.scope, *cases))
    if helper := next((who for label in (*reversed(rows), *reversed(cols)) if (who := helper_of(label))), None):
        inner = replace(inner, told=of_helper(inner.told, helper))
    if cell.header and (said := of_heading(text)).sure >= 2 and said.role != inner.told.role and label:
        return (
            Part(0, len(cell.text), Section(said.role or "other", said.of or "other", said.sign, True, scope=inner.scope, told_by=text)),
        )
    return _parts(cell.text, inner, rest)


def _of_classes(table: Table) -> bool:
    """Whether the first column names classes (業種, 組織形態) that the others tell more of: by its head, or by an industry in every row."""
    first = [cell for cell in table.cells if cell.col == 0]
    head = next((cell for cell in first if cell.row == 0), None)
    if table.header_rows > 0 and head is not None and of_heading(fold_text(head.text)).role == "category":
        return True
    rows = [fold_text(cell.text) for cell in first if cell.row >= table.header_rows]
    return len(rows) > 1 and all(lexicon("industries").find(text) for text in rows)


def _inner(rows: Sequence[str], cols: Sequence[str], place: Place, classes: bool) -> Place:
    """The place of a cell: its row label, then its column label, then what is told of the table."""
    scope = (*place.scope, *(label for label in (*rows, *cols) if _SCOPING.search(label) or names_some(label)))
    by_row = next((said for label in reversed(rows) if (said := _label(label, place)).role), NOTHING)
    by_col = next((said for label in reversed(cols) if (said := _label(label, place)).role), NOTHING)
    # 区分 | 対象となる経費 | 対象とならない者: no classes of applicants, whatever the rows are
    tells = by_col.sure > 1 and by_col.role in (*EXPENSES, "exclusion")
    if classes and by_row.role is None and not tells and place.told.role in (None, "requirement", "category", "definition", "other"):
        # 業種 | 定義: the rows tell classes of applicants apart
        return Place(told("category", "applicant", 2, "".join(cols), sign="positive"), True, scope)
    expenses = place.expenses or any(said.role in EXPENSES for said in (by_row, by_col))
    if expenses:
        by_row, by_col = _of_costs(by_row), _of_costs(by_col)
    if any(_FILE_NAMES.search(label) for label in (*rows, *cols)):
        return Place(told("example", "document", 2, "".join(cols)), True, scope)
    named = by_row if by_row.role and by_row.role not in ("category", "other") else by_col
    if by_col.role == "clawback" and by_row.role == "requirement":  # 要件 | 詳細 | 返還
        return Place(by_col, True, (*scope, f"{rows[-1]}を満たさない場合"), labelled=True)
    if by_col.role == "required_document" and by_row.role in POINTS:
        # the papers that a reason for points is shown with
        return Place(by_col, True, scope, expenses=expenses, points=by_row.words, labelled=True)
    if named.role in (None, "category", "other", "remark") and place.told.role not in (None, "category", "other"):
        return Place(place.told, True, scope, expenses=expenses, points=_points(place.told, place))
    what = named if named.role else place.told
    return Place(what, True, scope, expenses=expenses, points=_points(what, place), labelled=named.role is not None)


def _of_costs(said: Told) -> Told:
    """What a label says in a table of costs, where it names nobody: 対象にならないもの are costs there."""
    role = AS_COSTS.get(said.role) if said.role is not None and said.of in (None, "other") else None
    return replace(said, role=role, of="expense") if role is not None else said


def _points(what: Told, place: Place) -> str:
    """The words that say that a row or table is on points, so that what is asked or denied there is so for the points."""
    return what.words if what.role in POINTS else place.points


def _label(text: str, place: Place) -> Told:
    """What a row or column label says; in a list whose kind is told, who and what a row is for is no list of its own."""
    if _NEUTRAL.match(text) or len(text) > 2 * _LABEL_LENGTH or (place.told.role and _FOR_WHOM.match(text)):
        return NOTHING
    return of_heading(text)


def _parts(text: str, place: Place, rest: str = "") -> tuple[Part, ...]:
    """The parts of a cell: its items, each cut into sentences; an item that announces others is their head."""
    out: list[Part] = []
    levels: list[tuple[str, Place]] = []  # numberings that are open, each with the place of its items
    below = titled = place  # of a numbering, and of the titles, that begin here
    stretches = _items(text)
    for index, (start, end, label) in enumerate(stretches):
        title = _title(text[start:end]) if label is None else None
        if title is not None:
            label_text = fold_text(text[start:end])
            scope = (*place.scope, label_text) if _SCOPING.search(label_text) else place.scope
            below = replace(titled, told=title if title.role else titled.told, scope=scope)
            levels = [level for level in levels if not level[0].startswith("bullet")]
            what = below.told
            out.append(Part(start, end, Section(what.role or "other", what.of or "other", what.sign, True, told_by=title.words)))
            continue
        form: Form = "cell" if label is None else "note" if label.role is LabelRole.NOTE else "item"
        here = below
        if label is not None:
            at = next((at for at, (open_form, _) in enumerate(levels) if open_form == label.form), None)
            here = levels[at][1] if at is not None else place if form == "note" else below
            levels = [*(levels[:at] if at is not None else levels), (label.form, here)]
        following = stretches[index + 1] if index + 1 < len(stretches) else None
        before_title = following is not None and _title(text[following[0] : following[1]]) is not None
        listed = following is not None and following[2] is not None and following[2].role is not LabelRole.NOTE
        goes_on = rest if following is None else ""
        parts, below = _sentences(text, (start, end), here, form, followed=listed or before_title, rest=goes_on)
        noted = label is None or label.role is LabelRole.NOTE
        titled = below if before_title and noted else titled
        out.extend(parts)
    return tuple(out)


def _sentences(text: str, bounds: tuple[int, int], place: Place, form: Form, *, followed: bool, rest: str) -> tuple[list[Part], Place]:
    """The parts of one item, and the place of what stands below it; only what items follow announces them."""
    start, end = bounds
    out: list[Part] = []
    below = place
    where: Place = place
    for from_, to in sentence_bounds(text[start:end]) or ((0, end - start),):
        sentence = fold_text(text[start + from_ : start + to])
        whole = fold_text(text[start + from_ : start + to] + rest) if rest and start + to >= end else sentence
        if whole != sentence and of_sentence(whole).role == "clawback":
            sentence = whole  # what follows from a breach stands at the end of its sentence
        section = settle(sentence, where, form)
        if followed and points_down(sentence):
            said = on_expenses(of_lead(sentence)) if place.expenses else of_lead(sentence)
            if fills_in(sentence, section) and form != "cell":
                below = replace(place.within(section), names_only=True)
            else:
                section = as_head(section, said)
                below = replace(place.within(section), told=said if said.role == section.role else told_below(sentence, section))
        out.append(Part(start + from_, start + to, section))
        where = place.within(section)
        form = "note" if form == "note" else "more"
    return out, below


_NOTE_NUMBER = re.compile(r"\s?\d{1,2}\s+")
_WORDS = re.compile(r"[^\W_]")
_BRACKETED = re.compile(r"^[【<《〈\[].*[】>》〉\]]$")


def _title(text: str) -> Told | None:
    """What a line of a cell says that stands in square or pointed brackets of its own: a heading inside the cell."""
    folded = fold_text(text)
    return of_heading(folded) if _BRACKETED.match(folded) else None


def _lines(text: str) -> list[str]:
    """The lines of a cell with their ends; a note that begins within a line begins one of its own."""
    return [piece for line in text.splitlines(keepends=True) for piece in re.split(r"(?<=[\s。)）])(?=※)", line) if piece]


def _items(text: str) -> list[tuple[int, int, Label | None]]:
    """Half-open bounds of the items of a cell with their labels: a line that begins with a label begins one, other lines go on with it."""
    out: list[tuple[int, int, Label | None]] = []
    at = 0
    after_title = False
    for line in _lines(text):
        label = split_label(line)
        title = bool(_BRACKETED.match(fold_text(line)))
        if title or after_title or label is not None or not out:
            begin = at + (label.end if label is not None and label.end < len(line.rstrip()) else 0)
            if label is not None and label.form == "note" and (number := _NOTE_NUMBER.match(line, label.end)):
                begin = at + number.end()  # ※６ 以下の…: a number that the word behind it might count
            out.append((begin, at + len(line), None if title else label))
        else:
            out[-1] = (out[-1][0], at + len(line), out[-1][2])
        after_title = title
        at += len(line)
    return [(start, start + len(text[start:end].rstrip()), label) for start, end, label in out if text[start:end].strip()]
