"""Command: impact."""

from __future__ import annotations

import csv
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.options import AllStatesOption, LangOption, OutputOption, chosen, example, reporting, worded
from subsidy_rules.cli.telling import tell
from subsidy_rules.messages.message import message

if TYPE_CHECKING:
    import pandas as pd


class ImpactFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


def add_to(app: typer.Typer) -> None:
    """Adds this command to the application."""
    app.command(
        "impact",
        help=worded("Say what another edition changes for whom; exit code 1 where an answer changes."),
        epilog=example("subsidy-rules impact rules_out/it-hojo/2024 rules_out/it-hojo/2025 --applicants firms.csv"),
    )(impact)


def impact(
    old: Annotated[Path, typer.Argument(metavar="OLD_DIR", help=worded("Older edition."), show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW_DIR", help=worded("Newer edition."), show_default=False)],
    applicants: Annotated[
        Optional[Path],  # noqa: UP045 - Typer reads the annotation at run time
        typer.Option(
            "--applicants", metavar="FILE", help=worded("CSV file with a column for each fact; without it, a grid over the bounds.")
        ),
    ] = None,
    frame: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--frame", help=worded("Only this frame, by its id; may be given several times.")),
    ] = None,
    all_states: AllStatesOption = False,
    form: Annotated[ImpactFormat, typer.Option("--format", help=worded("Form of the output."))] = ImpactFormat.TEXT,
    output: OutputOption = None,
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    with reporting(speech):
        import pandas  # noqa: F401 - tells which extra is lacking before anything is read

        from subsidy_rules.stages.impact import impact as impact_of
        from subsidy_rules.stages.impact_words import impact_json, impact_text
        from subsidy_rules.store.files import load_ruleset_dir

        before, after = load_ruleset_dir(old), load_ruleset_dir(new)
        table = None if applicants is None else _table(applicants)
        found = impact_of(before, after, table, frames=frame or (), all_states=all_states)
        written = impact_json(before, after, found, speech) if form is ImpactFormat.JSON else impact_text(after, found, speech)
        if output is None:
            tell(written)
        else:
            from subsidy_rules.store.atomic import write_atomic

            write_atomic(output, (written + "\n").encode("utf-8"))
            tell(message("Written: {path}", path=output).say(speech))
        if any(one.shifts for one in found):
            raise typer.Exit(1)


def _table(path: Path) -> pd.DataFrame:
    """The applicants of a CSV file; an empty cell is not told, `none` says that there is none. Raises SourceError."""
    import pandas as pd

    from subsidy_rules.model.errors import Place, SourceError, system_words

    lacking, todo = message("Nobody knows whom to ask for."), message("Give a CSV file in UTF-8 with the names of facts as its heads.")
    try:
        table = pd.read_csv(path, dtype=object, keep_default_na=False, encoding="utf-8-sig")
        with path.open(encoding="utf-8-sig", newline="") as file:
            heads = [head for head in next(csv.reader(file), []) if head]
    except (OSError, ValueError, csv.Error) as error:
        raise SourceError(Place(str(path)), system_words(error), lacking, todo) from error
    twice = next((head for head, n in Counter(heads).items() if n > 1), None)
    if twice is not None:  # pandas would give the second another name, and nobody would be told
        raise SourceError(Place(str(path)), message("Two columns have the head {name!r}.", name=twice), lacking, todo)
    table = table.replace({"": None, "none": "", "true": True, "false": False})
    return table.dropna(axis="columns", how="all")
