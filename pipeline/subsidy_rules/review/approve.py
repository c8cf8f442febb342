"""Approving rules: the decision, who took it, when, and the fingerprint of what was decided on."""

from __future__ import annotations

from collections.abc import Collection

from subsidy_rules.messages.message import message
from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.errors import Place, ReviewError
from subsidy_rules.model.rule import Review, Rule, RuleSet, State

_OPEN: frozenset[State] = frozenset({"draft", "stale"})


def open_rules(ruleset: RuleSet) -> tuple[str, ...]:
    """Ids of the rules that `--all` approves. Conflicts and rejected rules are left: each needs a decision of its own."""
    return tuple(rule.id for rule in ruleset.rules if rule.review.state in _OPEN)


def approve(ruleset: RuleSet, rule_ids: Collection[str], *, by: str, at: str) -> RuleSet:
    """The rule set with these rules approved. An edited rule stays `edited`, which is as good as approved.

    Raises ReviewError where an id is not in the set; then nothing is approved.
    """
    known = {rule.id for rule in ruleset.rules}
    unknown = sorted(set(rule_ids) - known)
    if unknown:
        raise _unknown(ruleset, unknown)
    wanted = set(rule_ids)
    rules = tuple(_approved(rule, by, at) if rule.id in wanted else rule for rule in ruleset.rules)
    return ruleset.model_copy(update={"rules": rules})


def _approved(rule: Rule, by: str, at: str) -> Rule:
    state: State = "edited" if rule.extracted is not None else "approved"
    return rule.model_copy(update={"review": Review(state=state, by=by, at=at, basis=basis_of(rule), note=rule.review.note)})


def _unknown(ruleset: RuleSet, unknown: list[str]) -> ReviewError:
    ids = ", ".join(unknown)
    return ReviewError(
        Place(f"{ruleset.programme}/{ruleset.edition}"),
        message("No rule has the id {ids}.", ids=ids),
        message("Nothing was approved."),
        message("`subsidy-rules show DIR` lists the ids."),
    )
