"""Denials told from duties that only look like them, and topics without their denial."""

from __future__ import annotations

import pytest

from subsidy_rules.language.neutral import is_denied, neutral


@pytest.mark.parametrize(
    "text",
    [
        "帳簿を見せなければなりません。",
        "月末までに届け出なくてはなりません。",
        "写しでも差し支えありません。",
        "再度の届出の必要はありません。",
        "値引きもやむを得ません。",
    ],
)
def test_a_duty_or_leave_in_polite_words_denies_nothing(text: str) -> None:
    assert not is_denied(text)
    assert neutral(text) == text


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("持ち込みによる届出は一切受け付けません", "持ち込みによる届出"),
        ("後払いは不可とします", "後払い"),
        ("看板を貸し出すことは禁止します", "看板を貸し出す"),
        ("店を移すことはできません", "店を移す"),
        ("支店を設けていません", "支店を設けている"),
        ("夜の営業を行いません", "夜の営業を行う"),
        ("名を漏らしてはならない", "名を漏らす"),
        ("目的を変えてはならない", "目的を変える"),
        ("約束に従ってはならない", "約束に従う"),
    ],
)
def test_what_may_not_be_is_about_what_is_done(text: str, about: str) -> None:
    assert is_denied(text)
    assert neutral(text) == about


def test_a_full_stop_in_brackets_ends_no_sentence() -> None:
    assert is_denied("市（以下「市」という。）の税を滞納していないこと。")
