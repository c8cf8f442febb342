"""Decisions in the terminal, as a person types them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from subsidy_rules.cli import app
from subsidy_rules.model.rule import Reading, Review, Rule
from subsidy_rules.store.files import load_ruleset_dir, save_ruleset

CAP, RATE, NEED, FOUGHT = "tsujo.subsidy_amount.total", "tsujo.subsidy_rate.base", "tsujo.requirement.plan", "tsujo.subsidy_amount.fought"
BY = ("--by", "田中", "--at", "2026-04-02", "--lang", "en")


@pytest.fixture
def edition(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> Path:
    one = make_rule(FOUGHT, {"max": 1}, review=Review(state="conflict"))
    other = make_rule(FOUGHT, {"max": 2}, quote="別の文書")
    readings = tuple(Reading(value=rule.value, evidence=rule.evidence) for rule in (one, other))
    rules = (make_rule(CAP, {"max": 5}), make_rule(RATE, {"rate": "1/2"}), make_rule(NEED, {"topic": "計画"}, [{"unread": "例外"}]))
    save_ruleset(tmp_path / "p" / "1", make_ruleset(*rules, one.model_copy(update={"readings": readings})))
    return tmp_path / "p" / "1"


def call(code: int, *args: object) -> str:
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    assert result.exit_code == code, (result.output, result.exception)
    return result.output


def rule(edition: Path, rule_id: str) -> Rule:
    return next(one for one in load_ruleset_dir(edition).rules if one.id == rule_id)


def test_approve_all_names_what_it_left(edition: Path) -> None:
    told = call(0, "approve", edition, "--all", *BY)
    assert "Approved: 2 rules by 田中" in told
    assert f"{FOUGHT}: " in told.partition("Left out")[2] and "disagree" in told
    assert f"{NEED}: " in told.partition("Left out")[2] and "not understood" in told
    assert {one.id for one in load_ruleset_dir(edition).rules if one.review.by} == {CAP, RATE}


def test_an_edit_of_several_that_does_not_fit_all_changes_none(edition: Path) -> None:
    told = call(2, "edit", edition, "tsujo.*", "--set", "max=3", *BY)
    assert "Nothing was decided" in told
    assert {one.review.by for one in load_ruleset_dir(edition).rules} == {None}
    call(0, "edit", edition, "--kind", "subsidy_rate", "--set", "rate=2/3", *BY)
    assert rule(edition, RATE).review.state == "edited"


def test_the_second_of_two_people_is_waited_for(edition: Path) -> None:
    save_ruleset(edition, load_ruleset_dir(edition).model_copy(update={"reviewers": 2}))
    assert "1 rule waits for a second person" in call(0, "approve", edition, CAP, *BY)
    assert "waits" not in call(0, "approve", edition, CAP, "--by", "sato", "--lang", "en")
    assert (rule(edition, CAP).review.state, rule(edition, CAP).review.by) == ("approved", "sato")


def test_a_conflict_takes_a_reading(edition: Path) -> None:
    assert "Choose the reading" in call(2, "approve", edition, FOUGHT, *BY)
    call(2, "approve", edition, "tsujo.*", "--reading", 1, *BY)
    call(0, "approve", edition, FOUGHT, "--reading", 2, *BY)
    found = rule(edition, FOUGHT)
    assert (found.value.max, found.review.state, found.evidence[0].quote) == (2, "edited", "別の文書")  # type: ignore[attr-defined]


def test_edit_then_undo(edition: Path) -> None:
    before = rule(edition, CAP)
    told = call(0, "edit", edition, CAP, "--set", "max=450万円", "--when", "従業員数 >= 5", "--reason", "表の見落とし", *BY)
    assert "4,500,000 yen" in told
    found = rule(edition, CAP)
    assert (found.review.state, found.review.note) == ("edited", "表の見落とし")
    assert found.extracted is not None
    call(0, "undo", edition, CAP, *BY)
    found = rule(edition, CAP)
    assert (found.value, found.when, found.extracted, found.review.state, found.review.by) == (before.value, (), None, "draft", None)


def test_reject_by_filter_and_comment(edition: Path) -> None:
    assert "Nothing was decided" in call(0, "reject", edition, "--kind", "requirement", "--dry-run", *BY)
    call(0, "reject", edition, "--kind", "requirement", "--reason", "手続の説明", *BY)
    assert (rule(edition, NEED).review.state, rule(edition, NEED).review.note) == ("rejected", "手続の説明")
    call(0, "comment", edition, RATE, "--text", "要確認", *BY)
    assert rule(edition, RATE).review.comments[0].text == "要確認"
    assert rule(edition, RATE).review.state == "draft"


@pytest.mark.parametrize(
    "args",
    [
        ("approve",),
        ("approve", "--all", CAP),
        ("reject",),
        ("undo",),
        ("comment", "--text", "x"),
        ("edit", CAP),
        ("edit", CAP, "--set", "max"),
        ("edit", CAP, "--set", "max=多い"),
        ("edit", "--set", "max=1"),
        ("approve", "tsujo.subsidy_amounts.*"),
        ("approve", CAP, "--at", "tomorrow"),
    ],
)
def test_what_is_not_meant_decides_nothing(edition: Path, args: tuple[str, ...]) -> None:
    before = (edition / "tsujo.yaml").read_bytes()
    call(2, args[0], edition, *args[1:], "--by", "田中")
    assert (edition / "tsujo.yaml").read_bytes() == before


@pytest.mark.parametrize("by", ["", "--", "\x1b[31m田中", "1"])
def test_a_decision_takes_a_name(edition: Path, by: str) -> None:
    told = call(2, "approve", edition, CAP, f"--by={by}")
    assert "\x1b" not in told
    assert rule(edition, CAP).review.state == "draft"


def test_the_gate_counts_what_is_missing(edition: Path) -> None:
    call(2, "check", edition, "--reviewed")


def test_the_last_decisions_are_taken_back_each_as_it_was_before(edition: Path) -> None:
    call(0, "edit", edition, CAP, "--set", "max=7", *BY)
    call(0, "edit", edition, CAP, "--set", "max=9", *BY)
    call(0, "approve", edition, RATE, "--by", "sato", "--at", "2026-04-03")
    assert CAP in call(0, "undo", edition, "--last", "1", *BY)
    assert rule(edition, CAP).value.model_dump()["max"] == 7
    call(0, "undo", edition, "--last", "1", *BY)
    assert (rule(edition, CAP).review.state, rule(edition, CAP).value.model_dump()["max"]) == ("draft", 5)
    assert "nothing to take back" in call(2, "undo", edition, "--last", "1", *BY)
    assert rule(edition, RATE).review.by == "sato"  # another person's decision is not mine to take back
    call(0, "edit", edition, CAP, "--set", "max=7", *BY)
    call(0, "approve", edition, CAP, "--by", "sato", "--at", "2026-04-03")
    assert "meanwhile" in call(2, "undo", edition, "--last", "1", *BY)
    call(2, "undo", edition, CAP, "--last", "1", *BY)


def test_a_label_can_be_worded(edition: Path) -> None:
    call(0, "edit", edition, CAP, "--set", "max=7", "--set", "label_en=what is paid at most", *BY)
    assert (rule(edition, CAP).label, rule(edition, CAP).label_en) == ("補助額 ～7円", "what is paid at most")
    call(0, "edit", edition, CAP, "--set", "max=8", *BY)
    assert "8 yen" in rule(edition, CAP).label_en
