"""Rules as text of 80 columns, JSON, CSV, workbooks, Markdown and HTML."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from subsidy_rules.kinds.requirement import KIND as REQUIREMENT
from subsidy_rules.kinds.subsidy_rate import KIND as RATE
from subsidy_rules.model.document import Evidence, Source
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import FrameName, Review, Rule, RuleSet
from subsidy_rules.report.rule_formats import FORMATS, write_rules
from subsidy_rules.report.rule_rows import Filter, chosen_rules
from subsidy_rules.report.rule_text import WIDTH, wrapped

LONG = (
    "この補助金を受けようとする者は、事業を三年以上続けて営んでいることを示す書類（登記事項証明書、確定申告書の控えなど）を備えていること。"
)


def rule(rule_id: str, kind: str, frame: str, confidence: float, quote: str, state: str = "draft", page: int | None = 4) -> Rule:
    told = {"rate": "1/2"} if kind == "subsidy_rate" else {"topic": quote[:9], "obligation": "must", "of": "applicant"}
    value = (RATE if kind == "subsidy_rate" else REQUIREMENT).value_type.model_validate(told)
    evidence = Evidence(source="koubo", page=page, at="2-1(1)", quote=quote)
    fields = {"id": rule_id, "kind": kind, "frame": frame, "label": "x", "value": value, "evidence": (evidence,), "confidence": confidence}
    return Rule.model_validate({**fields, "review": Review(state=state)})  # type: ignore[arg-type]


RULES = (
    rule("tsujo.requirement.a_rather_long_name_that_must_not_be_cut_whatever_the_width_of_the_page_is", "requirement", "tsujo", 0.8, LONG),
    rule("common.subsidy_rate.base", "subsidy_rate", "common", 0.97, "=1/2以内", "approved", None),
    rule("tsujo.subsidy_rate.base", "subsidy_rate", "tsujo", 0.97, "1/2以内|<b>"),
)
SET = RuleSet(
    programme="p",
    edition="1",
    title="例の補助金",
    extractor="x",
    frames=(FrameName(id="tsujo", name="通常枠"),),
    sources=(Source(id="koubo", sha256="0", authority="official", kind="guideline"),),
    rules=RULES,
)
PRINTED = {("koubo", 4): "2"}


def written(form: str, lang: Lang = "en") -> str:
    text = write_rules(form, SET, chosen_rules(SET, Filter()), PRINTED, lang)
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_text_fits_and_ids_stand_whole(lang: Lang) -> None:
    lines = written("text", lang).splitlines()
    ids = {f"  {one.id}" for one in RULES}
    assert ids <= set(lines)
    assert all(cell_len(line) <= WIDTH for line in lines if line not in ids)
    assert ("ファイルの4ページ（印刷は2ページ）" if lang == "ja" else "page 4 of the file (printed: 2)") in "".join(lines)


def test_filters() -> None:
    assert [one.id for one in chosen_rules(SET, Filter())][:2] == ["common.subsidy_rate.base", "tsujo.subsidy_rate.base"]
    assert {one.frame for one in chosen_rules(SET, Filter(frames=["tsujo"]))} == {"tsujo"}
    assert {one.kind for one in chosen_rules(SET, Filter(kinds=["requirement"]))} == {"requirement"}
    assert [one.id for one in chosen_rules(SET, Filter(states=["approved"]))] == ["common.subsidy_rate.base"]
    assert [one.confidence for one in chosen_rules(SET, Filter(below=0.9))] == [0.8]


def test_no_cell_of_csv_begins_a_formula_and_headings_are_japanese() -> None:
    heads, *rows = list(csv.reader(io.StringIO(written("csv", "ja").removeprefix("\ufeff"))))
    assert all(not head.isascii() or head == "" for head in heads)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    first = dict(zip(heads, rows[0], strict=True))
    assert (first["原文"], first["ファイルのページ"]) == ("'=1/2以内", "")
    assert dict(zip(heads, rows[1], strict=True))["印刷されたページ番号"] == "2"


def test_json_has_the_rules_as_their_files_have_them() -> None:
    data = json.loads(written("json"))
    assert (data["programme"], data["printed_pages"], len(data["rules"])) == ("p", {"koubo": {"4": "2"}}, 3)
    assert data["rules"][0]["value"] == {"rate": "1/2"}


def test_markup_of_the_source_stays_text(tmp_path: Path) -> None:
    assert "1/2以内|&lt;b&gt;" in written("html")
    assert "1/2以内\\|\\<b\\>" in written("markdown")
    book = write_rules("xlsx", SET, RULES, {}, "ja")
    assert isinstance(book, bytes)
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(book)).active
    assert (sheet.max_row, sheet.cell(1, 1).value) == (4, "枠")
    assert "=1/2以内" in [cell.value for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert set(FORMATS) == {"text", "json", "csv", "xlsx", "markdown", "html"}


def test_lines_break_where_words_end() -> None:
    assert next(iter(wrapped("word " * 20, 2))) == ("word " * 16).rstrip()
    assert all(cell_len(line) <= WIDTH for line in wrapped("x" * 300, 2))
    assert not any(line.lstrip().startswith("。") for line in wrapped("あ" * 40 + "。" + "い" * 80, 2))
