"""Bounds of YAML text from outside, judged on its events, before anything is made of them.

A few hundred bytes of YAML can stand for gigabytes (names that stand for names), for a value without end (a list that holds itself), for
a nesting that ends the process in its C code, or for a number that takes minutes. None of that is a rule set or a definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ruamel.yaml.error import MarkedYAMLError

from subsidy_rules.messages.message import Message, message
from subsidy_rules.yaml.limits import MAX_CHARS, MAX_DEPTH, MAX_DIGITS, MAX_NODES, too_long


class YamlBoundsError(MarkedYAMLError):
    """The text is more than a file of ours can be; `words` says in which way, `problem_mark` where."""

    def __init__(self, words: Message, mark: Any = None) -> None:
        self.words = words
        super().__init__(problem=str(words), problem_mark=mark)


def check_bounds(text: str) -> None:
    """Raises YamlBoundsError where the text is too long or too deep, holds itself, stands for too many values or for a huge number.

    Raises ruamel.yaml.error.YAMLError where the text is no YAML.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent

    if len(text) > MAX_CHARS:
        raise YamlBoundsError(message("longer than {n:,} characters", n=MAX_CHARS))
    open_nodes: list[_Node] = [_Node("", 0)]
    sizes: dict[str, int] = {}  # of what has a name, by it
    for event in YAML(typ="safe").parse(text):
        if isinstance(event, CollectionStartEvent):
            open_nodes.append(_Node(event.anchor or "", 1))
            if len(open_nodes) > MAX_DEPTH + 1:
                raise YamlBoundsError(message("nested more than {n} deep", n=MAX_DEPTH), event.start_mark)
        elif isinstance(event, CollectionEndEvent):
            closed = open_nodes.pop()
            sizes[closed.name] = closed.size
            open_nodes[-1].size += closed.size
        elif isinstance(event, AliasEvent):
            if event.anchor in (node.name for node in open_nodes):
                raise YamlBoundsError(message("it holds itself (*{name})", name=event.anchor), event.start_mark)
            open_nodes[-1].size += sizes.get(event.anchor, 1)
        elif isinstance(event, ScalarEvent):
            open_nodes[-1].size += 1
            if event.implicit[0] and too_long(event.value):
                raise YamlBoundsError(message("a number of more than {n} digits", n=MAX_DIGITS), event.start_mark)
        if open_nodes[-1].size > MAX_NODES:
            raise YamlBoundsError(message("it stands for more than {n:,} values", n=MAX_NODES), event.start_mark)


@dataclass(slots=True)
class _Node:
    """A list or mapping that is still open: its name ("" for none) and how many values it stands for so far."""

    name: str
    size: int
