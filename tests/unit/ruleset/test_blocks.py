"""What was read and written before is not read and written again, and comes out as if it were."""

from __future__ import annotations

import gc
import weakref
from typing import Any

from subsidy_rules.model.rule import Review
from subsidy_rules.ruleset import blocks, yaml_file
from subsidy_rules.ruleset.yaml_file import dump_ruleset, load_ruleset


def test_one_decision_writes_one_block(make_rule: Any, make_ruleset: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(yaml_file, "BLOCKS", blocks.Blocks())
    texts = dump_ruleset(make_ruleset(*(make_rule(f"tsujo.subsidy_amount.n{n}", {"max": n + 1}) for n in range(40))))
    first = load_ruleset(texts, "x")
    assert dump_ruleset(first) == texts
    written: list[str] = []
    as_before = yaml_file.rule_data
    monkeypatch.setattr(yaml_file, "rule_data", lambda rule: written.append(rule.id) or as_before(rule))
    decided = first.rules[3].model_copy(update={"review": Review(state="approved", by="tanaka", at="2026-04-02")})
    changed = first.model_copy(update={"rules": (*first.rules[:3], decided, *first.rules[4:])})
    after = dump_ruleset(changed)
    assert written == [decided.id]
    again = load_ruleset(after, "x")
    assert again.rules[3].review.by == "tanaka"
    assert again.rules[0] is first.rules[0]
    monkeypatch.setattr(yaml_file, "BLOCKS", blocks.Blocks())
    assert dump_ruleset(load_ruleset(after, "x")) == after


def test_what_is_not_written_of_a_rule_is_not_read_again(make_rule: Any, make_ruleset: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(yaml_file, "BLOCKS", blocks.Blocks())
    rule = make_rule("tsujo.subsidy_amount.n", {"max": 1}, reasons=("why",))
    texts = dump_ruleset(make_ruleset(rule))
    assert load_ruleset(texts, "x").rules[0].reasons == ()


def test_a_file_as_somebody_left_it_keeps_its_words(make_rule: Any, make_ruleset: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(yaml_file, "BLOCKS", blocks.Blocks())
    texts = dump_ruleset(make_ruleset(*(make_rule(f"tsujo.subsidy_amount.n{n}", {"max": n + 1}) for n in range(3))))
    by_hand = texts["tsujo.yaml"].replace("  value: {max: 2}", "  value: {'max':   20}")
    first = load_ruleset({**texts, "tsujo.yaml": by_hand}, "x")
    assert first.rules[1].value.max == 20  # type: ignore[attr-defined]
    decided = first.rules[0].model_copy(update={"review": Review(state="approved", by="tanaka", at="2026-04-02")})
    after = dump_ruleset(first.model_copy(update={"rules": (decided, *first.rules[1:])}))["tsujo.yaml"]
    assert "{'max':   20}" in after
    assert "by: tanaka" in after


def test_blocks_that_cannot_be_told_apart_are_written_anew(make_rule: Any) -> None:
    rules = [make_rule("tsujo.subsidy_amount.a", {"max": 1}), make_rule("tsujo.subsidy_amount.b", {"max": 1})]
    text = "rules:\n- id: tsujo.subsidy_amount.a\n  x: 1\n- id: tsujo.subsidy_amount.b\n  x: 2\n"
    assert blocks.blocks_of(text, rules) == (text[7:43], text[43:])
    assert blocks.blocks_of(text.replace("x: 1", "x: &a 1"), rules) == ("", "")
    assert blocks.blocks_of(text.replace(".b", ".c"), rules) == ("", "")
    assert blocks.blocks_of(text, rules[:1]) == ("",)


def test_a_block_with_something_of_a_person_s_own_is_written_anew(make_rule: Any) -> None:
    rules = [make_rule(f"tsujo.subsidy_amount.{name}", {"max": 1}) for name in "abc"]
    a, b, c = (f"- id: {rule.id}\n  x: 1\n" for rule in rules)
    assert blocks.blocks_of("rules:\n" + a + "# of b\n" + b + c, rules) == ("", b, c)
    assert blocks.blocks_of("rules:\n" + a + b.replace("1", "1  # mine") + c + "notes: mine\n", rules) == (a, "", "")


def test_blocks_and_rules_go_when_nobody_has_them(make_rule: Any, make_ruleset: Any, monkeypatch: Any) -> None:
    kept = blocks.Blocks()
    monkeypatch.setattr(yaml_file, "BLOCKS", kept)
    monkeypatch.setattr(blocks, "_MOST_RULES", 5)
    texts = dump_ruleset(make_ruleset(*(make_rule(f"tsujo.subsidy_amount.n{n}", {"max": n + 1}) for n in range(4))))
    first = load_ruleset(texts, "x")
    other = load_ruleset({**texts, "tsujo.yaml": texts["tsujo.yaml"].replace("max: 1}", "max: 9}")}, "x")
    assert dump_ruleset(first)["tsujo.yaml"] == texts["tsujo.yaml"]
    seen = weakref.ref(other.rules[0])
    assert kept._blocks
    del first, other
    kept.rules("later", lambda: [make_rule(f"tsujo.subsidy_amount.m{n}", {"max": n + 1}) for n in range(5)])
    gc.collect()
    assert seen() is None
    assert not kept._blocks
