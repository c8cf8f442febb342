"""The GitHub action in a repository that has nothing but rule sets: what it installs, and what its steps do there."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from subsidy_rules.store.files import save_ruleset

ROOT = Path(__file__).resolve().parents[2]
STEPS = {step.get("name"): step for step in YAML(typ="safe").load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]}


@pytest.fixture
def repository(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> Path:
    """Two rule sets; beside them, on the path, a Python that tells what it is asked to install and the command of this checkout."""
    for edition, rate in (("1", "1/2"), ("2", "1/3")):
        rule = make_rule("tsujo.subsidy_rate", {"rate": rate}, quote=f"補助率は{rate}以内とする。")
        save_ruleset(tmp_path / "rules" / "it-hojo" / edition, make_ruleset(rule, edition=edition))
    (tmp_path / "bin").mkdir()
    program(tmp_path / "bin" / "python", 'echo "$@"')
    program(tmp_path / "bin" / "subsidy-rules", f'exec "{sys.executable}" -m subsidy_rules.cli "$@"')
    return tmp_path


def program(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def git(folder: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def step(name: str, repository: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Runs the script of a step as GitHub does, with the environment that it asks for."""
    wanted = STEPS[name].get("env", {})
    assert set(environ) == set(wanted)
    given = {
        "PATH": f"{repository / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "pipeline"),
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(repository / "output"),
        "GITHUB_STEP_SUMMARY": str(repository / "summary.md"),
        "RUNNER_TEMP": str(repository),
    }
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", STEPS[name]["run"]]
    return subprocess.run(
        command, cwd=repository, env=given | environ, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize(
    ("documents", "options", "extras"),
    [
        ("", "", ""),
        ("", "--levels levels.yaml --accepted accepted.yaml", ""),
        ("a.pdf b.pdf", "", "[read]"),
        ("", "--expect table.pdf", "[read]"),
        ("", "--documents documents", "[read]"),
        ("", "--template page.j2", "[export]"),
        ("a.pdf", "--template page.j2", "[read,export]"),
    ],
)
def test_installs_what_is_needed_and_no_more(repository: Path, documents: str, options: str, extras: str) -> None:
    done = step("Install", repository, DOCUMENTS=documents, OPTIONS=options)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == f"{ROOT}{extras}"


def test_compares_what_is_in_the_repository(repository: Path) -> None:
    asked = {"OLD": "rules/it-hojo/1", "NEW": "rules/it-hojo/2", "BASE": "", "FAIL_ON": "ERR", "OPTIONS": "", "SPEECH": "ja"}
    done = step("Diff", repository, **asked)
    assert done.returncode == 0, done.stderr
    output = (repository / "output").read_text(encoding="utf-8").splitlines()
    assert {"code=1", "errors=1", "warnings=0", "infos=0"} <= set(output)
    assert (repository / "subsidy-changes.html").is_file()
    assert "1/3" in (repository / "summary.md").read_text(encoding="utf-8")
    assert "::error" in done.stdout
    assert step("Result", repository, CODE="1").returncode == 1


def test_compares_with_the_base_of_the_pull_request(repository: Path) -> None:
    """A repository of its own with a base and a head: the edition as it was, and as the branch has it."""
    work, rules = repository / "work", repository / "work" / "rules" / "it-hojo" / "1"
    work.mkdir()
    (repository / "rules").rename(work / "rules")
    git(work, "init", "-q", "-b", "main")
    git(work, "add", ".")
    git(work, "commit", "-q", "-m", "base")
    git(work, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(work, "checkout", "-q", "-b", "head")
    file = rules / "tsujo.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("rate: 1/2", "rate: 1/4"), encoding="utf-8")
    git(work, "commit", "-qam", "head")
    for name in ("bin",):
        (repository / name).rename(work / name)
    asked = {"OLD": "", "NEW": "rules/it-hojo/1", "BASE": "main", "FAIL_ON": "ERR", "OPTIONS": "", "SPEECH": "en"}
    done = step("Diff", work, **asked)
    assert done.returncode == 0, done.stderr
    assert "errors=1" in (work / "output").read_text(encoding="utf-8")
    (annotation,) = [line for line in done.stdout.splitlines() if line.startswith("::error")]
    line = next(n for n, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if "id: tsujo.subsidy_rate" in text)
    assert f"file=rules/it-hojo/1/tsujo.yaml,line={line}," in annotation


def test_options_may_name_files_with_blanks(repository: Path) -> None:
    (repository / "my levels.yaml").write_text("rate-decreased: WARN\n", encoding="utf-8")
    options = "--levels 'my levels.yaml' --area money"
    asked = {"OLD": "rules/it-hojo/1", "NEW": "rules/it-hojo/2", "BASE": "", "FAIL_ON": "ERR", "OPTIONS": options, "SPEECH": "ja"}
    done = step("Diff", repository, **asked)
    assert done.returncode == 0, done.stderr
    assert {"code=0", "errors=0", "warnings=1"} <= set((repository / "output").read_text(encoding="utf-8").splitlines())


def test_says_what_is_missing_outside_of_a_pull_request(repository: Path) -> None:
    asked = {"OLD": "", "NEW": "rules/it-hojo/2", "BASE": "", "FAIL_ON": "ERR", "OPTIONS": "", "SPEECH": "ja"}
    done = step("Diff", repository, **asked)
    assert done.returncode == 2
    assert "::error::There is no base" in done.stdout


def test_edits_only_the_comment_that_carries_its_mark(repository: Path) -> None:
    (repository / "report.md").write_text("# changes\n", encoding="utf-8")
    asked = {"GH_TOKEN": "", "PULL": "7", "REPORT": str(repository / "report.md"), "PROGRAMME": "it-hojo"}
    program(repository / "bin" / "gh", f'echo "$@" >> "{repository}/asked"; case "$*" in *paginate*) cat "{repository}/found";; esac')
    for found, said in (("", "pr comment 7"), ("41", "--method PATCH")):
        (repository / "found").write_text(f"{found}\n" if found else "", encoding="utf-8")
        (repository / "asked").unlink(missing_ok=True)
        done = step("Comment", repository, **asked)
        assert done.returncode == 0, done.stderr
        calls = (repository / "asked").read_text(encoding="utf-8").splitlines()
        assert "<!-- subsidy-rules diff it-hojo -->" in calls[0]
        assert said in calls[1]
    assert (repository / "subsidy-comment.md").read_text(encoding="utf-8").startswith("<!-- subsidy-rules diff it-hojo -->\n# changes")


@pytest.mark.slow
def test_builds_an_edition_without_definitions_in_the_repository(repository: Path) -> None:
    text = "# IT導入補助金2025 公募要領\n\n## 補助率\n\n項目 | 補助率 |\n---|---|\n通常枠 | 1/2以内 |\n"
    (repository / "koubo of 2025.txt").write_text(text, encoding="utf-8")
    told = {"DOCUMENTS": "koubo of 2025.txt\n", "FRAME": "", "KIND": "guideline", "AUTHORITY": ""}
    done = step("Fetch and build", repository, PROGRAMME="it-hojo", EDITION="2025", RULES="rules", **told)
    assert done.returncode == 0, done.stderr
    assert (repository / "rules" / "it-hojo" / "2025" / "tsujo.yaml").is_file()
