"""What a second reader answered and proposes, kept beside the rule sets with what was read of their documents.

.cache/second_reader/<hash of the question>.json    the answer, so that nothing is asked twice
                     <programme>_<edition>.jsonl    the proposals of an edition
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pydantic import ValidationError

from subsidy_rules.model.proposal import Proposal
from subsidy_rules.store.atomic import write_atomic
from subsidy_rules.store.files import CACHE


class Answers:
    """The answers to questions, each under the hash of all that was asked: address, model and words."""

    def __init__(self, folder: Path) -> None:
        self._root = _root(folder)

    def known(self, question: str) -> bytes | None:
        """The answer that was kept, None where there is none."""
        try:
            return self._path(question).read_bytes()
        except FileNotFoundError:
            return None

    def keep(self, question: str, answer: bytes) -> None:
        write_atomic(self._path(question), answer)

    def _path(self, question: str) -> Path:
        return self._root / f"{hashlib.sha256(question.encode('utf-8')).hexdigest()}.json"


def save_proposals(folder: Path, proposals: tuple[Proposal, ...]) -> None:
    """Keeps the proposals for the rule set in a folder, and no others."""
    rows = (json.dumps(one.model_dump(mode="json"), ensure_ascii=False) + "\n" for one in proposals)
    write_atomic(_file(folder), "".join(rows).encode("utf-8"))


def load_proposals(folder: Path) -> tuple[Proposal, ...]:
    """The proposals kept for the rule set in a folder; nothing where there are none, or they are damaged."""
    try:
        lines = _file(folder).read_text(encoding="utf-8").split("\n")
        return tuple(Proposal.model_validate_json(line) for line in lines if line)
    except (FileNotFoundError, UnicodeDecodeError, ValidationError):
        return ()


def _root(folder: Path) -> Path:
    return folder.resolve().parent.parent / CACHE / "second_reader"


def _file(folder: Path) -> Path:
    whole = folder.resolve()
    return _root(folder) / f"{whole.parent.name}_{whole.name}.jsonl"
