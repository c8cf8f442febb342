"""bonus_point 加点 and what penalty_point shares with it: where a document states it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from subsidy_rules.kinds.bonus_point import BonusPoint
from subsidy_rules.kinds.evidence import Place, cell_evidence, evidence_of
from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.listing import Row, candidate, place_of
from subsidy_rules.language.metrics import measure
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.topics import known_topic, topic_of, without_exceptions
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.rule import OTHER, Candidate, Constraint, Leaf, Unread, Value
from subsidy_rules.statements.bounds import Stated
from subsidy_rules.statements.figures_left import figures_left, told_of
from subsidy_rules.statements.later_bounds import later_sentences
from subsidy_rules.statements.listed import readings_of, with_limits
from subsidy_rules.statements.open_measures import open_bounds
from subsidy_rules.statements.points import Point, find_points
from subsidy_rules.statements.prose import is_requested, past_awards, requested_amounts, sentences_of
from subsidy_rules.statements.provisos import provisos_behind
from subsidy_rules.statements.section_leads import points_down
from subsidy_rules.statements.sentence_reading import read_clause
from subsidy_rules.statements.size_rows import size_rows

_NO_SIZES = frozenset({"stage", "type", "item", "thing", "point"})  # which of several grades or kinds, no size of what gets points
_POINTS = frozenset({"gets_bonus", "gets_penalty"})
_ANNOUNCES = re.compile(r"(?:以下|次|下記)の?.{0,10}(?:いずれか|全て|すべて|要件)")


def find(material: Material) -> Iterator[Candidate]:
    """The candidates of a document, in reading order."""
    taken: frozenset[str] = frozenset()
    for point in find_points(material.items, material.sections, "bonus_point"):
        topic = topic_of("points", without_exceptions(_telling(point, taken)), taken)
        taken |= {topic}
        sizes = size_rows(material.document.tables, point.name) if point.item.clause is not None else None
        constraint = _joined(measured_leaves(point.texts)) or (sizes.bound if sizes is not None else _open(point))
        given = {"topic": topic} | ({"constraint": constraint} if constraint is not None else {})
        found = point_candidate(material, "bonus_point", point, BonusPoint.model_validate(given), topic)
        if sizes is not None and constraint is sizes.bound:
            rows = (cell_evidence(material, sizes.table, cell) for cell in sizes.cells)
            found = found.model_copy(update={"evidence": (*found.evidence, *rows)})
        yield found


def _telling(point: Point, taken: frozenset[str]) -> str:
    """The text that tells what a reason is: its name, what stands below it where the name says nothing or was said before."""
    whole = "".join(point.texts)
    if known_topic("points", point.name) is not None and (known_topic("points", point.name) not in taken or point.item.clause is None):
        return point.name
    if known_topic("points", whole) not in (None, *taken):
        return whole
    return ("".join(point.texts[1:]) if _ANNOUNCES.search(fold_text(point.name)) else "") or point.name


def measured_leaves(texts: Sequence[str]) -> tuple[Leaf, ...]:
    """The bounds that the texts of one reason state, each once."""
    found = (m for sentence in sentences_of(texts) for m in measure(sentence) if not is_requested(sentence, m.quantity))
    return tuple(dict.fromkeys(m.leaf for m in found))


def bounds_of(point: Point) -> Constraint | None:
    """What a reason bounds, whether the vocabulary names it or not."""
    return _joined(measured_leaves(point.texts)) or _open(point)


def _open(point: Point) -> Constraint | None:
    """The bounds of the reason's own sentences on what the vocabulary does not name."""
    if any(requested_amounts(fold_text(text)) for text in point.texts):
        return None
    bounds = [b for item in (point.item, *point.beside) for r in readings_of(item) for b in open_bounds(r, item.source, ())]
    for clause in point.item.rest:
        readings = read_clause(clause, point.name)
        bounds += [b for r in readings if r.act in _POINTS for b in open_bounds(r, clause.text, ())]
    found = tuple(dict.fromkeys(condition for bound in bounds if bound.unit not in _NO_SIZES for condition in bound.condition))
    return None if not found else found[0] if len(found) == 1 else found


