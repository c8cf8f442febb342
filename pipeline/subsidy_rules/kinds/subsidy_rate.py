"""subsidy_rate 補助率: which share of the eligible expenses is granted, always an upper limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import model_validator

from subsidy_rules.kinds.kind import Comparing, Kind, Material, Number
from subsidy_rules.messages.message import message
from subsidy_rules.model.rule import Candidate, ExactRate, Value
from subsidy_rules.wording.rules import rate_words

if TYPE_CHECKING:
    from subsidy_rules.statements.statement import Statement


class SubsidyRate(Value):
    """An exact fraction of the eligible expenses; `fixed` where a fixed sum is granted (定額), with or without a rate beside it."""

    rate: ExactRate | None = None
    fixed: bool = False

    @model_validator(mode="after")
    def _told(self) -> SubsidyRate:
        if self.rate is None and not self.fixed:
            raise ValueError(message("a rate, or `fixed: true`, is expected"))
        return self


def _value(statement: Statement) -> SubsidyRate | None:
    rate = statement.quantity.high.value if statement.quantity.high is not None else statement.quantity.point
    if statement.fixed:
        return SubsidyRate(fixed=True) if rate is None else SubsidyRate(rate=rate, fixed=True)
    return SubsidyRate(rate=rate) if rate is not None and 0 < rate <= 1 else None


def _find(material: Material) -> Iterator[Candidate]:
    from subsidy_rules.kinds.statements import candidates

    return candidates(material, "subsidy_rate", ("rate",), _value)


KIND = Kind(
    name="subsidy_rate",
    value_type=SubsidyRate,
    find=_find,
    slug=lambda value: "",
    title=message("subsidy rate"),
    comparing=Comparing(noun="rate", area="money", polarity="benefit", numbers=(Number("rate", "higher", None),), complete=True),
    words=rate_words,
)
