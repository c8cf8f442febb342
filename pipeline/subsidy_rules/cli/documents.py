"""Commands that show what is read of a document, before any rule is drawn from it: tables, clauses."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.options import (
    JobsOption,
    LangOption,
    OcrOption,
    chosen,
    example,
    finish,
    n_jobs,
    progress,
    recogniser,
    reporting,
    show_problems,
    worded,
)
from subsidy_rules.cli.telling import err, tell
from subsidy_rules.messages.message import counted, message

if TYPE_CHECKING:
    from subsidy_rules.model.errors import Lang, SubsidyRulesError
    from subsidy_rules.report.table_files import TablesOf
    from subsidy_rules.stages.look import Look


class TableFormat(StrEnum):
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"
    MARKDOWN = "markdown"


class ClauseFormat(StrEnum):
    JSON = "json"
    TEXT = "text"


FilesArgument = Annotated[list[Path], typer.Argument(metavar="FILE...", help=worded("Documents."), show_default=False)]
DrawOption = Annotated[
    Optional[Path],  # noqa: UP045 - Typer reads the annotation at run time
    typer.Option(
        "--draw",
        metavar="DIR",
        help=worded("Write a picture of each PDF page with cells, headers and clauses drawn over it."),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the application."""
    app.command(
        "tables",
        help=worded(
            "Show the tables of documents (PDF, HTML, text). json lists them page by page, in the other formats a table "
            "that runs over a page break is one table. csv and Markdown know no merged cells: their text stands in the "
            "first cell."
        ),
        epilog=example(
            "subsidy-rules tables koubo.pdf --page 3 --format markdown", "subsidy-rules tables *.pdf --format xlsx --out tables.xlsx"
        ),
    )(tables)
    app.command(
        "clauses",
        help=worded("Show the clauses of documents as a tree, each with its page and the part of the document it stands in."),
        epilog=example("subsidy-rules clauses koubo.pdf --draw work/pages", "subsidy-rules clauses koubo.pdf --format json"),
    )(clauses)


def tables(
    files: FilesArgument,
    page: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--page", min=1, help=worded("Only the tables that touch this page.")),
    ] = None,
    form: Annotated[TableFormat, typer.Option("--format", help=worded("Form of the output."))] = TableFormat.MARKDOWN,
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--out",
            metavar="FILE|DIR",
            help=worded("File to write to; for csv a folder, one file for each table. Default: standard output."),
        ),
    ] = None,
    draw: DrawOption = None,
    ocr: OcrOption = False,
    jobs: JobsOption = None,
    lang: LangOption = None,
) -> None:
    if form is TableFormat.XLSX and out is None:
        raise typer.BadParameter(worded("--format xlsx needs --out FILE"))
    speech = chosen(lang)
    with reporting(speech):
        from subsidy_rules.report.table_files import TablesOf

        looks, errors = _look(files, page, draw, jobs, speech, clauses=False, ocr=ocr)
        found = [TablesOf(look.reading.document, look.reading.parts, page) for look in looks]
        if found:
            _write_tables(found, form, out, speech)
        finish(errors, speech)


def clauses(
    files: FilesArgument,
    form: Annotated[ClauseFormat, typer.Option("--format", help=worded("Form of the output."))] = ClauseFormat.TEXT,
    draw: DrawOption = None,
    ocr: OcrOption = False,
    jobs: JobsOption = None,
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    with reporting(speech):
        from subsidy_rules.report.clause_tree import clauses_json, clauses_text

        looks, errors = _look(files, None, draw, jobs, speech, clauses=True, ocr=ocr)
        documents = [look.reading.document for look in looks]
        if documents:
            tell(clauses_json(documents) if form is ClauseFormat.JSON else clauses_text(documents, speech))
        finish(errors, speech)


def _look(
    files: Sequence[Path], page: int | None, draw: Path | None, jobs: int | None, lang: Lang, *, clauses: bool, ocr: bool
) -> tuple[tuple[Look, ...], tuple[SubsidyRulesError, ...]]:
    """What was read, after telling on standard error what could not be and which pictures were written."""
    from subsidy_rules.stages.look import Drawing, look_at

    with progress(lang) as tick:
        drawing = Drawing(draw, lang) if draw is not None else None
        looks, errors = look_at(files, clauses=clauses, page=page, drawing=drawing, tick=tick, jobs=n_jobs(jobs), ocr=recogniser(asked=ocr))
    for look in looks:
        document = look.reading.document
        show_problems(document, lang)
        if draw is not None:
            drawn = counted(
                "{name}: {n} page picture in {path}",
                "{name}: {n} page pictures in {path}",
                len(look.pictures),
                name=document.name,
                path=draw,
            )
            not_drawn = message("{name}: has no pages to draw (not a PDF)", name=document.name)
            err().print((drawn if look.pictures else not_drawn).say(lang), markup=False)
    return looks, errors


def _write_tables(found: Sequence[TablesOf], form: TableFormat, out: Path | None, lang: Lang) -> None:
    from subsidy_rules.report.table_files import tables_csv
    from subsidy_rules.store.atomic import write_atomic

    if form is TableFormat.CSV:
        named = tables_csv(found)
        if out is None:
            tell("\n".join(content for _, content in named), nl=False)
            return
        for name, content in named:
            # spreadsheets take a CSV file for the encoding of the country unless it begins with this mark
            write_atomic(out / name, content.encode("utf-8-sig"))
    else:
        data = _as_file(found, form, lang)
        if out is None:
            tell(data.decode())
            return
        out = out / f"tables.{'md' if form is TableFormat.MARKDOWN else form.value}" if out.is_dir() else out
        write_atomic(out, data)
    err().print(
        counted("Written: {path} ({n} table)", "Written: {path} ({n} tables)", sum(len(one.tables) for one in found), path=out).say(lang),
        markup=False,
    )


def _as_file(found: Sequence[TablesOf], form: TableFormat, lang: Lang) -> bytes:
    from subsidy_rules.report.table_files import tables_html, tables_json, tables_markdown

    if form is TableFormat.XLSX:
        from subsidy_rules.report.table_workbook import tables_xlsx

        return tables_xlsx(found, lang)
    if form is TableFormat.JSON:
        return tables_json(found).encode()
    return (tables_html(found, lang) if form is TableFormat.HTML else tables_markdown(found, lang)).encode()
