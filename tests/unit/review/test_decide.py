"""What people decide, what takes it back, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.model.basis import basis_of, seen_of
from subsidy_rules.model.errors import OvertakenError, ReviewError
from subsidy_rules.model.review import LedgerPlace
from subsidy_rules.model.rule import Extracted, Reading, Review, Rule
from subsidy_rules.review.by_hand import noticed
from subsidy_rules.review.decide import Decided, decide, seen_of_entry
from subsidy_rules.review.decisions import AddComment, Approve, ChooseReading, Edit, NewRule, NoRule, Reject, Reopen, ReopenPlace

CAP = "tsujo.subsidy_amount.total"
TANAKA: dict[str, Any] = {"by": "tanaka", "at": "2026-04-02"}
SATO: dict[str, Any] = {"by": "sato", "at": "2026-04-03"}
PLACE = LedgerPlace(source="koubo", page=4, at="3(1)", quote="審査には30分ほどかかります。", figure="30分")


def only(done: Decided) -> Rule:
    (rule,) = done.ruleset.rules
    return rule


def test_one_that_is_not_there_stops_all(make_rule: Any, make_ruleset: Any) -> None:
    with pytest.raises(ReviewError, match="nope"):
        decide(make_ruleset(make_rule(CAP, {"max": 1})), [Approve(rule_id=CAP, **TANAKA), Approve(rule_id="nope", **TANAKA)])


@pytest.mark.parametrize("by", ["", " ", "--", "12/3", "a\nb", "\x1b[31mred", "x" * 101])
def test_a_decision_takes_a_name(make_rule: Any, make_ruleset: Any, by: str) -> None:
    with pytest.raises(ReviewError, match="name"):
        decide(make_ruleset(make_rule(CAP, {"max": 1})), [Approve(rule_id=CAP, by=by, at="2026-04-02")])


def test_edit_keeps_what_the_tool_said_and_goes_back(make_rule: Any, make_ruleset: Any) -> None:
    said, right = make_rule(CAP, {"max": 1}), make_rule(CAP, {"max": 5}).value
    edited = decide(make_ruleset(said), [Edit(rule_id=CAP, value=right, reason="読み違い", **TANAKA)])
    rule = only(edited)
    assert (rule.value, rule.extracted, rule.review.state, rule.review.note) == (
        right,
        Extracted(value=said.value),
        "edited",
        "読み違い",
    )
    assert rule.review.basis == basis_of(said) == basis_of(rule)
    assert only(decide(edited.ruleset, [Reopen(rule_id=CAP, **SATO)])).value == said.value
    as_said = only(decide(edited.ruleset, [Edit(rule_id=CAP, value=said.value, **SATO)]))
    assert (as_said.review.state, as_said.extracted) == ("approved", None)
    assert only(decide(edited.ruleset, edited.undo)) == said


def test_undo_any_number_of_steps(make_rule: Any, make_ruleset: Any) -> None:
    first = make_ruleset(make_rule(CAP, {"max": 1}))
    steps = [
        Approve(rule_id=CAP, **TANAKA),
        AddComment(rule_id=CAP, text="確認", **TANAKA),
        Reject(rule_id=CAP, reason="重複", **TANAKA),
    ]
    done = decide(first, steps)
    assert (only(done).review.state, only(done).review.comments[0].text) == ("rejected", "確認")
    assert decide(done.ruleset, done.undo[::-1]).ruleset == first
    again = decide(done.ruleset, done.undo[::-1]).undo  # undo itself can be undone
    assert decide(first, again[::-1]).ruleset == done.ruleset


def test_nothing_is_overwritten_that_somebody_else_decided_meanwhile(make_rule: Any, make_ruleset: Any) -> None:
    rule = make_rule(CAP, {"max": 1})
    mine = Approve(rule_id=CAP, seen=seen_of(rule), **TANAKA)
    theirs = decide(make_ruleset(rule), [Reject(rule_id=CAP, seen=seen_of(rule), **SATO)])
    with pytest.raises(OvertakenError, match="sato") as refused:
        decide(theirs.ruleset, [mine])
    assert (refused.value.by, refused.value.name) == ("sato", CAP)
    approved = decide(make_ruleset(rule), [mine])
    later = decide(approved.ruleset, [Reject(rule_id=CAP, **SATO)])
    with pytest.raises(OvertakenError, match="sato"):
        decide(later.ruleset, approved.undo)


def test_a_value_that_moved_under_the_eyes_is_not_approved(make_rule: Any, make_ruleset: Any) -> None:
    seen = seen_of(make_rule(CAP, {"max": 1}))
    with pytest.raises(OvertakenError, match="changed meanwhile"):
        decide(make_ruleset(make_rule(CAP, {"max": 2})), [Approve(rule_id=CAP, seen=seen, **TANAKA)])


def test_a_conflict_wants_its_reading_chosen(make_rule: Any, make_ruleset: Any) -> None:
    one, two = make_rule(CAP, {"max": 1}, quote="一"), make_rule(CAP, {"max": 2}, quote="二")
    readings = tuple(Reading(value=rule.value, evidence=rule.evidence) for rule in (one, two))
    conflict = one.model_copy(update={"readings": readings, "review": Review(state="conflict")})
    ruleset = make_ruleset(conflict)
    with pytest.raises(ReviewError, match="disagree"):
        decide(ruleset, [Approve(rule_id=CAP, **TANAKA)])
    with pytest.raises(ReviewError, match="no reading 3"):
        decide(ruleset, [ChooseReading(rule_id=CAP, n=3, **TANAKA)])
    assert only(decide(ruleset, [ChooseReading(rule_id=CAP, n=1, **TANAKA)])).review.state == "approved"
    second = decide(ruleset, [ChooseReading(rule_id=CAP, n=2, **TANAKA)])
    assert (only(second).value, only(second).evidence, only(second).review.state) == (two.value, two.evidence, "edited")
    assert only(second).review.basis == basis_of(conflict) == basis_of(only(second))
    unlabelled = {"label": "", "label_en": ""}  # to be made anew of what the tool had said
    assert only(decide(second.ruleset, [Reopen(rule_id=CAP, **SATO)])) == conflict.model_copy(update=unlabelled)


def test_two_reviewers_are_two_names(make_rule: Any, make_ruleset: Any) -> None:
    ruleset = make_ruleset(make_rule(CAP, {"max": 1}), reviewers=2)
    first = decide(ruleset, [Approve(rule_id=CAP, **TANAKA)])
    assert (only(first).review.state, only(first).review.was, first.ruleset.status) == ("draft", "approved", "draft")
    assert only(decide(first.ruleset, [Approve(rule_id=CAP, **TANAKA)])).review.state == "draft"
    both = only(decide(first.ruleset, [Approve(rule_id=CAP, **SATO)])).review
    assert (both.state, both.by, both.first.by if both.first else None) == ("approved", "sato", "tanaka")
    other = only(decide(first.ruleset, [Reject(rule_id=CAP, **SATO)])).review
    assert (other.state, other.was, other.by) == ("draft", "rejected", "sato")


def test_a_figure_that_states_no_rule(make_ruleset: Any) -> None:
    ruleset = make_ruleset()
    with pytest.raises(ReviewError, match="reason"):
        decide(ruleset, [NoRule(place=PLACE, reason=" ", **TANAKA)])
    done = decide(ruleset, [NoRule(place=PLACE, reason="目安", seen=seen_of_entry(None), **TANAKA)])
    (entry,) = done.ruleset.ledger
    assert (entry.place, entry.review.state, entry.review.note) == (PLACE, "no_rule", "目安")
    with pytest.raises(OvertakenError, match="tanaka"):
        decide(done.ruleset, [NoRule(place=PLACE, reason="別の理由", seen=seen_of_entry(None), **SATO)])
    assert decide(done.ruleset, [ReopenPlace(place=PLACE, **SATO)]).ruleset == ruleset == decide(done.ruleset, done.undo).ruleset


def test_a_figure_becomes_a_rule(make_rule: Any, make_ruleset: Any) -> None:
    ruleset, rule = make_ruleset(), make_rule(CAP, {"max": 1}, quote=PLACE.quote)
    done = decide(ruleset, [NewRule(place=PLACE, rule=rule, **TANAKA)])
    assert (only(done).review.state, only(done).review.by, done.ruleset.ledger[0].review.rule) == ("edited", "tanaka", CAP)
    assert decide(done.ruleset, done.undo).ruleset == ruleset
    with pytest.raises(ReviewError, match="already"):
        decide(done.ruleset, [NewRule(place=PLACE, rule=rule, **SATO)])
    with pytest.raises(ReviewError, match="not known"):
        decide(done.ruleset, [Reopen(rule_id=CAP, **SATO)])


def test_two_rules_of_one_id_are_told_and_none_is_dropped(make_rule: Any, make_ruleset: Any) -> None:
    with pytest.raises(ReviewError, match="Several rules"):
        decide(make_ruleset(make_rule(CAP, {"max": 1}), make_rule(CAP, {"max": 2})), [Approve(rule_id=CAP, **TANAKA)])


def test_a_worded_label_stays_until_the_rule_says_something_else(make_rule: Any, make_ruleset: Any) -> None:
    said, other = make_rule(CAP, {"max": 1}), make_rule(CAP, {"max": 5}).value
    named = decide(make_ruleset(said), [Edit(rule_id=CAP, label_en="the highest sum", **TANAKA)])
    rule = only(named)
    assert (rule.label_en, rule.review.named, rule.review.state) == ("the highest sum", ("en",), "approved")
    assert only(decide(named.ruleset, [Approve(rule_id=CAP, **SATO)])).review.named == ("en",)
    assert only(decide(named.ruleset, [Edit(rule_id=CAP, reason="見直し", **SATO)])).label_en == "the highest sum"
    for change in (Edit(rule_id=CAP, value=other, **SATO), Edit(rule_id=CAP, label_en="", **SATO), Reopen(rule_id=CAP, **SATO)):
        changed = only(decide(named.ruleset, [change]))
        assert (changed.label_en, changed.review.named) == ("", ())  # to be made of what it says now


def test_a_decision_on_a_published_rule_holds_there(make_rule: Any, make_ruleset: Any) -> None:
    whole, part = make_rule(CAP, {"max": 1}, quote="上限額は1円とする。"), make_rule(CAP, {"max": 1}, quote="1円")
    review = Review(state="approved", by="tanaka", at="2026-04-02", basis=basis_of(whole), said=basis_of(part))
    published = part.model_copy(update={"review": review})
    right = make_rule(CAP, {"max": 5}).value
    for decision, state in ((Edit(rule_id=CAP, value=right, **SATO), "edited"), (Approve(rule_id=CAP, **SATO), "approved")):
        rule = only(decide(make_ruleset(published), [decision]))
        assert (rule.review.state, rule.review.basis, rule.review.said) == (state, basis_of(whole), basis_of(rule))
        assert rule.extracted is None  # as everywhere in what is published
        assert noticed(rule) == rule
