"""The command `review`: the page on which people decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.options import LangOption, chosen, example, reporting, worded
from subsidy_rules.cli.rules import FolderArgument
from subsidy_rules.messages.message import message

if TYPE_CHECKING:
    from subsidy_rules.model.errors import Lang
    from subsidy_rules.serve.desk import Desk


def add_to(app: typer.Typer) -> None:
    """Adds this command to the application."""
    app.command(
        "review",
        help=worded(
            "Review rules in the browser, each beside its page: what needs a person first, every key listed. On this machine only."
        ),
        epilog=example("subsidy-rules review rules_out/it-hojo/2025 --documents sources/store --by tanaka"),
    )(review)


def review(
    folder: FolderArgument,
    documents: Annotated[
        Optional[list[Path]],  # noqa: UP045 - Typer reads the annotation at run time
        typer.Option("--documents", metavar="DIR", help=worded("Folder of the cited documents; may be given several times.")),
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help=worded("The person who decides; else the page asks."))] = "",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help=worded("Port on this machine; 0 takes one that is free."))] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help=worded("Only print the address."))] = False,
    two_reviewers: Annotated[
        bool, typer.Option("--two-reviewers", help=worded("Every decision takes a second person from now on."))
    ] = False,
    lang: LangOption = None,
) -> None:
    import webbrowser

    speech = chosen(lang)
    with reporting(speech):
        from subsidy_rules.serve.review_app import review_app
        from subsidy_rules.serve.server import serve

        desk = _desk(folder, documents or [], by, speech, two_reviewers=two_reviewers)

        def ready(address: str) -> None:
            typer.echo(message("Review: {address}", address=address).say(speech))
            typer.echo(message("Ctrl-C ends it; every decision is on the disk.").say(speech))
            if not no_browser:
                webbrowser.open(address)

        serve(review_app(desk), port, ready)


def _desk(folder: Path, documents: list[Path], by: str, lang: Lang, *, two_reviewers: bool) -> Desk:
    from datetime import date

    from subsidy_rules.cli.options import STORE
    from subsidy_rules.serve.desk import Desk
    from subsidy_rules.serve.papers import Papers
    from subsidy_rules.stages.page_images import PageImages, kept_beside
    from subsidy_rules.stages.sitting import Sitting

    sitting = Sitting(folder)
    ruleset = sitting.open(2 if two_reviewers else None)
    images = PageImages((source.sha256 for source in ruleset.sources), documents or [STORE, folder.parent], kept_beside(folder))
    return Desk(sitting, Papers(folder, images), by, lambda: date.today().isoformat(), lang)
