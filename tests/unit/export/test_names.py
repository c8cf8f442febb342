"""Whatever a rule set calls itself, what is made of it stays in its folder, and no file is written over another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from subsidy_rules.cli import app
from subsidy_rules.export.formats import openfisca_files, since
from subsidy_rules.export.package import package_files
from subsidy_rules.model.errors import RuleSetError, SourceError
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.ruleset import dump_ruleset
from subsidy_rules.stages.site import page_files, site_files
from subsidy_rules.store.files import save_ruleset
from subsidy_rules.store.names import apart, edition_part
from town import rule, town


@pytest.mark.parametrize("name", ["../../x", "/x", "a\nb", ".x", "a/b", "x" * 300])
@pytest.mark.parametrize("field", ["programme", "edition"])
def test_nothing_is_written_elsewhere(tmp_path: Path, field: str, name: str) -> None:
    """The name stands in the file: the folder that it lies in may have another one."""
    folder = tmp_path / "a" / "rules" / "machi" / "1"
    for file, text in dump_ruleset(town()).items():
        folder.mkdir(parents=True, exist_ok=True)
        named = text.replace("programme: machi" if field == "programme" else "edition: '2'", f"{field}: {json.dumps(name)}", 1)
        (folder / file).write_text(named, encoding="utf-8")
    before = set(tmp_path.rglob("*"))
    for form, source in (*((form, folder.parents[1]) for form in ("package", "site", "pages")), ("openfisca", folder)):
        into = tmp_path / "a" / "out" / form
        done = CliRunner().invoke(app, ["export", str(source), "--format", form, "--output", str(into), "--all", "--lang", "en"])
        assert isinstance(done.exception, (SystemExit, type(None))), done.exception
        assert all(path.is_relative_to(tmp_path / "a" / "out") for path in {*tmp_path.rglob("*")} - before if path.is_file())
        assert all(path.name.isprintable() for path in into.rglob("*"))


def test_a_page_is_not_written_over_another(tmp_path: Path) -> None:
    for edition in ("1", "2", "history"):
        save_ruleset(tmp_path / "machi" / edition, town().model_copy(update={"edition": edition}))
    with pytest.raises(SourceError, match="history"):
        site_files(tmp_path, "en")
    assert "machi/history.md" in page_files(tmp_path, "en")


def test_names_that_are_one() -> None:
    assert apart([("a/b", "1"), ("a/c", "2")]) == {"a/b": "1", "a/c": "2"}
    for names in (["a", "a"], ["a/B", "A/b"], ["a", "a/b"], ["a/b", "a"]):
        with pytest.raises(SourceError):
            apart([(name, "") for name in names])
    for device in ("nul", "CON", "com1.2025", "a."):
        with pytest.raises(SourceError):
            edition_part(device)
    twice = [town(), town()]
    with pytest.raises(SourceError):
        package_files(twice)


@pytest.mark.parametrize("frames", [("ruleset",), ("Ruleset",), ("basic", "Basic")])
def test_a_frame_does_not_take_the_file_of_another(frames: tuple[str, ...]) -> None:
    rules = tuple(rule(f"{frame}.subsidy_rate.base", {"rate": "1/2"}).model_copy(update={"frame": frame}) for frame in frames)
    with pytest.raises(RuleSetError):
        dump_ruleset(town().model_copy(update={"rules": rules}))


def test_rules_whose_ids_differ_by_signs_are_parameters_of_their_own() -> None:
    ids = [
        "basic.subsidy_amount.a-b",
        "basic.subsidy_amount.a_b",
        f"basic.subsidy_amount.{'あ' * 90}1",
        f"basic.subsidy_amount.{'あ' * 90}2",
    ]
    rules = [rule(name, {"max": at + 1}) for at, name in enumerate(ids)]
    rules.append(rule("basic.subsidy_amount.x", {"max": 9}).model_copy(update={"id": "x"}))
    made = town().model_copy(update={"rules": tuple(rules)})
    files = openfisca_files([made], every=True)
    assert sorted(int(text.rpartition("value: ")[2]) for name, text in files.items() if name.endswith("max.yaml")) == [1, 2, 3, 4, 9]
    assert all(len(part.encode("utf-8")) < 200 for name in files for part in name.split("/"))


def published(day: str) -> RuleSet:
    made = town()
    return made.model_copy(update={"sources": tuple(one.model_copy(update={"published": day}) for one in made.sources)})


@pytest.mark.parametrize("day", ["../../x", "2026-99-99", "2026-04", '2026-01-01:\n  "a": 1\n#', "２０２６-01-01"])
def test_a_day_that_is_none_is_no_part_of_a_file(day: str) -> None:
    made = published(day)
    assert since(made) == "0001-01-01"
    assert 'version = "0"' in package_files([made])["pyproject.toml"]
    assert all(day not in text for text in openfisca_files([made], every=True).values())
