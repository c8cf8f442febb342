"""Days that a table or a cover says once more."""

from __future__ import annotations

import pytest

from subsidy_rules.compare.finding import Finding
from subsidy_rules.compare.told_days import says_days_alone
from subsidy_rules.compare.units import Unit
from subsidy_rules.model.document import Evidence

MOVES = frozenset({((4, 25), (2, 6)), ((7, 25), (5, 8)), ((10, 1), (8, 1))})


@pytest.mark.parametrize(
    ("old", "new", "alone"),
    [
        ("2025.4.25 7.25 10月下旬頃 毎年4月", "2026.2.6 5.8 8月上旬頃 毎年4月", True),
        ("令和７年７月２５日（金）１７：００まで", "令和８年５月８日（金）１７：００まで", True),
        ("７月２５日までに見積書を三通出す", "５月８日までに見積書を二通出す", False),
        ("４月２５日から", "３月１日から", False),
        ("４月２５日から", "２月６日から５月８日まで", False),
    ],
)
def test_days_that_are_told(old: str, new: str, alone: bool) -> None:
    first, second = (Unit(text, (), Evidence(source="p", at="", quote=text)) for text in (old, new))
    assert says_days_alone(Finding("clause-figures-changed", ((first, second),)), MOVES) is alone
