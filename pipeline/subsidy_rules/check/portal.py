"""What the Jグランツ portal says of an edition against our rules: one cap and one rate in words, so a cross-check and no more."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from subsidy_rules.check.contract import Finding
from subsidy_rules.fetch.jgrants import PortalEntry
from subsidy_rules.kinds.subsidy_amount import SubsidyAmount
from subsidy_rules.kinds.subsidy_rate import SubsidyRate
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.messages.message import message
from subsidy_rules.model.rule import Rule, RuleSet


def cross_check(entry: PortalEntry, ruleset: RuleSet) -> tuple[Finding, ...]:
    """Where the two differ: the portal's cap is not our highest amount, or a rate that it states is none of ours."""
    rules = [rule for rule in ruleset.rules if rule.review.state != "rejected"]
    return (*_caps(entry, rules), *_rates(entry, rules))


def _caps(entry: PortalEntry, rules: list[Rule]) -> Iterator[Finding]:
    amounts = [(rule.value.max, rule.id) for rule in rules if isinstance(rule.value, SubsidyAmount) and rule.value.max is not None]
    if entry.cap_yen is None or not amounts:
        return
    ours, rule_id = max(amounts)
    if ours != entry.cap_yen:
        words = message("the portal states a cap of {cap:,} yen, our highest amount is {ours:,} yen", cap=entry.cap_yen, ours=ours)
        yield Finding.of("portal-cap", rule_id, words)


def _rates(entry: PortalEntry, rules: list[Rule]) -> Iterator[Finding]:
    rated = [(rule.value.rate, rule.id) for rule in rules if isinstance(rule.value, SubsidyRate)]
    ours = {rate: rule_id for rate, rule_id in rated if rate is not None}
    if not ours:
        return
    known = ", ".join(map(str, sorted(ours)))
    for rate in rates_in(entry.rate):
        if rate not in ours:
            words = message("the portal states a rate of {rate}, our rates are {known}", rate=rate, known=known)
            yield Finding.of("portal-rate", ours[max(ours)], words)


def rates_in(text: str) -> tuple[Fraction, ...]:
    """The rates that a free text states, as fractions of one.

    >>> rates_in("中小企業：１／２以内、小規模：2/3"), rates_in("50%"), rates_in("定額")
    ((Fraction(1, 2), Fraction(2, 3)), (Fraction(1, 2),), ())
    """
    found: dict[Fraction, None] = {}
    for quantity in find_quantities(fold_text(text)):
        value = quantity.single
        if value is None:
            continue
        rate = value / 100 if quantity.unit == "percent" else value / 10 if quantity.unit == "tenth" else value
        if 0 < rate <= 1 and quantity.unit in ("rate", "percent", "tenth"):
            found[rate] = None
    return tuple(found)
