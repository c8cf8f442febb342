"""Work and memory are linear in pages: files of 50 and 200 pages, made of the samples; `benchmarks/` times 1,000."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READING_MB = 100


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="measured by POSIX means")
def test_four_times_the_pages() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "long_document.py"), "--json", "--steps", "--pages", "50", "200"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    short, long = json.loads(done.stdout)
    assert (short["pages"], long["pages"]) == (50, 200)
    assert long["reading_mb"] < READING_MB
    assert long["reading_mb"] - short["reading_mb"] < 10, "the reading process keeps no page"
    assert long["document_mb"] < 4 * short["document_mb"]
    # four times the pages, four times the calls; sixteen times where something is compared with everything
    assert 3 * short["calls"] < long["calls"] < 5 * short["calls"]
