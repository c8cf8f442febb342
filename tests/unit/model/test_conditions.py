"""What a condition may say, and what the model refuses."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from subsidy_rules.model.basis import condition_data
from subsidy_rules.model.rule import Condition

CONDITION: TypeAdapter[Any] = TypeAdapter(Condition)


@pytest.mark.parametrize(
    "said",
    [
        {"fact": "other", "of": "投資額", "op": "ge", "value": 100000000, "unit": "yen"},
        {"fact": "other", "of": "国内で事業を営んでいる", "op": "eq", "value": True},
        {"fact": "payroll_cagr", "op": "le", "value": "value_added_cagr/2"},
        {"fact": "record_retention", "op": "ge", "value": "P5Y"},
        {"fact": "founded", "op": "le", "value": "2026-03-31"},
        {
            "fact": "low_wage_months",
            "op": "ge",
            "value": 3,
            "unit": "month",
            "band": {"ge": "regional_min_wage", "lt": "regional_min_wage_r7"},
        },
        {"unread": "ただし、別に定める場合を除く"},
        {"any": [{"not": {"unread": "上記"}}, {"all": [{"fact": "deficit", "op": "eq", "value": True}]}]},
    ],
)
def test_comes_back_as_it_was_written(said: dict[str, Any]) -> None:
    assert condition_data(CONDITION.validate_python(said)) == said


@pytest.mark.parametrize(
    "said",
    [
        {"fact": "other", "op": "ge", "value": 1},
        {"fact": "capital", "of": "投資額", "op": "ge", "value": 1},
        {"fact": "capital", "op": "ge", "value": True},
        {"fact": "capital", "op": "ge", "value": [1, 2]},
        {"fact": "capital", "op": "ge", "value": "多め"},
        {"fact": "low_wage_months", "op": "ge", "value": 3, "band": "le regional_min_wage+50"},
        {"fact": "low_wage_months", "op": "ge", "value": 3, "band": {"base": "regional_min_wage"}},
        {"fact": "low_wage_months", "op": "ge", "value": 3, "band": {"base": "regional_min_wage", "le": 50}},
        {"unread": ""},
        {"unread": "x", "fact": "capital"},
    ],
)
def test_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CONDITION.validate_python(said)
