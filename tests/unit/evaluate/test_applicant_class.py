"""The class of an applicant where a definition holds for every industry, and where one is that of associations."""

from __future__ import annotations

import pytest

from subsidy_rules.evaluate.applicant_class import class_of
from subsidy_rules.evaluate.told import read_case
from subsidy_rules.model.rule import Leaf
from town import rule

SMALL = rule(
    "common.applicant_threshold.small_business.all",
    {"class": "small_business", "all": [{"fact": "employees", "op": "le", "value": 25, "unit": "person"}]},
)
RETAIL = rule(
    "common.applicant_threshold.sme.retail",
    {"class": "sme", "industry": "retail", "any": [{"fact": "employees", "op": "le", "value": 50, "unit": "person"}]},
)
UNION = rule(
    "common.applicant_threshold.sme.union",
    {"class": "sme", "industry": "菓子組合", "any": [{"fact": "employees", "op": "le", "value": 70, "unit": "person"}]},
    (Leaf(fact="other", of="構成員の割合", op="ge", value="2/3", unit="rate"),),
)


@pytest.mark.parametrize(("employees", "name"), [(20, "small_business"), (40, "sme"), (60, "other")])
def test_a_size_that_holds_for_every_industry(employees: int, name: str) -> None:
    case = read_case({"industry": "retail", "employees": employees}, {})
    assert class_of([SMALL, RETAIL], case).name == name


def test_associations_leave_nobody_else_in_doubt() -> None:
    case = read_case({"employees": 40}, {})
    assert class_of([SMALL, RETAIL, UNION], case).possible == class_of([SMALL, RETAIL], case).possible
