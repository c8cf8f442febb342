"""Measures what comparing two editions costs, as whole processes in turns: `diff`, its start, and what reading the files costs others.

    python benchmarks/diff.py OLD_DIR NEW_DIR [--rounds N]

The peer is a Python that reads the same YAML files with ruamel.yaml's safe loader (its C parser) and does nothing else; the floor is the
peer with the libraries of every command loaded as well (typer, pydantic). Where documents were kept beside the sets, their texts are
compared, too. The command's own code must be compiled (`make setup` does that), or each start compiles it anew.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

PEER = """
import sys
from pathlib import Path
from ruamel.yaml import YAML
for folder in sys.argv[1:]:
    for path in sorted(Path(folder).glob("*.yaml")):
        YAML(typ="safe").load(path.read_text(encoding="utf-8"))
"""
LIBRARIES = "import typer\nfrom pydantic import BaseModel, TypeAdapter"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    args = parser.parse_args()
    folders = [str(args.old), str(args.new)]
    command = [sys.executable, "-m", "subsidy_rules.cli"]
    commands = {
        "diff": [*command, "diff", *folders],
        "start (--help)": [*command, "--help"],
        "floor: libraries start, ruamel.yaml reads the files": [sys.executable, "-c", LIBRARIES + PEER, *folders],
        "ruamel.yaml reads the files": [sys.executable, "-c", PEER, *folders],
        "Python starts": [sys.executable, "-c", "pass"],
    }
    size = sum(path.stat().st_size for folder in folders for path in Path(folder).glob("*.yaml"))
    seconds = in_turns(commands, args.rounds)
    if seconds is None:
        return 2
    base = statistics.median(seconds["diff"])
    print(f"{size / 1000:.0f} kB of YAML, {args.rounds} rounds in turns\n")
    print("| whole process | median s | least s | diff takes |\n|---|---:|---:|---:|")
    for name, times in seconds.items():
        median = statistics.median(times)
        print(f"| {name} | {median:.2f} | {min(times):.2f} | {base / median:.2f} × |")
    return 0


def in_turns(commands: dict[str, Sequence[str]], rounds: int) -> dict[str, list[float]] | None:
    """Wall seconds of each command, one after the other in every round, after one round that does not count; None where one fails."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            done = subprocess.run(command, capture_output=True, check=False)
            if done.returncode not in (0, 1):
                print(f"{name}: {done.stderr.decode(errors='replace')}", file=sys.stderr)
                return None
            if turn:
                seconds[name].append(time.perf_counter() - start)
    return seconds


if __name__ == "__main__":
    raise SystemExit(main())
