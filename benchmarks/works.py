"""One piece of work a process, for `all.py` to measure from outside: our own, and what it is held against.

    python benchmarks/works.py NAME [ARGUMENT...]

What a peer or floor does is the least that the same answer needs with the libraries that we use, or what another program does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path


def document(file: str) -> None:
    """Pages, tables and clauses of a PDF, in the guarded process."""
    from subsidy_rules.read.document import read_document

    read_document(Path(file).read_bytes(), Path(file).name)


def characters(file: str) -> None:
    """Every character of a PDF with its box, through pdfium's raw interface, and nothing made of them."""
    import ctypes

    import pypdfium2
    import pypdfium2.raw as pdfium

    box = [ctypes.c_double() for _ in range(4)]
    for page in pypdfium2.PdfDocument(file):
        text = pdfium.FPDFText_LoadPage(page.raw)
        for at in range(pdfium.FPDFText_CountChars(text)):
            pdfium.FPDFText_GetUnicode(text, at)
            pdfium.FPDFText_GetCharBox(text, at, *box)
        pdfium.FPDFText_ClosePage(text)


def clauses(file: str) -> None:
    """The clauses of a page of text, read as a document is."""
    from subsidy_rules.read.text import read_text

    read_text(Path(file).read_bytes(), Path(file).name)


def lines(file: str) -> None:
    """The lines of a file, their white space squeezed."""
    import re

    from subsidy_rules.model.document import Line

    [Line(text=re.sub(r"\s+", " ", line)) for line in Path(file).read_text(encoding="utf-8").splitlines()]


def parser(file: str) -> None:
    """Our parser's reading of every line of a file."""
    from subsidy_rules.language.parse import Parser

    Parser().parse([line for line in Path(file).read_text(encoding="utf-8").splitlines() if line.strip()])


def ginza(file: str) -> None:
    """GiNZA on the same lines, one after the other."""
    import spacy

    nlp = spacy.load("ja_ginza")
    list(nlp.pipe(line for line in Path(file).read_text(encoding="utf-8").splitlines() if line.strip()))


def queue(folder: str) -> None:
    """The queue of review of a rule set, and the page that shows it."""
    from starlette.testclient import TestClient

    from subsidy_rules.serve.desk import Desk
    from subsidy_rules.serve.papers import Papers
    from subsidy_rules.serve.review_app import review_app
    from subsidy_rules.stages.page_images import PageImages
    from subsidy_rules.stages.sitting import Sitting

    sitting = Sitting(Path(folder))
    sitting.open()
    desk = Desk(sitting, Papers(Path(folder), PageImages([], [], Path(folder).parent)), "nobody", lambda: "2026-04-01", "en")
    with TestClient(review_app(desk)) as client:
        assert client.get("/").status_code == 200


def evaluated(folder: str) -> None:
    """A thousand answers to an applicant."""
    from subsidy_rules.evaluate.evaluate import evaluate
    from subsidy_rules.store.loader import load_ruleset

    ruleset = load_ruleset(Path(folder), reviewed_only=False)
    applicant = {"industry": "wholesale", "capital": 30_000_000, "employees": 40}
    for cost in range(1000):
        evaluate(ruleset, applicant, {"cost": 1_000_000 + cost}, frame=ruleset.frames[0].id, all_states=True)


def yaml(*folders: str) -> None:
    """The rule sets as plain data, by the YAML library that we use."""
    from ruamel.yaml import YAML

    for folder in folders:
        for path in sorted(Path(folder).glob("*.yaml")):
            YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def libraries(*folders: str) -> None:
    """What any command needs that tells of rule sets on a terminal: its libraries, and the files as plain data."""
    import rich.console
    import rich.table
    import typer
    from pydantic import BaseModel, TypeAdapter

    assert rich and typer and BaseModel and TypeAdapter
    yaml(*folders)


WORKS: dict[str, Callable[..., None]] = {
    one.__name__: one for one in (document, characters, clauses, lines, parser, ginza, queue, evaluated, yaml, libraries)
}

if __name__ == "__main__":
    WORKS[sys.argv[1]](*sys.argv[2:])
