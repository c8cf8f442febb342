"""What took longer than in the last release is told by its ratio to a peer of the same run, never by seconds."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def everything() -> ModuleType:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return importlib.import_module("all")
    finally:
        sys.path.remove(str(BENCHMARKS))


def row(name: str, ratio: float, seconds: float = 1.0) -> dict[str, object]:
    return {"name": name, "ratio": ratio, "seconds": seconds}


def test_a_ratio_that_grew_is_told_and_seconds_are_not_compared(
    everything: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    released = tmp_path / "released.json"
    released.write_text(json.dumps({"rows": [row("diff", 1.5), row("parser", 1.0), row("gone", 1.0)]}), encoding="utf-8")
    assert not everything.slower([row("diff", 1.8, seconds=90.0), row("parser", 0.9), row("new", 9.0)], released, 1.3)
    assert everything.slower([row("diff", 2.0), row("parser", 1.0)], released, 1.3)
    assert capsys.readouterr().err == "diff: 2.0 times its peer, in the last release 1.5\n"


def test_a_process_is_measured_from_outside(everything: ModuleType) -> None:
    seconds, peak_mb, code = everything.ended((sys.executable, "-c", "sum(range(3_000_000)); raise SystemExit(1)"))
    assert (seconds > 0, peak_mb > 5, code) == (True, True, 1)


def test_every_work_that_is_named_is_there(everything: ModuleType) -> None:
    named = {line.split('work("')[1].split('"')[0] for line in (BENCHMARKS / "all.py").read_text().splitlines() if 'work("' in line}
    works = (BENCHMARKS / "works.py").read_text()
    assert named
    assert [name for name in named if f"def {name}(" not in works] == []
