"""What changed between real editions. Needs ../shared; skipped where it is not there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from subsidy_rules.change import Change
from subsidy_rules.compare import compare_rulesets
from subsidy_rules.ingest import ingest
from subsidy_rules.local import Told, gather
from subsidy_rules.registry import find_programme
from subsidy_rules.rule import RuleSet

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
FILES = {"2024": "seed_000.txt", "2025": "it2025_koubo_tsujyo.pdf", "2026": "it2026_kitei_tsujyo.pdf"}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of official documents (../shared) is not here"),
]


@cache
def ruleset(edition: str) -> RuleSet:
    programme = find_programme("it-hojo", ROOT / "sources" / "programmes")
    given, errors = gather([CORPUS / FILES[edition]], programme, edition, Told())
    assert errors == ()
    found = ingest(programme, edition, given, None).ruleset
    assert found is not None
    return found


def changes(old: str, new: str, frame: str) -> list[Change]:
    return [change for change in compare_rulesets(ruleset(old), ruleset(new)) if change.frame == frame]


def test_2025_brings_a_higher_rate_for_low_wages() -> None:
    (added,) = (change for change in changes("2024", "2025", "tsujo") if change.check == "rate-added")
    assert "2/3" in added.ja
    assert added.new is not None
    assert {getattr(leaf, "fact", "") for leaf in added.new.when} == {"low_wage_months", "low_wage_staff_share"}


def test_2025_raises_the_security_cap_and_rate() -> None:
    found = {change.check: change.en for change in changes("2024", "2025", "security")}
    assert "1,000,000 yen" in found["amount-max-increased"]
    assert "1,500,000 yen" in found["amount-max-increased"]
    assert "2/3" in found["rate-added"]


def test_2026_changes_only_the_condition_of_the_higher_rate() -> None:
    money = [change for change in changes("2025", "2026", "tsujo") if change.kind in {"subsidy_amount", "subsidy_rate"}]
    assert [change.check for change in money] == ["condition-changed"]
    assert money[0].new is not None
    assert money[0].new.value.model_dump(mode="json") == {"rate": "2/3"}


@pytest.mark.parametrize("edition", FILES)
def test_same_edition_has_no_changes(edition: str) -> None:
    assert compare_rulesets(ruleset(edition), ruleset(edition)) == ()
