"""The libraries that the command line names an extra for are those that pyproject puts into it."""

from __future__ import annotations

import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from subsidy_rules.cli.extras import LIBRARIES, extra_of

PROJECT = tomllib.loads((Path(__file__).resolve().parents[3] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
BROUGHT_BY = packages_distributions()


def distributions(extra: str) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in EXTRAS[extra]}


def brought_by(package: str) -> set[str]:
    return {canonicalize_name(name) for name in BROUGHT_BY.get(package, ())}


@pytest.mark.parametrize("extra", sorted(LIBRARIES))
def test_every_library_is_in_its_extra(extra: str) -> None:
    assert [package for package in LIBRARIES[extra] if not brought_by(package) & distributions(extra)] == []


@pytest.mark.parametrize("extra", sorted(LIBRARIES))
def test_every_dependency_of_an_extra_is_known_by_what_is_imported(extra: str) -> None:
    known = set().union(*(brought_by(package) for packages in LIBRARIES.values() for package in packages))
    assert distributions(extra) - known == set()


def test_no_library_of_an_extra_is_in_the_base() -> None:
    base = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    assert [package for packages in LIBRARIES.values() for package in packages if brought_by(package) & base] == []


def test_all_is_all_of_them_and_comes_with_the_tools() -> None:
    whole = Requirement(EXTRAS["all"][0])
    assert (whole.name, set(whole.extras)) == (PROJECT["name"], set(LIBRARIES))
    assert {f"{PROJECT['name']}[all]"} == {line for extra in ("dev", "bench") for line in EXTRAS[extra] if line.startswith(PROJECT["name"])}


def test_extra_of_a_module() -> None:
    assert extra_of("pypdfium2.raw") == "read"
    assert extra_of("openpyxl") == "export"
    assert extra_of("subsidy_rules.nowhere") is None
    assert extra_of(None) is None
