"""Shows the page of review: says its address, opens it in the browser, and answers until it is interrupted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from subsidy_rules.cli.options import STORE, worded
from subsidy_rules.cli.telling import tell
from subsidy_rules.messages.message import message

if TYPE_CHECKING:
    from subsidy_rules.model.errors import Lang
    from subsidy_rules.serve.desk import Desk

PortOption = Annotated[
    int, typer.Option("--port", min=0, max=65535, help=worded("Port of the page on this machine; 0 takes one that is free."))
]


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown: the folder of the edition, where its documents and what was read of them are, who decides."""

    folder: Path
    documents: Path | None
    extracted: Path | None
    by: str
    two_reviewers: bool


def show_page(shown: Shown, port: int, lang: Lang, *, browser: bool) -> None:
    """Answers until it is interrupted. Raises RuleSetError where there is no rule set."""
    import webbrowser

    from subsidy_rules.serve.review_app import review_app
    from subsidy_rules.serve.server import serve

    def ready(address: str) -> None:
        tell(message("Review: {address}", address=address).say(lang))
        tell(message("Ctrl-C ends it; every decision is on the disk.").say(lang))
        if browser:
            webbrowser.open(address)

    serve(review_app(_desk(shown, lang)), port, ready)


def _desk(shown: Shown, lang: Lang) -> Desk:
    from datetime import date

    from subsidy_rules.serve.desk import Desk
    from subsidy_rules.serve.papers import Papers
    from subsidy_rules.stages.page_images import PageImages, kept_beside
    from subsidy_rules.stages.sitting import Sitting

    sitting = Sitting(shown.folder, shown.extracted)
    ruleset = sitting.open(2 if shown.two_reviewers else None)
    folders = [shown.documents] if shown.documents is not None else [STORE, shown.folder.parent]
    images = PageImages((source.sha256 for source in ruleset.sources), folders, kept_beside(shown.folder))
    images.start()
    return Desk(sitting, Papers(shown.folder, images, shown.extracted), shown.by, lambda: date.today().isoformat(), lang)
