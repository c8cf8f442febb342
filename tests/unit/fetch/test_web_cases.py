"""What real servers do, played on the loopback address; each case by what the store then has and what the message says."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest

from subsidy_rules.fetch.bring import Ways, robots_of
from subsidy_rules.fetch.editions import blob_path
from subsidy_rules.fetch.history import History, load_history
from subsidy_rules.fetch.robots import ALLOW_ALL
from subsidy_rules.fetch.web import Web, WebLimits
from web_desk import Desk, pdf
from web_server import Request, Server, page, status, turns

GUIDE = ("<html><title>補助金の案内</title><p>" + "対象となる経費と補助率をこのページで案内します。" * 30 + "</p></html>").encode()
NEWER = ("<html><title>補助金の案内</title><p>" + "対象となる経費と補助率を改めました。" * 40 + "</p></html>").encode()


def stored(desk: Desk, history: History) -> bytes:
    assert history.latest is not None
    return blob_path(desk.store, history.latest.sha256).read_bytes()


def outcomes(desk: Desk, url: str) -> list[str]:
    return [check.outcome for check in load_history(desk.store, url).checks]


def leftovers(desk: Desk) -> list[Path]:
    return list((desk.store / "incoming").glob("*")) if (desk.store / "incoming").is_dir() else []


def test_validators_make_the_next_request_conditional(server: Server, desk: Desk) -> None:
    server.plays["/a"] = page(GUIDE, etag='"one"', modified="Wed, 01 Apr 2026 00:00:00 GMT")
    first = desk.bring(server.url("/a"))
    assert stored(desk, first) == GUIDE
    desk.day += 1
    assert desk.bring(server.url("/a")).versions == first.versions
    asked = server.asked[-1].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"one"', "Wed, 01 Apr 2026 00:00:00 GMT")
    assert server.statuses("/a") == [200, 304]
    assert outcomes(desk, server.url("/a")) == ["new", "unchanged"]


def test_every_version_is_kept(server: Server, desk: Desk) -> None:
    server.plays["/a"] = turns(page(GUIDE, etag='"1"'), page(NEWER, etag='"2"'))
    desk.bring(server.url("/a"))
    history = desk.bring(server.url("/a"))
    assert [blob_path(desk.store, version.sha256).read_bytes() for version in history.versions] == [GUIDE, NEWER]
    assert [version.header("etag") for version in history.versions] == ['"1"', '"2"']
    assert outcomes(desk, server.url("/a")) == ["new", "changed"]


def test_lost_bytes_are_fetched_again(server: Server, desk: Desk) -> None:
    server.plays["/a"] = page(GUIDE, etag='"1"')
    latest = desk.bring(server.url("/a")).latest
    assert latest is not None
    blob_path(desk.store, latest.sha256).write_bytes(b"torn")
    assert stored(desk, desk.bring(server.url("/a"))) == GUIDE
    assert server.statuses("/a") == [200, 200]


def test_redirects_are_followed_and_the_last_address_kept(server: Server, desk: Desk) -> None:
    server.plays |= {"/a": status(301, {"location": "/b"}), "/b": status(302, {"location": "/c"}), "/c": page(GUIDE)}
    latest = desk.bring(server.url("/a")).latest
    assert latest is not None
    assert (latest.url, latest.final_url) == (server.url("/a"), server.url("/c"))


def test_endless_redirects_end(server: Server, desk: Desk) -> None:
    server.plays["/a"] = status(301, {"location": "/a"})
    assert desk.refused(server.url("/a")).cause == "redirects"
    assert len(server.statuses("/a")) == 6


@pytest.mark.parametrize(
    ("code", "cause", "word"), [(404, "gone", "404"), (410, "gone", "410"), (403, "blocked", "403"), (401, "blocked", "401")]
)
def test_what_cannot_pass_is_asked_once(server: Server, desk: Desk, code: int, cause: str, word: str) -> None:
    server.plays["/a"] = status(code)
    error = desk.refused(server.url("/a"))
    assert (error.cause, len(server.statuses("/a"))) == (cause, 1)
    assert word in error.words("en")
    assert word in error.words("ja")
    assert "rules are missing" in error.words("en")
    assert outcomes(desk, server.url("/a")) == [cause]


def test_gone_after_stored_keeps_what_was_there(server: Server, desk: Desk) -> None:
    server.plays["/a"] = turns(page(GUIDE), status(404), status(404), page(GUIDE))
    desk.bring(server.url("/a"))
    assert "stored before stays in use" in desk.refused(server.url("/a")).words("en")
    desk.refused(server.url("/a"))
    assert stored(desk, load_history(desk.store, server.url("/a"))) == GUIDE
    desk.bring(server.url("/a"))
    checks = load_history(desk.store, server.url("/a")).checks
    assert [check.outcome for check in checks] == ["new", "gone", "unchanged"]
    assert checks[1].first_at < checks[1].last_at


def test_busy_waits_as_asked(server: Server, desk: Desk) -> None:
    server.plays["/a"] = turns(status(429, {"retry-after": "1"}), page(GUIDE))
    assert stored(desk, desk.bring(server.url("/a"))) == GUIDE
    assert desk.slept == [1.0]


def test_busy_for_long_is_left_for_later(server: Server, desk: Desk) -> None:
    server.plays["/a"] = status(429, {"retry-after": "3600"})
    error = desk.refused(server.url("/a"))
    assert (error.cause, server.statuses("/a"), desk.slept) == ("busy", [429], [])
    assert "3600" in error.words("ja")


@pytest.mark.parametrize("header", ["\u00b2", "9" * 5000, "-1", "1e9", "Mon, 99 Foo 99999"])
def test_a_wait_that_is_no_number_is_none(server: Server, desk: Desk, header: str) -> None:
    server.plays["/a"] = turns(status(429, {"retry-after": header}), page(GUIDE))
    assert stored(desk, desk.bring(server.url("/a"))) == GUIDE
    assert len(desk.slept) == 1


def test_failing_server_is_asked_again(server: Server, desk: Desk) -> None:
    server.plays["/a"] = turns(status(500), status(502), page(GUIDE))
    assert stored(desk, desk.bring(server.url("/a"))) == GUIDE
    assert len(desk.slept) == 2
    assert desk.slept[1] > desk.slept[0]


def test_server_that_keeps_failing(server: Server, desk: Desk) -> None:
    server.plays["/a"] = status(500)
    assert desk.refused(server.url("/a")).cause == "failing"
    assert len(server.statuses("/a")) == 4


def drip(request: Request) -> None:
    request.head(200, {"content-type": "text/html", "content-length": "100000"})
    for _ in range(40):
        request.body(b"x" * 10)
        time.sleep(0.05)
        if request.close_connection:
            return


def test_slow_drip_is_stopped(server: Server, desk: Desk) -> None:
    server.plays["/a"] = drip
    start = time.monotonic()
    assert desk.refused(server.url("/a")).cause == "too_slow"
    assert time.monotonic() - start < 2.0
    assert leftovers(desk) == []


def test_silence_is_a_timeout(server: Server, tmp_path: Path) -> None:
    server.plays["/a"] = lambda request: time.sleep(0.5)
    with Web(WebLimits(read_s=0.1, tries=2, backoff_s=0, pause_s=0), allow_private=True) as web:
        assert Desk(tmp_path, Ways(web)).refused(server.url("/a")).cause == "timeout"


def cut(request: Request) -> None:
    request.head(200, {"content-type": "text/html", "content-length": str(len(GUIDE))})
    request.body(GUIDE[:500])
    request.close_connection = True


def test_cut_connection_leaves_nothing_and_is_tried_again(server: Server, desk: Desk) -> None:
    server.plays |= {"/a": cut, "/b": turns(cut, page(GUIDE))}
    assert desk.refused(server.url("/a")).cause == "cut"
    assert load_history(desk.store, server.url("/a")).versions == ()
    assert leftovers(desk) == []
    assert stored(desk, desk.bring(server.url("/b"))) == GUIDE


def test_length_that_is_too_short_shows_in_a_pdf(server: Server, desk: Desk) -> None:
    whole = pdf(*(f"Line {n} of the guideline" for n in range(20)))

    def play(request: Request) -> None:
        request.head(200, {"content-type": "application/pdf", "content-length": str(len(whole) // 2)})
        request.body(whole[: len(whole) // 2])
        request.close_connection = True

    server.plays["/a.pdf"] = play
    assert desk.refused(server.url("/a.pdf")).cause == "damaged"


def test_length_that_is_too_long_is_a_cut(server: Server, desk: Desk) -> None:
    def play(request: Request) -> None:
        request.head(200, {"content-type": "text/html", "content-length": str(len(GUIDE) + 7)})
        request.body(GUIDE)
        request.close_connection = True

    server.plays["/a"] = play
    assert desk.refused(server.url("/a")).cause == "cut"


def test_gzip_is_unpacked_and_a_bomb_is_not(server: Server, desk: Desk) -> None:
    server.plays["/a"] = status(200, {"content-encoding": "gzip", "content-type": "text/html"}, gzip.compress(GUIDE))
    server.plays["/bomb"] = status(200, {"content-encoding": "gzip", "content-type": "text/html"}, gzip.compress(b"0" * 50_000_000))
    server.plays["/torn"] = status(200, {"content-encoding": "gzip", "content-type": "text/html"}, gzip.compress(GUIDE)[:-20])
    assert stored(desk, desk.bring(server.url("/a"))) == GUIDE
    assert desk.refused(server.url("/bomb")).cause == "too_large"
    assert desk.refused(server.url("/torn")).cause == "cut"
    assert leftovers(desk) == []


def test_too_large_by_its_own_word(server: Server, desk: Desk) -> None:
    server.plays["/a"] = lambda request: request.head(200, {"content-length": "9999999999"})
    error = desk.refused(server.url("/a"))
    assert error.cause == "too_large"
    assert "--max-mb" in error.words("ja")


@pytest.mark.parametrize(("declared", "encoding"), [("shift_jis", "utf-8"), ("utf-8", "cp932"), ("iso-8859-1", "euc-jp")])
def test_wrong_charset_does_no_harm(server: Server, desk: Desk, declared: str, encoding: str) -> None:
    body = GUIDE.decode().encode(encoding)
    server.plays["/a"] = page(body, content_type=f"text/html; charset={declared}")
    latest = desk.bring(server.url("/a")).latest
    assert latest is not None
    right = load_history(desk.store, server.url("/a")).latest
    assert right is not None
    assert right.chars == len("補助金の案内") + len("対象となる経費と補助率をこのページで案内します。") * 30


def test_robots_refuse_and_are_asked_once_a_day(server: Server, desk: Desk) -> None:
    server.plays["/robots.txt"] = status(200, {"content-type": "text/plain"}, b"User-agent: *\nDisallow: /private/\n")
    server.plays |= {"/private/a": page(GUIDE), "/a": page(GUIDE), "/b": status(302, {"location": "/private/a"})}
    error = desk.refused(server.url("/private/a"))
    assert error.cause == "robots"
    assert "/private/" in error.words("ja")
    assert stored(desk, desk.bring(server.url("/a"))) == GUIDE
    assert desk.refused(server.url("/b")).cause == "robots"
    assert server.statuses("/private/a") == []
    assert server.statuses("/robots.txt") == [200]


def test_robots_that_fail_stop_the_fetch(server: Server, desk: Desk) -> None:
    server.plays |= {"/robots.txt": status(500), "/a": page(GUIDE)}
    assert desk.refused(server.url("/a")).cause == "failing"
    assert server.statuses("/a") == []


def test_private_addresses_are_refused_unless_asked(server: Server, tmp_path: Path) -> None:
    server.plays["/a"] = page(GUIDE)
    with Web(WebLimits(pause_s=0)) as web:
        error = Desk(tmp_path, Ways(web)).refused(server.url("/a"))
    assert (error.cause, server.asked) == ("private_address", [])
    assert "--allow-private" in error.words("en")


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/a", "file:///etc/hosts", "http://user:pw@127.0.0.1/", "http:///a", "http://[::1"])
def test_other_addresses_are_refused(desk: Desk, url: str) -> None:
    assert desk.refused(url).cause == "bad_address"


def test_nobody_there(desk: Desk, server: Server) -> None:
    url = server.url("/a")
    server.shutdown()
    server.server_close()
    assert desk.refused(url).cause == "unreachable"


def test_pause_between_requests_to_a_host(server: Server, tmp_path: Path) -> None:
    slept: list[float] = []
    with Web(WebLimits(pause_s=5), allow_private=True, sleep=slept.append) as web:
        web._pause("https://a.example/1", local=False)
        web._last["https://a.example"] = time.monotonic()
        web._pause("https://a.example/2", local=False)
        web._pause("https://b.example/1", local=False)
    assert [round(each) for each in slept] == [5]


def test_offline_uses_the_store_only(server: Server, desk: Desk) -> None:
    server.plays["/a"] = page(GUIDE)
    desk.bring(server.url("/a"))
    server.forget()
    offline = Desk(desk.store, Ways())
    assert stored(offline, offline.bring(server.url("/a"))) == GUIDE
    assert offline.refused(server.url("/b")).cause == "offline"
    assert server.asked == []


def test_headers_without_end_are_stopped(server: Server, tmp_path: Path) -> None:
    def endless(request: Request) -> None:
        for n in range(200):
            request.body(f"X-{n}: y\r\n".encode() if n else b"HTTP/1.1 200 OK\r\n")
            time.sleep(0.02)

    server.plays["/a"] = endless
    with Web(WebLimits(read_s=5, total_s=0.3, tries=1, backoff_s=0, pause_s=0), allow_private=True) as web:
        assert Desk(tmp_path, Ways(web)).refused(server.url("/a")).cause == "too_slow"


def test_informational_answers_without_end_are_stopped(server: Server, tmp_path: Path) -> None:
    def endless(request: Request) -> None:
        for _ in range(200):
            request.body(b"HTTP/1.1 103 Early Hints\r\n\r\n")
            time.sleep(0.02)

    server.plays["/a"] = endless
    with Web(WebLimits(read_s=5, total_s=0.3, tries=1, backoff_s=0, pause_s=0), allow_private=True) as web:
        assert Desk(tmp_path, Ways(web)).refused(server.url("/a")).cause == "too_slow"


def test_unchanged_is_believed_only_where_it_was_asked_for(server: Server, desk: Desk) -> None:
    server.plays["/a"] = status(304)
    assert desk.refused(server.url("/a")).cause == "unexpected_status"
    assert load_history(desk.store, server.url("/a")).versions == ()


def test_a_name_that_turns_private_is_not_connected_to(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.plays["/a"] = page(GUIDE)
    monkeypatch.setattr("subsidy_rules.fetch.web.resolve", lambda _: ("8.8.8.8",))  # what the check sees; the socket sees the loopback
    with Web(WebLimits(tries=1, pause_s=0), sleep=lambda _: None) as web:
        assert Desk(tmp_path, Ways(web)).refused(server.url("/a")).cause == "private_address"
    assert server.asked == []


def test_a_torn_record_of_robots_is_written_anew(server: Server, desk: Desk) -> None:
    server.plays["/a"] = page(GUIDE)
    desk.bring(server.url("/a"))
    (record,) = (desk.store / "robots").glob("*.json")
    for torn in (b"", b'{"at": "2026', b'{"at": "never", "text": ""}', b"[1]"):
        record.write_bytes(torn)
        (record.parent / f".{record.name}.1.killed").write_bytes(b'{"at"')  # of a run that was killed while it wrote
        assert robots_of(desk.store, desk.ways.web, server.url("/a").removesuffix("/a"), desk.now) == ALLOW_ALL
        assert b'"site"' in record.read_bytes()
        assert list(record.parent.iterdir()) == [record]
