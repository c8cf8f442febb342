"""Clause → the rule that its text stands behind, the reason why it states none, or unread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from subsidy_rules.coverage.bind import Binder
from subsidy_rules.coverage.no_rule import (
    BEFALLS,
    STATES,
    is_case,
    is_label,
    is_meaning,
    is_name,
    is_purpose,
    is_question,
    is_use_of_data,
    reason_of_sentences,
    tells_purpose,
)
from subsidy_rules.coverage.passages import Passage
from subsidy_rules.coverage.report import State
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Clause, Zone
from subsidy_rules.model.reading import Role
from subsidy_rules.statements.section_leads import points_down
from subsidy_rules.statements.section_words import of_heading
from subsidy_rules.statements.sentence_reading import read_clause

FigureStates = Mapping[Passage, frozenset[State]]

_ZONES = {
    Zone.COVER: "cover",
    Zone.CONTENTS: "contents",
    Zone.REVISION: "revision",
    Zone.EXAMPLE: "example",
    Zone.OTHER_PROGRAMME: "other_programme",
    Zone.FORM: "form_field",
}
# what stands under such headings explains or leads through; it states nothing that an applicant is measured by
_WITHOUT_RULES: frozenset[Role] = frozenset({"example", "definition", "procedure", "review_criteria"})
_DOWN = re.compile(r"(?:以下|次|下記|下表|左記|下図)(?:の|に|は|と)")
# what stands in a list of these is an item, however little its words say
_RULED: frozenset[Role] = frozenset(
    {"requirement", "exclusion", "eligible_expense", "ineligible_expense", "bonus_point", "penalty_point", "required_document"}
)
_BY_WORDS = frozenset({"explanation", "remark", "fragment"})
_NAMING = frozenset({"definition", "remark", "listed"})
_RUNNING_PAGES = 3
_NOTE = re.compile(r"[※＊*注]")
_DEFINES = re.compile(
    r"(?:とは|「[^」]{1,40}」と)[、は]?.{0,200}(?:をいう|をいいます|を指す|を指します|のこと(?:である|です|をいう|をいいます)?)[。)]?$"
    r"|(?:以下|を)「[^」]{1,40}」という|^[^。]{1,40}とは、[^。]{4,200}[一-龠]者[。)]*$"
)
_CONTACT = re.compile(r"https?:|www\.|TEL|電話|\d{2,4}-\d{2,4}-\d{3,4}|@")
_SHORT = 12  # characters of a line that is no sentence but a label or a scrap of a picture


@dataclass(frozen=True, slots=True)
class ClauseEntry:
    """One clause that has a text: `state` as of figures, `reason` set where it states no rule."""

    clause: Clause
    state: State
    reason: str = ""


def measure_clauses(passages: Sequence[Passage], binder: Binder, figures: FigureStates | None = None) -> tuple[ClauseEntry, ...]:
    """Every clause in reading order: bound where evidence of a rule stands in it, waived with a reason, or unread.

    Args:
        figures: the states of the figures of each passage that has any: a clause whose figures are all bound says what rules say, and one
            with an unread figure is not waived for its words.
    """
    found = [passage for passage in passages if passage.clause is not None]
    running = _running(found)
    named: set[tuple[str, ...]] = set()  # of items that say what those below them are
    entries = []
    for passage, following in zip_longest(found, found[1:]):
        if passage.clause is None:
            continue
        own = (figures or {}).get(passage, frozenset())
        above = passage.clause.path[:-1] in named
        below = following.clause if following is not None else None
        entry = _entry(
            passage.clause,
            below,
            binder.cites(passage) or own == {"bound"} or (not passage.clause.heading and binder.quotes(passage)),
            running,
            own,
            above,
        )
        if not entry.clause.heading and (entry.reason in _NAMING or (entry.state == "bound" and _NOTE.match(entry.clause.label))):
            named.add(entry.clause.path)
        entries.append(entry)
    return tuple(entries)


def _entry(
    clause: Clause, following: Clause | None, bound: bool, running: frozenset[str], figures: frozenset[State], above: bool
) -> ClauseEntry:
    if bound:
        return ClauseEntry(clause, "bound")
    reason = "running_head" if _mask(clause) in running else reason_without_rule(clause, following)
    if "unread" in figures and reason in _BY_WORDS:
        reason = ""
    elif not reason and "unread" not in figures:
        reason = _by_sentences(clause, above)
    return ClauseEntry(clause, "waived", reason) if reason else ClauseEntry(clause, "unread")


def _by_sentences(clause: Clause, above: bool) -> str:
    """The reason that the sentences of a clause give, or the item above it that it only goes on naming."""
    text = fold_text(clause.text)
    if is_label(text):
        return "heading"
    if (above and is_name(text)) or is_purpose(text):
        return "listed"
    if is_case(text, list(map(fold_text, clause.headings))):
        return "example"
    if _NOTE.match(fold_text(clause.label).lstrip("(")) and is_meaning(text):
        return "definition"
    if _DOWN.search(text):
        readings = read_clause(clause, clause.headings[-1] if clause.headings else "")
        if readings and all(reading.act == "announces" for reading in readings):
            return "lead"
    return reason_of_sentences(text)


def reason_without_rule(clause: Clause, following: Clause | None, role: Role | None = None) -> str:
    """Why a clause states no rule, a code of `vocabulary/waivers.yaml`; "" where no reason is known.

    Args:
        following: the clause behind it, by which a sentence that leads a list is known.
        role: what a reading of its section says that it is, where there is one; else its headings tell.
    """
    text = fold_text(clause.text)
    return next((reason for test in _TESTS if (reason := test(clause, text, following, role or _role_of(clause)))), "")


def _by_zone(clause: Clause, text: str, following: Clause | None, role: Role | None) -> str:
    return "heading" if clause.heading else _ZONES.get(clause.zone, "")


def _by_role(clause: Clause, text: str, following: Clause | None, role: Role | None) -> str:
    if role in _WITHOUT_RULES:
        return str(role)
    headings = tuple(map(fold_text, clause.headings))
    if any(map(is_use_of_data, headings)):
        return "data_use"
    if tells_purpose(text, headings):
        return "background"
    return "review_criteria" if is_question(text, headings) else ""


def _by_words(clause: Clause, text: str, following: Clause | None, role: Role | None) -> str:
    if _DEFINES.search(text):
        return "definition"
    return "contact" if _CONTACT.search(text) and not text.endswith("。") else ""


def _leads(clause: Clause, text: str, following: Clause | None, role: Role | None) -> str:
    """A sentence that only points to the list below it says no more than its items."""
    listed = following is not None and bool(following.label) and len(following.path) > len(clause.path)
    return "lead" if listed and points_down(text) else ""


def _states_nothing(clause: Clause, text: str, following: Clause | None, role: Role | None) -> str:
    if STATES.search(text) or BEFALLS.search(text) or (clause.label and not _NOTE.match(clause.label) and role in _RULED):
        return ""
    if _NOTE.match(clause.label) or role == "remark":
        return "remark"
    if len(text) <= _SHORT or "。" not in text:
        return "" if clause.label else "fragment"
    return "explanation"


# asked in this order; a new reason is one more function here and its words in the vocabulary
_TESTS: tuple[Callable[[Clause, str, Clause | None, Role | None], str], ...] = (_by_zone, _by_role, _by_words, _leads, _states_nothing)


def _role_of(clause: Clause) -> Role | None:
    """The role that the nearest heading with one tells."""
    return next((role for heading in reversed(clause.headings) if (role := _of_heading(heading)) is not None), None)


@lru_cache(maxsize=4096)
def _of_heading(heading: str) -> Role | None:
    return of_heading(fold_text(heading)).role


def _running(passages: Sequence[Passage]) -> frozenset[str]:
    """Texts that stand on three pages or more, their digits masked."""
    places = {(_mask(passage.clause), passage.page_no) for passage in passages if passage.clause is not None}
    counts = Counter(text for text, _ in places)
    return frozenset(text for text, n in counts.items() if n >= _RUNNING_PAGES)


def _mask(clause: Clause) -> str:
    return re.sub(r"\d+", "0", clause.text)
