"""Words of the vocabulary name a sentence that is about them, not one in which they only occur."""

from __future__ import annotations

from subsidy_rules.language.topics import known_topic


def test_a_word_names_what_its_sentence_is_about() -> None:
    assert known_topic("topics", "宗教法人でないこと。") == "religious_corporation"
    assert known_topic("clawbacks", "虚偽の届出をした場合は、補助金の返還を求める。") == "false_statement"


def test_a_word_in_another_clause_names_nothing() -> None:
    assert known_topic("topics", "宗教法人その他の法人が持つ建物を借りて店を開き、町の商店会に加わって催しに協力すること。") is None
    assert known_topic("clawbacks", "報告をしない場合は、虚偽の申請があったものとみなして補助金の返還を求め、その旨を知らせる。") is None
