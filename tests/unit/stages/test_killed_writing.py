"""Killed at every write of a decision, an ingest and a run: no decision is lost, no file torn, and the next run ends it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from subsidy_rules.model.programme import DocumentEntry, Frame, Programme
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.review.carry_over import decision_of
from subsidy_rules.review.decisions import Approve
from subsidy_rules.stages.deciding import decide_in
from subsidy_rules.stages.local import Told, ingest_files
from subsidy_rules.stages.run import Asked, Folders, run
from subsidy_rules.store import atomic
from subsidy_rules.store.files import load_ruleset_dir, save_ruleset

TEXT = """試しの補助金 公募要領

補助金額
（１）あ枠
補助上限額：150万円
補助率：1/2以内
（２）い枠
補助上限額：300万円
補助率：2/3以内
"""
PROGRAMME = Programme(id="p", name="試しの補助金", frames=(Frame(id="a", name="あ枠"), Frame(id="b", name="い枠")))
TANAKA: dict[str, Any] = {"by": "tanaka", "at": "2026-04-02"}
MOST = 60  # flushes to the disk that any of them needs, by far


@pytest.fixture
def quick_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: all is flushed to the disk many times over."""
    memory = Path("/dev/shm")
    if not memory.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@contextmanager
def dying(monkeypatch: pytest.MonkeyPatch, after: int) -> Iterator[None]:
    """Ends at the next flush after so many: before a file is renamed into its place, or right behind."""
    left = after
    flush = os.fsync

    def fsync(handle: int) -> None:
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt
        left -= 1
        flush(handle)

    with monkeypatch.context() as patch:
        patch.setattr(atomic.os, "fsync", fsync)
        yield


def every_point(monkeypatch: pytest.MonkeyPatch, begin: Callable[[], object], act: Callable[[], object], check: Callable[[], None]) -> int:
    """Kills `act` at each point in turn, checks what is there, and lets it be done; how many points there were."""
    for point in range(MOST):
        begin()
        try:
            with dying(monkeypatch, point):
                act()
        except KeyboardInterrupt:
            check()
            act()
            check()
        else:
            return point
    raise AssertionError("it never ends")


def decisions(ruleset: RuleSet) -> dict[str, tuple[str | None, str | None]]:
    return {rule.id: (decision_of(rule), rule.review.by) for rule in ruleset.rules if decision_of(rule) is not None}


def approve(folder: Path) -> dict[str, tuple[str | None, str | None]]:
    return decisions(decide_in(folder, [Approve(rule_id=rule.id, **TANAKA) for rule in load_ruleset_dir(folder).rules]).ruleset)


def test_a_decision(quick_path: Path, monkeypatch: pytest.MonkeyPatch, make_rule: Any, make_ruleset: Any) -> None:
    draft = make_ruleset(make_rule("tsujo.subsidy_rate", {"rate": "1/2"}), make_rule("security.subsidy_rate", {"rate": "1/3"}))
    folder = quick_path / "e"

    def check() -> None:
        assert len(decisions(load_ruleset_dir(folder))) in (0, 2)  # both frames or none

    points = every_point(monkeypatch, lambda: save_ruleset(folder, draft), lambda: approve(folder), check)
    assert points > 4
    assert len(decisions(load_ruleset_dir(folder))) == 2


@pytest.mark.slow
def test_an_ingest(quick_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, out = quick_path / "x.txt", quick_path / "out"
    folder = out / "p" / "1"
    decided: dict[str, tuple[str | None, str | None]] = {}

    def ingest(text: str) -> None:
        file.write_text(text, encoding="utf-8")
        assert ingest_files([file], PROGRAMME, "1", Told(), out).ingested.ruleset is not None

    def begin() -> None:
        ingest(TEXT)
        decided.update(approve(folder))

    def check() -> None:
        assert decisions(load_ruleset_dir(folder)) == decided

    changed = TEXT.replace("150万円", "160万円")
    points = every_point(monkeypatch, begin, lambda: ingest(changed), check)
    assert len(decided) == 4
    assert points > 8
    states = {rule.id: rule.review.state for rule in load_ruleset_dir(folder).rules}
    assert sorted(states.values()) == ["approved", "approved", "approved", "stale"]


@pytest.mark.slow
def test_a_run(quick_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, folders = quick_path / "x.txt", Folders(quick_path / "store", quick_path / "extracted", quick_path / "rules")
    folder = quick_path / "rules" / "p" / "1"
    asked = [Asked(PROGRAMME, "1", (DocumentEntry(id="x", file="x.txt"),), quick_path)]
    decided: dict[str, tuple[str | None, str | None]] = {}

    def make(text: str) -> None:
        file.write_text(text, encoding="utf-8")
        assert run(asked, folders, lambda: "2026-04-02T00:00:00+00:00").errors == ()

    def begin() -> None:
        make(TEXT)
        decided.update(approve(folder))

    def check() -> None:
        assert decisions(load_ruleset_dir(folder)) == decided

    points = every_point(monkeypatch, begin, lambda: make(TEXT.replace("2/3", "3/4")), check)
    assert points > 8
    assert sorted(rule.review.state for rule in load_ruleset_dir(folder).rules) == ["approved", "approved", "approved", "stale"]
