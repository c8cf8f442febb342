"""Commands that compare: diff, history, checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.options import LangOption, RegistryOption, chosen, example, reporting, show_errors, worded
from subsidy_rules.cli.telling import tell, tell_server
from subsidy_rules.messages.message import counted, message
from subsidy_rules.wording.terms import ACTIONS, AREAS, DIRECTIONS

if TYPE_CHECKING:
    from subsidy_rules.model.errors import Lang
    from subsidy_rules.stages.comparison import Outcome


class FormatChoice(StrEnum):
    TEXT = "text"
    ONELINE = "oneline"
    JSON = "json"
    YAML = "yaml"
    MARKDOWN = "markdown"
    MEMO = "memo"
    JUNIT = "junit"
    GITHUB = "github"
    SARIF = "sarif"
    GITLAB = "gitlab"
    COUNTS = "counts"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


class ChecksFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class HistoryFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    HTML = "html"


class FailChoice(StrEnum):
    ERR = "ERR"
    WARN = "WARN"
    INFO = "INFO"


def _file(name: str, words: str) -> typer.models.OptionInfo:
    info = typer.Option(name, metavar="FILE", help=words)
    assert isinstance(info, typer.models.OptionInfo)
    return info


def _many(name: str, metavar: str, words: str) -> typer.models.OptionInfo:
    info = typer.Option(name, metavar=metavar, help=words, show_default=False)
    assert isinstance(info, typer.models.OptionInfo)
    return info


OldArgument = Annotated[
    str, typer.Argument(metavar="OLD_DIR", help=worded("Older edition: a folder, or REV:PATH of git."), show_default=False)
]
NewArgument = Annotated[
    Optional[str],  # noqa: UP045 - Typer reads the annotation at run time
    typer.Argument(metavar="NEW_DIR", help=worded("Newer edition; left out with --against."), show_default=False),
]
AgainstOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--against", metavar="BRANCH", help=worded("Compare the one folder given with what it was where this branch was left.")),
]
AreaOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    _many("--area", "AREA", worded("Only changes of this area, such as money; can be repeated.")),
]
KindOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    _many("--kind", "KIND", worded("Only changes of rules of this kind; `text` for texts; can be repeated.")),
]
FrameOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    _many("--frame", "FRAME", worded("Only changes that reach this frame; can be repeated.")),
]
DirectionOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    _many("--direction", "DIRECTION", worded("Only changes that are better, worse, neutral or unknown; can be repeated.")),
]
ReviewedOption = Annotated[
    bool, typer.Option("--reviewed-only", help=worded("Only changes of rules that were approved or edited on both sides."))
]
HistoryFormatOption = Annotated[HistoryFormat, typer.Option("--format", help=worded("Form of the output."))]
ChecksFormatOption = Annotated[ChecksFormat, typer.Option("--format", help=worded("Form of the output."))]
FormatOption = Annotated[FormatChoice, typer.Option("--format", help=worded("Form of the output."))]
OutputOption = Annotated[
    Optional[Path],  # noqa: UP045 - Typer reads the annotation at run time
    _file("--output", worded("Write to this file instead of standard output.")),
]
FailOption = Annotated[
    FailChoice,
    typer.Option("--fail-on", help=worded("Least level that gives exit code 1.")),
]
LevelsOption = Annotated[
    Optional[Path],  # noqa: UP045
    _file("--levels", worded("YAML file that sets levels of checks.")),
]
AcceptedOption = Annotated[
    Optional[Path],  # noqa: UP045
    _file("--accepted", worded("YAML register of accepted changes.")),
]
ConsumersOption = Annotated[
    Optional[Path],  # noqa: UP045
    _file("--consumers", worded("YAML list of the rules that an app reads: what touches them is raised and named.")),
]
ExpectOption = Annotated[
    Optional[Path],  # noqa: UP045
    _file("--expect", worded("Comparison table (PDF, HTML, text or CSV with old,new): say which of its rows were found.")),
]
TemplateOption = Annotated[
    Optional[Path],  # noqa: UP045
    _file("--template", worded("Jinja2 template for the output.")),
]
DocumentsOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--documents",
        metavar="DIR",
        help=worded("Folder of the cited documents (or of what was extracted): compare their texts, too, and show their pages in HTML."),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the application."""
    app.command(
        "diff",
        help=worded("Compare two editions; exit code 1 where something changed."),
        epilog=example("subsidy-rules diff rules_out/it-hojo/2024 rules_out/it-hojo/2025 --format markdown"),
    )(diff)
    app.command(
        "history",
        help=worded("What changed from edition to edition of a programme, and who gains and loses by it."),
        epilog=example("subsidy-rules history it-hojo --rules rules_out"),
    )(history)
    app.command(
        "checks",
        help=worded("List what a comparison can find, with levels."),
        epilog=example("subsidy-rules checks"),
    )(checks)
    app.command(
        "git-diff",
        help=worded("For git: the changes between two versions of one rule file."),
        epilog=example("git config diff.subsidy-rules.command 'subsidy-rules git-diff'"),
    )(git_diff)


