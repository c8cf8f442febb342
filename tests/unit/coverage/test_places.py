"""Places of the ledger: equal ones are told apart, and pages do not matter."""

from __future__ import annotations

from subsidy_rules.coverage.clauses import measure_clauses
from subsidy_rules.coverage.measure import measure
from subsidy_rules.coverage.places import clause_places, figure_places
from subsidy_rules.model.document import Clause, Document, Page
from subsidy_rules.model.review import place_key


def test_each_figure_and_clause_has_a_place_of_its_own() -> None:
    texts = ("会議は30分、休憩は30分です。", "会議は30分、休憩は30分です。", "手数料は500円です。")
    clauses = tuple(Clause(clause_no=n, text=text) for n, text in enumerate(texts, start=1))
    measured = measure(Document(name="a.txt", sha256="0" * 64, format="text", pages=(Page(page_no=1),), clauses=clauses), ())
    figures = figure_places("koubo", measured.report.entries, measured.passages)
    assert [(place.figure, place.n) for place in figures] == [("30", 1), ("30", 2), ("30", 3), ("30", 4), ("500円", 1)]
    found = clause_places("koubo", measure_clauses(measured.passages, measured.binder), paged=False)
    assert [(place.quote, place.n, place.figure) for place in found] == [(texts[0], 1, None), (texts[0], 2, None), (texts[2], 1, None)]
    assert len({place_key(place) for place in (*figures, *found)}) == 8
