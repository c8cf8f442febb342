"""Guide pages and the portal: what they announce, what is attached, and where the portal says something else than our rules."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from subsidy_rules.check.portal import cross_check
from subsidy_rules.fetch import load_edition_files, stored_bytes
from subsidy_rules.fetch.archive import _copy_of
from subsidy_rules.fetch.bring import Ways
from subsidy_rules.fetch.collect import Order, fetch_edition
from subsidy_rules.fetch.discover import discover
from subsidy_rules.fetch.jgrants import FeedError, parse_detail, parse_list
from subsidy_rules.fetch.portal import list_url
from subsidy_rules.model.errors import FetchError
from subsidy_rules.model.programme import DocumentEntry, Programme
from web_desk import Desk, pdf
from web_server import Server, page, status, turns

PDF = pdf(*(f"Line {n} of a guideline with amounts and rates" for n in range(30)))
FILLER = "<p>" + "補助金の案内です。" * 30 + "</p>"


def programme(server: Server, **page_of: Any) -> Programme:
    known = {"id": "a", "url": server.url("/pdf/x2025_koubo_a.pdf")}
    rule = {"selector": "main", "file": r"^x(?P<edition>\d{4})_koubo_\w+\.pdf$", "frame": "f"}
    guide = {"id": "guide", "url": server.url("/guide/"), "links": [rule], **page_of}
    return Programme.model_validate(
        {
            "id": "p",
            "name": "例",
            "frames": [{"id": "f", "name": "枠"}],
            "editions": [{"id": "2025", "documents": [known]}],
            "pages": [guide],
        }
    )


def guide_page(*hrefs: str) -> bytes:
    links = "".join(f"<a href='{href}'>公募要領 <b>{n}</b></a>" for n, href in enumerate(hrefs))
    return f"<html><title>資料</title><nav><a href='/pdf/x2026_koubo_nav.pdf'>n</a></nav><main>{FILLER}{links}</main></html>".encode()


def test_a_new_link_on_the_guide_page_is_proposed(server: Server, desk: Desk) -> None:
    old = guide_page("../pdf/x2025_koubo_a.pdf", "/pdf/form.xlsx", "mailto:a@b.example")
    new = guide_page("../pdf/x2025_koubo_a.pdf", "/pdf/x2025_koubo_b.pdf", "/pdf/x2026_koubo_a.pdf#page=2", "/pdf/x2026_koubo_a.pdf")
    server.plays["/guide/"] = turns(page(old), page(new))
    assert discover(programme(server), desk.store, desk.ways, desk.now).proposals == ()
    found = discover(programme(server), desk.store, desk.ways, desk.now)
    assert [(one.entry.id, one.edition, one.new_edition, one.entry.frame) for one in found.proposals] == [
        ("x2025_koubo_b", "2025", False, "f"),
        ("x2026_koubo_a", "2026", True, "f"),
    ]
    assert found.proposals[1].entry.url == server.url("/pdf/x2026_koubo_a.pdf")
    assert found.proposals[1].entry.title == "公募要領 2"


def test_a_page_without_any_such_link_is_an_error(server: Server, desk: Desk) -> None:
    server.plays["/guide/"] = page(guide_page("/news/1.html"))
    (error,) = discover(programme(server), desk.store, desk.ways, desk.now).errors
    assert isinstance(error, FetchError)
    assert error.cause == "no_links"
    assert "selector" in error.words("ja")


def test_a_selector_that_is_none(server: Server, desk: Desk) -> None:
    server.plays["/guide/"] = page(guide_page("/a.pdf"))
    broken = programme(server, links=[{"selector": "a[["}])
    (error,) = discover(broken, desk.store, desk.ways, desk.now).errors
    assert "CSS" in error.words("en")


def listed(entry_id: str, title: str, **rest: Any) -> dict[str, Any]:
    return {"id": entry_id, "name": "S-1", "title": title, "subsidy_max_limit": 4500000, **rest}


FEED = {
    "metadata": {"resultset": {"count": 4}},
    "result": [
        listed("a01", "例の補助金2026"),
        listed("a02", "【テスト】例の補助金"),
        listed("a01", "例の補助金2026"),
        listed("a03", "別の補助金", subsidy_max_limit=0),
    ],
}
DETAIL = {
    "result": [
        listed(
            "a01",
            "例の補助金2026",
            subsidy_rate="中小企業：1/2、小規模：４／５以内",
            workflow=[{"acceptance_start_datetime": "2026-04-01T00:00:00.000Z", "acceptance_end_datetime": None}],
            application_guidelines=[
                {"name": "公募要領 (第1版).pdf", "data": base64.b64encode(PDF).decode()},
                {"name": "broken.pdf", "data": "@@@"},
            ],
            outline_of_grant=[{"name": "page.pdf", "data": base64.b64encode(b"<html><p>no pdf</p></html>").decode()}],
            application_form=None,
        )
    ]
}


def test_list_leaves_out_tests_and_duplicates() -> None:
    found = parse_list(json.dumps(FEED).encode())
    assert [(entry.id, entry.cap_yen) for entry in found] == [("a01", 4500000), ("a03", None)]


NO_FEEDS = [b"<html>", b"{}", b'{"result": [{"title": "x"}]}', b'{"result": null}', b'{"result": ' + b"[" * 100_000]
NO_FEEDS += [b'{"result": [{"id": "a", "subsidy_max_limit": %s}]}' % cap for cap in (b"1e999", b"Infinity", b"NaN", b"9" * 5_000)]
NO_FEEDS += [
    b'{"result": [{"id": "a", "%s": 5}]}' % field for field in (b"application_guidelines", b"outline_of_grant", b"application_form")
]
NO_FEEDS += [
    b'{"result": [{"id": "a", "application_form": "abc"}]}',
    b'{"result": [{"id": "\\ud800"}]}',
    b'{"result": [{"id": "a", "id": "b"}]}',
]


@pytest.mark.parametrize("data", NO_FEEDS, ids=range(len(NO_FEEDS)))
def test_feed_that_is_none(data: bytes) -> None:
    with pytest.raises(FeedError):
        parse_list(data)
    assert _copy_of(data) is None


def test_attachments_of_one_name_are_documents_of_their_own(server: Server, desk: Desk) -> None:
    texts = [pdf(*(f"Line {n} of guideline {at}" for n in range(20))) for at in range(3)]
    names = ["a.pdf", "a.pdf", "a (2).pdf"]
    files = [{"name": name, "data": base64.b64encode(text).decode()} for name, text in zip(names, texts, strict=True)]
    told = {
        "result": [listed("a01", "例の補助金2026", application_guidelines=files[:1], outline_of_grant=files[1:], application_form=None)]
    }
    server.plays["/exp/v2/public/subsidies/id/a01"] = page(json.dumps(told).encode(), content_type="application/json")
    order = Order("p", "2026", [DocumentEntry(id="portal", url="jgrants:a01")])
    fetch_edition(desk.store, order, Ways(desk.ways.web, portal=server.base), desk.now, lambda _: None)
    kept = load_edition_files(desk.store, "p", "2026").documents
    assert len({one.entry.id for one in kept}) == len({one.entry.sha256 for one in kept}) == 3


def test_detail_without_entry() -> None:
    with pytest.raises(FeedError, match="no entry"):
        parse_detail(b'{"result": []}')


def test_keyword_is_required() -> None:
    with pytest.raises(FetchError, match="keyword"):
        list_url("https://api.example", "jgrants:?keyword=x")
    assert "keyword=%E4%BE%8B%E3%81%AE" in list_url("https://api.example/", "jgrants:?keyword=例の")


def test_portal_proposes_entries(server: Server, desk: Desk) -> None:
    server.plays["/exp/v1/public/subsidies"] = status(200, {"content-type": "application/json"}, json.dumps(FEED).encode())
    searching = programme(server, url="jgrants:?keyword=補助金", links=[{"text": r"例の補助金(?P<edition>\d{4})"}])
    found = discover(searching, desk.store, Ways(desk.ways.web, portal=server.base), desk.now)
    assert [(one.entry.url, one.edition, one.new_edition) for one in found.proposals] == [("jgrants:a01", "2026", True)]
    assert "acceptance=0" in server.asked[-1].path


def test_attachments_become_documents_of_the_edition(server: Server, desk: Desk) -> None:
    server.plays["/exp/v2/public/subsidies/id/a01"] = page(json.dumps(DETAIL).encode(), etag='"1"', content_type="application/json")
    order = Order("p", "2026", [DocumentEntry(id="portal", url="jgrants:a01", authority="delegated")])
    ways = Ways(desk.ways.web, portal=server.base)
    done = fetch_edition(desk.store, order, ways, desk.now, lambda _: None)
    (stored,) = load_edition_files(desk.store, "p", "2026").documents
    assert (stored.entry.id, stored.entry.kind, stored.entry.authority) == ("portal-公募要領-第1版", "guideline", "delegated")
    assert stored.name == "公募要領 (第1版).pdf"
    assert stored_bytes(desk.store, stored) == PDF
    assert [getattr(error, "cause", "") for error in done.errors] == ["damaged", "unexpected_type"]
    fetch_edition(desk.store, order, ways, desk.now, lambda _: None)
    assert server.statuses("/exp/v2/public/subsidies/id/a01") == [200, 304]


def test_portal_that_answers_nonsense(server: Server, desk: Desk) -> None:
    server.plays["/exp/v2/public/subsidies/id/a01"] = status(200, {}, b'{"message": "nothing here for you today"}')
    order = Order("p", "2026", [DocumentEntry(id="portal", url="jgrants:a01")])
    done = fetch_edition(desk.store, order, Ways(desk.ways.web, portal=server.base), desk.now, lambda _: None)
    assert [getattr(error, "cause", "") for error in done.errors] == ["feed"]


def test_cross_check(make_rule: Callable[..., Any], make_ruleset: Callable[..., Any]) -> None:
    entry = parse_detail(json.dumps(DETAIL).encode())
    amount = make_rule("tsujo.subsidy_amount.a", {"min": 50000, "max": 1500000})
    higher = make_rule("tsujo.subsidy_amount.b", {"max": 4500000})
    half = make_rule("tsujo.subsidy_rate.a", {"rate": "1/2"})
    fifths = make_rule("tsujo.subsidy_rate.b", {"rate": "4/5"})
    assert cross_check(entry, make_ruleset(amount, higher, half, fifths)) == ()
    found = cross_check(entry, make_ruleset(amount, half))
    assert [finding.code for finding in found] == ["portal-cap", "portal-rate"]
    assert "4,500,000" in found[0].ja
    assert "4/5" in found[1].en
    assert cross_check(entry, make_ruleset()) == ()
