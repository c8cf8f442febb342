"""Quantities as official documents write them, and what only looks like one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import Quantity, find_quantities


def words(quantity: Quantity) -> str:
    """A quantity in one line: unit, then its bounds."""
    parts = [quantity.unit or "-"]
    if quantity.point is not None:
        parts.append(f"= {quantity.point}")
    for sign, bound in ((">", quantity.low), ("<", quantity.high)):
        if bound is not None:
            parts.append(f"{sign}{'' if bound.exclusive else '='} {'none' if bound.value is None else bound.value}")
    return " ".join([*parts, "part"] if quantity.part else parts)


CASES = [
    ("５万円～１５０万円未満", ["yen >= 50000 < 1500000"]),
    ("５万円以上１５０万円未満", ["yen >= 50000 < 1500000"]),
    ("（下限なし）～350万円", ["yen >= none <= 3500000"]),
    ("下限なし～10万円", ["yen >= none <= 100000"]),
    ("～20万円", ["yen <= 200000"]),
    ("100～450万円", ["yen >= 1000000 <= 4500000"]),
    ("1,500万円を超え3,000万円以下", ["yen > 15000000 <= 30000000"]),
    ("うち、50万円超～350万円部分", ["yen > 500000 <= 3500000 part"]),
    ("５千万円、1.5億円、7,763百万円、三百五十万円", ["yen = 50000000", "yen = 150000000", "yen = 7763000000", "yen = 3500000"]),
    ("3，000\n万円", ["yen = 30000000"]),
    ("10 億円", ["yen = 1000000000"]),
    ("１／２以内", ["rate <= 1/2"]),
    ("３分の２以上", ["rate >= 2/3"]),
    ("※32/3", ["rate = 2/3"]),
    ("½以内", ["rate <= 1/2"]),
    ("３０パ\nーセント以\n上", ["percent >= 30"]),
    ("1.5％", ["percent = 3/2"]),
    ("６～20人", ["person >= 6 <= 20"]),
    ("51人以上", ["person >= 51"]),
    ("５人以下", ["person <= 5"]),
    ("4プロセス数以上", ["process >= 4"]),
    ("３か月以上、12ヶ月、3年間", ["month >= 3", "month = 12", "year = 3"]),
    ("最大２年分", ["year <= 2"]),
    ("下限20万円～上限100万円", ["yen >= 200000 <= 1000000"]),
    ("5,000万円（卸売業は1億円）以下", ["yen <= 50000000", "yen <= 100000000"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_reads(text: str, expected: list[str]) -> None:
    assert [words(q) for q in find_quantities(fold_text(text))] == expected


@pytest.mark.parametrize(
    "text",
    [
        "第２条第１項第４号",
        "令和6年2月",
        "２０２５年３月３１日",
        "12/29～1/3",
        "３年度目",
        "ＩＴ導入補助金２０２２",
        "別紙３①",
        "7月18日(金)",
        "以下の要件",
    ],
)
def test_is_no_quantity(text: str) -> None:
    assert find_quantities(fold_text(text)) == ()


def test_spans_are_bounds_of_the_folded_text() -> None:
    text = fold_text("補助額は５万円～１５０万円未満とする")
    (quantity,) = find_quantities(text)
    assert text[quantity.start : quantity.end] == "5万円~150万円未満"


def test_single_is_the_one_number_named() -> None:
    assert find_quantities("~350万円")[0].single == Fraction(3_500_000)
    assert find_quantities("5万円~10万円")[0].single is None
