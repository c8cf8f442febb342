"""The command `review`: the page on which people decide, or the workbook in which they do, out and in again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.deciding import AtOption, day_of
from subsidy_rules.cli.options import JobsOption, LangOption, chosen, example, finish, n_jobs, progress, reporting, show_errors, worded
from subsidy_rules.cli.review_page import PortOption, Shown, show_page
from subsidy_rules.cli.rules import FolderArgument
from subsidy_rules.cli.second_reader import ModelOption, ReaderOption, consult
from subsidy_rules.cli.telling import tell
from subsidy_rules.messages.message import counted, message

if TYPE_CHECKING:
    from subsidy_rules.model.errors import Lang


def add_to(app: typer.Typer) -> None:
    """Adds this command to the application."""
    app.command(
        "review",
        help=worded(
            "Review rules in the browser, each beside its page, on this machine only; or in a workbook, written and taken in again."
        ),
        epilog=example(
            "subsidy-rules review rules_out/it-hojo/2025 --documents sources/store --by tanaka",
            "subsidy-rules review rules_out/it-hojo/2025 --export book.xlsx --documents sources/store",
            "subsidy-rules review rules_out/it-hojo/2025 --import book.xlsx --by tanaka",
        ),
    )(review)


def review(
    folder: FolderArgument,
    export: Annotated[
        Optional[Path],  # noqa: UP045 - Typer reads the annotation at run time
        typer.Option("--export", metavar="FILE", help=worded("Write a workbook (.xlsx): a row for each rule and each figure not read.")),
    ] = None,
    import_: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--import", metavar="FILE", help=worded("Take the decisions of such a workbook; needs --by.")),
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help=worded("The person who decides."))] = "",
    at: AtOption = None,
    answer: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--answer", metavar="FILE", help=worded("Where the workbook goes that says what became of each row.")),
    ] = None,
    documents: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--documents", metavar="DIR", help=worded("Folder of the cited documents, for pictures of the evidence.")),
    ] = None,
    port: PortOption = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help=worded("Only print the address of the page."))] = False,
    two_reviewers: Annotated[
        bool, typer.Option("--two-reviewers", help=worded("Every decision takes a second person from now on."))
    ] = False,
    extracted: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--extracted", metavar="DIR", help=worded("Folder of what was extracted, where it is not beside the rule sets.")),
    ] = None,
    second_reader: ReaderOption = None,
    model: ModelOption = None,
    jobs: JobsOption = None,
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    if (second_reader or model) and (export is not None or import_ is not None):
        raise typer.BadParameter(worded("--second-reader is for the page of review"))
    if export is not None and import_ is not None:
        raise typer.BadParameter(worded("give --export FILE or --import FILE"))
    with reporting(speech):
        if export is None and import_ is None:
            consult(folder, second_reader, model, extracted, speech)
            show_page(Shown(folder, documents, extracted, by, two_reviewers), port, speech, browser=not no_browser)
        elif export is not None:
            _export(folder, export, documents, extracted, n_jobs(jobs), speech)
        elif import_ is not None:
            if not by:
                raise typer.BadParameter(worded("--import needs --by NAME: who decided"))
            answered = answer or import_.with_name(f"{import_.stem}-result.xlsx")
            _import(folder, import_, answered, by, day_of(at), extracted, speech)


def _export(folder: Path, file: Path, documents: Path | None, extracted: Path | None, jobs: int, lang: Lang) -> None:
    from subsidy_rules.stages.export_book import export_book
    from subsidy_rules.store.atomic import write_atomic

    if file.exists():
        raise typer.BadParameter(worded("{path} is there already, and somebody may have filled it in; give another name", path=file))
    with progress(lang) as tick:
        made = export_book(folder, documents, lang, extracted=extracted, jobs=jobs, tick=tick)
    write_atomic(file, made.data)
    words = counted("Written: {path} ({n} rule, {figures})", "Written: {path} ({n} rules, {figures})", made.rules, path=file)
    tell(words.filled(figures=counted("{n} figure not read", "{n} figures not read", made.figures)).say(lang))
    if documents is None:
        tell(message("Without --documents it has no pictures of the evidence.").say(lang))
    for source in made.unknown:
        tell(message("{document}: what was read of it is not at hand, so its figures are not in the workbook.", document=source).say(lang))
    show_errors(made.errors, lang)


def _import(folder: Path, file: Path, answered: Path, by: str, at: str, extracted: Path | None, lang: Lang) -> None:
    from subsidy_rules.fetch import read_local
    from subsidy_rules.stages.book_rules import Signed
    from subsidy_rules.stages.import_book import import_book
    from subsidy_rules.store.atomic import write_atomic

    done = import_book(folder, read_local(file), file.name, Signed(by, at), extracted=extracted)
    write_atomic(answered, done.answer)
    for result in done.left:
        tell(message("{sheet}, row {row}: {words}", sheet=result.sheet, row=result.row, words=result.words).say(lang))
    taken = counted("{n} row taken", "{n} rows taken", done.taken)
    left = counted("{n} row left", "{n} rows left", len(done.left))
    tell(message("{taken}, {left}; what became of each is told in {path}", taken=taken, left=left, path=answered).say(lang))
    finish([], lang, findings=bool(done.left))
