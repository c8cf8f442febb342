"""One process that stays between jobs, for a program that asks for one thing after the other; where it dies, another takes its place."""

from __future__ import annotations

from threading import Lock
from typing import Generic, TypeVar

from subsidy_rules.process.guard import Limits
from subsidy_rules.process.jobs import JOB_LIMITS, Job, Outcome, Pool
from subsidy_rules.process.watch import Tick, quiet

T = TypeVar("T")


class Standing(Generic[T]):
    """Takes one job at a time, whoever asks. It is started with the first one."""

    def __init__(self, limits: Limits = JOB_LIMITS, most_jobs: int = 0) -> None:
        self._limits = limits
        self._most_jobs = most_jobs
        self._pool: Pool[T] = Pool(limits, most_jobs)
        self._lock = Lock()

    def start(self) -> None:
        """Starts the process before it is needed: from a program that has no other thread yet, it takes milliseconds."""
        with self._lock:
            self._pool.worker(1)

    def do(self, job: Job[T], tick: Tick = quiet) -> Outcome[T]:
        """What came of the job; one whose process dies is tried once more."""
        with self._lock:
            for last in (False, True):
                self._pool.worker(1).take(0, job, self._limits)
                while not (found := self._pool.receive(tick)):
                    continue
                if last or 0 not in self._pool.lost:
                    break
                self._pool.lost.clear()
            return found[0]

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            self._pool.close()
            self._pool = Pool(self._limits, self._most_jobs)
