"""Damaged PDFs give a document or a ReadError; none hangs, ends the run or takes more than it may."""

from __future__ import annotations

import io
import time
from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from property.damage import damaged
from subsidy_rules.model.document import Document
from subsidy_rules.model.errors import ReadError
from subsidy_rules.process.guard import Limits
from subsidy_rules.process.jobs import Done, Job, run_jobs
from subsidy_rules.process.watch import Tick
from subsidy_rules.read.document import read_with_parts

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sources" / "samples"
CORPUS = ROOT.parent / "shared" / "corpus"
VARIANTS = 500
LIMITS = Limits(memory_mb=512, seconds=20.0, pages=50)


def pages_of(path: Path, first: int, n: int) -> bytes:
    """Some pages of a document as a document, so that hundreds of readings take seconds and not an hour."""
    source, part = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    part.import_pages(source, pages=range(first, min(first + n, len(source))))
    out = io.BytesIO()
    part.save(out)
    part.close()
    source.close()
    return out.getvalue()


def read_damaged(data: bytes, seed: int, tick: Tick) -> tuple[int, float]:
    """How many pages were read, and in how many seconds."""
    start = time.monotonic()
    document = read_with_parts(damaged(data, seed), f"variant {seed}", tick, LIMITS).document
    assert_sound(document)
    return len(document.pages), time.monotonic() - start


def assert_sound(document: Document) -> None:
    """What was read keeps to its promises, whatever it was read from."""
    assert document.pages
    for table in document.tables:
        assert all(cell.row + cell.rowspan <= table.n_rows and cell.col + cell.colspan <= table.n_cols for cell in table.cells)
        assert 0 <= table.confidence <= 1
    assert Document.model_validate_json(document.model_dump_json()) == document


def read_all(documents: list[bytes], variants: int) -> tuple[int, int]:
    """How many variants were read and how many were refused with an error that says why; anything else fails."""
    jobs = [Job(f"variant {seed}", partial(read_damaged, documents[seed % len(documents)], seed)) for seed in range(variants)]
    read = refused = 0
    for job, outcome in zip(jobs, run_jobs(jobs, 2, lambda _: None, Limits(memory_mb=1024, seconds=60.0)), strict=True):
        if isinstance(outcome, Done):
            n_pages, seconds = outcome.value
            assert n_pages <= LIMITS.pages and seconds < LIMITS.seconds, job.name
            read += 1
        else:
            assert isinstance(outcome, ReadError), f"{job.name}: {outcome}"
            assert outcome.place.file == job.name and outcome.todo.say("en") and outcome.todo.say("ja")
            assert "a fault of subsidy-rules" not in outcome.words("en"), outcome.words("en")
            refused += 1
    return read, refused


@pytest.mark.slow
def test_damaged_samples() -> None:
    names = ("it2024_koubo_tsujo.pdf", "it2025_koubo_invoice.pdf", "it2026_kitei_tsujo.pdf")
    read, refused = read_all([pages_of(SAMPLES / name, 1, 2) for name in names], VARIANTS)
    assert read + refused == VARIANTS
    assert read > VARIANTS // 4 and refused > VARIANTS // 20, "damage that harms too little or too much shows nothing"


@pytest.mark.slow
@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared is not there")
def test_damaged_official_documents() -> None:
    pages = [("it2025_koubo_tsujyo.pdf", 2), ("monozukuri20_gaiyou.pdf", 8), ("r6_koubover2_ip17.pdf", 7)]
    read, refused = read_all([pages_of(CORPUS / name, first, 1) for name, first in pages], 150)
    assert read + refused == 150
    assert read and refused
