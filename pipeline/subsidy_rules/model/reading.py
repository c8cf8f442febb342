"""Nouns of the one reading: what a list, box or row is (Section), what a sentence does (Reading), with its Figures.

Made once for every clause and cell before any kind looks at it (`statements/`); kinds choose from them and have no grammar of their own.
Offsets are half-open and count the characters of the clause's or cell's own text, never of a folded one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "requirement",
    "exclusion",
    "eligible_expense",
    "ineligible_expense",
    "bonus_point",
    "penalty_point",
    "required_document",
    "schedule",
    "clawback",
    "duty",
    "amount",
    "category",
    "definition",
    "procedure",
    "review_criteria",
    "remark",
    "example",
    "other",
]
Party = Literal["applicant", "project", "expense", "document", "product", "vendor", "administrator", "lessor", "other"]
Sign = Literal["positive", "negative", "neutral"]
Act = Literal[
    "must",
    "must_not",
    "may",
    "is_eligible",
    "is_excluded",
    "is_paid",
    "is_not_paid",
    "is_repaid",
    "gets_bonus",
    "gets_penalty",
    "is_submitted",
    "is_scheduled",
    "defines",
    "informs",
    "announces",
    "example",
]


@dataclass(frozen=True, slots=True)
class Section:
    """What the list, box or table row is that a clause or cell stands in.

    Attributes:
        role: what its items are; a role without a kind (procedure, remark, example, ...) yields no rule.
        of: of whom or what the items speak.
        sign: what it means to the applicant to be as an item says: positive, wanted; negative, unwanted. All negations of heading and
            lead are counted; those of the item itself are not.
        head: the clause announces the list below it and is no item.
        any_of: one of the items is enough (いずれかに該当する者), so that they are alternatives of one rule.
        scope: what every ancestor adds, in its own words, outermost first: ＜…＞ lines, row labels, …の場合, …のみ, …枠に限る.
        told_by: the words that decided: of the lead, the heading or the item itself.
        doubts: why it is less than sure: "contradicts_heading", "contradicts_items", "inherited", "model_disagrees", "item_only", ...
    """

    role: Role
    of: Party = "other"
    sign: Sign = "neutral"
    head: bool = False
    any_of: bool = False
    scope: tuple[str, ...] = ()
    told_by: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence that states a rule.

    Attributes:
        value: yen as an integer, a rate as "2/3", a percentage as "3" or "1.5", a count as an integer, ISO 8601 dates and durations.
        unit: "yen", "percent", "rate", "person", "date", "month", ... as in `language.quantities`.
        op: its comparator with every negation resolved: 300人を超えないこと is le.
        measure: what it measures, in the words of the sentence.
        per: what it is counted by, in the words of the sentence (1人当たり); None where by nothing.
        over: the period it is measured over, ISO 8601; None where over none.
        start, end: where it stands.
    """

    value: int | str
    unit: str
    op: Literal["ge", "gt", "le", "lt", "eq"]
    measure: str = ""
    per: str | None = None
    over: str | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sentence does, with the ただし that limits it.

    Attributes:
        act: its speech act, negations resolved.
        of: whom or what it speaks of; not the applicant where its subject is 事務局, 支援事業者, 販売事業者, リース会社.
        figures: every figure that states a rule, in order.
        conditions: each condition that must hold for it to apply, in its words.
        limits: exceptions and restrictions that were understood as such (ただし, を除く, に限る, のみ, 原則, いずれか早い日), in its words.
        alternatives: the members of 又は, いずれか where one is enough.
        unread: what looks like a condition, limit or figure and was not understood, in its words.
        negations: how many negations its predicate carries, for labels and topics.
        start, end: the whole sentence with its ただし.
    """

    act: Act
    of: Party = "other"
    figures: tuple[Figure, ...] = ()
    conditions: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    negations: int = 0
    start: int = 0
    end: int = 0
