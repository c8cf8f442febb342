"""Rule set → what became of the decisions of people when it was made: how many were carried, and by name those that were not."""

from __future__ import annotations

from dataclasses import dataclass

from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.review.carry_over import decision_of, is_orphan
from subsidy_rules.review.pairing import pair_rules
from subsidy_rules.review.pending import DECIDED


@dataclass(frozen=True, slots=True)
class Outcome:
    """Ids of rules, each in one of the lists.

    Attributes:
        carried: the decision holds as it was taken.
        moved: it holds, the words stand at another page or clause number.
        reworded: back to review; what was decided on stands beside the rule.
        orphaned: the words are not found any more; the rule is kept with its old evidence.
        lookalikes: the same, and the id of the rule that looks like it and got nothing; also of decisions of the edition before.
        by_hand: changed in the YAML by somebody whose name does not stand there.
        left: decisions of the edition before on rules that this one does not have.
    """

    carried: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    orphaned: tuple[str, ...] = ()
    lookalikes: tuple[tuple[str, str], ...] = ()
    by_hand: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nobody had decided anything."""
        return not any((self.carried, self.moved, self.reworded, self.orphaned, self.lookalikes, self.by_hand, self.left))


def outcome_of(ruleset: RuleSet, previous: RuleSet | None = None) -> Outcome:
    """What became of the decisions. `previous` is the set of the edition that this one follows."""
    rules = [rule for rule in ruleset.rules if decision_of(rule) is not None or rule.review.carried is not None]
    lost = [rule for rule in rules if is_orphan(rule.review)]
    found = [rule for rule in rules if not is_orphan(rule.review)]
    by_hand = [rule for rule in found if rule.review.state in DECIDED and not rule.review.by]
    named = [rule for rule in found if rule not in by_hand]
    ids = {rule.id for rule in ruleset.rules}
    decided = [rule for rule in previous.rules if rule.review.state in DECIDED] if previous is not None else []
    taken = {pair.old.id for pair in pair_rules([rule for rule in found if rule.review.edition is not None], decided)[0]}
    not_taken = [rule for rule in decided if rule.id not in taken]
    return Outcome(
        carried=_ids([rule for rule in named if rule.review.carried is None]),
        moved=_ids([rule for rule in named if rule.review.carried == "moved"]),
        reworded=_ids([rule for rule in named if rule.review.carried == "reworded"]),
        orphaned=_ids([rule for rule in lost if rule.review.like is None]),
        lookalikes=(
            *((rule.id, rule.review.like) for rule in lost if rule.review.like is not None),
            *((rule.id, rule.id) for rule in not_taken if rule.id in ids),
        ),
        by_hand=_ids(by_hand),
        left=_ids([rule for rule in not_taken if rule.id not in ids]),
    )


def _ids(rules: list[Rule]) -> tuple[str, ...]:
    return tuple(rule.id for rule in rules)
