"""The commands as a user runs them, on tiny documents made here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from subsidy_rules.cli import app
from subsidy_rules.store.files import load_ruleset_dir

HEAD = "# 補助金の案内\n\n## 補助額・補助率\n\n項目 | 補助額 | 補助率 |\n---|---|---|\n"
OLD = HEAD + "通常枠 | 5万円以上100万円以下 | 1/2以内 |\n連携枠 | 300万円以下 | 2/3以内 |\n"
NEW = HEAD + "通常枠 | 5万円以上150万円以下 | 1/2以内 |\n連携枠 | 300万円以下 | 2/3以内 |\n"
REGISTRY = """\
id: sample
name: 例の補助金
editions: ["1", "2"]
frames:
- {id: general, name: 通常枠}
- {id: joint, name: 連携枠}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "registry.yaml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
    return tmp_path


def invoke(*args: object) -> Result:
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def ingest(folder: Path, name: str, edition: str, *more: str) -> Path:
    options = (*more, "--programme", "sample", "--edition", edition, "--registry", folder / "registry.yaml", "--out", folder / "out")
    result = invoke("ingest", folder / name, *options, "--lang", "en")
    assert result.exit_code == 0, result.stderr
    return folder / "out" / "sample" / edition


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_ingest_twice_gives_the_same_bytes(folder: Path) -> None:
    edition = ingest(folder, "old.txt", "1")
    first = content(edition)
    assert sorted(first) == ["general.yaml", "joint.yaml", "ruleset.yaml"]
    assert content(ingest(folder, "old.txt", "1")) == first


def test_approvals_are_kept_and_turn_stale(folder: Path) -> None:
    edition = ingest(folder, "old.txt", "1")
    assert invoke("approve", edition, "--all", "--by", "tanaka", "--at", "2026-04-02").exit_code == 0
    assert load_ruleset_dir(edition).status == "reviewed"
    before = content(edition)
    assert content(ingest(folder, "old.txt", "1")) == before
    ingest(folder, "new.txt", "1", "--replace")
    states = {rule.frame + rule.kind: rule.review for rule in load_ruleset_dir(edition).rules}
    assert states["generalsubsidy_amount"].state == "stale"
    assert states["generalsubsidy_amount"].was == "approved"
    assert states["jointsubsidy_amount"].state == "approved"
    again = invoke("approve", edition, load_ruleset_dir(edition).rules[0].id, "--by", "sato")
    assert again.exit_code == 0


def test_a_second_document_is_added_and_replace_leaves_the_others_out(folder: Path) -> None:
    ingest(folder, "old.txt", "1")
    options = ("--programme", "sample", "--edition", "1", "--registry", folder / "registry.yaml", "--out", folder / "out", "--lang", "en")
    said = invoke("ingest", folder / "new.txt", *options)
    assert "Also in the rule set, as read before: old" in " ".join(said.stderr.split())
    assert {source.id for source in load_ruleset_dir(folder / "out" / "sample" / "1").sources} == {"old", "new"}
    said = invoke("ingest", folder / "new.txt", *options, "--replace")
    assert "No longer in the rule set: old" in " ".join(said.stderr.split())
    assert "No longer" not in invoke("ingest", folder / "new.txt", *options).stderr
    assert [source.id for source in load_ruleset_dir(folder / "out" / "sample" / "1").sources] == ["new"]


def test_show_check_and_approve_nothing(folder: Path) -> None:
    edition = ingest(folder, "old.txt", "1")
    for lang, words in (("ja", ("通常枠", "補助率", "1/2以内", "未確認")), ("en", ("通常枠", "subsidy rate", "up to 1/2", "draft"))):
        shown = invoke("show", edition, "--lang", lang).stdout
        assert all(word in shown for word in words)
    assert invoke("check", edition, "--lang", "ja").exit_code == 0
    assert invoke("approve", edition, "--by", "x").exit_code == 2
    assert invoke("approve", edition, "no.such.rule", "--by", "x").exit_code == 2
    assert invoke("approve", edition, "--all", "--by", "x", "--at", "tomorrow").exit_code == 2
    invoke("approve", edition, "--all", "--by", "x")
    assert "draft" in invoke("approve", edition, "--all", "--by", "x", "--lang", "en").stdout


def test_check_finds_what_was_changed_after_approval(folder: Path) -> None:
    edition = ingest(folder, "old.txt", "1")
    invoke("approve", edition, "--all", "--by", "x")
    path = edition / "general.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("1000000", "9000000"), encoding="utf-8")
    result = invoke("check", edition, "--lang", "en")
    assert result.exit_code == 1
    assert "basis-broken" in result.stdout


def test_diff(folder: Path) -> None:
    old, new = ingest(folder, "old.txt", "1"), ingest(folder, "new.txt", "2")
    assert invoke("diff", old, old).exit_code == 0
    result = invoke("diff", old, new, "--format", "json")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert [change["check"] for change in data["changes"]] == ["amount-max-increased"]
    assert data["changes"][0]["frame"] == "general"
    assert "150万円" in invoke("diff", old, new, "--lang", "ja").stdout
    assert invoke("diff", old, new, "--format", "markdown", "--lang", "en").stdout.startswith("# sample/1 → sample/2")


