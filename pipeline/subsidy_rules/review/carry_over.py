"""A new extraction + earlier decisions → rules that keep every decision whose basis still holds."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.rule import Extracted, Review, Rule, RuleSet, State

_DECIDED: frozenset[State] = frozenset({"approved", "edited", "rejected"})
NOT_FOUND = "not found in the latest extraction"


def carry_over(rules: Sequence[Rule], earlier: RuleSet | None) -> tuple[Rule, ...]:
    """The rules with their earlier decisions, sorted by id.

    A decision whose basis holds is kept, also where the rule's id has changed. Where the basis broke, the rule is `stale` and
    the decision stays beside it (`was`, `by`, `at`). A decided rule that is not found any more stays with its old evidence:
    rejected as it was, others stale. Of a set that was migrated, whose quotes version 1 had cut, a decision holds where the same is
    said in a quote that goes on.
    """
    if earlier is None:
        return tuple(sorted(rules, key=lambda rule: rule.id))
    decided = [rule for rule in earlier.rules if _decision(rule) is not None]
    if earlier.migrated is not None:
        decided = [_with_whole_quote(old, rules) for old in decided]
    pairs, vanished = _match(rules, decided)
    kept = [_decided(rule, pairs[rule.id]) if rule.id in pairs else rule for rule in rules]
    taken = {rule.id for rule in kept}
    kept += [_vanished(rule, taken) for rule in vanished]
    return tuple(sorted(kept, key=lambda rule: rule.id))


def _decision(rule: Rule) -> State | None:
    """What a person decided on the rule; a stale rule remembers it in `was`."""
    state = rule.review.state if rule.review.state in _DECIDED else rule.review.was
    return state if state in _DECIDED else None


def _with_whole_quote(old: Rule, rules: Sequence[Rule]) -> Rule:
    """A decided rule, its basis that of the rule that says the same in a quote of which its own is a part."""
    if old.review.basis != basis_of(old):
        return old
    first, words = old.evidence[0], "".join(old.evidence[0].quote.split())
    for rule in rules:
        quote = rule.evidence[0].quote
        if rule.kind == old.kind and words in "".join(quote.split()):
            whole = first.model_copy(update={"quote": quote, "at": rule.evidence[0].at})
            basis = basis_of(old.model_copy(update={"evidence": (whole, *old.evidence[1:])}))
            if basis == basis_of(rule):
                return old.model_copy(update={"review": old.review.model_copy(update={"basis": basis})})
    return old


def _match(rules: Sequence[Rule], decided: Sequence[Rule]) -> tuple[dict[str, Rule], list[Rule]]:
    """New rule id → earlier rule, and the earlier ones without a partner. The surest matches come first."""
    bases = {rule.id: basis_of(rule) for rule in rules}
    pairs: dict[str, Rule] = {}
    left = list(decided)
    for same_id, same_basis in ((True, True), (False, True), (True, False)):
        rest = []
        for old in left:
            partner = next(
                (
                    rule.id
                    for rule in rules
                    if rule.id not in pairs
                    and (not same_id or rule.id == old.id)
                    and (not same_basis or bases[rule.id] == old.review.basis)
                ),
                None,
            )
            if partner is None:
                rest.append(old)
            else:
                pairs[partner] = old
        left = rest
    return pairs, left


def _decided(rule: Rule, old: Rule) -> Rule:
    decision = _decision(old)
    holds = basis_of(rule) == old.review.basis
    review = old.review.model_copy(update={"state": decision, "was": None, "note": _note(old.review)})
    if not holds:
        # sources that disagree need a person more than a value that moved
        state: State = "conflict" if rule.review.state == "conflict" else "stale"
        review = review.model_copy(update={"state": state, "was": decision})
    update: dict[str, object] = {"review": review}
    if decision == "edited":
        update |= {"value": old.value, "when": old.when, "extracted": Extracted(value=rule.value, when=rule.when)}
    return rule.model_copy(update=update)


def _vanished(old: Rule, taken: set[str]) -> Rule:
    decision = _decision(old)
    name = old.id
    while name in taken:  # the id went to another rule meanwhile
        name += ".former"
    taken.add(name)
    if decision == "rejected":
        return old.model_copy(update={"id": name, "review": old.review.model_copy(update={"state": "rejected", "was": None})})
    review = old.review.model_copy(update={"state": "stale", "was": decision, "note": old.review.note or NOT_FOUND})
    return old.model_copy(update={"id": name, "review": review})


def _note(review: Review) -> str | None:
    return None if review.note == NOT_FOUND else review.note
