"""How much a text from outside may be, known without the parser: loading it takes as long as reading a small rule set."""

from __future__ import annotations

import re

MAX_CHARS = 32_000_000  # the largest rule set of the corpus has about two millions
MAX_DEPTH = 64
MAX_DIGITS = 100
MAX_NODES = 1_000_000
_NUMBER = re.compile(rf"[-+]?[0-9_]{{{MAX_DIGITS + 1},}}", re.ASCII)


def too_long(scalar: str) -> bool:
    """Whether a scalar without quotes is a number that no document states.

    >>> too_long("9" * 101), too_long("1500000")
    (True, False)
    """
    return len(scalar) > MAX_DIGITS and _NUMBER.fullmatch(scalar) is not None
