"""What must hold of every answer: more is never less, an amount stays within its bounds, and what is not told is never taken as met."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from subsidy_rules.evaluate import Answer, evaluate
from town import town

RULES = town()
INDUSTRIES = ("manufacturing_construction_transport", "wholesale", "service", "retail", "hotel", "medical_welfare_corporation")
CAPS = {"basic": 4_000_000, "staff": 13_500_000, "tool": 3_270_000}

industries = st.sampled_from(INDUSTRIES)
capitals = st.integers(0, 400_000_000)
staffs = st.integers(0, 400)
costs = st.integers(0, 30_000_000)
optional_facts = st.fixed_dictionaries(
    {},
    optional={
        "process_count": st.integers(0, 6),
        "low_wage_months": st.integers(0, 12),
        "low_wage_staff_share": st.integers(0, 100).map(str),
        "wage_raise_special": st.booleans(),
        "requested_amount": st.integers(0, 6_000_000),
        "payroll_cagr": st.integers(0, 50).map(lambda n: str(Fraction(n, 10))),
    },
)
firms = st.fixed_dictionaries(
    {},
    optional={
        "industry": industries,
        "capital": capitals,
        "employees": staffs,
        "taxable_income_avg_3y": st.integers(0, 2_000_000_000),
        "large_company_share": st.sampled_from(["0", "1/2", "3/5", "2/3", "1"]),
        "past_award": st.sampled_from([[], [{"value": "machi/1/basic", "over": "P3M"}], [{"value": "machi/1/basic"}]]),
        "answers": st.dictionaries(st.sampled_from(["gbiz_id", "fraud"]), st.booleans()),
    },
)


def ask(frame: str, firm: dict[str, Any], project: dict[str, Any]) -> Answer:
    return evaluate(RULES, firm, project, frame=frame)


@settings(deadline=None)
@given(industries, capitals, staffs, st.integers(0, 10**9), st.integers(0, 1000))
def test_more_capital_or_staff_never_makes_a_large_company_an_sme(
    industry: str, capital: int, staff: int, more_capital: int, more_staff: int
) -> None:
    def name(capital: int, staff: int) -> str:
        return ask("basic", {"industry": industry, "capital": capital, "employees": staff}, {}).applicant_class

    if name(capital, staff) == "other":
        assert name(capital + more_capital, staff + more_staff) == "other"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["basic", "staff"]), firms, optional_facts, costs, st.integers(0, 5_000_000))
def test_more_cost_never_lowers_the_amount(frame: str, firm: dict[str, Any], facts: dict[str, Any], cost: int, more: int) -> None:
    less, most = (ask(frame, firm, facts | {"cost": c}).amount for c in (cost, cost + more))
    assert (less or 0) <= (most or 0)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["basic", "staff"]), firms, optional_facts, costs)
def test_amount_stays_within_cap_rate_and_what_is_asked_for(frame: str, firm: dict[str, Any], facts: dict[str, Any], cost: int) -> None:
    answer = ask(frame, firm, facts | {"cost": cost})
    for amount in (answer.amount, *(one.amount for one in answer.alternatives)):
        if amount is not None:
            assert 0 <= amount <= min(CAPS[frame], Fraction(2, 3) * cost)
    if answer.amount is not None and "requested_amount" in facts:
        assert answer.amount <= facts["requested_amount"]


@settings(max_examples=100, deadline=None)
@given(costs, costs, costs, st.integers(0, 4), staffs)
def test_parts_and_items_stay_within_theirs(tool: int, pc: int, register: int, functions: int, staff: int) -> None:
    firm = {"industry": "retail", "capital": 1, "employees": staff}
    answer = ask("tool", firm, {"items": {"it_tool": tool, "pc_tablet": pc, "register": register}, "function_count": functions})
    if answer.amount is not None:
        bound = min(3_000_000, Fraction(4, 5) * tool) + min(90_000, Fraction(pc, 2)) + min(180_000, Fraction(register, 2))
        assert answer.amount <= bound


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["basic", "tool", "staff", "group"]), firms, optional_facts, costs, st.data())
def test_what_is_left_out_never_turns_an_answer_into_yes_or_no(
    frame: str, firm: dict[str, Any], facts: dict[str, Any], cost: int, data: st.DataObject
) -> None:
    """Telling less makes an answer less sure, never another one."""
    whole = ask(frame, firm, facts | {"cost": cost})
    less_firm = {name: firm[name] for name in firm if data.draw(st.booleans())}
    # without the amount asked for, the best amount is taken, which is another question
    less_facts = {name: facts[name] for name in facts if name == "requested_amount" or data.draw(st.booleans())}
    less = ask(frame, less_firm, less_facts | {"cost": cost})
    if less.eligible == "yes":
        assert whole.eligible == "yes"
    met = {one.rule.id for one in whole.judged if one.state == "met"}
    if "requested_amount" in facts:
        assert {one.rule.id for one in less.judged if one.state == "met"} <= met
    assert set(whole.classes) <= set(less.classes)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["basic", "tool", "staff", "group"]), costs)
def test_nothing_told_is_never_eligible_and_gives_questions(frame: str, cost: int) -> None:
    answer = ask(frame, {}, {"cost": cost})
    assert answer.eligible != "yes"
    assert answer.applicant_class == "unknown"
    assert not any(one.state == "met" for one in answer.judged)
