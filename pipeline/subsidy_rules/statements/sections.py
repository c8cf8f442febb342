"""Which list a clause is an item of: requirements, exclusions, expenses that are not eligible, bonus points, ...

An item is a labelled clause. What the list is about is told by the sentence that leads it, by the items it stands under and by the
headings, nearest first (`vocabulary/sections.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.document import Clause, Document, Zone

_ZONES = frozenset({Zone.BODY, Zone.ANNEX})
_NOTE = re.compile(r"^(?:\(?[※＊*注]|なお)")
STOP = "stop"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list.

    Attributes:
        section: the kind of the list, as in `vocabulary/sections.yaml`.
        clause: the item itself.
        parents: the items that it stands under, outermost first, within the list.
        leads: the sentences that lead it and its parents, outermost first.
        lead: the sentence right above its list, "" where its list follows on an item or heading.
        children: the labelled clauses right below it, notes left out.
        rest: paragraphs without a label right below it, which go on with it.
    """

    section: str
    clause: Clause
    parents: tuple[Clause, ...]
    leads: tuple[str, ...]
    lead: str
    children: tuple[Clause, ...]
    rest: tuple[Clause, ...]


@cache
def _patterns(where: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for kind, places in load("sections").items():
        if words := places.get(where):
            found.append((kind, re.compile("|".join(words))))
    return tuple(found)


def section_of_heading(text: str) -> str | None:
    """The kind of list that a heading names; "stop" where it ends the list of an outer heading.

    >>> [section_of_heading(text) for text in ("（５）補助対象外となる経費", "①加点項目について", "【補足３】加点を受けた場合")]
    ['ineligible_expense', 'bonus_point', 'stop']
    """
    return _first("heading", fold_text(text))


def section_of_lead(text: str) -> str | None:
    """The kind of list that a leading sentence announces.

    >>> section_of_lead("申請者は以下の全ての要件を満たすこと。")
    'requirement'
    """
    return _first("lead", fold_text(text))


def _first(where: str, text: str) -> str | None:
    return next((kind for kind, pattern in _patterns(where) if pattern.search(text)), None)


def is_note(clause: Clause) -> bool:
    """Whether a clause is a note (※, 注) rather than an item of its own."""
    return bool(_NOTE.match(fold_text(clause.label) or fold_text(clause.text)[:4]))


def list_items(document: Document) -> tuple[Item, ...]:
    """All items of all lists whose kind is known, in reading order; items inside notes are left out."""
    return tuple(_items([c for c in document.clauses if c.zone in _ZONES]))


def _items(clauses: Sequence[Clause]) -> Iterator[Item]:
    by_path: dict[tuple[str, ...], Clause] = {}
    sections: dict[int, str] = {}
    leads: dict[tuple[str, ...], str] = {}
    previous: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    for index, clause in enumerate(clauses):
        if not clause.label:
            place = (clause.path, clause.headings)
            if not clause.heading:
                # paragraphs that follow each other lead together; one after an item or heading begins anew
                above = leads.get(clause.path, "") if previous == place else ""
                leads[clause.path] = f"{above}\n{clause.text}".strip()
            previous = place
            continue
        previous = None
        by_path[clause.path] = clause
        leads.pop(clause.path, None)
        parents = tuple(by_path[clause.path[:k]] for k in range(1, len(clause.path)) if clause.path[:k] in by_path)
        if clause.heading or is_note(clause) or any(is_note(p) for p in parents):
            continue
        inner = tuple(p for p in parents if not p.heading)
        known = next((sections[p.clause_no] for p in reversed(inner) if p.clause_no in sections), None)
        # what the sentence right above the list says goes before what the item says that it stands under
        section = section_of_lead(leads.get(clause.path[:-1], "")) or known or _section(clause, by_path, leads)
        if section is not None and section != STOP:
            sections[clause.clause_no] = _section_below(section, clause)
            children, rest = _below(clauses[index + 1 :], clause)
            outer = tuple(leads[clause.path[:k]] for k in range(len(clause.path)) if clause.path[:k] in leads)
            yield Item(section, clause, inner, outer, leads.get(clause.path[:-1], ""), children, rest)


def _section_below(section: str, clause: Clause) -> str:
    """The kind of the items under an item: a requirement that one of several things must not be so leads a list of exclusions."""
    announced = section_of_lead(clause.text)
    return announced if section == "requirement" and announced == "exclusion" else section


def _section(clause: Clause, by_path: Mapping[tuple[str, ...], Clause], leads: Mapping[tuple[str, ...], str]) -> str | None:
    """The nearest word on what the list is, from the inside out.

    Headings without a label come first, then level by level the leading sentence and the heading or item over the level.
    """
    labelled = {c.text for c in by_path.values() if c.heading}
    for text in reversed(clause.headings):
        if text in labelled:
            break
        if kind := section_of_heading(text):
            return kind
    for depth in range(len(clause.path) - 1, -1, -1):
        path = clause.path[:depth]
        kind = section_of_lead(leads[path]) if path in leads else None
        over = by_path.get(path)
        if kind is None and over is not None:
            kind = section_of_heading(over.text) if over.heading else section_of_lead(over.text)
        if kind is not None:
            return kind
    return next((kind for text in reversed(clause.headings) if (kind := section_of_heading(text))), None)


def _below(following: Iterable[Clause], clause: Clause) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
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
