"""Rules that were rejected before a set was published, read again from its documents."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.export.shortened import LONGEST, shortened
from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.review import Signature
from subsidy_rules.model.rule import Review, RuleSet
from subsidy_rules.review.carry_over import carry_over
from subsidy_rules.review.rejected import still_listed
from subsidy_rules.ruleset import dump_ruleset, load_ruleset

CAP, BAD = "tsujo.subsidy_amount.base", "tsujo.requirement.gbiz_id"
WORDS = "申請者は、あらかじめ窓口に問い合わせたうえで、アカウントの取得に要する期間を確かめておくことが望ましいものとされている。"


def decided(rule: Any, state: str, **more: Any) -> Any:
    return rule.model_copy(update={"review": Review(state=state, by="tanaka", at="2026-04-02", basis=basis_of(rule), **more)})


@pytest.fixture
def bad(make_rule: Any) -> Any:
    return make_rule(BAD, {"topic": "gbiz_id"}, quote=WORDS, at="2-1")


@pytest.fixture
def published(bad: Any, make_rule: Any, make_ruleset: Any) -> RuleSet:
    reviewed = make_ruleset(decided(make_rule(CAP, {"max": 1}), "approved"), decided(bad, "rejected", note="望ましいだけ"))
    return load_ruleset(dump_ruleset(shortened(reviewed)), "x")


def test_it_is_rejected_again_by_whom_and_why_it_was(bad: Any, published: RuleSet) -> None:
    (entry,) = published.rejected
    assert [rule.id for rule in published.rules] == [CAP]
    assert len(entry.quote) <= LONGEST and entry.quote in WORDS
    again = next(rule for rule in carry_over((bad,), published) if rule.id == BAD)
    assert again.review == Review(state="rejected", by="tanaka", at="2026-04-02", basis=basis_of(bad), note="望ましいだけ")
    assert still_listed(published, [again]) == ()


@pytest.mark.parametrize("changed", [{"quote": WORDS.replace("望ましい", "必要な")}, {"at": "2-2"}, {"value": {"topic": "sme_web"}}])
def test_what_says_anything_else_is_a_draft_and_the_entry_waits(make_rule: Any, published: RuleSet, changed: dict[str, Any]) -> None:
    other = make_rule(BAD, **{"value": {"topic": "gbiz_id"}, "quote": WORDS, "at": "2-1", **changed})
    rules = carry_over((other,), published)
    assert next(rule for rule in rules if rule.id == BAD).review.state == "draft"
    assert still_listed(published, rules) == published.rejected


def test_the_next_edition_takes_it_over_until_it_is_opened_there(bad: Any, published: RuleSet, make_ruleset: Any) -> None:
    (again,) = carry_over((bad,), None, published)
    assert (again.review.state, again.review.edition) == ("rejected", published.edition)
    opened = again.model_copy(update={"review": Review(edition=published.edition)})
    (kept,) = carry_over((bad,), make_ruleset(opened), published)
    assert kept.review.state == "draft"


def test_a_decision_in_this_set_stands_before_the_list(bad: Any, published: RuleSet) -> None:
    approved = published.model_copy(update={"rules": (decided(bad, "approved"),)})
    (kept,) = carry_over((bad,), approved)
    assert kept.review.state == "approved"


def test_both_of_two_reviewers_are_named_again(bad: Any, make_ruleset: Any) -> None:
    first = Signature(state="rejected", by="sato", at="2026-04-01")
    two = make_ruleset(decided(bad, "rejected", first=first)).model_copy(update={"reviewers": 2})
    (again,) = carry_over((bad,), shortened(two))
    assert (again.review.state, again.review.first) == ("rejected", first)


def test_what_waits_is_published_again_with_what_was_published_beside_it(bad: Any, published: RuleSet, make_rule: Any) -> None:
    cap = decided(make_rule(CAP, {"max": 1}), "approved")
    assert shortened(published.model_copy(update={"rules": (cap,)})).rejected == published.rejected
    other = published.model_copy(update={"rejected": ()})
    assert shortened(other, ["security"], published).rejected == published.rejected
