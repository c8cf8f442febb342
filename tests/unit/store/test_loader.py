"""What programs load."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from subsidy_rules import load_ruleset
from subsidy_rules.model.errors import SourceError
from subsidy_rules.model.rule import Renamed, RuleSet
from subsidy_rules.store.files import save_ruleset
from town import rule, town


def edition(folder: Path, name: str, published: str | None, **more: Any) -> RuleSet:
    """Writes the town's rule set as an edition."""
    made = town()
    sources = tuple(source.model_copy(update={"published": published}) for source in made.sources)
    made = made.model_copy(update={"edition": name, "sources": sources, **more})
    save_ruleset(folder / "machi" / name, made)
    return made


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    draft = rule("basic.exclusion.doubtful", {"topic": "x"}, state="draft")
    rejected = rule("basic.exclusion.wrong", {"topic": "y"}, state="rejected")
    rules = tuple(sorted((*town().rules, draft, rejected), key=lambda made: made.id))
    edition(tmp_path, "1", "2025-04-01")
    edition(tmp_path, "2", "2026-04-01", rules=rules, renamed=(Renamed(old="basic.old", new="basic.requirement.id"),))
    return tmp_path / "machi"


def test_reviewed_rules_only(programme: Path) -> None:
    rules = load_ruleset(programme / "2")
    assert (rules.left_out, rules.rule("basic.exclusion.doubtful")) == (1, None)
    every = load_ruleset(programme / "2", reviewed_only=False)
    assert (every.left_out, len(every.rules)) == (0, len(rules.rules) + 1)
    assert every.rule("basic.exclusion.wrong") is None


@pytest.mark.parametrize(("at", "name"), [("1", "1"), ("2", "2"), (date(2025, 4, 1), "1"), ("2026-03-31", "1"), (date(2026, 4, 1), "2")])
def test_edition_of_a_label_or_a_day(programme: Path, at: str | date, name: str) -> None:
    assert load_ruleset(programme, at=at).edition == name
    assert load_ruleset(str(programme / "1"), at=at).edition == name


@pytest.mark.parametrize("at", ["3", date(2025, 3, 31), "2024-01-01"])
def test_no_edition_is_guessed(programme: Path, at: str | date) -> None:
    with pytest.raises(SourceError):
        load_ruleset(programme, at=at)


def test_an_edition_without_a_day_is_found_by_its_label_only(tmp_path: Path) -> None:
    edition(tmp_path, "1", None)
    assert load_ruleset(tmp_path / "machi", at="1").edition == "1"
    with pytest.raises(SourceError):
        load_ruleset(tmp_path / "machi", at=date(2030, 1, 1))


def test_rules_by_frame_kind_and_fact(programme: Path) -> None:
    rules = load_ruleset(programme / "2")
    assert {one.frame for one in rules.find(frame="basic")} == {"basic", "common"}
    assert [one.id for one in rules.find(frame="staff", kind="subsidy_rate")] == ["staff.subsidy_rate.small", "staff.subsidy_rate.sme"]
    assert [one.id for one in rules.find(fact="group_members")] == ["group.requirement.size"]
    assert len(rules.find()) == len(rules.rules)
    old = rules.rule("basic.old")
    assert old is not None
    assert old.id == "basic.requirement.id"


def test_loads_no_heavy_library() -> None:
    heavy = ("pandas", "numpy", "spacy", "sudachipy", "pdfplumber", "pypdfium2", "bs4", "lxml", "openpyxl", "starlette")
    script = (
        "import sys; from subsidy_rules import load_ruleset, evaluate; "
        f"print(callable(evaluate), [name for name in {heavy!r} if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "True []\n"


def test_a_set_of_this_program_is_read_without_the_parser() -> None:
    """Loading the parser, or the patterns by which sets are written, takes as long as reading the files of an edition."""
    folder = Path(__file__).resolve().parents[3] / "rules_out" / "it-hojo" / "2025"
    script = (
        "import sys; from pathlib import Path; from subsidy_rules.store.files import load_ruleset_dir; "
        f"load_ruleset_dir(Path({str(folder)!r})); "
        "print([name for name in ('ruamel.yaml', 'subsidy_rules.yaml.writing') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"
