"""Plain data → YAML text, byte for byte as ruamel.yaml's round-trip dumper writes it, ten times as fast.

Writing an edition took ruamel longer than building it. What rule sets hold is words and numbers in mappings and lists: their layout is made
here, and so is nearly every scalar. A scalar of which it is not plain how it is written is asked of ruamel, once for each spelling; data of
other kinds goes there whole.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import Any

from subsidy_rules.yaml.scalars import NO_NUMBER
from subsidy_rules.yaml.style import Flow, Row

_WIDTH = 100_000  # one flow mapping a line: a diff shows the leaf that changed
# Written in quotes although YAML 1.2 asks for none: readers of YAML 1.1 stumble over a colon at the edge of a word.
_QUOTED = re.compile(r"\n|^[:?-]|:(?:$|[\s,\[\]{}])")
# signs beyond ASCII that are written as they are, blanks and breaks of other scripts left out
_WIDE = "\xa1-\u1fff\u2010-\u2027\u2030-\ud7ff\ue000-\ufefe\uff00-\ufffd"
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_FLOAT = re.compile(r"-?\d+\.\d+")
# words that begin with a letter, or are no number and no day, and end with no blank; within {} and [] their signs are out
_BEGIN = rf"(?:[A-Za-z{_WIDE}]|(?=.*{NO_NUMBER})[0-9(])"
_PLAIN = re.compile(rf"{_BEGIN}(?:[ -~{_WIDE}]*[!-~{_WIDE}])?")
_PLAIN_IN_FLOW = re.compile(rf"{_BEGIN}(?:[ -+\--Z\\^-z|~{_WIDE}]*[!-+\--Z\\^-z|~{_WIDE}])?")
_ANYTHING_BUT_TEXT = frozenset({"true", "false", "null"})
_HASH = re.compile(r"(?=.*[acdf])[0-9a-f]+")  # with e and b alone it may be a number
_IN_QUOTES = re.compile(rf"[ -~\n{_WIDE}]*")
_IN_SINGLE_QUOTES = re.compile(rf"[!-~{_WIDE}](?:[ -~{_WIDE}]*[!-~{_WIDE}])?")
_BREAK = re.compile("[\x85\u2028\u2029]")
_MOST_SPELLINGS = 4096


_KINDS = frozenset({dict, list, tuple, Flow, Row})


class _UnusualError(Exception):
    """This data is for ruamel's own dumper."""


def write_yaml(data: object) -> str:
    """The YAML 1.2 text of dicts, lists, words, numbers, true, false and None: block style, but for `Flow` and `Row`."""
    out: list[str] = []
    try:
        if not _is_block(data):
            raise _UnusualError
        _write_block(data, "", out)
    except _UnusualError:
        return _dumped(data)
    text = "".join(out)
    return text if len(text) < _WIDTH else _dumped(data)


def _is_block(node: object) -> bool:
    return type(node) in (dict, list, tuple) and bool(node)


def _write_block(node: Any, pad: str, out: list[str]) -> None:
    """Adds the lines of a node; what stands before it on its first line has been written, its further lines begin with `pad`."""
    first = True
    for key, value in node.items() if type(node) is dict else ((None, item) for item in node):
        begin = "- " if key is None else f"{_key(key)}:"
        out.append(begin if first else pad + begin)
        first = False
        if isinstance(value, (dict, list, tuple)) and type(value) not in _KINDS:
            raise _UnusualError
        if not _is_block(value):
            blank = "" if key is None or value is None else " "
            out.append(f"{blank}{'' if value is None else _flow(value)}\n")
        elif key is None:
            _write_block(value, pad + "  ", out)
        else:
            inner = pad + "  " if type(value) is dict else pad  # a list in a mapping stands at the mapping's own indent
            out.append("\n" + inner)
            _write_block(value, inner, out)


