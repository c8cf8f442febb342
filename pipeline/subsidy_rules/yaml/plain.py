"""YAML text → plain data (dict, list, str, int, float, bool, None, date), as ruamel.yaml's safe loader makes it, many times as fast.

Files of rules and definitions are nearly all lines of one key: `by_line` reads those. What they do not hold (scalars of several lines,
anchors, tags, merge keys, keys that are not scalars, a key given twice, several documents, deep nesting, huge numbers) is judged by
`bounds` and goes to ruamel's own loader, which knows it or says what is wrong.
"""

from __future__ import annotations

from typing import Any

from subsidy_rules.yaml.by_line import read_lines
from subsidy_rules.yaml.limits import MAX_CHARS
from subsidy_rules.yaml.scalars import UnusualError


class NoYamlError(ValueError):
    """The text is no YAML, or more than a file of ours can be: its cause, an error of ruamel.yaml, says which."""


def read_yaml(text: str) -> Any:
    """The data of one YAML 1.2 document. Raises NoYamlError."""
    if len(text) > MAX_CHARS:
        return _read_anything(text)
    try:
        return read_lines(text)
    except UnusualError:
        return _read_anything(text)


def _read_anything(text: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from subsidy_rules.yaml.bounds import check_bounds

    try:
        check_bounds(text)
        return YAML(typ="safe").load(text)
    except (YAMLError, TypeError) as error:  # a key that is a mapping is no key of Python
        raise NoYamlError(str(error)) from error
