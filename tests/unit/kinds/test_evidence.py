"""Evidence: the whole sentence with its ただし, a box for each line, page by page."""

from __future__ import annotations

import pytest

from subsidy_rules.kinds.evidence import Place, cell_evidence, clause_evidence, evidence_of
from subsidy_rules.kinds.kind import Material
from subsidy_rules.model.document import Cell, Clause, Document, Page, Source, Span, Table
from subsidy_rules.model.programme import Programme
from subsidy_rules.statements.scope import DocumentScope

FIRST, SECOND, THIRD = "売上は三億円以上とする。", "ただし、創業一年目の者を除く。", "別に定める。"


def material(format_: str = "pdf") -> Material:
    document = Document(name="a", sha256="0" * 64, format=format_, pages=(Page(page_no=1),))
    source = Source(id="a", sha256="0" * 64, authority="official", kind="guideline")
    programme = Programme.model_validate({"id": "p", "name": "試験補助金", "editions": [{"id": "1", "title": "試験補助金"}]})
    return Material(document, DocumentScope(source, "common", programme), ())


def clause(*spans: Span) -> Clause:
    text = FIRST + SECOND + THIRD
    ends = [len(FIRST), len(FIRST + SECOND), len(text)]
    return Clause(clause_no=1, label="(1)", path=("2", "(1)"), text=text, spans=spans, sentences=tuple(zip([0, *ends], ends, strict=False)))


def test_the_sentence_and_its_exception_are_quoted_whole() -> None:
    (evidence,) = clause_evidence(material("text"), clause(), 3, 7)
    assert (evidence.quote, evidence.at, evidence.page, evidence.boxes) == (FIRST + SECOND, "2(1)", None, ())


def test_a_sentence_without_exception_stands_alone() -> None:
    at = len(FIRST + SECOND)
    assert clause_evidence(material("text"), clause(), at, at + 2)[0].quote == THIRD


def test_each_line_has_its_box() -> None:
    lines = (Span(start=0, end=8, bbox=(10, 10, 90, 20)), Span(start=8, end=33, bbox=(10, 22, 60, 32)))
    (evidence,) = clause_evidence(material(), clause(*lines), 3, 7)
    assert evidence.boxes == ((10, 10, 90, 20), (10, 22, 60, 32))
    assert evidence.bbox == (10, 10, 90, 32)


def test_a_sentence_over_a_page_break_is_quoted_page_by_page_the_value_first() -> None:
    lines = (Span(start=0, end=15, page_no=4, bbox=(10, 700, 90, 710)), Span(start=15, end=33, page_no=5, bbox=(10, 40, 90, 50)))
    first, second = clause_evidence(material(), clause(*lines), 20, 24)
    assert (first.page, second.page) == (5, 4)
    assert second.quote + first.quote == (FIRST + SECOND)[:15] + (FIRST + SECOND + THIRD)[15 : len(FIRST + SECOND)]


def test_a_short_cell_is_quoted_whole_a_long_one_by_its_item() -> None:
    short = Cell(row=0, col=0, text="上限\n五百万円")
    long = Cell(
        row=1,
        col=0,
        text="\n".join(f"・{word}について、計画に定めた額を超えないこと。" for word in ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛")),
    )
    table = Table(table_no=3, n_rows=2, n_cols=1, cells=(short, long))
    assert cell_evidence(material(), table, short, 3, 7).quote == short.text
    at = long.text.index("丙")
    assert cell_evidence(material(), table, long, at, at + 1).quote == "・丙について、計画に定めた額を超えないこと。"


def test_a_place_must_be_one() -> None:
    with pytest.raises(ValueError, match="a place"):
        evidence_of(material(), Place(), 0, 1)


def test_a_full_stop_in_brackets_cuts_no_sentence_of_a_long_cell() -> None:
    item = "（１）給与の伸び率を4.5%（以下「めやす」という。）以上とすること"
    text = "計画の間、以下のいずれかを行うこと\n" + item + "\n（２）" + "休みの日を増やし、届けを町に出すこと。" * 8
    cell = Cell(row=0, col=0, text=text)
    table = Table(table_no=1, n_rows=1, n_cols=1, cells=(cell,))
    at = text.index("伸び率")
    assert cell_evidence(material("text"), table, cell, at, at + 8).quote == item
