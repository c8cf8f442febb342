"""The wheel with nothing but its base dependencies, in a fresh environment, from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from subsidy_rules.registry.load import load_registry
from subsidy_rules.store.files import save_ruleset

ROOT = Path(__file__).resolve().parents[2]
MAX_BYTES = 60_000_000
OF_THE_ENVIRONMENT = ("pip", "setuptools", "pkg_resources", "_distutils_hack", "distutils-precedence")  # there before anything is installed
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
    installed = [path for path in packages.iterdir() if not path.name.startswith(OF_THE_ENVIRONMENT)]
    files = [file for path in installed for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file()]
    assert sum(file.stat().st_size for file in files) < MAX_BYTES


@pytest.mark.slow
def test_base_commands_work_in_an_empty_folder(environment: Path, folder: Path) -> None:
    for arguments in (["--help"], ["--version"], ["show", "1"], ["check", "1"], ["schema"]):
        assert call(environment, folder, *arguments, "--lang", "en", code=0).stdout
    assert "rate-increased" in call(environment, folder, "diff", "1", "2", "--lang", "en", code=1).stdout


@pytest.mark.slow
def test_definitions_travel_with_the_wheel(environment: Path, folder: Path) -> None:
    ours = {programme.id for programme in load_registry(ROOT / "sources" / "programmes")}
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


@pytest.mark.slow
def test_the_package_of_data_is_installed_and_loaded(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> None:
    """As `make data` makes it: a wheel that holds every set, from whose folder one is loaded."""
    for edition, rate in (("2025", "1/2"), ("2026", "2/3")):
        rule = make_rule("tsujo.subsidy_rate", {"rate": rate}, quote=f"補助率は{rate}以内とする。")
        rule = rule.model_copy(update={"review": rule.review.model_copy(update={"state": "approved", "by": "tanaka", "at": "2026-11-01"})})
        save_ruleset(tmp_path / "out" / "it-hojo" / edition, make_ruleset(rule, edition=edition))
    arguments = ["-m", "subsidy_rules.cli", "export", str(tmp_path / "out"), "--format", "package", "--output", str(tmp_path / "data")]
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    pip(Path(sys.executable), "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(tmp_path / "data"))
    (wheel,) = tmp_path.glob("subsidy_rules_data-*.whl")
    pip(Path(sys.executable), "install", "--quiet", "--no-deps", "--no-index", "--target", str(tmp_path / "site"), str(wheel))
    script = (
        "import subsidy_rules_data as data; from subsidy_rules import load_ruleset; print(data.__file__, data.editions(), "
        "*(load_ruleset(data.folder('it-hojo'), at=at).rules[0].value.rate for at in ('2025', '2026')))"
    )
    path = os.pathsep.join([str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")])
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    assert loaded.stdout.startswith(str(tmp_path / "site"))
    assert loaded.stdout.endswith("[('it-hojo', '2025'), ('it-hojo', '2026')] 1/2 2/3\n")
