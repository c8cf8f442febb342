"""Bounds of sentences, and what is left of one without its brackets."""

from __future__ import annotations

import pytest

from subsidy_rules.language.sentences import main_sentence, split_sentences, without_brackets


def test_a_full_stop_in_brackets_or_quotes_ends_nothing() -> None:
    text = "台帳(毎月付ける。)を出すこと。「はい。」と答えること。控え"
    assert list(split_sentences(text)) == ["台帳(毎月付ける。)を出すこと。", "「はい。」と答えること。", "控え"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("機械(新品(展示品を除く)に限る)の購入", "機械の購入"),
        ("(1)又は(ア)の者", "(1)又は(ア)の者"),
        ("閉じない(括弧", "閉じない(括弧"),
        ("", ""),
    ],
)
def test_brackets_go_and_labels_stay(text: str, left: str) -> None:
    assert without_brackets(text) == left


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("(注)帳簿を備えること。(5年分)毎年出すこと。", "帳簿を備えること"),
        ("その他、長が認める者", "長が認める者"),
        ("(参考)", "(参考)"),
    ],
)
def test_the_main_sentence_is_the_first_that_says_something(text: str, main: str) -> None:
    assert main_sentence(text) == main
