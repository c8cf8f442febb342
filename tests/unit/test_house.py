"""What the project promises of itself: pinned versions, sizes of files and functions, no names of machines."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))
MAX_FILE, MAX_FUNCTION = 400, 40


def lock() -> dict[str, str]:
    """The pinned version of each package."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line.partition("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, _, version in pins}


def test_lock_holds_nothing_but_exact_versions() -> None:
    lines = [line for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []
    assert len(lines) > 50


def test_lock_fits_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for extra in project["optional-dependencies"].values() for line in extra if not line.startswith(project["name"])]
    wanted = [*project["dependencies"], *extras]
    pins = lock()
    for line in wanted:
        requirement = Requirement(line)
        version = pins.get(canonicalize_name(requirement.name))
        assert version is not None, f"{line}: not in requirements.lock, run `make lock`"
        assert requirement.specifier.contains(version), f"{line}: requirements.lock has {version}, run `make lock`"


def test_lock_can_be_installed_with_the_oldest_python() -> None:
    oldest = f"{tomllib.loads((ROOT / 'pyproject.toml').read_text(encoding='utf-8'))['project']['requires-python'].removeprefix('>=')}.0"
    pins = lock()
    pinned = [one.metadata for one in distributions() if pins.get(canonicalize_name(one.name)) == one.version]
    assert len(pinned) > 50
    needs = {str(one["Name"]): str(one["Requires-Python"]) for one in pinned if "Requires-Python" in one}
    assert [f"{name} {python}" for name, python in needs.items() if not SpecifierSet(python).contains(oldest)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "pipeline")))
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MAX_FILE, "split the module"
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    assert [function.name for function in functions if body_lines(function) > MAX_FUNCTION] == []


def body_lines(function: ast.FunctionDef) -> int:
    """Lines of the body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_path_of_a_machine_is_committed() -> None:
    found = subprocess.run(
        ["git", "grep", "-lIE", r"(^|[^A-Za-z0-9_.~-])/(tmp|root|home)/"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if found.returncode > 1:
        pytest.skip("not a git checkout")
    assert [name for name in found.stdout.splitlines() if name != "tests/unit/test_house.py"] == []
