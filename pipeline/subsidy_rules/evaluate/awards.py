"""Conditions on earlier awards: told as `programme/edition/frame`, with how long ago in `over`."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_rules.evaluate.comparing import compared
from subsidy_rules.evaluate.told import Told
from subsidy_rules.evaluate.truth import Truth, all_hold, any_holds, negated
from subsidy_rules.model.rule import Leaf


def award_truth(leaf: Leaf, told: Sequence[Told]) -> Truth:
    """Whether one of the told awards is meant by the condition. Those told are all that there are; none where the list is empty."""
    if isinstance(leaf.value, bool):
        had = any_holds(_within(one, leaf.over) if one.value is not False else False for one in told)
        return had if leaf.value == (leaf.op == "eq") else negated(had)
    wanted = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    meant = any_holds(all_hold((_names(str(award), one), _within(one, leaf.over))) for one in told for award in wanted)
    return meant if leaf.op in ("in", "eq") else negated(meant) if leaf.op in ("not_in", "ne") else None


def _names(award: str, told: Told) -> Truth:
    """Whether a told award is one of those that a slug stands for; unknown where it is told less exactly than the slug."""
    if isinstance(told.value, bool):
        return None if told.value else False
    mine, wanted = str(told.value).split("/"), award.split("/")
    if mine[: len(wanted)] == wanted:
        return True
    return None if wanted[: len(mine)] == mine else False


def _within(told: Told, over: str | None) -> Truth:
    if over is None:
        return True
    return None if told.over is None else compared("le", told.over, over)
