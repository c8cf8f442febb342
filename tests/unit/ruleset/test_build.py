"""Candidates of one id: what agrees is one rule, what disagrees a conflict, what other limits hold for are several rules."""

from __future__ import annotations

from subsidy_rules.kinds.subsidy_amount import SubsidyAmount
from subsidy_rules.model.document import Evidence, Source
from subsidy_rules.model.programme import Frame, Programme
from subsidy_rules.model.rule import OTHER, Candidate, Leaf, Rule, Unread
from subsidy_rules.ruleset.build import build_ruleset

PROGRAMME = Programme(id="machi", name="例", frames=(Frame(id="tsujo", name="通常枠"),))


def cap(yen: int, *limits: str, source: str = "youkou") -> Candidate:
    quote = f"{yen // 10_000}万円"
    return Candidate(
        kind="subsidy_amount",
        frame="common",
        value=SubsidyAmount(max=yen),
        when=tuple(Unread(unread=limit) for limit in limits),
        evidence=(Evidence(source=source, page=1, quote=quote),),
        text=quote,
        start=0,
        end=len(quote),
        confidence=0.9,
    )


def built(*candidates: Candidate) -> list[Rule]:
    sources = [
        Source(id=name, sha256="0" * 64, authority="official", kind="guideline", frame="common")
        for name in sorted({c.evidence[0].source for c in candidates})
    ]
    return list(build_ruleset(PROGRAMME, "1", sources, candidates, None).rules)


def test_other_values_under_limits_in_other_words_are_several_rules() -> None:
    rules = built(cap(300_000, "賃金を3%以上上げた"), cap(500_000, "賃金を5%以上上げた"))
    assert [rule.review.state for rule in rules] == ["draft", "draft"]
    assert {rule.id.rsplit(".", 1)[1] for rule in rules} == {"賃金を3_以上上げた", "賃金を5_以上上げた"}


def test_other_values_under_the_same_limit_are_a_conflict() -> None:
    (rule,) = built(cap(300_000, "賃金を3%以上上げた"), cap(500_000, "賃金を3%以上上げた"))
    assert rule.review.state == "conflict" and len(rule.readings) == 2


def test_one_of_the_values_without_a_limit_is_a_rule_of_its_own() -> None:
    assert sorted(rule.id for rule in built(cap(300_000), cap(500_000, "賃金を3%以上上げた"))) == [
        "common.subsidy_amount.base",
        "common.subsidy_amount.unread",
    ]


def test_several_documents_with_limits_in_their_own_words_are_a_conflict() -> None:
    (rule,) = built(cap(300_000, "賃金を3%以上上げた"), cap(500_000, "賃金を三分以上上げた", source="kitei"))
    assert rule.review.state == "conflict"


def test_the_same_value_under_limits_in_other_words_is_told_for_each() -> None:
    assert len(built(cap(300_000, "賃金を3%以上上げた"), cap(300_000, "賃金を5%以上上げた"))) == 2


def in_case(candidate: Candidate, case: str, *, holds: bool) -> Candidate:
    return candidate.model_copy(update={"when": (Leaf(fact=OTHER, of=case, op="eq", value=holds),)})


def test_a_value_in_a_case_and_the_one_outside_of_it_are_two_rules() -> None:
    rules = built(in_case(cap(300_000), "町外の者", holds=False), in_case(cap(500_000), "町外の者", holds=True))
    assert [rule.review.state for rule in rules] == ["draft", "draft"]
    assert {rule.id.rsplit(".", 1)[1] for rule in rules} == {"町外の者", "not_町外の者"}


def test_what_holds_outside_of_a_case_keeps_its_id_where_nothing_holds_in_it() -> None:
    (rule,) = built(in_case(cap(300_000), "町外の者", holds=False))
    assert rule.id.endswith(".町外の者")


def test_cases_that_cross_are_a_conflict_and_no_failure() -> None:
    one = cap(300_000).model_copy(
        update={"when": tuple(Leaf(fact=OTHER, of=of, op="eq", value=v) for of, v in (("甲", False), ("乙", True)))}
    )
    two = cap(500_000).model_copy(
        update={"when": tuple(Leaf(fact=OTHER, of=of, op="eq", value=v) for of, v in (("甲", True), ("乙", False)))}
    )
    (rule,) = built(one, two)
    assert rule.review.state == "conflict"


def floor(yen: int, *limits: str) -> Candidate:
    return cap(yen, *limits).model_copy(update={"value": SubsidyAmount(min=yen)})


def test_a_floor_that_another_place_tells_is_a_rule_of_its_own() -> None:
    rules = built(cap(6_000_000), floor(500_000))
    assert [(rule.value, rule.review.state) for rule in rules] == [
        (SubsidyAmount(max=6_000_000), "draft"),
        (SubsidyAmount(min=500_000), "draft"),
    ]
    assert rules[1].id == "common.subsidy_amount.floor"


def test_a_floor_that_another_one_contradicts_is_a_conflict() -> None:
    rules = built(cap(6_000_000), floor(500_000), floor(800_000))
    assert [rule.review.state for rule in rules] == ["draft", "conflict"]
