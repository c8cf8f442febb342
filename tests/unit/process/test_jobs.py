"""Jobs in processes of their own: results in order, and one that fails, dies or hangs costs only itself."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from subsidy_rules.messages.message import Words
from subsidy_rules.model.errors import Place, ReadError, SubsidyRulesError
from subsidy_rules.process.guard import Limits
from subsidy_rules.process.jobs import Done, Job, Outcome, default_jobs, run_jobs
from subsidy_rules.process.watch import Tick

SHORT = Limits(memory_mb=512, seconds=1.0)


def double(n: int, tick: Tick) -> int:
    tick(f"doc {n}")
    time.sleep(0.05 * (3 - n % 3))  # later ones are ready before earlier ones
    return 2 * n


def refuse(_: Tick) -> int:
    raise ReadError(Place("a.pdf"), Words("no", "否"), Words("because", "故に"), Words("do this", "このように"))


def fail(_: Tick) -> int:
    return int({}["missing"])


def die(_: Tick) -> int:
    os.kill(os.getpid(), signal.SIGSEGV)
    return 0


def hang(_: Tick) -> int:
    time.sleep(60)
    return 0


def devour(_: Tick) -> int:
    return len(bytearray(2_000_000_000))


def tell_and_hang(pid_file: str, _: Tick) -> int:
    Path(pid_file).write_text(str(os.getpid()), encoding="utf-8")
    return hang(_)


def outcomes(jobs: list[Job[int]], n_processes: int, limits: Limits = SHORT) -> list[Outcome[int]]:
    return list(run_jobs(jobs, n_processes, lambda _: None, limits))


@pytest.mark.parametrize("n_processes", [1, 2, 3])
def test_results_come_in_the_order_of_the_jobs(n_processes: int) -> None:
    told: list[str] = []
    jobs = [Job(f"doc {n}", partial(double, n)) for n in range(7)]
    assert list(run_jobs(jobs, n_processes, told.append)) == [Done(2 * n) for n in range(7)]
    assert sorted(told) == [f"doc {n}" for n in range(7)]
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("work", "english", "japanese"),
    [
        (refuse, "a.pdf: no because do this", "a.pdf"),
        (fail, "bad.pdf: The reader failed here (KeyError: 'missing'", "不具合"),
        (die, "bad.pdf: The reading process ended here (SIGSEGV)", "異常終了"),
        (hang, "bad.pdf: Reading took longer than 1 seconds", "1秒を超え"),
        (devour, "bad.pdf: Reading this needs more than 512 MB", "512MB"),
    ],
)
def test_a_job_that_goes_wrong_costs_only_itself(work: partial[int], english: str, japanese: str) -> None:
    good = [Job(f"doc {n}", partial(double, n)) for n in range(4)]
    found = outcomes([*good[:2], Job("bad.pdf", work), *good[2:]], 2)
    assert [found[at] for at in (0, 1, 3, 4)] == [Done(0), Done(2), Done(4), Done(6)]
    error = found[2]
    assert isinstance(error, SubsidyRulesError)
    assert error.words("en").startswith(english)
    assert japanese in error.words("ja")
    assert multiprocessing.active_children() == []


def test_a_process_with_threads_starts_others_anew() -> None:
    ready, stop = threading.Event(), threading.Event()
    thread = threading.Thread(target=lambda: (ready.set(), stop.wait()))
    thread.start()
    ready.wait()
    try:
        found = outcomes([Job("bad.pdf", hang), *[Job(f"doc {n}", partial(double, n)) for n in range(3)]], 2)
    finally:
        stop.set()
        thread.join()
    assert found[1:] == [Done(0), Done(2), Done(4)]
    assert isinstance(found[0], ReadError)


def test_one_process_after_another_dies() -> None:
    found = outcomes([Job(f"{n}.pdf", die) for n in range(5)], 2)
    assert [isinstance(one, ReadError) and one.place.file for one in found] == [f"{n}.pdf" for n in range(5)]


def test_who_stops_listening_leaves_no_process_behind() -> None:
    reads = run_jobs([Job("a", partial(double, 1)), *[Job("b", hang)] * 3], 2, lambda _: None)
    assert next(reads) == Done(2)
    reads.close()
    assert multiprocessing.active_children() == []


def test_no_jobs_need_no_process() -> None:
    assert outcomes([], 4) == []


def test_cores_decide_how_many() -> None:
    assert 1 <= default_jobs() <= 4


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_a_process_ends_with_the_one_that_started_it(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    script = (
        "from functools import partial\n"
        "from test_jobs import tell_and_hang\n"
        "from subsidy_rules.process.jobs import run_alone\n"
        f"run_alone('a', partial(tell_and_hang, {str(pid_file)!r}))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=Path(__file__).parent)
    while not pid_file.exists() or not pid_file.read_text(encoding="utf-8"):
        assert parent.poll() is None
        time.sleep(0.02)
    parent.kill()
    parent.wait()
    worker = int(pid_file.read_text(encoding="utf-8"))
    for _ in range(500):
        if not Path(f"/proc/{worker}").exists() or "(zombie)" in Path(f"/proc/{worker}/status").read_text():
            return
        time.sleep(0.02)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("it goes on without a parent")
