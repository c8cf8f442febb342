"""The wheel with nothing but its base dependencies, in a fresh environment, from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from subsidy_rules.store.files import save_ruleset

ROOT = Path(__file__).resolve().parents[2]
MAX_BYTES = 60_000_000
NO_INDEX = "no package index is reachable, so that no wheel can be installed"


def pip(python: Path, *arguments: str) -> None:
    """Runs pip; skips the tests where the index cannot be reached, and fails where anything else is wrong."""
    command = [str(python), "-m", "pip", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    unreachable = ("NewConnectionError", "Failed to establish a new connection", "No matching distribution found for hatchling")
    if done.returncode and any(words in done.stderr for words in unreachable):
        pytest.skip(NO_INDEX)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("wheel")
    pip(Path(sys.executable), "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob("subsidy_rules-*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip(programs / "python", "install", "--quiet", "--constraint", str(ROOT / "requirements.lock"), str(wheel))
    return folder / "venv"


@pytest.fixture
def folder(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> Path:
    """Two rule sets and a document, and nothing of the project."""
    for edition, rate in (("1", "1/2"), ("2", "2/3")):
        rule = make_rule("tsujo.subsidy_rate", {"rate": rate}, quote=f"補助率は{rate}以内とする。")
        save_ruleset(tmp_path / edition, make_ruleset(rule, edition=edition))
    (tmp_path / "x.txt").write_text("補助率は1/2以内とする。\n", encoding="utf-8")
    return tmp_path


def call(environment: Path, folder: Path, *arguments: str, code: int) -> subprocess.CompletedProcess[str]:
    program = environment / ("Scripts" if os.name == "nt" else "bin") / "subsidy-rules"
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(program), *arguments], cwd=folder, env=environ, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == code, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.mark.slow
def test_base_is_light(environment: Path) -> None:
    (packages,) = [*environment.glob("lib/python*/site-packages"), *environment.glob("Lib/site-packages")]
    assert sum(path.stat().st_size for path in packages.rglob("*") if path.is_file()) < MAX_BYTES


@pytest.mark.slow
def test_base_commands_work_in_an_empty_folder(environment: Path, folder: Path) -> None:
    for arguments in (["--help"], ["--version"], ["show", "1"], ["check", "1"], ["schema"]):
        assert call(environment, folder, *arguments, "--lang", "en", code=0).stdout
    assert "rate-increased" in call(environment, folder, "diff", "1", "2", "--lang", "en", code=1).stdout


@pytest.mark.slow
def test_definitions_travel_with_the_wheel(environment: Path, folder: Path) -> None:
    ours = {path.stem for path in (ROOT / "sources" / "programmes").glob("*.yaml")}
    listed = call(environment, folder, "sources", "list", code=0).stdout
    assert ours <= {line.partition(":")[0] for line in listed.splitlines()}
    own = folder / "sources" / "programmes"
    own.mkdir(parents=True)
    (own / "town.yaml").write_text("id: town\nname: 町の補助金\n", encoding="utf-8")
    listed = call(environment, folder, "sources", "list", code=0).stdout
    assert {"town", *ours} <= {line.partition(":")[0] for line in listed.splitlines()}


@pytest.mark.slow
def test_reading_names_the_extra(environment: Path, folder: Path) -> None:
    asked = ("ingest", "x.txt", "--programme", "it-hojo", "--edition", "2025", "--out", "out")
    for lang in ("en", "ja"):
        (line,) = call(environment, folder, *asked, "--lang", lang, code=2).stderr.splitlines()
        assert line.endswith('pip install "subsidy-rules[read]"')
