"""What people change in the YAML with an editor is noticed, and outranks what the tool says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from subsidy_rules.check.contract import check_ruleset
from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.rule import Extracted, RuleSet
from subsidy_rules.review.decisions import AddComment, Approve, Edit
from subsidy_rules.stages.deciding import decide_in, typed_value
from subsidy_rules.store.edition import change_ruleset
from subsidy_rules.store.files import load_ruleset_dir, save_ruleset

CAP = "tsujo.subsidy_amount.total"
TANAKA: dict[str, Any] = {"by": "tanaka", "at": "2026-04-02"}
OWN = """- id: tsujo.subsidy_rate.mine
  kind: subsidy_rate
  frame: tsujo
  label: 補助率
  value: {rate: 1/2}
  evidence:
  - {source: koubo, page: 3, at: 表1, quote: 引用}
  confidence: 1.0
"""


@pytest.fixture
def held(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> Path:
    save_ruleset(tmp_path / "e", make_ruleset(make_rule(CAP, {"max": 1}), make_rule(f"{CAP}.x", {"max": 8})))
    return tmp_path / "e"


def change(held: Path, edit: Callable[[str], str]) -> None:
    path = held / "tsujo.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(edit(before), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != before


@pytest.mark.parametrize("decide", [(), (Approve(rule_id=CAP, **TANAKA),)])
@pytest.mark.parametrize(
    ("was", "now"), [("{max: 1}", "{max: 5}"), ("{max: 1}", "{max: 1}\n  when:\n  - {fact: process_count, op: ge, value: 4}")]
)
def test_a_value_or_condition(held: Path, make_rule: Any, decide: tuple[Approve, ...], was: str, now: str) -> None:
    decide_in(held, decide)
    change(held, lambda text: text.replace(was, now))
    rule = load_ruleset_dir(held).rules[0]
    assert (rule.review.state, rule.review.by, rule.review.basis) == ("edited", None, basis_of(make_rule(CAP, {"max": 1})))
    assert len(check_ruleset(load_ruleset_dir(held))) == 1
    done = decide_in(held, [Approve(rule_id=CAP, by="sato", at="2026-04-03")]).ruleset.rules[0]
    assert (done.review.state, done.review.by, done.value, done.when) == ("edited", "sato", rule.value, rule.when)
    assert load_ruleset_dir(held).rules[0] == done
    assert check_ruleset(load_ruleset_dir(held)) == ()


def test_an_added_rule_is_no_draft_of_the_tool(held: Path) -> None:
    change(held, lambda text: text + OWN)
    rule = load_ruleset_dir(held).rules[-1]
    assert (rule.id, rule.review.state, rule.review.basis) == ("tsujo.subsidy_rate.mine", "edited", basis_of(rule))
    decide_in(held, [AddComment(rule_id=CAP, text="x", **TANAKA)])
    assert load_ruleset_dir(held).rules[-1] == rule


def test_in_a_set_of_former_times_a_draft_is_a_draft(held: Path) -> None:
    head = held / "ruleset.yaml"
    lines = head.read_text(encoding="utf-8").splitlines(keepends=True)
    head.write_text("".join(line for line in lines if not line.startswith(("files:", "- {name: "))), encoding="utf-8")
    change(
        held, lambda text: "".join(line.partition(", said:")[0] + "}\n" if ", said:" in line else line for line in text.splitlines(True))
    )
    assert {rule.review.state for rule in load_ruleset_dir(held).rules} == {"draft"}


def test_comments_and_keys_outlive_a_decision_and_a_rebuild(held: Path) -> None:
    odd = f"- id: {CAP}.x"
    change(held, lambda text: "# asked the office\n" + text.replace(odd, f"# odd\n{odd}") + "mine:\n  phone: 03\n")
    head = held / "ruleset.yaml"
    head.write_text(head.read_text(encoding="utf-8") + "owner: suzuki # since May\n", encoding="utf-8")
    decide_in(held, [Edit(rule_id=CAP, value=typed_value(CAP, "subsidy_amount", {"max": 6}), **TANAKA)])
    text = (held / "tsujo.yaml").read_text(encoding="utf-8")
    assert text.startswith("# asked the office\n")
    assert f"# odd\n{odd}" in text
    assert "mine:\n  phone: 03\n" in text
    assert "owner: suzuki # since May\n" in (held / "ruleset.yaml").read_text(encoding="utf-8")

    def without_rules(earlier: RuleSet | None) -> RuleSet:
        assert earlier is not None
        return earlier.model_copy(update={"rules": ()})

    change_ruleset(held, without_rules)
    text = (held / "tsujo.yaml").read_text(encoding="utf-8")
    assert "rules: []" in text
    assert all(words in text for words in ("# asked the office", "# odd", "phone: 03"))


def test_what_the_tool_said_stands_beside_it_where_it_is_known(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> None:
    from subsidy_rules.model.programme import Programme
    from subsidy_rules.store.files import CACHE
    from subsidy_rules.store.kept import Kept

    folder = tmp_path / "it-hojo" / "2025"
    ruleset = make_ruleset(make_rule(CAP, {"max": 1}))
    save_ruleset(folder, ruleset)
    Kept(tmp_path / CACHE, Programme(id="it-hojo", name="例"), "2025").keep_ruleset((), folder, ruleset)
    change(folder, lambda text: text.replace("{max: 1}", "{max: 5}"))
    rule = decide_in(folder, [Approve(rule_id=CAP, **TANAKA)]).ruleset.rules[0]
    assert rule.extracted == Extracted(value=make_rule(CAP, {"max": 1}).value)
    assert (rule.review.state, rule.review.basis) == ("edited", basis_of(rule))


def test_a_decision_that_a_person_wrote_there(held: Path, make_rule: Any) -> None:
    mine = "review: {state: approved, by: mori, at: 2026-04-02, "
    change(held, lambda text: text.replace("review: {state: draft, ", mine).replace("{max: 1}", "{max: 5}"))
    changed, as_said = load_ruleset_dir(held).rules
    assert (changed.review.state, changed.review.by, changed.review.basis) == ("edited", "mori", basis_of(make_rule(CAP, {"max": 1})))
    assert (as_said.review.state, as_said.review.by, as_said.review.basis) == ("approved", "mori", basis_of(as_said))
    assert check_ruleset(load_ruleset_dir(held)) == ()
