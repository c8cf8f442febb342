"""One hostile text through every form that is written: nothing in it acts where it is shown."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from rich.table import Table as RichTable

from hostile import FORBIDDEN, HOSTILE, check_form
from subsidy_rules.compare import compare_rulesets
from subsidy_rules.coverage import Entry
from subsidy_rules.model.document import Cell, Clause, Document, LoggedChange, Page, Source, Span, Table
from subsidy_rules.model.review import LedgerPlace
from subsidy_rules.model.rule import FrameName, Review, RuleSet
from subsidy_rules.report import neutral
from subsidy_rules.report.book_rows import OpenFigure, book_sheets
from subsidy_rules.report.change_formats import FORMATS as CHANGE_FORMATS
from subsidy_rules.report.change_formats import write_changes
from subsidy_rules.report.clause_tree import clauses_json, clauses_text
from subsidy_rules.report.console import NeutralConsole
from subsidy_rules.report.review_book import review_workbook
from subsidy_rules.report.rule_formats import FORMATS as RULE_FORMATS
from subsidy_rules.report.rule_formats import write_rules
from subsidy_rules.report.table_files import TablesOf, tables_csv, tables_html, tables_json, tables_markdown
from subsidy_rules.report.table_workbook import tables_xlsx
from subsidy_rules.review.fields import Choices

FIRST = ("", "+", "-", "@", "\t=", " =", "＝", "\n=")


@pytest.fixture
def sets(make_rule: Any, make_ruleset: Any) -> tuple[RuleSet, RuleSet]:
    def made(edition: str, most: int, start: str, url: str) -> RuleSet:
        rules = (
            make_rule("tsujo.subsidy_amount", {"max": most}, quote=start + HOSTILE, at=HOSTILE),
            make_rule("tsujo.requirement", {"topic": start + HOSTILE, "obligation": "must", "of": "applicant"}, quote=HOSTILE),
        )
        ruleset: RuleSet = make_ruleset(*rules, edition=edition)
        sources = tuple(one.model_copy(update={"title": HOSTILE, "url": url}) for one in ruleset.sources)
        frames = (FrameName(id="tsujo", name=start + HOSTILE),)
        return ruleset.model_copy(update={"title": HOSTILE, "sources": sources, "frames": frames})

    return made("2025", 1500000, "", "javascript:alert(1)"), made("2026", 1000000, "x", "data:text/html,<script>alert(1)</script>")


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("form", RULE_FORMATS)
def test_rules(sets: Any, form: str, lang: Any) -> None:
    check_form(form, write_rules(form, sets[0], sets[0].rules, {}, lang))


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("form", CHANGE_FORMATS)
def test_changes(sets: Any, form: str, lang: Any) -> None:
    check_form(form, write_changes(form, *sets, compare_rulesets(*sets), lang))


@pytest.mark.parametrize("start", FIRST)
def test_tables_and_clauses(start: str) -> None:
    text = start + HOSTILE
    cells = tuple(Cell(row=row, col=col, text=text, header=not row) for row in range(2) for col in range(2))
    table = Table(table_no=1, n_rows=2, n_cols=2, header_rows=1, cells=cells, caption=text, notes=(text,))
    clause = Clause(clause_no=1, label=text, path=(text,), text=text, spans=(Span(start=0, end=len(text)),))
    change = LoggedChange(section=text, old=text, new=text)
    name = "a\x1b[31m<b>.html"
    document = Document(
        name=name, sha256="0", format="html", pages=(Page(page_no=1),), tables=(table,), clauses=(clause,), change_log=(change,)
    )
    one = TablesOf(document, (table,))
    for form, written in (
        ("json", tables_json([one])),
        ("markdown", tables_markdown([one], "ja")),
        ("html", tables_html([one], "ja")),
        ("xlsx", tables_xlsx([one], "ja")),
        ("csv", tables_csv([one])[0][1]),
        ("json", clauses_json([document])),
        ("text", clauses_text([document], "ja")),
    ):
        check_form(form, written)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_workbook_of_review(sets: Any, lang: Any) -> None:
    rules = tuple(
        rule.model_copy(
            update={"label": HOSTILE, "label_en": HOSTILE, "review": Review(state="approved", by=HOSTILE, at="1", note=HOSTILE)}
        )
        for rule in sets[0].rules
    )
    place = LedgerPlace(source=sets[0].sources[0].id, page=1, at=HOSTILE, quote=HOSTILE, figure=HOSTILE)
    figure = OpenFigure(place, Entry(state="unread", kind="amount", text=HOSTILE, context=HOSTILE))
    sheets = book_sheets(sets[0].model_copy(update={"rules": rules}), [figure], Choices(), lang)
    check_form("xlsx", review_workbook(sheets, {}, [HOSTILE], lang))


def test_no_form_escapes_for_itself() -> None:
    """What is written takes its texts through one module."""
    own = re.compile(r"html import escape|html\.escape|json\.dumps|quoteattr|saxutils")
    found = {path.name for path in Path(neutral.__file__).parent.glob("*.py") if own.search(path.read_text(encoding="utf-8"))}
    assert found == {"neutral.py"}


def test_json_is_the_same_data() -> None:
    data = {"a": [HOSTILE, "##[x", "\u2028"]}
    assert json.loads(neutral.json_text(data)) == data


def test_console_shows_tables_and_lines_without_acting() -> None:
    console = NeutralConsole(file=io.StringIO(), force_terminal=True, width=400)
    table = RichTable()
    table.add_column(HOSTILE)
    table.add_row(HOSTILE.replace("[", "\\["))
    console.print(HOSTILE, markup=False)
    console.print(table)
    assert isinstance(console.file, io.StringIO)
    written = re.sub(r"\x1b\[[0-9;]*m", "", console.file.getvalue())  # the styles are ours
    assert not FORBIDDEN.search(written.replace("\n", ""))


NO_LINKS = (
    *("javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd", "//a.example", "a.pdf", "http:///x", "", None),
    *("https://a.example/\nx", "https://user@a.example/", "https://a.example/\u202e", "https://[x", "ftp://a.example"),
)


@pytest.mark.parametrize("url", NO_LINKS)
def test_only_web_addresses_are_links(url: str | None) -> None:
    assert neutral.link(url) is None


def test_what_is_only_text_stays() -> None:
    assert neutral.link("http://a.example/x?y=1#page=3") == "http://a.example/x?y=1#page=3"
    plain = "補助率：1/2以内（上限 150万円）\n・第2条"
    assert (neutral.terminal_text(plain), neutral.csv_cell(plain), neutral.clean(plain)) == (plain, plain, plain)
    assert neutral.sheet_text("あ" * 40_000) == "あ" * 32_766 + "…"


def test_command_of_a_source_is_none_of_ours() -> None:
    assert Source(id="a", sha256="0", authority="official", kind="guideline", url="javascript:x").url is not None
    assert neutral.workflow_message("a\r\n::error::b%") == "a%0D%0A::error::b%25"
    assert neutral.workflow_property("a:b,c") == "a%3Ab%2Cc"
