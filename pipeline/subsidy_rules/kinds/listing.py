"""Rules from lists of requirements and exclusions: items with their numbers, outer conditions, exceptions and exemptions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.kinds.evidence import Place
from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.quoted import quoted
from subsidy_rules.language.conditions import bounds_to_leaves, read_specials, unique
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.phrases import short_phrase
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.model.document import Clause
from subsidy_rules.model.rule import Candidate, Leaf, Value
from subsidy_rules.statements.bounds import Stated, flagged, read_sentences, topic_of
from subsidy_rules.statements.prose import (
    exemptions,
    negated,
    past_awards,
    sentence_conditions,
)
from subsidy_rules.statements.sections import Item, is_note, list_items

_ALL_OF = re.compile(r"(?:以下|次|下記).{0,30}(?:(?:要件|条件).{0,12}満た|(?:全て|すべて|いずれも).{0,12}(?:満た|該当))")
_ANY_OF = re.compile(r"(?:以下|次|下記).{0,30}(?:いずれ|場合|事業者)")
# Definitions, elaborations of the item before and consequences are no requirements of their own.
_DEFINES = re.compile(
    r"(?:を指す|をいう|をいいます)。?$|とは、?(?:以下|次)のとおり|^具体的には|^(?:達成|満た)?.{0,30}できなかった場合、.{0,10}返還"
)
_TITLE = 60


def rule_items(material: Material, section: str) -> tuple[tuple[Item, tuple[Leaf, ...]], ...]:
    """The items of a section that are rules of their own, each with the leaves that exemptions put on it.

    An item that announces its sub-items is left to them; sub-items of any other item belong to it.
    """
    items = _adopted([item for item in list_items(material.document) if item.section == section], section)
    exempt = exemptions(items)
    announcing = {p.clause_no for i in items for p in i.parents if _announces(p.text, section)}
    out = []
    for item in items:
        number = item.clause.clause_no
        if number in announcing or exempt.get(number, None) == () or _DEFINES.search(fold_text(item.clause.text)):
            continue
        if not item.parents or _announces(item.lead, section) or _announces(item.parents[-1].text, section):
            out.append((item, _exempting(item, exempt)))
    return tuple(out)


def _adopted(items: Sequence[Item], section: str) -> list[Item]:
    """The items, where a flat list lost its levels: what follows an item that announces others, but has none below it, stands under it."""
    out: list[Item] = []
    announcer: Item | None = None
    for item in items:
        if announcer is not None and (item.clause.path[:-1], item.clause.headings) != (
            announcer.clause.path[:-1],
            announcer.clause.headings,
        ):
            announcer = None
        if not item.children and _ALL_OF.search(fold_text(item.clause.text)):
            announcer = item
            out.append(item)
        elif announcer is not None:
            out.append(replace(item, parents=(*item.parents, announcer.clause)))
        else:
            out.append(item)
    return out


def _announces(text: str, section: str) -> bool:
    """Whether a text leads a list whose items are rules of their own: all requirements of it, each exclusion of it.

    Requirements of which one is enough are one requirement.
    """
    folded = fold_text(text)
    return bool(_ALL_OF.search(folded)) or (section == "exclusion" and bool(_ANY_OF.search(folded)))


def _exempting(item: Item, exempt: dict[int, tuple[Leaf, ...]]) -> tuple[Leaf, ...]:
    return unique(leaf for clause in (item.clause, *item.parents) for leaf in exempt.get(clause.clause_no, ()))


def read_item(item: Item, exempt: Sequence[Leaf], notes: Sequence[Clause], material: Material) -> tuple[Stated, ...]:
    """All rules that one item states: a bound for the general case, bounds for its exceptions; without a number, its topic alone."""
    folded = fold(item.clause.text)
    context = fold_text("".join((*item.leads, *(p.text for p in item.parents))))
    outer = unique((*(leaf for p in item.parents for leaf in sentence_conditions(fold_text(p.text), material.scope)), *exempt))
    outer = unique((*outer, *_special(item), *(leaf for lead in item.leads for leaf in _lead_conditions(lead, material))))
    stated = read_sentences(folded.text, context, outer, material.scope)
    if not stated:
        stated = _continued(item, context, outer, material)
        if stated:
            return tuple(stated)
        stated = [flagged(folded.text, outer) or Stated(topic_of(item.clause.text), None, outer, 0, len(folded.text))]
    spans = [folded.span(s.start, s.end) for s in stated]
    return _noted(item, [replace(s, start=a, end=b) for s, (a, b) in zip(stated, spans, strict=True)], notes, material)


def _continued(item: Item, context: str, outer: tuple[Leaf, ...], material: Material) -> list[Stated]:
    """Rules of the paragraphs that go on with an item which names its subject only; each bound once."""
    found: dict[tuple[str, Leaf | None], Stated] = {}
    for clause in item.rest:
        folded = fold(clause.text)
        for one in read_sentences(folded.text, context, outer, material.scope):
            start, end = folded.span(one.start, one.end)
            found.setdefault((one.topic, one.constraint), replace(one, start=start, end=end, clause=clause))
    return list(found.values())


def _special(item: Item) -> tuple[Leaf, ...]:
    """The special measure that the requirements of a list are for, by the words over it; unnamed where they only say that there is one."""
    for text in (*reversed(item.lead.splitlines()[-3:]), *reversed(item.clause.headings)):
        folded = fold_text(text)
        if "特例" in folded and len(folded) <= _TITLE:
            return read_specials(folded) or (Leaf(fact="special_measure", op="eq", value=True),)
    return ()


def _lead_conditions(lead: str, material: Material) -> tuple[Leaf, ...]:
    """Conditions of the sentence that leads a list: it must end in announcing the items."""
    folded = fold_text(lead)
    return sentence_conditions(folded, material.scope) if _ALL_OF.search(folded) else ()


def _noted(item: Item, stated: Sequence[Stated], notes: Sequence[Clause], material: Material) -> tuple[Stated, ...]:
    """The rules with an exception that stands in a note for a marked number of the item: （※）earlier awardees: 4%以上."""
    out = list(stated)
    for note in notes if "※" in item.clause.text else ():
        folded = fold(note.text)
        awards = past_awards(folded.text, material.scope)
        sizes = [q for q in find_quantities(folded.text) if q.low is not None or q.high is not None]
        for index, general in enumerate(stated):
            fitting = [q for q in sizes if general.unit == q.unit]
            if awards and fitting and general.constraint is not None:
                leaf = bounds_to_leaves(general.constraint.fact, fitting[0], as_text=isinstance(general.constraint.value, str))[0]
                special = general.constraint.model_copy(update={"op": leaf.op, "value": leaf.value})
                out[index] = replace(general, when=unique((*general.when, *(negated(a) for a in awards))))
                start, end = folded.span(fitting[0].start, fitting[0].end)
                out.append(Stated(general.topic, special, unique((*general.when, *awards)), start, end, general.unit, note))
    return tuple(out)


def candidate(material: Material, kind: str, clause: Clause, stated: Stated, value: Value, reasons: Sequence[str] = ()) -> Candidate:
    """The candidate for a stated rule."""
    place = Place(stated.clause or clause)
    return quoted(material, kind, value, place, stated.start, stated.end, when=stated.when, reasons=reasons)


def rows_of(material: Material, section: str) -> tuple[tuple[Item, Stated], ...]:
    """All rules that the lists of a section state, each with its item."""
    notes = [c for c in material.document.clauses if is_note(c)]
    found = []
    for item, exempt in rule_items(material, section):
        near = [n for n in notes if n.headings == item.clause.headings]
        found += [(item, stated) for stated in read_item(item, exempt, near, material)]
    return distinct(found)


def distinct(rows: Sequence[tuple[Item, Stated]]) -> tuple[tuple[Item, Stated], ...]:
    """The rows with a topic for each: of two items without a number under one topic, the second is named by its own phrase."""
    seen: set[object] = set()
    out = []
    for item, stated in rows:
        topic = stated.topic
        if stated.constraint is None and topic in seen:
            topic = short_phrase(item.clause.text, 30)
        seen.add(topic if stated.constraint is None else (topic, stated.constraint))
        out.append((item, replace(stated, topic=topic)))
    return tuple(out)
