"""Documents of many programmes in our own words against truth written before they were read (`tests/documents`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gold_facts import load_gold, score_ruleset
from subsidy_rules.model.document import Source
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.read.document import read_document
from subsidy_rules.registry.load import find_programme
from subsidy_rules.ruleset import build_ruleset
from subsidy_rules.stages.extract import find_candidates
from subsidy_rules.statements.scope import DocumentScope

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
OTHER_KINDS = ("requirement", "exclusion", "schedule", "eligible_expense", "bonus_point")

# Document → least value F1 over amounts, rates and thresholds; least number of the other facts that are found.
FLOORS: dict[str, tuple[float, int]] = {
    "aoba_setsubi": (0.95, 5),
    "butsuryu_kitei": (0.94, 0),
    "careerup_aramashi": (1.0, 0),
    "chiiki_youryou": (1.0, 1),
    "chingin_annai": (1.0, 2),
    "city_matrix": (1.0, 3),
    "gijutsu_youkou": (1.0, 3),
    "hikaseki_guide": (1.0, 2),
    "ikuji_memo": (0.95, 0),
    "it2022_guide": (1.0, 3),
    "it2023_memo": (1.0, 2),
    "jinzai_youkou": (1.0, 1),
    "jizokuka21_guide": (1.0, 6),
    "jizokuka_sogyo": (1.0, 5),
    "kaigo_tech": (1.0, 5),
    "keiei_card": (0.75, 3),
    "ken_shoene": (1.0, 4),
    "kokusai_youkou": (0.92, 0),
    "kubu_dx": (1.0, 4),
    "metro_dx": (1.0, 9),
    "mizuho_shoryoku": (1.0, 5),
    "mono14_gaiyou": (1.0, 7),
    "mono24_guide": (1.0, 4),
    "nogyo_kitei": (1.0, 3),
    "saikochiku_gaiyou": (1.0, 4),
    "seichou_gaiyou": (1.0, 10),
    "shinjigyo_koubo": (1.0, 10),
    "shinrin_kitei": (1.0, 0),
    "shojinka_guide": (1.0, 5),
    "shokei_guide": (1.0, 1),
    "shoryokuka_catalog": (1.0, 4),
    "shoryokuka_ippan": (1.0, 7),
    "shotengai_youkou": (0.83, 4),
    "smart_nogyo": (1.0, 1),
    "sogyo_chirashi": (1.0, 0),
    "yado_koubo": (0.84, 1),
}


@cache
def gold(name: str) -> dict[str, Any]:
    return load_gold(DOCUMENTS / "gold" / f"{name}.yaml")


@cache
def ruleset(name: str) -> RuleSet:
    """The rule set of one document, read in this process."""
    truth = gold(name)
    path = DOCUMENTS / truth["document"]
    registry = DOCUMENTS / "programmes" / f"{truth.get('registry', truth['programme'])}.yaml"
    programme = find_programme(truth["programme"], registry, ROOT / "sources" / "programmes")
    document = read_document(path.read_bytes(), path.name)
    pages = len(document.pages) if document.format == "pdf" else None
    source = Source(id=name, sha256=document.sha256, authority="official", kind=truth.get("source_kind", "guideline"), pages=pages)
    candidates = find_candidates(document, DocumentScope(source, truth["frame"], programme))
    return build_ruleset(programme, truth["edition"], [source], candidates, None)


@pytest.mark.parametrize("name", FLOORS)
def test_amounts_rates_and_thresholds(name: str) -> None:
    score = score_ruleset(ruleset(name), gold(name))
    assert score.f1 >= FLOORS[name][0], score.words()
    assert not score.forbidden, score.words()
    assert score.n_pages_right == score.n_paged


@pytest.mark.parametrize("name", FLOORS)
def test_other_kinds(name: str) -> None:
    score = score_ruleset(ruleset(name), gold(name), OTHER_KINDS)
    assert score.n_found >= FLOORS[name][1], score.words()
    assert not score.forbidden, score.words()


def test_every_truth_file_is_measured() -> None:
    assert sorted(path.stem for path in (DOCUMENTS / "gold").glob("*.yaml")) == sorted(FLOORS)
