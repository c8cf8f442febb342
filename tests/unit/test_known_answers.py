"""Answers that the documents of it-hojo 2025 give, worked out by hand, from the set that is published.

A group of ten (複数社連携枠) is asked of drawn rules in `evaluate/test_evaluate.py`: the published frame is that of an overview, which does
not say that its caps are for each member.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from subsidy_rules import load_ruleset
from subsidy_rules.evaluate import Answer, evaluate

ROOT = Path(__file__).resolve().parents[2] / "rules_out" / "it-hojo"
SHOP = {"industry": "retail", "capital": 10_000_000}
TRADER = {"industry": "wholesale", "capital": 30_000_000, "employees": 40}
TOOL, PC, REGISTER = "it_tool", "pc_tablet", "register"


@cache
def rules() -> Any:
    return load_ruleset(ROOT, at="2025")


def ask(frame: str, firm: dict[str, Any], project: dict[str, Any]) -> Answer:
    return evaluate(rules(), firm, project, frame=frame)


AMOUNTS = [
    # 500,000 of subsidy take 666,667 of the cost at 3/4, the other 333,333 bring 2/3 of them
    ("invoice at 3/4 and then 2/3", "invoice", SHOP | {"employees": 6}, {"items": {TOOL: 1_000_000}, "function_count": 2}, 722_222),
    # 625,000 at 4/5, then 375,000 at 2/3
    ("invoice, small, at 4/5 and then 2/3", "invoice", SHOP | {"employees": 5}, {"items": {TOOL: 1_000_000}, "function_count": 2}, 750_000),
    ("invoice, exactly the first part", "invoice", SHOP | {"employees": 5}, {"items": {TOOL: 625_000}, "function_count": 2}, 500_000),
    # 300,000 × 3/4 + half of 300,000 but 100,000 at most + half of 300,000
    (
        "a PC over its cap and a register within",
        "invoice",
        SHOP | {"employees": 6},
        {"items": {TOOL: 300_000, PC: 300_000, REGISTER: 300_000}, "function_count": 1},
        475_000,
    ),
    (
        "both over their caps",
        "invoice",
        SHOP | {"employees": 6},
        {"items": {TOOL: 300_000, PC: 300_000, REGISTER: 900_000}, "function_count": 1},
        525_000,
    ),
    ("the last yen of the lower band", "tsujo", TRADER, {"cost": 2_999_998, "process_count": 3}, 1_499_999),
    ("the lower band ends there", "tsujo", TRADER, {"cost": 3_000_000, "process_count": 3}, 1_499_999),
    ("the upper band begins there", "tsujo", TRADER, {"cost": 3_000_000, "process_count": 4}, 1_500_000),
    ("the cap", "tsujo", TRADER, {"cost": 12_000_000, "process_count": 4}, 4_500_000),
]


@pytest.mark.parametrize(("about", "frame", "firm", "project", "amount"), AMOUNTS, ids=[row[0] for row in AMOUNTS])
def test_amount(about: str, frame: str, firm: dict[str, Any], project: dict[str, Any], amount: int) -> None:
    answer = ask(frame, firm, project)
    assert (answer.amount, answer.eligible) == (amount, "unknown")  # nobody told what has no measure
    assert all(step.rule is None or step.rule.evidence[0].page for step in answer.steps)


@pytest.mark.parametrize(("year", "share", "amount"), [(1, "1", 4_500_000), (2, "2/3", 3_000_000), (3, "1/3", 1_500_000)])
def test_repayment_of_4_500_000_by_the_year_of_the_miss(year: int, share: str, amount: int) -> None:
    project = {"cost": 9_000_000, "process_count": 4, "missed_year": year, "force_majeure": False, "value_added_cagr": "2"}
    repaid = ask("tsujo", TRADER, project).repayment
    assert repaid is not None
    assert (str(repaid.share), repaid.amount) == (share, amount)


@pytest.mark.parametrize(
    ("firm", "name", "asked"),
    [
        ({"industry": "wholesale", "capital": 900_000_000, "employees": 4}, "small_business", None),
        ({"industry": "wholesale", "employees": 100}, "sme", None),
        ({"industry": "wholesale", "employees": 101}, "unknown", "capital"),
        ({"industry": "wholesale", "capital": 100_000_001, "employees": 101}, "other", None),
    ],
    ids=["a wholesaler with four staff", "no capital told, staff decides", "no capital told, capital decides", "over both"],
)
def test_class(firm: dict[str, Any], name: str, asked: str | None) -> None:
    answer = ask("tsujo", firm, {"cost": 1_000_000, "process_count": 1})
    assert answer.applicant_class == name
    assert asked is None or answer.missing[0].name == asked
