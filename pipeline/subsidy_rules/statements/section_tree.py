"""Clauses → sections: walks the clause tree with the headings, leads and items that are open, nearest last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from subsidy_rules.clauses.labels import Role, split_label
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.parties import helper_of, names_some, others_in
from subsidy_rules.model.document import Clause, Document, Zone
from subsidy_rules.model.reading import Role as SectionRole
from subsidy_rules.model.reading import Section
from subsidy_rules.statements.section_below import (
    NOTE,
    asks_for_any,
    first_sentence,
    heads_outward,
    is_followed,
    is_note,
    is_one_of_those_left_out,
    overrules,
    path_below,
    said_by_title,
    same_title,
)
from subsidy_rules.statements.section_classes import of_class
from subsidy_rules.statements.section_leads import fills_in, of_lead, points_down
from subsidy_rules.statements.section_numbers import taken_out
from subsidy_rules.statements.section_part import EXPENSES, POINTS, Form, Part, Place, as_head, of_helper, party_in, told_of
from subsidy_rules.statements.section_settle import on_expenses, settle, told_below
from subsidy_rules.statements.section_told import NOTHING, SIGNS, Told
from subsidy_rules.statements.section_words import is_decision_alone, of_heading

_NO_LISTS = (Zone.COVER, Zone.REVISION, Zone.CONTENTS, Zone.OTHER_PROGRAMME, Zone.FORM)
_BY_ZONE = dict.fromkeys(_NO_LISTS, Section("other")) | {Zone.EXAMPLE: Section("example")}
# what limits all that stands below: cases, frames, lines in brackets; classes of applicants where the words are no kind of list
_SCOPE = re.compile(
    r"場合|のみ|に限[りる]|限定|において|枠(?![組内外])|類型|コース|特例|^[<【《〈].*[>】》〉]$|加点.{0,12}書類|(?:希望|申請)する(?:者|事業者)"
)
_ASIDE = re.compile(r"(?<=.)【[^】]*】$")
_CASE = re.compile(r"(?:場合|のみ|とき)[)>】]*$")
_CLASS = re.compile(r"(?:者|法人|個人|事業主|組合|会社|企業|業)(?:等|の一部|\(.*\)|※\d*)*$")
_ON_EXPENSES = re.compile(r"(?:経費|費用)(?:に(?:かか|係)る|に関する|全般|の)[^、。]{0,12}(?:注意|留意)")
_SHAPE = re.compile(r"\d+|(?P<circled>[①-⑳⑴-⒇❶-❿➀-➓])|[ァ-ヶ一二三四五六七八九十a-zA-Zⅰ-ⅻ]+")
_WARY = {"negative": 0, "neutral": 1, "positive": 2}
# parts of one chapter on the selection: what limits one of them limits none of the others
_SIBLINGS = frozenset({"review_criteria", "bonus_point", "penalty_point"})
_ASKED: frozenset[SectionRole | None] = frozenset({"requirement", "duty", "required_document"})
_WEAK = ("procedure", "remark", "schedule")
_AGAINST = frozenset({"exclusion", "ineligible_expense", "penalty_point", "clawback"})
_OF_HEADINGS = (*SIGNS, "category", "review_criteria")
_NUMBERED = re.compile(r"[<【(]?(?:図?表|図)\s?[\d一二三四五]")
_BRACKETED = re.compile(r"[<【《〈].*[】>》〉]$")
_TITLE_LENGTH, _LABEL_LENGTH = 40, 20
_OUGHT = re.compile(r"^[^。、]{2,20}べき(?:こと|事項)$")  # 補助事業者が守るべきこと: the head of a list, and no item of one
_POINTS_ON = re.compile(r"以下|次の|下記")
_PLAIN_TITLE = re.compile(r"【[^】]*】$|[:。]$")
_ENDS_SENTENCE = re.compile(r"[。、]$|(?:ます|ません|です|こと|ください|又は|及び)$")


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading, lead or item under which later clauses may stand."""

    clause: Clause
    told: Told
    kind: str  # "heading", "title" (a heading that was not set as one), "lead", "item"
    scope: str = ""
    announces: bool = False
    names_only: bool = False
    path: tuple[str, ...] = ()  # that clauses below it begin with


