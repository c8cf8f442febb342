"""The rules of reading, put together: class, then money, then requirements and exclusions, then what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from subsidy_rules.evaluate.amounts import Amount, Plan, Plans, alternatives, amount_for
from subsidy_rules.evaluate.answer import Alternative, Answer, Eligible, Judged, NotMet, Step, label_of
from subsidy_rules.evaluate.applicant_class import NONE_OF_THEM, Classed, class_of
from subsidy_rules.evaluate.conditions import CLASS, REQUESTED, World, leaves
from subsidy_rules.evaluate.eligibility import KINDS, Judging, topic_of
from subsidy_rules.evaluate.money import Money, money_of
from subsidy_rules.evaluate.questions import Questions
from subsidy_rules.evaluate.repaid import asks_back, repayment
from subsidy_rules.evaluate.told import Case, read_case
from subsidy_rules.messages.message import Said, both, message
from subsidy_rules.model.programme import COMMON
from subsidy_rules.model.review import REVIEWED
from subsidy_rules.model.rule import Leaf, Rule, RuleSet
from subsidy_rules.wording.numbers import yen_words

_MINIMUM = "subsidy_amount"
_UNLESS = message("this doubtful rule was read wrong: {rule}")


@dataclass(frozen=True, slots=True)
class FrameRules:
    """The rules that hold in one frame, by what they are for; and what is kept of them from one applicant to the next."""

    definitions: tuple[Rule, ...]
    money: Money
    judged: tuple[Rule, ...]
    rest: tuple[Rule, ...]
    left_out: int
    judging: Judging
    plans: Plans
    questions: Questions


def frame_rules(ruleset: RuleSet, frame: str, *, all_states: bool) -> FrameRules:
    """The rules of a frame and those of all frames; only reviewed ones, or all but the rejected ones."""
    here = [rule for rule in ruleset.rules if rule.frame in (frame, COMMON) and rule.review.state != "rejected"]
    used = [rule for rule in here if all_states or rule.review.state in REVIEWED]
    requirements = tuple(rule for rule in used if rule.kind in KINDS)
    definitions, money = tuple(rule for rule in used if rule.kind == "applicant_threshold"), money_of(used)
    return FrameRules(
        definitions,
        money,
        requirements,
        tuple(rule for rule in used if asks_back(rule)),
        len(here) - len(used) + getattr(ruleset, "left_out", 0),
        Judging(requirements),
        Plans(money, definitions),
        Questions(definitions),
    )


def evaluate(
    ruleset: RuleSet,
    applicant: Mapping[str, Any],
    project: Mapping[str, Any],
    *,
    frame: str = COMMON,
    answers: Mapping[str, bool] | None = None,
    all_states: bool = False,
) -> Answer:
    """What the rule set says of an applicant and its project in a frame.

    Args:
        applicant, project: facts by name; `project` holds `cost` or `items` in yen. What is not told is unknown.
        frame: id of the frame; its rules and those of all frames count.
        answers: what has no measure, by topic or rule id: whether it is so.
        all_states: take rules that nobody has reviewed, too.

    Raises:
        CaseError: what is told cannot be meant.
    """
    return evaluate_case(ruleset, frame, frame_rules(ruleset, frame, all_states=all_states), read_case(applicant, project, answers))


def evaluate_case(ruleset: RuleSet, frame: str, rules: FrameRules, case: Case) -> Answer:
    """The answer to a case that was read already."""
    classed = class_of(rules.definitions, case)
    world = World(case, classed.possible)
    plan = rules.plans.of(world)
    amount, others, found = _settled(rules, plan, world)
    not_met = (*outside(rules, classed), *_under_minimum(amount, others), *_failed(found))
    world = world.asking(None if amount.yen is None else Fraction(amount.yen))
    missing = rules.questions.of(classed.open, rules.plans.open(world), amount, found, others)
    known = rules.judged and len(classed.possible) == 1 and amount.yen is not None and not rules.left_out
    eligible: Eligible = "no" if not_met else "yes" if known and all(one.state == "met" for one in found) else "unknown"
    doubted = tuple(one.rule for one in found if one.doubted)
    granted = None if eligible == "no" or doubted else amount.yen
    return Answer(
        programme=ruleset.programme,
        edition=ruleset.edition,
        frame=frame,
        applicant_class=classed.name,
        classes=tuple(sorted(classed.possible)),
        eligible=eligible,
        amount=granted,
        alternatives=(*(Alternative(_UNLESS.filled(rule=label_of(rule)), amount.yen, rule) for rule in doubted), *others),
        not_met=not_met,
        missing=() if eligible == "no" else missing,
        repayment=repayment(rules.rest, world, granted),
        judged=found,
        steps=(*classed.steps, *_steps(amount)),
        left_out=rules.left_out,
    )


def _settled(rules: FrameRules, plan: Plan, world: World) -> tuple[Amount, tuple[Alternative, ...], tuple[Judged, ...]]:
    """Amount, alternatives and judgements. Where the amount asked for is not told, it is the most for which no requirement fails."""
    case = world.case
    first = amount_for(plan.granted, case)
    found = rules.judging.of(world.asking(None if first.yen is None else Fraction(first.yen)))
    settled = first
    if REQUESTED not in case.facts and first.yen is not None and any(one.state == "not_met" for one in found):
        for asked in smaller(rules.judged, first.yen):
            lower = amount_for(plan.granted, case, Fraction(asked))
            again = rules.judging.of(world.asking(Fraction(asked)))
            if lower.yen is not None and not any(one.state == "not_met" for one in again):
                settled, found = lower, again
                break
    return settled, alternatives(plan, case, settled.yen), found


def smaller(rules: Sequence[Rule], most: int) -> list[int]:
    """Amounts at which a condition on the amount asked for stops to hold, the highest first."""
    bounds = [leaf for rule in rules for leaf in leaves(rule.when) if isinstance(leaf, Leaf) and leaf.fact == REQUESTED]
    below = {int(leaf.number) - (leaf.op == "ge") for leaf in bounds if leaf.op in ("ge", "gt") and leaf.number is not None}
    return sorted((amount for amount in below if amount < most), reverse=True)


def outside(rules: FrameRules, classed: Classed) -> tuple[NotMet, ...]:
    """An applicant that no definition takes in, in a frame that names no others."""
    if classed.possible != {NONE_OF_THEM} or not rules.definitions:
        return ()
    for rule in rules.money.rules:
        if any(isinstance(leaf, Leaf) and leaf.fact == CLASS and _names_others(leaf) for leaf in leaves(rule.when)):
            return ()
    return (NotMet(CLASS, classed.rules, message("The applicant is within none of the definitions (SME, small business, …).")),)


def _names_others(leaf: Leaf) -> bool:
    return NONE_OF_THEM in (leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)) and leaf.op in ("eq", "in")


def _under_minimum(amount: Amount, others: Sequence[Alternative]) -> tuple[NotMet, ...]:
    """A subsidy under every minimum, where nothing untold could lift it."""
    if amount.sum is None or amount.sum.under is None or any(one.amount is not None for one in others):
        return ()
    band = amount.sum.under
    words = message(
        "{amount} are under the minimum of {least}.",
        amount=_yen(int(amount.sum.raw // 1)),
        least=_yen(int(band.low * band.times)),
    )
    return (NotMet(_MINIMUM, (band.rule,), words),)


def _failed(found: Sequence[Judged]) -> tuple[NotMet, ...]:
    failed = [one.rule for one in found if one.state == "not_met"]
    return tuple(NotMet(topic_of(rule), (rule,), label_of(rule)) for rule in failed)


def _steps(amount: Amount) -> tuple[Step, ...]:
    steps = [Step(label_of(rule), rule) for rule in dict.fromkeys(amount.granted.used)]
    if amount.sum is None:
        return (*steps, Step(message("Rate or cap are not known: no amount.")))
    if amount.sum.amount is None:
        return (*steps, Step(message("The amount is under the minimum: nothing is granted.")))
    return (*steps, Step(message("The amount is {amount}, rounded down to the yen.", amount=_yen(amount.sum.amount))))


def _yen(amount: int) -> Said:
    return both(lambda lang: yen_words(amount, lang))
