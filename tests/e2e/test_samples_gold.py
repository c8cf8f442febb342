"""The rule sets of our own samples against their truth: everything found, nothing too much, nothing forbidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from gold_facts import load_gold, score_ruleset
from subsidy_rules.model.extracted import Given
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.registry.load import find_programme, load_manifest
from subsidy_rules.stages.ingest import ingest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sources" / "samples"
EDITIONS = ("2024", "2025", "2026")


@pytest.fixture(scope="module")
def rulesets() -> dict[str, RuleSet]:
    """The rule set of each edition of the samples."""
    listed = load_manifest(SAMPLES / "manifest.yaml")
    made = {}
    for edition in EDITIONS:
        entries = [one.entry for one in listed if one.edition == edition]
        given = [Given((SAMPLES / str(entry.file)).read_bytes(), str(entry.file), entry, entry.frame) for entry in entries]
        result = ingest(find_programme("it-hojo", None, ROOT / "sources" / "programmes"), edition, given, None)
        assert not result.errors, [str(error) for error in result.errors]
        assert result.ruleset is not None
        made[edition] = result.ruleset
    return made


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_fact_is_found_and_nothing_else(rulesets: dict[str, RuleSet], edition: str) -> None:
    score = score_ruleset(rulesets[edition], load_gold(SAMPLES / "expected" / f"{edition}.yaml"))
    assert score.n_facts > 0
    assert score.f1 == 1.0, score.words()
    assert not score.forbidden, score.words()


@pytest.mark.parametrize("edition", EDITIONS)
def test_conditions_and_pages_are_right(rulesets: dict[str, RuleSet], edition: str) -> None:
    score = score_ruleset(rulesets[edition], load_gold(SAMPLES / "expected" / f"{edition}.yaml"))
    assert score.full_f1 == 1.0
    assert score.n_pages_right == score.n_paged
