"""A web server on the loopback address that plays what real ones do; what was asked is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Asked:
    """One request, and the status and number of body bytes that it was answered with."""

    path: str
    headers: dict[str, str]
    status: int = 0
    sent: int = 0
    body: bytes = b""


Handler = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request, for the function that plays its path."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are written apart, and the client would wait for the second
    server: Server

    def do_GET(self) -> None:
        self.asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()})
        self.asked.body = self.rfile.read(int(self.headers.get("content-length", 0)))
        with self.server.lock:
            self.server.asked.append(self.asked)
        play = self.server.plays.get(self.path) or self.server.plays.get(self.path.partition("?")[0])
        if play is None:
            self.answer(404, b"<html><title>404 Not Found</title></html>", {"content-type": "text/html"})
        else:
            play(self)

    do_POST = do_GET  # noqa: N815 - the name that the library calls

    def answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        """A whole answer; the length is that of the body unless a header says otherwise."""
        self.head(status, {"content-length": str(len(body)), **(headers or {})} if status != 304 else headers)
        self.body(body)

    def head(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.asked.status = status
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()

    def body(self, data: bytes) -> None:
        try:
            self.wfile.write(data)
            self.wfile.flush()
            self.asked.sent += len(data)
        except OSError:  # the client hung up, as some of the tests want
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the test output clean."""


class Server(ThreadingHTTPServer):
    """`plays` says how each path is answered; paths without one are 404."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.lock = threading.Lock()
        self.asked: list[Asked] = []
        self.plays: dict[str, Handler] = {}

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error here."""

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def url(self, path: str) -> str:
        return self.base + path

    def statuses(self, path: str) -> list[int]:
        """How the path was answered, in order."""
        return [asked.status for asked in self.asked if asked.path == path]

    def forget(self) -> None:
        self.asked.clear()


def page(body: bytes, etag: str = "", modified: str = "", content_type: str = "text/html; charset=utf-8") -> Handler:
    """A document with validators: 304 where the condition of the request says that it is known."""

    def play(request: Request) -> None:
        headers = {"content-type": content_type}
        if etag:
            headers["etag"] = etag
        if modified:
            headers["last-modified"] = modified
        known = (etag and request.asked.headers.get("if-none-match") == etag) or (
            modified and request.asked.headers.get("if-modified-since") == modified
        )
        if known:
            request.answer(304, b"", headers)
        else:
            request.answer(200, body, headers)

    return play


def status(code: int, headers: dict[str, str] | None = None, body: bytes = b"") -> Handler:
    """Always this answer."""
    return lambda request: request.answer(code, body, headers)


def turns(*plays: Handler) -> Handler:
    """One after the other; the last one for ever."""
    left = list(plays)

    def play(request: Request) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(request)

    return play


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


__all__ = ["Asked", "Handler", "Request", "Server", "page", "serving", "status", "turns"]
