"""A sentence under its heading and lead → its Reading: the one place where sentences are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.predicates import predicate
from subsidy_rules.model.document import Clause, Document
from subsidy_rules.model.reading import Act, Reading, Section
from subsidy_rules.statements.sentence_act import act_of
from subsidy_rules.statements.sentence_figures import figures_of, refused_figures
from subsidy_rules.statements.sentence_limits import bounds_of
from subsidy_rules.statements.sentence_parts import Parts, Span, parts_of, reading_bounds
from subsidy_rules.statements.sentence_subject import subject_of, topic_party

if TYPE_CHECKING:  # comparing reads sentences without the sections of a document
    from subsidy_rules.statements.section_part import Part
    from subsidy_rules.statements.section_reading import SectionMap


# signs of which every figure has one: half of all sentences have none, and need not be asked for dates, sums and periods
_COUNTS = deferred(r"[\d半元一二三四五六七八九十百千万億割倍]")


@lru_cache(maxsize=4096)
def read_sentence(text: str, heading: str = "", lead: str = "", section: Section | None = None, label: str = "") -> Reading:
    """What one sentence does, with the ただし sentences behind it; further sentences of `text` are not read.

    Args:
        text: as printed; the offsets of the reading count its characters.
        heading: the nearest heading above it.
        lead: the sentence that leads the list it stands in.
        section: what its list is, where that was read; it goes before heading and lead.
        label: of its list item, 例： among them.

    >>> r = read_sentence("従業員数が３００人を超えないこと。")
    >>> r.act, [(f.measure, f.op, f.value, f.unit) for f in r.figures]
    ('must', [('従業員数', 'le', 300, 'person')])
    """
    parts = parts_of(text)
    party = topic_party(parts.plain, predicate(parts.plain).noun, heading, lead, section)
    act, said = act_of(parts.plain, fold_text(label).lstrip("・○●■◆※ー-") + parts.folded.text, heading, lead, party, section)
    of = subject_of(parts.plain, act, said, heading, lead, section)
    bounds = bounds_of(parts)
    silent = act == "example" or _is_past(act, parts.plain) or not _COUNTS.search(parts.folded.text)
    return Reading(
        act,
        of,
        () if silent else figures_of(parts, act),
        _words(parts, bounds.conditions),
        _words(parts, bounds.limits),
        _words(parts, bounds.alternatives),
        _words(parts, (*bounds.unread, *(() if silent else refused_figures(parts)))),
        said.negations,
        parts.folded.span(*parts.main)[0] if parts.plain else 0,
        parts.folded.span(parts.main[0], parts.end)[1] if parts.plain else len(text),
    )


def _is_past(act: Act, plain: str) -> bool:
    """Whether a sentence only tells what has happened: its figures rule nothing."""
    return act == "informs" and bool(re.search(r"(?:まし|でし|てい|され)た$", plain))


def _words(parts: Parts, spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for span in spans if (words := parts.quote(span).rstrip("。、"))))


def read_clause(clause: Clause, heading: str = "", lead: str = "", parts: Sequence[Part] = ()) -> tuple[Reading, ...]:
    """A reading for each sentence of a clause, in order, with the ただし sentence that limits it; offsets count the clause's text.

    Args:
        clause: a clause that is no heading.
        heading: the nearest heading above it.
        lead: the sentence that leads the list it stands in.
        parts: what its sentences stand in, of `section_reading`.
    """
    bounds = reading_bounds(clause.text, clause.sentences or ((0, len(clause.text)),))
    sections = [next((part.section for part in parts if part.start <= a < part.end), None) for a, _ in bounds]
    return tuple(
        _moved(read_sentence(clause.text[a:b], heading, lead, section, clause.label), a)
        for (a, b), section in zip(bounds, sections, strict=True)
    )


def whole_reading(readings: Sequence[Reading]) -> Reading:
    """What a clause does as a whole: the act of its first sentence, with what all of its sentences state. `readings` must not be empty."""
    first = readings[0]
    return replace(
        first,
        figures=tuple(f for r in readings for f in r.figures),
        conditions=_all(r.conditions for r in readings),
        limits=_all(r.limits for r in readings),
        alternatives=_all(r.alternatives for r in readings),
        unread=_all(r.unread for r in readings),
        end=readings[-1].end,
    )


def _all(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for part in parts for words in part))


def _moved(reading: Reading, by: int) -> Reading:
    figures = tuple(replace(f, start=f.start + by, end=f.end + by) for f in reading.figures)
    return replace(reading, figures=figures, start=reading.start + by, end=reading.end + by)


def read_document(document: Document, sections: SectionMap) -> dict[int, tuple[Reading, ...]]:
    """Clause number → its readings; headings have none."""
    return {
        clause.clause_no: read_clause(clause, heading, lead, sections.parts_of_clause(clause.clause_no))
        for clause, heading, lead in _placed(document)
        if not clause.heading
    }


def _placed(document: Document) -> Iterator[tuple[Clause, str, str]]:
    """Each clause with its nearest heading and the text that leads its list: the item or paragraph right above the first of its kind."""
    by_path: dict[tuple[str, ...], Clause] = {}
    leads: dict[tuple[str, ...], str] = {}
    for clause in document.clauses:
        heading = clause.headings[-1] if clause.headings else ""
        if clause.heading:
            leads.pop(clause.path, None)
            by_path[clause.path] = clause
            yield clause, heading, ""
        elif clause.label:
            by_path[clause.path] = clause
            parent = by_path.get(clause.path[:-1])
            over = parent.text if parent is not None and not parent.heading else ""
            yield clause, heading, leads.get(clause.path[:-1], "") or over
        else:
            leads[clause.path] = clause.text
            yield clause, heading, ""
