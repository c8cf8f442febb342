"""The command show: forms, filters, printed page numbers, one rule on its page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from subsidy_rules.cli import app

SAMPLE = Path(__file__).resolve().parents[2] / "sources" / "samples" / "it2025_koubo_tsujo.pdf"


def invoke(*args: object) -> Result:
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("shown")
    done = invoke("ingest", SAMPLE, "--programme", "it-hojo", "--edition", "2025", "--frame", "tsujo", "--out", out, "--lang", "en")
    assert done.exit_code == 0, done.stderr
    assert "figures read" in done.stdout
    return out / "it-hojo" / "2025"


def test_filters_and_forms(edition: Path, tmp_path: Path) -> None:
    data = json.loads(invoke("show", edition, "--format", "json", "--kind", "subsidy_amount", "--frame", "通常枠").stdout)
    assert data["rules"]
    assert {(rule["kind"], rule["frame"]) for rule in data["rules"]} == {("subsidy_amount", "tsujo")}
    assert data["sources"][0]["read"]["figures"] > 0
    shown = invoke("show", edition, "--kind", "subsidy_amount", "--frame", "tsujo", "--lang", "ja").stdout
    assert all(f"\n  {rule['id']}\n" in f"{shown}\n" for rule in data["rules"])
    assert "ファイルの3ページ" in shown
    assert "該当する規則はありません" in invoke("show", edition, "--state", "approved", "--lang", "ja").stdout
    assert invoke("show", edition, "--kind", "nothing").exit_code == 2
    assert invoke("show", edition, "--format", "xlsx").exit_code == 2
    for form in ("csv", "xlsx", "markdown", "html"):
        assert invoke("show", edition, "--format", form, "--output", tmp_path / f"rules.{form}").exit_code == 0
        assert (tmp_path / f"rules.{form}").stat().st_size > 1000


def test_a_rule_on_its_page(edition: Path, tmp_path: Path) -> None:
    picture = tmp_path / "rule.png"
    name = "tsujo.subsidy_amount.processes_ge_4"
    ask = ("show", edition, "--lang", "en", "--page")
    assert invoke(*ask, name).exit_code == 2
    assert invoke(*ask, "no.such", "--documents", SAMPLE.parent, "--output", picture).exit_code == 2
    (tmp_path / "empty").mkdir()
    assert "is not in" in invoke(*ask, name, "--documents", tmp_path / "empty", "--output", picture).stderr
    assert not picture.exists()
    assert invoke(*ask, name, "--documents", SAMPLE.parent, "--output", picture).exit_code == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
