"""What is typed for the fields of a rule becomes its value, or says what does not fit."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.messages.message import LANGS, Lang
from subsidy_rules.model.basis import value_data, when_data
from subsidy_rules.model.errors import ReviewError
from subsidy_rules.stages.typed_rules import changed_fields, typed_value_of

CAP = "tsujo.subsidy_amount.total"


@pytest.mark.parametrize("lang", LANGS)
def test_one_field_is_changed_and_the_others_stay(make_rule: Any, lang: Lang) -> None:
    rule = make_rule(CAP, {"min": None, "max": 1_500_000, "max_exclusive": True, "per": "person"})
    value, when = changed_fields(rule, {"max": "４５０万円"}, lang)
    assert value is not None
    assert (value_data(value), when) == ({"min": None, "max": 4_500_000, "max_exclusive": True, "per": "person"}, None)


def test_a_field_left_empty_says_nothing(make_rule: Any) -> None:
    value, _ = changed_fields(make_rule(CAP, {"min": 1, "max": 2}), {"min": ""}, "ja")
    assert value is not None
    assert value_data(value) == {"max": 2}


def test_conditions_are_typed_line_by_line(make_rule: Any) -> None:
    value, when = changed_fields(make_rule(CAP, {"max": 2}), {"when": "従業員数 >= 5\n? 別に定める場合"}, "ja")
    assert value is None
    assert when is not None
    assert when_data(when) == [{"fact": "employees", "op": "ge", "value": 5}, {"unread": "別に定める場合"}]


@pytest.mark.parametrize("changes", [{"max": "たくさん"}, {"most": "1"}, {"when": "5人"}, {"min": "3"}, {"max": ""}, {"max": "=1+1"}])
def test_what_does_not_fit_is_refused(make_rule: Any, changes: dict[str, str]) -> None:
    with pytest.raises(ReviewError, match="Nothing was decided"):
        changed_fields(make_rule(CAP, {"max": 2}), changes, "en")


def test_a_kind_that_nobody_knows() -> None:
    with pytest.raises(ReviewError, match="no kind"):
        typed_value_of("nothing", {}, "x", "en")
