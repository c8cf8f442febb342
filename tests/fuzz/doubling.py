"""Inputs that grow, each to twice its length, through every step from a file to the differences of two editions: linear time doubles.

    python tests/fuzz/doubling.py                    what grows faster than its input, worst first
    python tests/fuzz/doubling.py --only "html rows" --most 20     one shape, up to twenty seconds a step
    python tests/fuzz/doubling.py --calls            counts calls instead: the same on a quick machine and a busy one, but blind to texts

Exit code 1 where a step takes more than 2.6 times as long for twice the input.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from fuzz.shapes import SHAPES, programme, rules_text  # noqa: E402 - the folder of tests is no package of its own
from subsidy_rules.compare.whole import compare_all  # noqa: E402
from subsidy_rules.coverage.ledger import read_ledger  # noqa: E402
from subsidy_rules.kinds import load_readers  # noqa: E402
from subsidy_rules.model.document import Document  # noqa: E402
from subsidy_rules.model.errors import SubsidyRulesError  # noqa: E402
from subsidy_rules.model.extracted import Extracted, FirstReading  # noqa: E402
from subsidy_rules.model.programme import DocumentEntry  # noqa: E402
from subsidy_rules.model.rule import RuleSet  # noqa: E402
from subsidy_rules.process.guard import Limits  # noqa: E402
from subsidy_rules.read.document import quiet, read_with_parts  # noqa: E402
from subsidy_rules.ruleset import dump_ruleset, load_ruleset  # noqa: E402
from subsidy_rules.stages.extract import DocumentScope, find_candidates  # noqa: E402
from subsidy_rules.stages.ingest import Standing, assemble, source_of  # noqa: E402
from subsidy_rules.yaml.keeping import kept_of, with_kept  # noqa: E402

LIMITS = Limits(memory_mb=4096, seconds=300.0, pages=5000)
GROWTH = 2.6
Step = tuple[str, Callable[[], object]]


def steps_of_document(data: bytes, changed: bytes, name: str) -> Iterator[Step]:
    """Each step as work that is done when it is asked for; a later one takes what an earlier one made."""
    made: dict[str, Document] = {}
    sets: dict[str, RuleSet] = {}
    found: dict[str, Extracted] = {}
    texts: dict[str, dict[str, str]] = {}
    own = programme()

    def read(edition: str, content: bytes) -> None:
        made[edition] = read_with_parts(content, name, quiet, LIMITS).document

    def find(edition: str) -> None:
        document = made[edition]
        source = source_of(DocumentEntry(id="koubo", url="https://a.example/koubo.pdf", kind="guideline"), document)
        candidates = find_candidates(document, DocumentScope(source, "tsujo", own))
        found[edition] = Extracted(source, "tsujo", FirstReading(document, None), document, candidates, None)

    def ledger() -> None:
        read_ledger(made["2024"], found["2024"].candidates, kind="guideline")

    def build(edition: str, previous: RuleSet | None = None) -> None:
        sets[edition] = assemble(own, edition, [found[edition]], None, previous, Standing())

    def dump() -> None:
        texts["2024"] = dump_ruleset(sets["2024"])

    def compare() -> None:
        both = {one.sha256: one for one in made.values()}
        compare_all(sets["2024"], sets["2025"], both)

    yield "read", lambda: read("2024", data)
    yield "find", lambda: find("2024")
    yield "ledger", ledger
    yield "build", lambda: build("2024")
    yield "again", lambda: assemble(own, "2024", [found["2024"]], sets["2024"], None, Standing())
    yield "dump", dump
    yield "load", lambda: load_ruleset(texts["2024"], "a")
    yield "-", lambda: (read("2025", changed), find("2025"))
    yield "next", lambda: build("2025", sets["2024"])
    yield "compare", compare


def steps_of_rules(text: str) -> Iterator[Step]:
    head = rules_text("head")
    yield "load", lambda: load_ruleset({"ruleset.yaml": head, "tsujo.yaml": text}, "a")
    yield "keep", lambda: with_kept(text, kept_of(text, ("schema", "frame", "rules")))


def measured(connection: Connection, shape: str, n: int, calls: bool) -> None:
    """Runs in a process of its own: each step's cost, as soon as it is known."""
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    load_readers()
    form, make = SHAPES[shape]
    steps = steps_of_rules(make(n, 0).decode()) if form == "yaml" else steps_of_document(make(n, 0), make(n, 1), f"a.{form}")
    try:
        for name, work in steps:
            connection.send((name, calls_of(work) if calls else seconds_of(work)))
    except SubsidyRulesError as error:
        connection.send(("refused", error.words("en")))
    except MemoryError:
        connection.send(("refused", "six gigabytes"))
    connection.close()


def seconds_of(work: Callable[[], object]) -> float:
    before, children = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    work()
    return time.process_time() - before + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - children


def calls_of(work: Callable[[], object]) -> float:
    """How many functions, built-in ones included, the work calls."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return float(calls)


def costs(shape: str, n: int, calls: bool, wait_s: float) -> dict[str, float | str]:
    """Step → its cost for an input of n; a step that did not end within the time has that time."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=measured, args=(sender, shape, n, calls))
    process.start()
    sender.close()
    found: dict[str, float | str] = {}
    try:
        while receiver.poll(wait_s):
            name, cost = receiver.recv()
            found[name] = cost
        found["too slow"] = f"more than {wait_s:.0f} s after {[*found][-1] if found else 'the start'}"
    except EOFError:
        pass
    process.kill()
    process.join()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="SHAPE", help="shapes whose name begins so")
    parser.add_argument("--wait", type=float, default=60.0, help="seconds after which a step is given up")
    parser.add_argument("--most", type=float, default=4.0, help="seconds that all steps may take before doubling ends")
    parser.add_argument("--first", type=int, default=500)
    parser.add_argument("--until", type=int, default=64_000)
    parser.add_argument("--calls", action="store_true", help="count calls instead of seconds")
    args = parser.parse_args()
    slow: list[tuple[float, str]] = []
    for shape in SHAPES:
        if args.only and not shape.startswith(args.only):
            continue
        n, last = args.first, costs(shape, args.first, args.calls, args.wait)
        while n < args.until and "too slow" not in last and "refused" not in last:
            begin = time.monotonic()
            n, now = 2 * n, costs(shape, 2 * n, args.calls, args.wait)
            for step, cost in now.items():
                before = last.get(step)
                if isinstance(cost, float) and isinstance(before, float) and before > 0.1 and cost / before > GROWTH:
                    slow.append((cost, f"{shape}: {step} of {n} takes {cost:.2f}, × {cost / before:.1f}"))
            last = now
            if time.monotonic() - begin > args.most:
                break
        print(
            f"{shape} {n}: "
            + ", ".join(f"{step} {cost:.2f}" if isinstance(cost, float) else f"{step}: {cost}" for step, cost in last.items()),
            flush=True,
        )
        if "too slow" in last:
            slow.append((args.wait, f"{shape}: {last['too slow']} of {n}"))
    for _, words in sorted(slow, reverse=True):
        print("GROWS", words)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
