"""What the base installation can do, and the one line that everything else answers with."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from subsidy_rules.cli import app
from subsidy_rules.cli.extras import LIBRARIES
from subsidy_rules.model.document import Clause, Document, Source
from subsidy_rules.store.files import CACHE, save_document, save_ruleset

# a library that is not there raises the same error as one that is kept out this way
WITHOUT = "import sys; sys.modules.update(dict.fromkeys({libraries!r})); from subsidy_rules.cli import main; main()"
OF_DOCUMENT = ("x.txt", "--programme", "it-hojo", "--edition", "2025")


@pytest.fixture
def folder(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> Path:
    """Two rule sets, a document, an official comparison, and nothing else."""
    for edition, rate in (("1", "1/2"), ("2", "2/3")):
        rule = make_rule("tsujo.subsidy_rate", {"rate": rate}, quote=f"補助率は{rate}以内とする。")
        for place in (tmp_path, tmp_path / "rules" / "it-hojo"):
            save_ruleset(place / edition, make_ruleset(rule, edition=edition))
    (tmp_path / "x.txt").write_text("補助率は1/2以内とする。\n", encoding="utf-8")
    (tmp_path / "firm.yaml").write_text("applicant: {industry: retail}\nproject: {cost: 1000000}\n", encoding="utf-8")
    (tmp_path / "x.csv").write_text("old,new\n1/2,2/3\n", encoding="utf-8")
    return tmp_path


def call(folder: Path, *arguments: str, code: int) -> subprocess.CompletedProcess[str]:
    """A command without the libraries of any extra; it must end with this exit code."""
    script = WITHOUT.format(libraries=[library for libraries in LIBRARIES.values() for library in libraries])
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == code, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done


def words_of(given: object) -> str:
    """A parameter as the name of its test."""
    return " ".join(map(str, given)) if isinstance(given, list) else str(given)


def test_version(folder: Path) -> None:
    assert re.fullmatch(r"subsidy-rules \d+\.\d+\.\d+\S*\n", call(folder, "--version", code=0).stdout)


FORMATS = ("text", "json", "csv", "markdown", "memo", "html", "github", "sarif", "junit", "gitlab", "counts")


GIT = ("1/tsujo.yaml", "0", "100644")  # a version of a file as git hands it over
BASE: list[tuple[list[str], int]] = [
    *[([*command, "--help"], 0) for command in ([], ["ingest"], ["tables"], ["clauses"], ["diff"], ["sources", "add"])],
    # they need something stored or unread before a library
    *[([command, "--help"], 0) for command in ("extract", "figures", "no-rule", "new-rule")],
    (["show", "1"], 0),
    *[(["evaluate", "1", "--frame", "tsujo", "--applicant", "firm.yaml", "--format", form], 0) for form in ("text", "json", "html")],
    *[(["export", "1", "--format", form, "--output", f"out.{form}"], 0) for form in ("json", "cel", "sqlite", "openfisca", "markdown")],
    (["check", "1"], 0),
    (["schema"], 0),
    (["status", "it-hojo"], 0),
    (["publish", "--help"], 0),
    (["migrate", "1"], 0),
    (["git-diff", "tsujo.yaml", *GIT, "2/tsujo.yaml", "0", "100644"], 0),
    (["checks"], 0),
    *[(["history", "it-hojo", "--rules", "rules", "--format", form], 0) for form in ("text", "json", "html")],
    (["sources", "list"], 0),
    (["sources", "check"], 0),
    (["approve", "1", "--all", "--by", "tanaka"], 0),
    (["reject", "1", "tsujo.*", "--by", "tanaka"], 0),
    (["edit", "1", "tsujo.subsidy_rate", "--set", "rate=3/4", "--by", "tanaka"], 0),
    (["comment", "1", "tsujo.subsidy_rate", "--text", "x", "--by", "tanaka"], 0),
    (["undo", "1", "tsujo.subsidy_rate", "--by", "tanaka"], 0),
    *[(["diff", "1", "2", "--format", form], 1) for form in FORMATS],
    (["diff", "1", "2", "--expect", "x.csv"], 1),
]


@pytest.mark.parametrize(("arguments", "code"), BASE, ids=words_of)
def test_base_commands(folder: Path, arguments: list[str], code: int) -> None:
    assert call(folder, *arguments, code=code).stdout


LACKING: list[tuple[list[str], str]] = [
    (["ingest", *OF_DOCUMENT, "--out", "out"], "read"),
    (["coverage", *OF_DOCUMENT], "read"),
    (["build", *OF_DOCUMENT[1:]], "read"),
    (["run", "it-hojo/2025"], "read"),
    (["fetch", "it-hojo/2025"], "read"),
    (["tables", "x.txt"], "read"),
    (["clauses", "x.txt"], "read"),
    (["sources", "discover", "it-hojo"], "read"),
    (["sources", "propose", "x.txt"], "read"),
    (["check", "1", "--documents", "."], "read"),
    (["diff", "1", "2", "--documents", "."], "read"),
    (["diff", "1", "2", "--expect", "x.txt"], "read"),
    (["diff", "1", "2", "--template", "x.txt"], "export"),
    (["export", "1", "--format", "xlsx", "--output", "x.xlsx"], "export"),
    (["review", "1", "--no-browser"], "review"),
    (["review", "1", "--export", "x.xlsx"], "export"),
    (["impact", "1", "2"], "impact"),
    (["serve", "."], "review"),
    (["diff", "1", "2", "--format", "xlsx", "--output", "x.xlsx"], "export"),
]


@pytest.mark.parametrize(("arguments", "extra"), LACKING, ids=words_of)
def test_a_command_that_lacks_its_extra_says_what_to_type(folder: Path, arguments: list[str], extra: str) -> None:
    before = sorted(folder.rglob("*"))
    for lang, words in (("en", "not installed"), ("ja", "必要です")):
        said = call(folder, *arguments, "--lang", lang, code=2)
        assert said.stdout == ""
        (line,) = said.stderr.splitlines()
        assert words in line
        assert line.endswith(f'pip install "subsidy-rules[{extra}]"')
    assert sorted(folder.rglob("*")) == before


def test_texts_that_were_kept_are_compared(folder: Path, make_rule: Any, make_ruleset: Any) -> None:
    for edition, months in (("1", "６"), ("2", "３")):
        text = f"交付決定から{months}か月以内に契約しなければならない。"
        sha256 = edition * 64
        clause = Clause(clause_no=1, text=text, sentences=((0, len(text)),))
        document = Document(name="k.txt", sha256=sha256, format="text", pages=(), clauses=(clause,))
        save_document(folder / "rules" / CACHE, document)
        source = Source(id="k", title="k", kind="guideline", authority="official", sha256=sha256)
        rule = make_rule("tsujo.subsidy_rate", {"rate": "1/2"}, quote="補助率は1/2以内とする。")
        save_ruleset(folder / "rules" / "it-hojo" / edition, make_ruleset(rule, edition=edition).model_copy(update={"sources": (source,)}))
    said = call(folder, "diff", "rules/it-hojo/1", "rules/it-hojo/2", "--format", "oneline", code=1).stdout
    assert "契約しなければならない" in said


# of the time of `diff`, a third goes into modules that read documents, which come along with the kinds
STARTS: list[tuple[list[str], int, float]] = [(["--help"], 0, 0.5), (["--version"], 0, 0.5), (["diff", "1", "2"], 1, 0.75)]


@pytest.mark.parametrize(("arguments", "code", "limit"), STARTS, ids=words_of)
def test_starts_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, limit: float) -> None:
    """Seconds of a processor that counts to ten million in a fifth of one; the best of several, as the first one compiles."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(folder / "compiled"))
    shares = []
    for _ in range(6):
        began = os.times()
        call(folder, *arguments, code=code)
        called = os.times()
        subprocess.run([sys.executable, "-c", "sum(range(10_000_000))"], check=True)
        counted = os.times()
        shares.append(seconds(began, called) / max(0.2, seconds(called, counted)))
    assert min(shares) < limit / 0.2


def seconds(before: os.times_result, after: os.times_result) -> float:
    """What ended processes took of a processor in between; other work on the machine lengthens it less than the time by the clock."""
    return after.children_user + after.children_system - before.children_user - before.children_system


def test_every_command_is_tried() -> None:
    groups = {group.name: group.typer_instance for group in app.registered_groups if group.typer_instance is not None}
    commands = {(command.name or "",) for command in app.registered_commands}
    commands |= {(name or "", command.name or "") for name, group in groups.items() for command in group.registered_commands}
    tried = {tuple(arguments[:n]) for arguments, *_ in (*BASE, *LACKING) for n in (1, 2)}
    assert commands - tried == set()
