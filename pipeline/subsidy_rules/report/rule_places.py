"""Where each rule stands in the files of its set: path in the repository and line, for annotations."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from subsidy_rules.model.change import Change
from subsidy_rules.model.rule import RuleSet

_ID = re.compile(r"^\s*-?\s*id:\s*['\"]?(?P<id>[^\s'\"#]+)")


@dataclass(frozen=True, slots=True)
class RulePlaces:
    """The files of a rule set as the repository names them, and the line of each rule."""

    folder: str = ""
    files: frozenset[str] = frozenset()
    lines: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def of(self, change: Change, new: RuleSet) -> tuple[str, int | None]:
        """Path and line: of the new rule, else of the file of its frame, else of the head of the set.

        Without files the path is the one that rule sets are laid out by, and no line is known.
        """
        if not self.files:
            rule = change.new or change.old
            return f"{new.programme}/{new.edition}/{rule.frame if rule is not None else 'ruleset'}.yaml", None
        for rule_id in (change.new.id if change.new is not None else "", *change.rules, change.rule_id):
            if rule_id in self.lines:
                return self.lines[rule_id]
        name = next((name for name in (f"{change.frame}.yaml", "ruleset.yaml") if name in self.files), "ruleset.yaml")
        return (f"{self.folder}/{name}" if self.folder else name), 1


def rule_places(folder: Path) -> RulePlaces:
    """The places of the rules of a folder. Paths count from the top of its repository, else from the working directory."""
    top = next((parent for parent in (folder.resolve(), *folder.resolve().parents) if (parent / ".git").exists()), Path.cwd())
    shown = Path(os.path.relpath(folder.resolve(), top)).as_posix()
    lines: dict[str, tuple[str, int]] = {}
    files = sorted(folder.glob("*.yaml"))
    for file in files:
        for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            found = _ID.match(line)
            if found is not None and "." in found["id"]:
                lines.setdefault(found["id"], (f"{shown}/{file.name}", n))
    return RulePlaces(shown, frozenset(file.name for file in files), lines)
