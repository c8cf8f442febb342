"""Makes many documents of few, and measures what each stage costs a page.

    python benchmarks/many.py make OUT --from FOLDER_OF_PDFS --documents 100 --seed 1
    python benchmarks/many.py stages FOLDER_OF_PDFS

`make` changes numbers of the PDFs, as many times as it takes, and writes a list for `subsidy-rules run --manifest OUT/list.yaml --as-told`.
The same seed makes the same documents. `stages` counts processor seconds, which a busy machine changes less than it does the time.
"""

from __future__ import annotations

import argparse
import ctypes
import random
import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pypdfium2.raw as pdfium

from subsidy_rules.coverage.ledger import read_ledger
from subsidy_rules.language.parse import Parser
from subsidy_rules.model.document import Source
from subsidy_rules.model.errors import SubsidyRulesError
from subsidy_rules.model.programme import Frame, Programme
from subsidy_rules.read.document import read_document
from subsidy_rules.read.second_reading import compared, read_second
from subsidy_rules.stages.extract import DocumentScope, find_candidates
from subsidy_rules.stages.ingest import pages_with_figures
from subsidy_rules.stages.parser_reading import read_again

T = TypeVar("T")
_NUMBER = re.compile(r"(?=.*[1-9])[0-9,./]+")
_PER_EDITION = 3
_PROGRAMME = Programme(id="it-hojo", name="例", frames=(Frame(id="tsujo", name="通常枠"),))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    making = commands.add_parser("make")
    making.add_argument("out", type=Path)
    making.add_argument("--from", dest="folder", type=Path, required=True)
    making.add_argument("--documents", type=int, default=100)
    making.add_argument("--seed", type=int, default=1)
    making.set_defaults(do=lambda args: make(args.out, sorted(args.folder.glob("*.pdf")), args.documents, args.seed))
    staged = commands.add_parser("stages")
    staged.add_argument("folder", type=Path)
    staged.set_defaults(do=lambda args: show(sorted(args.folder.glob("*.pdf"))))
    args = parser.parse_args()
    args.do(args)
    return 0


def make(out: Path, files: list[Path], n: int, seed: int) -> None:
    """Writes so many documents and their list."""
    chance = random.Random(seed)
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    for at in range(n):
        source = files[at % len(files)]
        name = f"{at:05d}_{source.name}"
        change_numbers(source, out / name, chance)
        told = "programme: it-hojo, frame: tsujo, kind: guideline, authority: official"
        rows.append(f'- {{file: {name}, id: d{at}, edition: "E{at // _PER_EDITION}", {told}}}\n')
    (out / "list.yaml").write_text("".join(rows), encoding="utf-8")


def change_numbers(source: Path, target: Path, chance: random.Random) -> int:
    """Writes the PDF with other digits in its numbers that stand alone; how many were changed."""
    pdf = pypdfium2.PdfDocument(source)
    n = 0
    for page in pdf:
        text = pdfium.FPDFText_LoadPage(page.raw)
        before = n
        for at in range(pdfium.FPDFPage_CountObjects(page.raw)):
            item = pdfium.FPDFPage_GetObject(page.raw, at)
            if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT and _NUMBER.fullmatch(words := _words(item, text)):
                data = (re.sub("[1-9]", lambda _: str(chance.randint(1, 9)), words) + "\0").encode("utf-16-le")
                n += bool(pdfium.FPDFText_SetText(item, (ctypes.c_ushort * (len(data) // 2)).from_buffer_copy(data)))
        pdfium.FPDFText_ClosePage(text)
        if n > before:
            pdfium.FPDFPage_GenerateContent(page.raw)
    # documents without a number that stands alone differ all the same
    data = f"{chance.random()}\n".encode()
    pdf.save(target)
    with target.open("ab") as file:
        file.write(b"%" + data)
    return n


def _words(item: object, text: object) -> str:
    size = pdfium.FPDFTextObj_GetText(item, text, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(item, text, buffer, size)
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")


def show(files: list[Path]) -> None:
    """A table of processor seconds and pages a second of each stage over all files; those that cannot be read are left out."""
    read_again((), Parser())
    spent: dict[str, float] = {}
    n_pages = n_files = 0
    for file in files:
        try:
            pages, of_file = measure(file)
        except SubsidyRulesError:
            continue
        n_pages, n_files = n_pages + pages, n_files + 1
        for stage, seconds in of_file.items():
            spent[stage] = spent.get(stage, 0.0) + seconds
    print(f"{n_files} documents, {n_pages} pages\n\n| stage | processor s | pages a second | share |\n|---|---|---|---|")
    whole = sum(spent.values())
    for stage, seconds in [*spent.items(), ("all", whole)]:
        print(f"| {stage} | {seconds:.1f} | {n_pages / max(seconds, 0.01):.1f} | {seconds / whole:.0%} |")


def measure(file: Path) -> tuple[int, dict[str, float]]:
    """The pages of a file, and the processor seconds of each stage."""
    data = file.read_bytes()
    spent: dict[str, float] = {}

    def lap(stage: str, work: Callable[[], T]) -> T:
        start = _processor_s()
        result = work()
        spent[stage] = _processor_s() - start
        return result

    document = lap("pages, tables, clauses", lambda: read_document(data, file.name))
    source = Source(id="x", sha256=document.sha256, authority="official", kind="guideline", frame="tsujo")
    scope = DocumentScope(source, "tsujo", _PROGRAMME)
    candidates = lap("candidates", lambda: find_candidates(document, scope))
    pages = pages_with_figures(document, candidates)
    if pages:
        lap("second reading", lambda: compared(document, read_second(data, pages, None), pages))
    candidates = lap("parser", lambda: read_again(candidates, Parser()))
    lap("what was read", lambda: read_ledger(document, candidates, kind="guideline"))
    return len(document.pages), spent


def _processor_s() -> float:
    """Processor seconds of this process and of those that it waited for."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


if __name__ == "__main__":
    sys.exit(main())
