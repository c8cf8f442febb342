"""Changes in every form that a program reads."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from subsidy_rules.compare import compare_rulesets
from subsidy_rules.compare.words import marks_of
from subsidy_rules.model.change import Passage
from subsidy_rules.model.errors import RuleSetError
from subsidy_rules.report.change_formats import FORMATS, write_changes
from subsidy_rules.report.change_html import changes_html
from subsidy_rules.report.change_schema import changes_schema
from subsidy_rules.report.change_template import changes_by_template

LANGS = ("ja", "en")


@pytest.fixture
def sides(make_rule: Any, make_ruleset: Any) -> tuple[Any, Any, Any]:
    old = make_ruleset(
        make_rule("tsujo.subsidy_amount", {"max": 1500000}, quote="=1+1", at="表1 <b>a|b</b>"),
        make_rule("tsujo.subsidy_rate", {"rate": "1/2"}),
    )
    new = make_ruleset(
        make_rule("tsujo.subsidy_amount", {"max": 1000000}), make_rule("tsujo.subsidy_rate", {"rate": "2/3"}), edition="2026"
    )
    return old, new, compare_rulesets(old, new)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", FORMATS)
def test_every_form_in_both_languages(sides: Any, form: str, lang: Any) -> None:
    written = write_changes(form, *sides, lang)
    assert written
    if form == "xlsx":
        assert isinstance(written, bytes)
    else:
        assert isinstance(written, str)
        assert ("100万円" if lang == "ja" else "1,000,000 yen") in written or form in ("json", "yaml")


def test_json_and_yaml_keep_to_their_schema(sides: Any) -> None:
    schema = changes_schema()
    Draft202012Validator.check_schema(schema)
    data = json.loads(str(write_changes("json", *sides, "en")))
    Draft202012Validator(schema).validate(data)
    assert YAML(typ="safe").load(str(write_changes("yaml", *sides, "en"))) == data


def test_junit_counts_failures(sides: Any) -> None:
    suite = ElementTree.fromstring(str(write_changes("junit", *sides, "en")))
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert [case.find("failure") is not None for case in suite] == [True, False]


def test_github_and_sarif_name_rule_file_and_level(sides: Any) -> None:
    lines = str(write_changes("github", *sides, "en")).splitlines()
    assert lines[0].startswith("::error file=it-hojo/2026/tsujo.yaml,title=ERR amount-max-decreased::")
    assert lines[1].startswith("::notice ")
    sarif = json.loads(str(write_changes("sarif", *sides, "en")))
    (run,) = sarif["runs"]
    assert [result["level"] for result in run["results"]] == ["error", "note"]
    assert {result["ruleId"] for result in run["results"]} == {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert len({result["partialFingerprints"]["subsidyRules/v1"] for result in run["results"]}) == 2


def test_spreadsheets_hold_no_formula(sides: Any) -> None:
    from openpyxl import load_workbook

    rows = list(csv.DictReader(io.StringIO(str(write_changes("csv", *sides, "ja")).removeprefix("\ufeff"))))
    assert [row["重要度"] for row in rows] == ["ERR", "INFO"]
    assert rows[0]["新: ページ"] == "3"
    written = write_changes("xlsx", *sides, "ja")
    assert isinstance(written, bytes)
    sheet = load_workbook(io.BytesIO(written)).active
    assert sheet is not None
    assert sheet.max_row == 3
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_memo_is_silent_without_changes_of_the_programme(sides: Any) -> None:
    old, new, changes = sides
    assert write_changes("memo", old, old, (), "ja") == ""
    ours = tuple(change.model_copy(update={"cause": "extractor"}) for change in changes)
    assert write_changes("memo", old, new, ours, "ja") == ""
    told = str(write_changes("memo", *sides, "ja"))
    assert "150万円から100万円へ下がる" in told
    _, *paragraphs = told.split("\n\n")
    assert [paragraph for paragraph in paragraphs if paragraph.startswith("■")] == ["■ 不利・可否に関わるもの（1件）", "■ その他（1件）"]
    assert all(len(paragraph) < 300 for paragraph in paragraphs)
    assert not any(change.rule_id in told for change in sides[2])


def test_a_memo_tells_grave_texts_and_cuts_long_ones(sides: Any) -> None:
    old, new, (change, *_) = sides
    evidence = change.new.evidence[0]
    texts = [f"{'前置きの長い文。' * 40}期限は{n}か月とする。" for n in (6, 3)]
    marks = [marks_of(*texts)[side] for side in (0, 1)]
    passages = [Passage(text=text, evidence=evidence, marks=mark) for text, mark in zip(texts, marks, strict=True)]
    words = {"ja": f"通常枠: 文が厳しくなる: {texts[0]} → {texts[1]}", "kind": "text", "old": None, "new": None}
    text = change.model_copy(update={**words, "old_text": passages[0], "new_text": passages[1]})
    told = str(write_changes("memo", old, new, (text,), "ja"))
    assert "6か月" in told
    assert "3か月" in told
    assert len(told) < 400


def test_html_holds_both_languages_and_nothing_from_elsewhere(sides: Any) -> None:
    page = changes_html(*sides, "ja")
    assert 'lang="ja" data-lang="ja"' in page
    for text in ("補助額の上限が150万円から100万円へ下がる", "goes down from 1,500,000 yen", "&lt;b&gt;a|b&lt;/b&gt;", "<svg"):
        assert text in page
    assert "<b>a|b</b>" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_templates(sides: Any) -> None:
    made = changes_by_template("{{ heading }}{% for row in rows %}\n{{ row.level }} {{ row.check }}{% endfor %}", "t.txt", *sides, "en")
    assert made.splitlines()[1:] == ["ERR amount-max-decreased", "INFO rate-increased"]
    endless = "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}"
    for wrong in (
        *("{{ nothing }}", "{% for %}", "{{ ''.__class__.__mro__ }}", "{{ 1 / 0 }}", "{{ 1 + 'a' }}", "{% include '/etc/hosts' %}"),
        *("{{ range(10**9) | list }}", "{{ '%d' | format('a') }}", "{{ [1, 'a'] | sort }}", endless),
    ):
        with pytest.raises(RuleSetError):
            changes_by_template(wrong, "t.txt", *sides, "en")


def test_workbook_links_pages_and_prints_on_landscape_paper(sides: Any) -> None:
    from openpyxl import load_workbook

    old, new, changes = sides
    source = new.sources[0].model_copy(update={"url": "https://example.org/koubo.pdf"})
    written = write_changes("xlsx", old, new.model_copy(update={"sources": (source,)}), changes, "ja")
    assert isinstance(written, bytes)
    book = load_workbook(io.BytesIO(written))
    full, paper = book.worksheets
    page = next(cell for cell in full[1] if cell.value == "新: ページ")
    cell = full.cell(2, page.column)
    assert (cell.value, cell.hyperlink.target if cell.hyperlink else None) == (3, "https://example.org/koubo.pdf#page=3")
    assert (paper.page_setup.orientation, paper.page_setup.fitToWidth, paper.print_title_rows) == ("landscape", 1, "$1:$1")
    assert (full.page_setup.fitToWidth, full.print_title_cols) == (3, "$A:$B"), "on one page nobody could read it"
    assert paper.max_row == full.max_row
    assert [sheet.row_dimensions[2].height for sheet in book.worksheets] > [15.0, 15.0]


def test_page_marks_the_words_that_differ(sides: Any) -> None:
    old, new, changes = sides
    evidence = changes[0].new.evidence[0]
    texts = {side: Passage(text=f"書類は{n}枚", evidence=evidence, marks=((3, 5),)) for side, n in (("old_text", "３"), ("new_text", "５"))}
    marked = [changes[0].model_copy(update=texts)]
    assert "書類は<mark>３枚</mark>" in changes_html(old, new, marked, "ja")
    assert "**３枚**" in str(write_changes("markdown", old, new, marked, "ja"))
