"""Which rule of one set is which rule of the other: same id first, then the most alike within one frame and kind.

Structured keys decide (what the rule is about, its item, its conditions), never the words it was read from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from subsidy_rules.kinds import all_kinds
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.basis import canonical, value_data, when_data
from subsidy_rules.model.rule import Rule

# what the money is for tells rules of one frame apart even where their values are equal
_APART = frozenset({"item"})
_LEAST = 0.5
_MOST_PAIRS = 250_000  # of which each is looked at; a set of a thousand rules of one kind in one frame has no more
_COMMON = 40  # rules that have a value or condition in common by which they are no more told apart
_BESIDE = 6  # ids, in their order, that may be those of one rule


@dataclass(frozen=True, slots=True)
class Facet:
    """A rule with its value and conditions as JSON data, made once because alignment looks at each of them many times."""

    rule: Rule
    value: Mapping[str, Any]
    when: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of one rule, what only one side has, and pairs that say the same of an item under its other name (`renamed`)."""

    pairs: tuple[tuple[Facet, Facet], ...]
    removed: tuple[Facet, ...]
    added: tuple[Facet, ...]
    renamed: tuple[tuple[Facet, Facet], ...] = ()


def facet(rule: Rule) -> Facet:
    value, when = ordered(value_data(rule.value)), ordered(when_data(rule.when))
    return Facet(rule, value, when)


def ordered(data: Any) -> Any:
    """JSON data whose lists stand in one order: in what lists they stand, and in which order there, says nothing.

    >>> ordered({"any": [{"b": 1}, {"a": 2}]}) == ordered({"any": [{"a": 2}, {"b": 1}]})
    True
    """
    if isinstance(data, dict):
        return {key: ordered(value) for key, value in data.items()}
    if isinstance(data, list):
        return sorted(map(ordered, data), key=canonical) if len(data) > 1 else [ordered(item) for item in data]
    return data


def align(old: Sequence[Facet], new: Sequence[Facet]) -> Alignment:
    """Pairs of the rules of one frame and kind, each rule in one pair at most. The order of the two sides does not matter."""
    by_id = {facet.rule.id: facet for facet in new}
    pairs = [(facet, by_id[facet.rule.id]) for facet in old if facet.rule.id in by_id]
    paired = {facet.rule.id for facet, _ in pairs}
    alone = [facet for facet in old if facet.rule.id not in paired], [facet for facet in new if facet.rule.id not in paired]
    left, right = _unsaid(alone[0], new), _unsaid(alone[1], old)
    scored = [(likeness(a, b), min(a.rule.id, b.rule.id), max(a.rule.id, b.rule.id), a, b) for a, b in _likely(left, right)]
    taken: set[int] = set()
    # ids break ties, so that both directions of a comparison choose the same pairs
    for score, _, _, a, b in sorted(scored, key=lambda row: (-row[0], row[1], row[2], *sorted((_key(row[3]), _key(row[4]))))):
        if score < _LEAST:
            break
        if id(a) not in taken and id(b) not in taken:
            pairs.append((a, b))
            taken |= {id(a), id(b)}
    pairs.sort(key=lambda pair: (pair[1].rule.id, pair[0].rule.id))
    return Alignment(
        tuple(pairs),
        tuple(facet for facet in left if id(facet) not in taken),
        tuple(facet for facet in right if id(facet) not in taken),
        (*_renamed(alone[0], new), *((a, b) for b, a in _renamed(alone[1], old))),
    )


def _likely(left: Sequence[Facet], right: Sequence[Facet]) -> Iterable[tuple[Facet, Facet]]:
    """The pairs that may be one rule: all; of very many those that say what few others say, or whose ids stand together."""
    if len(left) * len(right) <= _MOST_PAIRS:
        return ((a, b) for a in left for b in right)
    signs: dict[str, tuple[list[Facet], list[Facet]]] = defaultdict(lambda: ([], []))
    for side, facets in enumerate((left, right)):
        for one in facets:
            for sign in (*(canonical(pair) for pair in one.value.items()), *map(canonical, one.when), _key(one)):
                signs[sign][side].append(one)
    found = {(id(a), id(b)): (a, b) for old, new in signs.values() if max(len(old), len(new)) <= _COMMON for a in old for b in new}
    beside = sorted(((one.rule.id, side, one) for side, facets in enumerate((left, right)) for one in facets), key=lambda row: row[:2])
    for at, (_, side, one) in enumerate(beside):
        for _, other_side, other in beside[at + 1 : at + 1 + _BESIDE]:
            if side != other_side:
                a, b = (one, other) if side == 0 else (other, one)
                found[id(a), id(b)] = (a, b)
    return found.values()


