"""Only the command that is called is made; which one that is must be known without making any."""

from __future__ import annotations

import subprocess
import sys

from subsidy_rules.cli import MODULES, application, asked_command


def names(asked: str | None) -> list[str]:
    made = application(asked)
    return sorted(
        [command.name or "" for command in made.registered_commands] + [group.name for group in made.registered_groups if group.name]
    )


def test_the_table_of_modules_names_every_command() -> None:
    assert names(None) == sorted(name for commands in MODULES.values() for name in commands)


def test_a_call_makes_its_command_alone() -> None:
    assert names(asked_command(["diff", "old", "new"])) == ["diff"]
    assert names(asked_command(["--lang=en", "sources", "list"])) == ["sources"]


def test_what_is_no_command_is_left_to_all_of_them() -> None:
    assert asked_command(["--lang", "diff"]) is None
    assert asked_command(["--version", "diff"]) is None
    assert asked_command([]) is None


def test_a_misspelt_command_is_still_told_what_was_meant() -> None:
    call = [sys.executable, "-m", "subsidy_rules.cli", "--lang", "en", "histori"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "'history'" in done.stderr
