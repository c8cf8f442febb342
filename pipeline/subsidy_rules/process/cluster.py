"""A Dask cluster that others run. The only module that knows Dask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, SourceError
from subsidy_rules.process.workers import ExecutorWorkers

_RETRIES = 3  # of a job whose worker was lost, or that failed for want of something on its machine
_SECONDS = 30


@contextmanager
def dask_workers(scheduler: str) -> Iterator[ExecutorWorkers]:
    """The workers of the cluster behind the address of its scheduler. Raises SourceError where nobody answers, or none works there."""
    from distributed import Client

    try:
        client = Client(scheduler, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise _no_cluster(scheduler, str(error)) from error
    try:
        try:
            client.wait_for_workers(1, timeout=_SECONDS)
        except TimeoutError as error:
            raise _no_cluster(scheduler, "0 workers") from error
        n = sum(client.nthreads().values())
        with client.get_executor(retries=_RETRIES) as executor:
            yield ExecutorWorkers(executor, n)
    finally:
        client.close()


def _no_cluster(scheduler: str, reason: str) -> SourceError:
    return SourceError(
        Place(scheduler),
        message("No Dask cluster answers here ({reason}).", reason=reason),
        message("The documents are read by its workers."),
        message("Check the address of the scheduler and that workers have joined it, then run the command again."),
    )
