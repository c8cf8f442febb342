"""What people changed in the YAML with an editor: a rule says something else than the tool, or the last decision, left there.

A rule that nobody decided on carries the fingerprint of what the tool said (`said`), one that somebody did that of what was decided on
(`basis`), in a published set beside that of the rule as it stands there. Where it does not hold, a person changed the rule: it is `edited`,
without a name, and their word outranks the tool's.
"""

from __future__ import annotations

from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.rule import Extracted, Review, Rule, State
from subsidy_rules.review.pending import pending

_OPEN: frozenset[State] = frozenset({"draft", "stale", "conflict"})
NOT_SAID = ""  # nobody knows what the tool said


def as_said(rule: Rule) -> Review:
    """The review as it goes into a file: of an open rule with the fingerprint of what the tool said."""
    if rule.review.state in _OPEN and not pending(rule.review):
        return rule.review.model_copy(update={"said": basis_of(rule)})
    return rule.review


def noticed(rule: Rule) -> Rule:
    """The rule as it was read from a file, `edited` where a person changed it there.

    Of a draft in whose file the tool left no word `said` is NOT_SAID: `added` tells whether a person added it.
    """
    review, now = rule.review, basis_of(rule)
    if review.state in _OPEN and not pending(review):
        if review.said is None:
            return _with(rule, said=NOT_SAID) if review.state == "draft" and review.basis is None else rule
        return _with(rule, said=None) if review.said == now else _edited(rule, review.said)
    if review.basis is None:
        return _written(rule, now)
    if review.said is not None:  # as it was published: its quotes are parts, so what was decided on cannot be told from it
        return rule if review.said == now else _edited(rule, review.basis)
    if review.basis == now or review.state == "rejected" or (review.state == "edited" and rule.extracted is None):
        return rule
    return _edited(rule, review.basis)


def _written(rule: Rule, now: str) -> Rule:
    """A rule on which a person wrote the decision into the file: it is on what stands there."""
    review = rule.review
    if review.said in (None, now) or review.state == "rejected":
        return rule.model_copy(update={"review": review.model_copy(update={"said": None, "basis": now})})
    edited = _edited(rule, review.said or now)
    return edited.model_copy(update={"review": edited.review.model_copy(update={"by": review.by, "at": review.at, "was": None})})


def added(rule: Rule, *, listed: bool) -> Rule:
    """The rule, `edited` where the tool never wrote it: its set lists its files, and so was written with what the tool said."""
    if rule.review.said != NOT_SAID:
        return rule
    return _edited(rule, basis_of(rule)) if listed else _with(rule, said=None)


def is_changed_by_hand(rule: Rule) -> bool:
    """Whether a person changed it and what the tool had said does not stand beside it."""
    review = rule.review
    is_own = review.state == "edited" and rule.extracted is None and review.said is None
    return is_own and review.basis is not None and review.basis != basis_of(rule)


def with_extracted(rule: Rule, said: Rule | None) -> Rule:
    """A rule that was changed by hand with what the tool had `said` beside it; as it is where that is None."""
    if said is None or not is_changed_by_hand(rule):
        return rule
    claim = said.extracted or Extracted(value=said.value, when=said.when)
    beside = rule.model_copy(update={"extracted": claim})
    return beside if basis_of(beside) == rule.review.basis else rule


def _edited(rule: Rule, said: str) -> Rule:
    review = rule.review
    was = review.state if review.state in ("approved", "rejected") else None
    kept = Review(state="edited", basis=said, note=review.note, comments=review.comments, was=was)
    first = rule.readings[0] if rule.readings else None
    beside = rule.extracted or (Extracted(value=first.value, when=first.when) if first is not None else None)
    return rule.model_copy(update={"review": kept, "extracted": beside, "before": None})


def _with(rule: Rule, *, said: str | None) -> Rule:
    return rule.model_copy(update={"review": rule.review.model_copy(update={"said": said})})
