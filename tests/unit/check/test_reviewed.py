"""The gate: what keeps a rule set from being reviewed."""

from __future__ import annotations

from typing import Any

from subsidy_rules.check.reviewed import check_reviewed
from subsidy_rules.model.document import Ledger
from subsidy_rules.model.review import LedgerEntry, LedgerPlace, LedgerReview
from subsidy_rules.model.rule import Review, RuleSet

CAP = "tsujo.subsidy_amount.total"
PLACE = LedgerPlace(source="koubo", page=4, at="3(1)", quote="審査には30分\nほどかかります。", figure="30分")


def codes(ruleset: RuleSet, unread: Any = None) -> list[tuple[str, str]]:
    return [(one.code, one.rule_id) for one in check_reviewed(ruleset, {"koubo": []} if unread is None else unread)]


def test_every_state_of_a_rule(make_rule: Any, make_ruleset: Any) -> None:
    states = ("approved", "edited", "rejected", "draft", "stale", "conflict")
    ruleset = make_ruleset(*(make_rule(f"{CAP}.{state}", {"max": 1}, review=Review(state=state)) for state in states))
    assert codes(ruleset) == [
        ("undecided-conflict", f"{CAP}.conflict"),
        ("undecided", f"{CAP}.draft"),
        ("decision-stale", f"{CAP}.stale"),
    ]


def test_the_first_of_two_reviewers_is_not_enough(make_rule: Any, make_ruleset: Any) -> None:
    review = Review(state="draft", was="approved", by="tanaka", at="2026-04-02")
    (finding,) = check_reviewed(make_ruleset(make_rule(CAP, {"max": 1}, review=review)), {"koubo": []})
    assert "first of two" in finding.en


def test_figures_that_nobody_read(make_rule: Any, make_ruleset: Any) -> None:
    ruleset = make_ruleset(make_rule(CAP, {"max": 1}, review=Review(state="approved")))
    (finding,) = check_reviewed(ruleset, {"koubo": [PLACE]})
    assert (finding.code, finding.en) == ("figure-unread", "nobody has read “30分” in “審査には30分 ほどかかります。” on page 4")
    assert codes(ruleset, {}) == [("figures-not-counted", "koubo")]
    for unread, expected in ((0, []), (3, [("figures-unread", "koubo")])):
        read = Ledger(figures=9, bound=9 - unread, waived=0, unread=unread, clauses=1, clauses_unread=0)
        counted = ruleset.model_copy(update={"sources": tuple(one.model_copy(update={"read": read}) for one in ruleset.sources)})
        assert codes(counted, {}) == expected


def test_a_decision_on_a_figure_that_is_gone(make_rule: Any, make_ruleset: Any) -> None:
    review = LedgerReview(state="stale", by="tanaka", at="2026-04-02", was="no_rule")
    entry = LedgerEntry(**PLACE.model_dump(), review=review)
    assert codes(make_ruleset(make_rule(CAP, {"max": 1}, review=Review(state="approved")), ledger=(entry,))) == [("ledger-stale", "koubo")]


def test_nothing_is_not_reviewed(make_ruleset: Any) -> None:
    assert codes(make_ruleset()) == [("nothing-to-review", "it-hojo")]
