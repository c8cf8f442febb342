"""Values of rules go into cells and come back as they were."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from subsidy_rules.messages.message import LANGS, Lang
from subsidy_rules.model.basis import value_data, when_data
from subsidy_rules.report.book_values import cell_text, field_heading, typed_fields, value_cells
from subsidy_rules.review.typed import FieldError
from subsidy_rules.stages.typed_rules import choices_in, typed_value_of, typed_when_of

GROWTH = {"fact": "labour_productivity_cagr", "op": "ge", "value": "3", "unit": "percent", "over": "P3Y"}
BAND = {"fact": "low_wage_months", "op": "ge", "value": 3, "band": {"base": "regional_min_wage", "le": 50, "unit": "yen"}}
RULES: tuple[tuple[str, dict[str, Any], list[dict[str, Any]]], ...] = (
    ("subsidy_amount", {"min": None, "max": 1_500_000, "max_exclusive": True}, [{"fact": "process_count", "op": "ge", "value": 4}]),
    ("subsidy_amount", {"max_formula": "min((base + analysis) * 10/100, 2000000)", "base": "cost", "per": "group_member"}, [BAND]),
    ("subsidy_rate", {"rate": "2/3"}, [{"fact": "applicant_class", "op": "in", "value": ["sme", "small_business"]}]),
    ("subsidy_rate", {"fixed": True}, [{"unread": "別に定める額"}]),
    ("requirement", {"topic": "labour_productivity", "obligation": "must_not", "of": "project", "constraint": GROWTH}, []),
    ("requirement", {"topic": "独自の事項", "constraint": [GROWTH, {"not": {"unread": "例外"}}]}, []),
    (
        "applicant_threshold",
        {
            "class": "sme",
            "industry": "wholesale",
            "any": [{"fact": "capital", "op": "le", "value": 100_000_000}, {"fact": "employees", "op": "le", "value": 100}],
        },
        [],
    ),
    ("eligible_expense", {"expense": "cloud_fee", "max_years": 2, "cap": 500_000, "cap_share": "1/2"}, []),
    ("clawback", {"topic": "min_wage_missed", "share": "2/3"}, [{"fact": "missed_year", "op": "eq", "value": 2}]),
    ("schedule", {"event": "project_period", "start": "2025-04-01", "end": "earliest(completion+P30D, 2026-03-10T17:00)"}, []),
    ("duty", {"topic": "record_keeping", "over": "P5Y"}, []),
    ("required_document", {"document": "tax_certificate", "applicant": "corporation"}, []),
    ("category", {"code": "P-01", "name": "顧客対応: 販売"}, []),
)


def stated(node: Any, top: bool = True) -> Any:
    """Data without what is not said; that there is no limit is said."""
    if isinstance(node, dict):
        return {key: stated(part, False) for key, part in node.items() if part is not False and (top or part is not None)}
    return [stated(part, False) for part in node] if isinstance(node, (list, tuple)) else node


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("kind", "value", "when"), RULES)
def test_a_value_comes_back_as_it_was(make_rule: Any, kind: str, value: Any, when: Any, lang: Lang) -> None:
    rule = make_rule(f"tsujo.{kind}.x", value, when)
    cells = value_cells(rule, choices_in(lang), lang)
    read = typed_value_of(kind, typed_fields(kind, cells), rule.id, lang)
    assert stated(value_data(read)) == stated(value_data(rule.value))
    assert when_data(typed_when_of(cell_text(cells["when"]), rule.id)) == when_data(rule.when)


def test_yen_are_numbers_and_no_limit_is_said(make_rule: Any) -> None:
    cells = value_cells(make_rule("tsujo.subsidy_amount.x", {"min": None, "max": 1_500_000}), choices_in("ja"), "ja")
    assert (cells["low"], cells["high"], cells["other"]) == ("なし", 1_500_000, "")


@pytest.mark.parametrize(
    "cells", [{"share": "1/2"}, {"other": "事由: x"}, {"other": "何か"}, {"other": "max: 3"}, {"start": date(2026, 4, 2)}]
)
def test_a_field_of_another_kind_is_refused(cells: Any) -> None:
    with pytest.raises(FieldError):
        typed_fields("subsidy_amount", cells)


def test_numbers_and_days_that_a_spreadsheet_keeps() -> None:
    cells = {"high": 1_500_000.0, "other": "上限は「未満」： はい"}
    assert typed_fields("subsidy_amount", cells) == {
        "min": "", "max": "1500000", "max_exclusive": "はい",
    }  # fmt: skip
    assert cell_text(datetime(2026, 4, 2)) == "2026-04-02"


def test_a_column_is_named_as_its_heading() -> None:
    named = (field_heading("max", "ja"), field_heading("cap", "en"), field_heading("topic", "ja"))
    assert named == ("上限（円）", "Upper limit (yen)", "内容")
