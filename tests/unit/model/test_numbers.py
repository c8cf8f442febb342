"""Numbers of rule sets that come from outside: exact, and of a size that every program can hold."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from subsidy_rules.kinds.subsidy_amount import SubsidyAmount
from subsidy_rules.kinds.subsidy_rate import SubsidyRate
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.rule import Leaf


@pytest.mark.parametrize("rate", ["1/0", "1e3000000", "1/" + "0" * 50, "9" * 400, "nan", "1_000", "１/２", ""])
def test_a_rate_that_is_none(rate: str) -> None:
    with pytest.raises(ValidationError):
        SubsidyRate.model_validate({"rate": rate})


@pytest.mark.parametrize("cap", [10**30, 2**63, -1, True, 1.5, "5"])
def test_an_amount_that_is_none(cap: object) -> None:
    with pytest.raises(ValidationError):
        SubsidyAmount.model_validate({"max": cap})


@pytest.mark.parametrize("page", [0, -1, 10**30])
def test_a_page_that_is_none(page: int) -> None:
    with pytest.raises(ValidationError):
        Evidence(source="a", page=page, quote="b")


@pytest.mark.parametrize("value", ["1e3000000", "1/0", "9" * 400])
def test_a_value_without_end_is_no_number(value: str) -> None:
    assert Leaf(fact="employees", op="eq", value=value).number is None
