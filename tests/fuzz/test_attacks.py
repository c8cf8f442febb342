"""Some of the attacks of `make fuzz`, the same in every run: none gets through."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processes are limited by POSIX means")
def test_no_attack_gets_through() -> None:
    command = [sys.executable, str(Path(__file__).with_name("attack.py")), "--rounds", "60", "--first", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = {line.split(maxsplit=1)[1]: int(line.split()[0]) for line in done.stdout.splitlines()}
    assert sum(told.values()) == 60 * len({name.split()[0] for name in told})
    assert told["html read"] > 30 and told["pdf read"] > 10 and told["yaml refused"] > 30, (
        "input that harms too little or too much shows nothing"
    )
