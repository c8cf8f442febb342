"""The command line: parse, call, print, return an exit code. 0 all right, 1 findings or changes, 2 trouble.

Whatever is heavy is imported inside the commands, so that `--help` answers at once; and only the command that is called is made.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from subsidy_rules import __version__
from subsidy_rules.cli.border import run_within
from subsidy_rules.cli.extras import Commands
from subsidy_rules.cli.options import LangOption, worded
from subsidy_rules.cli.settings import settings_of
from subsidy_rules.cli.speech import Application
from subsidy_rules.cli.telling import tell
from subsidy_rules.process.garbage import look_rarely

if TYPE_CHECKING:
    app: Application

# the commands of each module beside this one, in the order in which help tells them
MODULES: dict[str, tuple[str, ...]] = {
    "sources": ("sources",),
    "fetching": ("fetch",),
    "status": ("status",),
    "running": ("run",),
    "stages": ("ingest", "extract", "build"),
    "documents": ("tables", "clauses"),
    "comparing": ("diff", "history", "checks", "git-diff"),
    "showing": ("show",),
    "answering": ("evaluate",),
    "exporting": ("export", "publish"),
    "impact": ("impact",),
    "serving": ("serve",),
    "rules": ("check", "migrate", "schema"),
    "deciding": ("approve", "reject", "edit", "comment", "undo"),
    "figures": ("figures", "no-rule", "new-rule"),
    "review": ("review",),
    "coverage": ("coverage",),
}


def _show_version(asked: bool) -> None:
    if asked:
        tell(f"subsidy-rules {__version__}")
        raise typer.Exit


VersionOption = Annotated[
    bool,
    typer.Option("--version", callback=_show_version, is_eager=True, help=worded("Show the version and exit.")),
]


def before(ctx: typer.Context, version: VersionOption = False, lang: LangOption = None) -> None:
    """Takes `--lang` before the command as well; `options.HELP_LANG` has read it already. Settings of the repository are defaults."""
    if ctx.invoked_subcommand == "diff":
        ctx.default_map = settings_of(Path.cwd())


def application(asked: str | None = None) -> Application:
    """The application with all its commands, or with the one that is asked for: making the others takes a tenth of a second."""
    made = Application(
        name="subsidy-rules",
        cls=Commands,
        callback=before,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,  # plain help: the panels cost 0.2 s of start-up
        pretty_exceptions_enable=False,  # `border` tells what no command has worded
        help=worded("Rule sets of Japanese SME subsidies, read from official documents; every value cites its page."),
        epilog=worded("Exit codes: 0 all right, 1 findings or changes, 2 trouble."),
    )
    for module, commands in MODULES.items():
        if asked is None or asked in commands:
            import_module(f"{__name__}.{module}").add_to(made)
    if asked is not None:
        made.registered_commands = [command for command in made.registered_commands if command.name == asked]
    return made


def asked_command(arguments: Sequence[str]) -> str | None:
    """The command that is called, where it comes first or after the language; None where Typer has to look.

    >>> asked_command(["--lang", "ja", "diff", "a", "b"])
    'diff'
    >>> asked_command(["--help"]), asked_command(["dif"])
    (None, None)
    """
    rest = list(arguments)
    if rest[:1] == ["--lang"]:
        del rest[:2]
    elif rest and rest[0].startswith("--lang="):
        del rest[:1]
    return next((name for names in MODULES.values() for name in names if rest[:1] == [name]), None)


def main() -> None:
    """Entry point of the `subsidy-rules` command."""
    # this program has no plugins for pydantic, and looking for some reads the metadata of every installed package
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    look_rarely()
    run_within(application(asked_command(sys.argv[1:])))


def __getattr__(name: str) -> Any:
    """`app`: the application with all its commands, made when it is asked for."""
    if name != "app":
        raise AttributeError(name)
    globals()["app"] = made = application()
    return made


__all__ = ["app", "application", "main"]
