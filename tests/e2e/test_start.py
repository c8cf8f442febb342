"""Commands that answer at once load nothing that reads documents."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"pypdfium2", "pdfplumber", "pandas", "numpy", "bs4", "lxml", "rapidfuzz", "openpyxl", "PIL", "sudachipy", "spacy"}


def loaded(arguments: list[str], code: int) -> set[str]:
    """The heavy packages that a command loads; it must end with this exit code."""
    script = (
        "import sys\nfrom subsidy_rules.cli import main\ntry:\n    main()\nfinally:\n    print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == code, done.stderr
    return HEAVY & {name.partition(".")[0] for name in done.stderr.splitlines()}


@pytest.mark.parametrize("command", [[], ["ingest"], ["tables"], ["clauses"], ["diff"]])
def test_help(command: list[str]) -> None:
    assert loaded([*command, "--help"], 0) == set()


HEAD = """\
schema: subsidy-ruleset/1
programme: p
edition: "1"
extractor: x
status: draft
"""
RULES = """\
schema: subsidy-ruleset/1
frame: common
rules:
- id: common.subsidy_rate
  kind: subsidy_rate
  frame: common
  label: 補助率
  value: {rate: 1/2}
  evidence:
  - {source: s, at: '1', quote: 1/2}
  confidence: 0.9
  review: {state: draft}
"""


def test_diff(tmp_path: Path) -> None:
    for name, rate in (("1", "1/2"), ("2", "2/3")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ruleset.yaml").write_text(HEAD, encoding="utf-8")
        (tmp_path / name / "common.yaml").write_text(RULES.replace("1/2", rate), encoding="utf-8")
    assert loaded(["diff", str(tmp_path / "1"), str(tmp_path / "2")], 1) == set()
