"""Rules whose documents were read long ago, as candidates again."""

from __future__ import annotations

from fractions import Fraction

from subsidy_rules.kinds.subsidy_rate import KIND
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.rule import Extracted, Reading, Review, Rule, RuleSet, Value
from subsidy_rules.review.carry_over import NOT_FOUND
from subsidy_rules.ruleset.standing import SHARED, candidates_of


def rate(text: str) -> Value:
    return KIND.value_type.model_validate({"rate": text})


def rule(*sources: str, **more: object) -> Rule:
    evidence = tuple(Evidence(source=source, quote="補助率は1/2以内") for source in sources)
    fields = {"id": "common.subsidy_rate.base", "kind": "subsidy_rate", "frame": "common", "label": "補助率", "value": rate("1/2")}
    return Rule.model_validate({**fields, "evidence": evidence, "confidence": 0.97, **more})


def ruleset(*rules: Rule) -> RuleSet:
    return RuleSet(programme="p", edition="1", extractor="x", rules=rules)


def test_only_the_evidence_of_the_asked_sources_goes_on() -> None:
    (alone,) = candidates_of(ruleset(rule("a")), {"a"})
    assert (alone.confidence, [e.source for e in alone.evidence]) == (0.97, ["a"])
    (shared,) = candidates_of(ruleset(rule("a", "b")), {"b"})
    assert (shared.confidence, [e.source for e in shared.evidence]) == (SHARED, ["b"])
    assert candidates_of(ruleset(rule("a")), {"c"}) == ()


def test_readings_that_disagree_stay_apart() -> None:
    readings = tuple(Reading(value=rate(text), evidence=rule(name).evidence) for name, text in (("a", "1/2"), ("b", "2/3")))
    found = candidates_of(ruleset(rule("a", readings=readings)), {"a", "b"})
    assert [getattr(candidate.value, "rate", None) for candidate in found] == [Fraction(1, 2), Fraction(2, 3)]


def test_what_people_edited_goes_on_as_the_tool_said_it_and_what_vanished_not_at_all() -> None:
    (candidate,) = candidates_of(ruleset(rule("a", extracted=Extracted(value=rate("2/3")))), {"a"})
    assert getattr(candidate.value, "rate", None) == Fraction(2, 3)
    assert candidates_of(ruleset(rule("a", review=Review(state="stale", was="approved", note=NOT_FOUND))), {"a"}) == ()
