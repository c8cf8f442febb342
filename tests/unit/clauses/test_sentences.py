"""Sentence bounds."""

from __future__ import annotations

import pytest

from subsidy_rules.clauses.sentences import sentence_bounds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲とする。乙とする。", ["甲とする。", "乙とする。"]),
        ("甲（乙を含む。以下同じ。）とする。 丙", ["甲（乙を含む。以下同じ。）とする。", "丙"]),
        ("「甲。」という。", ["「甲。」という。"]),
        ("閉じない（括弧。次の文。", ["閉じない（括弧。", "次の文。"]),
        ("閉じすぎ）の文。次の文。", ["閉じすぎ）の文。", "次の文。"]),
        ("混在(全角）の文。次。", ["混在(全角）の文。", "次。"]),
        ("句点なし", ["句点なし"]),
        ("", []),
        ("何か？はい！", ["何か？", "はい！"]),
    ],
)
def test_bounds(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentence_bounds(text)] == expected
