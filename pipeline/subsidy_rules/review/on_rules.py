"""A rule + one decision on it → the rule decided."""

from __future__ import annotations

from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.basis import basis_of, value_data, when_data
from subsidy_rules.model.errors import Lang, Place, ReviewError
from subsidy_rules.model.review import Comment, Signature
from subsidy_rules.model.rule import Extracted, Review, Rule, State
from subsidy_rules.review.decisions import AddComment, Approve, ChooseReading, Edit, NewRule, OnRule, Reject, Reopen
from subsidy_rules.review.pending import pending


def decided(rule: Rule, decision: OnRule | NewRule, reviewers: int, where: Place) -> Rule:
    """The rule after the decision.

    Where the set asks for two `reviewers`, the decision of the first leaves the rule a draft (`was` says what was decided), and the same
    decision by another name completes it. Raises ReviewError where it cannot be taken.
    """
    if isinstance(decision, AddComment):
        return _commented(rule, decision, where)
    if isinstance(decision, Reopen):
        return _reopened(rule, where)
    if isinstance(decision, Reject):
        return _signed(rule, "rejected", decision, reviewers, decision.reason)
    if isinstance(decision, Edit):
        return _edited(rule, decision, reviewers, where)
    if isinstance(decision, ChooseReading):
        return _chosen(rule, decision, reviewers, where)
    if isinstance(decision, Approve) and _undecided_conflict(rule):
        raise _refused(
            where,
            message("The sources of {id} disagree.", id=rule.id),
            message("Choose the reading that is right, or edit or reject the rule."),
        )
    by_hand = rule.extracted is not None or isinstance(decision, NewRule) or is_own(rule)
    return _signed(rule, "edited" if by_hand else "approved", decision, reviewers, rule.review.note)


def is_own(rule: Rule) -> bool:
    """Whether a person made the rule, or what the tool had said is not known: an edited rule without what was extracted."""
    return rule.extracted is None and "edited" in (rule.review.state, rule.review.was)


def _undecided_conflict(rule: Rule) -> bool:
    return rule.review.state == "conflict"


def _signed(rule: Rule, state: State, decision: OnRule | NewRule, reviewers: int, note: str | None) -> Rule:
    old = rule.review
    kept = bool(old.said) or is_own(rule)  # of a published rule the quote is a part: it keeps the fingerprint of what was decided on
    basis = old.basis if kept and old.basis is not None else basis_of(rule)
    review = Review(state=state, by=decision.by, at=decision.at, basis=basis, note=note or None, named=old.named, comments=old.comments)
    if reviewers > 1:
        complete = pending(old) and old.was == state and old.by != decision.by and old.basis == basis
        if complete and old.was and old.by and old.at:
            review = review.model_copy(update={"first": Signature(state=old.was, by=old.by, at=old.at)})
        else:
            review = review.model_copy(update={"state": "draft", "was": state})
    signed = rule.model_copy(update={"review": review, "before": None})
    return _as_published(signed) if old.said else signed


def _as_published(rule: Rule) -> Rule:
    """The rule as published sets hold it: with the fingerprint of how it stands there instead of what the tool had said."""
    alone = rule.model_copy(update={"extracted": None})
    return alone.model_copy(update={"review": alone.review.model_copy(update={"said": basis_of(alone)})})


def _edited(rule: Rule, edit: Edit, reviewers: int, where: Place) -> Rule:
    value = rule.value if edit.value is None else edit.value
    when = rule.when if edit.when is None else edit.when
    if not isinstance(value, type(rule.value)):
        raise _refused(where, message("The value is not that of the kind {kind}.", kind=rule.kind), message("Give a value of that kind."))
    saying = _worded(_saying(rule, Extracted(value=value, when=when)), rule, edit)
    return _signed(saying, _state(rule, value, when), edit, reviewers, edit.reason)


def _worded(rule: Rule, before: Rule, edit: Edit | ChooseReading) -> Rule:
    """The rule with the labels that a person gave it; one that fitted what it said before is gone where it says something else now."""
    same = value_data(rule.value) == value_data(before.value) and when_data(rule.when) == when_data(before.when)
    kept = before.review.named if same else ()
    texts: dict[Lang, str] = {"ja": before.label if "ja" in kept else "", "en": before.label_en if "en" in kept else ""}
    if isinstance(edit, Edit):
        given: dict[Lang, str | None] = {"ja": edit.label, "en": edit.label_en}
        texts |= {lang: text.strip() for lang, text in given.items() if text is not None}
    review = before.review.model_copy(update={"named": tuple(lang for lang, text in texts.items() if text)})
    return rule.model_copy(update={"label": texts["ja"], "label_en": texts["en"], "review": review})


def _state(rule: Rule, value: object, when: object) -> State:
    """An edit that says what the tool had said is an approval."""
    said = rule.extracted or rule
    same = value_data(said.value) == value_data(value) and when_data(said.when) == when_data(when)  # type: ignore[arg-type]
    return "approved" if same and not is_own(rule) else "edited"


def _saying(rule: Rule, claim: Extracted) -> Rule:
    """The rule with this value and these conditions, and beside it what the tool said where that is something else."""
    said = rule.extracted or Extracted(value=rule.value, when=rule.when)
    same = value_data(said.value) == value_data(claim.value) and when_data(said.when) == when_data(claim.when)
    beside = None if same or is_own(rule) else said
    return rule.model_copy(update={"value": claim.value, "when": claim.when, "extracted": beside})


def _chosen(rule: Rule, choice: ChooseReading, reviewers: int, where: Place) -> Rule:
    if not 1 <= choice.n <= len(rule.readings):
        raise _refused(
            where,
            message("The rule {id} has no reading {n}.", id=rule.id, n=choice.n),
            message("Readings are counted from 1; this rule has {n}.", n=len(rule.readings)),
        )
    reading = rule.readings[choice.n - 1]
    state = _state(rule, reading.value, reading.when)
    said = _worded(_saying(rule, Extracted(value=reading.value, when=reading.when)), rule, choice)
    chosen = said.model_copy(update={"evidence": reading.evidence})
    return _signed(chosen, state, choice, reviewers, None)


def _reopened(rule: Rule, where: Place) -> Rule:
    if is_own(rule):
        raise _refused(
            where,
            message("What the tool said of {id} is not known, so it cannot be as it was.", id=rule.id),
            message("Edit it, or reject it where it is wrong."),
        )
    said = rule.extracted or Extracted(value=rule.value, when=rule.when)
    state: State = "conflict" if rule.readings else "draft"
    update: dict[str, object] = {"value": said.value, "when": said.when, "extracted": None, "before": None, "label": "", "label_en": ""}
    if rule.readings:
        update["evidence"] = rule.readings[0].evidence
    # the decision of an earlier edition that is taken back does not come again
    review = Review(state=state, note=rule.review.note, comments=rule.review.comments, edition=rule.review.edition)
    return rule.model_copy(update={**update, "review": review})


def _commented(rule: Rule, comment: AddComment, where: Place) -> Rule:
    if not comment.text.strip():
        raise _refused(where, message("The comment on {id} is empty.", id=rule.id), message("Write some words, or leave it."))
    comments = (*rule.review.comments, Comment(by=comment.by, at=comment.at, text=comment.text.strip()))
    return rule.model_copy(update={"review": rule.review.model_copy(update={"comments": comments})})


def _refused(where: Place, what: Said, todo: Said) -> ReviewError:
    return ReviewError(where, what, message("Nothing was decided."), todo)
