"""What a killed process left beside a file is swept by the next one that writes there, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

from subsidy_rules.store.atomic import write_atomic

GONE = 2**22 + 1  # no process has so high a number


def test_temporary_files_of_killed_processes_are_swept(tmp_path: Path) -> None:
    left = {
        f".a.yaml.{GONE}.abcd_123": True,
        f".a.yaml.{os.getpid()}.abcd_124": False,  # that process is alive
        f".b.yaml.{GONE}.abcd_125": False,  # not long enough ago
        ".gitignore": False,
        "a.yaml.bak": False,
    }
    for name in left:
        (tmp_path / name).write_bytes(b"x")
        if ".b." not in name:
            os.utime(tmp_path / name, (1_000_000_000, 1_000_000_000))
    write_atomic(tmp_path / "a.yaml", b"new")
    assert {name: not (tmp_path / name).exists() for name in left} == left
    assert (tmp_path / "a.yaml").read_bytes() == b"new"