def _flow(node: object) -> str:
    """A node on one line."""
    if isinstance(node, dict):
        return "{" + _pairs(node) + "}"
    if isinstance(node, (list, tuple)):
        # ruamel leaves out the braces of a mapping of one pair in a list
        return "[" + ", ".join([_pairs(item) if isinstance(item, dict) and len(item) == 1 else _inner(item) for item in node]) + "]"
    return _scalar(node, in_flow=False)


def _pairs(node: dict[Any, Any]) -> str:
    return ", ".join([f"{_key(key)}: {_inner(value)}" for key, value in node.items()])


def _inner(node: object) -> str:
    return _flow(node) if isinstance(node, (dict, list, tuple)) else _scalar(node, in_flow=True)


def _key(key: object) -> str:
    if type(key) is not str or not _KEY.fullmatch(key) or key.lower() in _ANYTHING_BUT_TEXT:
        raise _UnusualError
    return key


def _scalar(value: object, *, in_flow: bool) -> str:
    kind = type(value)
    if kind is str:
        return _text(value, in_flow)  # type: ignore[arg-type]
    if kind is bool:
        return "true" if value else "false"
    if kind is int:
        return str(value)
    if value is None and in_flow:
        return "null"
    if kind is not float or not _FLOAT.fullmatch(text := repr(value)):
        raise _UnusualError
    return text


def _text(text: str, in_flow: bool) -> str:
    """A text, in quotes where it would be something else without or where readers of YAML 1.1 would take it so."""
    if _in_double_quotes(text):
        if _IN_QUOTES.fullmatch(text):
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    elif _in_single_quotes(text):
        if _IN_SINGLE_QUOTES.fullmatch(text):
            return "'" + text.replace("'", "''") + "'"
    elif _HASH.fullmatch(text) or _is_plain(text, in_flow):
        return text
    if _BREAK.search(text):  # it is broken where it stands
        raise _UnusualError
    return _dumped_text(text, in_flow)


def _is_plain(text: str, in_flow: bool) -> bool:
    words = _PLAIN_IN_FLOW if in_flow else _PLAIN
    return words.fullmatch(text) is not None and " #" not in text and text.lower() not in _ANYTHING_BUT_TEXT


def _in_double_quotes(text: str) -> bool:
    return _QUOTED.search(text) is not None


def _in_single_quotes(text: str) -> bool:
    """ruamel writes 17:00 bare into a mapping on one line, and its C parser does not read it."""
    return ":" in text and "://" not in text


@lru_cache(maxsize=_MOST_SPELLINGS)
def _dumped_text(text: str, in_flow: bool) -> str:
    data = {"x": Row([text]) if in_flow else text}
    return _dumped(data).removeprefix("x: [" if in_flow else "x: ").removesuffix("]\n" if in_flow else "\n")


def _dumped(data: object) -> str:
    """As ruamel writes it."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = _WIDTH
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=2, offset=0)
    stream = io.StringIO()
    yaml.dump(_nodes(data), stream)
    return stream.getvalue()


def _nodes(node: object) -> object:
    """The tree as ruamel's own nodes, with their flow style."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString

    if isinstance(node, dict):
        made = CommentedMap((key, _nodes(_nested(value) if isinstance(node, Flow) else value)) for key, value in node.items())
        if isinstance(node, Flow):
            made.fa.set_flow_style()
        return made
    if isinstance(node, (list, tuple)):
        row = CommentedSeq(_nodes(item) for item in node)
        if isinstance(node, Row):
            row.fa.set_flow_style()
        return row
    if isinstance(node, str) and _in_double_quotes(node):
        return DoubleQuotedScalarString(node)
    if isinstance(node, str) and _in_single_quotes(node):
        return SingleQuotedScalarString(node)
    return node


def _nested(value: object) -> object:
    if isinstance(value, dict):
        return Flow(value)
    return Row(Flow(v) if isinstance(v, dict) else v for v in value) if isinstance(value, (list, tuple)) else value
