"""Clauses as a tree and as JSON."""

from __future__ import annotations

import json

from subsidy_rules.model.document import Clause
from subsidy_rules.report.clause_tree import clauses_json, clauses_text
from unit.report.shown import CLAUSES, DOCUMENT


def test_tree_shows_page_zone_label_and_the_change_log() -> None:
    assert clauses_text([DOCUMENT], "en").splitlines() == [
        "a.pdf",
        "   p.1 body １． 対象",
        "   p.1 body    次による。",
        "   p.2 example   (ア) 例である。",
        "",
        "Changes that the document lists itself (- old, + new)",
        "   p.3 １．",
        "        - 旧の 文",
        "        + 新の文",
    ]
    assert "   p.2 記載例   (ア) 例である。" in clauses_text([DOCUMENT], "ja")


def test_a_web_page_has_no_pages() -> None:
    page = DOCUMENT.model_copy(update={"format": "html", "change_log": ()})
    assert "p.1" not in clauses_text([page], "en")


def test_json_is_the_clauses_and_the_change_log() -> None:
    (document,) = json.loads(clauses_json([DOCUMENT]))
    assert sorted(document) == ["change_log", "clauses", "name", "sha256", "title"]
    bare = [{key: value for key, value in clause.items() if key in Clause.model_fields} for clause in document["clauses"]]
    assert tuple(Clause.model_validate(clause) for clause in bare) == CLAUSES
    assert document["change_log"] == [{"page_no": 3, "section": "１．", "old": "旧の\n文", "new": "新の文"}]


def test_json_shows_what_a_clause_does() -> None:
    text = "経費は１０万円以上とする。年に２回まで申請できる。"
    clause = CLAUSES[1].model_copy(update={"text": text, "spans": (), "sentences": ((0, 13), (13, 25))})
    (document,) = json.loads(clauses_json([DOCUMENT.model_copy(update={"clauses": (clause,)})]))
    (shown,) = document["clauses"]
    assert [(f["value"], f["unit"], f["op"], f["measure"]) for f in shown["reading"]["figures"]] == [
        (100000, "yen", "ge", "経費"),
        (2, "time", "le", ""),
    ]
    assert [reading["act"] for reading in shown["readings"]] == ["must", "may"]


def test_json_shows_what_list_a_clause_stands_in() -> None:
    head = CLAUSES[0].model_copy(update={"text": "対象外となる会社", "spans": ()})
    item = CLAUSES[1].model_copy(
        update={"headings": ("対象外となる会社",), "text": "休業中の会社。返還を求める。", "spans": (), "sentences": ((0, 7), (7, 14))}
    )
    (document,) = json.loads(clauses_json([DOCUMENT.model_copy(update={"clauses": (head, item)})]))
    assert [(clause["section"]["role"], clause["section"]["head"]) for clause in document["clauses"]] == [
        ("exclusion", True),
        ("exclusion", False),
    ]
    assert [(part["start"], part["end"], part["section"]["role"]) for part in document["clauses"][1]["parts"]] == [
        (0, 7, "exclusion"),
        (7, 14, "clawback"),
    ]
