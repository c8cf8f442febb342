"""What the results of each stage depend on besides its input: our code, our vocabulary, the libraries.

The version number alone would not do: during development the code changes under one number. The code of a stage is that of the modules
which it imports, and which these import: a change of a kind leaves what was read of pages as it is.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_NAME = _ROOT.name
_IMPORT = re.compile(
    rf"^[ \t]*(?:from[ \t]+({_NAME}[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]*)|import[ \t]+({_NAME}[\w.]*))", re.MULTILINE
)
_READING = ("read.document", "read.html", "read.text")
_SECOND = ("read.second_reading",)
_FINDING = ("stages.extract", "stages.parser_reading", "stages.ingest", "coverage.ledger")
_BUILDING = ("ruleset", "store.edition")
_READERS = ("beautifulsoup4", "lxml", "pypdfium2")
_PARSERS = ("ja-ginza", "spacy", "sudachidict-core", "sudachipy")


@cache
def reading_code() -> str:
    """12 hexadecimal digits that change with the code and the libraries that make pages, tables and clauses of a file."""
    return digest_of([code_of(_READING), *map(_installed, _READERS)])


@cache
def second_code() -> str:
    """The same of the second reading of tables."""
    return digest_of([code_of(_SECOND), _installed("pdfplumber")])


@cache
def finding_code() -> str:
    """The same of what finds candidates in pages, tables and clauses: statements, kinds, the parser's reading, the ledger."""
    # found there, and imported by nobody
    kinds = sorted(f"kinds.{path.stem}" for path in (_ROOT / "kinds").glob("*.py") if path.stem != "__init__")
    return digest_of([code_of((*_FINDING, *kinds)), *map(_installed, _PARSERS)])


@cache
def building_code() -> str:
    """The same of what makes a rule set of candidates and decisions."""
    return digest_of([finding_code(), code_of(_BUILDING)])


@cache
def vocabulary_code() -> str:
    """12 hexadecimal digits that change with any word list."""
    files = sorted((_ROOT / "vocabulary").glob("*.yaml"))
    return digest_of([f"{path.name}\0{path.read_text(encoding='utf-8')}" for path in files])


@cache
def fingerprint() -> str:
    """12 hexadecimal digits that change with whatever candidates depend on besides the document and what is told of it."""
    return digest_of([reading_code(), second_code(), finding_code(), vocabulary_code()])


def code_of(modules: Iterable[str]) -> str:
    """12 hexadecimal digits of the source of these modules, and of all of ours that they import, wherever in them."""
    return digest_of([f"{name}\0{text}" for name, text in sorted(imported_by(modules).items())])


def imported_by(modules: Iterable[str]) -> dict[str, str]:
    """Module → source of these modules and all of ours that they import. Raises ValueError for one that is not there."""
    todo = [f"{_NAME}.{module}" for module in modules]
    if missing := [name for name in todo if name not in _modules()]:
        raise ValueError(f"no modules: {missing}")
    found: dict[str, str] = {}
    while todo:
        name = todo.pop()
        if name not in found and name in _modules():
            found[name], imported = _source(name)
            todo += imported
    return found


@cache
def _source(module: str) -> tuple[str, tuple[str, ...]]:
    """The source of one of our modules, and the names of all that it may import: of modules, and of what is in them."""
    text = _modules()[module].read_text(encoding="utf-8")
    names = {module.rpartition(".")[0]}
    for whence, words, whole in _IMPORT.findall(text):
        names.add(whence or whole)
        names |= {f"{whence}.{word.split()[0]}" for word in words.strip("()").split(",") if whence and word.split()}
    return text, tuple(sorted(names))


@cache
def _modules() -> dict[str, Path]:
    """Name → file of all our modules; not of the package itself, which only passes on."""
    found: dict[str, Path] = {}
    for folder, _, files in os.walk(_ROOT):
        package = (_NAME, *Path(folder).relative_to(_ROOT).parts)
        for file in files:
            if file.endswith(".py"):
                name = package if file == "__init__.py" else (*package, file[:-3])
                found[".".join(name)] = Path(folder, file)
    found.pop(_NAME, None)
    return found


def _installed(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:  # what was read stays usable where nothing is installed to read more
        return f"{name} -"


def digest_of(parts: Sequence[str]) -> str:
    """12 hexadecimal digits of SHA-256 over texts."""
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:12]
