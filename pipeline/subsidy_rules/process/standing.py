"""One process that stays between jobs, for a program that asks for one thing after the other; where it dies, another takes its place."""

from __future__ import annotations

from threading import Lock
from typing import Generic, TypeVar

from subsidy_rules.process.guard import Limits
from subsidy_rules.process.jobs import JOB_LIMITS, Job, Outcome, Pool

T = TypeVar("T")


class Standing(Generic[T]):
    """Takes one job at a time, whoever asks. It is started with the first one."""

    def __init__(self, limits: Limits = JOB_LIMITS) -> None:
        self._limits = limits
        self._pool: Pool[T] = Pool(limits)
        self._lock = Lock()

    def start(self) -> None:
        """Starts the process before it is needed: from a program that has no other thread yet, it takes milliseconds."""
        with self._lock:
            self._pool.free(1)

    def do(self, job: Job[T]) -> Outcome[T]:
        """What came of the job."""
        with self._lock:
            worker = self._pool.free(1)
            if worker is None:
                raise RuntimeError("the process is at work although nobody asked it")
            worker.take(0, job, self._limits)
            while True:
                found = self._pool.receive(lambda _: None)
                if 0 in found:
                    return found[0]

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            self._pool.close()
            self._pool = Pool(self._limits)
