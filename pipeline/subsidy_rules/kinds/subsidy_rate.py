"""subsidy_rate 補助率: which share of the eligible expenses is granted, always an upper limit."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_rules.kinds.kind import Comparing, Kind, Material, Number
from subsidy_rules.kinds.statements import candidates
from subsidy_rules.model.rule import Candidate, ExactRate, Value
from subsidy_rules.statements.statement import Statement


class SubsidyRate(Value):
    """An exact fraction of the eligible expenses."""

    rate: ExactRate


def _value(statement: Statement) -> SubsidyRate | None:
    quantity = statement.quantity
    rate = quantity.high.value if quantity.high is not None else quantity.point
    return SubsidyRate(rate=rate) if rate is not None and 0 < rate <= 1 else None


def _find(material: Material) -> Iterator[Candidate]:
    return candidates(material, "subsidy_rate", ("rate",), _value)


KIND = Kind(
    name="subsidy_rate",
    value_type=SubsidyRate,
    find=_find,
    slug=lambda value: "",
    title=("subsidy rate", "補助率"),
    comparing=Comparing(noun="rate", area="money", polarity="benefit", numbers=(Number("rate", "higher", "", ""),), complete=True),
    words=lambda value, lang: f"{value['rate']}以内" if lang == "ja" else f"up to {value['rate']}",
)