@dataclass(frozen=True, slots=True)
class Walk:
    """Clauses as they were walked.

    Attributes:
        parts: the parts of every clause by its number, one for each sentence.
        after: what is open right after each clause, by its number: the place of a table that stands there.
    """

    parts: Mapping[int, tuple[Part, ...]]
    after: Mapping[int, Place]


def walk_clauses(document: Document) -> Walk:
    """The sections of all clauses of a document, in reading order."""
    walker = _Walker(document)
    for clause, following in zip(document.clauses, (*document.clauses[1:], None), strict=False):
        walker.step(clause, following)
    return Walk(walker.parts, walker.after)


class _Walker:
    """Walks clauses in reading order with what is open."""

    def __init__(self, document: Document) -> None:
        self.parts: dict[int, tuple[Part, ...]] = {}
        self.after: dict[int, Place] = {}
        self._stack: list[_Open] = []
        self._series: dict[str, int] = {}  # the last number of each numbering that is open
        self._before: dict[int, dict[str, int]] = {}  # the same at each heading without a label, by its clause
        self._ended: set[int] = set()
        # shape, label and clause of the first item below a lead, by the lead's clause
        self._numberings: dict[int, tuple[str, str, int]] = {}
        # the ends of the texts right above tables
        self._before_tables = frozenset(fold_text(line)[-30:] for table in document.tables for line in table.lead.split("\n")[-1:] if line)
        # headings right above tables, with those over them
        self._captions = frozenset(t.headings for t in document.tables if t.headings and t.headings[-1] == t.caption)
        self._document = document

    def step(self, clause: Clause, following: Clause | None) -> None:
        text = fold_text(clause.text)
        self._count(clause)
        self._stack = [
            entry
            for entry in self._stack
            if entry.clause.clause_no not in self._ended and _holds(entry, clause) and self._same_list(entry, clause)
        ]
        if (fixed := _BY_ZONE.get(clause.zone)) is not None:
            if clause.zone is Zone.COVER and (term := settle(text, Place(), "paragraph")).role == "schedule":
                fixed = term
            self.parts[clause.clause_no] = _parts(clause, fixed, None)
        elif clause.heading or (_is_title(clause, text, following) and not asks_for_any(text)):
            self._leave_tables(clause, text)
            self._heading(clause, text, following)
        else:
            if not is_note(clause):
                self._leave_tables(clause, text)
            self._text(clause, text, following)
        self.after[clause.clause_no] = _place(self._stack)

    def _leave_tables(self, clause: Clause, text: str) -> None:
        """A caption that says for whom or when its table is says it of nothing below the table that has a title of its own.

        One that numbers the table (表１ …) is about nothing else.
        """
        titled = not clause.label and not _BRACKETED.match(text) and _is_short(text)
        self._stack = [entry for entry in self._stack if not (self._captions_table(entry) and _ends_below_table(entry, titled=titled))]

    def _captions_table(self, entry: _Open) -> bool:
        return entry.kind == "heading" and (*entry.clause.headings, entry.clause.text) in self._captions

    def _heading(self, clause: Clause, text: str, following: Clause | None) -> None:
        # a heading among the items of a list is one of them, but nothing below a single item
        place = _place([entry for entry in self._stack if entry.kind != "item" or entry.announces])
        entry = _heading(clause, text)
        entry = replace(entry, told=on_expenses(entry.told)) if place.expenses and entry.told.of is None else entry
        weak = entry.told.role and entry.told.sure == 1 and place.told.role not in (None, "other", "remark")
        if weak or is_one_of_those_left_out(text, place.told.role, entry.told):
            entry = replace(entry, told=NOTHING)  # 該当する方 says of whom, and not what for: the headings over it do
        if entry.told.role is None and place.told.role in _ASKED and points_down(text) and of_lead(text).any_of:
            entry = replace(entry, told=replace(place.told, any_of=True))  # 次のいずれかに該当するもの
        self.parts[clause.clause_no] = _parts(clause, _of_heading(entry, place), None)
        if entry.kind == "title":
            self._close_level(clause, clause.path)
        self._stack.append(entry)
        if entry.told.role and following is not None and heads_outward(clause, following):
            self._stack.append(replace(entry, kind="lead", announces=True, path=following.path[:-1]))

    def _text(self, clause: Clause, text: str, following: Clause | None) -> None:
        place = taken_out(_place(self._stack), [entry.clause for entry in self._stack if entry.announces][-1:], clause)
        form = self._form(clause)
        parts = list(_parts(clause, settle(first_sentence(clause), place, form), place))
        at = self._announcing(clause, parts, text, following)
        if at is not None:
            sentence = fold_text(clause.text[parts[at].start : parts[at].end])
            lead = on_expenses(of_lead(sentence)) if place.expenses else of_lead(sentence)
            if lead.role == "definition":
                lead = of_class(sentence, lead, self._texts, self._told_before())
            names_only = fills_in(sentence, parts[at].section)
            section = parts[at].section if names_only and form == "item" else as_head(parts[at].section, lead)
            parts[at] = replace(parts[at], section=section)
            if form == "paragraph":
                self._close_level(clause, path_below(clause, following))
            below = lead if lead.role and overrules(sentence, section.role, lead) else told_below(sentence, section)
            if (below.role is None or below.role in _ASKED) and not below.ends:
                below = replace(below, any_of=below.any_of or lead.any_of)  # 次のいずれかの措置を講じる: of what is asked above it
            if form == "note" and below.role is None:
                below = Told("remark", sure=1)  # what a remark lists are no items of the list that it stands in
            path = path_below(clause, following)
            kind = "lead" if form == "paragraph" or path != clause.path else "item"
            self._stack.append(_Open(clause, below, kind, announces=True, names_only=names_only, path=path))
        elif clause.label:
            below = Told("remark", sure=1) if is_note(clause) else told_below(first_sentence(clause), parts[0].section)
            scope = text if _CASE.search(text) and len(text) <= _TITLE_LENGTH else ""
            self._stack.append(_Open(clause, below, "item", scope=scope, path=clause.path))
        self.parts[clause.clause_no] = tuple(parts)

    def _announcing(self, clause: Clause, parts: Sequence[Part], text: str, following: Clause | None) -> int | None:
        """The sentence of a clause that announces what stands right below it: one that denies before one that grants, the last of its kind.

        What follows from it (取り消す) is said of the same list by the way.
        """
        if not (is_followed(clause, following) or text[-30:] in self._before_tables):
            return None
        sentences = [fold_text(clause.text[part.start : part.end]) for part in parts]
        if clause.label and _OUGHT.search(text):
            return 0
        pointing = [at for at, sentence in enumerate(sentences) if points_down(sentence)]
        said = {at: lead if (lead := of_lead(sentences[at])).role else told_of(parts[at].section) for at in reversed(pointing)}
        told_first = sorted(
            (at for at, one in said.items() if one.role not in (None, "clawback", "remark")), key=lambda at: _WARY[said[at].sign]
        )
        return told_first[0] if told_first else next(iter(pointing), None)

    @cached_property
    def _texts(self) -> str:
        """All texts of the document, folded."""
        cells = (cell.text for table in self._document.tables for cell in table.cells)
        return "\n".join(fold_text(text) for text in (*(clause.text for clause in self._document.clauses), *cells))

    def _told_before(self) -> Iterator[tuple[str, Section]]:
        clauses = (clause for clause in self._document.clauses if clause.clause_no in self.parts)
        return ((fold_text(clause.text), self.parts[clause.clause_no][0].section) for clause in clauses)

    def _form(self, clause: Clause) -> Form:
        if is_note(clause) or (self._below_note() and not (not clause.label and points_down(fold_text(clause.text)))):
            return "note"
        return "item" if clause.label else "paragraph"

    def _below_note(self) -> bool:
        """Whether a note is open that no list announced behind it has left behind."""
        for entry in reversed(self._stack):
            if entry.kind == "lead" and entry.announces and not is_note(entry.clause):
                return False
            if entry.kind == "item" and not entry.announces and is_note(entry.clause):
                return True
        return False

    def _count(self, clause: Clause) -> None:
        """Follow the numberings: one that was open above a heading without a label and goes on below ends that heading."""
        label = split_label(f"{clause.label} 　")
        if label is None or not label.numbers or label.role is not Role.ITEM:
            if clause.heading and not clause.label:
                self._before[clause.clause_no] = dict(self._series)
            return
        for entry in self._stack:
            before = self._before.get(entry.clause.clause_no, {})
            if 1 in label.numbers:
                before.pop(label.form, None)  # it begins anew below this heading, and goes on with nothing
            known = before.get(label.form)
            if known is not None and known + 1 in label.numbers and known > 0 and self._series.get(label.form) == known:
                self._ended.add(entry.clause.clause_no)
        self._series[label.form] = label.numbers[0]

    def _same_list(self, entry: _Open, clause: Clause) -> bool:
        """Whether a clause goes on with the list of a lead: another numbering, or one that begins anew, ends it; notes do not."""
        depth, number = len(entry.path), entry.clause.clause_no
        if entry.kind == "lead" and not clause.label and clause.path == entry.path:
            # a paragraph behind the items goes on with what stands above the list
            return number not in self._numberings
        if entry.kind != "lead" or len(clause.path) <= depth or NOTE.match(clause.path[depth]):
            return True
        key = clause.path[depth]
        shape = _SHAPE.sub(lambda found: "9" if found[0].isdecimal() else "o" if found.lastgroup == "circled" else "x", key)
        known = self._numberings.setdefault(number, (shape, key, clause.clause_no))
        anew = key == known[1] and shape != key and len(clause.path) == depth + 1 and clause.clause_no != known[2] and bool(clause.label)
        return known[0] == shape and not anew

    def _close_level(self, clause: Clause, path: tuple[str, ...]) -> None:
        """A title or lead ends the leads and titles of its own level; a lead right below a title goes on with it."""
        self._stack = [
            entry
            for entry in self._stack
            if entry.kind not in ("lead", "title")
            or entry.path != path
            or (entry.kind == "title" and clause.clause_no == entry.clause.clause_no + 1)
        ]


