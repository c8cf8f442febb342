"""eligible_expense 補助対象経費: where a document states it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from subsidy_rules.kinds.confidence import table_doubt
from subsidy_rules.kinds.eligible_expense import EligibleExpense
from subsidy_rules.kinds.evidence import Place
from subsidy_rules.kinds.finding.enumerated_rows import each_cost
from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.listing import Row, candidate, rows_of
from subsidy_rules.kinds.quoted import quoted
from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.counted_by import is_known_count
from subsidy_rules.language.enumerated import enumerated_costs
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.parties import party_of
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.vocabulary import lexicon, load
from subsidy_rules.model.document import Cell, Clause, Table, Zone
from subsidy_rules.model.rule import OTHER, Candidate, Condition, Leaf, Unread, Value
from subsidy_rules.statements.brackets import case_of
from subsidy_rules.statements.expense_tables import FoundExpense, read_expense_table
from subsidy_rules.statements.expenses import Limit, expense_of, expenses_in, find_limits
from subsidy_rules.statements.grid import Grid
from subsidy_rules.statements.limits import priced
from subsidy_rules.statements.notes_behind import left_out_behind
from subsidy_rules.statements.provisos import provisos_behind
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.ticked import granted_to, is_granted

_ZONES = frozenset({Zone.BODY, Zone.ANNEX})
_SPEAKS = re.compile(r"対象経費|補助対象|対象とする|対象となる|が対象|経費は|費は|費用は|料は")
_ELIGIBLE = re.compile(r"対象(?:となる)?経費")
_NOT_PAID = re.compile(r"対象外|対象となら|対象になら|対象としな")
_IS_NAME = re.compile(r"(?:費|料|経費|費用)(?:\([^()]*\))?。?$")
# (単価50万円(税抜)以上のもの): what stands in a bracket, brackets in it included
_WITHIN = r"(?:[^()]|\([^()]*\))*"
_LIMITED = re.compile(
    rf"\({_WITHIN}(?:に限|限る|限定|のみ|だけ|[をは]除|原則|場合|\d(?:[かカヵヶケ箇]月|年|日|回|人|件|%|万?円)){_WITHIN}\)"
    r"|。?(?:ただし|但し|なお、原則|なお、(?=[^。]*(?:に限|を除))).*$"
    # 設備費 単価10万円を超えるもの
    r"|(?<=[費料])(?:(?:1|一)[^。、()\d]{1,4})?[^。、()\d]{0,8}\d[\d,.]*[万億千]*円(?:\([^()]*\))?(?:以[上下]の?|未満の?|を超える|を超え|超の)もの(?:に限[^。]*)?$"
)
_NAME_LENGTH = 40
_IS_CAPPED = re.compile(r"を?(?:上限|限度)と(?:する|し(?:ます|、))")
_COSTS = re.compile(r"費|料|代金|賃借|経費|購入|委託|外注|報酬|謝金|家賃|地代|給与")
_SIGN = r"(?P<sign>[＊*※]\s*[¹²³⁴⁵１-５1-5])"
_MARK = re.compile(rf"[)）]?(?:費|料)?(?:[(（][^()（）]*[)）])?\s*{_SIGN}")
_MARK_AT_END = re.compile(rf"{_SIGN}$")
_RESTRICTS = re.compile(r"(?:もの|限る|限ります|限定|のみ|だけ|除く|除きます)。?$")
_ONLY_WITH_FIGURE = re.compile(r"(?:^|[。(※、・])(?P<what>[^。()※]*\d[^。()※]*に限(?:る|ります|られます))")
_OTHER_LISTS = frozenset({"ineligible_expense", "exclusion", "bonus_point", "penalty_point", "required_document"})


def find(material: Material) -> Iterator[Candidate]:
    """The candidates of a document, in reading order."""
    limited = tuple(_limited(material))
    yield from limited
    yield from _listed(material, limited)


def _listed(material: Material, limited: Sequence[Candidate]) -> Iterator[Candidate]:
    """What lists and rows say is paid for, where nothing was read of the same place."""
    texts: dict[str, set[str]] = {}
    for one in limited:
        if isinstance(one.value, EligibleExpense):
            texts.setdefault(one.text, set()).add(one.value.expense)
    yield from _beside_refused(material)
    for row in rows_of(material, "eligible_expense"):
        item = row.item
        if several := each_cost(row):
            yield from _enumerated(material, several, texts.get(item.source, set()))
            continue
        named = fold_text(item.text)
        costs = (not item.is_whole_cell or is_granted(item.table, item.cell)) and (
            _COSTS.search(named) or (len(named) <= _NAME_LENGTH and party_of(named) == "product")
        )
        if item.source in texts or not (costs or item.section.of == "product"):
            continue
        text = re.sub(r"\([^()]*\)", "", fold_text(item.text))
        expense = expense_of(text) if len(text) <= _NAME_LENGTH else None
        limit = next(find_limits(fold_text(item.text), expense or whole_phrase(text)), None)
        value = (
            _value(limit) if limit is not None else EligibleExpense(expense=expense or whole_phrase(_GRANTS.sub("", fold_text(item.text))))
        )
        if limit is None and (more := [one for one in _unread(named) if one not in row.stated.when]):
            row = replace(row, stated=replace(row.stated, when=(*row.stated.when, *more)))
        of_grant = ("share_of_grant",) if limit is not None and limit.of_grant else ()
        yield candidate(material, "eligible_expense", row, value, ("listed", *of_grant))


def _enumerated(material: Material, several: Sequence[tuple[str, Row]], known: Collection[str]) -> Iterator[Candidate]:
    """Costs that a text enumerates, but for those that were read there already."""
    for name, row in several:
        expense = expense_of(re.sub(r"\([^()]*\)", "", name)) or whole_phrase(name)
        if expense not in known:
            yield candidate(material, "eligible_expense", row, EligibleExpense(expense=expense), ("listed",))


# …の利用料のみとなります, …に要する費用が対象です: what is granted, without the predicate that grants it
_GRANTS = re.compile(
    r"(?:(?:のみ|だけ)(?:が|を)?|(?<=[費料金用])(?:が|を|は|も))、?(?:(?:補助|助成|支援)?(?:の)?対象(?:経費)?)?(?:と(?:する|します|なる|なります)|になります|です|である)。?$"
)
# ソフトの購入費は補助対象となり、保守料は対象外
_GRANTED_BESIDE = re.compile(
    r"^(?:[^。、]*(?:場合|とき)(?:に)?(?:は)?、)?(?P<what>[^。、]{2,40})(?:は|が)、?(?:補助|助成|支援)?(?:の)?対象(?:経費|費用)?(?:[とに](?:なり(?:ます)?|なる|し(?:ます)?)|であ(?:り|る)|です|だ|で)(?:が)?、[^。]{4,}。?$"
)


def _beside_refused(material: Material) -> Iterator[Candidate]:
    """The costs that a sentence grants before it refuses others."""
    for row in rows_of(material, "ineligible_expense"):
        granted = _GRANTED_BESIDE.match(re.sub(r"\([^()]*\)", "", fold_text(row.item.text)))
        if granted is not None and _IS_COST.search(granted["what"]) and not _POINTS_OUT.search(granted["what"]):
            name = expense_of(granted["what"]) or whole_phrase(granted["what"])
            yield candidate(material, "eligible_expense", row, EligibleExpense(expense=name), ("listed",))


_IS_COST = re.compile(r"(?:費|料|経費|費用|代金)$")
_POINTS_OUT = re.compile(r"上記|前記|以下|次の|これら|その他")


def _limited(material: Material) -> Iterator[Candidate]:
    """Expenses with their limits, in tables, headings and sentences."""
    for table in material.document.tables:
        for found in read_expense_table(table, material.scope):
            place = Place(table=found.table, cell=found.cell)
            noted = _of_note(material.document.clauses, found.table, found.cell.text[: found.end], found.cell.text[found.end :])
            if _refused_beside(found.table, found.cell):
                continue
            bare = found.limit.cap is None and found.limit.max_years is None
            beside = (*_limits_beside(found.table, found.cell), *_limits_behind(found)) if bare and not found.conditions else ()
            provisos = tuple(_provisos(found)) if not beside and not found.conditions else ()
            of_some = tuple(_of_some(found))
            when: tuple[Condition, ...] = (*found.conditions, *noted, *beside, *provisos, *of_some)
            for frame, case in _as_marked(found, material.scope):
                yield _candidate(material, found.limit, place, found.start, found.end, frame, (*when, *case), table_doubt(found.table))
    other = {item.clause.clause_no for item in material.items if item.role in _OTHER_LISTS and item.clause is not None}
    left_out = left_out_behind(material.document.clauses)
    for clause in material.document.clauses:
        if clause.zone not in _ZONES:
            continue
        out = left_out.get(clause.clause_no, ())
        if clause.clause_no not in other:
            yield from _headed(material, clause) if clause.heading else _in_clause(material, clause, out)
        elif _IS_CAPPED.search(fold_text(clause.text)):
            # a cap stands in it, whatever another sentence of it takes out
            yield from (candidate for candidate in _in_clause(material, clause, out) if _caps(candidate.value))


def _as_marked(found: FoundExpense, scope: DocumentScope) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    """The frames, or the cases, for which the marks in the row of an expense pay for it; those of the table where it has no marks."""
    for head in granted_to(found.table, found.cell.row):
        frame = scope.frame_alone(head) if head else found.frame
        yield (frame, ()) if frame is not None else (found.frame, case_of(head))


def _of_note(clauses: Sequence[Clause], table: Table, name: str, behind: str) -> tuple[Unread, ...]:
    """What the note of a mark behind an expense's name limits it to: ソフトウェア購入費＊１ … ＊１ 会計の機能を有するもの."""
    mark = _MARK.match(behind) or _MARK_AT_END.search(name)
    if mark is None:
        return ()
    sign = unicodedata.normalize("NFKC", mark["sign"])
    below = (clause for clause in clauses if clause.page_no == table.page_no and not clause.heading)
    texts = (unicodedata.normalize("NFKC", f"{clause.label} {clause.text}").strip() for clause in below)
    notes = (fold_text(text[len(sign) :]) for text in texts if text.startswith(sign) and not text[len(sign) : len(sign) + 1].isdigit())
    return tuple(Unread(unread=note) for note in list(notes)[:1] if _RESTRICTS.search(note))


