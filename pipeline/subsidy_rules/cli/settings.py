"""Settings of a repository, found by name: `.subsidy-rules.yaml` beside or above the working directory, up to the top of the repository.

    diff:
      fail-on: ERR
      levels: levels.yaml        # paths count from the folder of the file
      accepted: accepted.yaml
      area: [money, eligibility]

An option given on the command line goes before its setting. Nobody named the file, so it may come with a repository of a stranger: its
paths stay in its folder, and one that somebody else put above a folder (as in /tmp) is none of ours.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer

from subsidy_rules.cli.options import worded
from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.errors import system_words

NAME = ".subsidy-rules.yaml"
_MOST_BYTES = 1_000_000
_PATHS = frozenset({"levels", "accepted", "expect", "template", "documents", "registry"})
_TEXTS = frozenset({"fail_on", "lang", "against"})
_LISTS = frozenset({"area", "kind", "frame", "direction"})
_MARKS = frozenset({"reviewed_only"})


def settings_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Options by command, as the command line takes defaults; nothing where there is no such file. Raises typer.BadParameter."""
    file = _find(folder.resolve())
    if file is None:
        return {}
    from subsidy_rules.yaml.lines import YamlSyntaxError, load_yaml

    try:
        data = load_yaml(_text(file)).data
    except YamlSyntaxError as error:
        raise typer.BadParameter(worded("{file}: it is no YAML (line {line})", file=file, line=error.line)) from error
    data = {} if data is None else data
    told = data.get("diff", {}) if isinstance(data, dict) else None
    told = {} if told is None else told
    if not isinstance(told, dict) or set(data) - {"diff"}:
        raise typer.BadParameter(worded("{file}: settings are a mapping of options under `diff`", file=file))
    return {"diff": _settings(told, file)}


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise _wrong(file, message("it is larger than any settings"))
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(file, system_words(error)) from error


def _find(folder: Path) -> Path | None:
    for parent in (folder, *folder.parents):
        file = parent / NAME
        if file.is_file():
            return file if _is_ours(file, folder) else None
        if (parent / ".git").exists():
            return None
    return None


def _is_ours(file: Path, folder: Path) -> bool:
    """Whether the file belongs to whom the working folder belongs to, to this user or to the system; Windows has no such owners."""
    return os.name != "posix" or file.stat().st_uid in (os.getuid(), folder.stat().st_uid, 0)


def _settings(told: Mapping[object, object], file: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for raw, value in told.items():
        name = str(raw).replace("-", "_")
        if name not in _PATHS | _TEXTS | _LISTS | _MARKS:
            raise typer.BadParameter(worded("{file}: diff has no setting {name!r}", file=file, name=str(raw)))
        if name in found:
            raise _wrong(file, message("the setting {name!r} is given twice", name=str(raw)))
        found[name] = _setting(name, value, file)
    return found


def _setting(name: str, value: object, file: Path) -> object:
    if name in _MARKS and isinstance(value, bool):
        return value
    if name in _LISTS:
        parts = value if isinstance(value, list) else [value]
        if all(isinstance(part, str) for part in parts):
            return parts
    if name in _PATHS and isinstance(value, str):
        return str(_inner(value, file))
    if name in _TEXTS and isinstance(value, str):
        return value
    raise _wrong(file, message("{name!r} cannot be {value!r}", name=name.replace("_", "-"), value=value))


def _inner(value: str, file: Path) -> Path:
    """A path of the settings, which leads nowhere but into their folder, by no link either."""
    from subsidy_rules.model.declared import inner_file

    path = file.parent / value
    try:
        inner_file(value)
        within = path.resolve().is_relative_to(file.parent.resolve())
    except (ValueError, OSError):
        within = False
    if not within:
        raise _wrong(file, message("{path!r} is not in the folder of the settings; give it on the command line", path=value))
    return path


def _wrong(file: Path, why: Said) -> typer.BadParameter:
    return typer.BadParameter(worded("{file}: {why}", file=file, why=why))
