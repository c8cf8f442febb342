"""Frames of two editions side by side: the same id, or the id that the lineage of the programme says it goes on under."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from subsidy_rules.model.rule import RuleSet

Lineage = Mapping[str, tuple[str, ...]]  # frame of the old edition → frames that it goes on as


@dataclass(frozen=True, slots=True)
class FramePair:
    """One frame under its ids in both editions; None where an edition has nothing of it."""

    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class FrameMove:
    """A change of frames as such: `what` is "renamed", "split" or "merged"."""

    what: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def pair_frames(old: Sequence[str], new: Sequence[str], lineage: Lineage) -> tuple[FramePair, ...]:
    """Each frame of the old edition with all that it goes on as, then the frames that only the new one has; ids that speak of rules."""
    pairs: list[FramePair] = []
    for frame in sorted(old):
        heirs = [heir for heir in lineage.get(frame, ()) if heir in new]
        if frame in new and frame not in heirs:
            heirs.insert(0, frame)
        pairs += [FramePair(frame, heir) for heir in heirs] or [FramePair(frame, None)]
    taken = {pair.new for pair in pairs}
    return (*pairs, *(FramePair(None, frame) for frame in sorted(new) if frame not in taken))


def frame_moves(old: RuleSet, new: RuleSet, lineage: Lineage) -> Iterator[FrameMove]:
    """Renames, splits and merges, from the names that the editions print and from the lineage."""
    before = {frame.id: frame.name for frame in old.frames}
    after = {frame.id: frame.name for frame in new.frames}
    heirs = {frame: tuple(heir for heir in to if heir in after) for frame, to in lineage.items() if frame in before}
    parents: dict[str, list[str]] = {}
    for frame, to in heirs.items():
        for heir in to:
            parents.setdefault(heir, []).append(frame)
    for heir, origins in sorted(parents.items()):
        if len(origins) > 1:
            yield FrameMove("merged", tuple(origins), (heir,))
    for frame, to in sorted(heirs.items()):
        if len(to) > 1:
            yield FrameMove("split", (frame,), to)
        elif len(to) == 1 and to[0] != frame and len(parents[to[0]]) == 1:
            yield FrameMove("renamed", (frame,), to)
    for frame, name in after.items():
        if before.get(frame, name) != name and frame not in parents:
            yield FrameMove("renamed", (frame,), (frame,))


def reverse(lineage: Lineage) -> Lineage:
    """The lineage as the comparison in the other direction needs it."""
    back: dict[str, list[str]] = {}
    for frame, heirs in lineage.items():
        for heir in heirs:
            back.setdefault(heir, []).append(frame)
    return {heir: tuple(frames) for heir, frames in back.items()}
