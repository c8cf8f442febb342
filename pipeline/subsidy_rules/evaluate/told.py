"""What an applicant tells of itself and its project, read into facts. What is not told is not there: nobody guesses it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from subsidy_rules.language.vocabulary import load
from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, SubsidyRulesError
from subsidy_rules.model.rule import Band

COST, ITEMS, ANSWERS = "cost", "items", "answers"
_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?(?:/[1-9]\d{0,29})?")  # what has more digits states nothing
_PARTS = frozenset({"value", "band", "per", "over", "unit"})


class CaseError(SubsidyRulesError):
    """What is told of an applicant cannot be meant."""


@dataclass(frozen=True, slots=True)
class Told:
    """One value, and what tells its measure more exactly: `band`, `per`, `over`; None is in the sense of the rule that asks."""

    value: bool | Fraction | str
    band: Band | None = None
    per: str | None = None
    over: str | None = None


Facts = Mapping[str, tuple[Told, ...]]


@dataclass(frozen=True, slots=True)
class Case:
    """An applicant with its project.

    Attributes:
        facts: by name; an empty tuple says that there is none (no award), a name that is not there was not told.
        costs: eligible cost in yen by item; under None where it is not told by item. Empty where no cost is told.
        answers: by topic or rule id, whether it is so.
    """

    facts: Facts
    costs: Mapping[str | None, Fraction] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)

    def but(self, facts: Facts) -> Case:
        """The same with these facts told instead of what was told of them."""
        return replace(self, facts={**self.facts, **facts})

    def number(self, name: str) -> Fraction | None:
        """The number told of a fact; None where none, or several, are told."""
        told = self.facts.get(name, ())
        value = told[0].value if len(told) == 1 else None
        return value if isinstance(value, Fraction) else None

    @property
    def by_item(self) -> bool:
        """Whether the costs are told by item."""
        return any(item is not None for item in self.costs)

    def cost(self, name: str) -> Fraction | None:
        """The cost of an item in yen: where costs are told by item, those that are not among them cost nothing. None where nobody tells."""
        return self.costs.get(name, Fraction(0) if self.by_item and is_cost(name) else None)


def is_cost(name: str) -> bool:
    """Whether a name is that of an expense or item, so that its measure is what it costs."""
    return name in load("expenses") or name in load("items")


def read_case(applicant: Mapping[str, Any], project: Mapping[str, Any], answers: Mapping[str, Any] | None = None) -> Case:
    """The case that these mappings tell. Raises CaseError with the name of what cannot be meant."""
    given = {**applicant, **project}
    said = {**(applicant.get(ANSWERS) or {}), **(project.get(ANSWERS) or {}), **(answers or {})}
    facts = {
        str(name): _told(str(name), value) for name, value in given.items() if name not in (COST, ITEMS, ANSWERS) and value is not None
    }
    return Case(facts, _costs(project), {str(name): _yes(str(name), value) for name, value in said.items() if value is not None})


def _yes(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise _refused(name, message("an answer is true or false"))


def _costs(project: Mapping[str, Any]) -> dict[str | None, Fraction]:
    if project.get(ITEMS) is not None:
        if not isinstance(project[ITEMS], Mapping):
            raise _refused(ITEMS, message("items are told as a mapping of item and yen"))
        return {str(item): _yen(str(item), yen) for item, yen in project[ITEMS].items()}
    return {} if project.get(COST) is None else {None: _yen(COST, project[COST])}


def _yen(name: str, value: Any) -> Fraction:
    number = plain_value(value)
    if not isinstance(number, Fraction) or number < 0 or number.denominator != 1:
        raise _refused(name, message("a cost is whole yen"))
    return number


def _told(name: str, value: Any) -> tuple[Told, ...]:
    if isinstance(value, (list, tuple)):
        return tuple(told for one in value for told in _told(name, one))
    if not isinstance(value, Mapping):
        return (Told(plain_value(value)),)
    if "value" not in value or not set(value) <= _PARTS:
        raise _refused(name, message("a value with more to it is told as a mapping with value, band, per, over"))
    try:
        band = Band.model_validate(value["band"]) if value.get("band") is not None else None
    except ValidationError as error:
        raise _refused(name, message("the band cannot be read")) from error
    return (Told(plain_value(value["value"]), band, value.get("per"), value.get("over")),)


def plain_value(value: Any) -> bool | Fraction | str:
    """A told value: truth, exact number, or text such as a slug or a duration.

    >>> plain_value("2/3"), plain_value(1.5), plain_value("P8M"), plain_value(True)
    (Fraction(2, 3), Fraction(3, 2), 'P8M', True)
    """
    if isinstance(value, bool):
        return value
    text = str(value).strip()
    return Fraction(text) if _NUMBER.fullmatch(text) and text.count(".") * text.count("/") == 0 else text


def _refused(name: str, what: Any) -> CaseError:
    return CaseError(
        Place(name),
        message("{what}.", what=what),
        message("What cannot be read must not decide anything."),
        message("Correct it, or leave it out: what is not told stays unknown."),
    )
