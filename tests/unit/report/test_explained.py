"""Why each stage was done, in words."""

from __future__ import annotations

import subsidy_rules.store.keys as keys
from subsidy_rules.model.extracted import Ticket
from subsidy_rules.model.programme import DocumentEntry, Programme
from subsidy_rules.report.explained import CHANGED, explained
from subsidy_rules.stages.planning import Step


def test_each_stage_has_a_line_under_its_document() -> None:
    steps = [
        Step("p", "1", "a.pdf", "read", ()),
        Step("p", "1", "a.pdf", "find", ("finding_code", "vocabulary")),
        Step("p", "1", "", "build", ("candidates",)),
    ]
    assert list(explained(steps, "en")) == [
        "p/1",
        "  a.pdf",
        "    pages, tables, clauses: kept, nothing has changed",
        "    candidates: done, because the code that finds rules has changed; the vocabulary has changed",
        "  rule set: done, because its documents, or what is found in them, have changed",
    ]


def test_every_part_of_a_key_has_words() -> None:
    ticket = Ticket("0" * 64, "x.txt", DocumentEntry(id="x", file="x.txt"))
    found = keys.finding_key_of(ticket, Programme(id="p", name="例"), "1")
    assert {*found, *keys.building_key_of(()), *keys.NEVER, "previous", "files", "damaged"} == set(CHANGED)
