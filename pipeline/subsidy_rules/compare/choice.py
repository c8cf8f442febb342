"""Which changes somebody wants to see: those of some areas, kinds, frames or directions, and those of reviewed rules alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from subsidy_rules.model.change import Change

_REVIEWED = frozenset({"approved", "edited"})


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for; of what nothing is said, everything is. `reviewed_only`: each of its rules has been approved or edited."""

    areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    reviewed_only: bool = False

    def takes(self, change: Change) -> bool:
        """Whether a change is asked for."""
        asked = (
            (self.areas, {change.area}),
            (self.kinds, {change.kind}),
            (self.frames, {change.frame, *change.frames}),
            (self.directions, {change.direction}),
        )
        if any(wanted and not said & set(wanted) for wanted, said in asked):
            return False
        rules = [rule for rule in (change.old, change.new) if rule is not None]
        return not self.reviewed_only or (bool(rules) and all(rule.review.state in _REVIEWED for rule in rules))


EVERYTHING = Choice()


def chosen_changes(changes: Sequence[Change], choice: Choice) -> tuple[Change, ...]:
    """The changes that are asked for, in their order."""
    return tuple(change for change in changes if choice.takes(change))
