"""Killed at any moment, and two at once: nothing is lost, half-written or fetched twice."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from subsidy_rules.fetch.editions import load_edition_files
from subsidy_rules.fetch.history import History
from subsidy_rules.fetch.local_file import sha256_of
from subsidy_rules.fetch.lock_file import pins_of
from web_server import Request, Server

DRIVER = Path(__file__).resolve().parents[2] / "kill_driver.py"
ROUNDS, DOCUMENTS = 50, 8


def body_of(path: str) -> bytes:
    return f"<html><title>{path}</title><p>{'補助金の案内です。' * 20}</p></html>".encode()


def play(request: Request) -> None:
    """A document of its own under each path, with an entity tag."""
    body = body_of(request.asked.path)
    etag = f'"{hashlib.sha256(body).hexdigest()[:8]}"'
    if request.asked.headers.get("if-none-match") == etag:
        request.answer(304, b"", {"etag": etag})
    else:
        request.answer(200, body, {"etag": etag, "content-type": "text/html"})


def serve_all(server: Server, folders: list[str]) -> None:
    for folder in folders:
        server.plays |= {f"/{folder}/d{n:02}.html": play for n in range(DOCUMENTS)}


def check_store(store: Path, folder: str) -> None:
    """Every record matches its file, every file its name, and nothing else is left."""
    histories = [History.model_validate_json(path.read_bytes()) for path in (store / "addresses").glob("*.json")]
    assert len(histories) == DOCUMENTS
    for history in histories:
        (version,) = history.versions
        data = (store / version.sha256[:2] / version.sha256).read_bytes()
        assert (len(data), sha256_of(data)) == (version.size, version.sha256)
        assert data == body_of(f"/{folder}/" + history.url.rpartition("/")[2])
    blobs = list(store.glob("[0-9a-f][0-9a-f]/*"))
    assert len(blobs) == DOCUMENTS
    assert [path for path in store.rglob("*") if path.name.startswith(".") or path.suffix == ".part"] == []
    assert list((store / "incoming").iterdir()) == []
    files = load_edition_files(store, "p", "1")
    assert sorted(one.entry.id for one in files.documents) == [f"d{n:02}" for n in range(DOCUMENTS)]
    assert len(pins_of(store.parent / "lock.yaml", "p", "1")) == DOCUMENTS


@pytest.fixture
def quick_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: fifty times sixteen documents are flushed to the disk many times over."""
    memory = Path("/dev/shm")
    if not memory.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_killed_at_fifty_random_points_and_run_again(server: Server, quick_path: Path) -> None:
    serve_all(server, ["first", *(f"r{n}" for n in range(ROUNDS))])
    command = [sys.executable, str(DRIVER), server.base, str(quick_path), str(ROUNDS), str(DOCUMENTS), "20260401"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    rounds = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["code"] for one in rounds] == [0] * ROUNDS
    for one in rounds:
        check_store(quick_path / f"r{one['round']}" / "store", f"r{one['round']}")
        for url in one["complete"]:
            assert server.statuses(url.removeprefix(server.base)) in ([200, 304], [200])
    # the kills did hit the middle: some found all, some little
    counts = [len(one["complete"]) for one in rounds]
    assert min(counts) < DOCUMENTS // 3
    assert max(counts) > DOCUMENTS // 2


@pytest.mark.skipif(sys.platform == "win32", reason="the driver needs fork")
def test_two_at_once_do_no_harm(server: Server, tmp_path: Path) -> None:
    serve_all(server, ["r0"])
    command = [sys.executable, str(DRIVER), f"{server.base}/r0", str(tmp_path / "store"), str(DOCUMENTS)]
    both = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait(120) for process in both] == [0, 0]
    check_store(tmp_path / "store", "r0")
    for n in range(DOCUMENTS):
        assert server.statuses(f"/r0/d{n:02}.html").count(200) == 1
