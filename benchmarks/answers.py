"""How many questions a second `subsidy-rules serve` answers, beside an empty endpoint served the same way.

    python benchmarks/answers.py [--rules rules_out] [--set it-hojo/2025 --frame tsujo] [--seconds 6] [--workers 2]

Starts `serve --workers N` and, with as many processes, a Starlette application that answers nothing; asks each in turns over kept
connections, from a process for each worker, with applicants drawn at random. Prints answers a second, the processor time that the
servers spent on one, and the ratio of both kinds. Where other work runs on the machine the seconds say little, the ratio and the
processor time still something.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROUNDS = 3
EMPTY = """
import sys
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from subsidy_rules.serve.server import run

async def empty(request):
    return Response(b"")

def make():
    return Starlette(routes=[Route("/{path:path}", empty, methods=["GET", "POST"])])

if __name__ == "__main__":
    run(make, "127.0.0.1", 0, lambda port: print(f"http://127.0.0.1:{port}/", flush=True), int(sys.argv[1]))
"""


def questions(frame: str, seed: int) -> Iterator[bytes]:
    """Applicants and projects, no two alike."""
    dice = random.Random(seed)
    while True:
        applicant: dict[str, Any] = {
            "industry": dice.choice(["wholesale", "retail", "service", "manufacturing_construction_transport"]),
            "capital": dice.randrange(400_000_000),
            "employees": dice.randrange(400),
            "past_award": dice.choice([[], ["it-hojo/2024/tsujo"]]),
        }
        if dice.random() < 0.5:
            applicant["taxable_income_avg_3y"] = dice.randrange(2_000_000_000)
        project: dict[str, Any] = {"cost": dice.randrange(10_000_000), "process_count": dice.randrange(1, 8)}
        if dice.random() < 0.5:
            project["low_wage_staff_share"] = str(dice.randrange(100))
        yield json.dumps({"frame": frame, "applicant": applicant, "project": project}).encode()


def started(command: list[str]) -> tuple[subprocess.Popen[str], int]:
    """A server and its port."""
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r":(\d+)/", line):
            return server, int(found[1])
    raise SystemExit("the server did not start")


def family(pid: int) -> list[int]:
    """A process and those that it began."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def spent(pid: int) -> float:
    """Processor seconds of a server with all its processes so far."""
    ticks = 0
    for one in family(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / 100


def warmed(port: int, address: str, frame: str, seed: int) -> None:
    """Asks until a server has met most kinds of applicants; a new connection now and then reaches the other processes."""
    for turn in range(10):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for _, body in zip(range(30), questions(frame, 1000 + 10 * seed + turn), strict=False):
            connection.request("POST", address, body)
            connection.getresponse().read()
        connection.close()


def asked(port: int, address: str, frame: str, seed: int, seconds: float) -> int:
    """How many answers came in so many seconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    bodies = questions(frame, seed)
    until, n = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        connection.request("POST", address, next(bodies))
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"status {answer.status}")
        n += 1
    connection.close()
    return n


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=Path, default=Path("rules_out"))
    parser.add_argument("--set", default="it-hojo/2025")
    parser.add_argument("--frame", default="tsujo")
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    ours = [sys.executable, "-m", "subsidy_rules.cli", "serve", str(given.rules), "--port", "0", "--workers", str(given.workers)]
    script = Path(__file__).with_name(".empty.py")
    script.write_text(EMPTY)
    servers = {}
    try:
        servers = {"empty": started([sys.executable, str(script), str(given.workers)]), "evaluate": started([*ours, "--lang", "en"])}
        measure(servers, f"/rulesets/{given.set}/evaluate?all_states=true", given)
    finally:
        script.unlink()
        for server, _ in servers.values():
            server.terminate()


def measure(servers: dict[str, tuple[subprocess.Popen[str], int]], address: str, given: argparse.Namespace) -> None:
    """Asks in turns and prints."""
    counts, cpu = dict.fromkeys(servers, 0), dict.fromkeys(servers, 0.0)
    with multiprocessing.Pool(given.workers * 2) as pool:
        for _, port in servers.values():  # every process reads the rule set before it is measured
            pool.starmap(warmed, [(port, address, given.frame, seed) for seed in range(given.workers * 2)])
        for turn in range(ROUNDS):
            for name, (server, port) in servers.items():
                before = spent(server.pid)
                parts = [(port, address, given.frame, 100 * turn + seed, given.seconds / ROUNDS) for seed in range(given.workers)]
                counts[name] += sum(pool.starmap(asked, parts))
                cpu[name] += spent(server.pid) - before
    for name, count in counts.items():
        print(f"{name:10} {count / given.seconds:8.0f} a second   {cpu[name] / count * 1000:6.2f} ms of processor time each")
    each = {name: cpu[name] / count for name, count in counts.items()}
    print(f"ratio      {counts['evaluate'] / counts['empty']:8.2f}   {each['evaluate'] / each['empty']:6.1f} times the processor time")


if __name__ == "__main__":
    main()
