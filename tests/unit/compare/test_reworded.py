"""Rules in words that are one sentence, reworded."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.compare import compare_rulesets
from subsidy_rules.compare.reworded import join_reworded


def changed(make_rule: Any, make_ruleset: Any, old: str, new: str, kinds: tuple[str, str] = ("requirement", "requirement")) -> Any:
    rest = [make_rule(f"tsujo.{kind}.rest", {"topic": "rest"}) for kind in dict.fromkeys(kinds)]
    sides = [
        make_ruleset(*rest, make_rule(f"tsujo.{kind}.{name}", {"topic": quote}, quote=quote), edition=name)
        for kind, name, quote in zip(kinds, ("old", "new"), (old, new), strict=True)
    ]
    told = compare_rulesets(*sides)
    assert len(told) == 2
    return join_reworded(told)


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ("町税の滞納がないこと。", "町税の滞納がないものであること。", "reworded"),
        ("専用の口座を開設している者であること。", "専用の口座を開設しているものであること。", "reworded"),
        ("電子申請用の番号を取得していること。", "電子申請用の番号の取得", "reworded"),
        ("県内に事業所を有する者であること。", "県内に本店及び事業所を有する者であること。", "clause-tightened"),
        ("総額を申請額とする計画を策定すること。", "一人あたりの額を申請額とする計画を策定すること。", "clause-decisive-changed"),
    ],
)
def test_one_sentence_is_one_change(make_rule: Any, make_ruleset: Any, old: str, new: str, check: str) -> None:
    (change,) = changed(make_rule, make_ruleset, old, new)
    assert change.check == check
    assert change.old is not None
    assert change.new is not None
    assert change.old_text is not None
    assert change.action == "changed"


def test_the_same_sentence_read_in_two_ways_is_no_change(make_rule: Any, make_ruleset: Any) -> None:
    said = "申請時に暴力団員である者は申請できないこと。"
    assert changed(make_rule, make_ruleset, said, said, ("requirement", "exclusion")) == ()


def test_other_sentences_stay_two_changes(make_rule: Any, make_ruleset: Any) -> None:
    found = changed(make_rule, make_ruleset, "帳簿を五年間保管すること。", "県内に事業所を有する者であること。")
    assert sorted(change.check for change in found) == ["requirement-added", "requirement-removed"]
