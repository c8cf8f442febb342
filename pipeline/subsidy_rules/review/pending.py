"""States of review: what counts as decided, and what waits for a second reviewer. Apart from `on_rules`, for those that only read rules."""

from __future__ import annotations

from subsidy_rules.model.rule import Review, State

DECIDED: frozenset[State] = frozenset({"approved", "edited", "rejected"})


def pending(review: Review) -> bool:
    """Whether the first of two reviewers has decided and the second not yet."""
    return review.state == "draft" and review.was in DECIDED and review.by is not None