# 3万円まで(海外は10万円まで): for whom or what a limit in a bracket is
_IN_BRACKET = re.compile(r"\((?:ただし、)?(?P<whom>[^()、。\d]{2,30}?)(?:に(?:あって|ついて)は|の?場合(?:に)?は|は|:)、?$")


def _of_some(found: FoundExpense) -> Iterator[Condition]:
    """For whom or what the limit of a bracket behind another one is."""
    opened = _IN_BRACKET.search(fold_text(found.cell.text[: found.start]))
    if opened is not None and not found.conditions and not _AMOUNT_NAMED.search(opened["whom"]):
        yield from read_conditions(opened["whom"]) or (Leaf(fact=OTHER, of=opened["whom"], op="eq", value=True),)


_AMOUNT_NAMED = re.compile(r"額|上限|限度|単価|率$|合計|総額")


# 人件費 | 対象外。: what its row is named for is not paid for
_REFUSED = re.compile(
    r"(?:補助|助成|支援|交付)?(?:の)?対象(?:外|と(?:ならない|なりません|しない|しません))(?:経費)?(?:です|とする|とします)?(?:[。(]|$)"
)


def _refused_beside(table: Table, name: Cell) -> bool:
    """Whether the row of an expense says no more of it than that it is not paid for."""
    beside = [cell for cell in table.cells if cell.row == name.row and cell.col >= name.col]
    return any(_REFUSED.match(fold_text(cell.text)) for cell in beside)


