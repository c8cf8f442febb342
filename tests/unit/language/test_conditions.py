"""Conditions in the words of labels."""

from __future__ import annotations

import pytest

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.rule import Band, Leaf


def test_a_period_and_a_wage_band_are_part_of_the_condition() -> None:
    band_text = "「地域別最低賃金以上～令和７年度改定の地域別最低賃金未満」"
    text = f"令和６年１０月から令和７年９月までの間で{band_text}の従業員が３０％以上の月が３か月以上"
    over, band = "2024-10/2025-09", Band(ge="regional_min_wage", lt="regional_min_wage_r7")
    assert read_conditions(fold_text(text)) == (
        Leaf(fact="low_wage_months", op="ge", value=3, unit="month", over=over, band=band),
        Leaf(fact="low_wage_staff_share", op="ge", value="30", unit="percent", over=over, band=band),
    )


@pytest.mark.parametrize(
    ("words", "band"),
    [
        ("＋50円以内", Band(base="regional_min_wage", le=50, unit="yen")),
        ("＋３０円以下", Band(base="regional_min_wage", le=30, unit="yen")),
        ("額＋40円未満", Band(base="regional_min_wage", lt=40, unit="yen")),
    ],
)
def test_a_band_over_the_minimum_wage_is_always_told(words: str, band: Band) -> None:
    (months, share) = read_conditions(fold_text(f"3か月以上、地域別最低賃金{words}の従業員が全従業員の30%以上"))
    assert (months.band, share.band) == (band, band)


def test_what_is_excepted_is_negated() -> None:
    assert read_conditions("小規模事業者を除く") == (Leaf(fact="applicant_class", op="ne", value="small_business"),)


def test_words_without_a_condition_give_none() -> None:
    assert read_conditions("対象となるツールの詳細") == ()
