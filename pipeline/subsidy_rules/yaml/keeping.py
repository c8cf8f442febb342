"""What people wrote into a YAML file beside its data: comments, and top-level keys of their own. Taken along when the file is written anew.

A comment belongs to the line that it stands on or above; there it stands again, or, where that line is gone, at its block (a rule, a key of
the head), or, where the block is gone, at the end of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

from subsidy_rules.yaml.lines import YamlSyntaxError, load_yaml

_MAY_BE_COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)
_KEY = re.compile(r"""["']?(?P<key>[^\s"':#-][^"':#]*)["']?[ \t]*:(?:\s|$)""")
_BLOCK_SCALAR = re.compile(r"[|>][+-]?\d?[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"\s*(?:- )?[\w.-]+:")


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment line, or the comment behind a line.

    Attributes:
        block: the first line of the rule or key that it stands in or above; "" at the end of a file.
        line: the line that it belongs to, "" where there is none.
        text: with its "#"; `behind` tells whether it stands behind the line.
    """

    block: str
    line: str
    text: str
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What people wrote into one file: remarks in their order, and the text of top-level keys that are not of the format."""

    remarks: tuple[Remark, ...] = ()
    keys: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.remarks or self.keys)


def kept_of(text: str, known: Collection[str]) -> Kept:
    """What people wrote into a file whose format has these top-level keys. A text that is no YAML gives nothing."""
    text = text.removeprefix("\ufeff")
    lines = text.splitlines()
    tops = {_key_of(line) for line in lines if line and line[0] not in " -#"}
    if tops <= frozenset(known) and not _MAY_BE_COMMENT.search(text):
        return Kept()
    try:
        data = load_yaml(text).data
    except YamlSyntaxError:
        return Kept()
    own = [key for key in data if key not in known] if isinstance(data, dict) else []
    spans = _own_spans(lines, own)
    keys = tuple("\n".join(lines[start:end]) for start, end in spans)
    # a key of a person's own in a style that is not the files' own cannot be cut out: it is written as data
    cut = {_key_of(lines[start]) for start, _ in spans}
    missing = [key for key in own if key not in cut]
    return Kept(tuple(_remarks(lines, _comments(lines, text), spans)), (*keys, *(_as_data(key, data[key]) for key in missing)))


def with_kept(text: str, kept: Kept) -> str:
    """The text with remarks and keys in their places."""
    lines = _Lines(text)
    for remark in kept.remarks:
        lines.put(remark)
    return "".join(f"{line}\n" for line in (*lines.all(), *(line for key in kept.keys for line in key.split("\n"))))


class _Lines:
    """The lines of a new text, each with the comment lines above it and the comment behind it."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._blocks = _blocks(self._lines)
        self._within: dict[int, dict[str, int]] = {}  # first line of a block → its lines
        self._above: dict[int, list[str]] = {}
        self._behind: dict[int, list[str]] = {}
        self._end: list[str] = []

    def put(self, remark: Remark) -> None:
        at = self._place(remark)
        if at is None:
            self._end.append(remark.text)
        elif remark.behind and self._lines[at].strip() == remark.line:
            self._behind.setdefault(at, []).append(remark.text)
        else:
            line = self._lines[at]
            self._above.setdefault(at, []).append(line[: len(line) - len(line.lstrip())] + remark.text)

    def all(self) -> Iterator[str]:
        for at, line in enumerate(self._lines):
            yield from self._above.get(at, ())
            yield "  ".join((line, *self._behind.get(at, ())))
        yield from self._end

    def _place(self, remark: Remark) -> int | None:
        start, end = self._blocks.get(remark.block, (0, 0))
        if start == end:
            return None
        if start not in self._within:
            self._within[start] = _first_of(self._lines, start, end)
        within = self._within[start]
        name = _FIELD.match(remark.line)
        return within.get(remark.line, within.get(name.group(), start) if name is not None else start)


def _blocks(lines: list[str]) -> dict[str, tuple[int, int]]:
    """What names a block → half-open line numbers of the first one of that name."""
    starts = [at for at, line in enumerate(lines) if _block_name(line)]
    found: dict[str, tuple[int, int]] = {}
    for start, end in pairwise([*starts, len(lines)]):
        found.setdefault(_block_name(lines[start]), (start, end))
    return found


def _first_of(lines: list[str], start: int, end: int) -> dict[str, int]:
    """Each line of a block, and each name of a field (with its colon), → the first line that is it or begins with it."""
    found: dict[str, int] = {}
    for at in range(start, end):
        line = lines[at].strip()
        name = _FIELD.match(line)
        found.setdefault(line, at)
        if name is not None:
            found.setdefault(name.group(), at)
    return found


def _block_name(line: str) -> str:
    """What names the block that begins with this line: an item by its whole line, a key by itself; "" within a block."""
    if line.startswith("- "):
        return line
    return f"{key}:" if (key := _key_of(line)) else ""


def _key_of(line: str) -> str:
    found = _KEY.match(line)
    return found["key"] if found is not None else ""


def _own_spans(lines: list[str], own: Collection[str]) -> list[tuple[int, int]]:
    """Half-open line numbers of the keys of people's own."""
    starts = [at for at, line in enumerate(lines) if _key_of(line)]
    wanted = set(own)
    return [(start, end) for start, end in pairwise([*starts, len(lines)]) if _key_of(lines[start]) in wanted]


def _remarks(lines: list[str], comments: Mapping[int, int], spans: Iterable[tuple[int, int]]) -> Iterator[Remark]:
    """The remarks outside of people's own keys. `comments`: line → column of its comment."""
    own = {at for start, end in spans for at in range(start, end)}
    content = {at for at, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")}
    hosts, blocks = _next(len(lines), content - own), _blocks_of(lines, comments, content)
    for at, column in comments.items():
        if at in own:
            continue
        behind = at in content
        host = at if behind else hosts[at]
        text = lines[at][column:].rstrip()
        yield Remark(blocks[host], _plain(lines, comments, host), text, behind) if host is not None else Remark("", "", text)


def _next(n: int, wanted: Collection[int]) -> list[int | None]:
    """The next wanted line behind each of n lines."""
    found: list[int | None] = [None] * n
    for at in reversed(range(n - 1)):
        found[at] = at + 1 if at + 1 in wanted else found[at + 1]
    return found


def _blocks_of(lines: list[str], comments: Mapping[int, int], content: Collection[int]) -> list[str]:
    """What names the block that each line stands in."""
    found, block = [], ""
    for at in range(len(lines)):
        if at in content:
            block = _block_name(lines[at][: comments.get(at)].rstrip()) or block
        found.append(block)
    return found


def _plain(lines: list[str], comments: Mapping[int, int], at: int) -> str:
    return lines[at][: comments.get(at)].strip()


def _comments(lines: list[str], text: str) -> dict[int, int]:
    """Line → column of the comment on it; a "#" in a text in quotes is none."""
    taken = _scalars(text) if _BLOCK_SCALAR.search(text) else None
    if taken is None:
        return {at: column for at, line in enumerate(lines) if "#" in line and (column := _column(line)) is not None}
    begins = [start for start, _ in taken]
    firsts = [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]
    found: dict[int, int] = {}
    for match in _MAY_BE_COMMENT.finditer(text):
        at = match.end() - 1
        before = bisect_right(begins, at) - 1
        if before < 0 or at >= taken[before][1]:
            line = bisect_right(firsts, at) - 1
            found.setdefault(line, at - firsts[line])
    return found


def _scalars(text: str) -> list[tuple[int, int]] | None:
    """Half-open bounds of all keys and values, in their order: a text over several lines may hold anything, which only the scanner tells.

    It takes seconds. None where it does not take what the quick parser took.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.tokens import ScalarToken

    try:
        tokens = list(YAML(typ="safe", pure=True).scan(text))
    except YAMLError:
        return None
    return [(token.start_mark.index, token.end_mark.index) for token in tokens if isinstance(token, ScalarToken)]


def _column(line: str) -> int | None:
    """Where the comment of a line begins whose texts end on it."""
    quote = ""
    for at, char in enumerate(line):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (at == 0 or line[at - 1] in " [{,:"):
            quote = char
        elif char == "#" and (at == 0 or line[at - 1].isspace()):
            return at
    return None


def _as_data(key: str, value: object) -> str:
    import io

    from ruamel.yaml import YAML

    stream = io.StringIO()
    yaml = YAML()
    yaml.allow_unicode = True
    yaml.dump({key: value}, stream)
    return stream.getvalue().rstrip("\n")
