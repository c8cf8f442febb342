"""`coverage` and `check --documents` as a user runs them, on the samples."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from subsidy_rules.cli import app

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sources" / "samples"
GUIDELINE = SAMPLES / "it2025_koubo_tsujo.pdf"
EDITION = ("--programme", "it-hojo", "--edition", "2025")


def invoke(*args: object) -> Result:
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rule set of a guideline and a guide page."""
    out = tmp_path_factory.mktemp("rules")
    result = invoke("ingest", GUIDELINE, SAMPLES / "it2025_guide.html", *EDITION, "--frame", "tsujo", "--out", out, "--lang", "en")
    assert result.exit_code == 0, result.stderr
    return out / "it-hojo" / "2025"


def test_coverage_of_a_guideline(tmp_path: Path) -> None:
    page = tmp_path / "new" / "coverage.html"
    result = invoke("coverage", GUIDELINE, *EDITION, "--frame", "tsujo", "--html", page, "--format", "json", "--lang", "en")
    assert result.exit_code == 0, result.stderr
    data = json.loads(result.stdout)
    assert data["counted"] == data["bound"] + data["waived"] + data["unread"]
    assert data["share"] > 0.8
    assert [row["page"] for row in data["pages"]] == list(range(1, len(data["pages"]) + 1))
    assert all(entry["boxes"] and entry["page"] for entry in data["entries"])
    assert {entry["state"] for entry in data["entries"]} == {"bound", "waived", "unread"}
    html = page.read_text(encoding="utf-8")
    assert html.count("data:image/png;base64,") == len(data["pages"])
    assert html.count('class="box') >= len(data["entries"])


@pytest.mark.parametrize("name", ["it2025_guide.html", "it2024_gaiyou.html"])
def test_coverage_of_a_page_shows_its_text(tmp_path: Path, name: str) -> None:
    page = tmp_path / "coverage.html"
    result = invoke("coverage", SAMPLES / name, *EDITION, "--html", page, "--lang", "ja")
    assert result.exit_code == 0, result.stderr
    assert "規則に対応" in result.stdout
    html = page.read_text(encoding="utf-8")
    assert "data:image" not in html
    assert 'class="mark bound"' in html


def test_the_floor_decides_the_exit_code() -> None:
    command = ("coverage", GUIDELINE, *EDITION, "--frame", "tsujo", "--lang", "en")
    assert invoke(*command, "--floor", "50").exit_code == 0
    assert invoke(*command, "--floor", "100").exit_code == 1
    assert invoke(*command, "--floor", "101").exit_code == 2
    assert invoke("coverage", SAMPLES / "nowhere.pdf", *EDITION).exit_code == 2
    assert invoke(*command, "--html", "/dev/null/x.html").exit_code == 2


def test_every_citation_of_the_samples_holds_or_is_named(edition: Path) -> None:
    result = invoke("check", edition, "--documents", SAMPLES, "--lang", "en")
    quotes = [line for line in result.stdout.splitlines() if "[quote-" in line or "[page-" in line or "[document-" in line]
    assert quotes == []


def test_a_changed_value_and_quote_are_found(edition: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "2025"
    shutil.copytree(edition, damaged)
    rules = damaged / "tsujo.yaml"
    text = rules.read_text(encoding="utf-8")
    text = re.sub(r"(quote: .*?)１／２以内", r"\1１／９以内", text, count=1)
    rules.write_text(text.replace("max: 4500000", "max: 4600000"), encoding="utf-8")
    result = invoke("check", damaged, "--documents", SAMPLES, "--lang", "ja")
    assert result.exit_code == 1
    assert "[by-nobody]" in result.stdout, "a value changed by hand outranks the page, but takes the name of a person"
    assert "[quote-not-found]" in result.stdout


def test_documents_are_known_by_their_content(edition: Path, tmp_path: Path) -> None:
    assert invoke("check", edition, "--documents", tmp_path).exit_code == 2
    assert invoke("check", edition, "--documents", tmp_path / "nowhere").exit_code == 2
    (tmp_path / "deep").mkdir()
    shutil.copy(GUIDELINE, tmp_path / "deep" / "renamed.bin")
    result = invoke("check", edition, "--documents", tmp_path, "--lang", "en")
    assert result.exit_code == 1
    assert [line for line in result.stdout.splitlines() if "[document-missing]" in line] == [
        line for line in result.stdout.splitlines() if line.startswith("it2025_guide")
    ]
