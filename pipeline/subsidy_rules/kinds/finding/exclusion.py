"""exclusion 対象外事業者: where a document states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from subsidy_rules.clauses.sentences import sentence_bounds
from subsidy_rules.kinds.exclusion import Exclusion
from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.listing import Row, candidate, rows_of
from subsidy_rules.kinds.topics import absent_state
from subsidy_rules.language.conditions import read_specials
from subsidy_rules.language.denied_special import denied_special
from subsidy_rules.language.excluded import excluded_name, names_part_of
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.parties import party_of
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.language.topics import is_made, names_more_parties, subject_of
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.document import Zone
from subsidy_rules.model.reading import Section
from subsidy_rules.model.rule import OTHER, Candidate, Leaf, Unread
from subsidy_rules.statements.bounds import Stated
from subsidy_rules.statements.items import Item
from subsidy_rules.statements.prose import negated, past_awards

_ZONES = frozenset({Zone.BODY, Zone.ANNEX})
_CANNOT = re.compile(r"申請(?:を行う|をする|する)?ことはできない|申請できない|対象外とする|申請することができません")
_MONTHS = re.compile(r"交付決定日?から[^。]{0,10}月以内")
# 1回のみとし、同時に二つは認めない; 1社の申請しか認めない: the figure is what may be, so more than that is excluded
_MAY_BE = re.compile(r"(?:の?[一-龠]{1,6})?(?:まで|以内)?(?:のみ|だけ|しか|に限[りるら]|と(?:し|する)|を?(?:限度|上限)と)")


# 過去に補助を受けた者の事業: who does it is left out
_HAS_PERSON = re.compile(r"(?:者|法人|企業|会社|団体|組合)の(?:行う|行なう|実施する)?[^、。]{0,8}$")


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
    for row in map(_by_name, rows_of(material, "exclusion")):
        row = _granted_behind(row)
        row = _without_rival(row)
        special = denied_special(_sentence(row))
        if special is None:
            more = ("named_in_part",) if not row.constraint and names_more_parties("topics", row.text, row.stated.topic) else ()
            yield candidate(material, "exclusion", row, _value(row), more)
        else:
            yield candidate(material, "exclusion", _from_special(row, special), _value(row), ("of_special",))


def _without_rival(row: Row) -> Row:
    """A row under a special measure without the other one that those whom it leaves out ask for: who asks for that is left out of this."""
    specials = [node for node in row.stated.when if isinstance(node, Leaf) and node.fact in load("specials")]
    rivals = [node for node in specials if node in read_specials(fold_text(row.text))]
    if not rivals or len(rivals) == len(specials):
        return row
    return replace(row, stated=replace(row.stated, when=tuple(node for node in row.stated.when if node not in rivals)))


# 個人事業主は0人でも対象とする: the sentence behind an exclusion grants to some all the same
_GRANTED = re.compile(r"[^。]{2,60}(?:も|は)、?(?:補助|助成|支援|申請)?(?:の)?対象と(?:する|します|なる|なります)。?")


def _granted_behind(row: Row) -> Row:
    """A row with what the sentence right behind it grants to some all the same, as a limit."""
    source, start = (row.stated.clause.text if row.stated.clause is not None else row.item.source), row.stated.start
    spans = sentence_bounds(source)
    behind = next((source[c:d] for (a, b), (c, d) in pairwise(spans) if a <= start < b), "")
    if not _GRANTED.fullmatch(fold_text(behind).strip()) or any(isinstance(node, Unread) for node in row.stated.when):
        return row
    return replace(row, stated=replace(row.stated, when=(*row.stated.when, Unread(unread=behind.strip()))))


def _sentence(row: Row) -> str:
    """The folded sentence that a row stands in."""
    source, start = (row.stated.clause.text if row.stated.clause is not None else row.item.source), row.stated.start
    return fold_text(next((source[a:b] for a, b in sentence_bounds(source) if a <= start < b), row.text))


def _from_special(row: Row, special: str) -> Row:
    """A row that leaves somebody out of a special measure, for those alone that ask for it."""
    asked = (Leaf(fact="special_measure", op="eq", value=True),)
    named = read_specials(special) or ((Leaf(fact=OTHER, of=special, op="eq", value=True),) if special else asked)
    known = [node for node in row.stated.when if isinstance(node, Leaf) and node.fact in load("specials")]
    when = tuple(node for node in row.stated.when if not (isinstance(node, Leaf) and node.fact == "special_measure" and (special or known)))
    named = () if not special and known else named
    return replace(row, stated=replace(row.stated, when=tuple(dict.fromkeys((*when, *named)))))


def _by_name(row: Row) -> Row:
    """A row under the name of what it excludes, and not of the sentence that excludes it."""
    stated = row.stated
    if not row.constraint and names_part_of(row.text):
        stated = replace(stated, topic=whole_phrase(row.text))  # 宗教法人のうち…: of some of them
    if not is_made(stated.topic) or row.constraint:
        return row
    name = excluded_name(whole_phrase(row.text))
    when = tuple(
        node for node in stated.when if not (isinstance(node, Leaf) and node.of and (name.startswith(node.of) or node.of.endswith(name)))
    )
    return replace(row, stated=replace(stated, topic=name, when=when))


def _value(row: Row) -> Exclusion:
    named = party_of(fold_text(row.text)) == "project" and not _HAS_PERSON.search(fold_text(row.text))
    of = "project" if row.item.section.of == "project" or named else subject_of(row.stated.topic)
    told = {"topic": row.stated.topic, **row.constraint, **_beyond(row)}
    return Exclusion.model_validate({**told, **absent_state(told), "of": of})


def _beyond(row: Row) -> dict[str, object]:
    """The bound of a figure that says how much may be (1回のみとし、…できない), as what is excluded: anything beyond it."""
    bound, stated = row.stated.constraint, row.stated
    source = stated.clause.text if stated.clause is not None else row.item.source
    if not isinstance(bound, Leaf) or bound.op != "le" or isinstance(bound.value, bool):
        return {}
    said = re.search(r"(?:まで|以内)?$", fold_text(source[stated.start : stated.end]))
    permitted = _MAY_BE.match((said.group() if said else "") + fold_text(source[stated.end :]))
    return {"constraint": negated(bound)} if permitted else {}
