"""The second reading of tables by another engine, and what its agreement does to confidence."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from subsidy_rules.model.document import Table
from subsidy_rules.process.guard import Limits
from subsidy_rules.read.pdf import iter_layouts
from subsidy_rules.read.second_reading import second_reading, second_reading_apart, with_second_reading
from subsidy_rules.tables import build_tables
from unit.read.test_pdf import pdf_of, text


def _table(canvas: Canvas) -> None:
    canvas.setFillGray(0.8)
    canvas.rect(50, 430, 300, 30, stroke=0, fill=1)
    canvas.setFillGray(0)
    for x in (50, 150, 350):
        canvas.rect(x, 400, 0.5, 60, stroke=0, fill=1)
    for y in (400, 430, 460):
        canvas.rect(50, y, 300, 0.5, stroke=0, fill=1)
    for x, y, words in ((60, 440, "区分"), (160, 440, "補助上限額"), (60, 410, "通常枠"), (160, 410, "４５０万円以下")):
        canvas.drawString(x, y, words)
    canvas.drawString(50, 300, "この表は要領の別表であり、交付決定の日から適用する。")


def _first(data: bytes) -> Table:
    return build_tables(next(iter(iter_layouts(data, "a.pdf"))))[0]


def _key(*words: str) -> frozenset[str]:
    return frozenset("".join(sorted(word)) for word in words)


def test_only_the_pages_asked_for_are_read_again() -> None:
    readings = second_reading(pdf_of(text, _table), {2})
    assert readings == {2: (_key("区分", "補助上限額", "通常枠", "450万円以下"),)}


def test_agreement_raises_confidence_to_one_at_most() -> None:
    data = pdf_of(_table)
    table = _first(data)
    unsure = table.model_copy(update={"confidence": 0.8})
    readings = second_reading(data, {1})
    assert [t.confidence for t in with_second_reading((table, unsure), readings)] == [1.0, 0.9]


def test_other_cells_are_a_reason_for_doubt() -> None:
    readings = {1: (_key("区分補助上限額", "通常枠450万円以下"),)}
    (table,) = with_second_reading((_first(pdf_of(_table)),), readings)
    assert (table.confidence, table.reasons) == (0.8, ("a second reading has other cells",))


def test_what_the_second_reading_does_not_see_stays_as_it_is() -> None:
    table = _first(pdf_of(_table))
    elsewhere = {1: (_key("別紙", "様式"),)}
    assert with_second_reading((table,), {}) == with_second_reading((table,), elsewhere) == (table,)
    unruled = table.model_copy(update={"engine": "unruled", "confidence": 0.7})
    assert with_second_reading((unruled,), {1: (_key("区分補助上限額", "通常枠450万円以下"),)}) == (unruled,)


def test_a_reading_apart_says_the_same() -> None:
    data = pdf_of(text, _table)
    assert second_reading_apart(data, {2}) == second_reading(data, {2})


def test_a_reading_that_fails_or_hangs_costs_only_itself() -> None:
    assert second_reading_apart(b"%PDF-1.7 nothing of the kind", {1}) is None
    assert second_reading_apart(pdf_of(_table), {1}, Limits(seconds=0.0)) is None
