"""Where documents name themselves."""

from __future__ import annotations

import pytest

from subsidy_rules.check.head import Labels, head_lines, labels_in, labels_of_id
from subsidy_rules.model.document import Clause, Document, Page, Zone


def test_a_cover_is_the_head_of_a_document_that_has_one() -> None:
    clauses = (
        Clause(clause_no=1, text="例の補助金", zone=Zone.COVER),
        Clause(clause_no=2, text="必ずお読みください。", zone=Zone.COVER),
        Clause(clause_no=3, label="※", text="別の補助金との併用不可", zone=Zone.COVER),
        Clause(clause_no=4, text="公募要領", zone=Zone.COVER),
        Clause(clause_no=5, text="はじめに"),
    )
    document = Document(name="x.pdf", sha256="0", format="pdf", pages=(Page(page_no=1),), clauses=clauses)
    assert [(line.text, line.page) for line in head_lines(document)] == [("例の補助金", 1), ("公募要領", 1)]


def test_without_a_cover_the_head_ends_with_the_first_sentence() -> None:
    clauses = tuple(Clause(clause_no=n, text=text) for n, text in enumerate(("例の補助金", "これは案内です。", "2024年度版"), 1))
    document = Document(name="x.txt", sha256="0", format="text", title="例の補助金", pages=(Page(page_no=1),), clauses=clauses)
    assert [line.text for line in head_lines(document)] == ["例の補助金", "例の補助金"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("例の補助金2025(通常枠)", Labels(years=frozenset({"2025"}))),
        ("令和元年度例の補助金", Labels(years=frozenset({"2019"}))),
        ("例の補助金2025年2月1日公開", Labels()),
        ("令和6年度第2次補正予算", Labels()),
        ("第1回改訂", Labels()),
        ("第2回説明会資料", Labels()),
        ("第1次締切分", Labels()),
        ("2次公募", Labels(rounds=frozenset({"2"}))),
        ("例の補助金第19回-解説", Labels(rounds=frozenset({"19"}))),
    ],
)
def test_labels(text: str, labels: Labels) -> None:
    assert labels_in(text) == labels


def test_ids() -> None:
    assert labels_of_id("R6-3").years == {"2024"}
    assert labels_of_id("2025-12") == Labels(years=frozenset({"2025"}))
