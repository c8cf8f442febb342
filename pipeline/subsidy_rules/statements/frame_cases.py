"""A case that is no more than the name of frames is no condition: it says of which frames a value is (1/2以内(グリーン枠のみ3/4以内))."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.scope import DocumentScope, bare_name
from subsidy_rules.statements.table import Found
from subsidy_rules.statements.told import Told

Stated = TypeVar("Stated", Found, Told)


def of_named_frames(stated: Iterable[Stated], scope: DocumentScope) -> tuple[Stated, ...]:
    """The statements of a document, those under the name of frames as a case once for each of the frames, without that case."""
    stated = tuple(stated)
    known = {leaf: frames for one in stated for leaf in one.conditions if (frames := _frames(leaf, scope))}
    # 通常枠(A類型), 通常枠(B類型): what tells values of one frame apart is a condition
    names = Counter(frames for _, frames in {(bare_name(str(leaf.value)), frames) for leaf, frames in known.items()})
    alone = {leaf: frames for leaf, frames in known.items() if names[frames] == 1}
    return tuple(one for each in stated for one in _of_frames(each, alone, scope))


def _of_frames(one: Stated, alone: Mapping[Leaf, tuple[str, ...]], scope: DocumentScope) -> Iterator[Stated]:
    named = {leaf: alone[leaf] for leaf in one.conditions if leaf in alone}
    frames = next(iter(named.values()), ())
    if len(named) != 1 or (one.frame != scope.default_frame and one.frame not in frames):
        yield one
        return
    conditions = tuple(leaf for leaf in one.conditions if leaf not in named)
    unknown = any(leaf.fact == "case" for leaf in conditions)
    reasons = tuple(reason for reason in one.reasons if reason != "unknown_label" or unknown)
    # what its words said before of which frame it is holds
    own = (one.frame,) if one.frame in frames else frames
    yield from (replace(one, frame=frame, conditions=conditions, reasons=reasons) for frame in own)


def _frames(leaf: Leaf, scope: DocumentScope) -> tuple[str, ...]:
    """The frames that a case names, and nothing else."""
    return scope.frames_alone(str(leaf.value)) if leaf.fact == "case" and leaf.op == "eq" else ()
