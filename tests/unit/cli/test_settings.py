"""Settings of a repository, found by name."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from subsidy_rules.cli.settings import NAME, settings_of


def test_settings_are_found_above_and_their_paths_count_from_there(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("diff:\n  fail-on: ERR\n  levels: levels.yaml\n  area: money\n", encoding="utf-8")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert settings_of(inner) == {"diff": {"fail_on": "ERR", "levels": str(tmp_path / "levels.yaml"), "area": ["money"]}}


def test_settings_above_the_repository_are_not_its_own(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("diff: {fail-on: ERR}\n", encoding="utf-8")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    assert settings_of(tmp_path / "repository") == {}


@pytest.mark.parametrize("text", ["diff: [1]\n", "check: {}\n", "diff: {colour: red}\n", "diff: {\n"])
def test_wrong_settings_are_told(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(typer.BadParameter, match=NAME):
        settings_of(tmp_path)
