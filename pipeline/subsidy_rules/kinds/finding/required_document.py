"""required_document 必要書類: where a document states it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from subsidy_rules.kinds.confidence import table_doubt
from subsidy_rules.kinds.evidence import Place
from subsidy_rules.kinds.finding.enumerated_rows import each_paper
from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.listing import Row, candidate, rows_of
from subsidy_rules.kinds.quoted import quoted
from subsidy_rules.kinds.required_document import RequiredDocument
from subsidy_rules.language.conditions import read_specials
from subsidy_rules.language.normalise import Folded, fold, fold_text
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.document import Cell, Clause, Table
from subsidy_rules.model.rule import OTHER, Candidate, Condition, Leaf, Unread
from subsidy_rules.statements.items import Item
from subsidy_rules.statements.limits import LONGEST_CASE, POINTS, inherited_conditions, own_conditions
from subsidy_rules.statements.paper_words import is_named_unneeded, is_optional
from subsidy_rules.statements.papers import (
    JOINT,
    ZONES,
    Paper,
    case_over,
    cases_of_row,
    head_noun,
    listed_clauses,
    names_of_papers,
    paper_phrase,
    paper_rows,
    unwrapped,
)
from subsidy_rules.statements.row_cases import applicant_of
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.sentence_reading import read_sentence

_LONG_NAME = 30
_IS_PAPER = re.compile(
    r"[一-龥ァ-ン](?:書|証|証明|届|票|表|図|簿|帳|計画|シート|写真|カタログ|定款|謄本)(?:等|類)?$|.{4}(?:写し|写真|画像|写|控え?|コピー|資料|書類|書面|証憑|明細|一覧|様式)(?:等|類)?$"
)
_GENERAL = re.compile(
    r"(?:以下|次|下記|上記|左記|これら|その他|必要|提出|添付|申請|応募|交付|確認|関係|各種|当該|対象|該当|全て|すべて|いずれか|一式|する|となる|の|な|に)*(?:書類|資料|証憑|一覧|様式|報告書|申請書|写し)(?:等|類)?"
)
# among papers that are named one by one the form of the application is one of them
_APPLICATION = re.compile(r"(?:補助金|助成金)?(?:交付|支給|応募|認定)申請書")
# 11 提出書類で定める資料: told elsewhere, where they are named
_TOLD_ELSEWHERE = re.compile(
    r"(?:で|に|にて)(?:定め|示し|示す|掲げ|記載|規定)(?:る|た|の|する|している|されている)?(?:提出|添付|必要)?(?:書類|資料|証憑|もの)(?:等|類)?$"
)
# 個人番号が記載されていない書類: what no paper may show names none; 交付決定通知書: written by the office, and handed in as a copy
_OF_OFFICE = re.compile(
    r"ない(?:書類|資料|もの)$|^(?:補助金|助成金)?(?:の)?(?:不?交付(?:決定)?|採択(?:結果)?|(?:交付)?(?:の)?額(?:の)?(?:の)?確定|(?:補助金|助成金)?(?:の)?(?:確定|(?:変更|中止|廃止|計画変更)?承認|取消))(?:の)?通知書"
)
# what stands before the name: when it is asked for, and instead of what
# 定められた期間内に、支給申請書: by when it is handed in is no part of its name
# 期限までに、; 完了後30日以内に, of which a day and a length need no comma
_BY_WHEN = re.compile(
    r"^.{4,}(?:(?:期間|期限)内|(?:期日|期限|日)まで)に、(?=.{3})|^.*\d(?:年|[かカヵヶケ箇]月|週間|日)(?:以内|まで|後|前)(?:まで)?に、?(?=.{3})|^.*早い日(?:まで)?に、?(?=.{3})"
)
_CASE = re.compile(
    r"^.*(?:(?:場合|とき|時)(?:に)?(?:は|のみ)?|際(?:に)?は|については?|に(?:あ|当)たって?は?|までに|に(?:代|替|か)え(?:て)?|に代わ(?:り|って)|[^にで]は)、(?!又は|及び)"
    r"|^[^、。「」]*(?:場合|とき)(?:に)?は(?=.{3})|^.*に(?:代わり(?:に)?|加え(?:て)?、)|^(?:実績報告|交付申請|申請|応募)時に"
)
_LABEL = re.compile(r"(?:必要|提出|添付|証憑)(?:な)?(?:書類|資料|証明書)(?:等)?:(?=.)")  # 必要書類:領収書・写真
_SENTENCE = re.compile(r"[。、]|(?:る|た|い|す|場合|とき|こと|者|事業主?|法人)$")
_EXAMPLES = re.compile(r"\(例\)|例[:：]|\(例:[^()]*$")
_NO_PAPER = re.compile(r"(?:事業|補助金|助成金|制度|融資|[者社])」?$")
_ONE_OF = re.compile(r"(?:以下|次|下記)の?")
_ASKED = re.compile(
    r"(?:の写し|の控え|の双方|の両方)?(?<!こと)(?:を|が|の)(?:[^、。をのがは]{0,12})?(?:(?:提出|添付|提示|用意)(?:が必要)?|必要)(?!時|後|日|期限|先|方法|場所|する場合|した)"
)
# behind the name in its cell: when it is asked for, or what is asked for instead
_WHEN_ASKED = re.compile(r"場合|のみ|に限|に代え|いずれか|不要")
_SEVERAL = re.compile(r"、|又は|または|若しくは|もしくは|及び|および|並びに|加え")
_ANY = re.compile(r"の?いずれか(?:一つ|1つ|1点)?(?:の.*)?$")
_IDENTITY = "identity_document"


@dataclass(frozen=True, slots=True)
class _Found:
    """A document with the place of its name and what limits it; `until` is where its item ends in the text."""

    paper: Paper
    until: int
    text: Folded
    applicant: str | None
    context: tuple[str, ...]
    table: Table | None = None
    cell: Cell | None = None
    clause: Clause | None = None
    cases: tuple[str, ...] = ()


def find(material: Material) -> Iterator[Candidate]:
    """The candidates of a document, in reading order."""
    named = tuple(_of_lists(material))
    yield from named
    yield from _told(material, [(candidate.text, candidate.start, candidate.end) for candidate in named])


def _told(material: Material, known: Sequence[tuple[str, int, int]]) -> Iterator[Candidate]:
    """Papers that items of other lists, rows and sentences ask for, where no list of papers names them."""
    for row in rows_of(material, "required_document"):
        item = row.item
        text = fold_text(item.text)
        if is_named_unneeded(text.split("。")[0]):
            continue
        told = any(source == item.source and start < item.end and item.start < end for source, start, end in known)
        if several := () if told or item.is_whole_cell else each_paper(row):
            yield from _enumerated(material, several)
            continue
        labelled = _LABEL.match(text)
        text = text[labelled.end() :] if labelled is not None else text
        name = _asked(text) or (whole_phrase(text) if labelled is not None else _listed(item, text))
        if name is None or item.is_whole_cell or _EXAMPLES.search(fold_text(item.source[: item.start])) or told:
            continue
        who = next((a for t in (text, *reversed(item.section.scope), *reversed(item.headings)) if (a := applicant_of(fold_text(t)))), None)
        value = RequiredDocument(document=name, **({"applicant": who} if who else {}))
        when = tuple(node for node in row.stated.when if not _is_applicant(node, who))
        when = (*when, *_at_will((text.split("。")[0], fold_text(item.section.told_by), *map(fold_text, item.headings[-1:]))))
        yield candidate(material, "required_document", replace(row, stated=replace(row.stated, when=when)), value, ("listed",))


def _enumerated(material: Material, several: Sequence[tuple[str, Row]]) -> Iterator[Candidate]:
    """Papers that a text enumerates, each under a name of its own."""
    taken: set[str] = set()
    for said, row in several:
        name = next((one for one in _names(said) if one not in taken), None)
        if name is not None and not _says_nothing(without_brackets(said)):
            taken.add(name)
            yield candidate(material, "required_document", row, RequiredDocument(document=name), ("listed",))


def _asked(text: str) -> str | None:
    """The paper that an item names or a sentence asks to hand in; None where it only speaks of papers in general."""
    found = [*_ASKED.finditer(text.split("。")[0])]
    plain = [one for one in found if text.count("(", 0, one.start()) == text.count(")", 0, one.start())]  # what a bracket says comes later
    asked = next(reversed(plain or found), None)
    said = text[: asked.start()].split("。")[-1] if asked is not None else text.rstrip("。")
    phrase = _BY_WHEN.sub("", _CASE.sub("", without_brackets(said)))  # a case in brackets is that of one paper
    phrase = phrase.lstrip("、").removeprefix("必ず").lstrip("、")
    head = head_noun(phrase) if not _SEVERAL.search(without_brackets(phrase)) else ""
    known = next((hit.slug for hit in reversed(lexicon("documents").find(head)) if hit.end == len(head)), None) if head else None
    named = without_brackets(phrase).strip("「」『』")
    if _GENERAL.fullmatch(named.rsplit("、", maxsplit=1)[-1]) or _TOLD_ELSEWHERE.search(named) or _OF_OFFICE.search(named):
        return None
    return known or (whole_phrase(phrase) if _IS_PAPER.search(named) and not _GENERAL.fullmatch(named) else None)


def _listed(item: Item, text: str) -> str | None:
    """The name of an item of a list of papers, whatever it ends in; None for a sentence and for what stands elsewhere."""
    told = item.section.told_by != text and not item.section.doubts
    short = item.clause is not None and item.clause.label and len(text) <= _LONG_NAME and not _SENTENCE.search(text)
    return whole_phrase(text) if told and short and not (_ONE_OF.search(text) or _NO_PAPER.search(text)) else None


def _says_nothing(name: str) -> bool:
    """Whether a name in a list of papers is that of papers in general."""
    return _GENERAL.fullmatch(name) is not None and _APPLICATION.fullmatch(name) is None


def _of_lists(material: Material) -> Iterator[Candidate]:
    for table in material.document.tables:
        if table.zone in ZONES:
            yield from _named(material, _of_table(table))
    for group in listed_clauses(material.document):
        yield from _named(material, [_of_clause(paper, clause) for clause, paper in group if not _says_nothing(head_noun(paper.name))])


def _of_table(table: Table) -> list[_Found]:
    """The documents of a table, in order; what holds for every applicant is not repeated for some of them."""
    around = tuple(fold_text(text) for text in (*table.headings[-2:], table.caption) if text)
    found: list[_Found] = []
    for cell, applicants in paper_rows(table):
        folded = fold(cell.text)
        beside = tuple(fold_text(text) for text in cell.row_path)
        general = [applicant_of(text) for text in (*reversed(beside), *reversed(around))]
        default = next((who for who in general if who), None)
        papers = [paper for paper in names_of_papers(folded) if not _says_nothing(paper.name)]
        cases = tuple(cases_of_row(table, cell))
        for paper, until in zip(papers, _ends(folded, papers), strict=True):
            for who in applicants:
                context = (*beside, *around[-1:], paper.name)
                whose = applicant_of(paper.name) or who or default
                found.append(_Found(paper, until, folded, whose, context, table, cell, cases=(*cases, *case_over(folded, paper))))
    return _unnumbered(found)


# １ 交付申請書, ２ 計画書: the number of a row; 3か月分の明細: a number of something
_NUMBER = re.compile(r"(?P<n>\d{1,2})(?=\D)(?!年|[かカヵヶケ箇]?月|週|日|部|枚|通|期|者|社|名|人|回|次|級|号|番|つ|点|種)")


def _unnumbered(found: list[_Found]) -> list[_Found]:
    """The papers of a table without the numbers of their rows, where these count from one, and anew in another part of the table."""
    numbers = [_NUMBER.match(one.paper.name) for one in found]
    told = [int(number["n"]) for number in numbers if number is not None]
    if len(found) < 2 or numbers[0] is None or any(n not in (1, before + 1) for before, n in zip((0, *told), told, strict=False)):
        return found
    return [replace(one, paper=replace(one.paper, name=_NUMBER.sub("", one.paper.name, count=1))) for one in found]


def _ends(folded: Folded, papers: Sequence[Paper]) -> list[int]:
    """Where what is said of each paper of a cell ends: of those that one name joins, behind the last."""
    ends: list[int] = []
    until = len(folded.text)
    for paper, following in reversed([*zip_longest(papers, papers[1:])]):
        if following is not None and not JOINT.fullmatch(folded.text, paper.end, following.start):
            until = following.start
        ends.insert(0, until)
    return ends


def _of_clause(paper: Paper, clause: Clause) -> _Found:
    headings = [fold_text(text) for text in clause.headings[-2:]]
    who = next((a for text in reversed(headings) if (a := applicant_of(text))), None)
    folded = fold(clause.text)
    return _Found(paper, len(folded.text), folded, who, (*headings[-1:], paper.name), clause=clause)


def _named(material: Material, found: Sequence[_Found]) -> Iterator[Candidate]:
    """Candidates of one list: two different documents of it never share a name."""
    taken: dict[tuple[str, str | None, tuple[Leaf, ...]], str] = {}
    for one in found:
        specials = tuple(dict.fromkeys(leaf for text in one.context for leaf in read_specials(text)))
        when = specials if len(specials) == 1 else ()
        title = unwrapped(one.paper.name)
        for name in _names(one.paper.name):
            key = (name, one.applicant, when)
            if taken.setdefault(key, title) == title:
                yield _candidate(material, one, name, when)
                break


def _limiting(one: _Found, known: Sequence[Condition], scope: DocumentScope) -> tuple[Condition, ...]:
    """What the words of a document's own item put on it: …がある場合、, (…の場合に限る); a kind of applicant is told already."""
    start, end = one.text.span(one.paper.start, one.until if one.clause is not None else one.paper.end)
    said = one.text.original[start:end]
    reading = read_sentence(said)
    conditions = tuple(words for words in reading.conditions if one.applicant is None or applicant_of(fold_text(words)) != one.applicant)
    return own_conditions(replace(reading, conditions=conditions), said, known, scope)


