"""Two editions and many applicants → whose answer is another, and for each change the smallest applicant to whom it makes a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from subsidy_rules.compare import compare_rulesets
from subsidy_rules.evaluate.evaluate import FrameRules, frame_rules
from subsidy_rules.export.keys import fact_keys
from subsidy_rules.model.change import Change
from subsidy_rules.model.programme import COMMON
from subsidy_rules.model.rule import Leaf, Rule, RuleSet

if TYPE_CHECKING:
    import pandas as pd

    from subsidy_rules.evaluate.many_columns import Columns

_DECISIVE = frozenset({"subsidy_amount", "subsidy_rate", "applicant_threshold", "requirement", "exclusion", "eligible_expense"})
Outcome = dict[str, Any]  # class, eligible, amount_yen


@dataclass(frozen=True, slots=True)
class Shift:
    """An applicant whose answer is another. `told` is its row of the table, `name` its `id` there or its number from 1."""

    name: str
    told: dict[str, Any]
    old: Outcome
    new: Outcome


@dataclass(frozen=True, slots=True)
class Witness:
    """A change and the smallest applicant of its grid to whom it makes a difference; None where it makes none to any."""

    change: Change
    shift: Shift | None


@dataclass(frozen=True, slots=True)
class FrameImpact:
    """What changes for whom in one frame.

    Attributes:
        total: how many applicants were asked for.
        drawn: whether they are those of a grid, whom nobody knows by name.
        measures: what the columns of applicants tell, by their heads.
    """

    frame: str
    total: int
    shifts: tuple[Shift, ...]
    witnesses: tuple[Witness, ...]
    drawn: bool
    measures: Mapping[str, Leaf]


def impact(
    old: RuleSet, new: RuleSet, applicants: pd.DataFrame | None = None, *, frames: Sequence[str] = (), all_states: bool = False
) -> tuple[FrameImpact, ...]:
    """What another edition changes, frame by frame, for those that both have.

    `applicants` has a column for each fact (or key of an exported fact), `cost` or `item:<slug>`, and `id` where there is one. Without
    it, the grid of all changes is taken.
    """
    changes = compare_rulesets(old, new)
    return tuple(_of_frame(old, new, frame, changes, applicants, all_states) for frame in frames or _frames(old, new))


def _frames(old: RuleSet, new: RuleSet) -> list[str]:
    """The frames for which both editions have rules on money, or all of them together where there are none."""
    found = [{rule.frame for rule in ruleset.rules if rule.kind in ("subsidy_amount", "subsidy_rate")} for ruleset in (old, new)]
    return sorted((found[0] & found[1]) - {COMMON}) or [COMMON]


def _of_frame(
    old: RuleSet, new: RuleSet, frame: str, changes: Sequence[Change], applicants: pd.DataFrame | None, all_states: bool
) -> FrameImpact:
    import pandas as pd

    from subsidy_rules.evaluate.many_columns import Column
    from subsidy_rules.stages.impact_grid import grid

    sides = [frame_rules(ruleset, frame, all_states=all_states) for ruleset in (old, new)]
    witnesses, tables = [], []
    for change in changes:
        rules = [rule for rule in (change.old, change.new) if rule is not None and _decides(rule, frame)]
        if not rules:
            continue
        # the change alone: the old edition, with what this rule became
        alone = [sides[0], frame_rules(_swapped(old, change), frame, all_states=all_states)]
        table, columns = grid(rules, alone)
        tables.append(table)
        witnesses.append(Witness(change, next(_shifts(table, columns, alone), None)))
    if applicants is None:
        table = pd.concat(tables, ignore_index=True).drop_duplicates(ignore_index=True) if tables else pd.DataFrame()
    else:
        table = applicants
    measures = {key.key: key.leaf for key in fact_keys((*old.rules, *new.rules))}
    columns = {key: Column(leaf.of or leaf.fact, leaf.band, leaf.per, leaf.over) for key, leaf in measures.items() if "@" in key}
    shifts = tuple(_shifts(table, columns, sides)) if len(table) else ()
    return FrameImpact(frame, len(table), shifts, tuple(witnesses), applicants is None, measures)


def _decides(rule: Rule, frame: str) -> bool:
    """Whether a rule can decide an answer in a frame."""
    return rule.kind in _DECISIVE and rule.frame in (frame, COMMON)


def _swapped(old: RuleSet, change: Change) -> RuleSet:
    """The old edition with one change made in it."""
    gone = {rule.id for rule in (change.old, change.new) if rule is not None}
    rules = [rule for rule in old.rules if rule.id not in gone] + ([change.new] if change.new is not None else [])
    return old.model_copy(update={"rules": tuple(sorted(rules, key=lambda rule: rule.id))})


def _shifts(table: pd.DataFrame, columns: Columns, sides: Sequence[FrameRules]) -> Iterator[Shift]:
    """The rows whose answers differ between the two editions, in their order."""
    from subsidy_rules.evaluate.many import answers
    from subsidy_rules.evaluate.many_columns import Applicants

    facts = table.drop(columns=["id"], errors="ignore")
    before, after = (answers(rules, Applicants(facts, columns)) for rules in sides)
    same = (before["class"] == after["class"]) & (before["eligible"] == after["eligible"])
    same &= before["amount_yen"].fillna(-1) == after["amount_yen"].fillna(-1)
    for row in (~same).to_numpy().nonzero()[0]:
        told = {str(name): value for name, value in facts.iloc[row].items() if _is_told(value)}
        name = str(table["id"].iloc[row]) if "id" in table.columns else str(row + 1)
        yield Shift(name, told, _outcome(before.iloc[row]), _outcome(after.iloc[row]))


def _is_told(value: Any) -> bool:
    import pandas as pd

    return value is not None and not pd.isna(value)


def _outcome(row: Any) -> Outcome:
    amount = row["amount_yen"]
    return {"class": row["class"], "eligible": str(row["eligible"]), "amount_yen": int(amount) if _is_told(amount) else None}
