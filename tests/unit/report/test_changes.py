"""Changes in the three forms."""

from __future__ import annotations

import json
from typing import Any

import pytest

from subsidy_rules.compare import compare_rulesets
from subsidy_rules.report.changes import changes_json, changes_markdown, changes_text

LANGS = ("ja", "en")


@pytest.fixture
def sides(make_rule: Any, make_ruleset: Any) -> tuple[Any, Any, Any]:
    old = make_ruleset(make_rule("tsujo.subsidy_amount", {"max": 1000000}, at="表1 a|b"))
    new = make_ruleset(make_rule("tsujo.subsidy_amount", {"max": 1500000}, page=4), edition="2026")
    return old, new, compare_rulesets(old, new)


def test_json(sides: Any) -> None:
    data = json.loads(changes_json(*sides))
    assert data["old"]["edition"] == "2025"
    assert data["summary"] == {"total": 1, "ERR": 0, "WARN": 0, "INFO": 1}
    (change,) = data["changes"]
    assert (change["check"], change["frame"], change["kind"]) == ("amount-max-increased", "tsujo", "subsidy_amount")
    assert change["old"]["value"] == {"max": 1000000}
    assert change["new"]["evidence"][0]["page"] == 4


@pytest.mark.parametrize("lang", LANGS)
def test_text_and_markdown_cite_both_editions(sides: Any, lang: Any) -> None:
    old, new, changes = sides
    plain = changes_text(old, new, changes, lang)
    table = changes_markdown(old, new, changes, lang)
    for text in (plain, table):
        assert ("100万円" if lang == "ja" else "1,000,000 yen") in text
        assert "amount-max-increased" in text
        assert ("4ページ" if lang == "ja" else "p.4") in text
    assert r"a\|b" in table
    assert len({line.replace(r"\|", "").count("|") for line in table.splitlines() if line.startswith("|")}) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_changed(make_ruleset: Any, lang: Any) -> None:
    same = make_ruleset()
    assert ("変更はありません" if lang == "ja" else "No change") in changes_text(same, same, (), lang)
    assert json.loads(changes_json(same, same, ()))["changes"] == []
