"""Requests: one connection and a pause for each host, retries only for what can pass, bounded redirects, size and time.

The only module that opens the network. HTTP/2 where the server speaks it; certificates are always verified.
"""

from __future__ import annotations

import os
import random
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypeVar

import httpx

from subsidy_rules import __version__
from subsidy_rules.fetch.address import check_scheme, is_loopback, is_public, joined, origin, path_of, resolve
from subsidy_rules.fetch.causes import network_words, trouble
from subsidy_rules.fetch.inflate import Inflated, TooLargeError, TornError
from subsidy_rules.fetch.network import BoundedTransport, Deadline, PrivateAddressError
from subsidy_rules.fetch.robots import ALLOW_ALL, PRODUCT, Robots
from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import FetchError

_T = TypeVar("_T")
_USER_AGENT = f"{PRODUCT}/{__version__} (reads published subsidy guidelines; obeys robots.txt)"
_PASSING = frozenset({"busy", "failing", "timeout", "unreachable", "cut"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KEPT_HEADERS = ("etag", "last-modified", "content-type", "content-length", "content-encoding", "content-disposition", "date")


@dataclass(frozen=True, slots=True)
class WebLimits:
    """What one request may take. `total_s` bounds it from connecting to the last byte, `max_wait_s` what a server may ask us to wait."""

    connect_s: float = 10.0
    read_s: float = 30.0
    total_s: float = 300.0
    max_bytes: int = 100 * 1024 * 1024
    max_redirects: int = 5
    tries: int = 4
    backoff_s: float = 1.0
    max_wait_s: float = 60.0
    pause_s: float = 1.0


DEFAULT_LIMITS = WebLimits()
_LONGEST_WAIT_S = 10**9
_MOST_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: 200 with the bytes in the target file, or 304 without any."""

    status: int
    final_url: str
    headers: tuple[tuple[str, str], ...]


class _WaitError(Exception):
    """A passing trouble, and the seconds that the server asks to wait."""

    def __init__(self, error: FetchError, wait_s: float | None = None) -> None:
        self.error = error
        self.wait_s = wait_s


class Web:
    """The network, for one run; a context manager.

    `read_robots`, set by whoever keeps them, gives the robots.txt of a site; it is asked once for each.
    """

    def __init__(
        self, limits: WebLimits = DEFAULT_LIMITS, *, allow_private: bool = False, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.limits = limits
        self._allow_private = allow_private
        self._sleep = sleep
        self._last: dict[str, float] = {}
        self._robots: dict[str, Robots] = {}
        self.read_robots: Callable[[str], Robots] = lambda _: ALLOW_ALL
        timeout = httpx.Timeout(limits.read_s, connect=limits.connect_s)
        # the environment may name the certificates of a company's own authority, but no proxy: of the server behind it,
        # the guard on private addresses would see nothing
        own = os.environ.get("SSL_CERT_FILE")
        verify = ssl.create_default_context(cafile=own) if own else True
        self._deadline = Deadline()
        transport = BoundedTransport(verify, self._deadline, lambda ip: allow_private or is_public(ip))
        self._client = httpx.Client(
            transport=transport, timeout=timeout, trust_env=False, headers={"user-agent": _USER_AGENT, "accept-encoding": "gzip"}
        )

    def __enter__(self) -> Web:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, url: str, target: Path, headers: Mapping[str, str], *, robots: bool = True) -> Answer:
        """The answer, its bytes decoded in `target`. Raises FetchError by cause."""
        check_scheme(url)
        return self._tried(lambda: self._follow(url, target, headers, robots))

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        """What the server answers to a body, with status 200; redirects are not followed. Raises FetchError by cause."""
        check_scheme(url)
        return self._tried(lambda: self._posted(url, body, headers))

    def _tried(self, ask: Callable[[], _T]) -> _T:
        """What asking gives; what can pass is tried again."""
        for attempt in range(1, self.limits.tries + 1):
            try:
                return ask()
            except _WaitError as passing:
                if attempt == self.limits.tries:
                    raise passing.error from passing
                wait_s = (
                    passing.wait_s if passing.wait_s is not None else self.limits.backoff_s * 2 ** (attempt - 1) * random.uniform(1, 1.25)
                )
                if wait_s > self.limits.max_wait_s:
                    raise passing.error from passing
                self._sleep(wait_s)
            except FetchError as error:
                if error.cause not in _PASSING or attempt == self.limits.tries:
                    raise
                self._sleep(self.limits.backoff_s * 2 ** (attempt - 1))
        raise AssertionError("a last attempt returns or raises")

    def _follow(self, url: str, target: Path, headers: Mapping[str, str], robots: bool) -> Answer:
        """The answer at the end of the redirects."""
        at = url
        for _ in range(self.limits.max_redirects + 1):
            if robots:
                self._ask_robots(at)
            with self._open(at, headers) as response:
                if response.status_code not in _REDIRECTS:
                    return self._answer(at, response, target)
                location = response.headers.get("location")
            if not location:
                raise trouble("redirects", url, message("{status} without an address", status=response.status_code))
            following = joined(at, location)
            if following is None:
                raise trouble("redirects", url, message("it cannot be understood"))
            if at.startswith("https:") and following.startswith("http:"):
                raise trouble("redirects", url, message("from https to {address}", address=following))
            check_scheme(following)
            at = following
        raise trouble("redirects", url, f"> {self.limits.max_redirects}")

    def _posted(self, url: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        with self._open(url, headers, body) as response:
            if response.status_code != 200:
                raise _refused(url, response)
            return b"".join(self._pieces(url, response))

    @contextmanager
    def _open(self, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Iterator[httpx.Response]:
        ips = resolve(url)
        if not self._allow_private and not all(is_public(ip) for ip in ips):
            raise trouble("private_address", url, ips[0])
        self._pause(url, local=all(is_loopback(ip) for ip in ips))
        self._deadline.begin(self.limits.total_s)
        try:
            with self._client.stream("GET" if body is None else "POST", url, headers=dict(headers), content=body) as response:
                yield response
        except PrivateAddressError as error:
            raise trouble("private_address", url, error.ip) from error
        except httpx.TimeoutException as error:
            if time.monotonic() >= self._deadline.at:
                raise trouble("too_slow", url, message("{n:g} s", n=self.limits.total_s)) from error
            raise trouble("timeout", url, message("{n:g} s", n=self.limits.read_s)) from error
        except httpx.ConnectError as error:
            cause = "certificate" if "CERTIFICATE" in str(error).upper() else "unreachable"
            raise trouble(cause, url, network_words(error)) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise trouble("bad_address", url, message("it cannot be understood")) from error
        except httpx.TransportError as error:
            raise trouble("cut", url, network_words(error)) from error
        finally:
            self._last[origin(url)] = time.monotonic()

    def _pause(self, url: str, *, local: bool) -> None:
        """Waits until the host was left alone long enough; this machine itself needs no rest."""
        site = origin(url)
        pause_s = 0.0 if local else max(self.limits.pause_s, min(self._robots.get(site, ALLOW_ALL).delay_s, self.limits.max_wait_s))
        left = self._last.get(site, -pause_s) + pause_s - time.monotonic() if site in self._last else 0.0
        if left > 0:
            self._sleep(left)

    def _ask_robots(self, url: str) -> None:
        """Raises FetchError ("robots") where the site does not want programs there. A site that is redirected to is asked, too."""
        site = origin(url)
        if site not in self._robots:
            self._robots[site] = self.read_robots(site)
        refusal = self._robots[site].refusal(path_of(url))
        if refusal is not None:
            raise trouble("robots", url, refusal)

    def _answer(self, url: str, response: httpx.Response, target: Path) -> Answer:
        status = response.status_code
        asked = {"if-none-match", "if-modified-since"} & response.request.headers.keys()
        if status != 200 and not (status == 304 and asked):
            raise _refused(url, response)
        headers = tuple((name, response.headers[name]) for name in _KEPT_HEADERS if name in response.headers)
        if status == 200:
            self._save(url, response, target)
        return Answer(status, url, headers)

    def _save(self, url: str, response: httpx.Response, target: Path) -> None:
        """The decoded body in the file, on the disk."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            for piece in self._pieces(url, response):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())

    def _pieces(self, url: str, response: httpx.Response) -> Iterator[bytes]:
        """The decoded body. Counts what comes out, not what goes in: a small archive may hold anything."""
        limit = f"{self.limits.max_bytes / 1024 / 1024:g} MB"
        declared = _whole(response.headers.get("content-length", ""))
        if declared is not None and declared > self.limits.max_bytes:
            raise trouble("too_large", url, limit)
        try:
            body = Inflated(response.headers.get("content-encoding", ""), self.limits.max_bytes)
            for chunk in response.iter_raw():
                yield from body.feed(chunk)
                if time.monotonic() > self._deadline.at:
                    raise trouble("too_slow", url, message("{n:g} s", n=self.limits.total_s))
            body.close()
        except TooLargeError as error:
            raise trouble("too_large", url, limit) from error
        except TornError as error:
            raise trouble("cut", url, network_words(error)) from error


def _refused(url: str, response: httpx.Response) -> Exception:
    """The error for a status that is not the document."""
    status = response.status_code
    detail = f"HTTP {status}"
    if status in (404, 410):
        return trouble("gone", url, detail)
    if status in (401, 402, 403, 407, 451):
        return trouble("blocked", url, detail)
    if status == 429 or (status == 503 and "retry-after" in response.headers):
        asked = response.headers.get("retry-after", "")
        return _WaitError(trouble("busy", url, f"{detail}, Retry-After: {asked or '-'}"), _seconds(asked))
    if status >= 500 or status == 408:
        return trouble("failing", url, detail)
    return trouble("unexpected_status", url, detail)


def _seconds(retry_after: str) -> float | None:
    """Seconds of a Retry-After header, which may be a number or a date; None where it says nothing."""
    if (seconds := _whole(retry_after)) is not None:
        return float(min(seconds, _LONGEST_WAIT_S))
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None


def _whole(text: str) -> int | None:
    """The number that a header is; a header may hold any sign of Latin 1, "²" among them, and more digits than a number can have."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS else None
