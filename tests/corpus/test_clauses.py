"""Clauses of the real documents: counted lists come out whole, and nothing that is printed round the text is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from subsidy_rules.clauses import place_tables, read_change_log, split_clauses, zoned_rows
from subsidy_rules.model.document import Clause, Page, Table, Zone
from subsidy_rules.model.errors import ReadError
from subsidy_rules.read.pdf import iter_layouts, page_of
from subsidy_rules.tables.build import tables_by_page
from subsidy_rules.tables.join import join_tables

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
PDFS = sorted(path.name for path in CORPUS.glob("*.pdf")) if CORPUS.is_dir() else []
GOJUON = "アイウエオカキクケコサシスセソタチツテト"
pytestmark = [pytest.mark.corpus, pytest.mark.skipif(not PDFS, reason="the documents of ../shared/corpus are not here")]


@cache
def read(name: str) -> tuple[tuple[Page, ...], tuple[Table, ...], tuple[Clause, ...]]:
    layouts = list(iter_layouts((CORPUS / name).read_bytes(), name))
    pages = tuple(page_of(layout) for layout in layouts)
    tables = join_tables(tuple(table for _, found in tables_by_page(layouts) for table in found))
    return pages, tables, split_clauses(zoned_rows(pages, tables))


def readable() -> Iterator[str]:
    for name in PDFS:
        try:
            read(name)
        except ReadError:
            continue
        yield name


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("name", "place", "count", "pages", "first", "last"),
    [
        ("it2025_koubo_tsujyo.pdf", ("2-1-1", "(2)"), 20, {7, 8, 9}, "交付申請時点", "適用外とする。"),
        ("it2025_koubo_invoice.pdf", ("2-1-1", "(2)"), 17, {7, 8, 9}, "交付申請時点", "参照。）"),
        ("it2025_koubo_fukusu.pdf", ("2-2-1", "(5)"), 14, {13, 14, 15}, "グループ構成員", "参照。）"),
        ("it2025_koubo_tsujyo.pdf", ("2-2", "(5)"), 10, {15}, "補助事業者の顧客", "判断するもの。"),
        ("it2025_koubo_fukusu.pdf", ("2-3", "(2)"), 13, {19}, "すでに購入済", "判断するもの。"),
    ],
)
def test_counted_lists_come_out_whole(name: str, place: tuple[str, ...], count: int, pages: set[int], first: str, last: str) -> None:
    read_pages, _, clauses = read(name)
    items = [clause for clause in clauses if clause.label and clause.path[:-1] == place and re.fullmatch(r"\([ア-ン]\)", clause.path[-1])]
    assert [item.path[-1] for item in items] == [f"({kana})" for kana in GOJUON[:count]]
    assert {item.page_no for item in items} == pages
    assert items[0].text.startswith(first)
    assert items[-1].text.endswith(last)
    assert {item.zone for item in items} == {Zone.BODY}
    # an independent reading: page texts without their bare numbers; each item stands in it unbroken, behind its label
    whole = "".join(bare(line.text) for page in read_pages for line in page.lines if not line.text.strip().isdigit())
    for item in items:
        assert bare(item.label) + bare(item.text) in whole


def test_exclusions_set_as_a_table_are_items() -> None:
    _, _, clauses = read("it2025_koubo_tsujyo.pdf")
    assert [c.path[-1] for c in clauses if c.path[:-1] == ("2-1-2", "(1)") and c.path[-1] in "①②③④⑤⑥"] == list("①②③④⑤⑥")
    assert sum(1 for c in clauses if c.path[:-1] == ("2-1-2",) and c.label.startswith("（")) == 11


def test_no_page_number_or_running_head_is_in_a_clause() -> None:
    checked = 0
    for name in readable():
        pages, _, clauses = read(name)
        used = {(span.page_no, span.bbox) for clause in clauses for span in clause.spans}
        counts: dict[str, int] = {}
        margin = [(page, line) for page in pages for line in page.lines if line.bbox and not 0.06 < line.bbox[1] / page.height_pt < 0.92]
        for _, line in margin:
            key = re.sub(r"\d+", "#", bare(line.text))
            counts[key] = counts.get(key, 0) + 1
        for page, line in margin:
            text = bare(line.text)
            number = (
                re.fullmatch(r"[-－]?\d{1,3}[-－]?", text) is not None and line.bbox is not None and line.bbox[1] > 0.92 * page.height_pt
            )
            repeated = counts[re.sub(r"\d+", "#", text)] >= max(5, len(pages) / 2)
            if number or repeated:
                assert (page.page_no, line.bbox) not in used, (name, page.page_no, line.text)
                checked += 1
    assert checked > 300


def test_spans_point_at_the_lines_that_hold_the_text() -> None:
    for name in readable():
        pages, tables, clauses = read(name)
        lines = {(page.page_no, line.bbox): bare(line.text) for page in pages for line in page.lines}
        for clause in clauses:
            for span in clause.spans:
                if (span.page_no, span.bbox) in lines:
                    assert bare(clause.text[span.start : span.end]) in lines[span.page_no, span.bbox]
        assert place_tables(tables, clauses, pages) or not tables or len(tables) < 3


@pytest.mark.parametrize(
    ("name", "zone", "pages"),
    [
        ("it2025_koubo_tsujyo.pdf", Zone.REVISION, {2}),
        ("it2025_koubo_tsujyo.pdf", Zone.CONTENTS, {4}),
        ("it2025_koubo_tsujyo.pdf", Zone.COVER, {1}),
        ("it2025_koubo_fukusu.pdf", Zone.REVISION, {2}),
        ("monozukuri20_koubo.pdf", Zone.REVISION, {2}),
        ("monozukuri20_koubo.pdf", Zone.CONTENTS, {5, 6}),
        ("r6_koubover2_ip17.pdf", Zone.CONTENTS, {3}),
        ("careerup_r7_04.pdf", Zone.CONTENTS, {1, 2}),
    ],
)
def test_zones_of_whole_pages(name: str, zone: Zone, pages: set[int]) -> None:
    assert {clause.page_no for clause in read(name)[2] if clause.zone is zone} == pages


@pytest.mark.parametrize(("name", "count"), [("it2025_koubo_tsujyo.pdf", 2), ("it2025_koubo_fukusu.pdf", 1), ("monozukuri20_koubo.pdf", 6)])
def test_changes_that_a_document_lists(name: str, count: int) -> None:
    pages, tables, _ = read(name)
    log = read_change_log(zoned_rows(pages, tables), tables)
    assert len(log) == count
    assert all(change.new and change.page_no == 2 for change in log)


@pytest.mark.parametrize(
    ("name", "count"), [("it2025_kitei_tsujyo.pdf", 36), ("it2025_kitei_invoice.pdf", 36), ("it2026_kitei_tsujyo.pdf", 36)]
)
def test_articles_are_counted_through(name: str, count: int) -> None:
    articles = [
        c.path[-1]
        for c in read(name)[2]
        if re.fullmatch(r"第\d+条", c.label.translate(str.maketrans("０１２３４５６７８９", "0123456789")))
    ]
    numbers = [int(re.sub(r"\D", "", label)) for label in articles]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == count
