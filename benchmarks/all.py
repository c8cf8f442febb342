"""Everything that takes time, each beside a peer or a floor, as whole processes in turns: one table, and JSON. `make bench`.

    python benchmarks/all.py [--rounds 5] [--only NAME] [--grow 1 10] [--json FILE] [--against benchmarks/released.json]

Seconds are processor seconds of a process and of all that it waited for: they hang less on what else the machine does than the time.
Ratios hang less on it still. `--against` compares them, never seconds, with those of a former release: exit code 1 where one has grown
by more than `--allowed`. Needs nothing but our samples.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from long_document import make_long
from many import make

from subsidy_rules.read.pdf import iter_layouts, page_of

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "sources" / "samples"
LIBRARIES = ("pypdfium2", "pdfplumber", "tablers", "ginza", "spacy", "pydantic", "typer", "ruamel.yaml", "starlette")
CLI = (sys.executable, "-m", "subsidy_rules.cli")
_KB_PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024
_PAGES = 45


@dataclass(frozen=True, slots=True)
class Pair:
    """What is measured, and what it is held against."""

    name: str
    ours: tuple[str, ...]
    peer: str
    theirs: tuple[str, ...]


@dataclass(slots=True)
class Spent:
    """Processor seconds and peak memory of each round."""

    seconds: list[float] = field(default_factory=list)
    peak_mb: list[float] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", action="append", help="only rows whose name holds this; may be given more than once")
    parser.add_argument("--grow", type=int, nargs="*", default=[1, 10], help="numbers of documents, for how the cost of one grows")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--allowed", type=float, default=1.3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        pairs = [one for one in pairs_in(Path(scratch)) if not args.only or any(word in one.name for word in args.only)]
        rows = [row for pair in pairs if (row := measured(pair, args.rounds)) is not None]
        growth = [] if args.only else grown(Path(scratch), args.grow)
    found = {"machine": machine(), "versions": versions(), "rounds": args.rounds, "rows": rows, "growth": growth}
    print(as_markdown(found))
    if args.json is not None:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 1 if args.against is not None and slower(rows, args.against, args.allowed) else 0


def pairs_in(folder: Path) -> list[Pair]:
    """All pairs, with what they read made in the folder."""
    long, text, run, old = folder / "long.pdf", folder / "text.txt", folder / "run", "it-hojo/2025"
    make_long(long, _PAGES)
    text.write_text("\n".join(lines_of_samples()), encoding="utf-8")
    ended((*CLI, "run", "--work", str(run)))
    sets = [str(run / "rules" / "it-hojo" / edition) for edition in ("2024", "2025", "2026")]
    sample = str(SAMPLES / "it2025_koubo_tsujo.pdf")
    told = ("--programme", "it-hojo", "--edition", "2025", "--frame", "tsujo", "--as-told", "--out", str(folder / "ingested"))

    def engine(name: str) -> tuple[str, ...]:
        return (sys.executable, str(HERE / "engines.py"), name, str(long))

    def work(name: str, *arguments: str) -> tuple[str, ...]:
        return (sys.executable, str(HERE / "works.py"), name, *arguments)

    return [
        Pair(f"tables of {_PAGES} pages", engine("ours"), "tablers", engine("tablers")),
        Pair(f"tables of {_PAGES} pages, again", engine("ours"), "pdfplumber", engine("pdfplumber")),
        Pair("tables, the command", (*CLI, "tables", str(long), "--format", "json"), "tablers", engine("tablers")),
        Pair("tables, the command, again", (*CLI, "tables", str(long), "--format", "json"), "pdfplumber", engine("pdfplumber")),
        Pair(f"document of {_PAGES} pages", work("document", str(long)), "floor: pdfium's characters", work("characters", str(long))),
        Pair("clauses of text", work("clauses", str(text)), "floor: its lines", work("lines", str(text))),
        Pair("parser", work("parser", str(text)), "GiNZA", work("ginza", str(text))),
        Pair("ingest from cold", (*CLI, "ingest", sample, *told), "reading it", work("document", sample)),
        Pair("run, nothing changed", (*CLI, "run", "--work", str(run)), "floor: libraries, files", work("libraries", *sets)),
        Pair("diff", (*CLI, "diff", *sets[:2]), "floor: libraries, files", work("libraries", *sets[:2])),
        Pair("1,000 answers", work("evaluated", sets[1]), "floor: libraries, files", work("libraries", sets[1])),
        Pair(f"page of review, {old}", work("queue", sets[1]), "floor: libraries, files", work("libraries", sets[1])),
    ]


def lines_of_samples() -> list[str]:
    """All lines of our sample PDFs."""
    files = sorted(SAMPLES.glob("*.pdf"))
    return [line.text for file in files for layout in iter_layouts(file.read_bytes(), file.name) for line in page_of(layout).lines]


def measured(pair: Pair, rounds: int) -> dict[str, object] | None:
    """One row; None where the peer is not installed. What `ingest` keeps is deleted before each of its rounds."""
    ours, theirs = Spent(), Spent()
    for turn in range(rounds + 1):
        for command, spent in ((pair.ours, ours), (pair.theirs, theirs)):
            if "--out" in command:
                subprocess.run(["rm", "-rf", command[command.index("--out") + 1]], check=True)
            seconds, peak_mb, code = ended(command)
            if code not in (0, 1):
                print(f"{pair.name}: {' '.join(command[:4])} ended with {code}; left out", file=sys.stderr)
                return None
            if turn:  # the first round fills the caches of the system
                spent.seconds.append(seconds)
                spent.peak_mb.append(peak_mb)
    pairs = [a / b for a, b in zip(ours.seconds, theirs.seconds, strict=True)]
    return {
        "name": pair.name,
        "seconds": round(statistics.median(ours.seconds), 3),
        "peak_mb": round(statistics.median(ours.peak_mb)),
        "peer": pair.peer,
        "peer_seconds": round(statistics.median(theirs.seconds), 3),
        "ratio": round(statistics.median(pairs), 3),
        "ratios": [round(min(pairs), 3), round(max(pairs), 3)],
    }


def ended(command: Sequence[str]) -> tuple[float, float, int]:
    """Processor seconds of a process and those that it waited for, the most memory of one of them in MB, and its exit code."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / _KB_PER_MB, process.returncode


