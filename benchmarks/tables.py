"""Measures table reading side by side: time per page, memory, and strict F1 on labelled tables. `make bench-tables`.

All extractors read the same files on the same machine in one run, one process for each reading, in turns: a round is every extractor
once on every file, so that a machine that slows down slows all of them. Times and memory are medians over the rounds. A library that
is not installed is named as such.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engines import ENGINES
from scoring import PlacedCell, best_f1

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "sources" / "samples"


@dataclass(slots=True)
class Measured:
    """What one extractor needed, per path over the rounds, and what it read in the first round."""

    read_s: dict[str, list[float]] = field(default_factory=dict)
    start_s: list[float] = field(default_factory=list)
    peak_mb: dict[str, list[float]] = field(default_factory=dict)
    tables: dict[str, dict[int, list[list[PlacedCell]]]] = field(default_factory=dict)
    n_pages: dict[str, int] = field(default_factory=dict)
    problem: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", help="PDFs; by default our samples and the documents of the labelled tables")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--gold", type=Path, default=SHARED / "gold" / "tables", help="folder of labelled tables")
    parser.add_argument("--engine", action="append", choices=list(ENGINES), help="only these; may be given more than once")
    parser.add_argument("--pdfplumber-rs", type=Path, help="folder into which pdfplumber-rs was installed")
    args = parser.parse_args()
    gold = load_gold(args.gold)
    files = args.files or default_files(gold)
    engines = args.engine or list(ENGINES)
    measured = {engine: Measured() for engine in engines}
    for turn in range(args.rounds):
        for file in files:
            for engine in engines:
                tell(f"round {turn + 1}/{args.rounds}  {file.name}  {engine}")
                if not measured[engine].problem:
                    measure(engine, file, measured[engine], args.pdfplumber_rs)
    tell("")
    print(as_markdown(measured, files, gold, args.rounds))
    return 0


def tell(words: str) -> None:
    """Progress, on one line of a terminal; nothing elsewhere."""
    if sys.stderr.isatty():
        print(f"{words}\033[K", end="\r", file=sys.stderr, flush=True)


def load_gold(folder: Path) -> list[dict[str, Any]]:
    """The labelled tables of a folder, none where there is no such folder."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def default_files(gold: list[dict[str, Any]]) -> list[Path]:
    """Our sample PDFs, then the documents of the labelled tables that are there."""
    samples = sorted(SAMPLES.glob("*.pdf"))
    labelled = [SHARED / "corpus" / name for name in sorted({table["pdf"] for table in gold})]
    return samples + [path for path in labelled if path.is_file()]


def measure(engine: str, file: Path, into: Measured, pdfplumber_rs: Path | None) -> None:
    """One reading in a process of its own, added to what was measured before."""
    if engine == "pdfplumber-rs" and pdfplumber_rs is None:
        into.problem = "not installed (--pdfplumber-rs)"
        return
    path = [str(pdfplumber_rs)] if engine == "pdfplumber-rs" else []
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path)}
    command = [sys.executable, str(HERE / "engines.py"), engine, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        into.problem = f"failed on {file.name}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode}"
        return
    result = json.loads(done.stdout.splitlines()[-1])
    if result is None:
        into.problem = "not installed"
        return
    into.start_s.append(result["start_s"])
    into.read_s.setdefault(str(file), []).append(result["read_s"])
    into.peak_mb.setdefault(str(file), []).append(result["peak_mb"])
    into.n_pages[str(file)] = max((no for no, _ in result["tables"]), default=0)
    into.tables.setdefault(str(file), {no: [[PlacedCell(*cell) for cell in table] for table in tables] for no, tables in result["tables"]})


def labelled_file(table: dict[str, Any], paths: Iterable[str]) -> str | None:
    """The file that was read that a labelled table is of; a sample of ours may have the name of an official document."""
    name = unicodedata.normalize("NFC", table["pdf"])
    named = [path for path in paths if unicodedata.normalize("NFC", Path(path).name) == name]
    return next((path for path in named if SAMPLES not in Path(path).parents), None)


def mean_f1(measured: Measured, gold: list[dict[str, Any]], prefix: str) -> str:
    """Mean strict F1 over the labelled tables whose id starts with `prefix` and whose document was read."""
    scores = []
    for table in gold:
        if not table["id"].startswith(prefix) or (path := labelled_file(table, measured.tables)) is None:
            continue
        cells = [PlacedCell(c["row"], c["col"], c.get("rowspan", 1), c.get("colspan", 1), c.get("text") or "") for c in table["cells"]]
        scores.append(best_f1(measured.tables[path].get(table["page"], []), cells))
    return f"{statistics.fmean(scores):.3f}" if scores else "–"


def as_markdown(measured: dict[str, Measured], files: list[Path], gold: list[dict[str, Any]], rounds: int) -> str:
    """The table that README.md here shows."""
    n_pages = {str(file): max((one.n_pages.get(str(file), 0) for one in measured.values()), default=0) for file in files}
    total = sum(n_pages.values())
    sets = sorted({table["id"][0] for table in gold})
    lines = [
        f"Files: {len(files)}, pages: {total}, rounds in turns: {rounds}, cores: {os.cpu_count()}.",
        "",
        "| extractor | ms/page | start s | peak MB |" + "".join(f" {name} strict F1 |" for name in sets),
        "|---|---:|---:|---:|" + "---:|" * len(sets),
    ]
    for engine, one in measured.items():
        if one.problem:
            lines.append(f"| {engine} | {one.problem} |" + " |" * (2 + len(sets)))
            continue
        seconds = sum(statistics.median(times) for times in one.read_s.values())
        memory = max(statistics.median(peaks) for peaks in one.peak_mb.values())
        scores = "" if engine == "pdfium floor" else " | ".join(mean_f1(one, gold, name) for name in sets)
        scores = scores or " | ".join("–" for _ in sets)
        tail = f" {scores} |" if sets else ""
        lines.append(f"| {engine} | {1000 * seconds / total:.1f} | {statistics.median(one.start_s):.2f} | {memory:.0f} |{tail}")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
