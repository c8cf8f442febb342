"""Settings of a repository, found by name."""

from __future__ import annotations

import os
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


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only the system can give a file to somebody else")
def test_settings_that_somebody_else_put_above_a_folder_are_not_its_own(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("diff: {fail-on: ERR}\n", encoding="utf-8")
    os.chown(tmp_path / NAME, 12345, 12345)
    (tmp_path / "mine").mkdir()
    assert settings_of(tmp_path / "mine") == {}
    os.chown(tmp_path / "mine", 12345, 12345)
    assert settings_of(tmp_path / "mine") == {"diff": {"fail_on": "ERR"}}


@pytest.mark.parametrize("text", ["", "diff:\n", "{}\n", "diff: {}\n"])
def test_settings_of_nothing_are_none(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    assert settings_of(tmp_path) == {"diff": {}}


WRONG = ["diff: [1]\n", "check: {}\n", "diff: {colour: red}\n", "diff: {\n", "- 1\n", "diff: 0\n", "diff: {levels: null}\n"]
WRONG += ["diff: {levels: [a]}\n", "diff: {area: {a: b}}\n", "diff: {area: [null]}\n", "diff: {reviewed-only: 1}\n", "diff: {lang: [ja]}\n"]
WRONG += ["diff: {fail-on: ERR, fail_on: INFO}\n", "diff: &a {area: *a}\n", "diff: {? [a] : b}\n", "#" * 1_000_001]


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_wrong_settings_are_told(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(typer.BadParameter, match=NAME):
        settings_of(tmp_path)


def test_settings_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"\xff\xfe")
    with pytest.raises(typer.BadParameter, match=NAME):
        settings_of(tmp_path)


@pytest.mark.parametrize("path", ["/etc/hosts", "../outside.txt", "a/../../outside.txt", "C:x", "link", "a\\0b", "\\ud800"])
def test_paths_of_settings_stay_in_their_folder(tmp_path: Path, path: str) -> None:
    """A template is written out: a repository of a stranger could have secrets of this machine written into a build log."""
    (tmp_path / "outside.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "outside.txt")
    for name in ("template", "levels", "documents", "registry"):
        (folder / NAME).write_text(f'diff:\n  {name}: "{path}"\n', encoding="utf-8")
        with pytest.raises(typer.BadParameter, match=NAME):
            settings_of(folder)
