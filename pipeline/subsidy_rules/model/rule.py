"""Nouns of what is found: Condition, Value, Candidate, Rule, Review, RuleSet. The file contract is `subsidy-ruleset/2`.

Yen is `int`, a rate is `Fraction` ("1/2"), a percentage is `Decimal` ("1.5"); there is no float in a value.
A bound that the source does not state is absent (not in `model_fields_set`); one that it says does not exist is None.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, Union

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializeAsAny,
    WithJsonSchema,
    model_validator,
)

from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Evidence, Model, Source
from subsidy_rules.model.formula import check_comparable
from subsidy_rules.model.review import LedgerEntry, RejectedRule
from subsidy_rules.model.review import Review as Review
from subsidy_rules.model.review import State as State

SCHEMA = "subsidy-ruleset/2"
OTHER = "other"
UNREAD_CEILING = 0.8  # no rule is surer than this that has a limit which nobody understood
Op = Literal["ge", "gt", "le", "lt", "eq", "ne", "in", "not_in"]
Obligation = Literal["must", "must_not"]
Subject = Literal["applicant", "project"]
Helper = Literal["vendor", "lessor"]
_EXACT = re.compile(r"[-+]?\d+(?:\.\d+|/0*[1-9]\d*)?", re.ASCII)
_MOST_DIGITS = 100
_ORDERED = frozenset({"ge", "gt", "le", "lt"})


def exact(text: str) -> Fraction | None:
    """The number that a text is, "3", "1.5" or "2/3"; None for all else, also for what Fraction takes for numbers of millions of digits.

    >>> exact("2/3"), exact("1.5"), exact("1/0"), exact("1e9"), exact("P1Y")
    (Fraction(2, 3), Fraction(3, 2), None, None, None)
    """
    return Fraction(text) if len(text) <= _MOST_DIGITS and _EXACT.fullmatch(text) else None


def _to_fraction(value: object) -> Fraction:
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str) and (number := exact(value)) is not None:
        return number
    raise ValueError(message("a rate is an exact fraction such as '1/2', not {value!r}", value=value))


ExactRate = Annotated[
    Fraction,
    BeforeValidator(_to_fraction),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d+(/[1-9]\d*)?$"}),
]
Yen = Annotated[int, Field(strict=True, ge=0, le=10**16)]  # more than all budgets together; what reads it may have 64 bits


class Band(Model):
    """A band that wages, or another measure, lie in: up to so many over a base, or between two named levels.

    `{base: regional_min_wage, le: 50, unit: yen}`, `{ge: regional_min_wage, lt: regional_min_wage_r7}`.
    """

    base: str | None = None
    ge: int | str | None = None
    gt: int | str | None = None
    le: int | str | None = None
    lt: int | str | None = None
    unit: str | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Band:
        bounds = [bound for bound in (self.ge, self.gt, self.le, self.lt) if bound is not None]
        if not bounds:
            raise ValueError(message("a band has a bound: ge, gt, le or lt"))
        if self.base is not None and not (self.unit and all(isinstance(bound, int) for bound in bounds)):
            raise ValueError(message("a band over a base has whole numbers with their unit as bounds"))
        return self


class Leaf(Model):
    """`{fact, op, value}` with the unit, reference (`per`), period (`over`), moment (`at`) or wage band (`band`) that the text has.

    `fact: other` is a measure or state that the vocabulary does not name; then `of` is what the source calls it.
    """

    fact: str
    of: str | None = None
    op: Op
    value: bool | int | str | tuple[int | str, ...]
    unit: str | None = None
    per: str | None = None
    over: str | None = None
    at: str | None = None
    band: Band | None = None

    @model_validator(mode="after")
    def _in_the_contract(self) -> Leaf:
        if (self.fact == OTHER) != (self.of is not None):
            raise ValueError(message("`fact: other` says in `of` what the source calls it, and nothing else does"))
        if self.op in _ORDERED:
            if isinstance(self.value, (bool, tuple)):
                raise ValueError(message("{op} compares one number or day", op=self.op))
            if isinstance(self.value, str):
                check_comparable(self.value)
        return self

    @property
    def number(self) -> Decimal | Fraction | int | None:
        """The value as an exact number; None where it is a name, a list or a truth value."""
        if isinstance(self.value, (bool, tuple)):
            return None
        if isinstance(self.value, int):
            return self.value
        return exact(self.value)


class AnyOf(Model):
    """At least one of them holds."""

    any: tuple[Condition, ...]


class AllOf(Model):
    """All of them hold; needed only inside `any` and `not`."""

    all: tuple[Condition, ...]


class Not(Model):
    """It does not hold."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    not_: Condition = Field(alias="not")