def _holds(entry: _Open, clause: Clause) -> bool:
    """Whether what was opened still holds for a clause."""
    own = entry.clause
    depth = len(own.headings)
    if entry.kind == "lead" and entry.path != own.path:
        depth = min(depth, len(clause.headings))  # its list stands farther out, and so outside of a heading within the item
    if own.headings[:depth] != clause.headings[:depth]:
        return False
    if entry.kind == "heading":
        return len(clause.headings) > depth and same_title(own.text, clause.headings[depth])
    if clause.path[: len(entry.path)] != entry.path:
        return False
    if entry.kind == "item":
        return len(clause.path) > len(entry.path) or not clause.label
    # headings with labels may be the items that a lead announces, others begin anew
    return not clause.heading or (bool(clause.label) and _holds_headings(entry, clause))


def _ends_below_table(entry: _Open, *, titled: bool) -> bool:
    """Whether the caption of a table holds no longer; `titled`: for what has a title of its own."""
    words = fold_text(entry.clause.text)
    return bool(_NUMBERED.match(words)) or (titled and bool(_BRACKETED.match(words)))


def _is_short(text: str) -> bool:
    """Whether a folded line may be a title."""
    return len(text) <= _TITLE_LENGTH and not _ENDS_SENTENCE.search(text)


def _holds_headings(entry: _Open, clause: Clause) -> bool:
    return entry.kind == "lead" and len(clause.path) > len(entry.path) and entry.told.role in _OF_HEADINGS


