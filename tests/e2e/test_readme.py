"""Every command in the README files runs, in order, as a user would type it; both files show the same commands."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from subsidy_rules.kinds import all_kinds

ROOT = Path(__file__).resolve().parents[2]
ENGLISH, JAPANESE = ROOT / "README.md", ROOT / "README.ja.md"
QUIET = {"extract", "tables"}  # these write files and say so on standard error
FINDINGS = {"diff", "impact"}  # these find something in the samples, and say so by exit code 1


def blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def commands(path: Path) -> list[str]:
    """The lines of all shell blocks, in order."""
    return [line for block in blocks(path, "sh") for line in block.splitlines() if line]


def test_both_languages_show_the_same_commands_and_files() -> None:
    assert commands(ENGLISH) == commands(JAPANESE)
    assert blocks(ENGLISH, "yaml") == blocks(JAPANESE, "yaml")
    headings = [len(re.findall(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)) for path in (ENGLISH, JAPANESE)]
    assert headings[0] == headings[1]


@pytest.mark.parametrize("path", [ENGLISH, JAPANESE], ids=lambda path: path.name)
def test_names_every_kind_and_links_to_files_that_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [kind for kind in all_kinds() if f"`{kind}`" not in text] == []
    linked = [target.partition("#")[0] for target in re.findall(r"\]\(([^)]+)\)", text) if "://" not in target]
    assert linked
    assert [target for target in linked if not (ROOT / target).exists()] == []


def test_make_targets_are_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert {line.removeprefix("make ") for line in commands(ENGLISH) if line.startswith("make ")} <= targets


@pytest.mark.slow
def test_commands_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sources" / "programmes", tmp_path / "sources" / "programmes")
    shutil.copytree(ROOT / "sources" / "samples", tmp_path / "sources" / "samples")
    published = shutil.copytree(ROOT / "rules_out" / "it-hojo", tmp_path / "rules_out" / "it-hojo")
    (tmp_path / "work").mkdir()
    for block in blocks(ENGLISH, "yaml"):
        name = re.match(r"# (\S+\.yaml)\n", block)
        assert name is not None, "a YAML block begins with the name of its file"
        (tmp_path / name[1]).write_text(block, encoding="utf-8")
    ran = [run(line, tmp_path) for line in commands(ENGLISH) if line.startswith("subsidy-rules ")]
    assert len(ran) >= 10
    assert (tmp_path / "work" / "rules" / "it-hojo" / "2026" / "tsujo.yaml").is_file()
    assert files_of(published.parent) == files_of(ROOT / "rules_out", "it-hojo/**/*")  # nothing writes there unasked
    assert (tmp_path / "work" / "out" / "my-hojo" / "2025" / "security.yaml").is_file()
    approved = (tmp_path / "work" / "out" / "it-hojo" / "2025" / "tsujo.yaml").read_text(encoding="utf-8")
    assert "by: tanaka" in approved


def files_of(folder: Path, pattern: str = "**/*") -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.glob(pattern) if path.is_file()}


def run(line: str, folder: Path) -> str:
    """What the command prints; fails where its exit code is another than the README lets expect."""
    program, *arguments = shlex.split(line)
    assert program == "subsidy-rules"
    command = [sys.executable, "-m", "subsidy_rules.cli", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == (1 if arguments[0] in FINDINGS else 0), f"{line}\n{done.stdout}\n{done.stderr}"
    assert done.stdout.strip() or arguments[0] in QUIET, line
    return done.stdout
