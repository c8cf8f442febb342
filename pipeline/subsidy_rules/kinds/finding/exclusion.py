"""exclusion 対象外事業者: where a document states it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from subsidy_rules.kinds.exclusion import Exclusion
from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.listing import Row, candidate, rows_of
from subsidy_rules.language.normalise import fold
from subsidy_rules.language.topics import subject_of
from subsidy_rules.model.document import Zone
from subsidy_rules.model.reading import Section
from subsidy_rules.model.rule import Candidate
from subsidy_rules.statements.bounds import Stated
from subsidy_rules.statements.items import Item
from subsidy_rules.statements.prose import past_awards

_ZONES = frozenset({Zone.BODY, Zone.ANNEX})
_CANNOT = re.compile(r"申請(?:を行う|をする|する)?ことはできない|申請できない|対象外とする|申請することができません")
_MONTHS = re.compile(r"交付決定日?から[^。]{0,10}月以内")


def find(material: Material) -> Iterator[Candidate]:
    """The candidates of a document, in reading order."""
    listed = tuple(_listed(material))
    yield from listed
    told = {c.value for c in listed}
    yield from (c for c in _waiting(material) if c.value not in told)


def _waiting(material: Material) -> Iterator[Candidate]:
    """Earlier awardees who must let some months pass, wherever the document says so."""
    for clause in material.document.clauses:
        folded = fold(clause.text)
        if clause.zone in _ZONES and _CANNOT.search(folded.text):
            for leaf in past_awards(folded.text, material.scope):
                if leaf.over is not None and (months := _MONTHS.search(folded.text)):
                    stated = Stated("recent_award", leaf, (), *folded.span(months.start(), months.end()))
                    row = Row(Item(Section("exclusion"), 0, len(clause.text), clause), stated)
                    yield candidate(material, "exclusion", row, _value(row))


def _listed(material: Material) -> Iterator[Candidate]:
    for row in rows_of(material, "exclusion"):
        yield candidate(material, "exclusion", row, _value(row))


def _value(row: Row) -> Exclusion:
    of = "project" if row.item.section.of == "project" else subject_of(row.stated.topic)
    return Exclusion.model_validate({"topic": row.stated.topic, "of": of, **row.constraint})
