"""`--ocr`: rules of a scanned document are marked, capped and in the queue of review; without it, nothing is read of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from scans import scanned_amounts
from subsidy_rules.cli import app
from subsidy_rules.kinds.confidence import PICTURE_CEILING
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.rule import Candidate
from subsidy_rules.review.queue import build_queue
from subsidy_rules.ruleset.build import _confidence
from subsidy_rules.store.files import load_ruleset_dir

RUN = CliRunner()


def ingest(file: Path, out: Path, *options: str) -> tuple[int, str]:
    told = ("--programme", "it-hojo", "--edition", "2025", "--frame", "tsujo", "--as-told", "--out", str(out), "--lang", "en")
    result = RUN.invoke(app, ["ingest", str(file), *told, *options])
    return result.exit_code, result.output


@pytest.mark.slow
def test_figures_of_a_scan_are_marked_capped_and_to_be_reviewed(tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(scanned_amounts())
    code, said = ingest(file, tmp_path / "out")
    assert (code, "--ocr" in said) == (2, True)
    code, said = ingest(file, tmp_path / "out", "--ocr")
    assert code == 0, said
    assert "p.1: text was recognised in a picture" in said
    ruleset = load_ruleset_dir(tmp_path / "out" / "it-hojo" / "2025")
    amounts = [rule for rule in ruleset.rules if rule.kind == "subsidy_amount"]
    assert amounts
    for rule in ruleset.rules:
        assert rule.confidence <= PICTURE_CEILING
        assert all(evidence.from_picture and evidence.page == 1 and evidence.bbox for evidence in rule.evidence)
    assert {item.reason for item in build_queue(ruleset, ())} <= {"unsure", "limit", "conflict"}
    # what was read with other weights, or without any, is read anew
    assert ingest(file, tmp_path / "out")[0] == 2


def test_without_its_libraries_the_option_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-1.7")
    monkeypatch.setattr("subsidy_rules.read.recognise.weights", lambda: "")
    code, said = ingest(file, tmp_path / "out", "--ocr")
    assert code == 2
    assert 'pip install "subsidy-rules[ocr]"' in said


def test_pictures_that_agree_are_never_sure_and_add_nothing_to_letters() -> None:
    def candidate(page: int, confidence: float, *, from_picture: bool) -> Candidate:
        place = Evidence(source="a", page=page, quote="上限10万円", from_picture=from_picture)
        return Candidate.model_construct(evidence=(place,), confidence=confidence)

    pictures = [candidate(page, 0.78, from_picture=True) for page in range(1, 9)]
    assert _confidence(pictures) == PICTURE_CEILING
    assert _confidence([*pictures, candidate(9, 0.87, from_picture=False)]) == 0.87
