"""The reference in docs/ is what the program says of itself, in both languages, and the READMEs lead to it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from subsidy_rules.compare.checks import all_checks
from subsidy_rules.ruleset.published import vocabulary

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"reference.md": "README.md", "reference.ja.md": "README.ja.md"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference, written anew."""
    folder = tmp_path_factory.mktemp("reference")
    subprocess.run([sys.executable, str(ROOT / "docs" / "reference.py"), str(folder)], check=True, stdin=subprocess.DEVNULL)
    return folder


@pytest.mark.parametrize("name", PAGES)
def test_the_committed_page_is_that_of_the_program(written: Path, name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == (written / name).read_text(encoding="utf-8"), "run `make reference`"


@pytest.mark.parametrize(("name", "readme"), PAGES.items())
def test_every_change_and_word_is_there_and_the_readme_leads_to_it(name: str, readme: str) -> None:
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    words = [*all_checks(), *(slug for group in vocabulary().values() for slug in group)]
    assert [word for word in words if f"`{word}`" not in page] == []
    assert f"](docs/{name})" in (ROOT / readme).read_text(encoding="utf-8")