def _at_will(texts: Sequence[str]) -> tuple[Leaf, ...]:
    """The condition of a paper that nobody has to hand in, as the folded words of its item, its lead or its heading say."""
    return (Leaf(fact=OTHER, of="任意で提出する場合", op="eq", value=True),) if any(map(is_optional, texts)) else ()


def _is_special(node: Condition) -> bool:
    """Whether a condition is that of a special measure, which the words around a table tell by themselves."""
    return isinstance(node, Leaf) and node.fact != OTHER


def _is_applicant(node: Condition, applicant: str | None) -> bool:
    """Whether a condition says no more than whose document it is: 法人の場合."""
    return isinstance(node, Leaf) and applicant is not None and bool(node.of) and applicant_of(node.of or "") == applicant


def _names(title: str) -> Iterator[str]:
    """Names of a document from the best to the most telling: vocabulary, short phrase, phrase with what its brackets hold."""
    heads = [head_noun(_ANY.sub("", part)) for part in _SEVERAL.split(without_brackets(title)) if part]
    known = {next((hit.slug for hit in reversed(lexicon("documents").find(head)) if hit.end == len(head)), None) for head in heads}
    if _IDENTITY in known and known <= {_IDENTITY, "residence_certificate"}:
        known = {_IDENTITY}  # beside others a residence certificate shows no more than who somebody is
    if len(known) == 1 and (slug := known.pop()) is not None:
        yield slug  # one of several names would not tell the others
    yield paper_phrase(title)
    yield whole_phrase(unwrapped(title))


