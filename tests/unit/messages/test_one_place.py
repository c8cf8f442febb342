"""No module branches on the language: what differs between languages is a message. The reasons of those that do stand here."""

from __future__ import annotations

import re
from pathlib import Path

import subsidy_rules

BRANCHES = {
    "messages/message.py": "the catalogue is asked here",
    "wording/numbers.py": "Japanese counts yen in 万 and 億, which is another number, not another word",
    "cli/speech.py": "Typer speaks English, and is left to it in English",
}
PACKAGE = Path(subsidy_rules.__file__).parent
ASKED = re.compile(r"""(?:lang|language|speech) *[!=]= *["'](?:ja|en)["']|HELP_LANG *[!=]=""")


def test_code_does_not_branch_on_the_language() -> None:
    found = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if ASKED.search(path.read_text(encoding="utf-8"))}
    assert found <= set(BRANCHES)
