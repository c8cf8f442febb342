"""Attacks of every reader with damaged and hostile input, from seeds: what comes is a result or a worded error, in bounded time and memory.

    python tests/fuzz/attack.py --seconds 600              (`make fuzz`)
    python tests/fuzz/attack.py --rounds 20 --first 1000   a fixed number for each reader
    python tests/fuzz/attack.py --only yaml --rounds 1 --first 1234   one attack again
    python tests/fuzz/attack.py --documents DIR --rounds 2000         damaged variants of the documents of a folder, each in turn
    python tests/fuzz/attack.py --documents DIR --part 2 --rounds 2000   of so many pages of each PDF, other pages each time: far quicker

Exit code 1 where an attack got through; each is named with its reader and seed.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from fuzz.inputs import HTML, MANIFEST, REGISTRY, RULES, hostile_page, hostile_text, hostile_yaml  # noqa: E402 - the folder of tests is no package of its own
from fuzz.structure import damaged_structure  # noqa: E402
from property.damage import damaged  # noqa: E402
from subsidy_rules.fetch.judge import Expected, judge  # noqa: E402
from subsidy_rules.model.errors import SubsidyRulesError  # noqa: E402
from subsidy_rules.process.guard import Limits  # noqa: E402
from subsidy_rules.process.jobs import Done, Job, run_jobs  # noqa: E402
from subsidy_rules.process.watch import Tick  # noqa: E402
from subsidy_rules.read.document import read_document  # noqa: E402
from subsidy_rules.registry.load import load_manifest, load_programmes  # noqa: E402
from subsidy_rules.report.book_read import read_book  # noqa: E402
from subsidy_rules.report.book_rows import BookRow, BookSheet  # noqa: E402
from subsidy_rules.report.review_book import review_workbook  # noqa: E402
from subsidy_rules.store.files import load_ruleset_dir  # noqa: E402

LIMITS = Limits(memory_mb=1024, seconds=120.0)
SAMPLES = tuple(sorted((ROOT / "sources" / "samples").glob("*.pdf")))


def attack_pdf(seed: int, _: Tick) -> int:
    data = damaged(SAMPLES[seed % len(SAMPLES)].read_bytes(), seed)
    return len(read_document(data, f"{seed}.pdf").pages)


def attack_structure(seed: int, _: Tick) -> int:
    page = _some_pages(SAMPLES[seed % len(SAMPLES)].read_bytes(), 1, seed // len(SAMPLES))
    return len(read_document(damaged_structure(page, seed), f"{seed}.pdf").pages)


def attack_document(documents: tuple[Path, ...], part: int, seed: int, _: Tick) -> int:
    path = documents[seed % len(documents)]
    whole = path.read_bytes()
    data = _some_pages(whole, part, seed // len(documents)) if part and path.suffix == ".pdf" else whole
    return len(read_document(damaged(data, seed), path.name).pages)


def _some_pages(whole: bytes, n: int, turn: int) -> bytes:
    """So many pages of a PDF as a PDF, the next ones in each turn."""
    source, part = pypdfium2.PdfDocument(whole), pypdfium2.PdfDocument.new()
    first = turn * n % len(source)
    part.import_pages(source, pages=range(first, min(first + n, len(source))))
    out = io.BytesIO()
    part.save(out)
    part.close()
    source.close()
    return out.getvalue()


def attack_html(seed: int, _: Tick) -> int:
    return len(read_document(hostile_text(HTML, seed).encode("utf-8", "surrogatepass"), f"{seed}.html").clauses)


def attack_judge(seed: int, _: Tick) -> int:
    data = hostile_text(HTML, seed).encode("utf-8", "surrogatepass")
    return judge(data, "0" * 64, Expected(f"https://a.example/{seed}")).chars or 0


def attack_page(seed: int, _: Tick) -> int:
    return judge(hostile_page(seed, 20_000), "0" * 64, Expected(f"https://a.example/{seed}")).chars or 0


def attack_yaml(seed: int, _: Tick) -> int:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in RULES.items():
            hurt = hostile_yaml(text, seed) if seed % len(RULES) == list(RULES).index(name) else text.encode()
            (Path(folder) / name).write_bytes(hurt)
        return len(load_ruleset_dir(Path(folder)).rules)


def attack_registry(seed: int, _: Tick) -> int:
    return _with_file(REGISTRY, seed, lambda path: len(load_programmes(path)))


def attack_manifest(seed: int, _: Tick) -> int:
    return _with_file(MANIFEST, seed, lambda path: len(load_manifest(path)))


def attack_workbook(seed: int, word: Tick) -> int:
    """A workbook that comes back with one of its parts damaged, left out, or made to count otherwise."""
    parts = dict(_workbook())
    name = [*parts][seed % len(parts)]
    text = parts[name].decode("utf-8")
    numbers = [*re.finditer(r'(?<=["=>])\d+(?=["<])', text)]
    if seed % 3 == 0 and numbers:
        spot = numbers[seed // 3 % len(numbers)]
        parts[name] = f"{text[: spot.start()]}{('-1', '99999999999', 'x', '1048577')[seed % 4]}{text[spot.end() :]}".encode()
    elif seed % 17 == 1:
        del parts[name]
    else:
        parts[name] = damaged(parts[name], seed)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for part, content in parts.items():
            packed.writestr(part, content)
    return len(read_book(out.getvalue(), f"{seed}.xlsx", word))


@lru_cache(maxsize=1)
def _workbook() -> tuple[tuple[str, bytes], ...]:
    """The parts of a workbook of two rows."""
    rows = tuple(BookRow({"id": f"tsujo.subsidy_rate.{n}", "label": "補助率 1/2以内", "share": "1/2", "high": n}) for n in range(2))
    data = review_workbook((BookSheet("通常枠", "rules", rows),), {}, ("通常枠",), "ja")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return tuple((name, packed.read(name)) for name in packed.namelist())


def _with_file(text: str, seed: int, load: Callable[[Path], int]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.yaml"
        path.write_bytes(hostile_yaml(text, seed))
        return load(path)


ATTACKS: dict[str, Callable[[int, Tick], int]] = {
    "pdf": attack_pdf,
    "structure": attack_structure,
    "html": attack_html,
    "judge": attack_judge,
    "page": attack_page,
    "yaml": attack_yaml,
    "registry": attack_registry,
    "manifest": attack_manifest,
    "workbook": attack_workbook,
}


def rounds(names: Iterable[str], first: int) -> Iterator[tuple[str, int]]:
    """Reader and seed, each reader in turn, without end."""
    seed = first
    while True:
        for name in names:
            yield name, seed
        seed += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    until = parser.add_mutually_exclusive_group(required=True)
    until.add_argument("--seconds", type=float, help="how long to go on")
    until.add_argument("--rounds", type=int, help="how many seeds for each reader")
    parser.add_argument("--first", type=int, default=1, help="first seed")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--only", choices=sorted(ATTACKS), help="one reader")
    which.add_argument("--documents", type=Path, metavar="DIR", help="damage these documents instead")
    parser.add_argument("--part", type=int, default=0, metavar="PAGES", help="with --documents: only so many pages of each PDF")
    args = parser.parse_args()
    end = time.monotonic() + args.seconds if args.seconds else float("inf")
    chosen = {args.only: ATTACKS[args.only]} if args.only else ATTACKS
    if args.documents:
        documents = tuple(sorted(path for path in args.documents.rglob("*") if path.suffix in (".pdf", ".html", ".txt", ".md")))
        chosen = {"document": partial(attack_document, documents, args.part)}
    attacks = rounds(list(chosen), args.first)
    counted: Counter[str] = Counter()
    through: list[str] = []
    left = args.rounds * len(chosen) if args.rounds else None
    while time.monotonic() < end and left != 0:
        some = [next(attacks) for _ in range(min(120, left or 120))]
        left = left - len(some) if left is not None else None
        jobs = [Job(f"{name} {seed}", partial(chosen[name], seed)) for name, seed in some]
        for (name, seed), outcome in zip(some, run_jobs(jobs, 2, lambda _: None, LIMITS), strict=True):
            told = "read" if isinstance(outcome, Done) else what_is_wrong(outcome)
            counted[f"{name} {told}" if told in ("read", "refused") else f"{name} GOT THROUGH"] += 1
            if told not in ("read", "refused"):
                through.append(f"{name} --first {seed}: {told}")
    for line, n in sorted(counted.items()):
        print(f"{n:6} {line}")
    for line in through:
        print(line)
    return 1 if through else 0


def what_is_wrong(error: SubsidyRulesError) -> str:
    """ "refused" for a worded error of a reader; else what happened: a fault of ours, a crash, a hang, a message without a next step."""
    words = error.words("en")
    if any(sign in words for sign in ("a fault of subsidy-rules", "process ended here", "took longer than", "needs more than")):
        return words
    return "refused" if error.todo.say("en") and error.todo.say("ja") else f"no next step: {words}"


if __name__ == "__main__":
    sys.exit(main())
