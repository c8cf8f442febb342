"""Of the rules that are given a confidence, how many are right? Reads the labelled documents and prints the tables of the README.

Each rule is judged by hand-read truth (tests/gold_facts.py): right means value and conditions. `--gold DIR` and `--documents DIR` give
labelled documents that are not part of this project; without them only the documents under tests/ are read.

Documents that the reading was improved on say little of the next one. So `first_readings.csv` keeps how each document under
tests/documents was judged when it was read for the first time; `--record FILE` writes such a file for documents that are new.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from subsidy_rules.kinds.confidence import BASE, UNWEIGHED, WEIGHTS
from subsidy_rules.model.extracted import Extracted, Given
from subsidy_rules.model.programme import DocumentEntry
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.registry.load import find_programme
from subsidy_rules.stages.ingest import ingest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from gold_facts import judge_rules, load_gold  # noqa: E402 - the judge of the tests, which are no package

FIRST = Path(__file__).with_name("first_readings.csv")
SURE = 0.9  # rules with so much confidence are said to be right
PRIOR = 10  # rules that what was assumed counts for
BINS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.97), (0.97, 1.01))


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule that the truth speaks of."""

    document: str
    rule: str
    kind: str
    confidence: float
    reasons: tuple[str, ...]
    right: bool
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with its truth, as it was read."""

    name: str
    gold: Mapping[str, Any]
    data: bytes
    extracted: Extracted
    ruleset: RuleSet


Manifest = Mapping[str, tuple[Path, Mapping[str, Any]]]  # file and description of each document, by file name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", default=[], help="folder with further truth files")
    parser.add_argument("--documents", type=Path, help="folder with the documents they are about and a manifest.yaml")
    parser.add_argument("--record", type=Path, help="write what was judged to a CSV file")
    parser.add_argument("--wrong", action="store_true", help="list the rules that are wrong")
    args = parser.parse_args()
    manifest = manifest_of(args.documents)
    files = [path for folder in labelled_folders(args.gold, args.documents) for path in sorted(folder.glob("*.yaml"))]
    judged = [one for path in files for one in _judge(read_labelled(path, manifest))]
    first = _load(FIRST)
    new = {one.document for one in first}
    pooled = [*first, *(one for one in judged if one.document not in new)]
    for title, rows in (("As they are read now", judged), ("As they were read for the first time", first), ("Both", pooled)):
        print(f"{title}: {len({one.document for one in rows})} documents\n\n{_by_confidence(rows)}\n")
    print(f"Circumstances, both:\n\n{_by_reason(pooled)}")
    left = list(left_out(judged))
    print(f"\nAs they are read now, by weights that each programme has no part in:\n\n{_by_confidence(left)}")
    if args.record:
        _save(args.record, judged)
    for one in judged if args.wrong else ():
        if not one.right:
            print(f"{one.document}  {one.confidence:.2f}  {one.rule}  {' '.join(one.reasons)}")


def _load(path: Path) -> list[Judged]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Judged(
                row["document"], row["rule"], row["kind"], float(row["confidence"]), tuple(row["reasons"].split()), row["right"] == "yes"
            )
            for row in csv.DictReader(file)
        ]


def _save(path: Path, judged: Iterable[Judged]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("document", "rule", "kind", "confidence", "reasons", "right"))
        for one in judged:
            writer.writerow(
                (one.document, one.rule, one.kind, f"{one.confidence:.2f}", " ".join(one.reasons), "yes" if one.right else "no")
            )


def manifest_of(documents: Path | None) -> Manifest:
    """File and description of each document, by file name."""
    own = {path.name: (path, {}) for path in (ROOT / "tests" / "documents").iterdir() if path.is_file()}
    if documents is None:
        return own
    entries = YAML(typ="safe").load(documents / "manifest.yaml")
    return own | {Path(entry["file"]).name: (documents / entry["file"], entry) for entry in entries}


def labelled_folders(gold: Sequence[Path], documents: Path | None) -> list[Path]:
    """The folders of truth files: ours, those given, and ours on documents that are not part of this project where these are there."""
    return [ROOT / "tests" / "documents" / "gold", *gold, *([ROOT / "tests" / "corpus" / "gold"] if documents else [])]


def read_labelled(path: Path, manifest: Manifest) -> Labelled:
    """The document that a truth file is about, read."""
    gold = load_gold(path)
    file, about = manifest[Path(gold["document"]).name]
    definition = f"{gold.get('registry', gold['programme'])}.yaml"
    folders = (path.parent / "programmes", path.parents[1] / "programmes")
    registries = (folder / definition for folder in folders if (folder / definition).is_file())
    programme = find_programme(gold["programme"], *registries, ROOT / "sources" / "programmes")
    entry = DocumentEntry(id=path.stem, file=file.name, kind=about.get("kind", "guideline"), authority=about.get("authority", "official"))
    data = file.read_bytes()
    result = ingest(programme, gold["edition"], [Given(data, file.name, entry, gold["frame"])], None)
    if result.ruleset is None:
        raise SystemExit("\n".join(str(error) for error in result.errors))
    return Labelled(path.stem, gold, data, result.extracted[0], result.ruleset)


def _judge(labelled: Labelled) -> Iterator[Judged]:
    verdicts = judge_rules(labelled.ruleset, labelled.gold)
    for rule in labelled.ruleset.rules:
        if rule.id in verdicts:
            yield Judged(
                labelled.name, rule.id, rule.kind, rule.confidence, rule.reasons, verdicts[rule.id], str(labelled.gold["programme"])
            )


def left_out(judged: Sequence[Judged]) -> Iterator[Judged]:
    """The rules of each programme with the confidence that weights fitted on all other programmes give them."""
    for programme in sorted({one.programme for one in judged}):
        others = [one for one in judged if one.programme != programme]
        reasons = {reason for one in judged if one.programme == programme for reason in one.reasons}
        share = {reason: _weight(reason, others) / WEIGHTS.get(reason, UNWEIGHED) for reason in reasons}
        plain = _weight("–", others) / BASE
        for one in judged:
            if one.programme == programme:
                scale = plain
                for reason in one.reasons:
                    scale *= share[reason]
                yield replace(one, confidence=min(1.0, one.confidence * scale))


def _by_confidence(judged: Sequence[Judged]) -> str:
    """For each range of confidence the share of right rules, and what the other documents say of the rules of each document."""
    rows = []
    for low, high in reversed(BINS):
        inside = [one for one in judged if low <= one.confidence < high]
        if inside:
            mean = sum(one.confidence for one in inside) / len(inside)
            right = sum(one.right for one in inside)
            others = sum(_smoothed([two for two in inside if two.document != one.document], mean) for one in inside) / len(inside)
            rows.append((f"{low:.2f}–{min(high, 1):.2f}", len(inside), f"{mean:.3f}", right, f"{right / len(inside):.3f}", f"{others:.3f}"))
    sure = [one for one in judged if one.confidence >= SURE]
    rows.append(
        (f"**{SURE} and more**", len(sure), "", sum(one.right for one in sure), f"{sum(one.right for one in sure) / len(sure):.3f}", "")
    )
    return _table(("confidence", "rules", "mean", "right", "share right", "expected from the other documents"), rows)


def _by_reason(judged: Sequence[Judged]) -> str:
    """For each circumstance the weight in use and the one that the shares give, with the range over leaving each document out."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        for reason in one.reasons or ("–",):
            groups[reason].append(one)
    rows = []
    for reason, inside in sorted(groups.items(), key=lambda item: -len(item[1])):
        documents = {one.document for one in inside}
        fitted = [_weight(reason, [one for one in judged if one.document != left]) for left in (None, *sorted(documents))]
        used = BASE if reason == "–" else WEIGHTS.get(reason, UNWEIGHED)
        right = sum(one.right for one in inside)
        spread = f"{min(fitted):.2f}–{max(fitted):.2f}"
        rows.append((reason, len(documents), len(inside), right, f"{used:.2f}", f"{fitted[0]:.2f}", spread))
    return _table(("circumstance", "documents", "rules", "right", "weight", "by these rules", "one document left out"), rows)


def _weight(reason: str, judged: Iterable[Judged]) -> float:
    """How many of the rules with a circumstance are right, against what their other circumstances and contradictions explain."""
    inside = [one for one in judged if reason in (one.reasons or ("–",))]
    if reason == "–":
        return _smoothed([one for one in inside if one.confidence >= SURE], BASE)
    used = WEIGHTS.get(reason, UNWEIGHED)
    without = sum(min(1.0, one.confidence / used) for one in inside)
    right = sum(one.right for one in inside)
    return min(1.0, (right + PRIOR * used) / (without + PRIOR))


def _smoothed(judged: Sequence[Judged], expected: float) -> float:
    """The share of right rules, as if `PRIOR` more had been as good as expected: few rules say little."""
    return (sum(one.right for one in judged) + PRIOR * expected) / (len(judged) + PRIOR)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---", *(["---:"] * (len(head) - 1))], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


if __name__ == "__main__":
    main()
