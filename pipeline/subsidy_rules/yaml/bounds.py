"""Bounds of YAML text from outside, judged on its events, before anything is made of them.

A few hundred bytes of YAML can stand for gigabytes (names that stand for names), for a value without end (a list that holds itself), for
a nesting that ends the process in its C code, or for a number that takes minutes. None of that is a rule set or a definition.
"""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml.error import MarkedYAMLError

MAX_CHARS = 32_000_000  # the largest rule set of the corpus has about two millions
MAX_DEPTH = 64
MAX_DIGITS = 100
_NUMBER = re.compile(rf"[-+]?[0-9_]{{{MAX_DIGITS + 1},}}", re.ASCII)


class YamlBoundsError(MarkedYAMLError):
    """The text is more than a file of ours can be; `problem` says in which way, `problem_mark` where."""


def check_bounds(text: str) -> None:
    """Raises YamlBoundsError where the text is too long, too deep, refers to itself or holds a number of more than 100 digits.

    Raises ruamel.yaml.error.YAMLError where the text is no YAML.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.events import AliasEvent, ScalarEvent

    check_size(text)
    depth = 0
    for event in YAML(typ="safe").parse(text):
        depth += _STEP.get(type(event).__name__, 0)
        if depth > MAX_DEPTH:
            raise _error(f"nested more than {MAX_DEPTH} deep", event)
        if isinstance(event, AliasEvent):
            raise _error("references (*name) are not read: write the value itself", event)
        if isinstance(event, ScalarEvent) and event.implicit[0] and too_long(event.value):
            raise _error(f"a number of more than {MAX_DIGITS} digits", event)


def check_size(text: str) -> None:
    """Raises YamlBoundsError where the text is longer than any file of ours."""
    if len(text) > MAX_CHARS:
        raise YamlBoundsError(problem=f"longer than {MAX_CHARS:,} characters")


def too_long(scalar: str) -> bool:
    """Whether a scalar without quotes is a number that no document states.

    >>> too_long("9" * 101), too_long("1500000")
    (True, False)
    """
    return len(scalar) > MAX_DIGITS and _NUMBER.fullmatch(scalar) is not None


_STEP = {"MappingStartEvent": 1, "SequenceStartEvent": 1, "MappingEndEvent": -1, "SequenceEndEvent": -1}


def _error(problem: str, event: Any) -> YamlBoundsError:
    return YamlBoundsError(problem=problem, problem_mark=event.start_mark)
