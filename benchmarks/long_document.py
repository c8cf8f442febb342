"""Measures time and memory on one file of 1,000 pages, and how much faster two documents at a time are than one.

    python benchmarks/long_document.py
    python benchmarks/long_document.py --pages 250 500 1000 --folder FOLDER_OF_PDFS

The long files are made of the pages of our samples, over and over, in a temporary folder. Each is read in a process of its own;
"reading" is the process that opens the PDF and finds its tables, "document" the one that joins them and splits the clauses.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

import pypdfium2

from subsidy_rules.process.jobs import Done, Job, run_jobs
from subsidy_rules.read.document import read_document
from subsidy_rules.read.worker import read_guarded

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "sources" / "samples"
_KB_PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[125, 250, 500, 1000], metavar="N")
    parser.add_argument("--folder", type=Path, default=SAMPLES, help="PDFs to read with one and with two processes")
    parser.add_argument("--rounds", type=int, default=2, help="readings of that folder; the fastest counts")
    parser.add_argument("--json", action="store_true", help="only the long files, as JSON")
    parser.add_argument("--steps", action="store_true", help="count the calls of joining and clauses, which slows them")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure is not None:
        print(json.dumps(measure(args.measure, args.steps)))
        return 0
    rows = [row_of(n, args.steps) for n in args.pages]
    if args.json:
        print(json.dumps(rows))
        return 0
    print("| pages | reading s | ms/page | reading peak MB | document s | document peak MB |\n|---|---|---|---|---|---|")
    for row in rows:
        ms = 1000 * row["reading_s"] / row["pages"]
        print(
            f"| {row['pages']:.0f} | {row['reading_s']:.2f} | {ms:.1f} | {row['reading_mb']:.0f} "
            f"| {row['document_s']:.2f} | {row['document_mb']:.0f} |"
        )
    files = sorted(args.folder.glob("*.pdf"))
    one, two = (min(seconds_with(files, jobs) for _ in range(args.rounds)) for jobs in (1, 2))
    print(f"\n{len(files)} documents, one at a time {one:.2f} s, two at a time {two:.2f} s ({two / one:.0%}), {os.cpu_count()} cores")
    return 0


def row_of(n_pages: int, steps: bool = False) -> dict[str, float]:
    """What `measure` finds of a file of so many pages, in a process that has done nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{n_pages}.pdf"
        make_long(path, n_pages)
        command = [sys.executable, __file__, "--measure", str(path), *(["--steps"] if steps else [])]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    row: dict[str, float] = json.loads(done.stdout)
    return row


def make_long(path: Path, n_pages: int) -> None:
    """A PDF of so many pages, taken from the samples in turn."""
    long = pypdfium2.PdfDocument.new()
    samples = sorted(SAMPLES.glob("*.pdf"))
    for at, sample in enumerate(samples):
        source = pypdfium2.PdfDocument(sample)
        share = n_pages // len(samples) + (at < n_pages % len(samples))
        long.import_pages(source, pages=[page % len(source) for page in range(share)])
        source.close()
    long.save(path)
    long.close()


def measure(path: Path, steps: bool = False) -> dict[str, float]:
    """Seconds and peak memory of reading alone, and of reading with joining and clauses; on demand the calls of the latter."""
    data = path.read_bytes()
    start = time.perf_counter()
    n_pages = sum(1 for _ in read_guarded(data, path.name))
    reading_s = time.perf_counter() - start
    reading_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _KB_PER_MB
    start = time.perf_counter()
    calls = calls_of(partial(read_document, data, path.name)) if steps else None
    if calls is None:
        read_document(data, path.name)
    document_s = time.perf_counter() - start
    document_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KB_PER_MB
    row = {"pages": n_pages, "reading_s": reading_s, "reading_mb": reading_mb, "document_s": document_s, "document_mb": document_mb}
    return row if calls is None else {**row, "calls": calls}


def calls_of(work: Callable[[], object]) -> int:
    """How many functions, built-in ones included, the work calls in this process: the same on a quick machine and a busy one."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def seconds_with(files: list[Path], jobs: int) -> float:
    """Seconds to read all files, so many at a time; those that cannot be read count as well."""
    work = [Job(path.name, partial(read_document, path.read_bytes(), path.name)) for path in files]
    start = time.perf_counter()
    done = sum(isinstance(outcome, Done) for outcome in run_jobs(work, jobs, lambda _: None))
    assert done, "no document could be read"
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
