"""What people decided lately on an edition, step by step, so that it can be taken back also by another program, later.

    <root>/.cache/steps/<programme>/<edition>.jsonl    a step a line: who, when, on what, and rules and places as they were before

The edition is locked by whoever writes here. The file can be deleted at any time: then nothing of what it told can be taken back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from subsidy_rules.model.review import LedgerEntry, LedgerPlace
from subsidy_rules.review.by_hand import noticed
from subsidy_rules.review.decisions import Undo
from subsidy_rules.ruleset.yaml_file import rule_data, rule_of
from subsidy_rules.store.atomic import write_atomic
from subsidy_rules.store.files import CACHE

_MOST = 300  # steps that are kept


@dataclass(frozen=True, slots=True)
class Named:
    """A decision of which only the name is still known."""

    name: str


def steps_file(folder: Path) -> Path:
    """Where the steps on the edition in a folder are kept."""
    whole = folder.resolve()
    return whole.parent.parent / CACHE / "steps" / whole.parent.name / f"{whole.name}.jsonl"


def note_step(folder: Path, step: Undo) -> None:
    """Writes down what takes a step back. Where the step takes one back itself, that one is forgotten instead."""
    lines = _lines(folder)
    if isinstance(step.what, Undo):
        data = _data(step.what)
        left = [line for line in lines if (line["by"], line["seen"]) != (data["by"], data["seen"])]
        if len(left) < len(lines):
            _write(folder, left)
        return
    if len(lines) >= _MOST:
        _write(folder, [*lines[-_MOST // 2 :], _data(step)])
        return
    path = steps_file(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(_data(step), ensure_ascii=False) + "\n")


def last_step(folder: Path, by: str) -> Undo | None:
    """What takes back the last step of a person that is known; None where none is."""
    return next((_undo(line) for line in reversed(_lines(folder)) if line.get("by") == by), None)


def _lines(folder: Path) -> list[dict[str, Any]]:
    try:
        texts = steps_file(folder).read_text(encoding="utf-8").splitlines()
        found = [json.loads(text) for text in texts]
    except (OSError, ValueError):  # a file that is torn tells nothing
        return []
    return [line for line in found if isinstance(line, dict)]


def _write(folder: Path, lines: Sequence[Mapping[str, Any]]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    write_atomic(steps_file(folder), text.encode("utf-8"))


def _data(step: Undo) -> dict[str, Any]:
    return {
        "by": step.by,
        "at": step.at,
        "name": step.name,
        "rules": [[name, None if rule is None else rule_data(rule)] for name, rule in step.rules],
        "places": [[_plain(place), None if entry is None else _plain(entry)] for place, entry in step.places],
        "seen": list(step.seen),
    }


def _plain(model: LedgerPlace) -> dict[str, Any]:
    return model.model_dump(mode="json", exclude_none=True)


def _undo(line: Mapping[str, Any]) -> Undo:
    return Undo(
        by=line["by"],
        at=line["at"],
        what=Named(line["name"]),
        rules=tuple((name, None if data is None else noticed(rule_of(data))) for name, data in line["rules"]),
        places=tuple(
            (LedgerPlace.model_validate(place), None if entry is None else LedgerEntry.model_validate(entry))
            for place, entry in line["places"]
        ),
        seen=tuple(line["seen"]),
    )
