"""Jobs over any executor: each in a guarded process, whatever the executor is."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from subsidy_rules.model.errors import ReadError
from subsidy_rules.process.jobs import Done, Job, as_known
from subsidy_rules.process.watch import Tick
from subsidy_rules.process.workers import ExecutorWorkers, LocalWorkers, Workers


def double(n: int, _: Tick) -> int:
    return 2 * n


def pid(_: Tick) -> int:
    return os.getpid()


def die_once(mark: str, _: Tick) -> int:
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 7


def die(_: Tick) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


@pytest.mark.parametrize("n", [1, 2])
def test_local_workers_tell_of_each_job_once(n: int) -> None:
    jobs = (Job(f"{at}", partial(double, at)) for at in range(5))
    assert dict(LocalWorkers(n).outcomes(jobs, lambda _: None)) == {at: Done(2 * at) for at in range(5)}


def test_jobs_are_asked_for_only_when_a_process_is_free() -> None:
    asked: list[int] = []

    def jobs() -> object:
        for at in range(6):
            asked.append(at)
            yield Job(f"{at}", partial(double, at))

    outcomes = as_known(jobs(), 2, lambda _: None)  # type: ignore[arg-type]
    next(outcomes)
    assert len(asked) <= 4
    outcomes.close()


def test_a_process_that_is_killed_changes_nothing(tmp_path: Path) -> None:
    jobs = [Job("a", partial(double, 1)), Job("b", partial(die_once, str(tmp_path / "mark"))), Job("c", partial(double, 3))]
    assert dict(as_known(jobs, 2, lambda _: None)) == {0: Done(2), 1: Done(7), 2: Done(6)}


def test_a_document_that_kills_its_process_twice_costs_itself() -> None:
    outcomes = dict(as_known([Job("a", die), Job("b", partial(double, 2))], 1, lambda _: None))
    assert isinstance(outcomes[0], ReadError)
    assert outcomes[1] == Done(4)


def test_an_executor_does_the_jobs_in_guarded_processes(tmp_path: Path) -> None:
    jobs = [Job("a", pid), Job("b", partial(die_once, str(tmp_path / "mark"))), Job("c", die), Job("d", partial(double, 3))]
    with ProcessPoolExecutor(1) as executor:
        workers: Workers = ExecutorWorkers(executor, 1)
        outcomes = dict(workers.outcomes(jobs, lambda _: None))
    assert isinstance(outcomes[0], Done)
    assert outcomes[0].value != os.getpid()
    assert (outcomes[1], outcomes[3]) == (Done(7), Done(6))
    assert isinstance(outcomes[2], ReadError)


def test_who_stops_cancels_what_waits() -> None:
    submitted: list[Future[object]] = []

    class Held(ThreadPoolExecutor):
        def submit(self, *_: object, **__: object) -> Future[object]:  # type: ignore[override]
            future: Future[object] = Future()
            if not submitted:
                future.set_result(Done(1))
            submitted.append(future)
            return future

    outcomes = ExecutorWorkers(Held(1), 2).outcomes([Job(f"{at}", pid) for at in range(9)], lambda _: None)
    assert next(iter(outcomes)) == (0, Done(1))
    outcomes.close()  # type: ignore[attr-defined]
    assert len(submitted) == 4
    assert all(future.cancelled() for future in submitted[1:])
