"""What a process has read and written already of rule files, so that one decision on one rule of a thousand writes the block of that rule.

A rule is frozen and a file is its text, so what was made of either holds as long as it is there; what was not changed keeps the words that
it has in its file. Blocks go with their rules, and of files the last are kept: a run over a thousand editions needs no more than one over
ten. Nothing is kept between processes.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from weakref import ref

from subsidy_rules.model.rule import Rule

_MOST_FILES, _MOST_RULES = 24, 8_000
_FEW = 20  # rules that are new to a file which was read before: decisions, not another extraction
_BEGINS = re.compile(r"^- id: ", re.MULTILINE)
_BESIDE = re.compile(r"(?:^|\s)#|^[^\s-]", re.MULTILINE)
_JOINED = re.compile(r"(?:[:\-,] |[\[{])[&*!]")  # anchors and tags join what stands in several blocks


class _Block(ref[Rule]):
    """A rule, as long as somebody has it, and its block."""

    __slots__ = ("key", "text")

    def __init__(self, rule: Rule, gone: Callable[[_Block], None], text: str) -> None:
        super().__init__(rule, gone)  # type: ignore[call-arg]
        self.key = id(rule)
        self.text = text

    def __new__(cls, rule: Rule, gone: Callable[[_Block], None], text: str) -> _Block:
        return super().__new__(cls, rule, gone)


class Blocks:
    """Texts of rule files with their rules, and of each such rule its block as it stands in its file."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._head = ("", "")
        self._files: OrderedDict[str, tuple[Rule, ...]] = OrderedDict()
        self._blocks: dict[int, _Block] = {}  # by the identity of the rule, which no other one gets before it has gone
        # files that were read and whose blocks nobody has asked for yet: most processes write none
        self._whole: dict[str, tuple[Rule, ...]] = {}

    def rules(self, text: str, read: Callable[[], Sequence[Rule]]) -> tuple[Rule, ...]:
        """The rules of a file of this text; `read` is asked where it was not read before."""
        with self._lock:
            known = self._files.get(text)
        if known is not None:
            return known
        rules = tuple(read())
        with self._lock:
            self._whole[text] = rules
        return self._keep(text, rules)

    def head(self, data: str, write: Callable[[], str]) -> str:
        """The text of the head of a rule set, `data` being all that it says; written where it is not the last one again."""
        known, text = self._head
        if known != data:
            text = write()
            self._head = (data, text)
        return text

    def text(self, head: str, rules: Sequence[Rule], write: Callable[[Rule], str], read: Callable[[str], Rule]) -> str:
        """The text of a file: its head, then the block of each rule, written where it is not known.

        `read` gives back what a block says: where few rules are new, the file need not be read again.
        """
        self._split(tuple(self._whole))
        known = [self._block(rule) for rule in rules]
        blocks = [block or write(rule) for rule, block in zip(rules, known, strict=True)]
        text = head + "".join(blocks)
        if known.count(None) <= _FEW:
            said = [rule if old is not None else read(new) for rule, old, new in zip(rules, known, blocks, strict=True)]
            self._note((rule, block) for rule, block in zip(said, blocks, strict=True) if block)
            self._keep(text, tuple(said))
        return text

    def _block(self, rule: Rule) -> str | None:
        """The block of a rule that was read, "" where it is not known; None of a rule that was never read."""
        found = self._blocks.get(id(rule))
        return found.text if found is not None and found() is rule else None

    def _split(self, texts: Iterable[str]) -> None:
        for text in texts:
            with self._lock:
                rules = self._whole.pop(text, None)
            if rules is not None:
                self._note(zip(rules, blocks_of(text, rules), strict=True))

    def _note(self, pairs: Iterable[tuple[Rule, str]]) -> None:
        with self._lock:
            for rule, block in pairs:
                self._blocks[id(rule)] = _Block(rule, self._gone, block)

    def _gone(self, block: _Block) -> None:
        self._blocks.pop(block.key, None)

    def _keep(self, text: str, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        gone = []
        with self._lock:
            self._files[text] = rules
            self._files.move_to_end(text)
            n_rules = sum(map(len, self._files.values()))
            while len(self._files) > 1 and (len(self._files) > _MOST_FILES or n_rules > _MOST_RULES):
                oldest, held = self._files.popitem(last=False)
                gone.append(oldest)
                n_rules -= len(held)
        self._split(gone)  # whoever still has its rules may write them again
        return rules


def blocks_of(text: str, rules: Sequence[Rule]) -> tuple[str, ...]:
    """The block of each rule of a file, "" for all where they cannot be told apart for sure.

    "" also for a block in which something stands besides the rule: comments and keys of people's own have their own way into the new file.
    """
    starts = [found.start() for found in _BEGINS.finditer(text)]
    if len(starts) != len(rules) or not text.endswith("\n") or _JOINED.search(text):
        return ("",) * len(rules)
    blocks = tuple(text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True))
    fits = all(block.startswith(f"- id: {rule.id}\n") for block, rule in zip(blocks, rules, strict=True))
    return tuple("" if _BESIDE.search(block) else block for block in blocks) if fits else ("",) * len(rules)


BLOCKS = Blocks()
