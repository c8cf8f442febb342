"""Knowing the kinds: what is loaded with them, and what waits for the first document."""

from __future__ import annotations

import subprocess
import sys

READING = ("subsidy_rules.statements", "subsidy_rules.clauses", "subsidy_rules.kinds.finding", "subsidy_rules.language.quantities")
LOADED = f"import sys; from subsidy_rules.kinds import all_kinds; all_kinds(); print([m for m in sys.modules if m.startswith({READING!r})])"


def test_kinds_are_known_without_what_reads_documents() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_loading_the_readers_ahead_loads_what_finds_candidates() -> None:
    command = LOADED.replace("all_kinds; all_kinds()", "load_readers; load_readers()")
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert "'subsidy_rules.kinds.finding.requirement'" in done.stdout