def _provisos(found: FoundExpense) -> Iterator[Unread]:
    """What a ただし in the row of an expense takes out of it: behind its name or its limit, or in the cell that tells of it."""
    own = fold(found.cell.text)
    start, end = fold_text(found.cell.text[: found.start]), fold_text(found.cell.text[: found.end])
    bare = found.limit.cap is None and found.limit.max_years is None and found.limit.cap_share is None
    said = [*provisos_behind(own.text, len(start), None if bare else len(end))]
    names_row = found.cell.col == 0 or (found.cell.header and found.cell.col < found.table.header_cols)
    beside = (cell for cell in found.table.cells if names_row and cell.row == found.cell.row and cell.col > found.cell.col)
    said += [words for cell in beside for words in provisos_behind(fold_text(cell.text))]
    yield from (Unread(unread=words) for words in dict.fromkeys(said) if next(find_limits(words, found.limit.expense), None) is None)


_BEHIND_NAME = re.compile(
    r"\s*[（(](?!ただし|但し)(?P<what>[^（）()]*(?:除(?:く|き|外)[^（）()。]{0,4}|に限(?:る|ります|定)|のみ|だけ|対象外|[以未][上下満]の?もの"
    r"|を?(?:限度|上限)(?:とする|とします)?|以内|分まで))。?[)）]"
)