class Unread(Model):
    """A limit that was seen but not understood, in the words of the source. Nobody knows whether it holds until somebody has read it."""

    unread: Annotated[str, Field(min_length=1)]


Condition = Union[Leaf, AnyOf, AllOf, Not, Unread]
# A list means that all of them hold.
Constraint = Union[Leaf, AnyOf, AllOf, Not, Unread, tuple[Condition, ...]]


class Value(Model):
    """Base of the value of one kind; each file in `kinds/` defines its own."""


class Candidate(Model):
    """A rule as one place of one document states it, before sources are merged and reviewed.

    `text[start:end]` states the value and stands in the quotes of its evidence: what has no exact quote cannot become a rule. `reasons` say
    in words what lowers the confidence.
    """

    kind: str
    frame: str
    value: SerializeAsAny[Value]
    when: tuple[Condition, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    text: str
    start: int
    end: int
    confidence: float = Field(ge=0, le=1)
    reasons: tuple[str, ...] = ()


class Reading(Model):
    """One of several readings that disagree; highest authority first."""

    value: SerializeAsAny[Value]
    when: tuple[Condition, ...] = ()
    evidence: tuple[Evidence, ...]


class Extracted(Model):
    """What the tool said before a person edited the rule."""

    value: SerializeAsAny[Value]
    when: tuple[Condition, ...] = ()


class Rule(Model):
    """One rule, as it stands in a rule set file."""

    id: str
    kind: str
    frame: str
    label: str
    label_en: str = ""
    value: SerializeAsAny[Value]
    when: tuple[Condition, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    confidence: float = Field(ge=0, le=1)
    reasons: tuple[str, ...] = Field(default=(), exclude=True)
    review: Review = Review()
    readings: tuple[Reading, ...] = ()
    extracted: Extracted | None = None
    before: Before | None = None


class Before(Model):
    """What a decision was taken on, beside a stale rule that says something else now."""

    value: SerializeAsAny[Value]
    when: tuple[Condition, ...] = ()
    at: str = ""
    quote: str


class FrameName(Model):
    """A frame of an edition under the name that the edition uses."""

    id: str
    name: str


class Renamed(Model):
    """A rule that has another id than before."""

    old: str
    new: str


class RuleSet(Model):
    """All rules of one edition. `renamed` lists what has another id than in the set before; `migrated` names the version of the contract
    that the set was taken along from, until it is built anew. `reviewers` is how many people must have decided the same of a rule. `ledger`
    holds the figures and clauses of its documents that people decided on, `rejected` the rules that it is published without.

    The status is derived: `reviewed` when it has rules and none is draft, stale or conflict.
    """

    programme: str
    edition: str
    title: str = ""
    budget: str | None = None
    administrator: str | None = None
    extractor: str
    migrated: str | None = None
    reviewers: Literal[1, 2] = 1
    frames: tuple[FrameName, ...] = ()
    sources: tuple[Source, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    rejected: tuple[RejectedRule, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def status(self) -> Literal["reviewed", "draft"]:
        open_states = {"draft", "stale", "conflict"}
        # nobody has reviewed what holds nothing
        return "draft" if not self.rules or any(r.review.state in open_states for r in self.rules) else "reviewed"


JsonValue = Any  # a JSON tree at the border to YAML and JSON files only
