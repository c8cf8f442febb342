"""Addresses that servers and pages give: a redirect, a link. Each is asked as it stands, or refused with its cause; none stops the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidy_rules.fetch.address import file_name
from subsidy_rules.fetch.bring import Ways
from subsidy_rules.fetch.discover import _absolute
from subsidy_rules.fetch.mirror import Mirror
from subsidy_rules.fetch.web import Web, WebLimits
from subsidy_rules.read.links import Link
from web_desk import Desk
from web_server import Server, status

REDIRECTS = [
    "file:///etc/hosts",
    "ftp://a.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "//user:pw@127.0.0.1/",
    "http://:pw@127.0.0.1/",
]
REDIRECTS += [
    "http://[::1",
    "http://[::1]]/",
    "http:///x",
    "//",
    "http://a b/",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:x/",
    "\\\\evil",
]
REDIRECTS += [
    "\\\\evil",
    "http://" + "a" * 70 + ".example/",
    "http://xn--a.example/",
    "http://%00/",
    "http://127.0.0.1:0/",
    "\xff\xfe",
    "http://。/",
]


@pytest.mark.parametrize("location", REDIRECTS, ids=range(len(REDIRECTS)))
def test_a_redirect_to_anything(server: Server, tmp_path: Path, location: str) -> None:
    server.plays["/a"] = status(302, {"location": location.encode("utf-8").decode("latin-1")})
    with Web(WebLimits(tries=1, pause_s=0, connect_s=0.5), allow_private=True, sleep=lambda _: None) as web:
        error = Desk(tmp_path, Ways(web)).refused(server.url("/a"))
    assert error.cause in ("bad_address", "redirects", "unreachable", "gone", "cut")
    assert error.words("ja")


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "0", "2130706433", "0x7f.1", "localhost", "[::ffff:7f00:1]", "①②⑦.⓪.⓪.①"])
def test_a_redirect_to_this_machine(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """The first address is taken for a public one; what it leads to is looked at anew."""
    port = server.url("/").rpartition(":")[2].strip("/")
    server.plays["/a"] = status(302, {"location": f"http://{host}:{port}/b".encode().decode("latin-1")})
    asked = iter([True])
    monkeypatch.setattr("subsidy_rules.fetch.web.is_public", lambda ip: next(asked, False))
    with Web(WebLimits(tries=1, pause_s=0), sleep=lambda _: None) as web:
        web._client._transport._pool._network_backend._may_ask = lambda ip: True  # type: ignore[attr-defined]
        assert Desk(tmp_path, Ways(web)).refused(server.url("/a")).cause in ("private_address", "unreachable", "bad_address")
    assert all(request.path != "/b" for request in server.asked)


@pytest.mark.parametrize("url", ["http://[::1", "http://a.example/%00/../../etc/hosts", "http://a.example/../../../etc/hosts", "http://["])
def test_a_definition_of_any_address(server: Server, tmp_path: Path, url: str) -> None:
    (tmp_path / "mirror").mkdir()
    with Web(WebLimits(tries=1, pause_s=0)) as web:
        assert Desk(tmp_path, Ways(web, Mirror(tmp_path / "mirror"))).refused(url).cause in ("bad_address", "unreachable")
    assert "/" not in file_name(url)


def test_links_show_whose_they_are() -> None:
    """A name of signs that look like others is shown as it is asked; what cannot be asked is no link."""
    links = ("https://www.jizok\u043ekuka.example/a.pdf", "https://\u202emoc.example/a.pdf", "http://[::1", "//例え.jp/b.pdf", "c.pdf#x")
    found = _absolute(tuple(Link(href, "") for href in links), "https://a.example/guide/")
    assert [link.href for link in found] == [
        "https://www.xn--jizokkuka-42h.example/a.pdf",
        "https://xn--r8jz45g.jp/b.pdf",
        "https://a.example/guide/c.pdf",
    ]