def _limits_behind(found: FoundExpense) -> tuple[Unread, ...]:
    """What the bracket behind the name of an expense in a list takes out of it: 人件費（役員の人件費を除く）."""
    text = found.cell.text
    match = _BEHIND_NAME.search(text, found.start, found.end) or _BEHIND_NAME.match(text, found.end)
    return (Unread(unread=fold_text(match["what"])),) if match is not None else ()


# 旅費 | 町外への出張に限る。, 備品費 | 購入に要する経費(1件10万円以上のもの)
_LIMITS_CONTENT = re.compile(
    r"(?:^|[。※])(?!ただし|但し)(?P<what>[^。()※]{2,60}(?:に限(?:る|ります|られます)|[をは]除(?:く|きます))(?:\([^()]*\))?)(?=[。※]|$)"
    r"|\((?!ただし|但し)(?P<inner>[^()]*(?:に限(?:る|ります|定)|もの(?:のみ|だけ)|[をは]除(?:く|きます)|[以未][上下満]の?もの(?:に限る)?))。?\)(?=[。、※]|$)"
)


def _limits_beside(table: Table, name: Cell) -> tuple[Condition, ...]:
    """The limits with a figure that the cell beside the name of an expense puts on it: 設備費 | …(単価50万円以上のものに限る。)."""
    beside = (cell for cell in table.cells if cell.row == name.row and cell.col == name.col + name.colspan)
    texts = [fold_text(cell.text) for cell in beside]
    found = [_words(match) for text in texts for pattern in (_ONLY_WITH_FIGURE, _LIMITS_CONTENT) for match in pattern.finditer(text)]
    found += [text for text in _remarks(table, name) if text not in found]
    return tuple(dict.fromkeys(map(priced, (one for one in found if not any(one != other and one in other for other in found)))))


_REMARKS = re.compile(r"^(?:備考|条件|要件|留意(?:点|事項)|注意(?:点|事項)|制限(?:等|事項)?)$")


def _remarks(table: Table, name: Cell) -> Iterator[str]:
    """What a column of remarks puts on the expense of a row by a figure of which no limit was read: 機械装置費 | 単価10万円以上."""
    columns = {
        col
        for head in table.cells
        if head.row < max(1, table.header_rows) and _REMARKS.match(fold_text(head.text))
        for col in Grid.cols(head)
    }
    for cell in table.cells:
        text = fold_text(cell.text)
        beside = cell.col in columns and cell.row == name.row and cell.col > name.col and cell.rowspan == name.rowspan
        if beside and len(text) <= _NAME_LENGTH and find_quantities(text) and next(find_limits(text, "it"), None) is None:
            yield text


def _words(match: re.Match[str]) -> str:
    return next(words for words in match.groups() if words)


def _caps(value: Value) -> bool:
    return isinstance(value, EligibleExpense) and value.cap is not None


def _headed(material: Material, clause: Clause) -> Iterator[Candidate]:
    """The expense that a labelled heading under a heading on eligible expenses names: ①機械装置等費."""
    text = fold_text(clause.text)
    above = [fold_text(heading) for heading in clause.headings if heading != clause.text]
    told = any(_ELIGIBLE.search(heading) for heading in above) and not any(_NOT_PAID.search(heading) for heading in above)
    expense = expense_of(re.sub(r"\([^()]*\)", "", text))
    if clause.label and told and expense is not None and len(text) <= _NAME_LENGTH and _IS_NAME.search(text):
        limit = Limit(expense, 0, len(clause.text))
        place = Place(clause=clause)
        yield _candidate(material, limit, place, 0, len(clause.text), material.scope.default_frame, _unread(text), ())


