"""The forms that changes can be written in, by name; each is imported when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from subsidy_rules.model.change import Change
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.report.neutral import clean

FORMATS = {
    "text": "changes:changes_text",
    "oneline": "change_rows:changes_oneline",
    "json": "changes:changes_json",
    "yaml": "changes:changes_yaml",
    "markdown": "changes:changes_markdown",
    "memo": "change_memo:changes_memo",
    "junit": "change_ci:changes_junit",
    "github": "change_ci:changes_github",
    "sarif": "change_ci:changes_sarif",
    "gitlab": "change_ci:changes_gitlab",
    "csv": "change_rows:changes_csv",
    "xlsx": "change_rows:changes_xlsx",
    "html": "change_html:changes_html",
}

_PLAIN = frozenset({"text", "oneline", "memo", "yaml"})  # nothing else neutralises their texts


# forms that tell how many there are, not what they are
NUMBERS = {"counts": "change_ci:changes_counts"}
# forms that name the file and the line of a rule
PLACED = frozenset({"github", "sarif", "gitlab"})


def write_changes(form: str, old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang, folder: Path | None = None) -> str | bytes:
    """The changes in a form of `FORMATS`; bytes where it is no text. `folder` holds the files of the new set."""
    module, _, function = (FORMATS | NUMBERS)[form].partition(":")
    write = getattr(importlib.import_module(f"subsidy_rules.report.{module}"), function)
    if folder is not None and form in PLACED:
        from subsidy_rules.report.rule_places import rule_places

        write = partial(write, places=rule_places(folder))
    written = write(old, new, changes, lang)
    if not isinstance(written, (str, bytes)):
        raise TypeError(f"{form} gives neither text nor bytes")
    return clean(written) if form in _PLAIN and isinstance(written, str) else written
