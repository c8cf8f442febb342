"""Sockets of the web: connected only to addresses that may be asked, and given up when the time for the whole exchange is over.

A name may resolve to another address for the connection than for a check before it; so the address that was checked is the one that is
connected to. A server may send one byte before each time limit of a single read, informational answers or headers without end; so every
read and write ends at the deadline of its exchange.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpcore
import httpx


@dataclass(slots=True)
class Deadline:
    """When the exchange that is going on must be over, on the monotonic clock; set anew for each."""

    at: float = field(default=float("inf"))

    def begin(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds

    def left(self, timeout: float | None, error: type[Exception]) -> float:
        """Seconds that one operation may take. Raises the error where none is left."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise error("the time for the whole exchange is over")
        return left if timeout is None else min(timeout, left)


class BoundedTransport(httpx.HTTPTransport):
    """HTTP/1.1 and HTTP/2 over sockets that keep to `Bounds`."""

    def __init__(self, verify: ssl.SSLContext | bool, deadline: Deadline, may_ask: Callable[[str], bool]) -> None:
        super().__init__(verify=verify, trust_env=False, http2=True)
        context = httpx.create_ssl_context(verify=verify, trust_env=False)
        backend = _Backend(deadline, may_ask)
        # httpx has no parameter for the sockets of its pool
        self._pool = httpcore.ConnectionPool(ssl_context=context, http1=True, http2=True, keepalive_expiry=5.0, network_backend=backend)


class PrivateAddressError(Exception):
    """The name of the server stands for an address that may not be asked; `ip` is it."""

    def __init__(self, ip: str) -> None:
        self.ip = ip
        super().__init__(ip)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, deadline: Deadline, may_ask: Callable[[str], bool]) -> None:
        self._deadline = deadline
        self._may_ask = may_ask
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        ips = dict.fromkeys(str(address[0]) for *_, address in found)
        for ip in ips:
            if not self._may_ask(ip):
                raise PrivateAddressError(ip)
        failed: httpcore.ConnectError | None = None
        for ip in ips:
            left = self._deadline.left(timeout, httpcore.ConnectTimeout)
            try:
                return _Stream(self._sockets.connect_tcp(ip, port, left, local_address, socket_options), self._deadline)
            except httpcore.ConnectError as error:
                failed = error
        raise failed or httpcore.ConnectError(f"{host} has no address")


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
