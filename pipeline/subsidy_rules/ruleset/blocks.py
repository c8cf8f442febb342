"""What a process has read and written already of rule files, so that one decision on one rule of a thousand writes the block of that rule.

A rule is frozen and a file is its text, so what was made of either holds as long as it is there; what was not changed keeps the words that
it has in its file. Nothing is kept between processes.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from subsidy_rules.model.rule import Rule

_MOST_FILES, _MOST_BLOCKS = 24, 20_000
_FEW = 20  # rules that are new to a file which was read before: decisions, not another extraction
_BEGINS = re.compile(r"^- id: ", re.MULTILINE)
_BESIDE = re.compile(r"(?:^|\s)#|^[^\s-]", re.MULTILINE)
_JOINED = re.compile(r"(?:[:\-,] |[\[{])[&*!]")  # anchors and tags join what stands in several blocks


class Blocks:
    """Texts of rule files with their rules, and of each such rule its block as it stands in its file."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._head = ("", "")
        self._files: OrderedDict[str, tuple[Rule, ...]] = OrderedDict()
        # the rule itself is kept beside its block: another one cannot get its identity meanwhile
        self._blocks: dict[int, tuple[Rule, str]] = {}
        # files that were read and whose blocks nobody has asked for yet: most processes write none
        self._whole: list[tuple[str, tuple[Rule, ...]]] = []

    def rules(self, text: str, read: Callable[[], Sequence[Rule]]) -> tuple[Rule, ...]:
        """The rules of a file of this text; `read` is asked where it was not read before."""
        with self._lock:
            known = self._files.get(text)
        if known is not None:
            return known
        rules = tuple(read())
        with self._lock:
            self._whole.append((text, rules))
        if len(self._whole) > _MOST_FILES:
            self._split()
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
        self._split()
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
        return found[1] if found is not None and found[0] is rule else None

    def _split(self) -> None:
        with self._lock:
            whole, self._whole = self._whole, []
        for text, rules in whole:
            self._note(zip(rules, blocks_of(text, rules), strict=True))

    def _note(self, pairs: Iterable[tuple[Rule, str]]) -> None:
        with self._lock:
            if len(self._blocks) > _MOST_BLOCKS:
                self._blocks.clear()
            for rule, block in pairs:
                self._blocks[id(rule)] = (rule, block)

    def _keep(self, text: str, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        with self._lock:
            self._files[text] = rules
            self._files.move_to_end(text)
            while len(self._files) > _MOST_FILES:
                self._files.popitem(last=False)
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
