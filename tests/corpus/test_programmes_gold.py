"""Rule sets of documents of programmes that the product does not know, against the truth beside the corpus. Needs ../shared."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from gold_facts import KINDS, load_gold, score_ruleset
from subsidy_rules.model.extracted import Given
from subsidy_rules.model.programme import DocumentEntry
from subsidy_rules.registry.load import find_programme
from subsidy_rules.stages.ingest import ingest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"

# Truth file → least value F1 on amounts, rates and thresholds: what was reached. They only rise.
FLOORS = {
    "it-2023-training": 1.0,
    "it-2026-cloudnature-20260404": 1.0,
    "jinzai_reskilling": 1.0,
    "jizokuka-exceed": 1.0,
    "mhlw-001512828": 0.96,
    "monozukuri-23ji-koubo": 1.0,
    "monozukuri-exceed": 1.0,
    "r6_guidebook_ip17": 1.0,
    "seichokasoku-2ji-koubo": 1.0,
    "seichokasoku-3ji-ciza": 1.0,
    "shinjigyo-3ji-koubo": 1.0,
    "shoryokuka-catalog-koubo": 1.0,
    "shoryokuka-ippan-8ji-ciza": 1.0,
    "shouene_henkouten": 1.0,
}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.slow,
    pytest.mark.skipif(not (SHARED / "gold" / "programmes").is_dir(), reason="the corpus of official documents (../shared) is not here"),
]


@cache
def manifest() -> dict[str, dict[str, Any]]:
    """What the corpus says of each document, by file name without folder."""
    lists = (YAML(typ="safe").load(SHARED / "corpus" / name) for name in ("manifest.yaml", "manifest_programmes.yaml"))
    return {Path(entry["file"]).name: entry for entries in lists for entry in entries}


@pytest.mark.parametrize("name", FLOORS)
def test_figures_of_a_document(name: str) -> None:
    gold = load_gold(SHARED / "gold" / "programmes" / f"{name}.yaml")
    document = gold["document"]
    entry = next(entry for file in (document, f"{document}.txt", f"{name}.txt") if (entry := manifest().get(file)) is not None)
    own = SHARED / "registry" / f"{name}.yaml"
    programme = find_programme(gold["programme"], own if own.is_file() else None, ROOT / "sources" / "programmes")
    described = DocumentEntry(id=name, file=entry["file"], kind=entry["kind"], authority=entry["authority"])
    given = Given((SHARED / "corpus" / entry["file"]).read_bytes(), Path(entry["file"]).name, described, gold.get("frame") or "common")
    result = ingest(programme, str(gold["edition"]), [given], None)
    assert result.ruleset is not None, [str(error) for error in result.errors]
    score = score_ruleset(result.ruleset, {"frame": "common", "complete": [], **gold}, KINDS)
    print(f"{name}: value F1 {score.f1:.3f}, with conditions {score.full_f1:.3f}, forbidden {len(score.forbidden)}")
    assert score.f1 >= FLOORS[name], score.words()


def test_every_truth_file_is_measured() -> None:
    assert sorted(path.stem for path in (SHARED / "gold" / "programmes").glob("*.yaml")) == sorted(FLOORS)
