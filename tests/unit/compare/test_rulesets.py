"""What a comparison finds, and at which level."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.compare import compare_rulesets
from subsidy_rules.compare.checks import all_checks, name_words
from subsidy_rules.model.change import Cause, Change, Level
from subsidy_rules.model.rule import Review

AMOUNT, RATE, SIZE = "tsujo.subsidy_amount", "tsujo.subsidy_rate", "tsujo.applicant_threshold"
BIG = {"fact": "process_count", "op": "ge", "value": 4}
SMALL = {"fact": "applicant_class", "op": "eq", "value": "small_business"}
SHARE = {"fact": "low_wage_staff_share", "op": "ge", "value": "30", "unit": "percent"}


def named(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.check, change.level.value) for change in changes]


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        (AMOUNT, {"max": 1000000}, {"max": 1500000}, ("amount-max-increased", "INFO")),
        (AMOUNT, {"max": 1500000}, {"max": 1000000}, ("amount-max-decreased", "ERR")),
        (AMOUNT, {"min": 50000, "max": 9}, {"min": 300000, "max": 9}, ("amount-min-increased", "ERR")),
        (AMOUNT, {"min": 50000, "max": 9}, {"min": None, "max": 9}, ("amount-min-lifted", "INFO")),
        (AMOUNT, {"min": None, "max": 9}, {"min": 50000, "max": 9}, ("amount-min-set", "ERR")),
        (AMOUNT, {"max": 9}, {"min": 50000, "max": 9}, ("amount-min-stated", "WARN")),
        (AMOUNT, {"max": 9}, {"min": None, "max": 9}, ("amount-min-none-stated", "INFO")),
        (AMOUNT, {"min": None, "max": 9}, {"max": 9}, ("amount-min-none-unstated", "INFO")),
        (AMOUNT, {"max": 9}, {"max": 9, "max_exclusive": True}, ("amount-changed", "WARN")),
        (AMOUNT, {"max": 9}, {"max": 9, "per": "group_member"}, ("amount-changed", "WARN")),
        (RATE, {"rate": "1/2"}, {"rate": "2/3"}, ("rate-increased", "INFO")),
        (RATE, {"rate": "2/3"}, {"rate": "1/2"}, ("rate-decreased", "ERR")),
    ],
)
def test_changed_values(
    make_rule: Any, make_ruleset: Any, kind: str, old: dict[str, Any], new: dict[str, Any], expected: tuple[str, str]
) -> None:
    changes = compare_rulesets(make_ruleset(make_rule(kind, old)), make_ruleset(make_rule(kind, new), edition="2026"))
    assert named(changes) == [expected]


def test_threshold_figures(make_rule: Any, make_ruleset: Any) -> None:
    def rule(capital: int, employees: int) -> Any:
        leaves = [{"fact": "capital", "op": "le", "value": capital}, {"fact": "employees", "op": "le", "value": employees}]
        return make_rule(f"{SIZE}.sme.retail", {"class": "sme", "industry": "retail", "any": leaves})

    changes = compare_rulesets(make_ruleset(rule(50000000, 50)), make_ruleset(rule(40000000, 80), edition="2026"))
    assert named(changes) == [("threshold-capital-decreased", "ERR"), ("threshold-employees-increased", "INFO")]


def test_other_industries_are_other_rules(make_rule: Any, make_ruleset: Any) -> None:
    leaf = [{"fact": "employees", "op": "le", "value": 50}]
    old = make_rule(f"{SIZE}.sme.retail", {"class": "sme", "industry": "retail", "all": leaf})
    new = make_rule(f"{SIZE}.sme.hotel", {"class": "sme", "industry": "hotel", "all": leaf})
    changes = compare_rulesets(make_ruleset(old), make_ruleset(new, edition="2026"))
    assert named(changes) == [("threshold-removed", "ERR"), ("threshold-added", "INFO")]


def test_gained_rate_with_its_condition(make_rule: Any, make_ruleset: Any) -> None:
    base = make_rule(RATE, {"rate": "1/2"})
    changes = compare_rulesets(
        make_ruleset(base, edition="2024"), make_ruleset(base, make_rule(f"{RATE}.low_wage", {"rate": "2/3"}, [SHARE]))
    )
    assert named(changes) == [("rate-added", "INFO")]
    assert "2/3" in changes[0].ja
    assert "30%" in changes[0].ja
    assert "通常枠" in changes[0].ja
    assert "30%" in changes[0].en


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ({"over": "2024-10/2025-09"}, "2024-10 to 2025-09"),
        ({"band": {"ge": "regional_min_wage", "lt": "b"}}, "at least the regional minimum wage, less than b"),
        ({"band": {"base": "regional_min_wage", "le": 50, "unit": "yen"}}, "at most the regional minimum wage + 50 yen"),
    ],
)
def test_condition_that_only_a_person_can_judge(make_rule: Any, make_ruleset: Any, extra: dict[str, Any], words: str) -> None:
    old = make_rule(f"{RATE}.low_wage", {"rate": "2/3"}, [SHARE])
    new = make_rule(f"{RATE}.low_wage", {"rate": "2/3"}, [{**SHARE, **extra}])
    changes = compare_rulesets(make_ruleset(old), make_ruleset(new, edition="2026"))
    assert named(changes) == [("condition-changed", "ERR")]  # whoever got the rate may not get it any more
    assert words in changes[0].en


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ([], [BIG], "benefit-condition-narrowed"),
        ([BIG], [], "benefit-condition-widened"),
        ([BIG], [{**BIG, "value": 3}], "benefit-condition-widened"),
        ([BIG], [{**BIG, "value": 5}], "benefit-condition-narrowed"),
        ([SMALL], [{**SMALL, "op": "in", "value": ["sme", "small_business"]}], "benefit-condition-widened"),
        ([BIG, SMALL], [{**BIG, "value": 3}], "benefit-condition-widened"),
        ([BIG, SMALL], [{**BIG, "value": 5}], "condition-changed"),
        ([BIG], [{**BIG, "op": "gt"}], "condition-changed"),
        ([BIG], [SMALL], "condition-changed"),
    ],
)
def test_conditions(make_rule: Any, make_ruleset: Any, old: list[Any], new: list[Any], check: str) -> None:
    # the ids differ as the conditions do, so the rules are found to be the same by their value
    first, second = make_rule(f"{RATE}.a", {"rate": "2/3"}, old), make_rule(f"{RATE}.b", {"rate": "2/3"}, new)
    changes = compare_rulesets(make_ruleset(first), make_ruleset(second, edition="2026"))
    assert [change.check for change in changes] == [check]


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        ("requirement", "3", "4", ("requirement-constraint-narrowed", "ERR")),
        ("requirement", "4", "3", ("requirement-constraint-widened", "INFO")),
        ("exclusion", "3", "4", ("exclusion-constraint-narrowed", "INFO")),
        ("exclusion", "4", "3", ("exclusion-constraint-widened", "ERR")),
    ],
)
def test_constraints(make_rule: Any, make_ruleset: Any, kind: str, old: str, new: str, expected: tuple[str, str]) -> None:
    def rule(value: str) -> Any:
        constraint = {"fact": "labour_productivity_growth", "op": "ge", "value": value, "unit": "percent", "over": "P1Y"}
        return make_rule(f"tsujo.{kind}.growth", {"topic": "labour_productivity", "constraint": constraint})

    changes = compare_rulesets(make_ruleset(rule(old)), make_ruleset(rule(new), edition="2026"))
    assert named(changes) == [expected]


def test_what_the_money_is_for_tells_rules_apart(make_rule: Any, make_ruleset: Any) -> None:
    def rate(item: str) -> Any:
        return make_rule(f"{RATE}.{item}", {"rate": "1/2"}, [{"fact": "item", "op": "eq", "value": item}])

    changes = compare_rulesets(make_ruleset(rate("register")), make_ruleset(rate("service"), edition="2026"))
    assert sorted(change.check for change in changes) == ["rate-added", "rate-removed"]


def test_split_rows_are_no_change(make_rule: Any, make_ruleset: Any) -> None:
    leaf = [{"fact": "employees", "op": "le", "value": 50}]
    together = make_rule(f"{SIZE}.a", {"class": "sme", "industry": ["retail", "hotel"], "all": leaf})
    apart = [make_rule(f"{SIZE}.{name}", {"class": "sme", "industry": name, "all": leaf}) for name in ("retail", "hotel")]
    both = make_rule(f"{RATE}.a", {"rate": "1/2"}, [{"fact": "item", "op": "in", "value": ["register", "pc_tablet"]}])
    one = make_rule(f"{RATE}.b", {"rate": "1/2"}, [{"fact": "item", "op": "eq", "value": "register"}])
    changes = compare_rulesets(make_ruleset(together, both), make_ruleset(*apart, one, edition="2026"))
    assert named(changes) == [("rate-removed", "ERR")]
    assert "register" not in changes[0].en
    assert "tablet" in changes[0].en


def test_frames(make_rule: Any, make_ruleset: Any) -> None:
    here, there = make_rule(AMOUNT, {"max": 1}), make_rule("security.subsidy_amount", {"max": 1})
    listed = make_ruleset(here, there)
    not_covered = make_ruleset(here, edition="2026")
    gone = make_ruleset(here, edition="2026", names={"tsujo": "一般枠"})
    assert named(compare_rulesets(listed, not_covered)) == [("frame-only-in-old", "WARN")]
    assert named(compare_rulesets(not_covered, listed)) == [("frame-only-in-new", "WARN")]
    assert named(compare_rulesets(listed, gone)) == [("frame-removed", "ERR"), ("frame-renamed", "INFO")]


def test_kind_that_only_one_side_states(make_rule: Any, make_ruleset: Any) -> None:
    amount, rate = make_rule(AMOUNT, {"max": 1}), make_rule(RATE, {"rate": "1/2"})
    changes = compare_rulesets(make_ruleset(amount), make_ruleset(amount, rate, edition="2026"))
    assert named(changes) == [("kind-only-in-new", "WARN")]
    assert changes[0].kind == "subsidy_rate"


def test_moved_evidence_is_no_change_and_rejected_rules_take_no_part(make_rule: Any, make_ruleset: Any) -> None:
    old = make_ruleset(make_rule(AMOUNT, {"max": 1}, page=3))
    new = make_ruleset(
        make_rule(AMOUNT, {"max": 1}, page=5, quote="別"), make_rule(RATE, {"rate": "1/2"}, review=Review(state="rejected")), edition="2026"
    )
    assert compare_rulesets(old, new) == ()


@pytest.mark.parametrize(
    ("sha256", "review", "cause"),
    [("x", Review(), Cause.SOURCE), ("2025", Review(), Cause.EXTRACTOR), ("2025", Review(state="edited"), Cause.REVIEWER)],
)
def test_cause(make_rule: Any, make_ruleset: Any, sha256: str, review: Review, cause: Cause) -> None:
    old = make_ruleset(make_rule(AMOUNT, {"max": 1}))
    new = make_ruleset(make_rule(AMOUNT, {"max": 2}, review=review), sha256=sha256)
    assert [change.cause for change in compare_rulesets(old, new)] == [cause]


def test_gravest_first(make_rule: Any, make_ruleset: Any) -> None:
    old = make_ruleset(make_rule(f"{AMOUNT}.a", {"max": 2}), make_rule(f"{AMOUNT}.b", {"max": 2}))
    new = make_ruleset(make_rule(f"{AMOUNT}.a", {"max": 3}), make_rule(f"{AMOUNT}.b", {"max": 1}), edition="2026")
    assert [change.level for change in compare_rulesets(old, new)] == [Level.ERR, Level.INFO]


def test_catalogue_mirrors_itself() -> None:
    checks = all_checks()
    for check in checks.values():
        mirror = checks[check.mirror]
        assert mirror.mirror == check.id
        assert mirror.kind == check.kind
        opposite = {"better": "worse", "worse": "better"}.get(check.direction, check.direction)
        # a bound that is set is worse, one that is lifted better; what nobody can tell stays so
        assert mirror.direction == opposite
        assert name_words(check, "en") != name_words(check, "ja")


@pytest.mark.parametrize(
    ("old", "new", "check", "words"),
    [
        ("2026-02-27T17:00", "2026-02-27T12:00", "deadline-earlier", "2026-02-27 12:00"),
        ("2026-02-27", "2026-03-02T17:00", "deadline-later", "2026-03-02"),
        ("2026-02-27", "2026-02-27T17:00", "schedule-changed", "2026-02-27 17:00"),
        ("2026-02-27", "completion+P30D", "schedule-changed", "within 30 days of completion"),
        ("completion+P30D", "earliest(completion+P30D, 2026-03-10)", "schedule-changed", "the earlier of"),
    ],
)
def test_deadlines_with_hours_and_counted_from_events(
    make_rule: Any, make_ruleset: Any, old: str, new: str, check: str, words: str
) -> None:
    def rule(end: str) -> Any:
        return make_rule("tsujo.schedule.performance_report", {"event": "performance_report", "end": end})

    (change,) = compare_rulesets(make_ruleset(rule(old)), make_ruleset(rule(new), edition="2026"))
    assert change.check == check
    assert words in change.en


def test_a_limit_that_was_not_understood_can_only_be_judged_by_a_person(make_rule: Any, make_ruleset: Any) -> None:
    old, new = make_rule(RATE, {"rate": "2/3"}), make_rule(RATE, {"rate": "2/3"}, [{"unread": "別に定める場合"}])
    changes = compare_rulesets(make_ruleset(old), make_ruleset(new, edition="2026"))
    assert named(changes) == [("condition-changed", "WARN")]
    assert "別に定める場合" in changes[0].ja


def test_what_must_be_and_what_must_not_are_two_things(make_rule: Any, make_ruleset: Any) -> None:
    rules = [make_rule("tsujo.requirement.x", {"topic": "x", "obligation": said}) for said in ("must", "must_not")]
    (change,) = compare_rulesets(make_ruleset(rules[0]), make_ruleset(rules[1], edition="2026"))
    assert (change.check, change.level) == ("requirement-changed", Level.ERR)


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ([3], [4], "requirement-constraint-narrowed"),
        ([3, 9], [3, 8], "requirement-constraint-narrowed"),
        ([3, 9], [3], "requirement-constraint-widened"),
        ([3, 9], [4, 10], "requirement-changed"),
    ],
)
def test_a_list_of_bounds_means_all_of_them(make_rule: Any, make_ruleset: Any, old: list[int], new: list[int], check: str) -> None:
    def rule(bounds: list[int]) -> Any:
        leaves = [{"fact": "other", "of": "売上高", "op": op, "value": n} for op, n in zip(("ge", "le"), bounds, strict=False)]
        return make_rule("tsujo.requirement.sales", {"topic": "売上高", "constraint": leaves})

    (change,) = compare_rulesets(make_ruleset(rule(old)), make_ruleset(rule(new), edition="2026"))
    assert change.check == check


def test_an_exclusion_that_is_a_requirement_the_other_way_round_has_not_gone(make_rule: Any, make_ruleset: Any) -> None:
    shut_out = make_rule("tsujo.exclusion.unfit", {"topic": "judged_unsuitable"})
    asked = make_rule("tsujo.requirement.unfit", {"topic": "judged_unsuitable", "obligation": "must_not"})
    others = [make_rule(f"tsujo.{kind}.other", {"topic": "tax_arrears"}) for kind in ("exclusion", "requirement")]
    old, new = make_ruleset(shut_out, asked, *others), make_ruleset(asked, *others, edition="2026")
    assert compare_rulesets(old, new) == ()
    must = make_rule("tsujo.requirement.unfit", {"topic": "judged_unsuitable", "obligation": "must"})
    told = compare_rulesets(make_ruleset(shut_out, must, *others), make_ruleset(must, *others, edition="2026"))
    assert [change.check for change in told] == ["exclusion-removed"]
