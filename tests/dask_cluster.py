"""A Dask cluster of two processes, for tests and benchmarks, that ends with its standard input.

    python tests/dask_cluster.py FOLDER

Prints the address of its scheduler and the process numbers of its workers.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=sys.argv[1]) as cluster:
        print(cluster.scheduler_address, *(worker.pid for worker in cluster.workers.values()), flush=True)
        sys.stdin.read()
