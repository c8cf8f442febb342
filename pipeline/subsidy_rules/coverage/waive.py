"""Figure → the reason why it need not be in a rule, or None. The cases are data: `vocabulary/waivers.yaml`.

Zones waive what stands in them, but none waives blindly: of a revision history only what the body repeats, what is old, and the day of the
revision; of a cover only dates and names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from subsidy_rules.coverage.figures import Figure
from subsidy_rules.coverage.no_rule import tells_purpose
from subsidy_rules.coverage.passages import Passage
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.document import Document, SourceKind, Table, Zone
from subsidy_rules.statements.section_words import of_heading

_CASES_FIRST = frozenset({"amount", "ratio", "percentage"})  # a case must name these to waive them
_EXAMPLE = re.compile(r"[(<【\[](?:具体)?例\d*[)>】\]]|(?:^|[。※・])(?:計算|算定|具体|記載|記入)?例\d*:|例えば")
_NAMED_EXAMPLE = re.compile(r"[^。、\d]{0,20}(?:具体例|計算例|算定例)")
_PAGE_NUMBER = re.compile(r"[-‐\s]*(?:p\.?|P\.?)?\d{1,4}(?:[/／]\d{1,4})?(?:ページ|頁)?[-‐\s]*")
_RUNNING_PAGES = 3
_HEAD_CLAUSES = 12
_NEAR = 6  # characters on each side by which a figure is known to stand in the old text
_ISSUED = re.compile(r"[(【]?(?:公開日|公表日|更新日|最終更新日?|作成日|発行日|制定|掲載日)?[:\s]?")
_KEY_WORDS = 5
_DAY_LINE = 30  # characters of a line that holds the day of a revision and hardly more
_ASKS = re.compile(r"か[。)]?$|か。")
_CASE_LABEL = re.compile(
    r"(?:認められ(?:る|ない)|対象(?:とな(?:る|らない)|外)?(?:の)?|該当(?:する|しない)|良い|悪い)(?:ケース|例|パターン)\d*"
)
_CELL_MARK = re.compile(r"[・●■◆○※①-⑳]")


@dataclass(frozen=True, slots=True)
class _Case:
    reason: str
    kinds: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    inside: re.Pattern[str] | None

    def fits(self, figure: Figure) -> bool:
        kinds = self.kinds or frozenset({"date", "count", "duration", "number"})
        return (
            figure.kind in kinds
            and (self.inside is None or self.inside.fullmatch(figure.folded.text[figure.start : figure.end]) is not None)
            and (self.after is None or self.after.match(figure.after) is not None)
            and (self.before is None or self.before.search(figure.labelled) is not None)
        )


@cache
def _cases() -> tuple[_Case, ...]:
    found = []
    for reason, entry in load("waivers").items():
        for case in entry.get("cases", ()):
            before, after, inside = (case.get(key) for key in ("before", "after", "inside"))
            found.append(
                _Case(
                    reason,
                    frozenset(case.get("kinds", ())),
                    re.compile(f"(?:{before})$") if before else None,
                    re.compile(after) if after else None,
                    re.compile(inside) if inside else None,
                )
            )
    return tuple(found)


def reason_words(reason: str, lang: str) -> str:
    """The reason for a reader."""
    return str(load("waivers")[reason][lang])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What of the whole document decides on single figures.

    Attributes:
        stated: folded texts of figures of the body, small ones with the words before them.
        old: folded texts of the old side of the revision history, joined.
        running: lines that stand at least on three pages, their digits masked.
        kind: what the document is, where told.
        cases: numbers of the tables that show how something is judged.
    """

    stated: frozenset[str]
    old: str
    running: frozenset[str]
    kind: SourceKind | None = None
    cases: frozenset[int] = frozenset()


def surroundings_of(document: Document, figures: Sequence[Figure], kind: SourceKind | None) -> Surroundings:
    """What the single figures of the document are judged by."""
    body = frozenset(_key(f) for f in figures if f.passage.line is None and f.passage.zone in (None, Zone.BODY, Zone.ANNEX))
    old = "\n".join(fold_text(change.old) for change in document.change_log)
    lines = {(page.page_no, _mask(line.text)) for page in document.pages for line in page.lines}
    counts = Counter(text for _, text in lines)
    running = frozenset(text for text, n in counts.items() if n >= _RUNNING_PAGES)
    cases = frozenset(table.table_no for table in document.tables if _shows_cases(table))
    return Surroundings(body, old, running, kind, cases)


