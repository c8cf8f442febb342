"""Commands that ask a rule set: evaluate."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.options import AllStatesOption, LangOption, OutputOption, chosen, example, reporting, worded
from subsidy_rules.cli.rules import FolderArgument
from subsidy_rules.cli.telling import tell
from subsidy_rules.messages.message import message

if TYPE_CHECKING:
    from subsidy_rules.model.rule import RuleSet


class AnswerFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    HTML = "html"


def add_to(app: typer.Typer) -> None:
    """Adds this command to the application."""
    app.command(
        "evaluate",
        help=worded("Say what a rule set means for one applicant and project: class, eligibility, amount, and what is missing to tell."),
        epilog=example("subsidy-rules evaluate rules_out/it-hojo/2025 --frame tsujo --applicant firm.yaml"),
    )(evaluate)


def evaluate(
    folder: FolderArgument,
    applicant: Annotated[
        Path, typer.Option("--applicant", metavar="FILE", help=worded("YAML file with `applicant`, `project` and `answers`."))
    ],
    frame: Annotated[
        Optional[str],  # noqa: UP045 - Typer reads the annotation at run time
        typer.Option("--frame", help=worded("Frame, by its id or name; not needed where the edition has no more than one.")),
    ] = None,
    form: Annotated[AnswerFormat, typer.Option("--format", help=worded("Form of the output."))] = AnswerFormat.TEXT,
    all_states: AllStatesOption = False,
    explain: Annotated[
        bool, typer.Option("--explain", help=worded("Show every requirement and every step with its rule, words and page."))
    ] = False,
    output: OutputOption = None,
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    with reporting(speech):
        from subsidy_rules.evaluate import evaluate as answer_to
        from subsidy_rules.report.answer_formats import write_answer
        from subsidy_rules.store.cases import load_case_file
        from subsidy_rules.store.files import load_ruleset_dir

        ruleset = load_ruleset_dir(folder)
        told = load_case_file(applicant)
        answer = answer_to(ruleset, *told, frame=_frame(ruleset, frame), all_states=all_states)
        written = write_answer(form.value, answer, ruleset, speech, explain=explain)
        if output is None:
            tell(written.rstrip("\n"))
            return
        from subsidy_rules.store.atomic import write_atomic

        write_atomic(output, (written.rstrip("\n") + "\n").encode("utf-8"))
        tell(message("Written: {path}", path=output).say(speech))


def _frame(ruleset: RuleSet, asked: str | None) -> str:
    """The id of the frame asked for, or of the only one. Raises BadParameter for one that the set does not have."""
    from subsidy_rules.model.programme import COMMON

    names: dict[str, str] = {frame.name: frame.id for frame in ruleset.frames}
    ids = {frame.id for frame in ruleset.frames}
    if asked in ids or (asked == COMMON and not ids):
        return str(asked)
    if asked in names:
        return names[asked]
    if asked is None and len(ids) < 2:
        return next(iter(ids), COMMON)
    known = ", ".join(sorted(ids) or [COMMON])
    raise typer.BadParameter(worded("{name} is unknown; there are {known}", name=asked or "--frame", known=known))
