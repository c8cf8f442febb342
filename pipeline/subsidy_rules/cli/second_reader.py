"""Options of a second reader: a model behind an address that the user names. Without them no word of a document leaves the machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.options import progress, worded
from subsidy_rules.cli.telling import err
from subsidy_rules.messages.message import counted, message

if TYPE_CHECKING:
    from subsidy_rules.model.errors import Lang
    from subsidy_rules.stages.second_reader import Asked

KEY = "SUBSIDY_RULES_READER_KEY"
ReaderOption = Annotated[
    Optional[str],  # noqa: UP045 - Typer reads the annotation at run time
    typer.Option(
        "--second-reader",
        metavar="URL",
        help=worded(
            "Ask the chat endpoint (OpenAI's interface) at this address what rules the unread clauses and tables state, and show its "
            "answers as proposals. Their text is sent there. The key is taken from {key}.",
            key=KEY,
        ),
    ),
]
ModelOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--model", metavar="NAME", help=worded("The model that --second-reader asks.")),
]


def consult(folder: Path, url: str | None, model: str | None, extracted: Path | None, lang: Lang) -> None:
    """Asks where that is wanted, and tells on standard error what was asked and what came of it. Raises FetchError, RuleSetError."""
    if url is None and model is None:
        return
    if not url or not model:
        raise typer.BadParameter(worded("--second-reader URL and --model NAME belong together"))
    from subsidy_rules.fetch.chat import CHAT_LIMITS, Endpoint
    from subsidy_rules.fetch.web import Web
    from subsidy_rules.stages.second_reader import ask_second_reader

    endpoint = Endpoint(url, model, os.environ.get(KEY, "").strip())
    # the user names this one address, and redirects are not followed: it may be this machine or one of the own network
    with Web(CHAT_LIMITS, allow_private=True) as web, progress(lang) as tick:
        asked = ask_second_reader(folder, endpoint, web, extracted=extracted, tick=tick)
    for line in asked_lines(asked, lang):
        err().print(line, markup=False)


def asked_lines(asked: Asked, lang: Lang) -> tuple[str, ...]:
    """What was asked, what it cost, what came of it, and what was not answered."""
    lines = [
        counted(
            "Second reader: {n} unread clause or table; {sent} sent ({tokens} tokens), {kept} answered before.",
            "Second reader: {n} unread clauses and tables; {sent} sent ({tokens} tokens), {kept} answered before.",
            asked.passages,
            sent=asked.sent,
            tokens=asked.tokens,
            kept=asked.kept,
        ),
        counted(
            "{n} proposal, {same} of which our own grammar reads the same; dropped: {dropped}.",
            "{n} proposals, {same} of which our own grammar reads the same; dropped: {dropped}.",
            len(asked.proposals),
            same=sum(one.same for one in asked.proposals),
            dropped=asked.dropped,
        ),
    ]
    if asked.trouble is not None:
        lines.append(message("Not answered: {n} ({reason}).", n=asked.failed, reason=asked.trouble.what))
    if asked.stopped:
        lines.append(message("Nothing more was asked. What was answered is kept: the same command goes on from there."))
    return tuple(line.say(lang) for line in lines)
