"""Nouns of an answer: Answer, Finding, Missing, Alternative, Step, Repayment."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from subsidy_rules.messages.message import NOTHING, Said, Words
from subsidy_rules.model.rule import Leaf, Rule, Unread

Eligible = Literal["yes", "no", "unknown"]
State = Literal["met", "not_met", "unknown"]
UNKNOWN = "unknown"


def label_of(rule: Rule) -> Words:
    """What a rule says, in both languages."""
    return Words(en=rule.label_en or rule.label, ja=rule.label)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reasoning: what was concluded, by which rule (None where it follows from steps before)."""

    words: Said
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A requirement or exclusion: whether it stands against the applicant, and the leaves that leave it open.

    `doubted`: it would stand against the applicant, but it is more likely read wrong than right, and nobody has reviewed it.
    """

    rule: Rule
    state: State
    open: tuple[Leaf | Unread, ...] = ()
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """What was not told and decides something. Either a fact or, where nothing can be measured, a topic.

    Attributes:
        name: the fact, in the words of the source where the vocabulary has none, or the topic.
        is_fact: whether it is a fact.
        question: to be put to the applicant.
        rules: the rules that hang on it.
        decides: what it decides, the most first: "class", "amount", "eligible".
        span: how much the amount can rise with it, in yen.
    """

    name: str
    is_fact: bool
    question: Said
    rules: tuple[Rule, ...]
    decides: tuple[str, ...]
    span: int = 0


@dataclass(frozen=True, slots=True)
class Alternative:
    """What would be granted where untold conditions hold; None where nothing would be."""

    when: Said
    amount: int | None
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Repayment:
    """What is asked back."""

    share: Fraction
    amount: int | None
    rule: Rule


@dataclass(frozen=True, slots=True)
class NotMet:
    """What a told fact decides against. `rules` is empty where it follows from all definitions together."""

    topic: str
    rules: tuple[Rule, ...]
    words: Said = NOTHING


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say of one applicant and project in one frame.

    Attributes:
        applicant_class: the class, or "unknown".
        classes: the classes that are possible.
        eligible: "yes" where every requirement is met and no exclusion holds, "no" where a told fact decides against, else "unknown".
        amount: the most that is granted where all open points of eligibility turn out well, in yen; None where nothing is, or where it is
            not known. Untold conditions of a higher rate or cap do not count as met.
        alternatives: what would be granted where they are.
        not_met: what decides against.
        missing: what was not told, what decides most first.
        repayment: what is asked back for the year that is told as missed.
        judged: all requirements and exclusions.
        steps: class and amount, step by step.
        left_out: rules of the set that nobody has reviewed and that were therefore not used.
    """

    programme: str
    edition: str
    frame: str
    applicant_class: str
    classes: tuple[str, ...]
    eligible: Eligible
    amount: int | None
    alternatives: tuple[Alternative, ...] = ()
    not_met: tuple[NotMet, ...] = ()
    missing: tuple[Missing, ...] = ()
    repayment: Repayment | None = None
    judged: tuple[Judged, ...] = ()
    steps: tuple[Step, ...] = field(default=())
    left_out: int = 0
