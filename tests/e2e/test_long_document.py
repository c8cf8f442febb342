"""Time and memory are linear in pages: a file of 1,000 pages, made of the samples."""

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
def test_a_thousand_pages() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "long_document.py"), "--json", "--pages", "250", "1000"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    short, long = json.loads(done.stdout)
    assert (short["pages"], long["pages"]) == (250, 1000)
    assert long["reading_mb"] < READING_MB
    assert long["reading_mb"] - short["reading_mb"] < 10, "the reading process keeps no page"
    # four times the pages: sixteen times the time where something is compared with everything; half as much again for a busy machine
    assert long["reading_s"] < 6 * short["reading_s"]
    assert long["document_s"] < 6 * short["document_s"]
    assert long["document_mb"] < 4 * short["document_mb"]
