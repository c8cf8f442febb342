"""The files of one rule set folder, read and written as one.

What is there is never taken for absent: a file that must be one of the rule set, by its name or because it says so, is read, or it is an
error that names it. Several files are written together: what is to stand in them is noted first in `.pending.json`, so that a run that is
killed in between is finished by the next one, and whoever reads meanwhile reads all of the new or all of the old.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.errors import Place, RuleSetError, system_words
from subsidy_rules.model.rule import SCHEMA
from subsidy_rules.ruleset.listing import HEAD, listed_names
from subsidy_rules.store.atomic import sync_folder, write_atomic
from subsidy_rules.yaml.lines import YamlSyntaxError, load_yaml

PENDING = ".pending.json"
_ENDINGS = (".yaml", ".yml", ".json")
_SAYS_SO = re.compile(rf"""["']?schema["']?[ \t]*:[ \t]*["']?{SCHEMA.partition("/")[0]}/""")


def ruleset_texts(folder: Path) -> dict[str, str]:
    """File name → text of the files of the rule set in a folder; nothing where it holds none.

    Raises RuleSetError for a file of the rule set that cannot be read as what it is, and where the others are there without their head.
    """
    pending = _pending(folder)
    if pending is not None:
        return dict(pending["texts"])
    found = {path.name: path for path in _candidates(folder)}
    texts: dict[str, str] = {}
    if HEAD in found:
        texts[HEAD] = _text(found[HEAD])
    named = _Named(texts.get(HEAD))
    for name, path in found.items():
        text = _text_of(path, named) if name != HEAD else None
        if text is not None:
            if path.suffix != ".yaml":
                raise unfit(path, message("A file of a rule set ends in .yaml."), message("Rename it."))
            texts[name] = text
    if texts and HEAD not in texts:
        raise unfit(folder / HEAD, message("It is missing, while files of its rules are there."), _BRING_BACK)
    return texts


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """The folder holds exactly these files of a rule set; others that are none stay. All of it, or, killed before, nothing."""
    settle(folder)
    before = ruleset_texts(folder)
    changed = {name: text for name, text in texts.items() if not _holds(folder / name, text)}
    gone = sorted(before.keys() - texts.keys())
    if not changed and not gone:
        return
    if len(changed) + len(gone) > 1:
        hashes = {name: _hash(folder / name) for name in (*changed, *gone)}
        write_atomic(
            folder / PENDING, json.dumps({"texts": dict(texts), "before": hashes, "gone": gone}, ensure_ascii=False).encode("utf-8")
        )
        settle(folder)
    else:
        for name, text in changed.items():
            write_atomic(folder / name, text.encode("utf-8"))
        for name in gone:
            (folder / name).unlink()
        sync_folder(folder)


def settle(folder: Path) -> None:
    """Finishes what a killed run had begun to write. A file that somebody changed meanwhile stays as that person left it."""
    pending = _pending(folder)
    if pending is None:
        return
    for name, text in pending["texts"].items():
        if name in pending["before"] and _hash(folder / name) == pending["before"][name]:
            write_atomic(folder / name, text.encode("utf-8"))
    for name in pending["gone"]:
        if _hash(folder / name) == pending["before"][name]:
            (folder / name).unlink(missing_ok=True)
    (folder / PENDING).unlink()
    sync_folder(folder)


def digests(folder: Path) -> dict[str, str]:
    """File name → SHA-256 of the files in a folder that may be of a rule set."""
    return {path.name: _hash(path) for path in (*_candidates(folder), folder / PENDING) if path.is_file()}


def unfit(path: Path, what: Said, todo: Said) -> RuleSetError:
    """A file of a rule set that cannot be taken as it is."""
    return RuleSetError(Place(str(path)), what, message("Decisions could be lost, so nothing was written in the folder."), todo)


_BRING_BACK = message("Bring it back, from version control or a copy; or move the files away to begin anew.")


def _pending(folder: Path) -> dict[str, dict[str, str]] | None:
    try:
        data = json.loads((folder / PENDING).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (ValueError, OSError) as error:
        raise unfit(folder / PENDING, message("It is damaged."), _BRING_BACK) from error
    if not isinstance(data, dict) or not {"texts", "before", "gone"} <= data.keys() or not all(map(_is_name, data["texts"])):
        raise unfit(folder / PENDING, message("It is damaged."), _BRING_BACK)
    return data


def _is_name(name: str) -> bool:
    return Path(name).name == name and name.endswith(".yaml")


def _candidates(folder: Path) -> Iterator[Path]:
    """The files that may be of a rule set, by their endings."""
    if folder.is_dir():
        yield from (path for path in sorted(folder.iterdir()) if path.suffix.lower() in _ENDINGS and not path.name.startswith("."))


class _Named:
    """Whether a file has the name of one of this rule set, whatever ending an editor gave it.

    The head is read for it when the first file asks: nearly all files say themselves whose they are.
    """

    def __init__(self, head: str | None) -> None:
        self._head = head

    def __contains__(self, name: str) -> bool:
        return Path(name).stem + ".yaml" in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        if self._head is None:
            return frozenset({HEAD})
        try:
            data = load_yaml(self._head).data
        except YamlSyntaxError:
            data = None  # told where the set is read
        frames = data.get("frames") if isinstance(data, dict) else None
        ids = [row.get("id") for row in frames if isinstance(row, dict)] if isinstance(frames, list) else []
        return frozenset({HEAD, "common.yaml", *(f"{name}.yaml" for name in ids), *listed_names(data)})


def _text_of(path: Path, named: _Named) -> str | None:
    """The text of a file that says to be of a rule set or has the name of one; None of any other. Raises RuleSetError."""
    try:
        text = _foreign_text(path)
    except OSError:
        if path.name in named:
            return _text(path)
        raise
    if text is not None and _SAYS_SO.search(text):
        return text
    return _text(path) if path.name in named else None


def _text(path: Path) -> str:
    """The text of a file of the rule set. Raises RuleSetError."""
    if not path.is_file():
        raise unfit(path, message("It is no file."), _BRING_BACK)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unfit(path, message("It is not UTF-8 text."), message("Save it as UTF-8.")) from error
    except OSError as error:
        raise unfit(path, message("The file cannot be opened ({reason}).", reason=system_words(error)), _BRING_BACK) from error
    if not text.strip():
        raise unfit(path, message("The file is empty."), _BRING_BACK)
    return text


def _foreign_text(path: Path) -> str | None:
    """The text of a file that nothing but itself says to be of a rule set; None where it is no text. Raises RuleSetError."""
    if not path.is_file():
        return None
    data = path.read_bytes()
    for coding in ("utf-8-sig", "utf-16"):
        try:
            text = data.decode(coding)
        except UnicodeError:
            continue
        if coding == "utf-16" and _SAYS_SO.search(text):
            raise unfit(path, message("It is not UTF-8 text."), message("Save it as UTF-8."))
        return text
    return None


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode("utf-8")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
