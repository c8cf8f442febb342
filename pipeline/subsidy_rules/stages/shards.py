"""A part of the documents of a run, for whoever starts one process for each part: Slurm, Kubernetes, a build server, Ray.

<work>/shards/<run>/fetched             the documents are in the store: the first part brings them there, the others wait
                    <i>-of-<n>.json     the part is complete: its documents, pages, seconds and errors

The parts write into one folder of what was extracted; `run` without a part then finds all of it kept, and builds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from subsidy_rules.fetch.bring import Ways
from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, SourceError, SubsidyRulesError
from subsidy_rules.process.watch import Watch
from subsidy_rules.process.workers import Workers
from subsidy_rules.stages.planning import Folders, Plan, plan_edition
from subsidy_rules.stages.run import OFFLINE, Asked, prepare
from subsidy_rules.store.atomic import write_atomic
from subsidy_rules.store.fingerprint import digest_of, fingerprint
from subsidy_rules.store.locks import locked
from subsidy_rules.store.remote import Share

_MOST_SIGNS = 20  # of the part that is asked for
_DIGITS = 8  # of a document's hash, by which it falls to a part


@dataclass(frozen=True, slots=True)
class Shard:
    """The `i`th of `n` parts, counted from 1."""

    i: int
    n: int

    def has(self, sha256: str) -> bool:
        """Whether a document falls to this part; the same document of two editions falls to one, so that no two write it."""
        return int(sha256[:_DIGITS], 16) % self.n == self.i - 1


@dataclass(frozen=True, slots=True)
class ShardResult:
    """What became of one part: how many documents fell to it, whether it was complete before, its errors."""

    n_documents: int
    was_complete: bool
    errors: tuple[SubsidyRulesError, ...] = ()


def shard_of(text: str) -> Shard:
    """The part that `i/n` names. Raises SourceError."""
    first, _, last = text.partition("/")
    if first.isdecimal() and last.isdecimal() and len(text) < _MOST_SIGNS and 1 <= int(first) <= int(last):
        return Shard(int(first), int(last))
    raise SourceError(
        Place(f"--shard {text}"),
        message("This names no part."),
        message("Each part reads its own documents."),
        message("Write 1/4 for the first of four parts, up to 4/4."),
    )


def run_shard(
    asked: Sequence[Asked],
    folders: Folders,
    shard: Shard,
    now: Callable[[], str],
    watch: Watch,
    workers: Workers,
    ways: Ways = OFFLINE,
    share: Share | None = None,
) -> ShardResult:
    """What is found in the documents of one part, kept, and the part's mark. A part that is complete without errors is not done again."""
    folder = shards_folder(asked, folders)
    mark = folder / f"{shard.i}-of-{shard.n}.json"
    before = _mark(mark)
    if before is not None and not before["errors"]:
        return ShardResult(before["documents"], was_complete=True)
    from subsidy_rules.stages.documents import read_documents

    plans, errors = _stored(asked, folders, folder, now, watch, ways)
    mine = [replace(plan, todo=tuple(one for one in plan.todo if shard.has(one.sha256))) for plan in plans]
    failed = read_documents(mine, workers, watch, share)
    n_documents = sum(shard.has(ticket.sha256) for plan in plans for ticket in plan.tickets)
    errors += failed.values()
    data = {"documents": n_documents, "errors": [error.words("en") for error in errors]}
    write_atomic(mark, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    return ShardResult(n_documents, was_complete=False, errors=tuple(errors))


def incomplete(asked: Sequence[Asked], folders: Folders) -> tuple[Shard, ...]:
    """The parts that have no mark yet, where parts of this run were begun."""
    if not _marks(folders).is_dir():
        return ()
    folder = shards_folder(asked, folders)
    done = {shard_of(path.stem.replace("-of-", "/")) for path in folder.glob("*-of-*.json")} if folder.is_dir() else set()
    n = max((shard.n for shard in done), default=0)
    return tuple(shard for i in range(1, n + 1) if (shard := Shard(i, n)) not in done)


def shards_folder(asked: Sequence[Asked], folders: Folders) -> Path:
    """Where the marks of this run are: of these documents, with this code."""
    parts = (
        f"{one.programme.model_dump_json()}\0{one.edition}\0{[entry.model_dump_json() for entry in one.documents]}\0{one.ocr}"
        for one in asked
    )
    return _marks(folders) / digest_of([fingerprint(), *parts])


def _marks(folders: Folders) -> Path:
    """Where the marks of all runs are."""
    return folders.extracted.parent / "shards"


def _stored(
    asked: Sequence[Asked], folders: Folders, folder: Path, now: Callable[[], str], watch: Watch, ways: Ways
) -> tuple[list[Plan], list[SubsidyRulesError]]:
    """What is to be done for each edition. Only one part fetches: their records name the documents in the order asked, whoever is first."""
    with locked(folder / "lock"):
        if not (folder / "fetched").exists():
            plans, errors = prepare(asked, folders, now, watch, ways)
            if not errors:
                write_atomic(folder / "fetched", b"")
            return plans, errors
    plans, errors = [], []
    for one in asked:
        try:
            plans.append(plan_edition(one.programme, one.edition, folders, one.placing, ocr=one.ocr))
        except SubsidyRulesError as error:
            errors.append(error)
    return plans, errors


def _mark(path: Path) -> dict[str, Any] | None:
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return data if {"documents", "errors"} <= data.keys() else None
