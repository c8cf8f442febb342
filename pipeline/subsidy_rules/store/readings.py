"""What was read of a document, kept beside what was found in it, so that finding can be done again without reading.

extracted/<sha256>/reading.json     what it was read by, the state before the second reading of its tables, that reading, and the hashes
                                    of the document's other files: where two that write at once mix theirs, nothing counts as read
                   parses.jsonl     the parser's readings: model on the first line, then one sentence per line
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from subsidy_rules.language.parsed import Parsed
from subsidy_rules.model.document import Document
from subsidy_rules.model.errors import SubsidyRulesError
from subsidy_rules.model.extracted import Extracted, FirstReading, SecondReading
from subsidy_rules.store.atomic import write_atomic
from subsidy_rules.store.files import PARTS, Extraction, load_document, save_document
from subsidy_rules.store.keys import Key
from subsidy_rules.store.names import sha256_part

_FILES = ("document.json", *(f"{part}.jsonl" for part in PARTS))


def save_reading(root: Path, found: Extracted, key: Key, second_key: str) -> None:
    """Writes the document, and what is needed to begin from its reading again."""
    folder = save_document(root, found.document)
    first, second = found.reading.document, found.reading.second
    data = {
        "key": dict(key),
        "files": _hashes(folder),
        "tables": [[table.confidence, list(table.reasons)] for table in first.tables],
        "problems": len(first.problems),
        "second": None if second is None else {"by": second_key, **_second_data(second)},
    }
    write_atomic(folder / "reading.json", json.dumps(data, ensure_ascii=False).encode("utf-8"))


def load_reading(root: Path, sha256: str, second_key: str) -> tuple[Key, Document, FirstReading] | None:
    """The key of the reading, the document, and the same as it was read first; None where it was not read, or its files are damaged."""
    folder = root / sha256_part(sha256)
    try:
        data = json.loads((folder / "reading.json").read_text(encoding="utf-8"))
        if data["files"] != _hashes(folder):
            return None
        document = load_document(root, sha256)
        second = data["second"]
        known = _second_of(second) if second is not None and second["by"] == second_key else None
        tables = [
            table.model_copy(update={"confidence": confidence, "reasons": tuple(reasons)})
            for table, (confidence, reasons) in zip(document.tables, data["tables"], strict=True)
        ]
        first = document.model_copy(update={"tables": tuple(tables), "problems": document.problems[: data["problems"]]})
        return data["key"], document, FirstReading(first, known)
    except (OSError, ValueError, KeyError, TypeError, SubsidyRulesError):
        return None


def reading_key(root: Path, sha256: str) -> Key | None:
    """The key of what was read of a document; None where it was not."""
    try:
        data: Key = json.loads((root / sha256_part(sha256) / "reading.json").read_text(encoding="utf-8"))["key"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return data


def is_whole(root: Path, extraction: Extraction) -> bool:
    """Whether the files of a document are those that were written with this extraction."""
    folder = root / sha256_part(extraction.source.sha256)
    try:
        data = json.loads((folder / "reading.json").read_text(encoding="utf-8"))
        candidates = hashlib.sha256((folder / "candidates.jsonl").read_bytes()).hexdigest()
        return bool(data["files"] == _hashes(folder) and candidates == extraction.digest)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _second_data(second: SecondReading) -> dict[str, Any]:
    tables = {str(page): [sorted(texts) for texts in tables] for page, tables in second.tables.items()}
    return {"pages": list(second.pages), "tables": tables}


def _second_of(data: Mapping[str, Any]) -> SecondReading:
    tables = {int(page): tuple(frozenset(texts) for texts in tables) for page, tables in data["tables"].items()}
    return SecondReading(tuple(data["pages"]), tables)


def _hashes(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in _FILES}


class KeptParses:
    """The parser's readings in one file of JSON Lines."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def known(self, model: str) -> Mapping[str, Parsed]:
        """Sentence → parse by exactly this model; nothing where the file is of another one."""
        try:
            head, *lines = self._path.read_text(encoding="utf-8").split("\n")
            if json.loads(head) != {"model": model}:
                return {}
            rows = [json.loads(line) for line in lines if line]
            return {row.pop("sentence"): Parsed(**{**row, "conditions": tuple(row["conditions"])}) for row in rows}
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return {}

    def add(self, model: str, parses: Mapping[str, Parsed]) -> None:
        """Keeps these as well; what another model read goes."""
        rows = [{"model": model}, *({"sentence": text, **asdict(parsed)} for text, parsed in {**self.known(model), **parses}.items())]
        write_atomic(self._path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8"))
