"""The three formats through one door, and tables before and after they are joined."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidy_rules.clauses import place_tables, split_clauses, zoned_rows
from subsidy_rules.model.errors import ReadError
from subsidy_rules.process.guard import Limits
from subsidy_rules.read.document import read_document, read_with_parts
from subsidy_rules.read.pdf import iter_layouts, page_of
from subsidy_rules.tables import build_tables, join_tables

SAMPLES = Path(__file__).resolve().parents[3] / "sources" / "samples"
PDF = SAMPLES / "it2025_koubo_invoice.pdf"


def test_a_guarded_document_is_that_of_direct_reading() -> None:
    data = PDF.read_bytes()
    layouts = list(iter_layouts(data, PDF.name))
    pages = [page_of(layout) for layout in layouts]
    tables = join_tables([table for layout in layouts for table in build_tables(layout)], pages)
    clauses = split_clauses(zoned_rows(pages, tables))
    document = read_document(data, PDF.name)
    assert document.pages == tuple(pages)
    assert document.clauses == clauses
    assert document.tables == place_tables(tables, clauses, pages)
    assert document.title.startswith(document.pages[0].lines[0].text)


def test_parts_are_the_tables_of_each_page() -> None:
    data = PDF.read_bytes()
    reading = read_with_parts(data, PDF.name)
    drawn = [table for layout in iter_layouts(data, PDF.name) for table in build_tables(layout)]
    assert [(part.page_no, part.cells) for part in reading.parts] == [(table.page_no, table.cells) for table in drawn]
    assert [part.table_no for part in reading.parts] == list(range(1, len(drawn) + 1))
    assert len(reading.document.tables) < len(reading.parts), "one of them runs over a page break"


@pytest.mark.parametrize("name", ["it2025_guide.html", "it2024_gaiyou.html"])
def test_a_web_page_has_its_tables_once(name: str) -> None:
    told: list[str] = []
    reading = read_with_parts((SAMPLES / name).read_bytes(), name, told.append)
    assert reading.document.format == "html"
    assert reading.parts == reading.document.tables
    assert told == [name]


def test_progress_and_limits() -> None:
    told: list[str] = []
    read_document(PDF.read_bytes(), PDF.name, told.append)
    assert told == [f"{PDF.name} p.{n}" for n in range(1, 6)]
    with pytest.raises(ReadError, match="more than 3 pages"):
        read_with_parts(PDF.read_bytes(), PDF.name, limits=Limits(pages=3))