def _in_clause(material: Material, clause: Clause, out: tuple[Leaf, ...]) -> Iterator[Candidate]:
    """Limits that a sentence states: it must name the expense itself and speak of what is paid for; `out` is what a note takes out."""
    folded = fold(clause.text)
    headings = [fold_text(heading) for heading in clause.headings[-1:]]
    told = any(_ELIGIBLE.search(heading) and not _NOT_PAID.search(heading) for heading in headings)
    if (not told and not _SPEAKS.search(folded.text)) or (told and not clause.label and enumerated_costs(clause.text)):
        return  # what a text enumerates is read name by name
    scope = material.scope
    frame = scope.default_frame
    if frame == "common":
        frame = scope.frame_of_place([text for text in reversed(clause.headings) if len(text) <= 60]) or frame
    limits = list(find_limits(folded.text))
    name = _LIMITED.sub("", folded.text)
    doubts: tuple[str, ...] = ()
    if told and not limits and len(name) <= _NAME_LENGTH and _IS_NAME.search(name):
        kept = _INCLUDED.sub("", name)
        named = kept if expenses_in(kept) else name
        each = [expense_of(part) for part in re.split(r"[、,]|及び", named.strip("。"))]
        names = [slug for slug in each if slug is not None] if None not in each else expenses_in(named)[-1:]
        limits = [Limit(slug, 0, len(folded.text)) for slug in dict.fromkeys(names)]
        doubts = ("named_in_part",) if _is_part(name) else ()
    for limit in limits:
        own = scope.frame_of_place([limit.within]) or frame
        start, end = folded.span(limit.start, limit.end)
        bare = limit.cap is None and limit.max_years is None
        unread = _unread(folded.text) if told and bare else tuple(_limited_later(folded.text, limit))
        yield _candidate(material, limit, Place(clause=clause), start, end, own, (*_item(clause), *unread, *out), doubts)


# 機械装置費(リース料を含む。): what belongs to an expense does not name it
_INCLUDED = re.compile(r"\((?!うち)[^()]{2,}を?含(?:む|みます)。?\)")


def _limited_later(text: str, limit: Limit) -> Iterator[Unread]:
    """The ただし right behind the sentence of a limit."""
    stop = text.find("。", limit.end)
    yield from (Unread(unread=words) for words in provisos_behind(text, limit.start, limit.end) if 0 <= stop == text.find(words) - 1)


def _is_part(name: str) -> bool:
    """Whether the folded name of an expense says more than the word of the vocabulary in it.

    >>> [_is_part(name) for name in ("旅費", "ソフトウェア購入費", "講師の旅費", "材料費:試作に使う材料の費用")]
    [False, False, True, False]
    """
    label = re.sub(r"\([^()]*\)", "", name.split(":", maxsplit=1)[0])
    hits = lexicon("expenses").find(label)
    return not hits or _SAYS_MORE.search(_OF_ANY.sub("", label[: hits[-1].start] + label[hits[-1].end :])) is not None


# what the name of an expense may say beside the word that names it
_OF_ANY = re.compile(r"購入|導入|利用|使用|取得|整備|設置|等|費用?|料金?|代金?|経費|に要する|に係る|に関する|その他|の|[①-⑳\d]")
_SAYS_MORE = re.compile(r"[一-龠ァ-ヶA-Za-z]")


def _unread(text: str) -> tuple[Condition, ...]:
    """The limits on an expense that stand behind its name: （町外の専門家に支払うものに限る。）, ただし、…."""
    return tuple(priced(match.group().lstrip("。").strip("()")) for match in _LIMITED.finditer(text))


def _item(clause: Clause) -> tuple[Leaf, ...]:
    """The item that the nearest heading is the bare name of (①基盤導入経費)."""
    for heading in reversed(clause.headings):
        text = re.sub(r"^[①-⑳]", "", fold_text(heading))
        hits = lexicon("items").find(text)
        if len(hits) == 1 and (hits[0].start, hits[0].end) == (0, len(text)) and not expenses_in(text):
            return (Leaf(fact="item", op="eq", value=hits[0].slug),)
    return ()


def _candidate(
    material: Material,
    limit: Limit,
    place: Place,
    start: int,
    end: int,
    frame: str,
    when: tuple[Condition, ...],
    reasons: tuple[str, ...],
) -> Candidate:
    value = _value(limit)
    unknown = limit.per is not None and not is_known_count(limit.per)
    reasons = (*reasons, *(("each_of_several",) if limit.per == "category" else ()), *(("unknown_unit",) if unknown else ()))
    reasons = (*reasons, *(("share_of_grant",) if limit.of_grant else ()), *(("limit_not_read",) if limit.of_other else ()))
    bare = limit.cap is None and limit.max_years is None and limit.cap_share is None
    reasons = (*reasons, *(("in_words",) if bare and not _is_known(limit.expense) else ()))
    return quoted(material, "eligible_expense", value, place, start, end, when=when, frame=frame, reasons=reasons)


def _is_known(expense: str) -> bool:
    return expense.removeprefix("other_than_") in load("expenses")


def _value(limit: Limit) -> EligibleExpense:
    given = {
        "expense": limit.expense,
        "max_years": limit.max_years,
        "cap": limit.cap,
        "cap_share": limit.cap_share,
        "per": limit.per,
    }
    return EligibleExpense.model_validate({name: part for name, part in given.items() if part is not None})
