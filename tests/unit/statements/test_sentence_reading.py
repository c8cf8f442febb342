"""Readings of sentences: each row of tests/cases/readings.yaml, and how clauses and documents are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from subsidy_rules.clauses.sentences import sentence_bounds
from subsidy_rules.model.document import Clause
from subsidy_rules.model.reading import Figure, Section
from subsidy_rules.read.text import read_text
from subsidy_rules.statements.section_reading import read_sections
from subsidy_rules.statements.sentence_reading import read_clause, read_document, read_sentence

CASES = Path(__file__).parents[3] / "tests" / "cases" / "readings.yaml"


def rows() -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = YAML(typ="safe").load(CASES.read_text(encoding="utf-8"))
    return data


def words(figure: Figure) -> str:
    return f"{figure.value} {figure.unit} {figure.op} {figure.measure}".strip()


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"])
def test_row(row: dict[str, Any]) -> None:
    reading = read_sentence(row["text"], row.get("heading", ""), row.get("lead", ""))
    seen = {"act": reading.act, "of": reading.of, "figures": [words(f) for f in reading.figures]}
    seen |= {"conditions": list(reading.conditions), "limits": list(reading.limits), "unread": list(reading.unread)}
    assert {key: seen[key] for key in row if key in seen} == {key: row[key] for key in row if key in seen}


def test_a_proviso_belongs_to_the_sentence_before_it() -> None:
    text = "帳簿を５年間保存すること。ただし、個人は３年間とする。\n写しを事務局に送ること。"
    clause = Clause(clause_no=1, text=text, sentences=sentence_bounds(text))
    first, second = read_clause(clause)
    assert (text[first.start : first.end], text[second.start : second.end]) == tuple(text.split("\n"))
    assert first.limits == ("ただし、個人は３年間とする",)
    assert [text[f.start : f.end] for f in first.figures] == ["５年間", "３年間"]


def test_the_list_decides_over_heading_and_item() -> None:
    item = "過去に採択された者"
    assert read_sentence(item, "要件", "次の者は対象外とする。").act == "is_excluded"
    assert read_sentence(item, "加点項目").act == "gets_bonus"
    assert read_sentence("次の者は対象外とする。", section=Section("exclusion", head=True)).act == "announces"


def test_every_clause_but_headings_is_read_under_what_leads_it() -> None:
    document = read_text("# 対象外となる者\n\n以下の者は申請できません。\n\n・国から出資を受けている法人\n".encode(), "a.txt")
    readings = read_document(document, read_sections(document))
    assert [[r.act for r in readings[c.clause_no]] for c in document.clauses if not c.heading] == [["announces"], ["is_excluded"]]


def test_what_is_not_understood_is_told() -> None:
    assert read_sentence("申請の限りにおいて、設備は対象とする。").unread
    assert read_sentence("申請は６月１０日までに行うこと。").unread == ("６月１０日",)
    assert read_sentence("締切は２０２６年２月３０日とする。").unread == ("２０２６年２月３０日",)
    assert read_sentence("上限額は０円とする。").figures == ()
    assert read_sentence("第２条に定める者であること。").figures == ()
