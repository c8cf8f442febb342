"""Answers as text, JSON and HTML, in both languages."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from subsidy_rules.evaluate import evaluate
from subsidy_rules.messages.message import LANGS, Lang
from subsidy_rules.report.answer_formats import write_answer
from town import town

FIRM = {"industry": "wholesale", "capital": 20_000_000, "employees": 30}


def written(form: str, lang: Lang = "en", *, explain: bool = False, cost: int = 900_000) -> str:
    ruleset = town()
    answer = evaluate(ruleset, FIRM, {"cost": cost, "process_count": 1}, frame="basic")
    return write_answer(form, answer, ruleset, lang, explain=explain)


def test_json_has_the_keys_that_programs_read() -> None:
    data = json.loads(written("json"))
    assert (data["class"], data["eligible"], data["amount_yen"], data["not_met"]) == ("sme", "unknown", 450_000, [])
    (other,) = data["amount_if"]
    assert (other["amount_yen"], other["rule"], other["page"]) == (600_000, "basic.subsidy_rate.low_wage", 4)
    first = data["missing"][0]
    assert (first["fact"], first["decides"], first["amount_span_yen"]) == ("low_wage_months", ["amount"], 150_000)
    assert first["question"].startswith("次のとおりですか")
    assert first["question_en"].startswith("Is this so")
    assert {"topic": "gbiz_id", "rule": "basic.requirement.id", "page": 4}.items() <= next(
        one for one in data["missing"] if one.get("topic") == "gbiz_id"
    ).items()
    assert data["repayment"] is None


def test_json_says_why_not() -> None:
    large = evaluate(town(), {"applicant_class": "sme", "taxable_income_avg_3y": 900_000_001}, {"cost": 900_000}, frame="basic")
    (one,) = json.loads(write_answer("json", large, town(), "en"))["not_met"]
    assert (one["topic"], one["rule"], one["page"]) == ("high_income", "basic.exclusion.income", 4)


@pytest.mark.parametrize("lang", LANGS)
def test_text_names_rule_and_page(lang: Lang) -> None:
    text = written("text", lang)
    assert "basic.subsidy_rate.low_wage [koubo " in text
    assert "450,000" in text or "45万円" in text
    explained = written("text", lang, explain=True)
    assert len(explained.splitlines()) > len(text.splitlines())
    assert "basic.exclusion.income" in explained


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.loaded += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", LANGS)
def test_html_is_whole_and_loads_nothing(lang: Lang) -> None:
    page = written("html", lang, explain=True)
    tags = _Tags()
    tags.feed(page)
    assert (tags.open, tags.loaded) == ([], [])
    assert re.search(rf'<html lang="{lang}">', page)
    assert "引用" in page
