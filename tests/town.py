"""A rule set of a town that does not exist: every way in which money is told, with values of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from subsidy_rules.kinds import all_kinds
from subsidy_rules.model.document import Evidence, Source
from subsidy_rules.model.rule import FrameName, Review, Rule, RuleSet

Leaf = dict[str, Any]
SMALL = {"fact": "applicant_class", "op": "eq", "value": "small_business"}
LOW_WAGE = {"base": "regional_min_wage", "le": 40, "unit": "yen"}
RULES: list[tuple[str, dict[str, Any], list[Leaf]]] = []


def _is(fact: str, op: str, value: Any, **more: Any) -> Leaf:
    return {"fact": fact, "op": op, "value": value, **more}


def _size(name: str, industry: Any, capital: int | None, employees: int) -> tuple[str, dict[str, Any], list[Leaf]]:
    staff = _is("employees", "le", employees, unit="person")
    bounds = {"all": [staff]} if capital is None else {"any": [_is("capital", "le", capital, unit="yen"), staff]}
    return f"common.applicant_threshold.{name}.{industry}", {"class": name, "industry": industry, **bounds}, []


SIZES = [
    _size("sme", "manufacturing_construction_transport", 200_000_000, 250),
    _size("sme", "wholesale", 80_000_000, 90),
    _size("sme", "service", 40_000_000, 80),
    _size("sme", "retail", 40_000_000, 45),
    _size("sme", "hotel", 40_000_000, 150),
    _size("sme", "medical_welfare_corporation", None, 200),
    (
        "common.applicant_threshold.sme.npo",
        {"class": "sme", "industry": "npo", "by_reference": ["wholesale", "retail"], "measures": ["employees"]},
        [],
    ),
    _size("small_business", "commerce_service", None, 4),
    _size("small_business", "hotel_entertainment", None, 15),
    _size("small_business", "manufacturing_other", None, 15),
]
# bands by the number of processes, a higher rate for low wages, a wage raise that is asked of larger sums
BASIC = [
    ("basic.subsidy_amount.low", {"min": 40_000, "max": 1_200_000, "max_exclusive": True}, [_is("process_count", "ge", 1)]),
    ("basic.subsidy_amount.high", {"min": 1_200_000, "max": 4_000_000}, [_is("process_count", "ge", 3)]),
    ("basic.subsidy_rate.base", {"rate": "1/2"}, []),
    (
        "basic.subsidy_rate.low_wage",
        {"rate": "2/3"},
        [_is("low_wage_months", "ge", 4, band=LOW_WAGE), _is("low_wage_staff_share", "ge", "25", unit="percent", band=LOW_WAGE)],
    ),
    ("basic.eligible_expense.role_service.cap", {"expense": "role_service", "cap": 900_000}, []),
    (
        "basic.requirement.payroll",
        {"topic": "payroll_growth", "constraint": _is("payroll_cagr", "ge", "2.5", unit="percent", over="P3Y")},
        [_is("requested_amount", "ge", 1_200_000), _is("applicant_class", "ne", "small_business")],
    ),
    ("basic.requirement.id", {"topic": "gbiz_id"}, []),
    ("basic.requirement.fraud", {"topic": "fraud", "obligation": "must_not"}, []),
    ("basic.exclusion.income", {"topic": "high_income", "constraint": _is("taxable_income_avg_3y", "gt", 900_000_000)}, []),
    (
        "basic.exclusion.award",
        {"topic": "recent_award", "constraint": _is("past_award", "in", ["machi/1/basic"], over="P10M")},
        [],
    ),
    (
        "basic.exclusion.owned",
        {"topic": "deemed_large_company", "constraint": _is("large_company_share", "ge", "1/2", per="same_company")},
        [],
    ),
    ("basic.exclusion.owned_together", {"topic": "deemed_large_company", "constraint": _is("large_company_share", "ge", "2/3")}, []),
    *(
        (
            f"basic.clawback.year_{n}",
            {"topic": "min_wage_missed", "share": share},
            [_is("missed_year", "eq", n), _is("force_majeure", "eq", False)],
        )
        for n, share in ((1, "1"), (2, "2/3"), (3, "1/3"))
    ),
]
# marginal parts, items with rates and caps of their own, a special that raises a cap
PARTS = [
    ("tool.subsidy_amount.one", {"min": None, "max": 400_000}, [_is("item", "eq", "it_tool"), _is("function_count", "eq", 1)]),
    ("tool.subsidy_amount.two", {"min": None, "max": 3_000_000}, [_is("item", "eq", "it_tool"), _is("function_count", "ge", 2)]),
    ("tool.subsidy_amount.pc", {"max": 90_000}, [_is("item", "eq", "pc_tablet")]),
    ("tool.subsidy_amount.register", {"max": 180_000}, [_is("item", "eq", "register")]),
    ("tool.subsidy_rate.first", {"rate": "3/4"}, [_is("item", "eq", "it_tool"), _is("subsidy_part", "le", 400_000)]),
    ("tool.subsidy_rate.first_small", {"rate": "4/5"}, [_is("item", "eq", "it_tool"), SMALL, _is("subsidy_part", "le", 400_000)]),
    (
        "tool.subsidy_rate.second",
        {"rate": "2/3"},
        [_is("item", "eq", "it_tool"), _is("subsidy_part", "gt", 400_000), _is("subsidy_part", "le", 3_000_000)],
    ),
    ("tool.subsidy_rate.hardware", {"rate": "1/2"}, [_is("item", "eq", "hardware")]),
    ("tool.requirement.functions", {"topic": "function_count", "of": "project", "constraint": _is("function_count", "ge", 1)}, []),
]
# sums for each member of a group, a cap over two items, a formula
GROUP = [
    ("group.subsidy_amount.base", {"max": 400_000, "per": "group_member"}, [_is("item", "eq", "base")]),
    ("group.subsidy_amount.analysis", {"max": 300_000, "per": "group_member"}, [_is("item", "eq", "analysis")]),
    (
        "group.subsidy_amount.both",
        {"max": 6_000_000, "sum_of": ["base", "analysis"]},
        [_is("item", "in", ["base", "analysis"])],
    ),
    (
        "group.subsidy_amount.admin",
        {"max": 1_000_000, "max_formula": "min((base + analysis) * 10/100 * 1/2, 1000000)"},
        [_is("item", "eq", "admin")],
    ),
    ("group.subsidy_rate.base", {"rate": "3/4"}, [_is("item", "eq", "base"), _is("subsidy_part", "le", 300_000)]),
    ("group.subsidy_rate.base_rest", {"rate": "1/2"}, [_is("item", "eq", "base"), _is("subsidy_part", "gt", 300_000)]),
    ("group.subsidy_rate.rest", {"rate": "1/2"}, [_is("item", "in", ["analysis", "admin"])]),
    ("group.requirement.size", {"topic": "group_size", "constraint": _is("group_members", "ge", 8, unit="person")}, []),
]
# caps by staff, raised by a special; a rate by class
STAFF = [
    ("staff.subsidy_amount.few", {"min": 900_000, "max": 6_000_000}, [_is("employees", "le", 8)]),
    ("staff.subsidy_amount.many", {"min": 900_000, "max": 12_000_000}, [_is("employees", "ge", 9)]),
    ("staff.subsidy_amount.raise", {"max_increase": 1_500_000}, [_is("wage_raise_special", "eq", True)]),
    ("staff.subsidy_rate.sme", {"rate": "1/2"}, [_is("applicant_class", "eq", "sme")]),
    ("staff.subsidy_rate.small", {"rate": "2/3"}, [SMALL]),
]

NESTED = {"any": [_is("deficit", "eq", True), {"all": [_is("employees", "ge", 5), {"not": _is("capital", "gt", 0)}]}]}
# conditions of every shape that the contract knows
RULES_OF_EVERY_SHAPE = [
    ("basic.exclusion.unread", {"topic": "entertainment_business"}, [{"unread": "別に定める場合"}]),
    ("basic.exclusion.case", {"topic": "lease"}, [_is("case", "eq", "特別な場合")]),
    ("basic.exclusion.young", {"topic": "newly_founded", "constraint": _is("business_age", "lt", "P1Y")}, []),
    (
        "basic.requirement.school",
        {"topic": "licence", "constraint": _is("deficit", "eq", False)},
        [_is("business_type", "ne", "school")],
    ),
    ("basic.requirement.half", {"topic": "half", "constraint": _is("payroll_cagr", "ge", "value_added_cagr/2")}, []),
    (
        "basic.requirement.nested",
        {
            "topic": "nested",
            "constraint": NESTED,
        },
        [_is("special_measure", "in", ["a", "c"])],
    ),
    ("basic.requirement.later", {"topic": "later"}, [_is("applicant_class", "eq", "sme", at="project_completion")]),
    ("basic.requirement.kinds", {"topic": "kinds"}, [_is("applicant_class", "not_in", ["small_business", "other"])]),
    ("basic.exclusion.any_award", {"topic": "any_award", "constraint": _is("past_award", "eq", True, over="P10M")}, []),
    ("basic.exclusion.other", {"topic": "other_state", "constraint": _is("other", "eq", True, of="特別な場合")}, []),
    ("tool.requirement.devices", {"topic": "devices", "constraint": _is("other", "le", 2_400_000, of="pc_tablet")}, []),
    (
        "group.requirement.mostly_base",
        {"topic": "mostly_base", "constraint": _is("other", "gt", "2 * (analysis + outsourcing)", of="base")},
        [],
    ),
]


def town(*more: tuple[str, dict[str, Any], Sequence[Leaf]], state: str = "approved") -> RuleSet:
    """The rule set, with further rules."""
    rules = sorted((rule(*entry, state=state) for entry in (*SIZES, *BASIC, *PARTS, *GROUP, *STAFF, *more)), key=lambda made: made.id)
    return RuleSet(
        programme="machi",
        edition="2",
        title="町の補助金",
        extractor="test",
        frames=tuple(FrameName(id=name, name=f"{name}枠") for name in ("basic", "tool", "group", "staff")),
        sources=(Source(id="koubo", sha256="0" * 64, authority="official", kind="guideline"),),
        rules=tuple(rules),
    )


def rule(rule_id: str, value: dict[str, Any], when: Sequence[Leaf] = (), *, state: str = "approved") -> Rule:
    """One rule, with what its kind always says where the value does not say it."""
    frame, kind, *_ = rule_id.split(".")
    said = {"requirement": {"obligation": "must", "of": "applicant"}, "exclusion": {"of": "applicant"}}.get(kind, {})
    return Rule(
        id=rule_id,
        kind=kind,
        frame=frame,
        label=f"{rule_id} のきまり",
        label_en=f"rule {rule_id}",
        value=all_kinds()[kind].value_type.model_validate(said | value),
        when=tuple(when),
        evidence=(Evidence(source="koubo", page=4, at="表", quote="引用"),),
        confidence=0.97,
        review=Review.model_validate({"state": state}),
    )


def with_a_minimum(frame: str, least: int, when: Leaf) -> RuleSet:
    """The rule set, where the caps of a frame have no minimum of their own but one that holds under a condition."""
    whole = town((f"{frame}.subsidy_amount.cap", {"max": 6_000_000}, []), (f"{frame}.subsidy_amount.least", {"min": least}, [when]))
    kept = [one for one in whole.rules if not (one.frame == frame and getattr(one.value, "min", None) and getattr(one.value, "max", None))]
    return whole.model_copy(update={"rules": tuple(kept)})
