"""YAML text → plain data that still knows its lines, so that an error can name the line a person has to mend.

Used for files that people write (programme definitions). YAML 1.2 by ruamel.yaml; a key given twice is an error there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from subsidy_rules.messages.message import Message, message
from subsidy_rules.yaml.plain import NoYamlError, read_yaml

if TYPE_CHECKING:
    from ruamel.yaml.error import YAMLError


class YamlSyntaxError(ValueError):
    """The text is not YAML, or more than a file of ours can be; `line` counts from 1 and is None where the parser cannot tell."""

    def __init__(self, line: int | None, words: Message) -> None:
        self.line = line
        self.words = words
        super().__init__(str(self.words))


@dataclass(frozen=True, slots=True)
class LocatedYaml:
    """`data` is plain (dict, list, str, int, bool, None, date); `line_of` answers with 1-based lines of the text."""

    data: Any
    _text: str

    def line_of(self, path: Sequence[str | int]) -> int | None:
        """Line of the key or item at `path`, or of the nearest one above it that the file has.

        None where the parser that knows lines does not take what the quick one took: they differ on what is hardly YAML any more.
        """
        line = None
        try:
            top = node = _tree(self._text)
        except YamlSyntaxError:
            return None
        for step in path:
            marks = getattr(node, "lc", None)
            if marks is None:
                break
            try:
                line = (marks.key(step) if isinstance(node, Mapping) else marks.item(step))[0] + 1
                node = node[step]
            except (KeyError, IndexError, TypeError):
                break
        if line is None and getattr(top, "lc", None) is not None:
            line = int(top.lc.line) + 1
        return line


def load_yaml(text: str) -> LocatedYaml:
    """The data of one YAML document. Raises YamlSyntaxError with its line when the text is not YAML."""
    try:
        # many times as fast as the parser that knows lines, which only errors need
        return LocatedYaml(_plain(read_yaml(text)), text)
    except NoYamlError as error:
        from subsidy_rules.yaml.bounds import YamlBoundsError

        if isinstance(error.__cause__, YamlBoundsError):
            raise _syntax(error.__cause__) from error
        return LocatedYaml(_plain(_tree(text)), text)


@lru_cache(maxsize=8)
def _tree(text: str) -> Any:
    """The document with line marks. Raises YamlSyntaxError."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="rt").load(text)
    except YAMLError as error:
        raise _syntax(error) from error


def _syntax(error: YAMLError) -> YamlSyntaxError:
    from ruamel.yaml.error import MarkedYAMLError

    from subsidy_rules.yaml.bounds import YamlBoundsError

    if not isinstance(error, MarkedYAMLError):
        return YamlSyntaxError(None, _not_yaml(str(error).splitlines()[0] if str(error) else "?"))
    mark = error.problem_mark or error.context_mark
    words = error.words if isinstance(error, YamlBoundsError) else _not_yaml(error.problem or "?")
    return YamlSyntaxError(mark.line + 1 if mark else None, words)


def _not_yaml(problem: str) -> Message:
    """The parser has its words in English only."""
    return message("this is not YAML: {problem}", problem=problem)


def _plain(node: Any) -> Any:
    """The tree without ruamel's own types, which carry comments and line marks that models must not see."""
    if isinstance(node, Mapping):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, (list, tuple)):
        return [_plain(item) for item in node]
    if isinstance(node, bool) or node is None:
        return node
    for plain in (int, float, str):
        if isinstance(node, plain):
            return plain(node)
    return node
