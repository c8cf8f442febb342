"""Which figures say again what a rule states elsewhere, and which only look like it."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.coverage import measure_coverage
from subsidy_rules.kinds import all_kinds
from subsidy_rules.model.document import Clause, Document, Evidence, Page
from subsidy_rules.model.rule import Candidate


def how(kind: str, value: dict[str, Any], again: str, when: tuple[dict[str, Any], ...] = (), first: str = "別の箇所") -> list[str]:
    """How the figures of a clause are bound to a rule that cites another one."""
    rule = Candidate(
        kind=kind,
        frame="tsujo",
        value=all_kinds()[kind].value_type.model_validate(value),
        when=when,  # type: ignore[arg-type] # pydantic reads the leaves
        evidence=(Evidence(source="x", at="(1)", quote=first),),
        text=first,
        start=0,
        end=len(first),
        confidence=0.9,
    )
    clauses = tuple(Clause(clause_no=n, label=f"({n})", path=(f"({n})",), text=text) for n, text in ((1, first), (2, again)))
    document = Document(name="x.txt", sha256="0", format="text", pages=(Page(page_no=1),), clauses=clauses)
    entries = measure_coverage(document, (rule,)).entries
    return [entry.rule.how if entry.rule else entry.state for entry in entries if entry.at == "(2)"]


def test_a_raise_of_the_cap_is_no_cap() -> None:
    assert how("subsidy_amount", {"max_increase": 700000}, "特例の対象者は70万円の上乗せ") == ["restated"]
    assert how("subsidy_amount", {"max_increase": 700000}, "上限は70万円") == ["unread"]
    assert how("subsidy_amount", {"max": 700000}, "特例の対象者は70万円の上乗せ") == ["unread"]


def test_rates_beside_each_other_have_one_word() -> None:
    assert how("subsidy_rate", {"rate": "2/3"}, "補助率：１／２・２／３") == ["unread", "restated"]
    assert how("subsidy_rate", {"rate": "2/3"}, "株式の１／２又は２／３") == ["unread", "unread"]


MEASURES = [
    ("従業員数が35人以上の場合", "restated"),
    ("従業員数が35人以下の場合", "unread"),  # the other direction
    ("来場者が35人以上の場合", "unread"),
    ("従業員数が36人以上の場合", "unread"),
]


@pytest.mark.parametrize(("text", "state"), MEASURES)
def test_the_same_measure_bounded_alike(text: str, state: str) -> None:
    assert how("subsidy_amount", {"max": 700000}, text, ({"fact": "employees", "op": "ge", "value": 35, "unit": "person"},)) == [state]


def test_an_open_measure_by_its_last_words() -> None:
    when = ({"fact": "other", "of": "取得財産の単価", "op": "ge", "value": 400000, "unit": "yen"},)
    duty = {"topic": "財産を処分する前に承認を受ける"}
    assert how("duty", duty, "単価40万円以上の機械", when) == ["restated"]
    assert how("duty", duty, "売上40万円以上の店", when) == ["unread"]


def test_days_hours_and_lengths_of_a_schedule() -> None:
    assert how("schedule", {"event": "application_deadline", "end": "2027-03-04T17:00"}, "締切は2027年3月4日") == ["restated"]
    assert how("schedule", {"event": "application_deadline", "end": "2027-03-04T17:00"}, "締切は2027年3月5日") == ["unread"]
    assert how("schedule", {"event": "application_deadline", "end": "2027-03-04T17:00"}, "締切は2027年3月") == ["unread"]
    assert how("schedule", {"event": "application_deadline", "end": "2027-03-04T17:00"}, "受付は17:00まで") == ["restated", "restated"]
    assert how("schedule", {"event": "application_deadline", "end": "2027-03-04T17:00"}, "受付は16:00まで") == ["unread", "unread"]
    assert how("schedule", {"event": "project_period", "start": "award_date", "duration": "P9M"}, "交付決定日から9か月以内") == ["restated"]
    assert how("schedule", {"event": "project_period", "start": "award_date", "duration": "P9M"}, "事業完了日から9か月以内") == ["unread"]


def test_words_of_a_rule_bind_where_it_is_cited() -> None:
    said = "設備の利用開始後45日以内に着手届を出す"
    assert how("duty", {"topic": said}, "設備の利用開始後45日以内に着手届", first=said) == [
        "restated"
    ]  # in the words of a figure that is bound
    assert how("duty", {"topic": said}, "設備の廃棄後45日以内に", first=said) == ["unread"]
