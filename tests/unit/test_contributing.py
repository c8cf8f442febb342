"""CONTRIBUTING.md says what is there, and a newcomer who does what it says gets what it promises."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "pipeline" / "subsidy_rules"
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DOCUMENT = "# 町DX支援補助金2026 公募要領\n\n## 発展枠\n\n採択予定件数は約30件です。\n"


def mapped() -> dict[str, int]:
    """The floor of each room by the map, the lowest being 1."""
    return {room: int(floor) for floor, room in re.findall(r"^\| (\d+) \| `(\w+)` \|", TEXT, flags=re.MULTILINE)}


def test_map_is_the_tree() -> None:
    assert set(mapped()) == {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    loose = {path.name for path in PACKAGE.iterdir() if path.is_file()}
    assert loose == {"__init__.py"}


def test_floors_are_those_of_the_import_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["name"] == "Rooms"]
    floors = {room: floor for floor, rooms in enumerate(reversed(layers), start=1) for room in rooms.split(" | ")}
    assert mapped() == floors
    assert list(mapped().values()) == sorted(mapped().values(), reverse=True)


def test_every_path_that_it_names_is_there() -> None:
    named = re.findall(r"`((?:[a-z_]+/)+(?:[\w.-]+\.(?:py|yaml|md|po))?)`", TEXT)
    known = {block[0] for block in blocks()} | {"tests/cases/planned_grants.yaml"}
    assert len(named) > 10
    assert [name for name in named if name not in known and not (ROOT / name).exists() and not (PACKAGE / name).exists()] == []


def blocks() -> list[tuple[str, str]]:
    """The examples: the path that the first line of each names, and its content."""
    found = re.findall(r"^```(?:yaml|python)\n# (\S+)\n(.*?)^```$", TEXT, flags=re.MULTILINE | re.DOTALL)
    assert len(found) == 2
    return found


@pytest.fixture
def newcomer(tmp_path: Path) -> Path:
    """A copy of the package and its definitions, with the programme and the kind of CONTRIBUTING.md added."""
    for folder in ("pipeline/subsidy_rules", "sources/programmes"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for path, content in blocks():
        assert not (tmp_path / path).exists()
        (tmp_path / path).write_text(content, encoding="utf-8")
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "koubo.txt").write_text(DOCUMENT, encoding="utf-8")
    return tmp_path


def call(newcomer: Path, *arguments: str) -> str:
    environ = os.environ | {"PYTHONPATH": str(newcomer / "pipeline"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "subsidy_rules.cli", *arguments]
    done = subprocess.run(
        command, cwd=newcomer / "work", env=environ, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_newcomer_s_programme_and_kind_are_found(newcomer: Path) -> None:
    assert "planned_grants" in json.dumps(json.loads(call(newcomer, "schema")))
    checks = [line.split("\t")[1] for line in call(newcomer, "checks").splitlines()]
    assert {"planned-grants-added", "planned-grants-applications-decreased"} <= set(checks)
    assert "machi-dx: 町DX支援補助金 (町商工会)" in call(newcomer, "sources", "list", "machi-dx")
    call(newcomer, "sources", "check")
    call(newcomer, "ingest", "koubo.txt", "--programme", "machi-dx", "--edition", "2026", "--frame", "ステップアップ枠", "--out", "out")
    edition = newcomer / "work" / "out" / "machi-dx" / "2026"
    assert "kind: planned_grants" in (edition / "hatten.yaml").read_text(encoding="utf-8")
    assert "applications: 30" in (edition / "hatten.yaml").read_text(encoding="utf-8")
    assert "採択予定件数は約30件です。" in (edition / "hatten.yaml").read_text(encoding="utf-8")
    call(newcomer, "check", "out/machi-dx/2026")
    call(newcomer, "show", "out/machi-dx/2026", "--lang", "ja")
