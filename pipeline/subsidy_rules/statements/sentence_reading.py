"""A sentence under its heading and lead → its Reading: the one place where sentences are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.predicates import predicate
from subsidy_rules.model.document import Clause, Document
from subsidy_rules.model.reading import Reading, Section
from subsidy_rules.statements.sentence_act import act_of
from subsidy_rules.statements.sentence_figures import figures_of
from subsidy_rules.statements.sentence_limits import bounds_of
from subsidy_rules.statements.sentence_parts import Parts, Span, parts_of, reading_bounds
from subsidy_rules.statements.sentence_subject import subject_of, topic_party


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
    return Reading(
        act,
        of,
        () if act == "example" else figures_of(parts),
        _words(parts, bounds.conditions),
        _words(parts, bounds.limits),
        _words(parts, bounds.alternatives),
        _words(parts, bounds.unread),
        said.negations,
        parts.folded.span(*parts.main)[0] if parts.plain else 0,
        parts.folded.span(parts.main[0], parts.end)[1] if parts.plain else len(text),
    )


def _words(parts: Parts, spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for span in spans if (words := parts.quote(span).rstrip("。"))))


def read_clause(clause: Clause, heading: str = "", lead: str = "", section: Section | None = None) -> tuple[Reading, ...]:
    """A reading for each sentence of a clause, in order, with the ただし sentence that limits it; offsets count the clause's text."""
    bounds = reading_bounds(clause.text, clause.sentences or ((0, len(clause.text)),))
    return tuple(_moved(read_sentence(clause.text[a:b], heading, lead, section, clause.label), a) for a, b in bounds)


def _moved(reading: Reading, by: int) -> Reading:
    figures = tuple(replace(f, start=f.start + by, end=f.end + by) for f in reading.figures)
    return replace(reading, figures=figures, start=reading.start + by, end=reading.end + by)


def read_document(document: Document, sections: Mapping[int, Section] | None = None) -> dict[int, tuple[Reading, ...]]:
    """Clause number → its readings; headings have none."""
    found = sections or {}
    return {
        clause.clause_no: read_clause(clause, heading, lead, found.get(clause.clause_no))
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
