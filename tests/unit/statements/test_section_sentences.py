"""What a sentence is by its own predicate."""

from __future__ import annotations

import pytest

from subsidy_rules.statements.section_sentences import of_sentence


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("「小店」とは、従業員のいない店をいう。", "definition"),
        ("自動車の購入費は対象になりません。", "ineligible_expense"),
        ("補助金の返還を求めます。", "clawback"),
        ("返還の対象となります。", "clawback"),
        ("算出の対象から除きます。", "remark"),
        ("経営の課題が整理されているか。", "review_criteria"),
        ("補助率は2/3です。", "amount"),
        ("不採択となりますのでご注意ください。", "exclusion"),
        ("窓口の時間にご注意ください。", "remark"),
        ("上限50万円", "amount"),
        ("町に店を持つ法人とする。", "requirement"),
        ("補助金の取消し、返還等の処分を行うことがあります。", "clawback"),
        ("補助事業者は、5年間帳簿を保管しなければならない。", "duty"),
        ("パン屋", None),
    ],
)
def test_a_sentence_by_its_own_predicate(text: str, role: str | None) -> None:
    assert of_sentence(text).role == role
