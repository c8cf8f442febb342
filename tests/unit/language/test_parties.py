"""Of whom or what a phrase or sentence speaks."""

from __future__ import annotations

import pytest

from subsidy_rules.language.parties import party_of, subject_of


@pytest.mark.parametrize(
    ("phrase", "party"),
    [
        ("次に該当する店の店舗", "applicant"),
        ("町で働く会社等", "applicant"),
        ("機械の購入費", "expense"),
        ("IT製品の販売事業者", "vendor"),
        ("リース会社", "lessor"),
        ("交付申請書", "document"),
        ("審査委員会", "administrator"),
        ("新しい取組", "project"),
        ("赤い空", None),
    ],
)
def test_the_head_noun_tells(phrase: str, party: str | None) -> None:
    assert party_of(phrase) == party


def test_the_topic_goes_before_a_subject_inside_a_clause() -> None:
    assert subject_of("店が払う家賃そのものの費用については、対象外とする。") == "expense"
    assert subject_of("事務局が認める場合、申請者は計画を変えることができる。") == "applicant"
    assert subject_of("雨が降る。") is None
