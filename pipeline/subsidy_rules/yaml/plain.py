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
# what true, false, null, merge keys and the like begin with, and how long the longest of them is; what numbers and days begin with
_WORDS, _WORD = frozenset("tTfFnN~<=!&*") | {""}, len("false")
_MEANINGFUL = _WORDS | frozenset("+-.0123456789")
# a sign that no number and no day has
NO_NUMBER = r"[^-+.:_\s0-9a-fA-FxXoOtTzZinIN]"
_NO_NUMBER = re.compile(NO_NUMBER)


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
    data = _Events(get).document()
    get()  # the end of the document
    if type(get()) is not StreamEndEvent:
        raise _UnusualError
    return data


class _Events:
    """The data that the events up to the end of a document make; `get` gives the next event. Deeper than MAX_DEPTH, or unusual, raises.

    Nearly all events are scalars: each is read where it is met, without a call of its own.
    """

    __slots__ = ("get", "map_end", "map_start", "scalar", "seq_end", "seq_start")

    def __init__(self, get: Callable[[], Any]) -> None:
        from ruamel.yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

        self.get = get
        self.scalar = ScalarEvent
        self.seq_start, self.seq_end = SequenceStartEvent, SequenceEndEvent
        self.map_start, self.map_end = MappingStartEvent, MappingEndEvent

    def document(self) -> Any:
        first = self.get()
        if type(first) is not self.scalar:
            return self.structure(first, 0)
        if first.anchor is not None or first.ctag is not None:
            raise _UnusualError
        return _scalar(first.value) if first.implicit[0] else first.value

    def structure(self, event: Any, depth: int) -> Any:
        if event.anchor is not None or event.ctag is not None or depth > MAX_DEPTH:
            raise _UnusualError
        if type(event) is self.seq_start:
            return self.sequence(depth + 1)
        if type(event) is self.map_start:
            return self.mapping(depth + 1)
        raise _UnusualError

    def sequence(self, depth: int) -> list[Any]:
        get, scalar, end = self.get, self.scalar, self.seq_end
        items: list[Any] = []
        while (kind := type(event := get())) is not end:
            if kind is not scalar:
                items.append(self.structure(event, depth))
            elif event.anchor is not None or event.ctag is not None:
                raise _UnusualError
            else:
                items.append(_scalar(event.value) if event.implicit[0] else event.value)
        return items

    def mapping(self, depth: int) -> dict[Any, Any]:
        get, scalar, end = self.get, self.scalar, self.map_end
        made: dict[Any, Any] = {}
        while (kind := type(event := get())) is not end:
            if kind is not scalar or event.anchor is not None or event.ctag is not None or event.value in ("<<", "="):
                raise _UnusualError
            key = _scalar(event.value) if event.implicit[0] else event.value
            if key in made:
                raise _UnusualError
            event = get()
            if type(event) is not scalar:
                made[key] = self.structure(event, depth)
            elif event.anchor is not None or event.ctag is not None:
                raise _UnusualError
            else:
                made[key] = _scalar(event.value) if event.implicit[0] else event.value
        return made


@cache
def _scalar(text: str) -> Any:
    """What a scalar without quotes means in YAML 1.2."""
    first = text[:1]
    if first not in _MEANINGFUL:  # nothing but a string begins like this
        return text
    if first in _WORDS:
        if len(text) > _WORD or text in ("<", "!"):
            return text
    elif _WHOLE.fullmatch(text):
        return int(text)
    elif _DECIMAL.fullmatch(text):  # the numbers of a box, of which there are thousands
        return float(text)
    elif _NO_NUMBER.search(text):  # 3か月
        return text
    if too_long(text):
        raise _UnusualError
    from ruamel.yaml.nodes import ScalarNode

    loader = _loader()
    return loader.construct_object(ScalarNode(loader.resolve(ScalarNode, text, (True, False)), text))


@cache
def _loader() -> Any:
    from ruamel.yaml.loader import SafeLoader

    return SafeLoader("")
