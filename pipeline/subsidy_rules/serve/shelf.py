"""The rule sets of a folder, read once and again when their files change."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from subsidy_rules.evaluate.evaluate import FrameRules, frame_rules
from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, SourceError
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.store.files import load_ruleset_dir
from subsidy_rules.store.loader import LoadedRuleSet, load_ruleset

Key = tuple[str, str]  # programme, edition
_HEAD = "ruleset.yaml"
_LONGEST = 80  # signs of a name that every file system takes
_NAME = re.compile(r"(?!\.)[\w.-]+")


@dataclass(slots=True)
class Shelf:
    """`<root>/<programme>/<edition>` by programme and edition. Only these folders are opened, whatever a request names."""

    root: Path
    _sets: dict[tuple[Key, bool], tuple[int, LoadedRuleSet]] = field(default_factory=dict)
    _frames: dict[tuple[Key, bool, str], tuple[int, FrameRules]] = field(default_factory=dict)

    def editions(self) -> list[Key]:
        """What there is, in order."""
        return sorted((head.parent.parent.name, head.parent.name) for head in self.root.glob(f"*/*/{_HEAD}"))

    def ruleset(self, key: Key, *, all_states: bool = False) -> LoadedRuleSet:
        """A rule set. Raises SourceError where there is none, RuleSetError where it cannot be read."""
        folder, changed = self._folder(key)
        kept = self._sets.get((key, all_states))
        if kept is None or kept[0] != changed:
            kept = (changed, load_ruleset(folder, reviewed_only=not all_states))
            self._sets[key, all_states] = kept
        return kept[1]

    def is_read(self, key: Key, *, all_states: bool = False) -> bool:
        """Whether a rule set is at hand, as its files are now."""
        kept = self._sets.get((key, all_states))
        return kept is not None and kept[0] == self._folder(key)[1]

    def whole(self, key: Key) -> RuleSet:
        """A rule set with all its rules, as it stands in its files."""
        return load_ruleset_dir(self._folder(key)[0])

    def frame(self, key: Key, frame: str, *, all_states: bool = False) -> FrameRules:
        """The rules of one frame, sorted for the evaluator."""
        changed = self._folder(key)[1]
        kept = self._frames.get((key, all_states, frame))
        if kept is None or kept[0] != changed:
            kept = (changed, frame_rules(self.ruleset(key, all_states=all_states), frame, all_states=all_states))
            self._frames[key, all_states, frame] = kept
        return kept[1]

    def _folder(self, key: Key) -> tuple[Path, int]:
        """The folder and when its files were changed last; no name with a separator or a leading dot leads anywhere else."""
        folder = self.root / key[0] / key[1]
        if not all(_NAME.fullmatch(name) and len(name) <= _LONGEST for name in key) or not (folder / _HEAD).is_file():
            raise SourceError(
                Place("/".join(key)),
                message("There is no such rule set."),
                message("Nothing can be said of it."),
                message("GET /rulesets lists those that there are."),
            )
        return folder, max(entry.stat().st_mtime_ns for entry in os.scandir(folder) if entry.name.endswith(".yaml"))
