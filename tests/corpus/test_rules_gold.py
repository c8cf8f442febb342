"""Rule sets of real documents against hand-read truth. Needs ../shared; skipped where it is not there."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from gold_facts import load_gold, score_ruleset
from subsidy_rules.model.extracted import Given
from subsidy_rules.model.programme import DocumentEntry
from subsidy_rules.registry.load import find_programme
from subsidy_rules.stages.ingest import ingest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
OURS = Path(__file__).parent / "gold"

# Truth file → least value F1. The first four are the measure of the tool; the others hold what was reached, so that it is not lost.
FLOORS = {
    "shared/it2025_koubo_tsujyo": 0.95,
    "shared/seed_000": 0.95,
    "shared/seed_003": 0.95,
    "shared/it2026_kitei_tsujyo": 0.95,
    "shared/it2025_koubo_invoice": 1.0,
    "shared/it2025_koubo_fukusu": 0.97,
    "shared/it2025_kitei_tsujyo": 1.0,
    "own/it2017_vendor_redesign": 1.0,
    "own/it2018_1ji_vendor": 1.0,
    "own/it2018_2ji_vendor": 1.0,
    "own/it2025_kitei_invoice": 1.0,
    "own/jizokuka19_vendor": 1.0,
    "own/monozukuri20_gaiyou": 0.96,
    "own/monozukuri20_koubo": 1.0,
    "own/r6_kisai1_sogyo1": 1.0,
    "own/r6_koubover2_ip17": 1.0,
    "own/shouene_tebiki": 1.0,
    "own/sme_basic_act_2012": 0.0,  # its thresholds stand in running text, which is not read for them yet
}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the corpus of official documents (../shared) is not here"),
]


@cache
def manifest() -> dict[str, dict[str, Any]]:
    """The corpus' own list of documents, by file name without folder."""
    entries = YAML(typ="safe").load(SHARED / "corpus" / "manifest.yaml")
    return {Path(entry["file"]).name: entry for entry in entries}


@pytest.mark.parametrize("name", FLOORS)
def test_rules_of_a_document(name: str) -> None:
    place, stem = name.split("/")
    gold = load_gold((SHARED / "gold" if place == "shared" else OURS) / f"{stem}.yaml")
    entry = manifest()[Path(gold["document"]).name]
    own = None if place == "shared" else OURS / "programmes" / f"{gold['programme']}.yaml"
    programme = find_programme(gold["programme"], own, ROOT / "sources" / "programmes")
    data = (SHARED / "corpus" / entry["file"]).read_bytes()
    described = DocumentEntry(id=stem, file=entry["file"], kind=entry["kind"], authority=entry["authority"])
    result = ingest(programme, gold["edition"], [Given(data, gold["document"], described, gold["frame"])], None)
    assert result.ruleset is not None, [str(error) for error in result.errors]
    score = score_ruleset(result.ruleset, gold)
    print(f"{name}: value F1 {score.f1:.3f}, with conditions {score.full_f1:.3f}, page {score.n_pages_right}/{score.n_paged}")
    assert score.f1 >= FLOORS[name], score.words()
    assert not score.forbidden, score.words()


def test_every_truth_file_is_measured() -> None:
    files = [f"shared/{path.stem}" for path in (SHARED / "gold").glob("*.yaml")] + [f"own/{path.stem}" for path in OURS.glob("*.yaml")]
    assert sorted(files) == sorted(FLOORS)
