"""Work on several documents at a time in processes of their own, and what came of each, in order.

A process takes one document after the other. One that hangs or fails on a document costs that document: another takes its place. So does
one that dies, but the document is tried once more: the process may have been ended from outside.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from subsidy_rules.model.errors import SubsidyRulesError
from subsidy_rules.process.guard import (
    Limits,
    died,
    end_with_parent,
    failed,
    limit_memory,
    limit_processor,
    process_context,
    too_large,
    too_slow,
)
from subsidy_rules.process.watch import Tick, quiet

T = TypeVar("T")

# Above the limits of the reading process, which names the page: these are for what follows on it, and for HTML and text.
JOB_LIMITS = Limits(memory_mb=3072, seconds=300.0)
_MAX_DEFAULT = 4
_START_SECONDS = 30.0
MOST_JOBS = 200  # what libraries keep of each document adds up: a process that has done so many makes way for a new one


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Work on the document of this name. `work` crosses to another process: a function of a module, or a `partial` of one.

    `longer`: seconds that it may take beyond the limit of its process.
    """

    name: str
    work: Callable[[Tick], T]
    longer: float = 0.0


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What came of a job, and how long it took."""

    value: T
    seconds: float = field(default=0.0, compare=False)


Outcome = Done[T] | SubsidyRulesError


def default_jobs() -> int:
    """One process for each core that this one may use, at most four."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(_MAX_DEFAULT, cores))


def run_jobs(jobs: Sequence[Job[T]], n_processes: int, tick: Tick, limits: Limits = JOB_LIMITS) -> Iterator[Outcome[T]]:
    """What came of each job, in their order, as soon as it is known; `tick` is told what any of them is working on."""
    found: dict[int, Outcome[T]] = {}
    outcomes = as_known(jobs, n_processes, tick, limits)
    try:
        for at in range(len(jobs)):
            while at not in found:
                found.update([next(outcomes)])
            yield found.pop(at)
    finally:
        outcomes.close()


def as_known(
    jobs: Iterable[Job[T]], n_processes: int, tick: Tick, limits: Limits = JOB_LIMITS
) -> Generator[tuple[int, Outcome[T]], None, None]:
    """The place of each job and what came of it, as soon as it is known; a job is asked for when a process is free to take it."""
    pool: Pool[T] = Pool(limits, MOST_JOBS)
    todo = enumerate(jobs)
    waiting: deque[tuple[int, Job[T]]] = deque()
    doing: dict[int, Job[T]] = {}
    tried: set[int] = set()
    try:
        while True:
            while pool.n_busy < n_processes and (following := waiting.popleft() if waiting else next(todo, None)):
                doing[following[0]] = following[1]
                pool.worker(n_processes).take(*following, limits)
            if not doing:
                return
            for at, outcome in pool.receive(tick).items():
                job = doing.pop(at)
                if at in pool.lost and at not in tried:
                    tried.add(at)
                    waiting.append((at, job))
                else:
                    yield at, outcome
    finally:
        pool.close()


def run_alone(name: str, work: Callable[[Tick], T], limits: Limits = Limits()) -> T:  # noqa: B008 - frozen
    """What comes of work on one document in a process of its own. Raises what it raised, or says how it ended."""
    (outcome,) = run_jobs([Job(name, work)], 1, quiet, limits)
    if isinstance(outcome, Done):
        return outcome.value
    raise outcome


