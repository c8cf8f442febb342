"""Many at a time and one by one give the same answers."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from subsidy_rules.evaluate.applicant_class import class_of
from subsidy_rules.evaluate.conditions import World
from subsidy_rules.evaluate.eligibility import judged
from subsidy_rules.evaluate.evaluate import evaluate_case, frame_rules
from subsidy_rules.evaluate.many import answers
from subsidy_rules.evaluate.many_columns import Applicants, Column
from subsidy_rules.model.rule import Band
from town import RULES_OF_EVERY_SHAPE, town, with_a_minimum

LOW = Column("low_wage_months", Band(base="regional_min_wage", le=40, unit="yen"))
WIDE = Column("low_wage_months", Band(ge="regional_min_wage", lt="regional_min_wage_r7"))
FACTS: dict[str, list[Any]] = {
    "industry": ["wholesale", "retail", "service", "hotel", "medical_welfare_corporation", "npo"],
    "capital": [0, 40_000_000, 40_000_001, 80_000_000, 80_000_001, 300_000_000],
    "employees": [0, 4, 5, 8, 9, 45, 46, 90, 91],
    "taxable_income_avg_3y": [1, 900_000_000, 900_000_001],
    "large_company_share": ["0", "1/2", "2/3"],
    "process_count": [0, 1, 2, 3],
    "low": [0, 3, 4],
    "wide": [0, 4],
    "low_wage_staff_share": [0, 25, 60],
    "payroll_cagr": [2, 2.5, 3],
    "value_added_cagr": [4, 6],
    "wage_raise_special": [True, False],
    "deficit": [True, False],
    "group_members": [3, 8, 10],
    "function_count": [0, 1, 2],
}
N = 1_000  # 2,500 of each frame, 10,000 in all, agreed when this was written
COSTS = {"basic": ["cost"], "staff": ["cost"], "tool": ["item:it_tool", "item:pc_tablet"], "group": ["item:base", "item:analysis"]}


def table(frame: str, n: int, seed: int) -> pd.DataFrame:
    """Drawn applicants; each fact is told in some rows and not in others."""
    dice = random.Random(seed)
    rows = []
    for _ in range(n):
        row = {name: dice.choice(values) if dice.random() < 0.7 else None for name, values in FACTS.items()}
        row["requested_amount"] = dice.choice([None, None, dice.randrange(3_000_000), 1_200_000])
        row |= {name: dice.choice([80_000, 2_400_000, dice.randrange(9_000_000)]) for name in COSTS[frame]}
        row |= {name: None for name in COSTS[frame] if ":" in name and dice.random() < 0.1}
        rows.append(row)
    return pd.DataFrame(rows).convert_dtypes()


@pytest.mark.parametrize("frame", COSTS)
def test_agrees_with_one_by_one(frame: str) -> None:
    ruleset = town(*RULES_OF_EVERY_SHAPE)
    rules = frame_rules(ruleset, frame, all_states=False)
    applicants = Applicants(table(frame, N, 7), {"low": LOW, "wide": WIDE})
    found = answers(rules, applicants)
    for number, (name, eligible, amount) in enumerate(found.itertuples(index=False)):
        one = evaluate_case(ruleset, frame, rules, applicants.case(number))
        told = applicants.table.iloc[number].to_dict()
        assert (name, eligible) == (one.applicant_class, one.eligible), told
        assert (None if amount is pd.NA else amount) == one.amount, told


def test_agrees_on_a_minimum_that_an_untold_exception_lifts() -> None:
    rules_ = with_a_minimum("staff", 400_000, {"fact": "wage_raise_special", "op": "eq", "value": False})
    rules, applicants = frame_rules(rules_, "staff", all_states=False), Applicants(table("staff", 300, 17), {"low": LOW, "wide": WIDE})
    found = answers(rules, applicants)
    ones = [evaluate_case(rules_, "staff", rules, applicants.case(number)) for number in range(300)]
    assert list(found["eligible"]) == [one.eligible for one in ones]
    assert [None if amount is pd.NA else amount for amount in found["amount_yen"]] == [one.amount for one in ones]


def test_rules_that_nothing_is_told_of_are_judged_once_and_the_same() -> None:
    ruleset = town(*RULES_OF_EVERY_SHAPE)
    rules = frame_rules(ruleset, "basic", all_states=False)
    applicants = Applicants(table("basic", 100, 11), {"low": LOW, "wide": WIDE})
    for number in range(100):
        case = applicants.case(number)
        world = World(case, class_of(rules.definitions, case).possible).asking(Fraction(1_300_000))
        found = rules.judging.of(world)
        assert found == judged(rules.judged, world)
        assert all(one is other for one, other in zip(found, rules.judging.of(world), strict=True))


@pytest.mark.parametrize("frame", COSTS)
def test_what_is_kept_from_applicant_to_applicant_changes_no_answer(frame: str) -> None:
    ruleset = town(*RULES_OF_EVERY_SHAPE)
    kept = frame_rules(ruleset, frame, all_states=False)
    applicants = Applicants(table(frame, 150, 13), {"low": LOW, "wide": WIDE})
    for number in range(150):
        case = applicants.case(number)
        fresh = frame_rules(ruleset, frame, all_states=False)
        assert evaluate_case(ruleset, frame, kept, case) == evaluate_case(ruleset, frame, fresh, case)