def _candidate(material: Material, one: _Found, name: str, when: tuple[Condition, ...]) -> Candidate:
    start, end = one.text.span(one.paper.start, one.paper.end)
    scope = material.scope
    if one.table is not None and one.cell is not None:
        frame = scope.frame_of_header(one.cell.header_path) or scope.frame_of_place((one.table.caption, *reversed(one.table.headings)))
        reasons = table_doubt(one.table)
        section = material.sections.of_cell(one.table.table_no, one.cell.row, one.cell.col)
        said = [case for case in one.cases if case not in section.scope or not case.endswith(("場合", "とき", "のみ"))]
        cases = [case if case.endswith(("場合", "とき", "のみ")) or POINTS.fullmatch(case) else f"{case}の場合" for case in said]
        around = inherited_conditions(replace(section, role="required_document", scope=(*section.scope, *cases)))
        around = (*around, *(Unread(unread=case) for case in cases if len(case) > LONGEST_CASE))
        when = (*when, *(node for node in around if not _is_applicant(node, one.applicant) and not _is_special(node)))
    elif one.clause is not None:
        frame = scope.frame_of_place(tuple(reversed(one.clause.headings)))
        section = material.sections.of_clause(one.clause.clause_no)
        inherited = inherited_conditions(section)
        when = (*when, *_at_will((one.text.text.split("。")[0], fold_text(section.told_by), *one.context)))
        when = (*when, *(node for node in inherited if not _is_applicant(node, one.applicant)))
        reasons = ("listed",)
    else:
        raise ValueError("a document is named in a cell or a clause")
    limits = _limiting(one, when, scope)
    when = (*when, *limits)
    if one.clause is None and _WHEN_ASKED.search(one.text.text, one.paper.end, one.until):
        reasons = (*reasons, "condition_not_read")
    value = RequiredDocument(document=name, **({"applicant": one.applicant} if one.applicant else {}))
    place = Place(one.clause, one.table, one.cell)
    return quoted(material, "required_document", value, place, start, end, when=when, frame=frame, reasons=reasons)
