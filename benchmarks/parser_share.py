"""Measures what the parser adds: rules with a number against hand-read truth, without it and with it; names that it makes.

    python benchmarks/parser_share.py [--gold DIR] [--corpus DIR] [--names N]

A rule is right where a fact of the truth has its kind, value and conditions; `not in the truth` may be wrong or one that the truth does
not list, so each is printed, to be read. `--names N` prints N rules without a number with both names, to be judged by hand.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from subsidy_rules.language.parse import Parser
from subsidy_rules.model.basis import condition_data, value_data
from subsidy_rules.model.extracted import Given
from subsidy_rules.model.programme import DocumentEntry
from subsidy_rules.model.rule import Candidate
from subsidy_rules.registry.load import find_programme
from subsidy_rules.stages.ingest import extract_document
from subsidy_rules.stages.parser_reading import read_again

ROOT = Path(__file__).resolve().parent.parent
SURE = 0.9
# What decides in a value, by kind.
COMPARED = {"requirement": ("constraint",), "subsidy_amount": ("min", "max", "max_increase", "per"), "subsidy_rate": ("rate",)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="*", default=[ROOT.parent / "shared" / "gold", ROOT / "tests" / "corpus" / "gold"])
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--names", type=int, default=0)
    args = parser.parse_args()
    model = Parser()
    counts: Counter[tuple[str, str, bool, bool]] = Counter()
    names: dict[str, tuple[str, str]] = {}
    seconds = 0.0
    for path in sorted(path for folder in args.gold for path in folder.glob("*.yaml")):
        gold = YAML(typ="safe").load(path)
        found = candidates_of(gold, path, args.corpus)
        start = time.perf_counter()
        again = read_again(found, model)
        seconds += time.perf_counter() - start
        for before, after in zip(found, again, strict=True):
            if before.value != after.value:
                names[before.text] = (named(before), named(after))
            if compared(before.kind, value_data(before.value)):
                is_right = right(before, gold)
                counts[before.kind, "right" if is_right else "not in the truth", before.confidence >= SURE, after.confidence >= SURE] += 1
                if not is_right or after.confidence < before.confidence:
                    print(f"{path.stem} {before.kind} {'right' if is_right else 'not in the truth'} {after.reasons} {before.text[:70]!r}")
    report(counts, names, seconds, args.names)
    return 0


def candidates_of(gold: dict[str, Any], path: Path, corpus: Path) -> tuple[Candidate, ...]:
    """What is found in the document of a truth file, before the parser is asked; nothing where it is not there."""
    file = next((file for file in (corpus / gold["document"], corpus / "html" / Path(gold["document"]).name) if file.is_file()), None)
    if file is None:
        return ()
    own = path.parent / "programmes" / f"{gold['programme']}.yaml"
    programme = find_programme(gold["programme"], own if own.is_file() else None, ROOT / "sources" / "programmes")
    entry = DocumentEntry(id=file.stem, file=file.name, kind="form")  # a form may be empty
    return extract_document(Given(file.read_bytes(), file.name, entry, gold["frame"]), programme).candidates


def compared(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {key: plain(value[key]) for key in COMPARED.get(kind, ()) if value.get(key) is not None}


def plain(node: Any) -> Any:
    """Leaves without unit and period, lists as sets, everything else as text."""
    if isinstance(node, dict):
        return (node.get("fact"), node.get("op"), plain(node.get("value"))) if "fact" in node else str(node)
    return frozenset(map(plain, node)) if isinstance(node, list) else str(node)


def right(candidate: Candidate, gold: dict[str, Any]) -> bool:
    value = compared(candidate.kind, value_data(candidate.value))
    when = plain([condition_data(one) for one in candidate.when])
    same = (f for f in gold["facts"] if f["kind"] == candidate.kind and compared(f["kind"], f["value"]) == value)
    return any(when in [plain(one or []) for one in (fact.get("when"), *fact.get("when_alt", ()))] for fact in same)


def named(candidate: Candidate) -> str:
    return " ".join(str(value) for _, value in candidate.value if isinstance(value, str))


def report(counts: Counter[tuple[str, str, bool, bool]], names: dict[str, tuple[str, str]], seconds: float, n_names: int) -> None:
    print(f"\n| kind | | rules | {SURE} and more without the parser | with it |\n|---|---|---:|---:|---:|")
    for kind, verdict in sorted({key[:2] for key in counts}):
        mine = {key[2:]: n for key, n in counts.items() if key[:2] == (kind, verdict)}
        without, with_it = (sum(n for key, n in mine.items() if key[at]) for at in (0, 1))
        print(f"| {kind} | {verdict} | {sum(mine.values())} | {without} | {with_it} |")
    print(f"\n{len(names)} names made by the parser; {seconds:.1f} s with loading it")
    for text, (before, after) in random.Random(2026).sample(sorted(names.items()), min(n_names, len(names))):
        print(f"- {''.join(text.split())[:80]}\n  - {before}\n  - {after}")


if __name__ == "__main__":
    sys.exit(main())
