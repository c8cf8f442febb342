"""Hostile pages of a megabyte, each judged as one from the network is: the worst processor time and memory of the processes of their own.

    python tests/fuzz/pages.py --pages 500

Exit code 1 where one takes longer than two seconds of processor time, or more memory than its process may have.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz.inputs import hostile_page
from subsidy_rules.fetch.judge import Expected, judge
from subsidy_rules.model.errors import SubsidyRulesError

MOST_S, MOST_BYTES = 2.0, 1_000_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--first", type=int, default=1, help="first seed")
    args = parser.parse_args()
    told: Counter[str] = Counter()
    worst: list[tuple[float, float, int]] = []
    for seed in range(args.first, args.first + args.pages):
        data = hostile_page(seed, MOST_BYTES)
        before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        try:
            judge(data, "0" * 64, Expected(f"https://a.example/{seed}"))
            told["judged"] += 1
        except SubsidyRulesError as error:
            told[f"refused: {error.what.say('en')}"[:90]] += 1
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        worst = sorted([*worst, (took, time.monotonic() - clock, seed)], reverse=True)[:5]
    for words, n in told.most_common():
        print(f"{n:6} {words}")
    for took, clock_s, seed in worst:
        print(f"seed {seed}: {took:.2f} s of processor time, {clock_s:.2f} s")
    print(f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB in the largest process")
    return 1 if worst[0][0] > MOST_S else 0


if __name__ == "__main__":
    sys.exit(main())
