"""Rule set folders at a revision of git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from subsidy_rules.model.errors import RuleSetError
from subsidy_rules.store.revisions import folder_before, folder_of


def git(folder: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A branch `main` with one state of a folder, a branch on which it has another, and the working tree of the latter."""
    rules = tmp_path / "rules" / "p" / "1"
    rules.mkdir(parents=True)
    git(tmp_path, "init", "-q", "-b", "main")
    for branch, text in (("main", "old"), ("work", "new")):
        if branch != "main":
            git(tmp_path, "checkout", "-q", "-b", branch)
        (rules / "ruleset.yaml").write_text(text, encoding="utf-8")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "-m", text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_at_a_revision(repository: Path) -> None:
    with folder_of("main:rules/p/1") as standing:
        assert (standing.folder / "ruleset.yaml").read_text(encoding="utf-8") == "old"
        assert standing.origin == repository / "rules" / "p" / "1"
    assert not standing.folder.exists()
    with folder_of("rules/p/1") as standing:
        assert (standing.folder / "ruleset.yaml").read_text(encoding="utf-8") == "new"


def test_a_folder_where_its_branch_was_left(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with folder_before(Path("rules/p/1"), "main") as standing:
        assert (standing.folder / "ruleset.yaml").read_text(encoding="utf-8") == "old"
    monkeypatch.chdir(repository / "rules")
    with folder_before(Path("p/1"), "main") as standing, folder_of("main:./p/1") as other:
        assert (standing.folder / "ruleset.yaml").read_text(encoding="utf-8") == "old"
        assert (other.folder / "ruleset.yaml").read_text(encoding="utf-8") == "old"


def test_a_branch_may_have_any_name(repository: Path) -> None:
    for branch in ("機能", "feature#1", "v1+2,x"):
        git(repository, "branch", branch)
        with folder_of(f"{branch}:rules/p/1") as standing:
            assert (standing.folder / "ruleset.yaml").is_file()


@pytest.mark.parametrize("branch", ["-x", "--all", "--output=pwned", "HEAD\nx", "", "a..b", "x" * 5_000])
@pytest.mark.parametrize("path", ["rules/p/1", "/etc", "../x", "-x", "rules/p/1\n"])
def test_a_hostile_branch_is_told(repository: Path, branch: str, path: str) -> None:
    for within in (lambda: folder_before(Path(path), branch), lambda: folder_of(f"{branch}:{path}")):
        try:
            with within() as standing:
                assert not standing.folder.exists(), "an odd name is that of a folder, which is not there"
        except (RuleSetError, OSError):  # a name that is too long for the system
            pass
    assert {path.name for path in repository.iterdir()} == {".git", "rules"}


@pytest.mark.parametrize("said", ["main:rules/none", "nobranch:rules/p/1"])
def test_what_git_does_not_know_is_told(repository: Path, said: str) -> None:
    with pytest.raises(RuleSetError) as caught, folder_of(said):
        pass
    assert said in caught.value.words("en")
