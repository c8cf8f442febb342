"""What the documents of two editions allow to compare, and where a difference comes from.

A rule that only the guideline states has not gone because the other edition was read from its regulation alone. So a rule without
partner counts as added or removed only where the other side has a document of the same kind that speaks of the same frame and kind of
rule, or where any document that speaks of the kind states all of it (amounts, rates, size thresholds).
"""

from __future__ import annotations

from collections.abc import Iterable

from subsidy_rules.compare.align import Facet
from subsidy_rules.compare.checks import comparing
from subsidy_rules.model.basis import value_data, when_data
from subsidy_rules.model.change import Cause
from subsidy_rules.model.rule import Rule, RuleSet


class Side:
    """One rule set with what its sources say of themselves."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset
        self.kinds = {source.id: source.kind for source in ruleset.sources}
        self.hashes = {source.id: source.sha256 for source in ruleset.sources}
        self.spoken: set[tuple[str, str, str]] = set()
        for rule in ruleset.rules:
            self.spoken |= {(kind, rule.frame, rule.kind) for kind in self.kinds_of(rule)}
        self.rejected = {rule.id for rule in ruleset.rules if rule.review.state == "rejected"}

    def kinds_of(self, rule: Rule) -> set[str]:
        """The kinds of documents that a rule was read from."""
        return {self.kinds[evidence.source] for evidence in rule.evidence if evidence.source in self.kinds}

    def documents(self, rule: Rule) -> set[str]:
        """The hashes of the documents that a rule was read from."""
        return {self.hashes[evidence.source] for evidence in rule.evidence if evidence.source in self.hashes}

    def speaks_of(self, kinds: Iterable[str], frame: str, kind: str) -> bool:
        """Whether it has a document of one of these kinds that states rules of this frame and kind."""
        return any((document, frame, kind) in self.spoken for document in kinds)


def is_covered(facet: Facet, own: Side, other: Side, other_frame: str) -> bool:
    """Whether the other side would state this rule if it still (or already) held."""
    rule = facet.rule
    if comparing(rule.kind).complete:
        return any(frame == other_frame and kind == rule.kind for _, frame, kind in other.spoken)
    return other.speaks_of(own.kinds_of(rule), other_frame, rule.kind) or not own.kinds_of(rule)


def cause_of(old: Facet | None, new: Facet | None, first: Side, second: Side) -> Cause:
    """The programme's documents, a reviewer or our own extractor, told from what each side recorded."""
    known = set(first.hashes.values()), set(second.hashes.values())
    read = [side.documents(facet.rule) for facet, side in ((old, first), (new, second)) if facet is not None]
    unchanged = all(documents and documents <= known[0] & known[1] for documents in read) if read else known[0] == known[1] != set()
    if _by_reviewer(old, new, first, second, unchanged=unchanged):
        return Cause.REVIEWER
    return Cause.EXTRACTOR if unchanged else Cause.SOURCE


def _by_reviewer(old: Facet | None, new: Facet | None, first: Side, second: Side, *, unchanged: bool) -> bool:
    """A person rejected it on one side, or changed the value that the tool had read alike on both sides, or in the same documents."""
    if old is None or new is None:
        alone, other = (new, first) if old is None else (old, second)
        return alone is not None and unchanged and alone.rule.id in other.rejected
    states = {old.rule.review.state, new.rule.review.state}
    return "edited" in states and (unchanged or _said(old.rule) == _said(new.rule))


def _said(rule: Rule) -> object:
    """What the tool itself read."""
    said = rule.extracted or rule
    return value_data(said.value), when_data(said.when)
