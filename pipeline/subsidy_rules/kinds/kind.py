"""What a kind has to say of itself: the type of its values, where it is found, how its rules are named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from subsidy_rules.messages.message import NOTHING, Message, Said
from subsidy_rules.model.change import Direction
from subsidy_rules.model.document import Clause, Document
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import Candidate, Value

if TYPE_CHECKING:  # reading is loaded with the first document, not with the kinds
    from subsidy_rules.statements.items import Item
    from subsidy_rules.statements.scope import DocumentScope
    from subsidy_rules.statements.section_reading import SectionMap
    from subsidy_rules.statements.table import Found
    from subsidy_rules.statements.told import Told

Area = Literal["money", "eligibility", "expenses", "obligations", "selection", "calendar", "documents", "other"]
Polarity = Literal["benefit", "burden", "neutral", "unknown"]
Data = Mapping[str, Any]


def _no_sections() -> SectionMap:
    from subsidy_rules.statements.section_reading import NO_SECTIONS

    return NO_SECTIONS


@dataclass(frozen=True, slots=True)
class Material:
    """What candidates are found in: the document, what its tables (`found`) and its running text (`told`) state of money, what its lists,
    boxes and rows are (`sections`) and their items."""

    document: Document
    scope: DocumentScope
    found: tuple[Found, ...]
    told: tuple[Told, ...] = ()
    sections: SectionMap = field(default_factory=_no_sections)
    items: tuple[Item, ...] = ()
    _headings: dict[tuple[str, ...], Clause] = field(default_factory=dict, repr=False, compare=False)

    def heading_of(self, headings: tuple[str, ...]) -> Clause | None:
        """The clause of the innermost of some headings, outermost first; None where it is not among the clauses."""
        if not self._headings:
            self._headings.update({(*clause.headings, clause.text): clause for clause in self.document.clauses if clause.heading})
        return self._headings.get(headings)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or a day, of a value that can go up and down.

    Attributes:
        name: its field.
        better: which of two is better for the applicant; "none" where that cannot be said.
        words: what messages call it, None where it is the rule itself (a rate).
        unit: "yen", "date" (ISO 8601) or "" for counts and fractions.
        check: what the ids of its checks start with, where it is not the noun of the kind and the field.
        moves: the words for up and down in the ids of its checks.
    """

    name: str
    better: Literal["higher", "lower", "none"]
    words: Message | None
    unit: Literal["yen", "date", ""] = ""
    check: str = ""
    moves: tuple[str, str] = ("increased", "decreased")


@dataclass(frozen=True, slots=True)
class Comparing:
    """How two rules of a kind compare.

    Attributes:
        noun: first word of the check ids; "" for the name of the kind.
        area: which part of a programme it belongs to.
        polarity: what a rule of the kind means to an applicant.
        identity: fields of what a rule is about: two rules that differ there are two rules, never one that changed.
        numbers: its numbers, in the order in which they are compared.
        read_numbers: the numbers of a value, by name, where they do not stand in fields of their own.
        stricter: what it means to the applicant that fewer fulfil the constraint now; None for kinds without one.
        complete: a document that states the kind for a frame states all of it, so that what another one lacks was not there.
    """

    noun: str = ""
    area: Area = "other"
    polarity: Polarity = "unknown"
    identity: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    read_numbers: Callable[[Data], Data] | None = None
    stricter: Direction | None = None
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One rule kind.

    Attributes:
        name: as in the contract.
        value_type: model of its values.
        find: candidates in a document.
        slug: what of a value belongs into the rule id, "" where the conditions alone tell siblings apart.
        title: what it is called; nothing for its name.
        comparing: how two of its rules compare.
        words: a value (as JSON data) in a few words; None where naming its fields one by one will do.
        vocabulary: word list that displays a field, by field.
    """

    name: str
    value_type: type[Value]
    find: Callable[[Material], Iterable[Candidate]]
    slug: Callable[[Any], str]
    title: Said = NOTHING
    comparing: Comparing = Comparing()
    words: Callable[[Data, Lang], str] | None = None
    vocabulary: Mapping[str, str] = field(default_factory=dict)
