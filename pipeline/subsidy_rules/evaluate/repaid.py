"""What is asked back of a grant, by the rules on repayment that tell a share."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from subsidy_rules.evaluate.answer import Repayment
from subsidy_rules.evaluate.conditions import World, holds, leaves
from subsidy_rules.evaluate.truth import Truth, all_hold
from subsidy_rules.kinds.clawback import Clawback
from subsidy_rules.model.rule import Leaf, Rule

# these say for whom a rule is, not what happened
_FOR_WHOM = frozenset(("applicant_class", "business_type", "capital", "employees", "industry", "item", "past_award"))
_FOR_WHOM |= {"requested_amount", "force_majeure"}


def asks_back(rule: Rule) -> bool:
    """Whether a rule tells the share that is asked back of the applicant."""
    return isinstance(rule.value, Clawback) and bool(rule.value.share) and rule.value.of is None


def repayment(rules: Iterable[Rule], world: World, amount: int | None) -> Repayment | None:
    """The most that is asked back by a rule that holds; None where none is known to hold."""
    asking = ((rule.value.share, rule) for rule in rules if isinstance(rule.value, Clawback) and rule.value.share and asks_back(rule))
    holding = [(share, rule) for share, rule in asking if _told(rule, world)]
    if not holding:
        return None
    share, rule = max(holding, key=lambda one: one[0])
    return Repayment(share, None if amount is None else int(Fraction(amount) * share // 1), rule)


def _told(rule: Rule, world: World) -> Truth:
    """Whether what is told makes the rule hold: where its conditions do not say what happened, it waits for an answer to its topic."""
    assert isinstance(rule.value, Clawback)
    answer = world.case.answers.get(rule.id, world.case.answers.get(rule.value.topic))
    happened = any(not (isinstance(leaf, Leaf) and leaf.fact in _FOR_WHOM) for leaf in leaves(rule.when))
    if rule.value.constraint is None and not happened:
        return all_hold((holds(rule.when, world), answer))
    so = holds(rule.value.constraint, world) if rule.value.constraint is not None else True if answer is None else answer
    return all_hold((holds(rule.when, world), so))
