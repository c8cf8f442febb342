"""Measures what reading documents into a rule set costs: seconds by stage, the parser's share, memory, from cold and when nothing changed.

    python benchmarks/ingest.py [FILE...] --programme ID --edition LABEL

Without files: the guidelines of ../shared, where they are. The stages run one after the other in this process; the command itself is
timed from outside, with its start, on as many cores as it takes.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subsidy_rules.model.document import Document
    from subsidy_rules.model.rule import Candidate
    from subsidy_rules.statements.scope import DocumentScope

ROOT = Path(__file__).resolve().parent.parent
GUIDELINES = ("it2025_koubo_tsujyo.pdf", "it2025_koubo_invoice.pdf", "it2025_koubo_fukusu.pdf")
WARM_RUNS = 3


class Clock:
    """Seconds by stage, added up over documents."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--programme", default="it-hojo")
    parser.add_argument("--edition", default="2025")
    args = parser.parse_args()
    files = args.files or [ROOT.parent / "shared" / "corpus" / name for name in GUIDELINES]
    if missing := [str(file) for file in files if not file.is_file()]:
        print(f"not there: {', '.join(missing)}", file=sys.stderr)
        return 2
    clock = Clock()
    n_pages, n_rules = by_stage(files, args.programme, args.edition, clock)
    total = sum(clock.seconds.values())
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{len(files)} documents, {n_pages} pages, {n_rules} rules, {cores} cores\n")
    print("| stage | seconds | share |\n|---|---:|---:|")
    for name, seconds in clock.seconds.items():
        print(f"| {name} | {seconds:.2f} | {seconds / total:.0%} |")
    print(f"| one after the other | {total:.2f} | |")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "subsidy_rules.cli", "ingest", *map(str, files)]
        command += ["--programme", args.programme, "--edition", args.edition, "--out", folder]
        cold = timed(command)
        warm = min(timed(command) for _ in range(WARM_RUNS))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"| the command, from cold | {cold:.2f} | |\n| the command, nothing changed | {warm:.2f} | |\n\npeak memory of a process: {peak} MB"
    )
    return 0


def timed(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def by_stage(files: Sequence[Path], programme_id: str, edition: str, clock: Clock) -> tuple[int, int]:
    """Pages read and rules made."""
    with clock.stage("import"):
        from subsidy_rules.language.parse import Parser
        from subsidy_rules.model.extracted import Given
        from subsidy_rules.model.programme import COMMON, DocumentEntry
        from subsidy_rules.registry.load import find_programme
        from subsidy_rules.ruleset import build_ruleset
        from subsidy_rules.stages.ingest import source_of
        from subsidy_rules.stages.parser_reading import read_again
        from subsidy_rules.statements.scope import DocumentScope
        from subsidy_rules.store.files import save_ruleset

        programme = find_programme(programme_id, None, ROOT / "sources" / "programmes")
    sources, candidates, n_pages = [], [], 0
    for file in files:
        given = Given(file.read_bytes(), file.name, DocumentEntry(id=file.stem, file=file.name))
        document = read(given.data, file.name, clock)
        n_pages += len(document.pages)
        source = source_of(given.entry, document)
        frames = DocumentScope(source, COMMON, programme).frames_in(document.title)
        scope = DocumentScope(source, frames[0] if len(frames) == 1 else COMMON, programme)
        candidates += find(document, scope, clock)
        sources.append(source)
    parser = Parser()
    with clock.stage("parser: load"):
        parser.parse(["読み込む。"])
    with clock.stage("parser: parse and read again"):
        candidates = list(read_again(candidates, parser))
    with clock.stage("build"):
        ruleset = build_ruleset(programme, edition, sources, candidates, None)
    with clock.stage("write"), tempfile.TemporaryDirectory() as folder:
        save_ruleset(Path(folder), ruleset)
    return n_pages, len(ruleset.rules)


def read(data: bytes, name: str, clock: Clock) -> Document:
    """The document, stage by stage as `read.document` reads it, but in this process."""
    from subsidy_rules.clauses import place_tables, split_clauses, zoned_rows
    from subsidy_rules.model.document import Document
    from subsidy_rules.read.pdf import iter_layouts, page_of
    from subsidy_rules.store.fingerprint import digest_of
    from subsidy_rules.tables import build_tables, join_tables

    with clock.stage("read pages"):
        layouts = list(iter_layouts(data, name))
        pages = [page_of(layout) for layout in layouts]
    with clock.stage("tables"):
        tables = join_tables([table for layout in layouts for table in build_tables(layout)], pages)
    with clock.stage("clauses"):
        clauses = split_clauses(zoned_rows(pages, tables))
        tables = place_tables(tables, clauses, pages)
    title = " ".join(line.text for line in pages[0].lines[:3])
    return Document(name=name, sha256=digest_of([name]), format="pdf", title=title, pages=tuple(pages), tables=tables, clauses=clauses)


def find(document: Document, scope: DocumentScope, clock: Clock) -> list[Candidate]:
    """The candidates of all kinds."""
    from subsidy_rules.kinds import all_kinds
    from subsidy_rules.kinds.kind import Material
    from subsidy_rules.statements.document import read_statements

    with clock.stage("statements"):
        material = Material(document, scope, read_statements(document, scope))
    with clock.stage("kinds"):
        return [candidate for kind in all_kinds().values() for candidate in kind.find(material)]


if __name__ == "__main__":
    sys.exit(main())