def test_stages_write_what_ingest_writes(folder: Path) -> None:
    options = ("--programme", "sample", "--edition", "1", "--registry", folder / "registry.yaml", "--lang", "en")
    store, extracted = folder / "store", folder / "extracted"
    where = ("--store", store, "--extracted", extracted)
    assert invoke("extract", *options, *where).exit_code == 2  # nothing is stored yet
    assert invoke("fetch", folder / "old.txt", *options, "--store", store).exit_code == 0
    assert invoke("build", *options, *where, "--out", folder / "rules").exit_code == 2  # nothing is extracted yet
    assert invoke("extract", *options, *where).exit_code == 0
    (sha256,) = (path.name for path in extracted.iterdir())
    assert (extracted / sha256 / "candidates.jsonl").read_text(encoding="utf-8").count("\n") >= 4
    assert invoke("build", *options, *where, "--out", folder / "rules").exit_code == 0
    ingested = load_ruleset_dir(ingest(folder, "old.txt", "1"))
    built = load_ruleset_dir(folder / "rules" / "sample" / "1")
    assert [(rule.id, rule.value) for rule in built.rules] == [(rule.id, rule.value) for rule in ingested.rules]


def test_fetch_of_a_missing_file_keeps_the_others(folder: Path) -> None:
    options = ("--programme", "sample", "--edition", "1", "--registry", folder / "registry.yaml", "--store", folder / "store")
    result = invoke("fetch", folder / "nowhere.txt", folder / "old.txt", *options, "--lang", "en")
    assert result.exit_code == 2
    assert "nowhere.txt" in result.stderr
    assert "1 document of" in result.stdout


def test_run_on_a_manifest(folder: Path) -> None:
    rows = [f"- {{file: {name}.txt, programme: sample, edition: {n}}}" for n, name in ((1, "old"), (2, "new"))]
    (folder / "list.yaml").write_text("\n".join([*rows, "- {file: gone.txt, programme: sample, edition: 2}"]), encoding="utf-8")
    options = ("--manifest", folder / "list.yaml", "--registry", folder / "registry.yaml", "--lang", "ja")
    result = invoke("run", *options, "--work", folder / "one")
    assert result.exit_code == 2
    assert "gone.txt" in result.stderr
    assert "100万円から150万円" in "".join(result.stdout.split())
    invoke("run", *options, "--work", folder / "two")
    assert content(folder / "one" / "rules") == content(folder / "two" / "rules")
    assert content(folder / "one" / "extracted") == content(folder / "two" / "extracted")


def test_schema_describes_what_is_written(folder: Path) -> None:
    schema = json.loads(invoke("schema").stdout)
    assert "subsidy-ruleset/2" in json.dumps(schema)


@pytest.mark.parametrize("command", ["run", "ingest", "fetch", "extract", "build", "check", "diff", "show", "schema", "approve"])
def test_help_has_an_example_and_lang(command: str) -> None:
    shown = invoke(command, "--help").stdout
    assert "--lang" in shown
    assert f"subsidy-rules {command}" in shown
    assert "Example" in shown or "例" in shown


def test_help_speaks_the_language_of_the_locale() -> None:
    environ = {**os.environ, "LC_ALL": "ja_JP.UTF-8", "PYTHONUTF8": "1"}
    shown = subprocess.run([sys.executable, "-m", "subsidy_rules.cli", "--help"], capture_output=True, env=environ, check=True)
    assert "補助金" in shown.stdout.decode()
    english = subprocess.run(
        [sys.executable, "-m", "subsidy_rules.cli", "--help", "--lang", "en"], capture_output=True, env=environ, check=True
    )
    assert "Rule sets" in english.stdout.decode()


def test_help_loads_nothing_heavy() -> None:
    heavy = ("pydantic", "ruamel", "pypdfium2", "pdfplumber", "pandas", "bs4", "lxml", "rapidfuzz")
    code = f"import sys, subsidy_rules.cli; print([m for m in {heavy!r} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_the_gate_opens_when_everything_is_decided(folder: Path) -> None:
    (folder / "old.txt").write_text(OLD + "\n審査には30分ほどかかります。\n", encoding="utf-8")
    edition = ingest(folder, "old.txt", "1")
    gate = ("check", edition, "--reviewed", "--documents", folder, "--lang", "en")
    before = invoke(*gate)
    assert before.exit_code == 1
    assert before.stdout.count("[undecided]") == 4
    assert "approve" not in invoke(*gate).stdout
    invoke("approve", edition, "--all", "--by", "tanaka")
    told = invoke(*gate)
    assert (told.exit_code, told.stdout.count("[figure-unread]")) == (1, 1)
    assert invoke("review", edition, "--export", folder / "book.xlsx", "--lang", "en").exit_code == 0
    assert invoke("review", edition, "--export", folder / "book.xlsx").exit_code == 2, "nobody's work is overwritten"
    book = load_workbook(folder / "book.xlsx")
    columns = {str(cell.value): cell.column for cell in book.worksheets[-1][1]}
    for name, text in (("Decision", "no rule"), ("Note or reason", "how long it takes")):
        book.worksheets[-1].cell(2, columns[name]).value = text
    book.save(folder / "book.xlsx")
    taken = invoke("review", edition, "--import", folder / "book.xlsx", "--by", "tanaka", "--lang", "en")
    assert (taken.exit_code, "1 row taken" in taken.stdout) == (0, True)
    assert (folder / "book-result.xlsx").is_file()
    assert "4 rules, all reviewed" in invoke(*gate).stdout
    assert invoke(*gate).exit_code == 0
