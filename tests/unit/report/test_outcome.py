"""What became of decisions is told in counts and names."""

from __future__ import annotations

from typing import Any

from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.rule import Review, Rule
from subsidy_rules.report.outcome import outcome_lines
from subsidy_rules.review.outcome import Outcome, outcome_of

RATE = "tsujo.subsidy_rate"


def test_every_decision_is_in_one_list(make_rule: Any, make_ruleset: Any) -> None:
    def rule(name: str, **review: Any) -> Rule:
        made: Rule = make_rule(f"{RATE}.{name}", {"rate": "1/2"})
        return made.model_copy(update={"review": Review(**{"by": "tanaka", "at": "2026-04-02", "basis": basis_of(made), **review})})

    ruleset = make_ruleset(
        rule("a", state="approved"),
        rule("b", state="approved", carried="moved"),
        rule("c", state="stale", was="approved", carried="reworded"),
        rule("d", state="stale", was="approved", carried="orphaned"),
        rule("e", state="rejected", carried="lookalike", like="x"),
        rule("f", state="edited", by=None),
        rule("g", state="draft", by=None),
        rule("h", state="draft", was="approved"),
    )
    found = outcome_of(ruleset, make_ruleset(rule("g", state="approved"), rule("z", state="approved"), edition="2024"))
    assert found == Outcome(
        carried=(f"{RATE}.a", f"{RATE}.h"),
        moved=(f"{RATE}.b",),
        reworded=(f"{RATE}.c",),
        orphaned=(f"{RATE}.d",),
        lookalikes=((f"{RATE}.e", "x"), (f"{RATE}.g", f"{RATE}.g")),
        by_hand=(f"{RATE}.f",),
        left=(f"{RATE}.z",),
    )
    lines = list(outcome_lines(found, "en"))
    assert lines[0].startswith("Decisions: 2 carried, 1 moved")
    assert f"{RATE}.e (x)" in lines[3]
    assert len(lines) == 6


def test_nothing_to_tell(make_rule: Any, make_ruleset: Any) -> None:
    assert list(outcome_lines(outcome_of(make_ruleset(make_rule(RATE, {"rate": "1/2"}))), "en")) == []


def test_many_names_are_cut() -> None:
    (_, line) = outcome_lines(Outcome(orphaned=tuple(f"r{n}" for n in range(30))), "en")
    assert line.endswith("r11 and 18 more.")
