"""Quotes and values looked up in the cited documents."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.check.citations import CitedDocument, check_citations, cited_pages
from subsidy_rules.check.whole_quote import whole_of
from subsidy_rules.model.document import Box, Evidence
from subsidy_rules.model.layout import Char, PageLayout
from subsidy_rules.model.rule import Review

MARGIN = {"fact": "min_wage_margin", "op": "gt", "value": 0, "unit": "yen"}
BOX: Box = (40.0, 90.0, 400.0, 115.0)


def page(number: int, *lines: tuple[str, float]) -> PageLayout:
    chars = [Char(c, 50 + 10 * n, top, 60 + 10 * n, top + 10, n, "") for text, top in lines for n, c in enumerate(text)]
    return PageLayout(page_no=number, width_pt=595, height_pt=842, chars=tuple(chars))


def codes(make_rule: Any, make_ruleset: Any, document: CitedDocument | None, **changes: Any) -> list[str]:
    value = changes.pop("value", {"max": 1500000})
    rule = make_rule("tsujo.subsidy_amount", value, **{key: changes.pop(key) for key in ("review",) if key in changes})
    evidence = Evidence(**({"source": "koubo", "page": 3, "bbox": BOX, "at": "表1", "quote": "１５０万円以下"} | changes))
    ruleset = make_ruleset(rule.model_copy(update={"evidence": (evidence,)}), sha256="abc")
    return [finding.code for finding in check_citations(ruleset, [document] if document else [])]


@pytest.fixture
def document() -> CitedDocument:
    return CitedDocument("koubo.pdf", "abc", {3: page(3, ("上限は１５０万円以下とする", 100.0), ("９０万円以下", 300.0))})


def test_what_stands_there_holds(make_rule: Any, make_ruleset: Any, document: CitedDocument) -> None:
    assert codes(make_rule, make_ruleset, document) == []
    assert codes(make_rule, make_ruleset, document, quote="１５０\n万円 以下") == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"value": {"max": 1600000}}, "value-not-there"),
        ({"value": {"max": 1500000, "min": 50000}}, "value-not-there"),
        ({"quote": "９０万円以下"}, "quote-outside-box"),
        ({"quote": "１５０万円以下とする", "bbox": (40.0, 90.0, 130.0, 115.0)}, "quote-outside-box"),
        ({"quote": "８０万円以下"}, "quote-not-found"),
        ({"page": 4}, "page-missing"),
        ({"quote": "８０万円以下", "bbox": None}, "quote-not-found"),
    ],
)
def test_what_does_not_stand_there_is_found(
    make_rule: Any, make_ruleset: Any, document: CitedDocument, changes: dict[str, Any], code: str
) -> None:
    assert codes(make_rule, make_ruleset, document, **changes) == [code]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("schedule", {"event": "application_period", "end": "2027-03-31"}, "受付は令和８年度末までとする"),
        ("requirement", {"topic": "wages", "obligation": "must", "of": "applicant", "constraint": MARGIN}, "賃金が最低賃金を超えている"),
    ],
)
def test_a_number_that_words_state_is_there(make_rule: Any, make_ruleset: Any, kind: str, value: dict[str, Any], text: str) -> None:
    evidence = Evidence(source="koubo", page=3, bbox=BOX, at="表1", quote=text)
    rule = make_rule(f"tsujo.{kind}", value).model_copy(update={"evidence": (evidence,)})
    document = CitedDocument("koubo.pdf", "abc", {3: page(3, (text, 100.0))})
    assert check_citations(make_ruleset(rule, sha256="abc"), [document]) == ()


def test_a_quote_over_lines_stands_in_its_boxes(make_rule: Any, make_ruleset: Any) -> None:
    # a label stands between the two lines of the quote, so that the box around them holds more than the quote
    lines = (("上限は１５０", 100.0), ("（注）", 120.0), ("万円以下", 140.0))
    document = CitedDocument("koubo.pdf", "abc", {3: page(3, *lines)})
    boxes: tuple[Box, ...] = ((45.0, 95.0, 200.0, 112.0), (45.0, 135.0, 200.0, 152.0))
    cited = {"quote": "上限は１５０万円以下", "bbox": (45.0, 95.0, 200.0, 152.0)}
    assert codes(make_rule, make_ruleset, document, **cited, boxes=boxes) == []
    assert codes(make_rule, make_ruleset, document, **cited, boxes=boxes[:1]) == ["value-outside-box"]


def test_a_document_that_is_not_there_is_said_once(make_rule: Any, make_ruleset: Any) -> None:
    assert codes(make_rule, make_ruleset, None) == ["document-missing"]
    assert codes(make_rule, make_ruleset, CitedDocument("koubo.pdf", "another hash")) == ["document-missing"]


def test_a_text_is_searched_as_a_whole(make_rule: Any, make_ruleset: Any) -> None:
    text = CitedDocument("x.html", "abc", text="上限は 150万円以下\nとする")
    assert codes(make_rule, make_ruleset, text, page=None, bbox=None, quote="150万円以下") == []
    assert codes(make_rule, make_ruleset, text, page=None, bbox=None, quote="160万円以下") == ["quote-not-found"]


def test_decisions_of_people_are_left_alone(make_rule: Any, make_ruleset: Any, document: CitedDocument) -> None:
    wrong = {"value": {"max": 1600000}}
    assert codes(make_rule, make_ruleset, document, **wrong, review=Review(state="edited", basis="0")) == []
    assert codes(make_rule, make_ruleset, document, quote="８０万円以下", review=Review(state="rejected")) == []


def test_only_cited_pages_are_needed(make_rule: Any, make_ruleset: Any) -> None:
    ruleset = make_ruleset(make_rule("tsujo.subsidy_rate", {"rate": "1/2"}, page=7), sha256="abc")
    assert cited_pages(ruleset, "abc") == {7}
    assert cited_pages(ruleset, "other") == frozenset()


def test_a_part_of_a_quote_is_held_to_its_whole_sentence(make_rule: Any, make_ruleset: Any, document: CitedDocument) -> None:
    whole = whole_of("上限は１５０万円以下とする")
    assert codes(make_rule, make_ruleset, document, whole=whole) == []
    assert codes(make_rule, make_ruleset, document, whole=whole_of("上限は１５０万円以下としない")) == ["sentence-changed"]
    text = CitedDocument("koubo.txt", "abc", text="一 下限は別に定める。\n上限は１５０\n万円以下とする。")
    place = {"page": None, "bbox": None, "quote": "以下とする"}
    assert codes(make_rule, make_ruleset, text, whole=whole_of("上限は１５０万円以下とする。"), **place) == []
    assert codes(make_rule, make_ruleset, text, whole=whole_of("上限は１５０万円未満とする。"), **place) == ["sentence-changed"]


def test_the_label_of_a_row_between_the_lines_of_its_cell_is_no_change(make_rule: Any, make_ruleset: Any) -> None:
    row = CitedDocument("koubo.pdf", "abc", {3: page(3, ("上限は１５０", 92.0), ("①", 98.0), ("万円以下とする", 104.0))})
    found = codes(make_rule, make_ruleset, row, quote="万円以下", whole=whole_of("上限は１５０万円以下とする"))
    assert "sentence-changed" not in found
