"""The ledger of a document and its lowest part."""

from __future__ import annotations

from subsidy_rules.coverage.ledger import read_ledger
from subsidy_rules.model.document import Document
from subsidy_rules.model.extracted import Given
from subsidy_rules.model.programme import DocumentEntry, Programme
from subsidy_rules.read.document import read_document
from subsidy_rules.stages.ingest import extract_document

TEXT = """# 例の補助金 公募要領

## 補助金額

補助上限額は300万円とする。
補助率は1/2以内とする。

## 別の話

{rest}
"""
REST = "\n".join(f"- 町の池は深さ{n}0メートル、周囲は{n}キロメートルであるものとする。" for n in range(2, 9))


def test_every_figure_and_clause_is_counted_and_the_lowest_part_is_named() -> None:
    text = TEXT.format(rest=REST).encode()
    given = Given(text, "x.md", DocumentEntry(id="x", file="x.md"), None)
    found = extract_document(given, Programme(id="p", name="例の補助金"))
    read = found.source.read
    assert read is not None
    assert read.figures == read.bound + read.waived + read.unread
    assert (read.bound, read.unread > 0, read.clauses_unread > 0) == (2, True, True)
    assert found.lowest is not None
    assert (found.lowest.name, found.lowest.page, found.lowest.read < found.lowest.n) == ("別の話", None, True)


def test_a_document_of_nothing_has_nothing_unread() -> None:
    empty = Document(name="x.txt", sha256="0", format="text", pages=())
    read = read_ledger(empty, ())
    assert (read.ledger.figures, read.ledger.clauses, read.lowest) == (0, 0, None)


def test_without_candidates_amounts_are_unread() -> None:
    read = read_ledger(read_document(TEXT.format(rest="").encode(), "x.md"), ())
    assert (read.ledger.bound, read.ledger.unread) == (0, 2)
