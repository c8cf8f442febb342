"""What a process has read and written already of rule files, so that one decision on one rule of a thousand writes the block of that rule.

A rule is frozen and a file is its text, so what was made of either holds as long as it is there. Nothing is kept between processes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from subsidy_rules.model.rule import Rule

_MOST_FILES, _MOST_BLOCKS = 24, 20_000
_FEW = 20  # rules that are new to a file which was read before: decisions, not another extraction


class Blocks:
    """Texts of rule files with their rules, and of each such rule its block as it is written."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._head = ("", "")
        self._files: OrderedDict[str, tuple[Rule, ...]] = OrderedDict()
        # the rule itself is kept beside its block: another one cannot get its identity meanwhile
        self._blocks: dict[int, tuple[Rule, str]] = {}

    def rules(self, text: str, read: Callable[[], Sequence[Rule]]) -> tuple[Rule, ...]:
        """The rules of a file of this text; `read` is asked where it was not read before."""
        with self._lock:
            known = self._files.get(text)
        return known if known is not None else self._keep(text, tuple(read()))

    def head(self, data: str, write: Callable[[], str]) -> str:
        """The text of the head of a rule set, `data` being all that it says; written where it is not the last one again."""
        known, text = self._head
        if known != data:
            text = write()
            self._head = (data, text)
        return text

    def text(self, head: str, rules: Sequence[Rule], write: Callable[[Rule], str], read: Callable[[str], Rule]) -> str:
        """The text of a file: its head, then the block of each rule, written where it was not written before.

        `read` gives back what a block says: where few rules are new, the file need not be read again.
        """
        blocks = [self._block(rule) or write(rule) for rule in rules]
        text = head + "".join(blocks)
        new = [at for at, rule in enumerate(rules) if self._block(rule) is None]
        if len(new) <= _FEW:
            written = [read(block) if at in new else rule for at, (rule, block) in enumerate(zip(rules, blocks, strict=True))]
            self._note(zip(written, blocks, strict=True))
            self._keep(text, tuple(written))
        else:
            self._note(zip(rules, blocks, strict=True))
        return text

    def _block(self, rule: Rule) -> str | None:
        found = self._blocks.get(id(rule))
        return found[1] if found is not None and found[0] is rule else None

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


BLOCKS = Blocks()
