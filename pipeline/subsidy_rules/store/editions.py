"""The editions of a programme in a folder of rule sets, oldest first by their label."""

from __future__ import annotations

import re
from pathlib import Path

from subsidy_rules.model.rule import RuleSet
from subsidy_rules.store.files import load_ruleset_dir


def editions_in(rules: Path, programme: str) -> tuple[Path, ...]:
    """The folders of the editions of a programme, oldest first by their label."""
    heads = sorted((rules / programme).glob("*/ruleset.yaml"), key=lambda head: edition_order(head.parent.name))
    return tuple(head.parent for head in heads)


def editions_beside(folder: Path, old: RuleSet, new: RuleSet) -> tuple[RuleSet, ...]:
    """All editions of the programme that stand beside the new one, oldest first by their label, and the two compared."""
    found = {old.edition: old, new.edition: new}
    for edition in editions_in(folder.resolve().parent.parent, folder.resolve().parent.name):
        ruleset = load_ruleset_dir(edition)
        if ruleset.programme == new.programme:
            found.setdefault(ruleset.edition, ruleset)
    return tuple(found[edition] for edition in sorted(found, key=edition_order))


def edition_order(edition: str) -> tuple[tuple[int, str], ...]:
    """Labels with their numbers as numbers: 9 before 10."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", edition))
