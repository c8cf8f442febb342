"""All editions of a programme in a folder of rule sets → what changed from each to the next."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from subsidy_rules.messages.message import message
from subsidy_rules.model.change import Change
from subsidy_rules.model.errors import Place, RuleSetError
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.stages.comparison import Options, compare_editions
from subsidy_rules.store.editions import editions_in


@dataclass(frozen=True, slots=True)
class Step:
    """What changed from one edition to the next."""

    old: RuleSet
    new: RuleSet
    changes: tuple[Change, ...]


def history_of(rules: Path, programme: str, registry: Path | None = None) -> tuple[Step, ...]:
    """The steps of a programme, oldest first. Raises RuleSetError where the folder has fewer than two of its editions."""
    folders = editions_in(rules, programme)
    if len(folders) < 2:
        raise RuleSetError(
            Place(str(rules / programme)),
            message("There are fewer than two editions here."),
            message("A history tells what changed from one to the next."),
            message("Build the rule sets of two editions, or name their folder with --rules."),
        )
    options = Options(registry=registry)
    steps = []
    for old, new in pairwise(folders):
        outcome = compare_editions(old, new, options)
        steps.append(Step(outcome.old, outcome.new, outcome.changes))
    return tuple(steps)
