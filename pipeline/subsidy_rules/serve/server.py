"""Runs an application and says at which address: that of review on this machine only, that of `serve` on as many cores as wanted."""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Callable
from multiprocessing import get_context, parent_process
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, SourceError
from subsidy_rules.serve.door import Door

HOST = "127.0.0.1"
_TOKEN_BYTES = 24


class _Server(uvicorn.Server):
    """Calls back when it answers. Ended by Ctrl-C without waiting for browsers that listen for news."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[int], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready(self.servers[0].sockets[0].getsockname()[1])


def run(make: Callable[[], ASGIApp], host: str, port: int, ready: Callable[[int], None], workers: int = 1) -> None:
    """Answers whoever asks at this address until it is interrupted.

    Args:
        make: makes the application, once in each process; it is sent to them.
        ready: is told the port.
        workers: processes that answer, this one among them: one answers on one core.

    Raises SourceError where the port cannot be had.
    """
    config = _config(make(), host, port)
    try:
        listening = config.bind_socket()
    except SystemExit as error:  # uvicorn ends the process itself, with a code that says "findings" here
        raise _no_port(host, port) from error
    # the head of an answer and its body go out at once: else the body waits 40 ms until the other side has confirmed the head
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with listening:
        others = [get_context("spawn").Process(target=_answer_beside, args=(make, listening), daemon=True) for _ in range(workers - 1)]
        for process in others:
            process.start()
        try:
            _Server(config, ready).run([listening])
        finally:
            for process in others:
                process.terminate()


def _config(app: ASGIApp, host: str = HOST, port: int = 0) -> uvicorn.Config:
    return uvicorn.Config(
        app, host=host, port=port, log_level="critical", access_log=False, server_header=False, timeout_graceful_shutdown=1
    )


def _answer_beside(make: Callable[[], ASGIApp], listening: Any) -> None:
    """Answers at the same port until the process that began it is gone."""
    server = uvicorn.Server(_config(make()))

    def watch() -> None:
        first = parent_process()
        if first is not None:
            first.join()
        server.should_exit = True

    threading.Thread(target=watch, daemon=True).start()
    server.run([listening])


def serve(app: ASGIApp, port: int, ready: Callable[[str], None]) -> None:
    """Answers until it is interrupted. `port` 0 takes one that is free; `ready` is told the address with its token.

    Raises SourceError where the port cannot be had.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    doors: list[Door] = []

    async def guarded(scope: Any, receive: Any, send: Any) -> None:
        if doors:
            await doors[0](scope, receive, send)
        elif scope["type"] == "lifespan":  # the start itself, before the port is known
            await app(scope, receive, send)

    def known(real_port: int) -> None:
        doors.append(Door(app, token, real_port))
        ready(f"http://{HOST}:{real_port}/?token={token}")

    config = uvicorn.Config(
        guarded,
        host=HOST,
        port=port,
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        lifespan="on",
    )
    try:
        _Server(config, known).run()
    except SystemExit as error:  # uvicorn ends the process itself, with a code that says "findings" here
        raise _no_port(HOST, port) from error
    except KeyboardInterrupt:
        return


def _no_port(host: str, port: int) -> SourceError:
    return SourceError(
        Place(f"{host}:{port}"),
        message("The port cannot be had: another program has it, or it is not allowed."),
        message("Nothing was shown."),
        message("Take another one with --port, or leave it out."),
    )
