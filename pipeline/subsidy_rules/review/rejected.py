"""Rules rejected before their set was published, of which only fingerprints stand there → rejected again when they are read again."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.review import RejectedRule
from subsidy_rules.model.rule import Review, Rule, RuleSet


def reject_again(rule: Rule, known: RuleSet, edition: str | None = None) -> Rule:
    """The rule, rejected where `known` lists one of its fingerprint; only what says the very same stays away.

    Args:
        edition: set where `known` is the set of this earlier edition.
    """
    basis = basis_of(rule)
    entry = next((one for one in known.rejected if one.basis == basis), None)
    if entry is None:
        return rule
    review = Review(
        state="rejected", by=entry.by, at=entry.at, basis=basis, note=entry.note, first=entry.first, edition=entry.edition or edition
    )
    return rule.model_copy(update={"review": review})


def still_listed(known: RuleSet | None, rules: Sequence[Rule]) -> tuple[RejectedRule, ...]:
    """The entries of which no rule has been read: they wait for the document that states it."""
    if known is None or not known.rejected:
        return ()
    bases = {basis_of(rule) for rule in rules}
    return tuple(entry for entry in known.rejected if entry.basis not in bases)
