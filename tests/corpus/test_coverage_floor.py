"""Coverage of real documents, and their citations. Needs ../shared; skipped where it is not there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from subsidy_rules.cli import app
from subsidy_rules.coverage import CoverageReport, measure_coverage
from subsidy_rules.model.extracted import Extracted, Given
from subsidy_rules.model.programme import DocumentEntry
from subsidy_rules.registry.load import find_programme
from subsidy_rules.stages.ingest import extract_document

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"

# File and frame → least share of figures bound or waived: what was reached, so that it is not lost.
FLOORS = {
    ("it2025_koubo_tsujyo.pdf", "tsujo"): 0.98,
    ("it2025_koubo_invoice.pdf", "invoice"): 0.95,
    ("it2025_kitei_tsujyo.pdf", "tsujo"): 0.88,
}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of official documents (../shared) is not here"),
]


@cache
def extracted(name: str, frame: str) -> Extracted:
    programme = find_programme("it-hojo", None, ROOT / "sources" / "programmes")
    return extract_document(Given((CORPUS / name).read_bytes(), name, DocumentEntry(id="x", file=name), frame), programme)


def shown(report: CoverageReport) -> str:
    return "\n".join(f"p.{entry.page} {entry.context}" for entry in report.counted if entry.state == "unread")


@pytest.mark.parametrize(("name", "frame"), FLOORS)
def test_share_is_kept(name: str, frame: str) -> None:
    one = extracted(name, frame)
    report = measure_coverage(one.document, one.candidates)
    assert len(report.counted) > 50
    assert report.share >= FLOORS[name, frame], shown(report)


def test_most_is_bound_by_the_number_itself_or_says_it_again() -> None:
    one = extracted("it2025_koubo_tsujyo.pdf", "tsujo")
    report = measure_coverage(one.document, one.candidates)
    assert report.hows["value"] > 0.85 * (report.n("bound") - report.hows["restated"])
    assert report.hows["value"] > 0.80 * report.n("bound")


def test_every_quote_stands_on_its_page(tmp_path: Path) -> None:
    edition = ("--programme", "it-hojo", "--edition", "2025", "--frame", "tsujo")
    made = CliRunner().invoke(app, ["ingest", str(CORPUS / "it2025_koubo_tsujyo.pdf"), *edition, "--out", str(tmp_path)])
    assert made.exit_code == 0, made.output
    checked = CliRunner().invoke(app, ["check", str(tmp_path / "it-hojo" / "2025"), "--documents", str(CORPUS), "--lang", "en"])
    wrong = [line for line in checked.stdout.splitlines() if "[quote-" in line or "[page-" in line or "[document-" in line]
    assert wrong == []
