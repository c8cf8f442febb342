"""The only way out of the command line: what is told is neutral where it is shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

_PIPED_WIDTH = 160  # columns where the output is not a terminal


def tell(text: str, *, err: bool = False, nl: bool = True) -> None:
    """The text on standard output, or on standard error."""
    from subsidy_rules.report.neutral import terminal_text

    typer.echo(terminal_text(text), err=err, nl=nl)


def tell_server(commands: str) -> None:
    """Workflow commands for a build server, which must reach it as they are; their texts are encoded."""
    typer.echo(commands)


def out() -> Console:
    """Standard output."""
    from subsidy_rules.report.console import NeutralConsole

    return NeutralConsole(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else _PIPED_WIDTH)


def err() -> Console:
    """Standard error: messages and progress."""
    from subsidy_rules.report.console import NeutralConsole

    return NeutralConsole(stderr=True, highlight=False, soft_wrap=True)
