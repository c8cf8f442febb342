"""Numerals however they are written: places by position, by groups, by scale words, and mixed."""

from __future__ import annotations

import pytest

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("二五〇万円", 2_500_000),
        ("一二三四万円", 12_340_000),
        ("一五万円", 150_000),
        ("四八〇、〇〇〇円", 480_000),
        ("三、六〇〇万円", 36_000_000),
        ("三百六十万円", 3_600_000),
        ("27万5000円", 275_000),
        ("27万5,000円", 275_000),
        ("27万5千円", 275_000),
        ("２千４百万円", 24_000_000),
        ("2億5千万円", 250_000_000),
        ("2 400 000円", 2_400_000),
        ("３０ ０００円", 30_000),
        ("75※1万円", 750_000),
        ("75²万円", 750_000),
    ],
)
def test_one_amount(text: str, yen: int) -> None:
    (quantity,) = find_quantities(fold_text(text))
    assert (quantity.unit, quantity.point) == ("yen", yen)


@pytest.mark.parametrize(
    ("text", "points"),
    [("50万円100万円", [500_000, 1_000_000]), ("100 200円", [200]), ("25,00円", []), ("上限0円", []), ("二、三人", [3])],
)
def test_numbers_that_stand_side_by_side_are_not_one(text: str, points: list[int]) -> None:
    assert [quantity.point for quantity in find_quantities(fold_text(text)) if quantity.unit] == points


def test_rates_in_chinese_characters() -> None:
    found = find_quantities("百分の五十、一〇分の八、五〇パーセント")
    assert [(quantity.unit, str(quantity.point)) for quantity in found] == [("rate", "1/2"), ("rate", "4/5"), ("percent", "50")]