def _unsaid(facets: Sequence[Facet], others: Sequence[Facet]) -> list[Facet]:
    """What of these rules the other side does not say as well.

    One edition lists three industries in a row, the next one gives each its own: nothing has changed then. So rules on several
    industries or items are compared one by one; a rule of which nothing is said on the other side stays whole.
    """
    if not facets:
        return []
    said = {_key(atom) for other in others for atom in _atoms(other)}
    out: list[Facet] = []
    for one in facets:
        atoms = _atoms(one)
        new = [atom for atom in atoms if _key(atom) not in said]
        out += [one] if len(new) == len(atoms) else new
    return out


def _atoms(facet: Facet) -> list[Facet]:
    """The rule once for each industry and each item that it names."""
    industry = facet.value.get("industry")
    values = [{**facet.value, "industry": slug} for slug in industry] if isinstance(industry, list) else [facet.value]
    whens: list[list[Any]] = [[]]
    for leaf in facet.when:
        named = leaf.get("fact") in _APART and leaf["op"] in {"eq", "in"}
        items = (leaf["value"] if isinstance(leaf["value"], list) else [leaf["value"]]) if named else []
        choices = [{**leaf, "op": "eq", "value": part} for item in items for part in _parts(item)] if named else [leaf]
        whens = [[*when, choice] for when in whens for choice in choices]
    return [Facet(facet.rule, value, when) for value in values for when in whens]


def _parts(item: str) -> tuple[str, ...]:
    """The items that this one is the name of all of; itself where it is no such name."""
    entry = load("items").get(item)
    return tuple(entry.get("covers", (item,))) if isinstance(entry, Mapping) else (item,)


def _renamed(facets: Sequence[Facet], others: Sequence[Facet]) -> list[tuple[Facet, Facet]]:
    """Rules under the name of several items (hardware) that the other side states item by item, each with the first rule that does."""
    out: list[tuple[Facet, Facet]] = []
    for one in facets:
        items = _named(one.when, "item")
        if all(_parts(item) == (item,) for item in items):
            continue
        atoms = {_key(atom) for atom in _atoms(one)}
        said = [(other, {_key(atom) for atom in _atoms(other)}) for other in others]
        if atoms <= set().union(*(keys for _, keys in said)):
            out.append((one, next(other for other, keys in said if keys & atoms)))
    return out


def _key(facet: Facet) -> str:
    return canonical([facet.value, facet.when])


def identity_of(kind: str) -> tuple[str, ...]:
    """The fields of what a rule of the kind is about."""
    known = all_kinds().get(kind)
    return known.comparing.identity if known is not None else ()


def likeness(a: Facet, b: Facet) -> float:
    """0 to 1; 0 for rules about different things. Equal value or equal conditions weigh 0.6, the rest counts by its equal parts."""
    if any(a.value.get(field) != b.value.get(field) for field in identity_of(a.rule.kind)) or _apart(a.when, b.when):
        return 0.0
    values = _value_likeness(a.value, b.value)
    whens = _when_likeness(a.when, b.when)
    return 0.6 * max(values, whens) + 0.4 * min(values, whens)


def _apart(a: Sequence[Any], b: Sequence[Any]) -> bool:
    """Both name what the money is for, and nothing of it is common."""
    for fact in _APART:
        first, second = _all_parts(_named(a, fact)), _all_parts(_named(b, fact))
        if first and second and not first & second:
            return True
    return False


def _all_parts(items: frozenset[str]) -> frozenset[str]:
    return frozenset(part for item in items for part in _parts(item))


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


def _measure(leaf: Mapping[str, Any]) -> tuple[object, object]:
    """What a condition is about; measures that the vocabulary does not name are told apart by the words of the source."""
    return leaf.get("fact"), leaf.get("of")


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
        near = next((other for other in left if "fact" in leaf and _measure(other) == _measure(leaf)), None)
        if near is not None:
            left.remove(near)
            score += 0.6
    return score / max(len(a), len(b))
