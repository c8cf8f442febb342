"""Document + its sections → the items of its lists, boxes and rows: what kinds choose from.

An item is a stretch of a clause or cell whose section yields rules: the first sentence with what goes on in the same section. What
announces a list is no item; what stands below an item belongs to it unless it announces what stands below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from subsidy_rules.clauses.sentences import sentence_bounds
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.model.document import Cell, Clause, Document, Table, Zone
from subsidy_rules.model.reading import Party, Role, Section
from subsidy_rules.statements.grid import bears_value, role_of
from subsidy_rules.statements.section_below import lead_in_cell
from subsidy_rules.statements.section_leads import demands, points_down
from subsidy_rules.statements.section_part import HELPERS, Part
from subsidy_rules.statements.section_reading import SectionMap
from subsidy_rules.statements.section_sentences import of_sentence
from subsidy_rules.statements.section_words import of_heading
from subsidy_rules.statements.ticked import verdicts_of

ZONES = frozenset({None, Zone.BODY, Zone.ANNEX})
# Of whom a rule for applicants never speaks: what these must do is their own affair.
OTHERS: frozenset[Party] = frozenset({"vendor", "administrator", "lessor"})
# What stands below a sentence whose list only fills in one of its nouns (以下の目的で利用する): names, not rules.
_NAMES_ONLY: frozenset[Role] = frozenset({"category", "other", "remark"})
_ALL_OF = re.compile(r"(?:以下|次|下記)(?:の|を)?.{0,30}(?:(?:要件|条件|全て|すべて|いずれも).{0,12}(?:満た|該当))")
# What must, must not or may be stands in a sentence: a label, mark or figure of a row says none.
_STATED: frozenset[Role] = frozenset({"requirement", "exclusion", "duty", "clawback"})
_SCRAP = 10
# A numbered reason for points whose parts stand below it (以下のいずれかに該当すること), unless it announces the reasons themselves.
_POINTS: frozenset[Role] = frozenset({"bonus_point", "penalty_point"})
_SCORES = re.compile(r"加点|減点")
_BOUNDED = frozenset({"percent", "yen"})
# Headings name what is scored or paid for; any other heading only announces.
_NAMED_BY_HEADINGS: frozenset[Role] = frozenset({"bonus_point", "penalty_point", "eligible_expense", "ineligible_expense"})
_ROLE_WORDS = re.compile(
    r"(?:加点|減点|項目|要件|措置|事項|について|に関する|審査|補助|助成|対象|経費|費用|書類|資料|応募|申請|提出|添付|必要|となる|となら|ない|外|区分|内容|一覧|等|の|と|・|及び)*"
)
_LIMITS = re.compile(
    r"\s*(?:ただし|但し|(?:なお|※)、?[^。]*(?:を除(?:く|きます)|に限(?:る|ります))。?$|[^。]{4,}(?:この|その)限りでは?(?:ない|ありません)。?$)"
)
_UNWANTED: frozenset[Role] = frozenset({"exclusion", "ineligible_expense"})
_WHOLE = re.compile(r".{8}(?:者|事業|もの|経費|費用|法人|企業|会社|団体|行為)等?。?$")
_BY_PREDICATE = 3  # `Told.sure`
_WITHOUT_RULES: frozenset[Role] = frozenset({"definition", "procedure", "review_criteria", "remark", "example", "other"})


@dataclass(frozen=True)
class Item:
    """One item of a list, box or row.

    Attributes:
        section: what it stands in.
        clause, table, cell: where it stands: a clause, or a cell with its table.
        start, end: half-open bounds in the text of the clause or cell.
        parents: the labelled clauses that it stands under, outermost first, within its list.
        leads: the sentences that lead it and its parents, outermost first.
        lead: the sentence right above its list, "" where its list follows on an item or heading.
        children: the labelled clauses right below it, notes left out.
        rest: paragraphs without a label right below it, which go on with it.
    """

    section: Section
    start: int
    end: int
    clause: Clause | None = None
    table: Table | None = None
    cell: Cell | None = None
    parents: tuple[Clause, ...] = ()
    leads: tuple[str, ...] = ()
    lead: str = ""
    children: tuple[Clause, ...] = ()
    rest: tuple[Clause, ...] = ()

    @property
    def role(self) -> Role:
        return self.section.role

    @property
    def source(self) -> str:
        """The whole text that it is a stretch of."""
        return self.clause.text if self.clause is not None else self.cell.text if self.cell is not None else ""

    @cached_property
    def text(self) -> str:
        return self.source[self.start : self.end]

    @property
    def is_whole_cell(self) -> bool:
        """Whether it is all that a cell says, not one item of a list in it."""
        return self.cell is not None and not self.cell.text[: self.start].strip() and not self.cell.text[self.end :].strip()

    @property
    def chain(self) -> tuple[Clause, ...]:
        """Its clause and those that it stands under; none for a cell."""
        return (*((self.clause,) if self.clause is not None else ()), *self.parents)

    @property
    def headings(self) -> tuple[str, ...]:
        return self.clause.headings if self.clause is not None else self.table.headings if self.table is not None else ()


def list_items(document: Document, sections: SectionMap) -> tuple[Item, ...]:
    """All items of clauses, then of tables, in reading order."""
    clauses = [clause for clause in document.clauses if clause.zone in ZONES]
    return (*_of_clauses(clauses, sections), *_of_tables(document.tables, sections))


def _of_clauses(clauses: Sequence[Clause], sections: SectionMap) -> Iterator[Item]:
    by_path: dict[tuple[str, ...], Clause] = {}
    leads: dict[tuple[str, ...], str] = {}
    under: dict[tuple[str, ...], tuple[str, ...]] = {}  # the headings that each of them stands under
    previous: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    filled: set[int] = set()
    announcer: Clause | None = None
    for index, clause in enumerate(clauses):
        _forget(leads, under, clause)
        lead = leads.get(clause.path[:-1], "") if clause.label else ""
        if clause.label:
            previous = None
            by_path[clause.path] = clause
            leads.pop(clause.path, None)
        elif not clause.heading:
            # paragraphs that follow each other lead together; one after an item or heading begins anew
            place = (clause.path, clause.headings)
            above = leads.get(clause.path, "") if previous == place else ""
            leads[clause.path] = f"{above}\n{clause.text}".strip()
            under[clause.path] = clause.headings
            previous = place
        parents = tuple(by_path[clause.path[:k]] for k in range(1, len(clause.path)) if clause.path[:k] in by_path)
        parents = tuple(parent for parent in parents if parent is not clause and not parent.heading)
        outer = tuple(leads[clause.path[:k]] for k in range(len(clause.path)) if clause.path[:k] in leads) if clause.label else ()
        children, rest = _below(clauses[index + 1 :], clause) if clause.label else ((), ())
        parts = sections.parts_of_clause(clause.clause_no)
        if clause.heading and not _names(clause.text, parts):
            continue
        if announcer is not None and _is_beside(announcer, clause):
            parents = (*parents, announcer)
        else:
            announcer = None
        if _announces_beside(clause, parts, children):
            announcer, parts = clause, _as_head(parts)
        if parts and parts[0].section.head and _holds_its_list(clause, parts[0].section, children, sections):
            parts = _as_head(parts, head=False)
            filled.add(clause.clause_no)
        if any(parent.clause_no in filled for parent in parents):
            continue
        for part in _with_rules(parts, clause.text):
            yield Item(part.section, _behind_key(part, clause.text), part.end, clause, None, None, parents, outer, lead, children, rest)


_KEY = re.compile(r"\s*(?P<key>[^、。:：「」\n]{2,18}?)(?:\s*[:：]\s*|[^\S\n]+)(?=\S)")


def _behind_key(part: Part, text: str) -> int:
    """Where what an item says begins: behind the name of its list, where that stands before it (補助対象者：町の店, 補助対象者　町の店)."""
    match = _KEY.match(text, part.start, part.end)
    if match is not None and not fold_text(text[part.start : part.end]).startswith(f"{fold_text(match['key'])}:"):
        match = None  # a blank that parts nothing
    said = of_heading(fold_text(match["key"])).role if match is not None else None
    same = said == part.section.role or {said, part.section.role} in ({"requirement", "eligible_expense"}, {"requirement", "category"})
    return match.end() if match is not None and said is not None and same else part.start


def _forget(leads: dict[tuple[str, ...], str], under: dict[tuple[str, ...], tuple[str, ...]], clause: Clause) -> None:
    """Drops the leads that stand under another heading than a clause: they lead nothing there."""
    for path in [path for path, above in under.items() if clause.headings[: len(above)] != above]:
        leads.pop(path, None)
        del under[path]


def _as_head(parts: Sequence[Part], *, head: bool = True) -> tuple[Part, ...]:
    return (replace(parts[0], section=replace(parts[0].section, head=head)), *parts[1:])


def _announces_beside(clause: Clause, parts: Sequence[Part], children: Sequence[Clause]) -> bool:
    """Whether an item announces the items beside it: a flat list that lost its levels."""
    if not clause.label or children or not parts:
        return False
    return bool(_ALL_OF.search(fold_text(clause.text)))


def _is_beside(announcer: Clause, clause: Clause) -> bool:
    return bool(clause.label) and (announcer.path[:-1], announcer.headings) == (clause.path[:-1], clause.headings)


def _holds_its_list(clause: Clause, section: Section, children: Sequence[Clause], sections: SectionMap) -> bool:
    """Whether what stands below an item are parts of it: they fill in one of its nouns, or tell when its points are given."""
    if not clause.label or clause.heading or not children or _ROLE_WORDS.fullmatch(fold_text(clause.text)):
        return False
    if section.role in _POINTS:
        return not _SCORES.search(fold_text(clause.text))
    return section.role not in _WITHOUT_RULES and all(sections.of_clause(child.clause_no).role in _NAMES_ONLY for child in children)


def _names(heading: str, parts: Sequence[Part]) -> bool:
    """Whether a heading names an item of a list and not only the list."""
    role = parts[0].section.role if parts else "other"
    if role == "requirement" and any(q.unit in _BOUNDED and q.low is not None for q in find_quantities(fold_text(heading))):
        return True  # ① 労働生産性の年平均成長率 +4.0%以上
    return role in _NAMED_BY_HEADINGS and not _ROLE_WORDS.fullmatch(fold_text(heading))


def _of_tables(tables: Iterable[Table], sections: SectionMap) -> Iterator[Item]:
    for table in tables:
        if table.zone in ZONES:
            marked = verdicts_of(table)
            for cell in table.cells:
                parts = sections.parts_of_cell(table.table_no, cell.row, cell.col)
                for part in _with_rules(parts, cell.text):
                    words = fold_text(cell.text[part.start : part.end])
                    if part.section.role in _NO_AMOUNTS and _is_amount(cell, words):
                        continue
                    lead = lead_in_cell(parts, part, cell.text)
                    stated = part.section.role in _STATED and not (lead and _IS_SO.search(words))
                    if stated and _is_label(cell, words, part.section.role, marked=cell.row in marked):
                        continue
                    yield Item(part.section, part.start, part.end, table=table, cell=cell, lead=lead)


# 暴力団関係者, 大企業: who is left out is told in a word, too
_IS_WHO = re.compile(
    r"(?!(?:補助|助成|申請|応募|交付|支給|対象)[^、。]{0,5}[者方]?$)(?=.{3})[^、。:\d]+(?:者|方|企業|法人|団体|組合|会社|事業主)等?。?"
)


# 市税の滞納がない方: below its lead an item that says how somebody is, however short
_IS_SO = re.compile(r"[ぁ-ん](?:者|方|こと|もの|場合|事業者?|企業|法人)。?$")


def _is_label(cell: Cell, words: str, role: Role, *, marked: bool) -> bool:
    """Whether words are no more than a label, a mark or a figure; `marked`: marks tell who may apply or what is paid for, in that row."""
    if role == "exclusion" and _IS_WHO.fullmatch(words):
        return cell.header and not marked
    named = cell.header and not (marked and role != "requirement")
    return (named and not words.endswith("。")) or len(words) < _SCRAP


# lists whose items are no sums: what stands in a row of amounts is granted, whatever it is granted for
_NO_AMOUNTS: frozenset[Role] = frozenset({"eligible_expense", "ineligible_expense", "bonus_point", "penalty_point", "required_document"})


def _is_amount(cell: Cell, words: str) -> bool:
    """Whether folded words of a cell are a sum or a rate that its headers say is granted: 補助上限額 | 設備費:100万円."""
    return bears_value(words) and any(role_of(text) in ("amount", "rate", "increase", "both") for text in cell.header_path)


def _with_rules(parts: Sequence[Part], text: str) -> Iterator[Part]:
    """The parts that yield rules; sentences that go on in one section, and a ただし that limits the one before, are one part.

    A ただし that says by itself that something else is (not) granted is a part of its own as well.
    """
    held: Part | None = None
    for part in (_demanding(part, text) for part in parts):
        same = held is not None and not part.section.head and (part.section.role, part.section.of) == (held.section.role, held.section.of)
        if held is not None and part.start - held.end <= 1 and (same or _LIMITS.match(text, part.start)):
            apart = not same and not part.section.head and {part.section.role, held.section.role} in _OPPOSITES
            if apart and _ABOUT.search(text[part.start : part.end]) and not _SETS_BOUND.search(fold_text(text[part.start : part.end])):
                yield part
            held = Part(held.start, part.end, held.section)
            continue
        if held is not None:
            yield held
        held = part if not part.section.head and part.section.role not in _WITHOUT_RULES and not _is_of_others(part.section) else None
    if held is not None:
        yield held


def _is_of_others(section: Section) -> bool:
    """Whether a section is no affair of the applicant: but for what his helpers lose where he breaks a rule with them."""
    return section.of in OTHERS and not (section.role == "clawback" and section.of in HELPERS)


# 採択されていない者は2%以上とする: another bound for some, who are not left out by that
_SETS_BOUND = re.compile(r"\d[^、。\d]{0,8}(?:以上|以下|以内|未満|まで)(?:と(?:する|します)|でよい|で足りる|です|である)(?:こと)?。?$")
_OPPOSITES: tuple[set[Role], ...] = (
    {"requirement", "exclusion"},
    {"eligible_expense", "ineligible_expense"},
    {"requirement", "ineligible_expense"},
)
_ABOUT = re.compile(r"[者業人社費金品物用備法]等?(?:(?:について|に関して)?は|(?:で|に)あっても)")


# 毎年、下表の期間に報告する必要がある: the list only tells when, where or how
_BY_THE_WAY = re.compile(r"(?:下表|次表|以下|次|下記)の[^、。をがは]{1,16}(?:までに|により|に|で)、?[^。]*(?:必要があ|なければ|こと。?$)")


# 発注が早すぎる場合は対象外となる他、以下の経費は…: a case of its own beside the list
_BESIDE_LIST = re.compile(r"(?<=対象外)(?:と(?:なる|する|なります))?(?:他|ほか)、[^。]*(?:以下|次|下記)")


def _demanding(part: Part, text: str) -> Part:
    """A part; one that announces a list and demands something beside it is no mere head."""
    words = fold_text(text[part.start : part.end])
    if part.section.head and part.section.role in _UNWANTED and (too := _BESIDE_LIST.search(text, part.start, part.end)):
        return Part(part.start, too.start(), replace(part.section, head=False))
    reports = part.section.role == "duty" and _BY_THE_WAY.search(words) is not None
    if not part.section.head or not (reports or (part.section.role == "requirement" and demands(words))):
        return part
    return replace(part, section=replace(part.section, head=False))


def _below(following: Iterable[Clause], clause: Clause) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """The labelled clauses right below a clause, and the paragraphs that go on with it."""
    children: list[Clause] = []
    rest: list[Clause] = []
    depth = len(clause.path)
    for other in following:
        if other.path[:depth] != clause.path or other.heading or (len(other.path) == depth and other.label):
            break
        if len(other.path) == depth + 1 and other.label and not is_note(other):
            children.append(other)
        elif not other.label and other.path == clause.path:
            rest.append(other)
    return tuple(children), tuple(rest)


def is_below_its_like(item: Item, sections: SectionMap) -> bool:
    """Whether an item stands under one of its own role that announces nothing, nor anything between them: it belongs to that one."""
    above = (parent for parent in reversed(item.parents) if not _is_first_paragraph(parent, item))
    silent = takewhile(lambda parent: not _announces(parent, sections), above)
    if not any(sections.of_clause(parent.clause_no).role == item.role for parent in silent):
        return False
    if item.role not in _UNWANTED:
        return not _decides(item)
    # below what is not wanted, a whole noun phrase is one more thing that is not wanted
    return not _WHOLE.search(without_brackets(fold_text(item.text))) and not _decides(item)


_ARTICLE, _PARAGRAPH = re.compile(r"第[\d一二三四五六七八九十百]+条(?:の[\d一二三四五六七八九十]+)?"), re.compile(r"\d{1,2}")


def _is_first_paragraph(parent: Clause, item: Item) -> bool:
    """Whether a clause is the first paragraph of an article, which has no number, and the item a later one of it, that stands beside it."""
    if item.clause is None or not parent.path or item.clause.path[:-1] != parent.path:
        return False
    return bool(_ARTICLE.fullmatch(fold_text(parent.path[-1])) and _PARAGRAPH.fullmatch(fold_text(item.clause.path[-1])))


def _decides(item: Item) -> bool:
    """Whether the first sentence of an item says by its own predicate what the item is."""
    start, end = (sentence_bounds(item.text) or ((0, len(item.text)),))[0]
    own = of_sentence(fold_text(item.text[start:end]))
    return own.role == item.role and own.sure == _BY_PREDICATE


def _announces(clause: Clause, sections: SectionMap) -> bool:
    """Whether any sentence of a clause announces what stands below it."""
    if any(part.section.head for part in sections.parts_of_clause(clause.clause_no)) or goes_on(clause.text):
        return True
    if _ROLE_WORDS.fullmatch(fold_text(clause.text)):
        return True  # ２ 応募書類: the name of the list below it
    return any(points_down(fold_text(clause.text[start:end])) for start, end in clause.sentences)


_GOES_ON = re.compile(r"(?:(?<=[一-龠ァ-ヶ等])[はがを]|[ぁ-ん一-龠]、|(?<=[一-龠ァ-ヶ])(?:又は|及び|並びに|若しくは))$")


_SUM = re.compile(r"(?:[\d\\¥,.円%()\[\]:~\-+A-Z]|見積|合計|小計|総額|金額|税込|税抜|計)*")
_NO_FIELDS: frozenset[Role] = frozenset({"requirement", "required_document", "exclusion", "duty"})
_FIELD = re.compile(
    r"[^、。]{0,20}(?:氏名|企業名|会社名|法人名|事業者名|名称|番号|年月日|住所|所在地|電話|アドレス|合計額|金額|記入欄|押印|チェック|について)"
)
_LEAST = 2  # characters: 記 heads what is written below it
_HEAD_WORDS = re.compile(r"(?:合計|小計|[<>【】()A-Z])*")


def names_nothing(item: Item) -> bool:
    """Whether an item is a sum, or of a list of things the name of the list itself, as a filled-in form has them."""
    text = fold_text(item.text)
    if _SUM.fullmatch(text) is not None or (item.role in _NO_FIELDS and (len(text) < _LEAST or _FIELD.fullmatch(text))):
        return True
    return item.role in _NAMED_BY_HEADINGS and _ROLE_WORDS.fullmatch(_HEAD_WORDS.sub("", text)) is not None


def goes_on(text: str) -> bool:
    """Whether a text breaks off before its predicate, so that what stands below it goes on with it.

    >>> goes_on("取得した設備は"), goes_on("取得した設備の名簿")
    (True, False)
    """
    return _GOES_ON.search(fold_text(text)) is not None


def is_note(clause: Clause) -> bool:
    """Whether a clause is a note (※, 注) rather than an item of its own."""
    mark = fold_text(clause.label) or fold_text(clause.text)[:4]
    return mark.startswith(("※", "＊", "*", "注", "(※", "(＊", "(*", "(注", "なお"))
