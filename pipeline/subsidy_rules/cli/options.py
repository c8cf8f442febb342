"""Options that several commands share, help in the language of the user, and how trouble is reported."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, Optional

import typer

from subsidy_rules.cli.telling import err, out
from subsidy_rules.messages.message import Message, counted, message, pick_lang
from subsidy_rules.model.errors import Lang, SubsidyRulesError
from subsidy_rules.process.watch import quiet
from subsidy_rules.wording.terms import PROBLEMS

if TYPE_CHECKING:
    from subsidy_rules.model.document import Document
    from subsidy_rules.model.programme import Programme
    from subsidy_rules.model.rule import RuleSet

# help is worded when the commands are defined, before their options are parsed
HELP_LANG: Lang = pick_lang(sys.argv[1:], os.environ)


def worded(english: str, **values: object) -> str:
    """A text of the program in the language of the user, for what is worded before a command runs."""
    return message(english, **values).say(HELP_LANG)


def example(*lines: str) -> str:
    """The end of a command's help: how it is called."""
    return worded("Example") + ": " + " / ".join(lines)


class LangChoice(StrEnum):
    JA = "ja"
    EN = "en"


class StateChoice(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    EDITED = "edited"
    REJECTED = "rejected"
    STALE = "stale"
    CONFLICT = "conflict"


LangOption = Annotated[
    Optional[LangChoice],  # noqa: UP045 - Typer reads the annotation at run time
    typer.Option("--lang", help=worded("Language of messages and tables; default: that of the locale.")),
]
ProgrammeOption = Annotated[str, typer.Option("--programme", help=worded("Programme, such as it-hojo."))]
EditionOption = Annotated[str, typer.Option("--edition", help=worded("Edition by the programme's own label, such as 2025."))]
RegistryOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--registry", help=worded("YAML file or folder that defines programmes.")),
]
StoreOption = Annotated[Path, typer.Option("--store", help=worded("Folder of stored documents."))]
ExtractedOption = Annotated[Path, typer.Option("--extracted", help=worded("Folder of what was extracted."))]
JobsOption = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option(
        "--jobs",
        min=1,
        help=worded("Documents read at a time, each in a process of its own; default: the number of cores, at most 4."),
    ),
]
OcrOption = Annotated[
    bool,
    typer.Option(
        "--ocr",
        help=worded(
            "Read pages without a text layer and large pictures by character recognition, about ten seconds a page; what comes of them "
            "is marked and never sure."
        ),
    ),
]
FrameFilter = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--frame", help=worded("Only rules of this frame, by its id or name; may be given several times.")),
]
KindFilter = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--kind", help=worded("Only rules of this kind; may be given several times.")),
]
StateFilter = Annotated[
    Optional[list[StateChoice]],  # noqa: UP045
    typer.Option("--state", help=worded("Only rules in this state of review; may be given several times.")),
]
BelowFilter = Annotated[
    Optional[float],  # noqa: UP045
    typer.Option("--below", min=0, max=1, help=worded("Only rules with less confidence, such as 0.9.")),
]
AllStatesOption = Annotated[bool, typer.Option("--all-states", help=worded("Use rules that nobody has reviewed, too."))]
OutputOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--output", metavar="FILE", help=worded("Write to this file instead of standard output.")),
]
STORE, EXTRACTED = Path("sources/store"), Path("extracted")
# sets are built and reviewed in the one, and only `publish` brings them to the other
BUILT, RULES = Path("work/rules"), Path("rules_out")


def chosen(lang: LangChoice | None) -> Lang:
    """The language to answer in; `--lang` may stand before the command, too."""
    if lang is None:
        return HELP_LANG
    return "ja" if lang is LangChoice.JA else "en"


def n_jobs(asked: int | None) -> int:
    """How many documents to read at a time."""
    from subsidy_rules.process.jobs import default_jobs

    return asked or default_jobs()


