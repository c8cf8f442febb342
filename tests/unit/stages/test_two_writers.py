"""Every two commands that write a rule set, one of them in the middle of the other: what both did is there.

The second begins and ends where the first has read what it decides on and is about to take the lock, which is where it could overwrite.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from subsidy_rules.store import edition, locks
from writers import NAMES, NEW_RATE, OLD_RATE, WRITERS, Work, begun, copied, expected, last_rate, quick_folder, told, work_here

PAIRS = [(first, second) for first in WRITERS for second in WRITERS if first != second]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Work]:
    with pytest.MonkeyPatch.context() as patch, quick_folder(tmp_path_factory.mktemp("writers")) as folder:
        work_here(patch)
        yield begun(folder / "start")


@pytest.fixture
def work(start: Work, monkeypatch: pytest.MonkeyPatch) -> Work:
    work_here(monkeypatch)
    return copied(start, start.root.parent / "work")


def meanwhile(monkeypatch: pytest.MonkeyPatch, work: Work, second: str) -> list[str]:
    """Lets the second command run when the lock of the edition is asked for next; what has run by now."""
    ran: list[str] = []

    def locked(folder: Path) -> AbstractContextManager[None]:
        if not ran:
            ran.append(second)
            WRITERS[second](work)
        return locks.locked_folder(folder)

    monkeypatch.setattr(edition, "locked_folder", locked)
    return ran


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=lambda name: name)
def test_what_both_did_is_there(work: Work, monkeypatch: pytest.MonkeyPatch, first: str, second: str) -> None:
    ran = meanwhile(monkeypatch, work, second)
    WRITERS[first](work)
    assert ran == [second], "the first never asked for the lock"
    after = work.ruleset()
    assert told(after) == expected(first, second)
    # `build` makes it of what `run` read last, which is not what `ingest` reads
    renewed = "run" in (first, second) or (("ingest" in (first, second)) and first != "build")
    assert last_rate(after) == (NEW_RATE if renewed else OLD_RATE)


@pytest.mark.parametrize("name", ["approve", "reject", "edit", "undo", "page", "import"])
def test_the_later_of_two_on_one_rule_sees_what_the_other_said(work: Work, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The same command twice at once: one is taken, the other is told or decides on what stands there now; neither is torn."""
    ran = meanwhile(monkeypatch, work, name)
    try:
        WRITERS[name](work)
    except AssertionError as overtaken:
        assert ran, overtaken
    assert told(work.ruleset()) == expected(name)


@pytest.mark.slow
def test_processes_of_their_own_all_at_once(work: Work) -> None:
    registry = work.root / "p.yaml"
    registry.write_text(
        "id: p\nname: 試しの補助金\nframes:\n" + "".join(f"- {{id: {name}, name: {words}}}\n" for name, words in NAMES.items()),
        encoding="utf-8",
    )
    by = ["--by", "tanaka"]
    calls = [
        ["approve", work.folder, *work.rule_ids("a", "subsidy_amount"), *by],
        ["reject", work.folder, *work.rule_ids("a", "subsidy_rate"), *by],
        ["undo", work.folder, *work.rule_ids("c", "subsidy_amount"), *by],
        ["review", work.folder, "--import", work.root / "book.xlsx", *by],
        ["ingest", work.document, "--programme", "p", "--edition", "1", "--registry", registry, "--out", work.root / "rules", "--as-told"],
    ]
    with ThreadPoolExecutor(len(calls)) as pool:
        for call, done in zip(calls, pool.map(_called, calls), strict=True):
            # a workbook that comes after the document tells of the row whose rule that has changed
            assert done.returncode in ((0, 1) if "--import" in call else (0,)), done.stdout
    assert told(work.ruleset()) == expected("approve", "reject", "undo", "import", "ingest")
    assert last_rate(work.ruleset()) == NEW_RATE


def _called(call: list[object]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from subsidy_rules.cli import main; main()", *map(str, call)]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
