"""What another edition changes, for whom, and by which of its changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from subsidy_rules.cli import app
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.stages.impact import impact
from subsidy_rules.store.files import save_ruleset
from town import town

OLD = town()
FIRMS = pd.DataFrame(
    [
        {"id": "a", "industry": "wholesale", "capital": 1, "employees": 50, "cost": 2_000_000, "process_count": 2},
        {"id": "b", "industry": "wholesale", "capital": 1, "employees": 50, "cost": 20_000_000, "process_count": 3},
        {"id": "c", "industry": "wholesale", "capital": 90_000_000, "employees": 88, "cost": 2_000_000, "process_count": 2},
    ]
)


def edition(change: Callable[[Rule], dict[str, Any] | None]) -> RuleSet:
    """The next edition, in which some rules have other values."""
    rules = []
    for rule in OLD.rules:
        value = change(rule)
        rules.append(rule if value is None else rule.model_copy(update={"value": type(rule.value).model_validate(value)}))
    return OLD.model_copy(update={"edition": "3", "rules": tuple(rules)})


def higher(rule: Rule) -> dict[str, Any] | None:
    return {"min": 1_200_000, "max": 5_000_000} if rule.id == "basic.subsidy_amount.high" else None


def smaller(rule: Rule) -> dict[str, Any] | None:
    if rule.id != "common.applicant_threshold.sme.wholesale":
        return None
    bounds = [{"fact": "capital", "op": "le", "value": 80_000_000}, {"fact": "employees", "op": "le", "value": 80}]
    return {"class": "sme", "industry": "wholesale", "any": bounds}


def test_only_those_whom_a_change_touches() -> None:
    (raised,) = impact(OLD, edition(higher), FIRMS, frames=["basic"])
    assert [(one.name, one.old["amount_yen"], one.new["amount_yen"]) for one in raised.shifts] == [("b", 4_000_000, 5_000_000)]
    (fewer,) = impact(OLD, edition(smaller), FIRMS, frames=["basic"])
    assert [(one.name, one.old["class"], one.new["class"]) for one in fewer.shifts] == [("c", "sme", "other")]
    assert fewer.total == 3


def test_the_smallest_applicant_stands_at_the_bound() -> None:
    (found,) = impact(OLD, edition(higher), frames=["basic"])
    (witness,) = found.witnesses
    assert witness.shift is not None
    assert (witness.shift.told["process_count"], witness.shift.old["amount_yen"]) == (3, 4_000_000)
    assert witness.shift.new["amount_yen"] > 4_000_000
    (sized,) = impact(OLD, edition(smaller), frames=["basic"])
    witness = sized.witnesses[0]
    assert witness.shift is not None
    assert (witness.shift.told["capital"], witness.shift.told["employees"]) == (80_000_001, 81)
    assert len(sized.shifts) > 0


def test_the_same_edition_changes_nothing() -> None:
    assert all(not one.shifts and not one.witnesses for one in impact(OLD, OLD))


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    save_ruleset(tmp_path / "2", OLD)
    save_ruleset(tmp_path / "3", edition(higher))
    FIRMS.to_csv(tmp_path / "firms.csv", index=False)
    return tmp_path


@pytest.mark.parametrize("form", ["text", "json"])
def test_command(folders: Path, form: str) -> None:
    arguments = ["impact", str(folders / "2"), str(folders / "3"), "--applicants", str(folders / "firms.csv"), "--frame", "basic"]
    done = CliRunner().invoke(app, [*arguments, "--format", form, "--lang", "en"])
    assert done.exit_code == 1, done.output
    if form == "json":
        (frame,) = json.loads(done.stdout)["frames"]
        assert (frame["applicants"], frame["changed"], frame["rows"][0]["id"]) == (3, 1, "b")
        assert frame["changes"][0]["witness"]["new"]["amount_yen"] > 4_000_000
    else:
        assert done.stdout.splitlines()[0] == "basic枠: 1 applicant has another answer, of 3"
        assert "smallest applicant: 3 processes, " in done.stdout


def test_a_grid_is_told_by_what_becomes_of_how_many_of_it(folders: Path) -> None:
    done = CliRunner().invoke(app, ["impact", str(folders / "2"), str(folders / "3"), "--frame", "basic", "--lang", "en"])
    assert done.exit_code == 1, done.output
    head, many, outcome, *_ = done.stdout.splitlines()
    changed = int(head.split()[1])
    assert many.startswith(f"  {changed} applicants such as: ") or changed > int(many.split()[0])
    assert " → " in outcome
    words = [line for line in done.stdout.splitlines() if "such as" in line or "smallest" in line]
    assert not any("_" in line or "@" in line for line in words)
