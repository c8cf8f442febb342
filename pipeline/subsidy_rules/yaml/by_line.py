"""YAML text of one key or item a line, as this program and most people write it → plain data, in half the time of the C parser.

The lines of a text are told apart by one pattern at once; a list or mapping on one line is made JSON, which Python reads in C. Only what is
sure is read like this: keys and items in block style, and behind them one scalar, or a list or mapping in brackets. A value in another
spelling goes to ruamel.yaml alone; a text of another structure (scalars of several lines, anchors, keys given twice) raises UnusualError.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

from subsidy_rules.yaml.limits import MAX_DEPTH
from subsidy_rules.yaml.scalars import UnusualError, scalar

_Row = tuple[str, str, str, str, str]
_KEY = r"[A-Za-z_一-龠ぁ-んァ-ヶ][\w.-]{0,100}"
# indentation, the rest of the line, and of that: the sign of an item, a key, and what stands behind
_LINE = re.compile(rf"^( *)((- (?! ))?(?:({_KEY}):(?: +|$))?(.*))$", re.MULTILINE)
# signs that are no text in YAML, or that end a line in it but not here
_NO_SIGN = bytes({*range(0x20), 0x7F} - {0x0A})
_FOREIGN = re.compile(rb"\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]|\xef\xbb\xbf|\xef\xbf[\xbe\xbf]")
_INDICATORS = frozenset(",[]{}#&*!|>'\"%@`?:")
_IN_SINGLE = re.compile(r"'(?:[^']|'')*'")
_IN_DOUBLE = re.compile(r'"(?:[^"\\]|\\["\\n])*"')
_ROWS = re.compile(r"\[(?:[][, ]*\d{1,9}(?:\.\d{1,9})?(?=[], ]))*[][, ]*\]", re.ASCII)
# what a colon, a question mark or a hash means in brackets parsers do not agree on: a plain scalar with one is not read here
_WORD = re.compile(
    rf"""(?:[^][{{}},:?#&*!|>'"%@`\s-]|-(?=\w))(?:[^][{{}},:?#\n]*[^][{{}},:?#\s])?|{_IN_SINGLE.pattern}|{_IN_DOUBLE.pattern}|:(?! )"""
)
_PARTS = re.compile(rf"{_WORD.pattern}|[][{{}}]+|, |: |.")
_BRACKETS = re.compile(r"[][{}]")
_MADE: dict[str, type] = {"[": list, "{": dict}
_MERGING = frozenset({":", "<<", "="})  # what brings its neighbour or another mapping with it
_MORE = frozenset({"", "#", "[", "{"})
_QUOTE = re.compile("[\"']")
_MOST_KEPT = 20_000
_MOST_DEEP = MAX_DEPTH // 2  # of block lists and mappings, and of those in brackets


def read_lines(text: str) -> Any:
    """The data of a list or mapping in block style. Raises UnusualError where a line is not of those that are read here."""
    _check_signs(text)
    rows = [row for row in _LINE.findall(text) if row[1] and row[1][0] != "#"]
    if not rows or rows[0][0]:
        raise UnusualError
    lines = _Lines(rows)
    data = lines.sequence(0, 0) if rows[0][2] else lines.mapping(0, 0)
    if lines.at < len(rows):
        raise UnusualError
    return data


def _check_signs(text: str) -> None:
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnusualError from error
    if len(data.translate(None, _NO_SIGN)) != len(data) or _FOREIGN.search(data):
        raise UnusualError


class _Lines:
    """Rows of a text, of which those before `at` are read. Each method reads the block that begins there, of lines so far indented."""

    __slots__ = ("at", "rows")

    def __init__(self, rows: list[_Row]) -> None:
        self.rows = rows
        self.at = 0

    def mapping(self, indent: int, depth: int) -> dict[Any, Any]:
        made: dict[Any, Any] = {}
        rows, end = self.rows, len(self.rows)
        while self.at < end:
            spaces, _, dash, name, rest = rows[self.at]
            if len(spaces) != indent or dash or not name:
                if len(spaces) >= indent:
                    raise UnusualError
                break
            key = scalar(name)
            if key in made or depth > _MOST_DEEP:
                raise UnusualError
            self.at += 1
            made[key] = _alone(rest) if rest[:1] not in _MORE else self._more(rest, indent, depth)
        return made

    def sequence(self, indent: int, depth: int) -> list[Any]:
        items: list[Any] = []
        rows, end = self.rows, len(self.rows)
        while self.at < end:
            spaces, line, dash, name, rest = rows[self.at]
            if len(spaces) != indent or not dash:
                if len(spaces) > indent:
                    raise UnusualError
                break
            if name:  # a mapping whose first key stands behind the sign
                rows[self.at] = (f"{spaces}  ", line, "", name, rest)
                items.append(self.mapping(indent + 2, depth + 1))
            elif rest:
                self.at += 1
                items.append(_alone(rest) if rest[0] not in "[{" else self._in_brackets(rest, indent))
            else:
                raise UnusualError
        return items

    def _below(self, indent: int, depth: int) -> Any:
        """The value of a key with nothing behind it: the block below, None where there is none. Items may stand right below the key."""
        if self.at == len(self.rows):
            return None
        spaces, _, dash, *_ = self.rows[self.at]
        if dash:
            return self.sequence(len(spaces), depth + 1) if len(spaces) >= indent else None
        return self.mapping(len(spaces), depth + 1) if len(spaces) > indent else None

    def _more(self, rest: str, indent: int, depth: int) -> Any:
        """The value of a key behind which stands no scalar."""
        return self._below(indent, depth) if not rest or rest[0] == "#" else self._in_brackets(rest, indent)

    def _in_brackets(self, rest: str, indent: int) -> Any:
        if rest[-1] not in "]}" and " #" in rest:
            return _by_ruamel(rest)  # with a comment behind it
        while rest[-1] not in "]}":
            rest = f"{rest} {self._next_line(rest, indent)}"
        return _in_brackets(rest)

    def _next_line(self, before: str, indent: int) -> str:
        """The line on which brackets go on. Between two values only: within one, lines left out before would have a meaning."""
        inside = before[-1] not in ",[{" or _QUOTE.search(_WORD.sub("", before))
        if inside or self.at == len(self.rows) or len(self.rows[self.at][0]) <= indent:
            raise UnusualError
        self.at += 1
        return self.rows[self.at - 1][1]


@lru_cache(maxsize=_MOST_KEPT)
def _alone(text: str) -> Any:
    """What a scalar says that stands alone behind its key."""
    text = text.rstrip(" ")
    if text[0] == '"':
        return json.loads(text) if _IN_DOUBLE.fullmatch(text) else _by_ruamel(text)
    if text[0] == "'":
        return text[1:-1].replace("''", "'") if _IN_SINGLE.fullmatch(text) else _by_ruamel(text)
    plain = text.partition(" #")[0].rstrip(" ")
    if text[0] in _INDICATORS or plain.startswith("- ") or plain == "-" or ": " in plain or plain[-1] == ":":
        raise UnusualError
    return scalar(plain)


def _in_brackets(text: str) -> Any:
    """The data of a list or mapping in brackets."""
    try:
        _check_depth(text)
        said = text if _ROWS.fullmatch(text) else "".join([_AS_JSON[part] for part in _PARTS.findall(text)])
        data, end = _JSON.raw_decode(said)
    except ValueError:
        return _by_ruamel(text)
    return data if end == len(said) else _by_ruamel(text)


def _check_depth(text: str) -> None:
    if text.count("[") + text.count("{") > _MOST_DEEP:
        opened = accumulate(1 if sign in "[{" else -1 for sign in _BRACKETS.findall(text))
        if max(opened) > _MOST_DEEP:
            raise UnusualError


class _Json(dict[str, str]):
    """What stands between brackets → how JSON has it: asked once for each spelling, as most are said many times."""

    def __missing__(self, part: str) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        self[part] = made = _json_of(part)
        return made


def _json_of(part: str) -> str:
    """Raises ValueError for a scalar that JSON has not."""
    if part[0] == '"' or _WORD.fullmatch(part) is None:
        return part
    if part in _MERGING:
        raise ValueError(part)
    said = part[1:-1].replace("''", "'") if part[0] == "'" else scalar(part)
    if not (said is None or isinstance(said, (str, int, float))):
        raise ValueError(part)
    return _WRITER.encode(said)


def _distinct(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise UnusualError
    return made


_WRITER = json.JSONEncoder(ensure_ascii=False)
_AS_JSON = _Json()
_JSON = json.JSONDecoder(object_pairs_hook=_distinct)


def _by_ruamel(text: str) -> Any:
    """What ruamel.yaml makes of one value, which ends with its line. Raises UnusualError where the value cannot stand alone."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from subsidy_rules.yaml.bounds import check_bounds

    if "&" in text:  # a name holds for all of a document
        raise UnusualError
    try:
        check_bounds(text)
        data = YAML(typ="safe").load(text)
    except (YAMLError, TypeError) as error:
        raise UnusualError from error
    if not isinstance(data, _MADE.get(text[0], str)):  # `"a": b` is a mapping where it stands alone, and nothing behind a key
        raise UnusualError
    return data
