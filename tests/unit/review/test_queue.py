"""What stands where in the queue, and why."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.messages.message import LANGS
from subsidy_rules.model.review import LedgerPlace
from subsidy_rules.model.rule import Reading, Review, Rule
from subsidy_rules.review.queue import Wanted, alike, build_queue, chosen_items, reason_of

PLACE = LedgerPlace(source="koubo", page=2, quote="12円", figure="12円")


def of(make_rule: Any, name: str, state: str = "draft", confidence: float = 0.97, **review: Any) -> Any:
    made = make_rule(f"tsujo.subsidy_amount.{name}", {"max": 7})
    return made.model_copy(update={"confidence": confidence, "review": Review(state=state, **review)})


@pytest.mark.parametrize(
    ("state", "more", "reason"),
    [
        ("conflict", {}, "conflict"),
        ("stale", {"by": "sato", "carried": "orphaned"}, "stale"),
        ("draft", {"by": "sato", "was": "approved"}, "second"),
        ("draft", {"by": "tanaka", "was": "approved"}, "done"),
        ("draft", {}, "rest"),
        ("approved", {"by": "sato"}, "done"),
        ("rejected", {"by": "sato"}, "done"),
    ],
)
def test_why_a_rule_is_there(make_rule: Any, state: str, more: dict[str, Any], reason: str) -> None:
    found, words = reason_of(of(make_rule, "a", state, **more), None, "tanaka")
    assert found == reason
    assert len({words.say(lang) for lang in LANGS}) == 2


def test_a_limit_weighs_more_than_an_unsure_reading(make_rule: Any) -> None:
    limit = make_rule("tsujo.subsidy_amount.a", {"max": 1}, [{"unread": "別に定める場合"}])
    assert reason_of(limit.model_copy(update={"confidence": 0.5}), None)[0] == "limit"
    assert "別に定める場合" in reason_of(limit, None)[1].say("en")
    assert reason_of(of(make_rule, "b", confidence=0.89), None)[0] == "unsure"
    assert reason_of(of(make_rule, "b", confidence=0.9), None)[0] == "rest"


def test_why_says_what_to_look_at(make_rule: Any) -> None:
    def why(rule: Rule) -> str:
        return reason_of(rule, None)[1].say("en")

    named, worded = (make_rule(f"tsujo.requirement.{n}", {"topic": topic}) for n, topic in enumerate(("gbiz_id", "台帳の備付け")))
    assert "in the words of its sentence" in why(worded.model_copy(update={"confidence": 0.5}))
    assert "in the words of its sentence" not in why(named.model_copy(update={"confidence": 0.5}))
    one, other = make_rule("tsujo.subsidy_amount.a", {"max": 1}), make_rule("tsujo.subsidy_amount.a", {"max": 2})
    readings = tuple(Reading(value=rule.value, evidence=rule.evidence) for rule in (one, other))
    torn = one.model_copy(update={"readings": readings, "review": Review(state="conflict")})
    assert "One document" in why(torn)
    apart = readings[1].model_copy(update={"evidence": (other.evidence[0].model_copy(update={"source": "guide"}),)})
    assert "sources disagree" in why(torn.model_copy(update={"readings": (readings[0], apart)}))


def test_what_changed_since_the_last_edition(make_rule: Any, make_ruleset: Any) -> None:
    now, same = make_rule("tsujo.subsidy_amount.a", {"max": 2}), make_rule("tsujo.subsidy_amount.b", {"max": 3})
    old = make_ruleset(make_rule("tsujo.subsidy_amount.a", {"max": 1}), same, edition="2024")
    found = build_queue(make_ruleset(now, same), [PLACE], old)
    assert [item.reason for item in found] == ["changed", "figure", "rest"]


def test_clauses_that_nobody_read_stand_behind_the_figures(make_rule: Any, make_ruleset: Any) -> None:
    clause = LedgerPlace(source="koubo", page=1, at="3", quote="交付を受けた者は、台帳を備えること。")
    found = build_queue(make_ruleset(make_rule("tsujo.subsidy_amount.a", {"max": 2})), [clause, PLACE])
    assert [item.reason for item in found] == ["figure", "clause", "rest"]
    assert found[1].key.startswith("clause:") and found[1].place == clause


def test_like_stands_beside_like_and_is_one_decision(make_rule: Any, make_ruleset: Any) -> None:
    rules = [
        make_rule(f"{frame}.requirement.{topic}", {"topic": topic}, quote=f"{topic} を備えること。")
        for topic in ("plan", "gbiz_id")
        for frame in ("tsujo", "security")
    ]
    other = make_rule("security.requirement.gbiz", {"topic": "gbiz_id"}, quote="別の文で述べる。")
    found = build_queue(make_ruleset(*rules, other), [])
    pair = alike(found, "rule:tsujo.requirement.plan")
    assert {item.rule.id for item in pair if item.rule} == {"tsujo.requirement.plan", "security.requirement.plan"}
    keys = [item.key for item in found]
    assert abs(keys.index("rule:tsujo.requirement.plan") - keys.index("rule:security.requirement.plan")) == 1
    assert alike(found, "rule:none") == ()


def test_conflicts_are_never_decided_among_others(make_rule: Any, make_ruleset: Any) -> None:
    a, b = (of(make_rule, name, "conflict") for name in "ab")
    assert alike(build_queue(make_ruleset(a, b), []), "rule:tsujo.subsidy_amount.a") == ()


def test_filters_and_search(make_rule: Any, make_ruleset: Any) -> None:
    rules = (make_rule("tsujo.subsidy_amount.a", {"max": 2}, quote="上限は2円"), make_rule("security.subsidy_rate.b", {"rate": "1/2"}))
    found = build_queue(make_ruleset(*rules), [PLACE])
    assert len(chosen_items(found, Wanted())) == 3
    assert [item.key for item in chosen_items(found, Wanted(frame="security"))] == ["rule:security.subsidy_rate.b"]
    assert [item.key for item in chosen_items(found, Wanted(kind="subsidy_amount", text="上限 2円"))] == ["rule:tsujo.subsidy_amount.a"]
    assert [item.reason for item in chosen_items(found, Wanted(text="12円"))] == ["figure"]
    pages = [(item.rule.evidence[0].page if item.rule else PLACE.page) for item in chosen_items(found, Wanted(order="page"))]
    assert pages == sorted(pages)
