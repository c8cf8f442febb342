"""Real pages and texts: tables, articles, case studies."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidy_rules.model.document import Document, Zone
from subsidy_rules.read.html import read_html
from subsidy_rules.read.sniff import sniff
from subsidy_rules.read.text import read_text

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
pytestmark = [pytest.mark.corpus, pytest.mark.skipif(not CORPUS.is_dir(), reason="the documents of ../shared/corpus are not here")]


def read(name: str) -> Document:
    data = (CORPUS / name).read_bytes()
    return read_html(data, name) if sniff(data, name) == "html" else read_text(data, name)


@pytest.mark.parametrize(
    ("name", "tables"),
    [
        ("html/it2017_vendor_redesign.html", [(5, 2), (11, 3)]),
        ("html/it2018_1ji_vendor.html", [(4, 2)]),
        ("html/it2018_2ji_vendor.html", [(4, 2)]),
        ("html/jizokuka19_vendor.html", [(4, 3), (3, 3), (4, 2), (5, 3)]),
        ("seed_000.txt", [(5, 6), (6, 6)]),
        ("seed_003.txt", [(3, 3), (8, 2), (7, 3), (4, 2), (4, 2), (4, 2), (5, 3)]),
    ],
)
def test_tables(name: str, tables: list[tuple[int, int]]) -> None:
    assert [(table.n_rows, table.n_cols) for table in read(name).tables] == tables


def test_articles_and_items_of_a_law() -> None:
    document = read("html/sme_basic_act_2012.html")
    body = [clause for clause in document.clauses if clause.zone is Zone.BODY]
    articles = [clause for clause in body if clause.label.endswith("条")]
    assert len(articles) == 30
    assert [clause.path for clause in body if clause.path[:1] == ("第二条",)] == [("第二条",)] + [("第二条", n) for n in "一二三四2345"]
    assert {clause.zone for clause in document.clauses if "附則" in clause.text.replace("\u3000", "")} <= {Zone.ANNEX, Zone.CONTENTS}


def test_case_studies_are_examples() -> None:
    document = read("seed_000.txt")
    assert all(table.zone is Zone.BODY for table in document.tables)
    first = next(clause.clause_no for clause in document.clauses if clause.zone is Zone.EXAMPLE)
    assert {clause.zone for clause in document.clauses[first - 1 :]} == {Zone.EXAMPLE}
    assert document.tables[1].header_rows == 2


def test_scenes_are_examples_and_frames_are_not() -> None:
    assert [table.zone for table in read("html/jizokuka19_vendor.html").tables] == [Zone.BODY, Zone.BODY, Zone.EXAMPLE, Zone.BODY]
