"""subsidy_amount 補助額: how much may be granted."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from subsidy_rules.kinds.kind import Comparing, Kind, Material, Number
from subsidy_rules.messages.message import message
from subsidy_rules.model.formula import Formula
from subsidy_rules.model.rule import Candidate, Value, Yen
from subsidy_rules.wording.rules import amount_words

if TYPE_CHECKING:
    from subsidy_rules.statements.statement import Statement


class SubsidyAmount(Value):
    """Bounds in yen, inclusive unless told otherwise; they limit the subsidy unless `base` says the cost.

    `max_increase` is what a special option adds to the cap; `fixed` a sum that is granted as it is (定額).
    """

    min: Yen | None = None
    max: Yen | None = None
    min_exclusive: bool = False
    max_exclusive: bool = False
    per: str | None = None
    sum_of: tuple[str, ...] | None = None
    max_formula: Formula | None = None
    max_increase: Yen | None = None
    base: Literal["subsidy", "cost"] | None = None
    fixed: bool = False


def _whole(value: Fraction | None) -> int | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else None


def _value(statement: Statement) -> SubsidyAmount | None:
    if statement.of_costs and statement.quantity.low is not None:
        return None  # asked of the project, not granted: a requirement
    quantity = statement.quantity
    if statement.subject == "increase":
        top = quantity.high.value if quantity.high is not None else quantity.point
        increase = _whole(top) if quantity.low is None else None
        counted = {"per": statement.per} if statement.per else {}
        return SubsidyAmount(max_increase=increase, **counted) if increase is not None else None
    given: dict[str, int | bool | str | tuple[str, ...] | None] = {}
    low, high = quantity.low or statement.low, quantity.high
    if low is not None:
        given["min"] = _whole(low.value)
        if low.exclusive:
            given["min_exclusive"] = True
    if high is not None:
        given["max"] = _whole(high.value)
        if high.exclusive:
            given["max_exclusive"] = True
    elif quantity.point is not None:
        given["max"] = _whole(quantity.point)
    if given.get("max", given.get("min")) is None:
        return None
    given |= {k: v for k, v in (("per", statement.per), ("sum_of", statement.summed), ("max_formula", statement.formula)) if v}
    given |= {"base": "cost"} if statement.of_costs else {}
    return SubsidyAmount.model_validate(given)


def _find(material: Material) -> Iterator[Candidate]:
    from subsidy_rules.kinds.statements import candidates

    return candidates(material, "subsidy_amount", ("amount", "increase"), _value)


def _slug(value: SubsidyAmount) -> str:
    """What tells an amount from its siblings; a sum for each member of a group is often told without that, so that it is no sibling."""
    what = "increase" if value.max_increase is not None else "total" if value.sum_of else ""
    per = f"per_{value.per}" if value.per and value.per != "group_member" else ""
    return ".".join(part for part in (what, per) if part)


KIND = Kind(
    name="subsidy_amount",
    value_type=SubsidyAmount,
    find=_find,
    slug=_slug,
    title=message("subsidy amount"),
    comparing=Comparing(
        noun="amount",
        area="money",
        polarity="benefit",
        numbers=(
            Number("min", "lower", message("lower limit"), "yen"),
            Number("max", "higher", message("upper limit"), "yen"),
            Number("max_increase", "higher", message("special raise of the upper limit"), "yen"),
        ),
        complete=True,
    ),
    words=amount_words,
)
