"""Decisions go to the disk one after the other, whoever else writes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from subsidy_rules.model.document import Evidence
from subsidy_rules.model.errors import ReviewError, RuleSetError
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.review.decisions import Approve, Edit, NewRule
from subsidy_rules.stages.deciding import decide_in, new_rule, typed_value, typed_when
from subsidy_rules.store.edition import change_ruleset
from subsidy_rules.store.files import load_ruleset_dir, save_ruleset

CAP = "tsujo.subsidy_amount.total"
TANAKA: dict[str, Any] = {"by": "tanaka", "at": "2026-04-02"}


def test_six_at_once_keep_six(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> None:
    names = [f"{CAP}.{n}" for n in range(6)]
    save_ruleset(tmp_path / "e", make_ruleset(*(make_rule(name, {"max": n}) for n, name in enumerate(names))))
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda name: decide_in(tmp_path / "e", [Approve(rule_id=name, **TANAKA)]), names))
    assert [rule.review.state for rule in load_ruleset_dir(tmp_path / "e").rules] == ["approved"] * 6


def test_an_edit_is_worded_anew_and_taken_back(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> None:
    save_ruleset(tmp_path / "e", make_ruleset(make_rule(CAP, {"max": 1_500_000})))
    before = (tmp_path / "e" / "tsujo.yaml").read_bytes()
    value = typed_value(CAP, "subsidy_amount", {"max": 2_000_000})
    done = decide_in(tmp_path / "e", [Edit(rule_id=CAP, value=value, **TANAKA)])
    (rule,) = load_ruleset_dir(tmp_path / "e").rules
    assert "200万円" in rule.label
    assert done.ruleset.rules == (rule,)
    decide_in(tmp_path / "e", done.undo)
    assert (tmp_path / "e" / "tsujo.yaml").read_bytes() == before


def test_nothing_to_decide_on(tmp_path: Path) -> None:
    with pytest.raises(RuleSetError, match="no rule set"):
        decide_in(tmp_path / "none", [Approve(rule_id=CAP, **TANAKA)])


def test_what_is_typed_is_checked() -> None:
    for data in ({"max": -1}, {"max": "much"}, {"most": 1}):
        with pytest.raises(ReviewError, match="Nothing was decided"):
            typed_value(CAP, "subsidy_amount", data)
    with pytest.raises(ReviewError, match="kind"):
        typed_value(CAP, "nothing", {})
    with pytest.raises(ReviewError, match="Nothing was decided"):
        typed_when(CAP, [{"fact": "capital", "op": "about", "value": 1}])


def test_a_new_rule_has_the_id_that_the_tool_would_give(tmp_path: Path, make_ruleset: Any) -> None:
    save_ruleset(tmp_path / "e", make_ruleset())
    evidence = Evidence(source="koubo", page=3, at="2(1)", quote="4者以上のときは上限を100万円とする。")
    when = typed_when("", [{"fact": "group_members", "op": "ge", "value": 4}])
    rule = new_rule("subsidy_amount", "tsujo", typed_value("", "subsidy_amount", {"max": 1_000_000}), when, [evidence])
    assert rule.id.startswith("tsujo.subsidy_amount.")
    place = {"source": "koubo", "page": 3, "at": "2(1)", "quote": evidence.quote, "figure": "100万円"}
    from subsidy_rules.model.review import LedgerPlace

    decide_in(tmp_path / "e", [NewRule(place=LedgerPlace(**place), rule=rule, **TANAKA)])
    loaded = load_ruleset_dir(tmp_path / "e")
    assert (loaded.rules[0].id, loaded.rules[0].review.state, loaded.ledger[0].review.rule) == (rule.id, "edited", rule.id)


def test_a_decision_waits_for_who_is_writing_and_both_are_kept(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> None:
    folder = tmp_path / "e"
    save_ruleset(folder, make_ruleset(make_rule(CAP, {"max": 1})))
    begun, go_on = Event(), Event()

    def build(earlier: RuleSet | None) -> RuleSet:
        begun.set()
        assert go_on.wait(30)
        assert earlier is not None
        return earlier.model_copy(update={"rules": (*earlier.rules, make_rule(f"{CAP}.new", {"max": 2}))})

    with ThreadPoolExecutor(2) as pool:
        building = pool.submit(change_ruleset, folder, build)
        assert begun.wait(30)
        deciding = pool.submit(decide_in, folder, [Approve(rule_id=CAP, **TANAKA)])
        assert not deciding.done()
        go_on.set()
        building.result(30)
        deciding.result(30)
    assert [(rule.id, rule.review.state) for rule in load_ruleset_dir(folder).rules] == [(CAP, "approved"), (f"{CAP}.new", "draft")]
