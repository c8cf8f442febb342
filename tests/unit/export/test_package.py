"""The package of data is loaded as it is installed."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from typer.testing import CliRunner

from subsidy_rules.cli import app
from subsidy_rules.store.files import save_ruleset
from town import rule, town

SCRIPT = (
    "import subsidy_rules_data as data; from subsidy_rules import load_ruleset; "
    "print(data.editions(), len(load_ruleset(data.folder('machi'), at='2').rules))"
)


def test_make_and_use(tmp_path: Path) -> None:
    made = town()
    draft = rule("basic.exclusion.doubtful", {"topic": "x"}, state="draft")
    sources = tuple(source.model_copy(update={"published": "2026-04-02"}) for source in made.sources)
    rules = tuple(sorted((*made.rules, draft), key=lambda one: one.id))
    save_ruleset(tmp_path / "out" / "machi" / "2", made.model_copy(update={"sources": sources, "rules": rules}))
    arguments = ["export", str(tmp_path / "out"), "--format", "package", "--output", str(tmp_path / "data"), "--lang", "en"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    project = tomllib.loads((tmp_path / "data" / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (project["name"], project["version"]) == ("subsidy-rules-data", "2026.4.2")
    ran = subprocess.run([sys.executable, "-c", SCRIPT], cwd=tmp_path / "data", capture_output=True, text=True, check=True)
    assert ran.stdout == f"[('machi', '2')] {len(made.rules)}\n"
    assert "doubtful" not in (tmp_path / "data" / "subsidy_rules_data" / "machi" / "2" / "rules.json").read_text(encoding="utf-8")
