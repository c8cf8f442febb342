"""Levels of checks set by a file: `<check id>: ERR | WARN | INFO | none`, one a line of YAML; `none` leaves the check out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from subsidy_rules.compare.checks import all_checks
from subsidy_rules.compare.rulesets import sort_changes
from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.change import Change, Level
from subsidy_rules.model.errors import Place, RuleSetError
from subsidy_rules.yaml.lines import YamlSyntaxError, load_yaml

Levels = Mapping[str, Level | Literal["none"]]


def read_levels(text: str, name: str) -> Levels:
    """The levels that a file sets. Raises RuleSetError with file and line for an unknown check or level."""
    try:
        located = load_yaml(text)
    except YamlSyntaxError as error:
        raise _wrong(Place(name, line=error.line), error.words) from error
    if not isinstance(located.data, dict):
        raise _wrong(Place(name, line=1), message("levels are a mapping of check ids to levels"))
    found: dict[str, Level | Literal["none"]] = {}
    for check, level in located.data.items():
        place = Place(name, line=located.line_of((str(check),)))
        if check not in all_checks():
            raise _wrong(place, message("there is no check {name!r}; `subsidy-rules checks` lists them", name=check))
        if level is not None and level not in (*Level, "none"):
            raise _wrong(place, message("a level is ERR, WARN, INFO or none, not {level!r}", level=level))
        found[str(check)] = "none" if level in (None, "none") else Level(level)
    return found


def grade(changes: Sequence[Change], levels: Levels, frames: Sequence[str]) -> tuple[Change, ...]:
    """The changes at these levels, sorted anew; those of checks that are set to `none` are left out."""
    out = []
    for change in changes:
        level = levels.get(change.check, change.level)
        if level != "none":
            out.append(change.model_copy(update={"level": level}))
    return sort_changes(out, frames)


def _wrong(place: Place, what: Said) -> RuleSetError:
    return RuleSetError(
        place,
        message("{what}.", what=what),
        message("Changes would be graded otherwise than meant."),
        message("Correct the line."),
    )
