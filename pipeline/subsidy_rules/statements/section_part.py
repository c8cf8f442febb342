"""A stretch of text with the section that it stands in, and the place that it is read at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from subsidy_rules.model.reading import Party, Role, Section
from subsidy_rules.statements.section_told import NOTHING, PARTIES, Told

Form = Literal["item", "paragraph", "note", "more", "cell"]
POINTS: tuple[Role, ...] = ("bonus_point", "penalty_point")
EXPENSES: tuple[Role, ...] = ("eligible_expense", "ineligible_expense")


@dataclass(frozen=True, slots=True)
class Part:
    """Characters start..end (half-open) of a clause's or cell's text, and the section they stand in."""

    start: int
    end: int
    section: Section


@dataclass(frozen=True, slots=True)
class Place:
    """What is told from outside: the nearest word on what the list is, and the conditions that ancestors add.

    Attributes:
        told: the nearest lead, item or heading that says what the list is.
        near: it is a lead or item right above, not a heading from farther out.
        scope: words of the ancestors that limit it, outermost first.
        led: what tells it is a sentence that announces a list, or an item of one.
        expenses: it stands under a heading on expenses, so that what is denied or granted is an expense.
        points: the heading on points that it stands under, so that who is denied or what is asked is so for the points; "" for none.
        labelled: it is a cell whose own row or column label says so.
        names_only: the items are names that fill in the item above them (以下の補助金の…).
    """

    told: Told = NOTHING
    near: bool = False
    scope: tuple[str, ...] = ()
    led: bool = False
    expenses: bool = False
    points: str = ""
    labelled: bool = False
    names_only: bool = False

    def within(self, section: Section) -> Place:
        """The place of what goes on with, or stands below, a section here."""
        return replace(self, told=told_of(section), near=True, led=True, labelled=False)


def party_of_role(role: Role | None) -> Party:
    """Of whom a list of this role speaks where its words do not say."""
    return PARTIES.get(role, "other") if role else "other"


_PERSONS: tuple[Party, ...] = ("applicant", "vendor", "lessor")


def party_in(role: Role | None, of: Party | None) -> Party:
    """Of whom a section speaks: duties and repayments fall on persons, whatever their sentences have for a topic."""
    if role in ("duty", "clawback") and of not in _PERSONS:
        return "applicant"
    return of or party_of_role(role)


HELPERS: tuple[Party, ...] = ("vendor", "lessor")
_OF_PERSONS: tuple[Role | None, ...] = ("requirement", "exclusion", "duty", "clawback", "category", None)


def of_helper(what: Told, helper: Party | None) -> Told:
    """What is told below the name of somebody who only helps to apply (支援事業者): as far as it is asked of persons it is asked of him."""
    return replace(what, of=helper) if helper is not None and what.role in _OF_PERSONS else what


def section_of(what: Told, place: Place, doubts: Sequence[str]) -> Section:
    """The section that is told at a place."""
    return Section(
        role=what.role or "other",
        of=party_in(what.role, what.of),
        sign=what.sign,
        any_of=what.any_of,
        scope=place.scope,
        told_by=what.words,
        doubts=tuple(dict.fromkeys(doubts)),
    )


def as_head(section: Section, lead: Told) -> Section:
    """The section of what announces a list: what its words say of the list, else what it is itself."""
    weak = lead.sure < 3 and section.role not in ("remark", "other", "procedure", "amount", "schedule")
    # what an item of such a list demands is still what the list is about
    inside = lead.role == "requirement" and section.role in ("bonus_point", "penalty_point", "exclusion", "ineligible_expense")
    if lead.role is None or weak or inside:
        return replace(section, head=True, any_of=lead.any_of or section.any_of)
    return Section(lead.role, party_in(lead.role, lead.of), lead.sign, True, lead.any_of, section.scope, lead.words, section.doubts)


def told_of(section: Section) -> Told:
    """What stands below an item takes its section from it, less sure; a remark passes nothing on."""
    if section.role in ("remark", "other"):
        return NOTHING
    return Told(section.role, section.of, section.sign, 2, section.any_of, words=section.told_by)