def _joined(leaves: Sequence[Leaf]) -> Constraint | None:
    if not leaves:
        return None
    return leaves[0] if len(leaves) == 1 else tuple(leaves)


def point_candidate(material: Material, kind: str, point: Point, value: Value, topic: str) -> Candidate:
    """The candidate for one reason, with the amount that those who ask for points must apply for."""
    item = point.item
    amounts = tuple(dict.fromkeys(leaf for text in point.texts[:1] for leaf in requested_amounts(fold_text(text))))
    beside = tuple(Unread(unread=words) for one in point.beside for words in _exceptions(fold_text(one.text)))
    beside += tuple(Unread(unread=words) for words in later_sentences(item.text))
    stated = with_limits(Stated(topic, None, (*amounts, *beside), item.start, item.end), item, material.scope)
    told = told_of((getattr(value, "constraint", None), *stated.when))
    stated = replace(stated, figure_left=any(figures_left(reading, item.source, told) for reading in readings_of(item)))
    leads = (point.name, *(clause.text for clause in item.rest))
    led = any(_ANNOUNCES.search(fold_text(text)) or points_down(fold_text(text)) for text in leads)  # what it announces is what it is for
    below = (Place(clause) for clause in (*item.children, *item.rest) if led or clause in item.rest or measured_leaves((clause.text,)))
    also = tuple(evidence for place in below for evidence in evidence_of(material, place, 0, len(place.text)))
    also += tuple(evidence for one in point.beside for evidence in evidence_of(material, place_of(one), one.start, one.end))
    also += tuple(_of_row(material, point))
    more = ("named_in_part",) if _names_more(item.text, topic) else ()
    return candidate(material, kind, Row(item, stated, also), value, (*_doubts(value), *more))


# DX認定の取得者又は二つ星の宣言者: two reasons, of which a topic names one
_OR = re.compile(r"(?<=[者業人こと])(?:、?(?:又は|または|若しくは|もしくは)、?)")


def _names_more(text: str, topic: str) -> bool:
    """Whether a text names several reasons, of which a topic is one."""
    known = [known_topic("points", part) for part in _OR.split(without_exceptions(text))]
    return len(known) > 1 and topic in known and any(one != topic for one in known)


# (大規模法人を除く)
_LEFT_OUT = re.compile(r"\((?P<said>[^()]{2,}?[をは]除(?:く|きます))。?\)")


# what follows where a promise is not kept is no exception
_EXCEPTS = re.compile(r"除[くき外]|対象(?:外|とし|となら|になら)|加点(?:を|は)?(?:し|され|行わ|受けられ)ない|限(?:る|ります)|この限り")


def _exceptions(text: str) -> Iterator[str]:
    """Whom the folded text of a cell beside the name of a reason leaves out."""
    yield from (said for said in provisos_behind(text) if _EXCEPTS.search(said))
    yield from (match["said"] for match in _LEFT_OUT.finditer(text) if not match["said"].startswith(("ただし", "但し")))


def _of_row(material: Material, point: Point) -> Iterator[Evidence]:
    """Evidence of the cells behind the name of a reason that hold notes alone."""
    table, own = point.item.table, point.item.cell
    if table is None or own is None or point.beside:
        return
    for cell in table.cells:
        if cell.row == own.row and cell.col > own.col and cell.rowspan <= own.rowspan and cell.text.strip():
            yield from evidence_of(material, Place(table=table, cell=cell), 0, len(cell.text))


def _doubts(value: Value) -> tuple[str, ...]:
    return ("open_measure",) if f'"fact":"{OTHER}"' in value.model_dump_json(exclude_unset=True) else ()


def award_leaf(material: Material, texts: Sequence[str]) -> Leaf | None:
    """The earlier award that a reason is about."""
    return next((leaf for sentence in sentences_of(texts) for leaf in past_awards(sentence, material.scope)), None)
