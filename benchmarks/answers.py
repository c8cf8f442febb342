"""How many questions a second `subsidy-rules serve` answers, beside how many requests for nothing.

    python benchmarks/answers.py [--rules work/run/rules] [--seconds 5] [--servers 2]

Starts so many servers (one process answers on one core), asks each from a process of its own over a kept connection, and prints requests
a second for the trivial address (/nowhere, for which no rule set is read) and for `evaluate`, in turns in one run, with their ratio. The
ratio says more than either: the machine is the same for both.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import re
import subprocess
import sys
import time
from pathlib import Path

QUESTION = {
    "frame": "tsujo",
    "applicant": {"industry": "wholesale", "capital": 30_000_000, "employees": 40, "past_award": []},
    "project": {"cost": 2_000_000, "process_count": 3},
}
ROUNDS = 3


def started(rules: Path) -> tuple[subprocess.Popen[str], int]:
    """A server and its port."""
    command = [sys.executable, "-m", "subsidy_rules.cli", "serve", str(rules), "--port", "0", "--lang", "en"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r":(\d+)/", line):
            return server, int(found[1])
    raise SystemExit("the server did not start")


def asked(port: int, address: str, body: bytes | None, seconds: float) -> int:
    """How many answers came in so many seconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    until, n = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        connection.request("POST" if body else "GET", address, body)
        connection.getresponse().read()
        n += 1
    connection.close()
    return n


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=Path, default=Path("work/run/rules"))
    parser.add_argument("--set", default="it-hojo/2025")
    parser.add_argument("--frame", default=QUESTION["frame"])
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--servers", type=int, default=2)
    given = parser.parse_args()
    servers = [started(given.rules) for _ in range(given.servers)]
    evaluate = f"/rulesets/{given.set}/evaluate?all_states=true"
    body = json.dumps(QUESTION | {"frame": given.frame}).encode()
    counts = {"nothing": 0, "evaluate": 0}
    try:
        with multiprocessing.Pool(given.servers) as pool:
            for port in (port for _, port in servers):
                asked(port, evaluate, body, 0.5)  # reads the rule set
            for _ in range(ROUNDS):
                for name, address, sent in (("nothing", "/nowhere", None), ("evaluate", evaluate, body)):
                    parts = [(port, address, sent, given.seconds / ROUNDS) for _, port in servers]
                    counts[name] += sum(pool.starmap(asked, parts))
    finally:
        for server, _ in servers:
            server.terminate()
    for name, count in counts.items():
        print(f"{name:10} {count / given.seconds:8.0f} a second")
    print(f"ratio      {counts['evaluate'] / counts['nothing']:8.2f}")


if __name__ == "__main__":
    main()
