"""The only way out of the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from subsidy_rules.cli import telling

ROOM = Path(telling.__file__).parent


def test_no_other_module_writes_to_the_terminal() -> None:
    ways = (r"(?:typer|click)\.(?:echo|secho)", r"(?<![\w.`])print\(", r"sys\.std(?:out|err)\.write", "rich.console import Console$")
    speaking = re.compile("|".join(ways), re.MULTILINE)
    code = {path.name: re.sub(r"^\s*>>> .*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE) for path in ROOM.glob("*.py")}
    assert sorted(name for name, text in code.items() if speaking.search(text)) == ["telling.py"]


def test_what_is_told_is_neutral(capfd: pytest.CaptureFixture[str]) -> None:
    hostile = "\x1b[2J\n::error::x\n名\udcff"
    telling.tell(hostile)
    telling.tell(hostile, err=True)
    telling.out().print(hostile, markup=False)
    told = capfd.readouterr()
    for text in (told.out, told.err):
        assert "\x1b" not in text and "\n::" not in text and "名\ufffd" in text


def test_commands_reach_the_server(capfd: pytest.CaptureFixture[str]) -> None:
    telling.tell_server("::error file=a::b")
    assert capfd.readouterr().out == "::error file=a::b\n"
