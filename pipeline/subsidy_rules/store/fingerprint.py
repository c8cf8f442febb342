"""What the results of this program depend on besides its input."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from subsidy_rules.registry.places import packaged_folder

_LIBRARIES = ("beautifulsoup4", "ja-ginza", "lxml", "pypdfium2", "spacy", "sudachidict-core", "sudachipy")


@cache
def fingerprint() -> str:
    """12 hexadecimal digits that change with our code, our vocabulary and the libraries that read documents and language.

    The version number alone would not do: during development the code changes under one number.
    """
    root, definitions = Path(__file__).resolve().parents[1], packaged_folder()
    # what a wheel carries of `sources/` is input, and no part of the program: it lies elsewhere in a checkout
    files = sorted(path for path in root.rglob("*") if path.suffix in (".py", ".yaml") and path.parent != definitions)
    return digest_of([*(f"{path.relative_to(root)}\0{path.read_text(encoding='utf-8')}" for path in files), *map(_installed, _LIBRARIES)])


def _installed(name: str) -> str:
    return f"{name} {version(name)}"


def digest_of(parts: Sequence[str]) -> str:
    """12 hexadecimal digits of SHA-256 over texts."""
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:12]