def grown(folder: Path, numbers: Sequence[int]) -> list[dict[str, float]]:
    """The cost of one document among so many, made of our samples with other numbers, read by one process from cold."""
    rows = []
    for n in numbers:
        documents = folder / f"grow{n}"
        make(documents, sorted(SAMPLES.glob("*.pdf")), n, seed=1)
        command = (*CLI, "run", "--manifest", str(documents / "list.yaml"), "--as-told", "--work", str(folder / f"grown{n}"), "--jobs", "1")
        seconds, peak_mb, _ = ended(command)
        again, _, _ = ended(command)
        row = {"documents": n, "seconds": round(seconds, 2), "a_document": round(seconds / n, 3), "peak_mb": round(peak_mb)}
        rows.append({**row, "again": round(again, 2)})
    return rows


def machine() -> str:
    """What it ran on."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def versions() -> dict[str, str]:
    """The libraries that take part, "" for one that is not installed."""
    found = {}
    for name in ("subsidy-rules", *LIBRARIES):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def as_markdown(found: dict) -> str:  # type: ignore[type-arg]
    """The table that README.md here shows."""
    named = ", ".join(f"{name} {number}" for name, number in found["versions"].items() if number)
    lines = [f"{found['machine']}; {found['rounds']} rounds in turns; {named}.", ""]
    lines += ["| what | processor s | peak MB | beside | processor s | ratio | least–most |", "|---|---:|---:|---|---:|---:|---:|"]
    for row in found["rows"]:
        least, most = row["ratios"]
        lines.append(
            f"| {row['name']} | {row['seconds']:.2f} | {row['peak_mb']} | {row['peer']} | {row['peer_seconds']:.2f} "
            f"| {row['ratio']:.2f} | {least:.2f}–{most:.2f} |"
        )
    if found["growth"]:
        lines += ["", "| documents | processor s | a document | peak MB | again |", "|---:|---:|---:|---:|---:|"]
        for row in found["growth"]:
            numbers = (row["documents"], f"{row['seconds']:.1f}", f"{row['a_document']:.2f}", row["peak_mb"], f"{row['again']:.1f}")
            lines.append(f"| {' | '.join(map(str, numbers))} |")
    return "\n".join(lines)


def slower(rows: Sequence[dict[str, object]], against: Path, allowed: float) -> bool:
    """Whether a ratio is more than `allowed` times that of the former release; says which on standard error."""
    before = {row["name"]: row["ratio"] for row in json.loads(against.read_text(encoding="utf-8"))["rows"]}
    grown = [(row["name"], before[row["name"]], row["ratio"]) for row in rows if row["name"] in before]
    worse = [(name, old, new) for name, old, new in grown if float(str(new)) > allowed * float(str(old))]
    for name, old, new in worse:
        print(f"{name}: {new} times its peer, in the last release {old}", file=sys.stderr)
    return bool(worse)


if __name__ == "__main__":
    raise SystemExit(main())
