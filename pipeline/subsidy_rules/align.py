"""Which rule of one set is which rule of the other: same id first, then the most alike within one frame and kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from subsidy_rules.basis import value_data, when_data
from subsidy_rules.rule import Rule

# what a rule of the kind is about: two rules that differ here are two rules, never one that changed
IDENTITY: dict[str, tuple[str, ...]] = {
    "applicant_threshold": ("class", "industry"),
    "requirement": ("topic",),
    "exclusion": ("topic",),
    "eligible_expense": ("expense",),
    "ineligible_expense": ("expense",),
    "clawback": ("topic",),
    "bonus_point": ("topic",),
    "penalty_point": ("topic",),
    "schedule": ("event",),
    "required_document": ("document", "applicant"),
    "category": ("code",),
}
# what the money is for tells rules of one frame apart even where their values are equal
_APART = frozenset({"item"})
_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Facet:
    """A rule with its value and conditions as JSON data, made once because alignment looks at each of them many times."""

    rule: Rule
    value: Mapping[str, Any]
    when: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Alignment:
    pairs: tuple[tuple[Facet, Facet], ...]
    removed: tuple[Facet, ...]
    added: tuple[Facet, ...]


def facet(rule: Rule) -> Facet:
    return Facet(rule, value_data(rule.value), when_data(rule.when))


def align(old: Sequence[Facet], new: Sequence[Facet]) -> Alignment:
    """Pairs of the rules of one frame and kind, each rule in one pair at most. The order of the two sides does not matter."""
    by_id = {facet.rule.id: facet for facet in new}
    pairs = [(facet, by_id[facet.rule.id]) for facet in old if facet.rule.id in by_id]
    taken = {id(facet) for pair in pairs for facet in pair}
    scored = [
        (likeness(a, b), min(a.rule.id, b.rule.id), max(a.rule.id, b.rule.id), a, b)
        for a in old
        if id(a) not in taken
        for b in new
        if id(b) not in taken
    ]
    # ids break ties, so that both directions of a comparison choose the same pairs
    for score, _, _, a, b in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if score < _LEAST:
            break
        if id(a) not in taken and id(b) not in taken:
            pairs.append((a, b))
            taken |= {id(a), id(b)}
    pairs.sort(key=lambda pair: (pair[1].rule.id, pair[0].rule.id))
    return Alignment(
        tuple(pairs),
        tuple(facet for facet in old if id(facet) not in taken),
        tuple(facet for facet in new if id(facet) not in taken),
    )


def likeness(a: Facet, b: Facet) -> float:
    """0 to 1; 0 for rules about different things. Equal value or equal conditions weigh 0.6, the rest counts by its equal parts."""
    if any(a.value.get(field) != b.value.get(field) for field in IDENTITY.get(a.rule.kind, ())) or _apart(a.when, b.when):
        return 0.0
    values = _value_likeness(a.value, b.value)
    whens = _when_likeness(a.when, b.when)
    return 0.6 * max(values, whens) + 0.4 * min(values, whens)


def _apart(a: Sequence[Any], b: Sequence[Any]) -> bool:
    """Both name what the money is for, and nothing of it is common."""
    for fact in _APART:
        first, second = _named(a, fact), _named(b, fact)
        if first and second and not first & second:
            return True
    return False


def _named(when: Sequence[Any], fact: str) -> frozenset[str]:
    out: set[str] = set()
    for leaf in when:
        if leaf.get("fact") == fact and leaf["op"] in {"eq", "in"}:
            out |= set(leaf["value"]) if isinstance(leaf["value"], list) else {leaf["value"]}
    return frozenset(out)


def _value_likeness(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    fields = a.keys() | b.keys()
    if not fields:
        return 1.0
    score = 0.0
    for field in fields:
        if field in a and field in b:
            score += 1.0 if a[field] == b[field] else 0.3
    return score / len(fields)


def _when_likeness(a: Sequence[Any], b: Sequence[Any]) -> float:
    if not a and not b:
        return 1.0
    left = list(b)
    score = 0.0
    for leaf in a:  # equal leaves first, so that a near one does not take their partner
        if leaf in left:
            left.remove(leaf)
            score += 1.0
    rest = [leaf for leaf in a if leaf not in b]
    for leaf in rest:
        near = next((other for other in left if "fact" in leaf and other.get("fact") == leaf["fact"]), None)
        if near is not None:
            left.remove(near)
            score += 0.6
    return score / max(len(a), len(b))
