"""Status 200, and yet not the document."""

from __future__ import annotations

import pytest

from subsidy_rules.fetch.history import load_history
from subsidy_rules.fetch.local_file import sha256_of
from web_desk import Desk, pdf
from web_server import Server, page, status, turns

PDF = pdf(*(f"Line {n} of a guideline with amounts and rates" for n in range(30)))
LONG = ("<html><title>案内</title><p>" + "対象となる経費と補助率を案内します。" * 100 + "</p></html>").encode()
LOGIN = "<html><title>ログイン</title><form><input type='text'><input type='password'></form></html>".encode()
ERROR = "<html><title>ページが見つかりません</title><p>お探しのページは移動または削除されました。</p></html>".encode()
PLAIN = "<html><title>資料室</title><p>こちらは資料室の入口です。資料は順次掲載します。</p></html>".encode()


@pytest.mark.parametrize(
    ("name", "body", "cause"),
    [
        ("/a.pdf", LOGIN, "login_page"),
        ("/a.pdf", ERROR, "error_page"),
        ("/a.pdf", PLAIN, "unexpected_type"),
        ("/a.pdf", b"\x89PNG\r\n\x1a\n0000", "unexpected_type"),
        ("/a.pdf", b"", "empty"),
        ("/a.pdf", b"\r\n", "empty"),
        ("/a.pdf", pdf("TBA"), "empty"),
        ("/a.pdf", PDF[: len(PDF) // 2], "damaged"),
        ("/a", LOGIN, "login_page"),
        ("/a", ERROR, "error_page"),
        ("/a", b"<html><p>ok</p></html>", "empty"),
        ("/a", b"PK\x03\x04" + b"0" * 99, "unexpected_type"),
    ],
)
def test_is_refused_by_cause_and_not_stored(server: Server, desk: Desk, name: str, body: bytes, cause: str) -> None:
    server.plays[name] = status(200, {"content-type": "application/pdf"}, body)
    error = desk.refused(server.url(name))
    assert error.cause == cause
    assert error.todo.say("en")
    assert error.todo.say("ja")
    history = load_history(desk.store, server.url(name))
    assert history.versions == ()
    assert [check.outcome for check in history.checks] == [cause]
    assert not any(path.is_file() for path in desk.store.glob("??/*"))


@pytest.mark.parametrize("body", [PDF, LONG, LOGIN.replace(b"</form>", b"</form>" + LONG)])
def test_documents_pass(server: Server, desk: Desk, body: bytes) -> None:
    server.plays["/a"] = status(200, {}, body)
    assert desk.bring(server.url("/a")).latest is not None


@pytest.mark.parametrize(
    ("first", "then", "cause"),
    [
        (PDF, pdf("TBA"), "empty_after_content"),
        (LONG, b"", "empty_after_content"),
        (PDF, PLAIN, "unexpected_type"),
        (LONG, PLAIN, "changed_structure"),
    ],
)
def test_former_version_stays(server: Server, desk: Desk, first: bytes, then: bytes, cause: str) -> None:
    server.plays["/a"] = turns(page(first), page(then))
    desk.bring(server.url("/a"))
    error = desk.refused(server.url("/a"))
    assert error.cause == cause
    assert "stays in use" in error.words("en")
    history = load_history(desk.store, server.url("/a"))
    assert [version.sha256 for version in history.versions] == [sha256_of(first)]
    if cause in ("empty_after_content", "changed_structure"):
        assert sha256_of(then) in error.words("ja")


def test_a_person_may_accept_what_shrank(server: Server, desk: Desk) -> None:
    server.plays["/a"] = turns(page(LONG), page(PLAIN))
    desk.bring(server.url("/a"))
    history = desk.bring(server.url("/a"), accepted=frozenset({sha256_of(PLAIN)}))
    assert history.latest is not None
    assert history.latest.sha256 == sha256_of(PLAIN)
