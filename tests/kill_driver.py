"""Fetches many documents over and over, each time killed at a random moment and run again. Run by `test_killed.py` in a process of its own,
whose copies start at once; says in JSON lines what was complete when each was killed. With three arguments, fetches once."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from subsidy_rules.fetch.bring import Ways
from subsidy_rules.fetch.collect import Order, fetch_edition
from subsidy_rules.fetch.history import incoming_paths, load_history
from subsidy_rules.fetch.web import Web, WebLimits
from subsidy_rules.model.programme import DocumentEntry


def entries(base: str, n: int) -> list[DocumentEntry]:
    return [DocumentEntry(id=f"d{i:02}", url=f"{base}/d{i:02}.html", kind="overview") for i in range(n)]


def fetch(store: Path, base: str, n: int) -> int:
    with Web(WebLimits(pause_s=0), allow_private=True) as web:
        done = fetch_edition(store, Order("p", "1", entries(base, n)), Ways(web), lambda: "2026-04-01T00:00:00+00:00", lambda _: None)
    return len(done.errors)


def start(store: Path, base: str, n: int) -> int:
    child = os.fork()
    if child == 0:
        os._exit(fetch(store, base, n))
    return child


def main(base: str, root: Path, rounds: int, n: int, seed: int) -> None:
    clock = time.monotonic()
    _, code = os.waitpid(start(root / "first" / "store", f"{base}/first", n), 0)
    whole_s = time.monotonic() - clock
    assert code == 0
    chance = random.Random(seed)
    for number in range(rounds):
        store, at = root / f"r{number}" / "store", f"{base}/r{number}"
        child = start(store, at, n)
        time.sleep(chance.uniform(0, whole_s))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        urls = [entry.url or "" for entry in entries(at, n)]
        complete = [url for url in urls if load_history(store, url).versions or incoming_paths(store, url)[1].is_file()]
        _, code = os.waitpid(start(store, at, n), 0)
        print(json.dumps({"round": number, "code": code, "complete": complete}), flush=True)


if __name__ == "__main__" and len(sys.argv) == 4:
    sys.exit(fetch(Path(sys.argv[2]), sys.argv[1], int(sys.argv[3])))
if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
