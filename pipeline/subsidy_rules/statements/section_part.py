"""A stretch of text with the section that it stands in, and how place and own words settle what that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from subsidy_rules.model.reading import Party, Role, Section
from subsidy_rules.statements.section_sentences import of_sentence
from subsidy_rules.statements.section_told import NOTHING, PARTIES, Told, told

Form = Literal["item", "paragraph", "note", "more", "cell"]
_OPPOSITES: tuple[frozenset[Role], ...] = (
    frozenset({"requirement", "exclusion"}),
    frozenset({"eligible_expense", "ineligible_expense"}),
    frozenset({"bonus_point", "penalty_point"}),
)
_LISTS: frozenset[Role] = frozenset({"bonus_point", "penalty_point", "review_criteria", "definition", "category", "example"})
_CASE = re.compile(r"(?:ため|とき|場合|際|時)[。)]*$")
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
        expenses: it stands under a heading on expenses, so that what is denied or granted is an expense.
        names_only: the items are names that fill in the item above them (以下の補助金の…).
    """

    told: Told = NOTHING
    near: bool = False
    scope: tuple[str, ...] = ()
    expenses: bool = False
    names_only: bool = False

    def within(self, section: Section) -> Place:
        """The place of what goes on with, or stands below, a section here."""
        return replace(self, told=told_of(section), near=True)


def settle(text: str, place: Place, form: Form) -> Section:
    """The section of a folded item, paragraph, note or further sentence at its place.

    Args:
        text: its first sentence, folded.
        place: what is told from outside.
        form: item of a list, paragraph, note (※), or a further sentence of a clause.
    """
    own = of_sentence(text)
    outer = place.told
    if place.expenses and own.role in ("exclusion", "requirement") and own.sure == 3 and own.of != "applicant":
        own = told("ineligible_expense" if own.role == "exclusion" else "eligible_expense", "expense", own.sure, own.words)
    if place.expenses and own.role == "remark" and own.sign == "negative":
        own = told("ineligible_expense", "expense", 2, own.words)
    if form == "note":
        return _note(own, place)
    if outer.role is None or outer.ends:
        return _alone(own, place)
    if place.names_only and not own.sure:
        return _section(told("category", None, 2, outer.words), place, ("inherited",))
    if own.sure == 3 and outer.role == "duty" and own.role == "exclusion":
        return _section(own if "対象" in own.words else replace(outer, sign="negative"), place, ())
    if own.sure == 3:
        return _section(own, place, _doubts(own, outer))
    return _inside(text, own, place, form)


def _note(own: Told, place: Place) -> Section:
    """A note speaks for itself; where its own words decide nothing it is a remark."""
    if own.sure >= 3 or own.role in ("amount", "schedule"):
        return _section(own, place, ())
    if place.expenses and own.role in ("requirement", "required_document", "ineligible_expense"):
        return _section(own if own.role != "requirement" else replace(own, of="expense"), place, ())
    return _section(told("remark", own.of, 1, own.words), place, ())


def _alone(own: Told, place: Place) -> Section:
    """Where no list is told, only a predicate that speaks of the grant itself is taken at its word."""
    if own.sure >= 2:
        return _section(own, place, ("item_only",))
    if own.role == "requirement" and own.of == "expense":
        return _section(own, place, ("item_only",))
    if own.role in ("requirement", "required_document"):
        return _section(told("procedure", own.of, 1, own.words), place, ("item_only",))
    return _section(replace(own, role=own.role or "other"), place, ("item_only",))


def _doubts(own: Told, outer: Told) -> tuple[str, ...]:
    opposite = any({own.role, outer.role} == pair for pair in _OPPOSITES)
    return ("contradicts_heading",) if opposite else ()


def _inside(text: str, own: Told, place: Place, form: Form) -> Section:
    """Inside a list whose kind is told, for words that do not decide by themselves."""
    outer = place.told
    assert outer.role is not None
    inherited = () if place.near else ("inherited",)
    obliges = own.role in ("requirement", "duty", "required_document") and own.sure < 3
    speaks = own.role is not None and not obliges
    role: Role = outer.role
    of, sign = outer.of, outer.sign
    if role == "category" and (obliges or speaks):
        return _section(own, place, ("inherited",))
    if role == "definition" and obliges:
        return _section(told("procedure", own.of, 1, own.words), place, inherited)
    if role == "requirement" and form == "item" and not own.sure and _CASE.search(text):
        # purposes and occasions under a requirement only say when it applies
        return _section(told("remark", own.of, 1, own.words), place, ("contradicts_items",))
    if role in _LISTS:
        return _section(outer, place, inherited)
    if role in ("exclusion", "ineligible_expense") and obliges and form != "item":
        return _section(told("remark", own.of, 1, own.words), place, ("contradicts_items",))
    if role == "eligible_expense" and (obliges or speaks):
        return _section(told("requirement", "expense", 2, own.words) if obliges else own, place, inherited)
    if role == "required_document" and (speaks or (obliges and form in ("more", "paragraph"))):
        return _section(told("procedure", "document", 1, own.words), place, inherited)
    if (
        role in ("procedure", "remark", "other", "schedule", "amount")
        and own.sure == 2
        and not (role == "procedure" and own.role == "remark")
    ):
        return _section(own, place, inherited)
    if role in ("schedule", "amount") and (obliges or speaks):
        return _section(told("remark", own.of, 1, own.words), place, inherited)
    if role == "clawback" and obliges:
        return _section(told("duty", own.of, 1, own.words), place, inherited)
    if speaks and (own.sure == 2 or form != "item") and role in ("requirement", "duty", "exclusion", "ineligible_expense", "clawback"):
        return _section(own, place, inherited)
    if role == "duty" and own.sign == "negative":
        sign = "negative"
    if of is None or own.of in ("vendor", "administrator", "lessor"):
        of = own.of or of
    return _section(replace(outer, of=of, sign=sign), place, inherited)


def party_of_role(role: Role | None) -> Party:
    """Of whom a list of this role speaks where its words do not say."""
    return PARTIES.get(role, "other") if role else "other"


def _section(what: Told, place: Place, doubts: Sequence[str]) -> Section:
    return Section(
        role=what.role or "other",
        of=what.of or party_of_role(what.role),
        sign=what.sign,
        any_of=what.any_of,
        scope=place.scope,
        told_by=what.words,
        doubts=tuple(dict.fromkeys(doubts)),
    )


def as_head(section: Section, lead: Told) -> Section:
    """The section of what announces a list: what its words say of the list, else what it is itself."""
    if lead.role is None or (lead.sure < 3 and section.role not in ("remark", "other", "procedure")):
        return replace(section, head=True, any_of=lead.any_of or section.any_of)
    return Section(lead.role, lead.of or party_of_role(lead.role), lead.sign, True, lead.any_of, section.scope, lead.words, section.doubts)


def told_of(section: Section) -> Told:
    """What stands below an item takes its section from it, less sure; a remark passes nothing on."""
    if section.role in ("remark", "other"):
        return NOTHING
    return Told(section.role, section.of, section.sign, 2, section.any_of, words=section.told_by)
