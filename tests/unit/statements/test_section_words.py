"""What words say of a list: noun × predicate × negations."""

from __future__ import annotations

import pytest

from subsidy_rules.statements.section_words import of_heading, of_lead, of_sentence, points_down


@pytest.mark.parametrize(
    ("text", "role", "party"),
    [
        ("支援の対象外となる会社", "exclusion", "applicant"),
        ("不支給要件", "exclusion", None),
        ("補助対象にならない費用", "ineligible_expense", "expense"),
        ("補助対象経費の種類", "eligible_expense", "expense"),
        ("応募できる方", "requirement", "applicant"),
        ("加点に関する提出書類", "required_document", "document"),
        ("加点措置", "bonus_point", None),
        ("減点項目", "penalty_point", None),
        ("補助金の返還", "clawback", None),
        ("店の譲渡の禁止", "duty", None),
        ("審査項目", "review_criteria", None),
        ("目標が未達の場合", None, None),
        ("のれんの新調", None, None),
    ],
)
def test_a_heading_names_what_stands_below_it(text: str, role: str | None, party: str | None) -> None:
    said = of_heading(text)
    assert (said.role, said.of) == (role, party)


def test_a_heading_of_several_kinds_ends_the_list_above_and_names_none() -> None:
    said = of_heading("加点項目・減点項目")
    assert (said.role, said.ends) == (None, True)


@pytest.mark.parametrize(
    ("text", "role", "sign"),
    [
        ("次のどれかに当てはまる店は、応募できません。", "exclusion", "negative"),
        ("以下のいずれにも該当しないこと。", "exclusion", "negative"),
        ("以下の条件を全て満たすこと。", "requirement", "positive"),
        ("次に掲げる費用は補助の対象としない。", "ineligible_expense", "negative"),
        ("次の取組を行う会社には審査で加点を行う。", "bonus_point", "positive"),
        ("次の場合は、交付の決定を取り消す。", "clawback", "negative"),
        ("次の会社については、賃上げの条件の適用外とする。", "other", "neutral"),
        ("以下の書類を提出してください。", "required_document", "positive"),
    ],
)
def test_a_lead_gives_its_items_role_and_sign(text: str, role: str, sign: str) -> None:
    said = of_lead(text)
    assert (said.role, said.sign) == (role, sign)


def test_one_of_several_is_enough() -> None:
    assert of_lead("以下のいずれかに該当すること。").any_of
    assert not of_lead("以下の全てに該当すること。").any_of


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
        ("パン屋", None),
    ],
)
def test_a_sentence_by_its_own_predicate(text: str, role: str | None) -> None:
    assert of_sentence(text).role == role


def test_what_points_down_and_what_only_looks_so() -> None:
    assert points_down("下表に該当する会社であること")
    assert not points_down("10人以下の会社")
    assert not points_down("以下「本事業」という。")