def diff(
    old: OldArgument,
    new: NewArgument = None,
    form: FormatOption = FormatChoice.TEXT,
    output: OutputOption = None,
    fail_on: FailOption = FailChoice.INFO,
    levels: LevelsOption = None,
    accepted: AcceptedOption = None,
    expect: ExpectOption = None,
    template: TemplateOption = None,
    documents: DocumentsOption = None,
    registry: RegistryOption = None,
    against: AgainstOption = None,
    area: AreaOption = None,
    kind: KindOption = None,
    frame: FrameOption = None,
    direction: DirectionOption = None,
    reviewed_only: ReviewedOption = False,
    consumers: ConsumersOption = None,
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    _check_asked(new, against, area or (), direction or ())
    if form is FormatChoice.XLSX and output is None and template is None:
        raise typer.BadParameter(worded("a workbook needs --output FILE"))
    with reporting(speech):
        from subsidy_rules.compare.choice import Choice
        from subsidy_rules.stages.comparison import Options, compare_said, render

        choice = Choice(tuple(area or ()), tuple(kind or ()), tuple(frame or ()), tuple(direction or ()), reviewed_only)
        options = Options(levels, accepted, expect, documents, registry, fail_on.value, choice, consumers)
        outcome = compare_said(old, new, against, options)
        to_server = form is FormatChoice.GITHUB and template is None
        _write(render(outcome, form.value, speech, template), output, tell_server if to_server else tell)
        if output is not None:
            tell(counted("Written: {path} ({n} change)", "Written: {path} ({n} changes)", len(outcome.changes), path=output).say(speech))
        _tell(outcome, speech)
        if outcome.errors:
            show_errors(outcome.errors, speech)
            raise typer.Exit(2)
        if outcome.failed:
            raise typer.Exit(1)


def _check_asked(new: str | None, against: str | None, areas: Sequence[str], directions: Sequence[str]) -> None:
    if (new is None) == (against is None):
        raise typer.BadParameter(worded("give two folders, or one folder with --against BRANCH"))
    for said, known in ((areas, AREAS), (directions, DIRECTIONS)):
        unknown = next((each for each in said if each not in known), None)
        if unknown is not None:
            raise typer.BadParameter(worded("{name!r} is none of {known}", name=unknown, known=", ".join(known)))


def _write(written: str | bytes, output: Path | None, say: Callable[[str], None]) -> None:
    if output is not None:
        from subsidy_rules.store.atomic import write_atomic

        write_atomic(output, written if isinstance(written, bytes) else (written.rstrip("\n") + "\n").encode("utf-8"))
    elif isinstance(written, str) and written:
        say(written.rstrip("\n"))


def _tell(outcome: Outcome, lang: Lang) -> None:
    """What belongs beside the output: dead entries of the register, and rows of a comparison table that were found or not."""
    if outcome.unasked:
        tell(counted("{n} more change was not asked for.", "{n} more changes were not asked for.", outcome.unasked).say(lang), err=True)
    for dead in outcome.dead:
        tell(dead.words(lang), err=True)
    for touch in outcome.touched:
        tell(touch.words(lang), err=True)
    for expectation in outcome.expected:
        row = expectation.row
        found = ", ".join(f"{change.check} {change.fingerprint}" for change in expectation.changes)
        shown = f"{row.section} {row.old[:40]} → {row.new[:40]}".strip()
        missing = message("missing: {row}", row=shown)
        tell((message("found: {row} [{found}]", row=shown, found=found) if found else missing).say(lang), err=True)
    if outcome.expected:
        n = sum(bool(expectation.changes) for expectation in outcome.expected)
        tell(message("{n} of {total} expected changes found", n=n, total=len(outcome.expected)).say(lang), err=True)


def history(
    programme: Annotated[str, typer.Argument(metavar="PROGRAMME", help=worded("Programme, such as it-hojo."), show_default=False)],
    rules: Annotated[Path, typer.Option("--rules", metavar="DIR", help=worded("Folder of rule sets."))] = Path("rules_out"),
    form: HistoryFormatOption = HistoryFormat.TEXT,
    output: OutputOption = None,
    registry: RegistryOption = None,
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    with reporting(speech):
        from subsidy_rules.report.history import history_html, history_json, history_text
        from subsidy_rules.stages.history import history_of

        steps = [(step.old, step.new, step.changes) for step in history_of(rules, programme, registry)]
        if form is HistoryFormat.JSON:
            written = history_json(steps)
        else:
            written = history_html(steps, speech) if form is HistoryFormat.HTML else history_text(steps, speech)
        _write(written, output, tell)


def checks(form: ChecksFormatOption = ChecksFormat.TEXT, lang: LangOption = None) -> None:
    from subsidy_rules.compare import all_checks
    from subsidy_rules.compare.checks import name_words

    speech = chosen(lang)
    if form is ChecksFormat.JSON:
        from subsidy_rules.report.change_checks import checks_json

        tell(checks_json())
        return
    for check in sorted(all_checks().values(), key=lambda check: (check.area, check.kind, check.id)):
        mirror = check.mirror if check.mirror != check.id else f"= ({check.why_own_mirror.say(speech)})"
        words = (AREAS[check.area], ACTIONS[check.action], DIRECTIONS[check.direction])
        cells = (check.level.value, check.id, name_words(check, speech), *(word.say(speech) for word in words), mirror)
        tell("\t".join(cells))
    tell(
        counted(
            "{n} check: level, id, what it finds, area, action, direction, mirror",
            "{n} checks: level, id, what it finds, area, action, direction, mirror",
            len(all_checks()),
        ).say(speech),
        err=True,
    )


def git_diff(
    path: Annotated[str, typer.Argument(metavar="PATH", help=worded("File in the repository."))],
    old: Annotated[Path, typer.Argument(metavar="OLD_FILE", help=worded("Its older version."))],
    old_hex: Annotated[str, typer.Argument(metavar="OLD_HEX", help=worded("As git gives it."))],
    old_mode: Annotated[str, typer.Argument(metavar="OLD_MODE", help=worded("As git gives it."))],
    new: Annotated[Path, typer.Argument(metavar="NEW_FILE", help=worded("Its newer version."))],
    new_hex: Annotated[str, typer.Argument(metavar="NEW_HEX", help=worded("As git gives it."))],
    new_mode: Annotated[str, typer.Argument(metavar="NEW_MODE", help=worded("As git gives it."))],
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    with reporting(speech):
        from subsidy_rules.report.change_rows import changes_oneline
        from subsidy_rules.stages.comparison import compare_files

        before, after, changes = compare_files(old, new, path)
        count = counted("{n} change", "{n} changes", len(changes)).say(speech)
        tell(f"{path}: {count}")
        if changes:
            tell(changes_oneline(before, after, changes, speech))
