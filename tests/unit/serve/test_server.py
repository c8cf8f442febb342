"""The address that is told, and a port that cannot be had."""

from __future__ import annotations

import gc
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from starlette.applications import Starlette

from subsidy_rules.model.errors import SourceError
from subsidy_rules.serve.server import HOST, run, serve
from subsidy_rules.store.files import save_ruleset
from town import town


def test_a_port_that_another_program_has_is_told_in_words() -> None:
    told: list[str] = []
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SourceError) as refused:
            serve(Starlette(), port, told.append)
    assert str(port) in refused.value.words("en")
    assert told == []


def test_the_body_of_an_answer_does_not_wait_for_its_head_to_be_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks on an accepted connection inherits what the listening socket says."""
    found: list[int] = []
    monkeypatch.setattr(
        "uvicorn.Server.run", lambda _, sockets: found.extend(one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for one in sockets)
    )
    run(Starlette, HOST, 0, lambda _: None)
    assert found and all(found)


CHILDREN = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")


@pytest.mark.skipif(not CHILDREN.exists(), reason="only Linux tells the children of a process there")
def test_several_processes_answer_at_one_port_and_end_with_the_first(tmp_path: Path) -> None:
    save_ruleset(tmp_path / "machi" / "2", town())
    command = [sys.executable, "-m", "subsidy_rules.cli", "serve", str(tmp_path), "--port", "0", "--workers", "2", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        address = first.stdout.readline().split()[-1]
        beside = [int(pid) for pid in Path(f"/proc/{first.pid}/task/{first.pid}/children").read_text().split()]
        workers = [pid for pid in beside if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        assert len(workers) == 1
        for _ in range(10):
            with urllib.request.urlopen(address) as answer:
                assert b"machi" in answer.read()
        first.kill()  # without a chance to end the other
    until = time.monotonic() + 60
    while any(map(_lives, workers)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(_lives, workers))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# uvicorn leaves the socket that it could not bind to the collector
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_port_of_the_service_that_cannot_be_had_is_told_in_words() -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SourceError) as refused:
            run(Starlette, HOST, port, lambda port: None)
    assert str(port) in refused.value.words("en")
    del refused
    gc.collect()
