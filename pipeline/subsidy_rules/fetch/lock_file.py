"""The lock file: which version of each document an edition is built from. It is kept in git, the store is not.

it-hojo/2025:
  koubo-tsujo: {sha256: ..., url: ...}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from subsidy_rules.fetch.editions import EditionFiles
from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.errors import Place, SourceError, system_words
from subsidy_rules.store.atomic import write_atomic
from subsidy_rules.store.locks import locked
from subsidy_rules.yaml.lines import YamlSyntaxError, load_yaml

_HEAD = "# Which version of each document an edition is built from. Written by `subsidy-rules fetch`; commit it.\n"
_Pins = dict[str, dict[str, dict[str, str]]]


def lock_path(store: Path) -> Path:
    """The lock file that belongs to a store: beside it."""
    return store.parent / "lock.yaml"


def pins_of(path: Path, programme: str, edition: str) -> Mapping[str, str]:
    """The sha256 that is pinned for each document of the edition; empty where none is. Raises SourceError with file and line."""
    return {name: pin["sha256"] for name, pin in _load(path).get(f"{programme}/{edition}", {}).items()}


def pin(path: Path, files: EditionFiles) -> None:
    """The lock file with the documents of this edition as they are; those of other editions stay. Unchanged, it is not written."""
    with locked(path.parent / f".{path.name}.lock"):
        pins = _load(path)
        before = json.dumps(pins)
        ours = {fetched.entry.id: fetched.entry for fetched in files.documents}
        pins[f"{files.programme}/{files.edition}"] = {
            name: {"sha256": entry.sha256 or "", **({"url": entry.url} if entry.url else {})} for name, entry in ours.items()
        }
        if json.dumps(pins) != before or not path.is_file():
            write_atomic(path, _text(pins).encode("utf-8"))


def _load(path: Path) -> _Pins:
    try:
        located = load_yaml(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path, None, system_words(error)) from error
    except YamlSyntaxError as error:
        raise _damaged(path, error.line, error.words) from error
    data = located.data or {}
    if not isinstance(data, dict):
        raise _damaged(path, 1, message("not a mapping of editions"))
    for edition, documents in data.items():
        for name, entry in documents.items() if isinstance(documents, dict) else [("", None)]:
            if not isinstance(entry, dict) or not isinstance(entry.get("sha256"), str):
                raise _damaged(
                    path, located.line_of((edition, name)), message("no sha256 for {edition} {name}", edition=edition, name=name)
                )
    return data


def _text(pins: _Pins) -> str:
    """The file: everything sorted, strings as JSON writes them, which is YAML."""
    lines = [_HEAD.rstrip("\n")]
    for edition in sorted(pins):
        lines.append(f"{json.dumps(edition, ensure_ascii=False)}:")
        for name, pin in sorted(pins[edition].items()):
            pairs = ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in sorted(pin.items()))
            lines.append(f"  {json.dumps(name, ensure_ascii=False)}: {{{pairs}}}")
    return "\n".join(lines) + "\n"


def _damaged(path: Path, line: int | None, why: Said) -> SourceError:
    return SourceError(
        Place(str(path), line=line),
        message("The lock file is not valid ({why}).", why=why),
        message("It says which documents a build is made of."),
        message("Restore it from git, or delete it and run `subsidy-rules fetch`."),
    )
