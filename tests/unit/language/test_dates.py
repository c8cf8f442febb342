"""Dates as written: both counts of a year, days that do not exist, eras that disagree with the year beside them."""

from __future__ import annotations

import pytest

from subsidy_rules.language.dates import find_dates, wrong_dates
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.periods import find_periods


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("令和8年（2026年）5月29日", ["2026-05-29"]),
        ("2026年（令和8年）5月29日（金）", ["2026-05-29"]),
        ("令和元年（2019年）10月", ["2019-10"]),
        ("令和6年2月29日", ["2024-02-29"]),
    ],
)
def test_both_counts_of_a_year_make_one_date(text: str, iso: list[str]) -> None:
    assert [date.iso for date in find_dates(fold_text(text))] == iso
    assert wrong_dates(fold_text(text)) == ()


@pytest.mark.parametrize(
    "text", ["2026年4月31日", "令和7年2月29日", "2月30日", "2026年13月1日", "令和8年（2025年）5月29日", "2026年（令和7年）5月"]
)
def test_what_cannot_be_is_no_date_and_no_quantity(text: str) -> None:
    folded = fold_text(f"締切は{text}とする")
    assert find_dates(folded) == ()
    assert [folded[date.start : date.end] for date in wrong_dates(folded)] == [fold_text(text)]
    assert find_periods(folded, 2026) == ()
