"""diff as a build server, git and a clerk use it: exit codes, the register, expected changes, the git driver."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from subsidy_rules.cli import app
from subsidy_rules.store.files import save_ruleset

RUN = CliRunner()
TABLE = """<html><meta charset="utf-8"><body><h1>新旧対照表</h1><table>
<tr><th>箇所</th><th>改正前</th><th>改正後</th></tr>
<tr><td>別表</td><td>補助額は１５０万円以下とする。</td><td>補助額は１００万円以下とする。</td></tr>
<tr><td>第３条</td><td>補助率は１／２以内とする。</td><td>補助率は３／４以内とする。</td></tr>
</table></body></html>"""


@pytest.fixture
def folders(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> tuple[str, str]:
    for edition, amount, words in (("2025", 1500000, "１５０万円以下"), ("2026", 1000000, "１００万円以下")):
        rules = (
            make_rule("tsujo.subsidy_amount.base", {"max": amount}, quote=words),
            make_rule("tsujo.subsidy_rate.base", {"rate": "1/2"}),
        )
        save_ruleset(tmp_path / edition, make_ruleset(*rules, edition=edition))
    return str(tmp_path / "2025"), str(tmp_path / "2026")


def diff(*arguments: str) -> Any:
    return RUN.invoke(app, ["diff", *arguments, "--lang", "en"])


def test_exit_codes(folders: tuple[str, str], tmp_path: Path) -> None:
    assert diff(*folders).exit_code == 1
    assert diff(*folders, "--fail-on", "ERR").exit_code == 1
    assert diff(*reversed(folders), "--fail-on", "WARN").exit_code == 0  # better for applicants, so INFO
    assert diff(folders[0], folders[0]).exit_code == 0
    assert diff(folders[0], str(tmp_path / "nowhere")).exit_code == 2
    assert diff(*folders, "--levels", str(tmp_path / "nowhere.yaml")).exit_code == 2
    assert diff(*folders, "--format", "xlsx").exit_code == 2


def test_accepted_changes(folders: tuple[str, str], tmp_path: Path) -> None:
    (change,) = json.loads(diff(*folders, "--format", "json").stdout)["changes"]
    register = tmp_path / "accepted.yaml"
    row = "- {fingerprint: '%s', reason: known, author: tanaka, until: 2999-01-01}\n"
    register.write_text(row % change["fingerprint"], encoding="utf-8")
    assert diff(*folders, "--accepted", str(register)).exit_code == 0
    register.write_text(row % "000000000000", encoding="utf-8")
    unused = diff(*folders, "--accepted", str(register), "--fail-on", "ERR")
    assert unused.exit_code == 1
    assert "no such change" in unused.stderr
    register.write_text((row % change["fingerprint"]).replace("2999", "2001"), encoding="utf-8")
    expired = diff(*folders, "--accepted", str(register))
    assert expired.exit_code == 1
    assert "expired" in expired.stderr


def test_rows_of_a_comparison_table_are_found_or_missing(folders: tuple[str, str], tmp_path: Path) -> None:
    table = tmp_path / "table.html"
    table.write_text(TABLE, encoding="utf-8")
    done = diff(*folders, "--expect", str(table))
    assert done.exit_code == 1
    assert "1 of 2 expected changes found" in done.stderr
    assert re.search(r"found: 別表.*amount-max-decreased", done.stderr)
    assert re.search(r"missing: 第３条", done.stderr)


def test_template_and_output(folders: tuple[str, str], tmp_path: Path) -> None:
    template, out = tmp_path / "t.md", tmp_path / "out" / "changes.md"
    template.write_text("{% for row in rows %}{{ row.check }}{% endfor %}", encoding="utf-8")
    assert diff(*folders, "--template", str(template), "--output", str(out)).exit_code == 1
    assert out.read_text(encoding="utf-8") == "amount-max-decreased\n"


def test_git_driver(folders: tuple[str, str]) -> None:
    files = [str(Path(folder) / "tsujo.yaml") for folder in folders]
    done = RUN.invoke(app, ["git-diff", "rules/tsujo.yaml", files[0], "a", "100644", files[1], "b", "100644", "--lang", "en"])
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "rules/tsujo.yaml: 1 change"
    assert "amount-max-decreased" in done.stdout


def test_checks_lists_the_catalogue() -> None:
    lines = RUN.invoke(app, ["checks", "--lang", "en"]).stdout.splitlines()
    rows = {line.split("\t")[1]: line.split("\t") for line in lines if line.count("\t") == 6}
    assert rows["amount-max-decreased"][0] == "ERR"
    assert rows["amount-max-decreased"][6] == "amount-max-increased"
    assert rows["deadline-earlier"][0] == "ERR"
    assert rows["reworded"][6].startswith("= (")
