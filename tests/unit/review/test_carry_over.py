"""Decisions that hold, break, move and outlive their rule."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.rule import Extracted, Reading, Review, Rule
from subsidy_rules.review.carry_over import NOT_FOUND, carry_over

CAP = "tsujo.subsidy_amount.total"


def decided(rule: Rule, state: str = "approved") -> Rule:
    return rule.model_copy(update={"review": Review(state=state, by="tanaka", at="2026-04-02", basis=basis_of(rule))})


def test_without_earlier_set_nothing_happens(make_rule: Any) -> None:
    rules = (make_rule(f"{CAP}.b", {"max": 1}), make_rule(f"{CAP}.a", {"max": 1}))
    assert [rule.id for rule in carry_over(rules, None)] == [f"{CAP}.a", f"{CAP}.b"]


@pytest.mark.parametrize("state", ["approved", "rejected"])
def test_kept_over_a_new_printing(make_rule: Any, make_ruleset: Any, state: str) -> None:
    old = decided(make_rule(CAP, {"max": 1}, quote="150万円 以下", page=3), state)
    new = make_rule(CAP, {"max": 1}, quote="150万円\n以下", page=4)
    (kept,) = carry_over((new,), make_ruleset(old))
    assert kept.review == old.review
    assert kept.evidence[0].page == 4


@pytest.mark.parametrize("changed", [{"value": {"max": 2}}, {"quote": "別の文"}, {"at": "表2"}])
def test_stale_when_the_basis_breaks(make_rule: Any, make_ruleset: Any, changed: dict[str, Any]) -> None:
    old = decided(make_rule(CAP, {"max": 1}))
    new = make_rule(CAP, **{"value": {"max": 1}, **changed})
    (stale,) = carry_over((new,), make_ruleset(old))
    assert (stale.review.state, stale.review.was, stale.review.by) == ("stale", "approved", "tanaka")
    assert stale.value == new.value


def test_a_rule_that_stands_as_it_was_published_keeps_its_decision(make_rule: Any, make_ruleset: Any) -> None:
    whole = make_rule(CAP, {"max": 1}, quote="補助の上限は、1者につき1円とする。")
    part = make_rule(CAP, {"max": 1}, quote="1者につき1円")
    review = Review(state="approved", by="tanaka", at="2026-04-02", basis=basis_of(whole), said=basis_of(part))
    published = part.model_copy(update={"review": review})
    (kept,) = carry_over((part,), make_ruleset(published))  # its document is not at hand, another was added
    assert kept.review == review
    (stale,) = carry_over((make_rule(CAP, {"max": 2}, quote="1者につき2円"),), make_ruleset(published))
    assert stale.review.state == "stale"


def test_a_basis_that_comes_back_is_approved_again(make_rule: Any, make_ruleset: Any) -> None:
    first = decided(make_rule(CAP, {"max": 1}))
    (stale,) = carry_over((make_rule(CAP, {"max": 2}),), make_ruleset(first))
    (again,) = carry_over((make_rule(CAP, {"max": 1}),), make_ruleset(stale))
    assert again.review == first.review


def test_decision_follows_its_rule_to_a_new_id(make_rule: Any, make_ruleset: Any) -> None:
    old = decided(make_rule(CAP, {"max": 1}))
    other = make_rule(CAP, {"max": 9})
    moved = make_rule(f"{CAP}.process_1", {"max": 1})
    result = {rule.id: rule for rule in carry_over((other, moved), make_ruleset(old))}
    assert result[f"{CAP}.process_1"].review.state == "approved"
    assert result[CAP].review.state == "draft"


def test_edited_value_is_kept_beside_what_the_tool_says(make_rule: Any, make_ruleset: Any) -> None:
    said = make_rule(CAP, {"max": 1})
    right = make_rule(CAP, {"max": 5}).value
    edited = said.model_copy(
        update={
            "value": right,
            "extracted": Extracted(value=said.value),
            "review": Review(state="edited", by="sato", at="2026-04-02", basis=basis_of(said)),
        }
    )
    (kept,) = carry_over((said,), make_ruleset(edited))
    assert (kept.review.state, kept.value, kept.extracted) == ("edited", right, Extracted(value=said.value))
    (stale,) = carry_over((make_rule(CAP, {"max": 2}),), make_ruleset(kept))
    assert (stale.review.state, stale.review.was, stale.value) == ("stale", "edited", right)
    assert stale.extracted is not None
    assert stale.extracted.value == make_rule(CAP, {"max": 2}).value


def test_vanished_rules_are_never_lost(make_rule: Any, make_ruleset: Any) -> None:
    approved = decided(make_rule(f"{CAP}.a", {"max": 1}))
    rejected = decided(make_rule(f"{CAP}.b", {"max": 2}), "rejected")
    draft = make_rule(f"{CAP}.c", {"max": 3})
    result = carry_over((), make_ruleset(approved, rejected, draft))
    assert [(rule.id, rule.review.state, rule.review.note) for rule in result] == [
        (f"{CAP}.a", "stale", NOT_FOUND),
        (f"{CAP}.b", "rejected", None),
    ]
    assert result[0].evidence == approved.evidence
    assert carry_over((), make_ruleset(*result)) == result


def test_vanished_rule_whose_id_is_taken_gets_another(make_rule: Any, make_ruleset: Any) -> None:
    first, second = decided(make_rule(CAP, {"max": 1})), decided(make_rule(f"{CAP}.x", {"max": 2}))
    new = make_rule(CAP, {"max": 2})  # the content of the second under the id of the first
    result = carry_over((new,), make_ruleset(first, second))
    assert [(rule.id, rule.review.state) for rule in result] == [(CAP, "approved"), (f"{CAP}.former", "stale")]


def test_conflict_needs_a_person_until_one_decided_on_these_readings(make_rule: Any, make_ruleset: Any) -> None:
    plain = make_rule(CAP, {"max": 1})
    other = make_rule(CAP, {"max": 2})
    readings = tuple(Reading(value=rule.value, evidence=rule.evidence) for rule in (plain, other))
    conflict = plain.model_copy(update={"readings": readings, "review": Review(state="conflict")})
    (found,) = carry_over((conflict,), make_ruleset(decided(plain)))
    assert (found.review.state, found.review.was) == ("conflict", "approved")
    (kept,) = carry_over((conflict,), make_ruleset(decided(conflict)))
    assert kept.review.state == "approved"


@pytest.mark.parametrize(("migrated", "state"), [(None, "stale"), ("subsidy-ruleset/1", "approved")])
def test_a_migrated_decision_holds_where_the_quote_goes_on(make_rule: Any, make_ruleset: Any, migrated: str | None, state: str) -> None:
    old = decided(make_rule(CAP, {"max": 1}, quote="上限は150万"))
    new = make_rule(CAP, {"max": 1}, quote="補助金の上限は150万円とする。", at="第3条")
    (kept,) = carry_over((new,), make_ruleset(old, migrated=migrated))
    assert (kept.review.state, kept.evidence) == (state, new.evidence)
    if migrated:
        assert kept.review.basis == basis_of(kept)
        (other,) = carry_over((make_rule(CAP, {"max": 2}, quote="補助金の上限は150万円とする。"),), make_ruleset(old, migrated=migrated))
        assert other.review.state == "stale"


def test_a_worded_label_goes_with_its_decision(make_rule: Any, make_ruleset: Any) -> None:
    rule = decided(make_rule(CAP, {"max": 1})).model_copy(update={"label_en": "the highest sum"})
    old = rule.model_copy(update={"review": rule.review.model_copy(update={"named": ("en",)})})
    (kept,) = carry_over((make_rule(CAP, {"max": 1}, page=4),), make_ruleset(old))
    assert (kept.label_en, kept.review.named) == ("the highest sum", ("en",))
    (changed,) = carry_over((make_rule(CAP, {"max": 2}),), make_ruleset(old))
    assert (changed.label_en == "the highest sum", changed.review.named) == (False, ())
