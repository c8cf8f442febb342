"""Many documents on a cluster and in an S3-compatible store: the bytes of one process, whatever happens to a worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

TESTS = Path(__file__).resolve().parents[1]
REGISTRY = (
    "id: p\nname: 例の補助金\nframes:\n- {id: a, name: あ枠}\neditions:\n- {id: '1', title: 例の補助金}\n- {id: '2', title: 例の補助金}\n"
)
TEXT = """例の補助金 公募要領

1. 補助金額
補助上限額は{n}万円とする。補助率は1/2以内とする。
"""
# of these the parser is asked, which costs each process that gets one two seconds
FOR_THE_PARSER = """
2. 申請の要件
申請者は、帳簿を{n}日以内に提出すること。
従業員が{n}人以下の場合は、計画を従業員に表明すること。
"""
N_DOCUMENTS = 8


@contextmanager
def served(environ: Mapping[str, str], script: str, argument: str) -> Iterator[list[str]]:
    """What a script beside the tests says when it is ready; it is ended afterwards."""
    command = [sys.executable, str(TESTS / script), argument]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environ, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()
        finally:
            process.communicate()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents of two editions, what defines their programme, and the rule sets that one process makes of them."""
    folder = tmp_path_factory.mktemp("many")
    rows = []
    for n in range(N_DOCUMENTS):
        (folder / f"{n}.txt").write_text((TEXT + FOR_THE_PARSER if n == N_DOCUMENTS - 1 else TEXT).format(n=10 + n), encoding="utf-8")
        rows.append(
            f"- {{programme: p, edition: '{1 + n % 2}', id: d{n}, file: {n}.txt, kind: guideline, authority: official, frame: a}}\n"
        )
    (folder / "list.yaml").write_text("".join(rows), encoding="utf-8")
    (folder / "p.yaml").write_text(REGISTRY, encoding="utf-8")
    assert start(folder, "one", os.environ, "--jobs", "1").wait() == 0
    return folder


def start(folder: Path, work: str, environ: Mapping[str, str], *options: str) -> subprocess.Popen[bytes]:
    code = "from subsidy_rules.cli import main; main()"
    command = [sys.executable, "-c", code, "run", "--manifest", "list.yaml", "--registry", "p.yaml", "--as-told", "--work", work, *options]
    # tests that run in the background of a shell would hand on that an interrupt is ignored
    heed_interrupts = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(
        command, cwd=folder, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, preexec_fn=heed_interrupts
    )


def rules_of(folder: Path, work: str) -> dict[str, bytes]:
    root = folder / work / "rules"
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.yaml"))}


def test_a_cluster_with_a_store_in_which_a_worker_is_killed(folder: Path, tmp_path: Path) -> None:
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
    with served(os.environ, "s3_store.py", "many") as (address,):
        environ = {**os.environ, **keys, "AWS_ENDPOINT_URL": address}
        with served(environ, "dask_cluster.py", str(tmp_path)) as (scheduler, *pids):
            cluster = ("--executor", "dask", "--scheduler", scheduler, "--share", "s3://many/run")
            process = start(folder, "many", environ, *cluster)
            while process.poll() is None and not list((folder / "many" / "extracted").glob("*/source.json")):
                time.sleep(0.02)
            os.kill(int(pids[0]), signal.SIGKILL)
            assert process.wait() == 0
            assert rules_of(folder, "many") == rules_of(folder, "one") != {}


def test_two_processes_and_parts(folder: Path) -> None:
    parts = [start(folder, "parts", os.environ, "--jobs", "1", "--shard", f"{i}/2") for i in (1, 2)]
    assert [part.wait() for part in parts] == [0, 0]
    assert start(folder, "parts", os.environ, "--jobs", "1").wait() == 0
    assert start(folder, "two", os.environ, "--jobs", "2").wait() == 0
    assert rules_of(folder, "parts") == rules_of(folder, "two") == rules_of(folder, "one")


def test_who_is_interrupted_goes_on_from_there(folder: Path) -> None:
    process = start(folder, "stopped", os.environ, "--jobs", "1")
    while process.poll() is None and not list((folder / "stopped" / "extracted").glob("*/source.json")):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.wait() == 128 + signal.SIGINT
    kept = {path: path.stat().st_mtime_ns for path in (folder / "stopped" / "extracted").glob("*/source.json")}
    assert 0 < len(kept) < N_DOCUMENTS
    assert start(folder, "stopped", os.environ, "--jobs", "1").wait() == 0
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert rules_of(folder, "stopped") == rules_of(folder, "one")
