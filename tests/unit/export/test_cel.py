"""The conditions in CEL say what the evaluator says, in CEL's reference implementation and in one in JavaScript; unknown stays unknown."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from subsidy_rules.evaluate.applicant_class import class_of
from subsidy_rules.evaluate.choosing import plain_when
from subsidy_rules.evaluate.conditions import World, holds
from subsidy_rules.evaluate.eligibility import KINDS, judged
from subsidy_rules.evaluate.evaluate import frame_rules
from subsidy_rules.evaluate.told import read_case
from subsidy_rules.export.activation import activation
from subsidy_rules.export.cel import met_cel, when_cel
from subsidy_rules.export.keys import fact_keys
from town import RULES_OF_EVERY_SHAPE, town

RULES = town(*RULES_OF_EVERY_SHAPE)
KEYS = fact_keys(RULES.rules)
JS = Path(__file__).resolve().parents[2] / "js"
Asked = tuple[str, dict[str, Any], bool | None]


def told(dice: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """An applicant and a project of which each fact is told or not, at and around the bounds of the rules."""
    facts: dict[str, list[Any]] = {
        "industry": ["wholesale", "retail", "service", "hotel", "medical_welfare_corporation"],
        "capital": [0, 40_000_000, 40_000_001, 80_000_000, 80_000_001],
        "employees": [0, 4, 5, 8, 9, 45, 90, 91],
        "taxable_income_avg_3y": [900_000_000, 900_000_001],
        "large_company_share": ["0", "1/2", "2/3", [{"value": "1/2", "per": "same_company"}]],
        "past_award": [
            [],
            [{"value": "machi/1/basic", "over": "P9M"}],
            [{"value": "machi/1", "over": "P9M"}],
            [{"value": "machi/1/basic"}],
        ],
        "business_type": ["school", []],
        "deficit": [True, False],
        "business_age": ["P11M", "P1Y", "P2Y", "P30D"],
    }
    project = {
        "process_count": [0, 1, 3],
        "function_count": [0, 1, 2],
        "group_members": [7, 8],
        "low_wage_months": [3, 4, [{"value": 4, "band": {"base": "regional_min_wage", "le": 40, "unit": "yen"}}]],
        "low_wage_staff_share": ["24.9", "25"],
        "payroll_cagr": ["2.4", "2.5"],
        "value_added_cagr": ["4", "6"],
        "requested_amount": [1_199_999, 1_200_000],
        "wage_raise_special": [True, False],
        "missed_year": [1, 2],
        "force_majeure": [True, False],
        "special_measure": ["a", "b"],
    }
    answers = {"gbiz_id": [True, False], "fraud": [True, False], "別に定める場合": [True, False], "特別な場合": [True, False]}
    drawn = [{name: dice.choice(values) for name, values in of.items() if dice.random() < 0.6} for of in (facts, project, answers)]
    return {**drawn[0], "answers": drawn[2]}, {**drawn[1], "items": {dice.choice(["it_tool", "pc_tablet", "base"]): 500_000}}


def asked(n: int) -> Iterator[Asked]:
    """An expression, its variables and what the evaluator says, for drawn applicants and rules; `n` of them."""
    dice = random.Random(20)
    rules = frame_rules(RULES, "common", all_states=True)
    expressions = [(rule, when_cel(rule), met_cel(rule)) for rule in RULES.rules]
    count = 0
    while count < n:
        case = read_case(*told(dice))
        world = World(case, class_of(rules.definitions, case).possible).of_item(next(iter(case.costs)))
        variables = activation(KEYS, world)
        for rule, when, met in dice.sample(expressions, 20):
            yield when, variables, holds(plain_when(rule), world)
            if rule.kind in KINDS and met is not None:
                (one,) = judged((rule,), world)
                yield met, variables, {"met": True, "not_met": False, "unknown": None}[one.state]
            count += 1


def test_reference_implementation_agrees_on_10000() -> None:
    cel = pytest.importorskip("cel_expr_python.cel")
    variables = {"facts": cel.Type.Map(cel.Type.STRING, cel.Type.DYN), "answers": cel.Type.Map(cel.Type.STRING, cel.Type.DYN)}
    environment = cel.NewEnv(variables=variables)
    compiled: dict[str, Any] = {}
    seen: set[bool | None] = set()
    for expression, given, truth in asked(10_000):
        if expression not in compiled:
            compiled[expression] = environment.compile(expression)
        found = compiled[expression].eval(data=given)
        answer = found.plain_value() if str(found.type()) == "BOOL" else None
        assert answer is truth, (expression, given)
        seen.add(truth)
    assert seen == {True, False, None}


def test_javascript_agrees() -> None:
    """`npm ci` in tests/js installs what it needs, as .ci/run does; without it this is skipped."""
    if shutil.which("node") is None or not (JS / "node_modules").is_dir():
        pytest.skip("needs node, and `npm ci` in tests/js")
    rows = list(asked(3_000))
    data = json.dumps([[expression, given] for expression, given, _ in rows], ensure_ascii=False)
    done = subprocess.run(["node", "cel.mjs"], cwd=JS, input=data, capture_output=True, text=True, check=True)
    answers = json.loads(done.stdout)
    assert [row for row, answer in zip(rows, answers, strict=True) if row[2] is not answer] == []