def recogniser(*, asked: bool) -> str:
    """What pictures are to be read with, "" where that is not asked for. Raises ModuleNotFoundError where it is not installed."""
    if not asked:
        return ""
    from subsidy_rules.read.recognise import weights

    if not weights():
        raise ModuleNotFoundError("rapidocr", name="rapidocr")
    return weights()


@contextmanager
def reporting(lang: Lang) -> Iterator[None]:
    """Trouble inside ends the command with its message and exit code 2."""
    try:
        yield
    except SubsidyRulesError as error:
        fail([error], lang)


def show_errors(errors: Sequence[SubsidyRulesError], lang: Lang) -> None:
    """Each error in the language of the user, on standard error."""
    for error in errors:
        err().print(message("Error: {what}", what=error.words(lang)).say(lang), style="red", markup=False)


def show_problems(document: Document, lang: Lang) -> None:
    """Pages of which nothing was read, and what else its reader must know, on standard error."""
    for page in document.pages:
        if page.problem:
            words = PROBLEMS[page.problem]
            err().print(
                message("{name} p.{n}: {words}", name=document.name, n=page.page_no, words=words).say(lang), style="yellow", markup=False
            )
    for problem in document.problems:
        err().print(f"{document.name}: {problem.say(lang)}", style="yellow", markup=False)


def tell_ledger(folder: Path, ruleset: RuleSet, lang: Lang) -> None:
    """What was read of each document of a rule set, on standard output."""
    for line in ledger_told(folder, ruleset, lang):
        out().print(line, markup=False, soft_wrap=True)


def ledger_told(folder: Path, ruleset: RuleSet, lang: Lang) -> list[str]:
    """What was read of each document of a rule set, in lines that fit."""
    from subsidy_rules.report.ledger import ledger_lines
    from subsidy_rules.report.rule_text import wrapped
    from subsidy_rules.store.files import lowest_parts

    return [part for line in ledger_lines(ruleset, lowest_parts(folder, ruleset), lang) for part in wrapped(line, 2)]


def tell_outcome(folder: Path, ruleset: RuleSet, programme: Programme, lang: Lang) -> None:
    """What became of the decisions on a rule set that was made anew, on standard error."""
    from subsidy_rules.report.outcome import outcome_lines
    from subsidy_rules.review.outcome import outcome_of
    from subsidy_rules.store.files import previous_ruleset

    previous = previous_ruleset(folder.parents[1], programme, ruleset.edition)
    for line in outcome_lines(outcome_of(ruleset, previous), lang):
        err().print(line, markup=False)


def written(folder: Path, n: int) -> Message:
    """That a rule set was written, and where."""
    return counted("Written: {path} ({n} rule)", "Written: {path} ({n} rules)", n, path=folder)


def next_step(folder: Path) -> Message:
    """What to do with a rule set that was made."""
    return message(
        "Next: look at the rules with `subsidy-rules show {path}`; decide on those that you have seen with `approve`, `edit`, `reject`.",
        path=folder,
    )


def fail(errors: Sequence[SubsidyRulesError], lang: Lang) -> NoReturn:
    show_errors(errors, lang)
    raise typer.Exit(2)


def finish(errors: Sequence[SubsidyRulesError], lang: Lang, *, findings: bool = False) -> None:
    """Ends with 2 where something could not be done, with 1 where something was found."""
    if errors:
        show_errors(errors, lang)
        err().print(
            counted("{n} problem; what could be done was done.", "{n} problems; what could be done was done.", len(errors)).say(lang)
        )
        raise typer.Exit(2)
    if findings:
        raise typer.Exit(1)


@contextmanager
def progress(lang: Lang) -> Iterator[Callable[[str], None]]:
    """A bar on standard error that names what is being worked on; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield quiet
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from subsidy_rules.report.neutral import terminal_text

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    # drawn when there is news: a thread that redraws would keep reading processes from being forked, which starts them at once
    with Progress(*columns, console=err(), transient=True, auto_refresh=False) as bar:
        doing = message("Reading").say(lang)
        task = bar.add_task(doing, total=None)
        yield lambda what: bar.update(task, description=terminal_text(f"{doing}: {what}"), advance=1, refresh=True)
