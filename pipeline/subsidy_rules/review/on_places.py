"""A figure or clause of the ledger + one decision on it → its entry in the rule set."""

from __future__ import annotations

from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, ReviewError
from subsidy_rules.model.review import LedgerEntry, LedgerReview
from subsidy_rules.review.decisions import NewRule, NoRule, OnPlace


def entry_of(decision: OnPlace, where: Place) -> LedgerEntry | None:
    """The entry that says what was decided; None where the place is open again. Raises ReviewError where no reason is given."""
    place = decision.place.model_dump(exclude={"review"})
    if isinstance(decision, NoRule):
        if not decision.reason.strip():
            raise ReviewError(
                where,
                message("It takes a reason why {name} states no rule.", name=decision.name),
                message("Nothing was decided."),
                message("Give the reason in some words."),
            )
        review = LedgerReview(state="no_rule", by=decision.by, at=decision.at, note=decision.reason.strip())
    elif isinstance(decision, NewRule):
        review = LedgerReview(state="rule", by=decision.by, at=decision.at, rule=decision.rule.id)
    else:
        return None
    return LedgerEntry.model_validate({**place, "review": review})
