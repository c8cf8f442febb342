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
        ("町の外への移転は認められません。", "requirement"),
        ("選定の理由についてはお答えできません。", "remark"),
        ("届出は1社につき1件のみとします。", "requirement"),
        ("支払いは口座への振込に限ります。", "requirement"),
        ("店の面積に含めることができる。", "remark"),
        ("役員には監査役を含みません。", "definition"),
        ("催しを開かない店は補助対象事業に該当しません。", "exclusion"),
        ("町の商店会に入っていることが条件です。", "requirement"),
        ("補助額が百万円以上となる場合、保険に入らなければならない。", "requirement"),
        ("売買契約書が必要となります。", "required_document"),
        ("補助対象経費は、机を買うための費用とする。", "eligible_expense"),
        ("県から開店の補助金の支給を受けていないこと。", "requirement"),
        ("届出は必須ではありません。", "remark"),
        ("届け出た店のすべてが選ばれるわけではありません。", "remark"),
        ("届出の用紙は地区によって違います。", "remark"),
        ("庭を広くする部分は自己負担とする。", "ineligible_expense"),
        ("帳簿の保管が義務付けられています。", "duty"),
        ("広い庭の工事は2者の見積りが必要となりますので、注文の前にご注意ください。", "requirement"),
        ("住まいを兼ねる店は、店の部分のみ補助対象。", "requirement"),
        ("連帯保証人は求めません。", "remark"),
        ("見積書の提出は求めないこととする。", "remark"),
        ("決定の前に買った机の費用も補助対象となります。", "eligible_expense"),
        ("離れた店は原則として別の店とします。", "remark"),
        ("パン屋", None),
    ],
)
def test_a_sentence_by_its_own_predicate(text: str, role: str | None) -> None:
    assert of_sentence(text).role == role


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("知らせを受けてから工事を始めること。", 2),
        ("届出の前に内容を確認すること。", 1),
        ("町に店を持つ必要があります。", 2),
        ("町に店を持つようにしてください。", 1),
        ("店の名を画面に入力する必要があります。", 1),
    ],
)
def test_what_must_be_in_so_many_words_is_surer_than_what_is_asked_for(text: str, sure: int) -> None:
    assert of_sentence(text).sure == sure


def test_what_cannot_be_is_a_negative_requirement() -> None:
    assert of_sentence("町の外への移転は認められません。").sign == "negative"
