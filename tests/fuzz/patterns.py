"""Every pattern of the program on texts that are made to hold it up, of a length and of twice that: linear time doubles.

    python tests/fuzz/patterns.py            what grows faster than the text, worst first
    python tests/fuzz/patterns.py --all      and how many patterns and texts there were

The texts are made from the pattern: what leads to each of its repeats, what the repeat takes, over and over, and what ends it badly. Beside
them stand runs of what documents are made of.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from typing import Any

import subsidy_rules

try:
    from re import _constants as sre
    from re import _parser
except ImportError:  # pragma: no cover - before 3.11
    raise SystemExit("needs Python 3.11") from None

Pattern = re.Pattern[str]
RUNS = (
    *" 　1一千万億円、,・年あア漢（(「x/～-ー\n\t|①",
    *("1,", "1、", "1年", "第1", "1万", "円、", "を除く", "または", " \n", "a.", "(1)", "次の", "ただし", "場合", "こと", "～1", "1 "),
)
MOST = sre.MAXREPEAT


def patterns() -> dict[tuple[str, int], str]:
    """Pattern and flags → the module that made it, of all that is compiled when the modules are loaded."""
    found: dict[tuple[str, int], str] = {}
    compiled = re.compile

    def noted(pattern: Any, flags: int = 0) -> Any:
        made = compiled(pattern, flags)
        name = sys._getframe(1).f_globals.get("__name__", "")
        if name.startswith("subsidy_rules") and isinstance(made.pattern, str):
            found.setdefault((made.pattern, made.flags), name)
        return made

    re.compile = noted  # type: ignore[assignment]
    try:
        for module in pkgutil.walk_packages(subsidy_rules.__path__, "subsidy_rules."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    finally:
        re.compile = compiled
    return found


def texts(pattern: str, flags: int) -> Iterator[tuple[str, str]]:
    """What stands first, and what is said over and over, to hold a pattern up."""
    seen: set[tuple[str, str]] = set()
    for first, over in [*(("", run) for run in RUNS), *_pumps(_parser.parse(pattern, flags), "")]:
        if over and (first, over) not in seen:
            seen.add((first, over))
            yield first, over


def _pumps(parsed: Any, first: str) -> Iterator[tuple[str, str]]:
    for op, value in parsed:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, body = value
            if most == MOST:
                for one in _samples(body)[:4]:
                    yield first, one
                    yield "", one
            yield from _pumps(body, first)
        elif op is sre.SUBPATTERN:
            yield from _pumps(value[3], first)
        elif op is sre.BRANCH:
            for branch in value[1]:
                yield from _pumps(branch, first)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _pumps(value[1], first)
        elif op is sre.ATOMIC_GROUP:
            yield from _pumps(value, first)
        first += (_samples([(op, value)]) or [""])[0]


def _samples(parsed: Any) -> list[str]:
    """Some texts that the parsed pattern takes."""
    found = [""]
    for op, value in parsed:
        found = [text + more for text in found for more in _of(op, value)][:6]
    return found


def _of(op: Any, value: Any) -> list[str]:
    if op is sre.LITERAL:
        return [chr(value)]
    if op is sre.NOT_LITERAL:
        return ["あ" if value != ord("あ") else "x", " "]
    if op is sre.ANY:
        return ["あ", "1"]
    if op is sre.IN:
        return _of_set(value)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return [text * max(value[0], 1) for text in _samples(value[2])][:4]
    if op is sre.SUBPATTERN:
        return _samples(value[3])
    if op is sre.ATOMIC_GROUP:
        return _samples(value)
    if op is sre.BRANCH:
        return [text for branch in value[1] for text in _samples(branch)[:2]][:6]
    return [""]


_KINDS = {
    sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "あ",
    sre.CATEGORY_NOT_DIGIT: "あ", sre.CATEGORY_NOT_SPACE: "あ", sre.CATEGORY_NOT_WORD: " ",
}  # fmt: skip


def _of_set(items: Any) -> list[str]:
    negated = items[0][0] is sre.NEGATE
    if negated:
        inside = re.compile("[" + "あ" + "]")
        probe = [char for char in "あ1 x、(漢" if not _in(items[1:], char)]
        return probe[:3] or [inside.pattern[1]]
    found: list[str] = []
    for op, value in items:
        if op is sre.LITERAL:
            found.append(chr(value))
        elif op is sre.RANGE:
            found.append(chr(value[0]))
        elif op is sre.CATEGORY:
            found.append(_KINDS[value])
    return found[:3]


_CLASSES = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}


def _in(items: Any, char: str) -> bool:
    for op, value in items:
        if op is sre.LITERAL and chr(value) == char:
            return True
        if op is sre.RANGE and value[0] <= ord(char) <= value[1]:
            return True
        if op is sre.CATEGORY and re.match(
            {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}.get(str(value).rpartition("_")[2], r"\b\B"), char
        ):
            return True
    return False


def took(pattern: Pattern, text: str, times: int = 1) -> float:
    """Seconds of processor time for all that is found in a text; the least of some, for the machine does other things as well."""
    least = float("inf")
    for _ in range(times):
        begin = time.thread_time()
        for _found in pattern.finditer(text):
            pass
        least = min(least, time.thread_time() - begin)
    return least


def worst(pattern: Pattern, flags: int, short: int, budget: float) -> tuple[float, float, str]:
    """Growth from a text of a length to one of twice that, seconds for the longer one, and the text, where it took longest.

    What takes less than the budget is not looked at further: a text of that length that makes steps in its square takes longer.
    """
    found = (0.0, 0.0, "")
    for first, over in texts(pattern.pattern, flags):
        n = short // len(over) + 1
        text = first + over * n + "\x01"
        if took(pattern, text) < budget:
            continue
        once, twice = took(pattern, text, 2), took(pattern, first + over * (2 * n) + "\x01", 2)
        if once >= budget and twice > found[1]:
            found = (twice / once, twice, f"{first!r} + {over!r} × {2 * n}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--length", type=int, default=2000, help="of the shorter text")
    parser.add_argument("--all", action="store_true")
    args = parser.parse_args()
    known = patterns()
    slow = []
    for (pattern, flags), module in known.items():
        growth, seconds, text = worst(re.compile(pattern, flags), flags, args.length, 0.003)
        if growth > 3:
            slow.append((seconds, growth, module, pattern, text))
    for seconds, growth, module, pattern, text in sorted(slow, reverse=True):
        print(f"{seconds:8.3f} s, × {growth:.1f} {module} {pattern[:150]!r}: {text}")
    print(f"{len(slow)} of {len(known)} patterns grow faster than their text")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
