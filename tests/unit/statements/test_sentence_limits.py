"""Conditions, limits and what of them stays unread."""

from __future__ import annotations

import pytest

from subsidy_rules.statements.sentence_reading import read_sentence


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("事業主は、休業した場合、届け出ること。", ["休業した場合"]),
        ("採択を受けたうえで、辞退した場合は、減点する。", ["採択を受けたうえで、辞退した場合"]),
        ("転入した場合や、転出した場合には届け出ること。", ["転入した場合や、転出した場合"]),
        ("条件が変わる場合がある。", []),
        ("県外に移転した事業者は、申請できない。", ["県外に移転した事業者"]),
        ("事業に要する経費は、補助する。", []),
        ("従業員が５人以下の会社については、補助率を引き上げる。", ["従業員が５人以下の会社"]),
        ("上限は１億円（卸売業の場合は５千万円）とする。", ["卸売業の場合"]),
        ("原本を持参した場合のみ受け付ける。", ["原本を持参した場合のみ"]),
    ],
)
def test_conditions(text: str, conditions: list[str]) -> None:
    assert list(read_sentence(text).conditions) == conditions


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("会社（休業中のものを除く。）であること。", ["休業中のものを除く"]),
        ("災害の場合を除き、期限を延ばさない。", ["災害の場合を除き"]),
        ("申請は、原則、郵送で行うこと。", ["原則"]),
        ("完了日又は年度末のいずれか早い日までに報告すること。", ["いずれか早い日"]),
        ("やむを得ない理由なく遅れた者は減点する。", ["やむを得ない理由なく"]),
        ("お手数をおかけしますが、できるだけ早く送ること。", []),
        ("離島の会社を除く。", []),
    ],
)
def test_limits(text: str, limits: list[str]) -> None:
    assert list(read_sentence(text).limits) == limits


def test_a_note_at_the_end_of_a_line_limits_it() -> None:
    reading = read_sentence("届出の締切は５月10日です ※郵送不可")
    assert reading.act == "is_scheduled"
    assert reading.limits == ("※郵送不可",)
