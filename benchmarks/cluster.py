"""Many documents on a Dask cluster of two workers, one of which is killed, and in four parts: are the rule sets those of one process?

    python benchmarks/cluster.py FOLDER_OF_PDFS --documents 30 [--seed 1] [--ways one dask parts] [--work DIR] [--json FILE]

The documents are made of the PDFs by `many.py`, with other numbers; those that --work holds already are taken as they are.
Prints for each way the seconds, the processor seconds of all its processes, the most memory of one of them, and whether the bytes of every
rule set are those of the first way, which is one process where none is named.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from many import make

ROOT = Path(__file__).resolve().parent.parent
_KB_PER_MB = 1024
N_PARTS = 4


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ways", nargs="+", choices=tuple(WAYS), default=tuple(WAYS), help="the first is what the others are held to")
    parser.add_argument("--work", type=Path)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = args.work or Path(scratch)
        if len(list((work / "documents").glob("*.pdf"))) != args.documents:
            make(work / "documents", sorted(args.folder.glob("*.pdf")), args.documents, args.seed)
        rows = [measured(*WAYS[way], work) for way in args.ways]
    base = rows[0].pop("rules")
    same = {row["way"]: row.pop("rules") == base for row in rows[1:]}
    for row in rows:
        print(f"{row}  {'' if row['way'] not in same else 'the same bytes' if same[row['way']] else 'OTHER BYTES'}")
    if args.json is not None:
        args.json.write_text(json.dumps({"documents": args.documents, "rows": rows, "same": same}, indent=1) + "\n", encoding="utf-8")
    return 0 if base and all(same.values()) else 1


def measured(way: str, run: Callable[[Path, Path], str], work: Path) -> dict[str, Any]:
    """What a way took, and the rule sets that it made."""
    folder = work / run.__name__
    start, spent = time.perf_counter(), os.times()
    with Memory() as memory:
        said = run(work, folder)
    now = os.times()
    seconds = time.perf_counter() - start
    processor = now.children_user + now.children_system - spent.children_user - spent.children_system
    rules = {str(path.relative_to(folder)): path.read_bytes() for path in sorted((folder / "rules").rglob("*.yaml"))}
    row = {"way": way, "seconds": round(seconds, 1), "processor_seconds": round(processor, 1), "peak_mb": memory.peak_mb, "rules": rules}
    row["sets"] = len(rules)
    print(f"{way}: {seconds:.0f} s {said}", file=sys.stderr, flush=True)
    return row


def one(work: Path, folder: Path) -> str:
    return ended([started(work, folder, "--jobs", "1")])


def dask(work: Path, folder: Path) -> str:
    """On two workers; the first is killed when a part of the documents is done."""
    with cluster(work) as (address, *pids):
        process = started(work, folder, "--executor", "dask", "--scheduler", address)
        n = len(list((work / "documents").glob("*.pdf")))
        while process.poll() is None and len(list((folder / "extracted").glob("*/source.json"))) < n // 3:
            time.sleep(0.1)
        done = len(list((folder / "extracted").glob("*/source.json")))
        os.kill(int(pids[0]), signal.SIGKILL)
        return f"{ended([process])}, killed after {done} of {n}"


def parts(work: Path, folder: Path) -> str:
    """Four parts, two at a time, then the whole."""
    said = [ended([started(work, folder, "--jobs", "1", "--shard", f"{i}/{N_PARTS}") for i in pair]) for pair in ((1, 2), (3, 4))]
    return " ".join((*said, ended([started(work, folder, "--jobs", "1")])))


WAYS: dict[str, tuple[str, Callable[[Path, Path], str]]] = {
    "one": ("one process", one),
    "dask": ("Dask, a worker killed", dask),
    "parts": ("four parts", parts),
}


def started(work: Path, folder: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "subsidy_rules.cli", "run", "--manifest", str(work / "documents" / "list.yaml"), "--as-told"]
    command += ["--work", str(folder), *options]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def ended(processes: Sequence[subprocess.Popen[bytes]]) -> str:
    """The exit codes; 2 is given where a document holds no rules."""
    return "/".join(str(process.wait()) for process in processes)


@contextmanager
def cluster(work: Path) -> Iterator[list[str]]:
    """The address of a scheduler, and the process numbers of its two workers."""
    command = [sys.executable, str(ROOT / "tests" / "dask_cluster.py"), str(work / "scratch")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()
        finally:
            process.communicate()


class Memory:
    """The most memory of any process under this one, looked at twice a second (Linux)."""

    def __init__(self) -> None:
        self.peak_mb = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.5):
            parents = dict(_processes())
            for pid in parents:
                above = pid
                while above in parents and above != os.getpid():
                    above = parents[above]
                if above == os.getpid() and pid != os.getpid():
                    self.peak_mb = max(self.peak_mb, _resident_mb(pid))


def _processes() -> Iterator[tuple[int, int]]:
    """Each process and its parent."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield int(path.parent.name), int(fields[1])


def _resident_mb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return max((int(line.split()[1]) // _KB_PER_MB for line in lines if line.startswith("VmRSS")), default=0)


if __name__ == "__main__":
    raise SystemExit(main())
