"""Own definitions come first, programme by programme; those of the package stand behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidy_rules.model.errors import SourceError
from subsidy_rules.registry.load import find_programme
from subsidy_rules.registry.places import (
    all_programmes,
    definition_of,
    own_file,
    packaged_folder,
    project_folder,
    registries,
    samples_manifest,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one programme of its own, seen from a folder inside of it."""
    (tmp_path / "sources" / "programmes").mkdir(parents=True)
    (tmp_path / "sources" / "programmes" / "town.yaml").write_text("id: town\nname: 町の補助金\n", encoding="utf-8")
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    return inside


def test_own_folder_hides_no_programme_of_the_package(project: Path) -> None:
    places = registries(None, project)
    assert find_programme("town", *places).name == "町の補助金"
    assert find_programme("it-hojo", *places).frames != ()
    assert [programme.id for programme in all_programmes(places)][:1] == ["town"]
    assert definition_of("it-hojo", places) == packaged_folder() / "it-hojo.yaml"
    assert definition_of("nobody", places) is None


def test_own_programme_hides_that_of_the_package(project: Path) -> None:
    (project.parents[1] / "sources" / "programmes" / "mine.yaml").write_text("id: it-hojo\nname: 私の定義\n", encoding="utf-8")
    places = registries(None, project)
    assert find_programme("it-hojo", *places).name == "私の定義"
    assert [programme.name for programme in all_programmes(places) if programme.id == "it-hojo"] == ["私の定義"]


def test_what_is_given_comes_before_the_project(project: Path) -> None:
    given = project / "given.yaml"
    given.write_text("id: town\nname: 渡した定義\n", encoding="utf-8")
    places = registries(given, project)
    assert find_programme("town", *places).name == "渡した定義"
    assert find_programme("it-hojo", *places).frames != ()


def test_given_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.yaml"):
        find_programme("it-hojo", *registries(tmp_path / "nowhere.yaml", tmp_path))


def test_unknown_programme_names_those_of_all_places(project: Path) -> None:
    with pytest.raises(SourceError, match=r"town, .*it-hojo"):
        find_programme("nobody", *registries(None, project))
    with pytest.raises(SourceError, match=r"town, .*it-hojo"):
        own_file("nobody", None, project)


def test_changes_go_to_the_project_never_to_the_package(project: Path) -> None:
    own = project_folder(project)
    assert own is not None
    assert own_file("town", None, project) == (own / "town.yaml", "id: town\nname: 町の補助金\n")
    packaged = (packaged_folder() / "it-hojo.yaml").read_text(encoding="utf-8")
    assert own_file("it-hojo", None, project) == (own / "it-hojo.yaml", packaged)


def test_changes_in_an_empty_folder_make_the_folder_of_the_project(tmp_path: Path) -> None:
    path, _ = own_file("it-hojo", None, tmp_path)
    assert path == tmp_path / "sources" / "programmes" / "it-hojo.yaml"


def test_changes_in_the_checkout_go_to_its_own_definitions() -> None:
    root = Path(__file__).resolve().parents[3]
    assert own_file("it-hojo", None, root)[0] == root / "sources" / "programmes" / "it-hojo.yaml"


def test_samples_of_the_checkout_are_found_from_anywhere(project: Path) -> None:
    assert samples_manifest(project).is_file()
