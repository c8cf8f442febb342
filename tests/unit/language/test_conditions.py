"""Conditions in the words of labels."""

from __future__ import annotations

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.rule import Leaf


def test_a_period_and_a_wage_band_are_part_of_the_condition() -> None:
    band_text = "「地域別最低賃金以上～令和７年度改定の地域別最低賃金未満」"
    text = f"令和６年１０月から令和７年９月までの間で{band_text}の従業員が３０％以上の月が３か月以上"
    over, band = "2024-10/2025-09", "ge regional_min_wage, lt regional_min_wage_2025_revision"
    assert read_conditions(fold_text(text)) == (
        Leaf(fact="low_wage_months", op="ge", value=3, unit="month", over=over),
        Leaf(fact="low_wage_staff_share", op="ge", value="30", unit="percent", over=over, band=band),
    )


def test_another_margin_is_another_band() -> None:
    (months, share) = read_conditions(fold_text("3か月以上、地域別最低賃金＋30円以内の従業員が全従業員の30%以上"))
    assert months.band is None
    assert share.band == "le regional_min_wage+30"


def test_what_is_excepted_is_negated() -> None:
    assert read_conditions("小規模事業者を除く") == (Leaf(fact="applicant_class", op="ne", value="small_business"),)


def test_words_without_a_condition_give_none() -> None:
    assert read_conditions("対象となるツールの詳細") == ()