def _is_title(clause: Clause, text: str, following: Clause | None) -> bool:
    """A short line that names what follows, although it was not set as a heading; one with a bullet has its value in the next line."""
    if clause.label and following is not None and len(text) <= _LABEL_LENGTH and not clause.heading:
        return not following.label and following.path == clause.path and not following.heading and of_heading(text).sure >= 2
    if clause.label or not text or len(text) > _TITLE_LENGTH or _ENDS_SENTENCE.search(text) or following is None:
        return False
    if _CASE.search(text) and following.label and not points_down(text):
        return True  # 省力化を目的とする場合: a case that is no item of the list above it
    return of_heading(text).sure >= 2 and not following.heading and (bool(following.label) or len(fold_text(following.text)) > 12)


def _heading(clause: Clause, text: str) -> _Open:
    said = said_by_title(text)
    if said.role is None and not said.ends and clause.label:
        said = of_heading(fold_text(clause.label))
    return _Open(clause, said, "heading" if clause.heading else "title", scope=text if _limits(text, said) else "", path=clause.path)


def _limits(text: str, said: Told) -> bool:
    """Whether the words of a heading limit what stands below it."""
    plain = _ASIDE.sub("", text)  # 【目標未達の場合、返還義務あり】 behind a title only remarks on it
    if said.role in _AGAINST and is_decision_alone(plain):
        return False
    return (
        bool(_SCOPE.search(plain))
        or (said.role is None and bool(_CLASS.search(plain) or names_some(plain)))
        or others_in(plain) is not None
    )


