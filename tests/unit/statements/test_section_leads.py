"""What a sentence that announces a list says of it: noun × predicate × negations."""

from __future__ import annotations

import pytest

from subsidy_rules.statements.section_leads import demands, of_lead, points_down


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
        ("以下の条件を満たさない会社は、補助の対象外です。", "requirement", "positive"),
        ("次のどれにも該当しない会社を対象とする。", "exclusion", "negative"),
        ("以下の費用以外は対象となりません。", "eligible_expense", "positive"),
        ("下記に該当する会社以外であること", "exclusion", "negative"),
        ("次の行為をしてはならない。", "duty", "negative"),
        ("次のいずれかに当たる製品は登録しない。", "exclusion", "negative"),
        ("次に掲げる者を除く。", "exclusion", "negative"),
        ("次の場合を除き、対象外とする。", "other", "neutral"),
        ("提出する書類は次のとおり。", "required_document", "positive"),
        ("冊子の資料による制度の日程は次のとおり。", "schedule", "neutral"),
        ("以下の書類を提出してください。", "required_document", "positive"),
    ],
)
def test_a_lead_gives_its_items_role_and_sign(text: str, role: str, sign: str) -> None:
    said = of_lead(text)
    assert (said.role, said.sign) == (role, sign)


def test_one_of_several_is_enough() -> None:
    assert of_lead("以下のいずれかに該当すること。").any_of
    assert not of_lead("以下の全てに該当すること。").any_of


def test_what_points_down_and_what_only_looks_so() -> None:
    assert points_down("下表に該当する会社であること")
    assert not points_down("10人以下の会社")
    assert not points_down("以下「本事業」という。")


def test_a_lead_that_points_down_in_a_bracket_only_demands_what_it_says() -> None:
    assert demands(
        "この制度は、町に店を持つ会社（下記（１）の要件を満たす会社をいう）を対象とする。".translate(str.maketrans("（）１", "()1"))
    )
