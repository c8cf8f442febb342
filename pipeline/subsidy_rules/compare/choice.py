"""Which changes somebody wants to see: those of some areas, kinds, frames or directions, and those of reviewed rules alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from subsidy_rules.messages.message import message
from subsidy_rules.model.change import Change
from subsidy_rules.model.declared import COMMON
from subsidy_rules.model.errors import Place, RuleSetError
from subsidy_rules.model.rule import RuleSet

_BESIDE_KINDS = ("frame", "text")  # of changes that are of no rule
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
            (self.frames, self._reached(change)),
            (self.directions, {change.direction}),
        )
        if any(wanted and not said & set(wanted) for wanted, said in asked):
            return False
        rules = [rule for rule in (change.old, change.new) if rule is not None]
        return not self.reviewed_only or (bool(rules) and all(rule.review.state in _REVIEWED for rule in rules))

    def _reached(self, change: Change) -> set[str]:
        """The frames that a change reaches; what holds for all frames reaches each that is asked for."""
        said = {change.frame, *change.frames}
        return {*said, *self.frames} if COMMON in said else said


EVERYTHING = Choice()


def chosen_changes(changes: Sequence[Change], choice: Choice) -> tuple[Change, ...]:
    """The changes that are asked for, in their order."""
    return tuple(change for change in changes if choice.takes(change))


def check_choice(choice: Choice, old: RuleSet, new: RuleSet) -> None:
    """Raises RuleSetError where a kind is none, or where neither edition has any of the frames: nothing would ever be found."""
    from subsidy_rules.kinds import all_kinds

    kinds = (*all_kinds(), *_BESIDE_KINDS)
    unknown = next((kind for kind in choice.kinds if kind not in kinds), None)
    if unknown is not None:
        raise _unknown("--kind", unknown, kinds)
    frames = dict.fromkeys(
        (COMMON, *(frame.id for frame in (*old.frames, *new.frames)), *(rule.frame for rule in (*old.rules, *new.rules)))
    )
    if choice.frames and not frames.keys() & set(choice.frames):
        raise _unknown("--frame", choice.frames[0], tuple(frames))


def _unknown(option: str, name: str, known: Sequence[str]) -> RuleSetError:
    return RuleSetError(
        Place(f"{option} {name}"),
        message("This is none of {known}.", known=", ".join(known)),
        message("No change could ever be found, and the comparison would pass."),
        message("Ask for one of these."),
    )