class _Worker(Generic[T]):
    """One process, and the job that it is working on."""

    def __init__(self, limits: Limits, others: Sequence[Connection]) -> None:
        context = process_context()
        self.connection, theirs = context.Pipe()
        forked = context.get_start_method() == "fork"
        inherited = (*others, self.connection) if forked else ()
        self.process: BaseProcess = context.Process(target=_work, args=(theirs, limits, inherited))
        self.process.start()
        theirs.close()
        self.at: int | None = None
        self.name = ""
        self.seconds = 0.0
        self.deadline = 0.0
        self.n_jobs = 0

    def take(self, at: int, job: Job[T], limits: Limits) -> None:
        # starting a process is not the document's time: it says when it begins with the job
        self.n_jobs += 1
        self.at, self.name, self.seconds = at, job.name, limits.seconds + job.longer
        self.deadline = time.monotonic() + _START_SECONDS + self.seconds
        # a process that has died in between is found out when its answer is waited for
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(job)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class Pool(Generic[T]):
    """The processes that are there; they are started when there is work for them, and make way for new ones after `most_jobs`."""

    def __init__(self, limits: Limits, most_jobs: int = 0) -> None:
        self._limits = limits
        self._most_jobs = most_jobs
        self._workers: list[_Worker[T]] = []
        self.lost: set[int] = set()  # jobs whose process died

    @property
    def n_busy(self) -> int:
        """How many processes have a job."""
        return sum(1 for worker in self._workers if worker.at is not None)

    def worker(self, n_processes: int) -> _Worker[T]:
        """A process without a job, a new one while there are fewer than allowed. Raises RuntimeError where all have one."""
        for worker in [worker for worker in self._workers if worker.at is None]:
            if not self._most_jobs or worker.n_jobs < self._most_jobs:
                return worker
            self._drop(worker)
        if len(self._workers) >= n_processes:
            raise RuntimeError("every process is at work")
        self._workers.append(_Worker(self._limits, [worker.connection for worker in self._workers]))
        return self._workers[-1]

    def receive(self, tick: Tick) -> dict[int, Outcome[T]]:
        """What came of jobs, by their place in the order; waits for one message, or for the time of one job to be over."""
        busy = [worker for worker in self._workers if worker.at is not None]
        left = min(worker.deadline for worker in busy) - time.monotonic()
        ready = wait([worker.connection for worker in busy], max(0.0, left))
        found: dict[int, Outcome[T]] = {}
        for worker in busy:
            outcome: Outcome[T] | None = None
            if worker.connection in ready:
                outcome = self._message(worker, tick)
            elif time.monotonic() >= worker.deadline:
                outcome = too_slow(worker.name, None, worker.seconds)
                self._drop(worker)
            if outcome is not None and worker.at is not None:
                found[worker.at] = outcome
                worker.at = None
        return found

    def _message(self, worker: _Worker[T], tick: Tick) -> Outcome[T] | None:
        try:
            message = worker.connection.recv()
        except (EOFError, ConnectionResetError):
            worker.process.join()
            outcome = died(worker.name, None, worker.process.exitcode or 0)
            self.lost.add(worker.at if worker.at is not None else -1)
            self._drop(worker)
            return outcome
        if message is None:
            worker.deadline = time.monotonic() + worker.seconds
            return None
        if isinstance(message, str):
            tick(message)
            return None
        return message  # type: ignore[no-any-return]

    def _drop(self, worker: _Worker[T]) -> None:
        self._workers.remove(worker)
        worker.end()

    def close(self) -> None:
        for worker in self._workers:
            worker.end()


def _work(connection: Connection, limits: Limits, inherited: Sequence[Connection]) -> None:
    """Runs in a process of the pool: takes jobs until nobody sends any."""
    end_with_parent()
    # copies of the other ends of pipes: with them open here, no process would see that the one it serves has gone
    for other in inherited:
        other.close()
    faulthandler.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked is interrupted, and ends this one
    # numpy would start a thread for each core; with one thread, reading processes can be forked from here
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    limit_memory(limits.memory_mb)
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        connection.send(None)
        limit_processor(limits.seconds + job.longer)
        connection.send(_outcome(job, connection.send, limits))


def _outcome(job: Job[T], tick: Tick, limits: Limits) -> Outcome[T]:
    start = time.monotonic()
    try:
        return Done(job.work(tick), time.monotonic() - start)
    except SubsidyRulesError as error:
        return error
    except MemoryError:
        return too_large(job.name, None, limits.memory_mb)
    except Exception as error:  # noqa: BLE001 - the process border: a fault of ours costs this document, and says where it is
        return failed(job.name, None, error)
