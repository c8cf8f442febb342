"""`migrate` as a user runs it: other commands send here, the table tells what was kept, and then they work."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from subsidy_rules.cli import app
from subsidy_rules.store.files import load_ruleset_dir

HEAD = """\
schema: subsidy-ruleset/1
programme: p
edition: "1"
title: 例の補助金
extractor: subsidy-rules 0.1.0
status: draft
frames:
- {id: tsujo, name: 通常枠}
sources:
- {id: s, sha256: '0', authority: official, kind: guideline}
"""
RULES = """\
schema: subsidy-ruleset/1
frame: tsujo
rules:
- id: tsujo.requirement.no_fraud
  kind: requirement
  frame: tsujo
  label: 申請要件
  value: {topic: no_fraud}
  evidence:
  - {source: s, at: '1', quote: 不正行為を行っていないこと}
  confidence: 0.9
  review: {state: rejected, by: tanaka, at: 2026-04-02, basis: 0123456789ab}
- id: tsujo.subsidy_rate.base
  kind: subsidy_rate
  frame: tsujo
  label: 補助率
  value: {rate: 1/2}
  evidence:
  - {source: s, at: '1', quote: １／２以内}
  confidence: 0.9
  review: {state: draft}
"""


def invoke(*args: object) -> Result:
    result = CliRunner().invoke(app, [str(arg) for arg in args], env={"COLUMNS": "160"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of version 1."""
    edition = tmp_path / "p" / "1"
    edition.mkdir(parents=True)
    (edition / "ruleset.yaml").write_text(HEAD, encoding="utf-8")
    (edition / "tsujo.yaml").write_text(RULES, encoding="utf-8")
    return edition


@pytest.mark.parametrize("command", ["show", "check"])
def test_an_older_set_is_refused_with_the_next_step(folder: Path, command: str) -> None:
    refused = invoke(command, folder, "--lang", "en")
    assert refused.exit_code == 2
    assert f"subsidy-rules migrate {folder}" in refused.stderr.replace("\n", "")


def test_migrate_tells_what_was_kept_and_the_set_works(folder: Path) -> None:
    done = invoke("migrate", folder.parents[1], "--lang", "en")
    assert done.exit_code == 0
    assert "taken along to subsidy-ruleset/2" in done.stdout
    assert [line.split() for line in done.stdout.splitlines() if line.startswith("rejected")] == [
        ["rejected", "│", "1", "│", "0", "│", "1"]
    ]
    (requirement, rate) = load_ruleset_dir(folder).rules
    assert (requirement.review.state, requirement.review.basis) == ("rejected", "0123456789ab")
    assert (rate.label, rate.label_en) == ("補助率 1/2以内", "subsidy rate up to 1/2")
    assert invoke("check", folder).exit_code == 0
    assert "already" in invoke("migrate", folder, "--lang", "en").stdout


def test_the_table_speaks_japanese(folder: Path) -> None:
    told = invoke("migrate", folder, "--lang", "ja").stdout
    assert "却下" in told
    assert "引き継いだ" in told


def test_a_folder_without_a_set_is_told(tmp_path: Path) -> None:
    assert invoke("migrate", tmp_path).exit_code == 2
