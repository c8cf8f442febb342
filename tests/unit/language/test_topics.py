"""Words of the vocabulary name a sentence that is about them, not one in which they only occur."""

from __future__ import annotations

from subsidy_rules.language.topics import known_topic


def test_a_word_names_what_its_sentence_is_about() -> None:
    assert known_topic("topics", "宗教法人でないこと。") == "religious_corporation"
    assert known_topic("clawbacks", "虚偽の届出をした場合は、補助金の返還を求める。") == "false_statement"


def test_a_word_in_another_clause_names_nothing() -> None:
    assert known_topic("topics", "宗教法人その他の法人が持つ建物を借りて店を開き、町の商店会に加わって催しに協力すること。") is None
    assert known_topic("clawbacks", "報告をしない場合は、虚偽の申請があったものとみなして補助金の返還を求め、その旨を知らせる。") is None


def test_a_word_in_a_bracket_or_in_the_name_of_a_subsidy_names_nothing() -> None:
    assert known_topic("ineligible_expenses", "雑費（商品券を配る費用など）") is None
    assert known_topic("points", "事業承継・引継ぎ補助金に採択された者") is None
    assert known_topic("points", "くるみん認定を受けた者") == "kurumin"
