"""The command line: parse, call, print, return an exit code. 0 all right, 1 findings or changes, 2 trouble.

Whatever is heavy is imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from subsidy_rules import __version__
from subsidy_rules.cli import (
    answering,
    comparing,
    coverage,
    deciding,
    documents,
    exporting,
    fetching,
    impact,
    review,
    rules,
    running,
    serving,
    showing,
    sources,
    stages,
    status,
)
from subsidy_rules.cli.border import run_within
from subsidy_rules.cli.extras import Commands
from subsidy_rules.cli.options import LangOption, worded
from subsidy_rules.cli.settings import settings_of
from subsidy_rules.cli.speech import Application
from subsidy_rules.cli.telling import tell
from subsidy_rules.process.garbage import look_rarely

app = Application(
    name="subsidy-rules",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: the panels cost 0.2 s of start-up
    pretty_exceptions_enable=False,  # `border` tells what no command has worded
    help=worded("Rule sets of Japanese SME subsidies, read from official documents; every value cites its page."),
    epilog=worded("Exit codes: 0 all right, 1 findings or changes, 2 trouble."),
)


def _show_version(asked: bool) -> None:
    if asked:
        tell(f"subsidy-rules {__version__}")
        raise typer.Exit


VersionOption = Annotated[
    bool,
    typer.Option("--version", callback=_show_version, is_eager=True, help=worded("Show the version and exit.")),
]


@app.callback()
def before(ctx: typer.Context, version: VersionOption = False, lang: LangOption = None) -> None:
    """Takes `--lang` before the command as well; `options.HELP_LANG` has read it already. Settings of the repository are defaults."""
    if ctx.invoked_subcommand == "diff":
        ctx.default_map = settings_of(Path.cwd())


sources.add_to(app)
fetching.add_to(app)
status.add_to(app)
running.add_to(app)
stages.add_to(app)
documents.add_to(app)
comparing.add_to(app)
showing.add_to(app)
answering.add_to(app)
exporting.add_to(app)
impact.add_to(app)
serving.add_to(app)
rules.add_to(app)
deciding.add_to(app)
review.add_to(app)
coverage.add_to(app)


def main() -> None:
    """Entry point of the `subsidy-rules` command."""
    # this program has no plugins for pydantic, and looking for some reads the metadata of every installed package
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    look_rarely()
    run_within(app)


__all__ = ["app", "main"]
