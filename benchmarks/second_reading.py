"""Does the second, independent reading of tables by pdfplumber tell right rules from wrong ones? Prints what its agreement is worth.

It shares neither parser nor table finder with our reading. It reads the pages whose tables state amounts, rates and thresholds in the
labelled documents, and the pages of the labelled tables (`--tables DIR`), and is asked for the cells that both have.

    python benchmarks/second_reading.py [--gold DIR --documents DIR] [--tables DIR]
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from calibration import labelled_folders, manifest_of, read_labelled
from engines import ENGINES, is_installed
from scoring import PlacedCell, strict_f1

from gold_facts import judge_rules
from subsidy_rules.read.second_reading import AGREE, DIFFER, Texts, agreement, second_reading

KINDS = frozenset({"subsidy_amount", "subsidy_rate", "applicant_threshold"})


def verdict(texts: Iterable[str], readings: Sequence[Texts]) -> str:
    """Whether the second reading has the cells of a table; it sees no table where it has none with the same letters."""
    share = agreement(texts, readings)
    return "not seen" if share is None else "agrees" if share >= AGREE else "differs" if share < DIFFER else "in part"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", default=[], help="folder with further truth files")
    parser.add_argument("--documents", type=Path, help="folder with the documents they are about and a manifest.yaml")
    parser.add_argument("--tables", type=Path, help="folder with labelled tables of these documents")
    args = parser.parse_args()
    manifest = manifest_of(args.documents)
    print("| rules by the second reading of their table | right | wrong |\n|---|---:|---:|")
    _print_counts(*_of_rules(args.gold, args.documents, manifest))
    for engine in ("ours", "tablers", "camelot") if args.tables else ():
        if is_installed(engine):
            print(f"\n| tables of {engine} by the second reading | right | wrong |\n|---|---:|---:|")
            _print_counts(_of_tables(engine, args.tables, manifest))


def _print_counts(counts: Counter[tuple[str, bool]], note: str = "") -> None:
    for name in ("agrees", "in part", "differs", "not seen"):
        print(f"| {name} | {counts[name, True]} | {counts[name, False]} |")
    print(note)


def _of_rules(gold: Sequence[Path], documents: Path | None, manifest: Any) -> tuple[Counter[tuple[str, bool]], str]:
    """Judged rules of PDF tables by the verdict on the table, and what reading the pages again cost."""
    counts: Counter[tuple[str, bool]] = Counter()
    seconds, n_pages = 0.0, 0
    for path in (path for folder in labelled_folders(gold, documents) for path in sorted(folder.glob("*.yaml"))):
        labelled = read_labelled(path, manifest)
        if labelled.extracted.document.format != "pdf":
            continue
        cells = {(c.page_no, c.bbox): (t, c.page_no) for t in labelled.extracted.document.tables for c in t.cells}
        rules = [rule for rule in labelled.ruleset.rules if rule.kind in KINDS and (rule.evidence[0].page, rule.evidence[0].bbox) in cells]
        pages = {rule.evidence[0].page or 0 for rule in rules}
        start = time.perf_counter()
        readings = second_reading(labelled.data, pages) if pages else {}
        seconds, n_pages = seconds + time.perf_counter() - start, n_pages + len(pages)
        verdicts = judge_rules(labelled.ruleset, labelled.gold)
        for rule in rules:
            if rule.id in verdicts:
                table, page_no = cells[rule.evidence[0].page or 0, rule.evidence[0].bbox]
                counts[verdict((c.text for c in table.cells if c.page_no == page_no), readings[page_no]), verdicts[rule.id]] += 1
    return counts, f"{n_pages} pages, {seconds / max(1, n_pages):.2f} s a page"


def _of_tables(engine: str, folder: Path, manifest: Any) -> Counter[tuple[str, bool]]:
    """Labelled tables that an extractor finds, by the verdict on its reading."""
    gold: dict[str, list[tuple[int, list[PlacedCell]]]] = defaultdict(list)
    for path in sorted(folder.glob("*.json")):
        table = json.loads(path.read_text(encoding="utf-8"))
        cells = [PlacedCell(c["row"], c["col"], c["rowspan"], c["colspan"], c["text"]) for c in table["cells"]]
        gold[table["pdf"]].append((table["page"], cells))
    counts: Counter[tuple[str, bool]] = Counter()
    read = ENGINES[engine]()
    for name, tables in gold.items():
        file, _ = manifest[name]
        found: dict[int, list[list[PlacedCell]]] = defaultdict(list)
        for page_no, on_page in read(str(file)):
            found[page_no] += on_page
        readings = second_reading(file.read_bytes(), {page_no for page_no, _ in tables})
        for page_no, cells in tables:
            best = max(found[page_no], key=lambda one: strict_f1(one, cells), default=None)
            if best is not None:
                counts[verdict((c.text for c in best), readings[page_no]), strict_f1(best, cells) == 1] += 1
    return counts


if __name__ == "__main__":
    main()