def _of_heading(entry: _Open, place: Place) -> Section:
    """A heading that says more than the role of its list is an item of it; else it is the head."""
    said, outer = entry.told, place.told
    same = said.role is not None and said.role == outer.role
    what = said if said.role else outer
    item = (same or said.role is None) and outer.role is not None and bool(entry.clause.label)
    section = Section(what.role or "other", party_in(what.role, what.of), what.sign, head=not item, scope=place.scope, told_by=what.words)
    return section if said.role else replace(section, doubts=("inherited",))


def _place(stack: Sequence[_Open]) -> Place:
    at = next((at for at in range(len(stack) - 1, -1, -1) if stack[at].told.role or stack[at].told.ends), None)
    if at is not None and stack[at].kind in ("heading", "title") and stack[at].told.role in _WEAK:
        # in a chapter on duties a heading on reports, payments or periods only names what the duty is about
        at = next((k for k in range(at, -1, -1) if stack[k].told.role == "duty" and stack[k].kind == "heading"), at)
    decides = stack[at].told.role if at is not None else None
    scope = tuple(entry.scope for entry in stack if entry.scope and not (decides in _SIBLINGS and entry.told.role in _SIBLINGS - {decides}))
    scope = (*scope, *_one_of_several(stack)) if decides in _ASKED else scope
    heads = [entry.told.role for entry in stack if entry.kind in ("heading", "title") and entry.told.role]
    expenses = any(role in EXPENSES for role in heads) and heads[-1] in (*EXPENSES, "procedure", "remark", "category", "schedule", "other")
    pointed = [entry for entry in stack if entry.kind in ("heading", "title") and entry.told.role in POINTS]
    on_points = bool(pointed) and heads[-1] in (*POINTS, "procedure", "remark", "category", "required_document", "other")
    points = fold_text(pointed[-1].clause.text) if on_points else ""
    expenses = expenses or any(entry.told.role == "remark" and _ON_EXPENSES.search(entry.clause.text) for entry in stack)
    by = next((k for k in range(len(stack) - 1, -1, -1) if stack[k].kind in ("heading", "title")), -1)
    helper = helper_of(fold_text(stack[by].clause.text)) if by >= 0 else None
    if at is None:
        return Place(Told(of=helper), scope=scope, expenses=expenses, points=points)
    entry = stack[at]
    if helper is not None and (entry.told.of is None or at < by):
        entry = replace(entry, told=of_helper(entry.told, helper))
    if at < by and stack[by].clause.label and entry.told.role not in _AGAINST:
        entry = replace(entry, told=replace(entry.told, any_of=False))  # one of the headings is enough, not one line below one of them
    if entry.told.role in _ASKED and any(below.announces and below.told.any_of for below in stack[at + 1 :]):
        entry = replace(entry, told=replace(entry.told, any_of=True))
    near = entry.kind != "heading" or at == len(stack) - 1
    led = entry.kind in ("lead", "item")
    return Place(entry.told, near=near, scope=scope, led=led, expenses=expenses, points=points, names_only=entry.names_only)


def _one_of_several(stack: Sequence[_Open]) -> tuple[str, ...]:
    """The case that a heading tells under a lead that asks for one of its headings: what stands below it is asked in no other."""
    led = next((at for at, entry in enumerate(stack) if entry.kind == "lead" and entry.told.any_of and entry.told.role in _ASKED), None)
    below = stack[led + 1 :] if led is not None else ()
    heading = next((entry for entry in below if entry.kind in ("heading", "title") and entry.clause.label), None)
    case = _PLAIN_TITLE.sub("", fold_text(heading.clause.text)) if heading is not None else ""
    told = _CASE.search(case) or names_some(case) or _POINTS_ON.search(case)  # it says so itself
    return (f"{case}の場合",) if case and not told else ()


def _parts(clause: Clause, section: Section, place: Place | None) -> tuple[Part, ...]:
    """One part for each sentence: the first has the section of the clause, a later one its own where its predicate says something else."""
    bounds = clause.sentences or ((0, len(clause.text)),)
    out = [Part(*bounds[0], section)]
    for start, end in bounds[1:]:
        if place is None:
            out.append(Part(start, end, section))
            continue
        out.append(Part(start, end, settle(fold_text(clause.text[start:end]), place.within(section), "more")))
    return tuple(out)
