"""Coverage as text, JSON and a page of pictures."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from subsidy_rules.coverage import BoundTo, CoverageReport, Entry
from subsidy_rules.model.document import Clause, Document, Page
from subsidy_rules.model.errors import Lang
from subsidy_rules.report.coverage_html import coverage_html
from subsidy_rules.report.coverage_text import coverage_json, coverage_text, percent

TEXT = "上限は<50万円>、３年間、別紙３"


class Tags(HTMLParser):
    """Collects the start tags of a page with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def tags(page: str) -> Tags:
    parser = Tags()
    parser.feed(page)
    return parser


@pytest.fixture
def report() -> CoverageReport:
    rule = BoundTo(frame="tsujo", kind="subsidy_amount", value={"max": 500000}, how="value")
    where = {"page": 1, "boxes": ((10.0, 20.0, 60.0, 30.0),)}
    entries = (
        Entry(state="bound", kind="amount", text="50万円", context="上限は<【50万円】>", start=4, end=8, rule=rule, **where),
        Entry(state="unread", kind="duration", text="３年間", context="【3年間】", start=10, end=13, **where),
        Entry(state="waived", kind="number", text="３", context="別紙【3】", start=16, end=17, reason="reference", **where),
    )
    return CoverageReport(name="<x>.pdf", sha256="0", format="pdf", n_pages=1, entries=entries)


def document() -> Document:
    page = Page(page_no=1, width_pt=100, height_pt=200)
    return Document(name="x", sha256="0", format="pdf", pages=(page,), clauses=(Clause(clause_no=1, text=TEXT),))


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("pictures", [(b"\x89PNG",), ()])
def test_the_page_needs_nothing_else(report: CoverageReport, lang: Lang, pictures: tuple[bytes, ...]) -> None:
    page = coverage_html(report, document(), pictures, lang)
    found = tags(page)
    links = [attrs.get("src") or attrs.get("href") or "" for _, attrs in found.seen]
    assert all(link.startswith(("data:image/png;base64,", "#")) for link in links if link)
    assert "<50万円>" not in page  # what the document says is not taken for markup
    assert ("html", {"lang": lang}) in found.seen
    assert ("img" in dict(found.seen)) == bool(pictures)


def test_every_box_leads_to_its_row_and_back(report: CoverageReport) -> None:
    for pictures in ((b"\x89PNG",), ()):
        found = tags(coverage_html(report, document(), pictures, "en"))
        ids = [attrs["id"] for _, attrs in found.seen if attrs.get("id")]
        assert len(ids) == len(set(ids))
        assert {"b0", "b1", "b2", "e0", "e1", "e2"} <= set(ids)
        assert all(str(attrs["href"])[1:] in ids for tag, attrs in found.seen if tag == "a")


def test_boxes_stand_where_the_figures_stand_and_say_why(report: CoverageReport) -> None:
    found = tags(coverage_html(report, document(), (b"\x89PNG",), "ja"))
    boxes = [attrs for tag, attrs in found.seen if tag == "a" and "box" in str(attrs.get("class"))]
    assert [attrs["class"] for attrs in boxes] == ["box bound", "box unread", "box plain"]
    assert boxes[0]["style"] == "left:9.00%;top:9.50%;width:52.00%;height:6.00%"
    assert "補助額" in str(boxes[0]["aria-label"])
    assert "未読" in str(boxes[1]["title"])
    assert "参照先" in str(boxes[2]["title"])


def test_text_and_json(report: CoverageReport) -> None:
    assert percent(report) == "50.0%"
    shown = coverage_text(report, "en")
    assert "50.0%" in shown
    assert "Page 1" in shown
    assert "【3年間】" in shown
    data = json.loads(coverage_json(report))
    assert (data["bound"], data["waived"], data["unread"], data["counted"]) == (1, 0, 1, 2)
    assert data["entries"][0]["rule"]["value"] == {"max": 500000}
    assert data["pages"] == [{"page": 1, "bound": 1, "waived": 0, "unread": 1}]
