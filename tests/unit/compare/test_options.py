"""Levels, accepted changes and expected changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from subsidy_rules.compare import all_checks, compare_rulesets
from subsidy_rules.compare.accepted import leave_out, read_accepted
from subsidy_rules.compare.choice import Choice, check_choice, chosen_changes
from subsidy_rules.compare.expected import ExpectedChange, match_expected, read_expected_csv
from subsidy_rules.compare.levels import grade, read_levels
from subsidy_rules.model.change import Level
from subsidy_rules.model.errors import ReadError, RuleSetError


@pytest.fixture
def changes(make_rule: Any, make_ruleset: Any) -> Any:
    old = make_ruleset(
        make_rule("tsujo.subsidy_amount", {"max": 1500000}, quote="１５０万円以下"),
        make_rule("tsujo.subsidy_rate", {"rate": "1/2"}, quote="１／２以内"),
    )
    new = make_ruleset(
        make_rule("tsujo.subsidy_amount", {"max": 1000000}, quote="１００万円以下"),
        make_rule("tsujo.subsidy_rate", {"rate": "2/3"}, quote="２／３以内"),
        edition="2026",
    )
    return compare_rulesets(old, new)


def test_levels_grade_anew(changes: Any) -> None:
    graded = grade(changes, read_levels("rate-increased: ERR\namount-max-decreased: none\n", "levels.yaml"), ["tsujo"])
    assert [(change.check, change.level) for change in graded] == [("rate-increased", Level.ERR)]


@pytest.mark.parametrize(("text", "line"), [("rate-increased: BAD\n", 1), ("\nno-such-check: ERR\n", 2), ("- a\n", 1), ("a: [\n", 2)])
def test_wrong_levels_name_their_line(text: str, line: int) -> None:
    with pytest.raises(RuleSetError) as caught:
        read_levels(text, "levels.yaml")
    assert caught.value.place.file == "levels.yaml"
    assert caught.value.place.line == line


def entry(fingerprint: str, until: str) -> str:
    return f"- {{fingerprint: '{fingerprint}', reason: known, author: tanaka, until: {until}}}\n"


def test_accepted_changes_are_left_out_and_dead_entries_found(changes: Any) -> None:
    first, second = changes
    text = entry(first.fingerprint, "2026-12-31") + entry(second.fingerprint, "2026-01-01") + entry("0" * 12, "2026-12-31")
    left, dead = leave_out(changes, read_accepted(text, "accepted.yaml"), date(2026, 4, 1))
    assert left == (second,)
    assert [(one.entry.fingerprint, one.expired) for one in dead] == [(second.fingerprint, True), ("0" * 12, False)]
    assert "tanaka" in dead[0].words("ja")


@pytest.mark.parametrize("text", ["- {fingerprint: a}\n", "{}\nx", "fingerprint: a\n"])
def test_wrong_register(text: str) -> None:
    with pytest.raises(RuleSetError):
        read_accepted(text, "accepted.yaml")


def test_expected_changes_are_found_or_missing(changes: Any) -> None:
    rows = read_expected_csv(
        "section,old,new\n補助額,150万円以下,100万円以下\n補助率,１／２以内,３／４以内\n同じ,同じ文,同じ文\n", "rows.csv"
    )
    found = match_expected(rows, changes)
    assert [[change.check for change in one.changes] for one in found] == [["amount-max-decreased"], []]
    assert match_expected([ExpectedChange("", "", "３／４以内")], changes)[0].changes == ()


def test_a_table_without_rows_is_an_error() -> None:
    with pytest.raises(ReadError):
        read_expected_csv("a,b\n1,2\n", "rows.csv")


def test_every_check_has_a_mirror_or_a_reason() -> None:
    for check in all_checks().values():
        assert (check.mirror == check.id) == bool(check.why_own_mirror.say("en")), check.id
        assert check.area


def test_changes_are_chosen_by_what_they_are_about(changes: Any) -> None:
    assert chosen_changes(changes, Choice()) == changes
    assert [change.kind for change in chosen_changes(changes, Choice(kinds=("subsidy_rate",)))] == ["subsidy_rate"]
    assert [change.direction for change in chosen_changes(changes, Choice(directions=("worse",)))] == ["worse"]
    assert chosen_changes(changes, Choice(areas=("money",), frames=("security",))) == ()
    assert chosen_changes(changes, Choice(reviewed_only=True)) == ()  # both are drafts


def test_what_holds_for_all_frames_reaches_each(make_rule: Any, make_ruleset: Any) -> None:
    old = make_ruleset(make_rule("common.subsidy_rate", {"rate": "1/2"}, quote="１／２以内"))
    new = make_ruleset(make_rule("common.subsidy_rate", {"rate": "1/3"}, quote="１／３以内"), edition="2026")
    changes = compare_rulesets(old, new)
    assert chosen_changes(changes, Choice(frames=("tsujo",))) == changes


@pytest.mark.parametrize("choice", [Choice(kinds=("subsidy_rat",)), Choice(frames=("nowhere",))])
def test_a_choice_that_nothing_could_meet_is_refused(make_rule: Any, make_ruleset: Any, choice: Choice) -> None:
    ruleset = make_ruleset(make_rule("tsujo.subsidy_rate", {"rate": "1/2"}, quote="１／２以内"))
    with pytest.raises(RuleSetError, match="none of"):
        check_choice(choice, ruleset, ruleset)
    check_choice(Choice(kinds=("text", "subsidy_rate"), frames=("nowhere", "tsujo")), ruleset, ruleset)
