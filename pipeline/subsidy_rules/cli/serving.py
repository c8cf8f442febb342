"""Command: serve."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from subsidy_rules.cli.options import RULES, LangOption, chosen, example, reporting, worded
from subsidy_rules.cli.telling import tell
from subsidy_rules.messages.message import message

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def add_to(app: typer.Typer) -> None:
    """Adds this command to the application."""
    app.command(
        "serve",
        help=worded("Answer questions on rule sets over HTTP, read-only, on this machine only; /openapi.json describes how."),
        epilog=example("subsidy-rules serve rules_out --port 8080"),
    )(serve)


def serve(
    root: Annotated[Path, typer.Argument(metavar="DIR", help=worded("Folder that holds <programme>/<edition>."))] = RULES,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help=worded("Port; 0 takes one that is free."))] = 8080,
    host: Annotated[str, typer.Option("--host", help=worded("Address to answer at."))] = "127.0.0.1",
    mcp: Annotated[
        bool, typer.Option("--mcp", help=worded("Answer an agent over standard input and output instead (Model Context Protocol)."))
    ] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help=worded("Processes that answer, one for each core."))] = 1,
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    with reporting(speech):
        if mcp:
            _serve_tools(root)
            return
        from subsidy_rules.serve.api import api_app
        from subsidy_rules.serve.server import run
        from subsidy_rules.serve.shelf import Shelf

        def ready(real_port: int) -> None:
            tell(message("Answering at {address}", address=f"http://{host}:{real_port}/rulesets").say(speech))
            tell(message("Ctrl-C ends it.").say(speech))

        run(partial(api_app, Shelf(root), [*_LOOPBACK, host]), host, port, ready, workers)


def _serve_tools(root: Path) -> None:
    """Standard output is the protocol's: nothing else is printed to it."""
    from subsidy_rules.serve.shelf import Shelf
    from subsidy_rules.serve.tools import tools_server

    tools_server(Shelf(root)).run()
