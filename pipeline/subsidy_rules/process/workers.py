"""Who does the jobs: processes of this machine, or any `concurrent.futures.Executor`, as that of a cluster.

On an executor each job runs in a guarded process beside the worker that was asked: a document that crashes or hangs costs only itself, and
what its worker needs stays small. A worker that is lost is the executor's matter: Dask gives its jobs to another.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass
from multiprocessing.util import Finalize
from typing import Any, Protocol, TypeVar

from subsidy_rules.process.guard import failed
from subsidy_rules.process.jobs import JOB_LIMITS, MOST_JOBS, Job, Outcome, as_known
from subsidy_rules.process.standing import Standing
from subsidy_rules.process.watch import Tick

T = TypeVar("T")

_standing = threading.local()  # a process for each thread that a worker works with


class Workers(Protocol):
    """Does jobs."""

    @property
    def n(self) -> int:
        """How many jobs they do at a time."""

    @property
    def are_apart(self) -> bool:
        """Whether they may be on other machines, so that a job has to bring home what it found itself."""

    def outcomes(self, jobs: Iterable[Job[T]], tick: Tick) -> Iterator[tuple[int, Outcome[T]]]:
        """The place of each job and what came of it, as soon as it is known; jobs are asked for as there is room for them."""


@dataclass(frozen=True, slots=True)
class LocalWorkers:
    """Processes of this machine."""

    n: int = 1
    are_apart: bool = False

    def outcomes(self, jobs: Iterable[Job[T]], tick: Tick) -> Iterator[tuple[int, Outcome[T]]]:
        yield from as_known(jobs, self.n, tick)


@dataclass(frozen=True, slots=True)
class ExecutorWorkers:
    """Whoever is behind an executor; twice as many jobs as they do at a time are handed to it, so that nobody waits."""

    executor: Executor
    n: int
    are_apart: bool = True

    def outcomes(self, jobs: Iterable[Job[T]], tick: Tick) -> Iterator[tuple[int, Outcome[T]]]:
        todo = enumerate(jobs)
        pending: dict[Future[Outcome[T]], tuple[int, str]] = {}
        try:
            while True:
                while len(pending) < 2 * self.n and (following := next(todo, None)):
                    at, job = following
                    pending[self.executor.submit(do_guarded, job)] = at, job.name
                if not pending:
                    return
                for future in wait(pending, return_when=FIRST_COMPLETED).done:
                    at, name = pending.pop(future)
                    tick(name)
                    yield at, _outcome_of(future, name)
        finally:
            for future in pending:
                future.cancel()


def do_guarded(job: Job[T]) -> Outcome[T]:
    """What comes of the job, done in a guarded process that stays for the next one; runs where the executor's workers are."""
    # a worker of Dask is a daemon, which may start no processes; ours ends with it all the same
    multiprocessing.current_process().daemon = False
    if not hasattr(_standing, "process"):
        _standing.process = made = Standing[Any](JOB_LIMITS, MOST_JOBS)
        # a process that ends waits for those that it started; this one would wait for jobs meanwhile
        Finalize(made, made.close, exitpriority=10)
    standing: Standing[T] = _standing.process
    return standing.do(job)


def _outcome_of(future: Future[Outcome[T]], name: str) -> Outcome[T]:
    try:
        return future.result()
    except CancelledError as error:
        return failed(name, None, RuntimeError(f"cancelled: {error}"))
    except Exception as error:  # noqa: BLE001 - whatever ails an executor costs the document, which the next run takes up again
        return failed(name, None, error)
