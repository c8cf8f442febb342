"""Killed at every write of every command that writes a rule set: no decision is lost, no file torn, and the same command ends it.

What a kill leaves behind is what stands on the disk at that moment, temporary files included: it is copied before and after each step by
which a file comes, goes or is made durable.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from subsidy_rules.store import atomic
from subsidy_rules.store.edition import change_ruleset
from subsidy_rules.store.folder import PENDING
from writers import NEW_RATE, OLD_RATE, WRITERS, Work, begun, copied, expected, last_rate, quick_folder, told, work_here


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Work]:
    with pytest.MonkeyPatch.context() as patch, quick_folder(tmp_path_factory.mktemp("killed")) as folder:
        work_here(patch)
        yield begun(folder / "start")


def copies_of(work: Work, act: Callable[[Work], None], root: Path) -> list[Work]:
    """The work folder as a kill would leave it at each step of the command; those with equal rule set folders once."""
    kept: dict[str, Work] = {}

    def keep() -> None:
        state = hashlib.sha256()
        for path in sorted(work.folder.iterdir()):
            written = path.suffix in (".yaml", ".json")  # a temporary file ends otherwise
            state.update(path.name.encode() + path.read_bytes() if written else path.name.split(".")[1].encode())
        if state.hexdigest() not in kept:
            kept[state.hexdigest()] = Work(Path(shutil.copytree(work.root, root / str(len(kept)))))

    def around(step: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*args: Any, **options: Any) -> Any:
            keep()
            done = step(*args, **options)
            keep()
            return done

        return stepped

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atomic.os, "fsync", around(os.fsync))
        patch.setattr(Path, "replace", around(Path.replace))
        patch.setattr(Path, "unlink", around(Path.unlink))
        act(work)
    return list(kept.values())


def is_kept(work: Work, name: str) -> bool:
    """Whether every decision is there, with the one of this command or without; whether it is there."""
    now = told(work.ruleset())
    if name == "comment":
        now |= {key: (state, min(words, 1)) for key, (state, words) in now.items()}  # said again, it stands there twice
    assert now in (expected(), expected(name))
    assert last_rate(work.ruleset()) in (OLD_RATE, NEW_RATE)
    return now == expected(name)


@pytest.mark.parametrize("name", WRITERS)
def test_killed_at_every_write(start: Work, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    work_here(monkeypatch)
    root = start.root.parent / name
    states = copies_of(copied(start, root / "work"), WRITERS[name], root)
    assert len(states) > 3 or name == "build", "a note of two files, and each of them"
    for left in states:
        is_kept(left, name)
        WRITERS[name](left)
        assert is_kept(left, name)
    shutil.rmtree(root)


def test_what_was_begun_is_ended_by_whoever_writes_next(start: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    work_here(monkeypatch)
    root = start.root.parent / "next"
    ended = 0
    for left in copies_of(copied(start, root / "work"), WRITERS["import"], root):
        begun_there = (left.folder / PENDING).exists()
        change_ruleset(left.folder, lambda earlier: earlier)  # type: ignore[arg-type, return-value]
        assert not (left.folder / PENDING).exists()
        assert is_kept(left, "import") or not begun_there
        ended += begun_there
    assert ended >= 2
