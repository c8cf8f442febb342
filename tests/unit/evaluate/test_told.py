"""What is told, read into facts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from subsidy_rules.evaluate.told import CaseError, Told, read_case


def test_values_and_qualified_values() -> None:
    case = read_case({"capital": 5, "share": "2/3", "award": [], "none": None}, {"months": [{"value": "4", "over": "P1Y"}], "cost": 7})
    assert dict(case.facts) == {
        "capital": (Told(Fraction(5)),),
        "share": (Told(Fraction(2, 3)),),
        "award": (),
        "months": (Told(Fraction(4), over="P1Y"),),
    }
    assert case.costs == {None: Fraction(7)}


def test_answers_come_from_everywhere() -> None:
    case = read_case({"answers": {"a": True}}, {"answers": {"b": False}}, {"c": True})
    assert case.answers == {"a": True, "b": False, "c": True}


@pytest.mark.parametrize(
    ("applicant", "project"),
    [
        ({}, {"cost": -1}),
        ({}, {"cost": "much"}),
        ({}, {"cost": "1/2"}),
        ({}, {"items": [1]}),
        ({"share": [{"amount": 3}]}, {}),
        ({"wage": [{"value": 3, "band": {"le": 1, "base": "x"}}]}, {}),
        ({"answers": {"a": "perhaps"}}, {}),
    ],
)
def test_what_cannot_be_meant_is_refused(applicant: dict[str, Any], project: dict[str, Any]) -> None:
    with pytest.raises(CaseError):
        read_case(applicant, project)
