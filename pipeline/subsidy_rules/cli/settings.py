"""Settings of a repository, found by name: `.subsidy-rules.yaml` beside or above the working directory, up to the top of the repository.

    diff:
      fail-on: ERR
      levels: levels.yaml        # paths count from the folder of the file
      accepted: accepted.yaml
      area: [money, eligibility]

An option given on the command line goes before its setting.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from subsidy_rules.cli.options import worded

NAME = ".subsidy-rules.yaml"
_PATHS = frozenset({"levels", "accepted", "expect", "template", "documents", "registry"})
_OTHERS = frozenset({"fail_on", "lang", "area", "kind", "frame", "direction", "reviewed_only", "against"})


def settings_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Options by command, as the command line takes defaults; nothing where there is no such file."""
    file = _find(folder.resolve())
    if file is None:
        return {}
    from subsidy_rules.yaml.lines import YamlSyntaxError, load_yaml

    try:
        data = load_yaml(file.read_text(encoding="utf-8-sig")).data or {}
    except YamlSyntaxError as error:
        raise typer.BadParameter(worded("{file}: it is no YAML (line {line})", file=file, line=error.line)) from error
    told = data.get("diff") or {} if isinstance(data, dict) else None
    if not isinstance(told, dict) or set(data) - {"diff"}:
        raise typer.BadParameter(worded("{file}: settings are a mapping of options under `diff`", file=file))
    return {"diff": {name: value for key, raw in told.items() for name, value in [_setting(str(key), raw, file)]}}


def _find(folder: Path) -> Path | None:
    for parent in (folder, *folder.parents):
        if (parent / NAME).is_file():
            return parent / NAME
        if (parent / ".git").exists():
            return None
    return None


def _setting(key: str, value: object, file: Path) -> tuple[str, object]:
    name = key.replace("-", "_")
    if name in _PATHS:
        return name, str(file.parent / str(value))
    if name not in _OTHERS:
        raise typer.BadParameter(worded("{file}: diff has no setting {name!r}", file=file, name=key))
    if name in ("area", "kind", "frame", "direction"):
        return name, [str(each) for each in value] if isinstance(value, list) else [str(value)]
    return name, value