def _key(figure: Figure) -> str:
    """The figure, with words before it where it is too small to be told by itself."""
    own = figure.folded.text[figure.start : figure.end]
    return own if figure.kind in ("amount", "date") else figure.before[-_KEY_WORDS:] + own


def _mask(text: str) -> str:
    return re.sub(r"\d+", "0", fold_text(text))


def waive(figure: Figure, around: Surroundings) -> str | None:
    """The code of the reason that waives a figure, None where none does."""
    return _by_zone(figure, around) or _by_place(figure, around) or _by_words(figure)


def _by_zone(figure: Figure, around: Surroundings) -> str | None:
    zone = figure.passage.zone
    if zone is Zone.EXAMPLE:
        return "example"
    if zone is Zone.CONTENTS:
        return "contents"
    if zone is Zone.OTHER_PROGRAMME:
        return "other_programme"
    if zone is Zone.FORM:
        return "form_field"
    if zone is Zone.COVER and figure.kind in ("date", "number"):
        return "cover"
    if zone is Zone.REVISION:
        return _in_revision(figure, around)
    return None


def _in_revision(figure: Figure, around: Surroundings) -> str | None:
    """Of the new side, what the body does not say stays to be read."""
    if _key(figure) in around.stated:
        return "repeated_revision"
    # the mark of the side (改訂前）) stands before the text, not in it
    near = figure.before[-_NEAR:].rpartition(")")[2] + figure.folded.text[figure.start : figure.end] + figure.after[:_NEAR]
    if near in around.old or _row_in(figure.passage, around.old):
        return "superseded"
    if figure.date is not None and figure.date.day is not None and len(figure.folded.text) <= _DAY_LINE:
        return "revision_date"
    return None


def _row_in(passage: Passage, old: str) -> bool:
    text = fold_text(passage.text)
    return len(text) > 4 and text in re.sub(r"\s*\|\s*", "", old)


def _by_place(figure: Figure, around: Surroundings) -> str | None:
    if figure.passage.line is not None:
        if _PAGE_NUMBER.fullmatch(figure.folded.text):
            return "page_number"
        if _mask(figure.passage.text) in around.running:
            return "running_head"
    table = figure.passage.table
    if _in_example(figure) or (table is not None and table.table_no in around.cases):
        return "example"
    if _under_purpose(figure):
        return "background"
    if _under_criteria(figure):
        return "review_criteria"
    if _is_date_of_issue(figure):
        return "enactment"
    if around.kind == "form" and figure.passage.cell is not None and not figure.passage.cell.header:
        return "form_field"
    return None


def _is_date_of_issue(figure: Figure) -> bool:
    """Whether it is a line of its own at the head of the document; such a date in a table or further below may be a deadline."""
    clause = figure.passage.clause
    at_head = figure.passage.page_no == 1 and clause is not None and clause.clause_no <= _HEAD_CLAUSES
    return at_head and figure.date is not None and _ISSUED.fullmatch(figure.before) is not None and len(figure.after) <= 2


def _headings(passage: Passage) -> tuple[str, ...]:
    if passage.table is not None:
        return passage.table.headings
    return passage.clause.headings if passage.clause is not None else ()


def _under_purpose(figure: Figure) -> bool:
    """Whether its text tells what the programme is for, and binds nobody."""
    return tells_purpose(figure.folded.text, [fold_text(heading) for heading in _headings(figure.passage)])


def _under_criteria(figure: Figure) -> bool:
    """Whether its text is a question that reviewers ask of an application."""
    headings = _headings(figure.passage)
    asks = _ASKS.search(figure.folded.text) is not None
    return asks and any(of_heading(fold_text(heading)).role == "review_criteria" for heading in headings)


def _in_example(figure: Figure) -> bool:
    """Whether an example opens before it in the same sentence, or a heading says behind it that it is one."""
    if _NAMED_EXAMPLE.match(figure.after):
        return True
    marks = list(_EXAMPLE.finditer(figure.before))
    if not marks:
        return False
    between = figure.before[marks[-1].end() :]
    return "。" not in between and not _CELL_MARK.search(between)


def _shows_cases(table: Table) -> bool:
    """Whether the rows or columns of a table are cases that show how something is judged."""
    return any(_CASE_LABEL.fullmatch(re.sub(r"\s", "", fold_text(cell.text))) for cell in table.cells if cell.text)


def _by_words(figure: Figure) -> str | None:
    return next((case.reason for case in _cases() if _may(case, figure) and case.fits(figure)), None)


def _may(case: _Case, figure: Figure) -> bool:
    return figure.kind not in _CASES_FIRST or figure.kind in case.kinds
