"""Ids that are given once and carried: a rebuild, a new printing and the next edition keep the id of the rule that they align with.

Apps and decisions hang on ids. A new wording of a clause, another number or a word that the vocabulary learns would otherwise make a new
rule of an old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from subsidy_rules.kinds import all_kinds
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.basis import basis_of, value_data, when_data
from subsidy_rules.model.rule import Renamed, Rule, RuleSet
from subsidy_rules.review.alike import SAME_WORDS, alike_pairs
from subsidy_rules.review.pairing import claim_of

_DECIDED_ON = 1000.0  # more than any likeness
_DIGITS = re.compile(r"\d+")
_NAMES = frozenset({"topic", "expense", "document", "event", "code", "name"})


@dataclass(frozen=True)
class _Claim:
    """A rule with what tells whether another one is the same."""

    rule: Rule

    @cached_property
    def quote(self) -> str:
        return _DIGITS.sub("0", fold_text(self.rule.evidence[0].quote))

    @cached_property
    def value(self) -> dict[str, object]:
        """The value without the names that we give."""
        return {key: part for key, part in value_data(self.rule.value).items() if key not in _NAMES}

    @cached_property
    def basis(self) -> str:
        return basis_of(self.rule)

    @cached_property
    def when(self) -> list[object]:
        return when_data(self.rule.when)


def carry_ids(rules: Sequence[Rule], *before: RuleSet | None) -> tuple[tuple[Rule, ...], tuple[Renamed, ...]]:
    """The rules under the ids that these sets gave them, and what could not keep its own.

    Args:
        rules: under the ids that they would be given anew.
        before: the earlier set of the same edition, then that of the edition which this one follows; None where there is none.
    """
    renamed: list[Renamed] = []
    for known in before:
        if known is None:
            continue
        taken, had = {rule.id for rule in rules}, {rule.id for rule in known.rules}
        old = [rule for rule in known.rules if rule.id not in taken and rule.review.state != "rejected"]
        new = [rule for rule in rules if rule.id not in had]
        ids = _paired(new, old)
        rules = tuple(rule.model_copy(update={"id": ids[rule.id]}) if rule.id in ids else rule for rule in rules)
        kept = set(ids.values())
        moved = [rule for rule in old if rule.id not in kept]
        renamed += _renamed(moved, [rule for rule in new if rule.id not in ids])
    return tuple(rules), tuple(renamed)


def _paired(new: Sequence[Rule], old: Sequence[Rule]) -> dict[str, str]:
    """New id → old id of the rules of one kind and frame that are the same, the surest pairs first."""
    places: dict[tuple[str, str], list[_Claim]] = {}
    for rule in old:
        places.setdefault((rule.kind, rule.frame), []).append(_Claim(rule))
    scored = [
        (score, claim.rule.id, other.rule.id)
        for claim in map(_Claim, new)
        for other in places.get((claim.rule.kind, claim.rule.frame), ())
        if (score := _likeness(claim, other)) > 0
    ]
    pairs: dict[str, str] = {}
    gone: set[str] = set()
    for _, name, former in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if name not in pairs and former not in gone:
            pairs[name] = former
            gone.add(former)
    olds = [(rule, claim_of(rule)) for rule in old if rule.id not in gone]
    news = [(rule, claim_of(rule)) for rule in new if rule.id not in pairs]
    return pairs | {name: former for former, name in alike_pairs(olds, news)}


def _likeness(a: _Claim, b: _Claim) -> float:
    """0 where two rules are not the same: their words must be nearly the same, or their figures at the same place."""
    from rapidfuzz import fuzz

    if a.basis == b.rule.review.basis:  # what somebody decided on, whatever they made of it and called it
        return _DECIDED_ON
    if _keyed(a.rule) != _keyed(b.rule):
        return 0.0
    words = fuzz.ratio(a.quote, b.quote, score_cutoff=SAME_WORDS)
    same_place = a.rule.evidence[0].at == b.rule.evidence[0].at
    same_value, same_when = a.value == b.value, a.when == b.when
    # several rules of one sentence or cell are told apart by their figures
    if not words or not (same_value or same_when) or not (same_place or (same_value and same_when)):
        return 0.0
    return words + 30 * same_value + 30 * same_when + 10 * same_place


def _keyed(rule: Rule) -> tuple[object, ...]:
    """What a rule is about where that is no name of ours: class and industry, an event, a code."""
    data = value_data(rule.value)
    fields = all_kinds()[rule.kind].comparing.identity if rule.kind in all_kinds() else ()
    return tuple(str(data.get(field)) for field in fields if field not in ("topic", "expense", "document"))


def _renamed(old: Iterable[Rule], new: Sequence[Rule]) -> Iterator[Renamed]:
    """What is now read as another kind or in another frame from the same sentence."""
    by_quote = {_Claim(rule).quote: rule.id for rule in new}
    for rule in old:
        name = by_quote.get(_Claim(rule).quote)
        if name is not None:
            yield Renamed(old=rule.id, new=name)
