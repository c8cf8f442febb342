"""Sentences whose predicate was turned round: what was not asked is asked now, what was allowed is refused, and the reverse."""

from __future__ import annotations

import pytest

from subsidy_rules.compare.effects import effect_of_change, effect_of_coming
from subsidy_rules.compare.findings import compare_units
from subsidy_rules.compare.turned import turned
from subsidy_rules.compare.units import Unit
from subsidy_rules.model.document import Evidence

TURNS = [
    ("収益納付は求めません。", "収益納付を求めます。"),
    ("この場合、補助金の返還を要しない。", "この場合、補助金の返還を要する。"),
    ("収益が出ても、補助金の返納は不要である。", "収益が出ても、補助金を返納しなければならない。"),
    ("相見積書の提出は必要ありません。", "相見積書の提出が必要です。"),
    ("効果報告書の提出は求めないこととする。", "効果報告書の提出を求めることとする。"),
    ("担保及び保証人は不要です。", "担保及び保証人が必要です。"),
    ("交付決定前の着手を認めます。", "交付決定前の着手は認めません。"),
    ("決定前に発注した経費も対象となります。", "決定前に発注した経費は対象となりません。"),
    ("共通ＩＤの取得は必須ではありません。", "共通ＩＤの取得は必須です。"),
    ("賃上げの表明は義務ではない。", "賃上げの表明は義務である。"),
    ("他の補助金との併用は可能です。", "他の補助金との併用はできません。"),
    ("加算金は課さない。", "加算金を課す。"),
    ("申請手数料はかかりません。", "申請手数料がかかります。"),
    ("返納した額は収益納付の対象とならない。", "返納した額は収益納付の対象となる。"),
]
SAME = "申請に当たっては、事務局が定める書類を提出すること。"


def unit(text: str, order: int = 0, *headings: str) -> Unit:
    return Unit(text, headings or ("補助事業者の義務",), Evidence(source="p", at="", quote=text), order=order, group=f"c{order}")


@pytest.mark.parametrize(("free", "asked"), TURNS)
def test_who_was_free_and_is_asked_now_is_worse_off(free: str, asked: str) -> None:
    assert effect_of_change(unit(free), unit(asked), ()) == "clause-tightened"
    assert effect_of_change(unit(asked), unit(free), ()) == "clause-loosened"


def test_a_demand_that_says_more_than_the_denial_decides() -> None:
    said = "事業化の報告は求めません。", "五年の間、毎年の事業化の報告を求めます。"
    assert effect_of_change(*map(unit, said), ()) == "clause-decisive-changed"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("書類の提出が必要です。", "書類の提出が必要である。"),
        ("申請ができます。", "申請が可能です。"),
        ("補助金の返還を求めることができる。", "補助金の返還を求める。"),
        ("設立の認可", "設立の許可"),
    ],
)
def test_another_way_to_say_the_same_is_no_turn(old: str, new: str) -> None:
    assert turned(old, new) is None


def test_what_frees_is_a_benefit_when_it_comes() -> None:
    assert effect_of_coming(unit("補助事業の収益について、収益納付は求めません。")) == "clause-benefit-added"
    assert effect_of_coming(unit("電話での連絡は求めません。")) != "clause-benefit-removed"


def test_two_duties_that_were_denied_alike_are_two_changes() -> None:
    old = [unit(SAME), unit("共通ＩＤの取得は必須ではありません。", 1), unit("賃上げの表明は必須ではありません。", 2)]
    new = [unit(SAME), unit("共通ＩＤの取得は必須です。", 1), unit("賃上げの表明は必須です。", 2)]
    assert [finding.check for finding in compare_units(old, new).findings] == ["clause-tightened", "clause-tightened"]
