"""The rules of reading on cases worked out by hand, in a rule set of their own values."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.evaluate import Answer, evaluate
from subsidy_rules.model.rule import Reading
from town import rule, town, with_a_minimum

SHOP = {"industry": "retail", "capital": 5_000_000, "employees": 6}
TRADER = {"industry": "wholesale", "capital": 20_000_000, "employees": 30}
NO_LOW_WAGES = {"low_wage_months": 0, "low_wage_staff_share": "0"}
LOW_WAGES = {"low_wage_months": 4, "low_wage_staff_share": "25"}
THREE_MONTHS = {"low_wage_months": 3, "low_wage_staff_share": "60"}
THREE_ITEMS = {"it_tool": 400_000, "pc_tablet": 300_000, "register": 200_000}
OF_GROUP = {"base": 5_000_000, "analysis": 4_000_000}
DEFICIT = {"fact": "deficit", "op": "eq", "value": True}
SME = {"fact": "applicant_class", "op": "eq", "value": "sme"}
MOSTLY_BASE = {"fact": "other", "of": "base", "op": "gt", "value": "analysis + outsourcing"}
HALL = {"industry": "manufacturing_construction_transport", "capital": 9_000_000, "employees": 16}


def ask(frame: str, applicant: dict[str, Any], project: dict[str, Any], **more: Any) -> Answer:
    return evaluate(town(), applicant, project, frame=frame, **more)


def facts(answer: Answer) -> list[str]:
    return [one.name for one in answer.missing]


def topics(answer: Answer) -> list[str]:
    return [one.topic for one in answer.not_met]


MONEY: list[tuple[str, str, dict[str, Any], dict[str, Any], int | None]] = [
    ("half of the cost", "basic", TRADER, {"cost": 1_000_001, "process_count": 1}, 500_000),
    ("the last yen of a band that ends under its bound", "basic", TRADER, {"cost": 2_400_000, "process_count": 2}, 1_199_999),
    ("the next band begins at the bound", "basic", TRADER, {"cost": 2_400_000, "process_count": 3}, 1_200_000),
    ("a small project of many processes is in the lower band", "basic", TRADER, {"cost": 2_000_000, "process_count": 3}, 1_000_000),
    ("the minimum", "basic", TRADER, {"cost": 80_000, "process_count": 1}, 40_000),
    ("no band for an unknown number of processes", "basic", TRADER, {"cost": 900_000}, None),
    (
        "both parts of the higher rate",
        "basic",
        TRADER,
        {"cost": 900_001, "process_count": 1, **LOW_WAGES},
        600_000,
    ),
    (
        "one part of the higher rate is not enough",
        "basic",
        TRADER,
        {"cost": 900_000, "process_count": 1, **THREE_MONTHS},
        450_000,
    ),
    ("no more than is asked for", "basic", TRADER, {"cost": 5_000_000, "process_count": 3, "requested_amount": 700_000}, 700_000),
    ("a capped expense", "basic", TRADER, {"items": {"it_tool": 1_000_000, "role_service": 2_000_000}, "process_count": 1}, 950_000),
    ("within the first part", "tool", SHOP, {"items": {"it_tool": 400_000}, "function_count": 1}, 300_000),
    ("one function stops at its cap", "tool", SHOP, {"items": {"it_tool": 900_000}, "function_count": 1}, 400_000),
    # 400,000 need 533,333.33 of cost, the other 366,666.67 give 244,444.4
    ("over both parts", "tool", SHOP, {"items": {"it_tool": 900_000}, "function_count": 2}, 644_444),
    # 400,000 need 500,000, the other 400,000 give 266,666.6
    ("over both parts as a small business", "tool", SHOP | {"employees": 4}, {"items": {"it_tool": 900_000}, "function_count": 2}, 666_666),
    ("the end of the second part", "tool", SHOP, {"items": {"it_tool": 9_000_000}, "function_count": 4}, 3_000_000),
    (
        "hardware has caps of its own",
        "tool",
        SHOP,
        {"items": THREE_ITEMS, "function_count": 1},
        490_000,
    ),
    ("no minimum", "tool", SHOP, {"items": {"it_tool": 1_000}, "function_count": 1}, 750),
    # each 500,000 of base: 300,000 need 400,000, the rest gives 50,000; ten of them; analysis 4,000,000 / 2 within 3,000,000
    ("ten members", "group", SHOP, {"group_members": 10, "items": OF_GROUP}, 5_500_000),
    ("the cap over two items", "group", SHOP, {"group_members": 10, "items": {"base": 9_000_000, "analysis": 9_000_000}}, 6_000_000),
    # (5,000,000 + 4,000,000) * 10 % / 2 = 450,000, less than half of 2,000,000
    (
        "the formula",
        "group",
        SHOP,
        {"group_members": 10, "items": OF_GROUP | {"admin": 2_000_000}},
        5_950_000,
    ),
    ("members that nobody told", "group", SHOP, {"items": {"base": 5_000_000}}, None),
    ("a cap by staff", "staff", SHOP, {"cost": 20_000_000}, 6_000_000),
    ("a raised cap", "staff", SHOP, {"cost": 20_000_000, "wage_raise_special": True}, 7_500_000),
    ("a raise that is not needed", "staff", SHOP, {"cost": 8_000_000, "wage_raise_special": True}, 4_000_000),
    ("a rate by class", "staff", SHOP | {"employees": 3}, {"cost": 6_000_000}, 4_000_000),
]


@pytest.mark.parametrize(("about", "frame", "applicant", "project", "amount"), MONEY, ids=[case[0] for case in MONEY])
def test_amount(about: str, frame: str, applicant: dict[str, Any], project: dict[str, Any], amount: int | None) -> None:
    answer = ask(frame, applicant, project)
    assert answer.amount == amount
    assert answer.eligible != "no"


CLASSES: list[tuple[str, dict[str, Any], str]] = [
    ("capital at its limit, staff over", {"industry": "wholesale", "capital": 80_000_000, "employees": 91}, "sme"),
    ("staff at its limit, capital over", {"industry": "wholesale", "capital": 80_000_001, "employees": 90}, "sme"),
    ("over both", {"industry": "wholesale", "capital": 80_000_001, "employees": 91}, "other"),
    ("a trader with four staff is small", {"industry": "wholesale", "capital": 1, "employees": 4}, "small_business"),
    ("an inn with fifteen is small", {"industry": "hotel", "capital": 1, "employees": 15}, "small_business"),
    ("services are of two rows", {"industry": "service", "capital": 1, "employees": 10}, "unknown"),
    ("a medical corporation is never small", {"industry": "medical_welfare_corporation", "employees": 2}, "sme"),
    ("no capital told, staff decides", {"industry": "wholesale", "employees": 90}, "sme"),
    ("no capital told, staff does not decide", {"industry": "wholesale", "employees": 91}, "unknown"),
    ("bounds of other rows, all met", {"industry": "npo", "employees": 45}, "sme"),
    ("bounds of other rows, one met", {"industry": "npo", "employees": 60}, "unknown"),
    ("nothing told", {}, "unknown"),
    ("told", {"applicant_class": "sme"}, "sme"),
]


@pytest.mark.parametrize(("about", "applicant", "name"), CLASSES, ids=[case[0] for case in CLASSES])
def test_class(about: str, applicant: dict[str, Any], name: str) -> None:
    assert ask("basic", applicant, {"cost": 1_000_000, "process_count": 1}).applicant_class == name


def test_under_the_minimum_nothing_is_granted() -> None:
    answer = ask("basic", TRADER, {"cost": 79_999, "process_count": 1, **NO_LOW_WAGES})
    assert (answer.eligible, answer.amount, topics(answer)) == ("no", None, ["subsidy_amount"])
    assert answer.not_met[0].rules[0].id == "basic.subsidy_amount.low"


def test_under_the_minimum_is_open_while_a_higher_rate_is() -> None:
    answer = ask("basic", TRADER, {"cost": 79_999, "process_count": 1})
    assert (answer.eligible, answer.amount, topics(answer)) == ("unknown", None, [])
    assert [one.amount for one in answer.alternatives] == [53_332]
    assert {"low_wage_months", "low_wage_staff_share"} <= set(facts(answer)[:2])


def test_a_minimum_that_an_untold_exception_lifts_counts_until_it_is_told() -> None:
    rules = with_a_minimum("staff", 250_000, {"fact": "other", "of": "借用する場合", "op": "eq", "value": False})
    small = {"cost": 400_000, "wage_raise_special": False}

    def answer(**told: Any) -> Answer:
        return evaluate(rules, SHOP, small | told, frame="staff")

    open_ = answer()
    assert (open_.eligible, open_.amount, [one.amount for one in open_.alternatives]) == ("unknown", None, [200_000])
    assert "借用する場合" in facts(open_)
    assert (answer(**{"借用する場合": True}).amount, answer(**{"借用する場合": True}).eligible) == (200_000, "unknown")
    assert (answer(**{"借用する場合": False}).amount, answer(**{"借用する場合": False}).eligible) == (None, "no")
    assert evaluate(rules, SHOP, small | {"cost": 600_000}, frame="staff").amount == 300_000


def test_a_large_company_is_outside() -> None:
    answer = ask("basic", {"industry": "retail", "capital": 90_000_000, "employees": 99}, {"cost": 900_000, "process_count": 1})
    assert (answer.eligible, answer.amount, topics(answer)) == ("no", None, ["applicant_class"])


def test_alternatives_of_an_open_class() -> None:
    answer = ask("tool", {"capital": 5_000_000, "employees": 10}, {"items": {"it_tool": 900_000}, "function_count": 2})
    assert (answer.applicant_class, answer.amount) == ("unknown", 644_444)
    assert [one.amount for one in answer.alternatives] == [666_666]
    assert facts(answer)[0] == "industry"


def test_alternatives_of_untold_bands() -> None:
    answer = ask("basic", TRADER, {"cost": 4_000_000, **NO_LOW_WAGES})
    assert [one.amount for one in answer.alternatives] == [2_000_000, 1_199_999]
    assert facts(answer)[0] == "process_count"


def test_a_raise_that_is_not_told_stands_beside() -> None:
    answer = ask("staff", SHOP, {"cost": 20_000_000})
    assert (answer.amount, [one.amount for one in answer.alternatives]) == (6_000_000, [7_500_000])
    assert (answer.missing[0].name, answer.missing[0].span) == ("wage_raise_special", 1_500_000)


def test_a_requirement_of_larger_sums() -> None:
    project = {"cost": 4_000_000, "process_count": 3, "payroll_cagr": "1.0", **NO_LOW_WAGES}
    asked = ask("basic", TRADER, project | {"requested_amount": 2_000_000})
    assert (asked.eligible, asked.amount, topics(asked)) == ("no", None, ["payroll_growth"])
    # who does not say how much it asks for can ask for less
    assert ask("basic", TRADER, project).amount == 1_199_999
    assert ask("basic", TRADER | {"employees": 4}, project).amount == 2_000_000
    untold = ask("basic", TRADER, project | {"payroll_cagr": None})
    assert (untold.amount, "payroll_cagr" in facts(untold)) == (2_000_000, True)


@pytest.mark.parametrize(
    ("told", "eligible"),
    [
        ({"taxable_income_avg_3y": 900_000_000}, "unknown"),
        ({"taxable_income_avg_3y": 900_000_001}, "no"),
        ({"past_award": [{"value": "machi/1/basic", "over": "P10M"}]}, "no"),
        ({"past_award": [{"value": "machi/1/basic", "over": "P11M"}]}, "unknown"),
        ({"past_award": [{"value": "machi/1/tool", "over": "P1M"}]}, "unknown"),
        ({"past_award": [{"value": "machi/1", "over": "P1M"}]}, "unknown"),
        ({"large_company_share": "2/3"}, "no"),
        ({"large_company_share": "3/5"}, "unknown"),
        ({"large_company_share": [{"value": "3/5", "per": "same_company"}]}, "no"),
    ],
)
def test_exclusions(told: dict[str, Any], eligible: str) -> None:
    assert ask("basic", TRADER | told, {"cost": 900_000, "process_count": 1}).eligible == eligible


def test_yes_where_everything_is_told() -> None:
    told = TRADER | {"taxable_income_avg_3y": 1, "past_award": [], "large_company_share": "0"}
    project = {"cost": 900_000, "process_count": 1}
    answer = ask("basic", told, project, answers={"gbiz_id": True, "basic.requirement.fraud": False})
    assert (answer.eligible, answer.amount) == ("yes", 450_000)
    assert ask("basic", told, project, answers={"gbiz_id": True}).eligible == "unknown"
    refused = ask("basic", told, project, answers={"gbiz_id": False, "fraud": True})
    assert (refused.eligible, sorted(topics(refused))) == ("no", ["fraud", "gbiz_id"])


def test_a_rule_that_nobody_reviewed_never_says_yes() -> None:
    told = TRADER | {"taxable_income_avg_3y": 1, "past_award": [], "large_company_share": "0"}
    answers = {"gbiz_id": True, "fraud": False}
    drafts = town(state="draft")
    answer = evaluate(drafts, told, {"cost": 900_000, "process_count": 1}, frame="basic", answers=answers)
    assert (answer.eligible, answer.amount, answer.applicant_class) == ("unknown", None, "unknown")
    assert answer.left_out > 20
    assert evaluate(drafts, told, {"cost": 900_000, "process_count": 1}, frame="basic", answers=answers, all_states=True).eligible == "yes"


def test_what_is_unread_is_unknown_until_answered() -> None:
    special = ("basic.exclusion.unread", {"topic": "entertainment_business"}, [{"unread": "別に定める場合"}])
    project = {"cost": 900_000, "process_count": 1}
    answer = evaluate(town(special), TRADER, project, frame="basic")
    assert "別に定める場合" in facts(answer)
    answered = evaluate(town(special), TRADER, project, frame="basic", answers={"別に定める場合": False})
    assert next(one.state for one in answered.judged if one.rule.id == "basic.exclusion.unread") == "met"


@pytest.mark.parametrize(("year", "share", "amount"), [(1, "1", 4_000_000), (2, "2/3", 2_666_666), (3, "1/3", 1_333_333)])
def test_repayment(year: int, share: str, amount: int) -> None:
    project = {"cost": 20_000_000, "process_count": 3, "missed_year": year, "force_majeure": False, **NO_LOW_WAGES}
    paid = ask("basic", TRADER, project).repayment
    assert paid is not None
    assert (str(paid.share), paid.amount) == (share, amount)
    assert ask("basic", TRADER, project | {"force_majeure": True}).repayment is None
    assert ask("basic", TRADER, {"cost": 20_000_000, "process_count": 3}).repayment is None


def test_more_conditions_win_and_of_equal_ones_the_better() -> None:
    lower = (
        "staff.subsidy_rate.deficit",
        {"rate": "1/3"},
        [{"fact": "deficit", "op": "eq", "value": True}, {"fact": "applicant_class", "op": "eq", "value": "sme"}],
    )
    better = ("staff.subsidy_rate.min", {"rate": "3/5"}, [{"fact": "min_wage_special", "op": "eq", "value": True}])
    ruleset = town(lower, better)
    amounts = [
        evaluate(ruleset, HALL, {"cost": 6_000_000, **told}, frame="staff").amount
        for told in ({"deficit": True}, {"deficit": False}, {"deficit": False, "min_wage_special": True}, {})
    ]
    # what is not told is never taken for the better: the lower rate could hold
    assert amounts == [2_000_000, 3_000_000, 3_600_000, 2_000_000]


def test_bounds_of_the_cost() -> None:
    bound = ("basic.subsidy_amount.cost", {"min": 300_000, "max": 1_000_000, "base": "cost"}, [])
    ruleset = town(bound)
    assert evaluate(ruleset, TRADER, {"cost": 2_000_000, "process_count": 1}, frame="basic").amount == 500_000
    under = evaluate(ruleset, TRADER, {"cost": 299_999, "process_count": 1, **NO_LOW_WAGES}, frame="basic")
    assert (under.eligible, topics(under)) == ("no", ["subsidy_amount"])


def test_every_step_of_money_has_its_rule() -> None:
    answer = ask("basic", TRADER, {"cost": 1_000_000, "process_count": 1})
    used = {step.rule.id for step in answer.steps if step.rule is not None}
    assert {"basic.subsidy_rate.base", "basic.subsidy_amount.low", "common.applicant_threshold.sme.wholesale"} <= used


def test_a_doubtful_rule_decides_nothing_and_withholds_the_amount() -> None:
    """Nobody has reviewed it and it is more likely wrong than right: neither `no` nor an amount that it would not grant."""
    staff = rule("basic.requirement.staff", {"topic": "staff", "constraint": {"fact": "employees", "op": "le", "value": 20}}, state="draft")
    made = town()
    amounts = []
    for confidence in (0.4, 0.9):
        one = staff.model_copy(update={"confidence": confidence})
        ruleset = made.model_copy(update={"rules": tuple(sorted((*made.rules, one), key=lambda each: each.id))})
        answer = evaluate(ruleset, TRADER, {"cost": 900_000, "process_count": 1}, frame="basic", all_states=True)
        amounts.append((answer.eligible, answer.amount, [other.amount for other in answer.alternatives]))
    assert amounts == [("unknown", None, [450_000, 600_000]), ("no", None, [600_000])]


@pytest.mark.parametrize(
    ("processes", "state", "amount"),
    # under 1 both readings fail; of 1 the documents say two things, of which the first stands for the applicant; from 2 both are met
    [(0, "not_met", None), (1, "unknown", 450_000), (2, "met", 450_000)],
)
def test_of_documents_that_disagree_only_what_all_say_is_known(processes: int, state: str, amount: int | None) -> None:
    bounds = [{"topic": "tools", "obligation": "must", "constraint": {"fact": "tool_count", "op": "ge", "value": n}} for n in (1, 2)]
    one, other = (rule("basic.requirement.tools", value, state="conflict") for value in bounds)
    readings = tuple(Reading(value=each.value, evidence=each.evidence) for each in (one, other))
    one = one.model_copy(update={"confidence": 0.45, "readings": readings})
    made = town()
    ruleset = made.model_copy(update={"rules": tuple(sorted((*made.rules, one), key=lambda each: each.id))})
    answer = evaluate(ruleset, TRADER, {"cost": 900_000, "process_count": 1, "tool_count": processes}, frame="basic", all_states=True)
    assert next(each.state for each in answer.judged if each.rule.id == one.id) == state
    assert answer.amount == amount


BASE_OVER_OTHERS = ("group.requirement.mostly_base", {"topic": "mostly_base", "constraint": MOSTLY_BASE})


@pytest.mark.parametrize(
    ("project", "state"),
    [
        ({"items": {"base": 3_000_001, "analysis": 1_000_000, "outsourcing": 2_000_000}}, "met"),
        ({"items": {"base": 3_000_000, "analysis": 1_000_000, "outsourcing": 2_000_000}}, "not_met"),
        ({"items": {"base": 1_000_000}}, "met"),  # of costs told by item, those that are not named are nothing
        ({"items": {"outsourcing": 1_000_000}}, "not_met"),
        ({"cost": 4_000_000}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_costs_of_items_against_each_other(project: dict[str, Any], state: str) -> None:
    answer = evaluate(town((*BASE_OVER_OTHERS, [])), SHOP, project, frame="group")
    assert [one.state for one in answer.judged if one.rule.id == BASE_OVER_OTHERS[0]] == [state]
