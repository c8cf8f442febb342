"""The timeline of a programme."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from subsidy_rules.compare import compare_rulesets
from subsidy_rules.report.history import history_html, history_json, history_text


@pytest.fixture
def steps(make_rule: Any, make_ruleset: Any) -> list[Any]:
    """Three editions: the cap goes up, then down; the second one tells its deadline."""
    day = make_rule("tsujo.schedule.application_deadline", {"event": "application_deadline", "end": "2025-05-12"})
    editions = [
        make_ruleset(make_rule("tsujo.subsidy_amount", {"max": cap}), *days, edition=name)
        for name, cap, days in (("2024", 1_000_000, ()), ("2025", 1_500_000, (day,)), ("2026", 500_000, ()))
    ]
    return [(old, new, compare_rulesets(old, new)) for old, new in pairwise(editions)]


def test_says_who_gains_and_who_loses(steps: Any) -> None:
    text = history_text(steps, "en")
    first, second = text.split("it-hojo/2025 → it-hojo/2026")
    assert "1 change by which applicants gain" in first
    assert "2025-05-12" in first
    assert "1 change by which applicants lose" in second
    assert "150万円から50万円" in history_text(steps, "ja")


def test_json_and_page_hold_the_same(steps: Any) -> None:
    data = json.loads(history_json(steps))
    assert [(row["old"], row["new"], len(row["better"]), len(row["worse"])) for row in data["steps"]] == [
        ("2024", "2025", 1, 0),
        ("2025", "2026", 0, 1),
    ]
    assert data["steps"][0]["days"] == [{"event": "application_deadline", "end": "2025-05-12"}]
    page = history_html(steps, "ja")
    assert page.count("<li><h2>") == 2
    assert all(change["fingerprint"] in page for row in data["steps"] for change in (*row["better"], *row["worse"]))
