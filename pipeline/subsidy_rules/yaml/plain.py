"""YAML text → plain data (dict, list, str, int, float, bool, None, date), as ruamel.yaml's safe loader makes it, four times as fast.

A rule set is nearly all scalars, and most are said many times. So the events of ruamel's C parser are put together here, and ruamel
says what a plain scalar means once for each spelling. What rule sets do not hold (anchors, tags, merge keys, keys that are not scalars, a
key given twice, several documents, deep nesting, huge numbers) is judged by `bounds` and goes to ruamel's own loader, which knows it or
says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from subsidy_rules.yaml.bounds import MAX_DEPTH, check_bounds, check_size, too_long

_WHOLE = re.compile(r"[1-9]\d{0,17}", re.ASCII)
_DECIMAL = re.compile(r"\d+\.\d+", re.ASCII)


class _UnusualError(Exception):
    """This text is for ruamel's own loader."""


def read_yaml(text: str) -> Any:
    """The data of one YAML 1.2 document. Raises ruamel.yaml.error.YAMLError, also where the text is out of bounds."""
    from ruamel.yaml import YAML

    check_size(text)
    try:
        return _read(text)
    except _UnusualError:
        check_bounds(text)
        return YAML(typ="safe").load(text)


def _read(text: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.events import DocumentStartEvent, StreamEndEvent
    from ruamel.yaml.parser import Parser

    parser = YAML(typ="safe").Parser
    if parser is Parser:  # PyPy has no C parser
        raise _UnusualError
    get: Callable[[], Any] = parser(text).get_event
    get()  # the start of the stream
    start = get()
    if type(start) is StreamEndEvent:
        return None
    if type(start) is not DocumentStartEvent or start.version is not None or start.tags:
        raise _UnusualError
    data = _document(get)
    get()  # the end of the document
    if type(get()) is not StreamEndEvent:
        raise _UnusualError
    return data


def _document(get: Callable[[], Any]) -> Any:
    """The data that the events up to the end of the document make; `get` gives the next event."""
    from ruamel.yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

    def node(event: Any, depth: int) -> Any:
        kind = type(event)
        if event.anchor is not None or event.tag is not None or depth > MAX_DEPTH:
            raise _UnusualError
        if kind is ScalarEvent:
            return _scalar(event.value) if event.implicit[0] else event.value
        if kind is SequenceStartEvent:
            items: list[Any] = []
            while type(event := get()) is not SequenceEndEvent:
                items.append(node(event, depth + 1))
            return items
        if kind is not MappingStartEvent:
            raise _UnusualError
        made: dict[Any, Any] = {}
        while type(event := get()) is not MappingEndEvent:
            if type(event) is not ScalarEvent or event.value in ("<<", "="):
                raise _UnusualError
            key = node(event, depth + 1)
            if key in made:
                raise _UnusualError
            made[key] = node(get(), depth + 1)
        return made

    return node(get(), 0)


@cache
def _scalar(text: str) -> Any:
    """What a scalar without quotes means in YAML 1.2."""
    from ruamel.yaml.nodes import ScalarNode

    if too_long(text):
        raise _UnusualError
    loader = _loader()
    if text[:1] not in loader.versioned_resolver:  # nothing but a string begins like this
        return text
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):  # the numbers of a box, of which there are thousands
        return float(text)
    return loader.construct_object(ScalarNode(loader.resolve(ScalarNode, text, (True, False)), text))


@cache
def _loader() -> Any:
    from ruamel.yaml.loader import SafeLoader

    return SafeLoader("")
