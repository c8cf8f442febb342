"""Command: show."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.options import (
    BelowFilter,
    FrameFilter,
    KindFilter,
    LangOption,
    OutputOption,
    StateFilter,
    chosen,
    example,
    reporting,
    tell_ledger,
    worded,
)
from subsidy_rules.cli.rules import FolderArgument
from subsidy_rules.cli.telling import out, tell
from subsidy_rules.messages.message import LANGS, counted, message

if TYPE_CHECKING:
    from subsidy_rules.model.errors import Lang
    from subsidy_rules.model.rule import RuleSet
    from subsidy_rules.report.rule_rows import Filter, Printed


class ShowFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    MARKDOWN = "markdown"
    HTML = "html"


def add_to(app: typer.Typer) -> None:
    """Adds this command to the application."""
    app.command(
        "show",
        help=worded("Show the rules of an edition, frame by frame, with confidence and where to look; or one rule on its page."),
        epilog=example(
            "subsidy-rules show rules_out/it-hojo/2025 --kind subsidy_amount --below 0.9",
            "subsidy-rules show rules_out/it-hojo/2025 --page tsujo.subsidy_amount.base --documents sources/store --output rule.png",
        ),
    )(show)


def show(
    folder: FolderArgument,
    form: Annotated[ShowFormat, typer.Option("--format", help=worded("Form of the output."))] = ShowFormat.TEXT,
    frame: FrameFilter = None,
    kind: KindFilter = None,
    state: StateFilter = None,
    below: BelowFilter = None,
    documents: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--documents", metavar="DIR", help=worded("Folder of the cited documents: tells printed page numbers, too.")),
    ] = None,
    page: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--page", metavar="RULE_ID", help=worded("Draw this rule beside its page; needs --documents and --output.")),
    ] = None,
    output: OutputOption = None,
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    with reporting(speech):
        from subsidy_rules.store.files import load_ruleset_dir

        ruleset = load_ruleset_dir(folder)
        if page is not None:
            _draw(ruleset, page, documents, output, speech)
            return
        if form is ShowFormat.XLSX and output is None:
            raise typer.BadParameter(worded("a workbook needs --output FILE"))
        wanted = filter_of(ruleset, frame or (), kind or (), [one.value for one in state or ()], below)
        if form is ShowFormat.TEXT and output is None:
            _tell_head(folder, ruleset, speech)
        _write(ruleset, wanted, form.value, _printed(ruleset, documents), output, speech)


def filter_of(
    ruleset: RuleSet, frames: list[str] | tuple[()], kinds: list[str] | tuple[()], states: list[str], below: float | None
) -> Filter:
    """Raises BadParameter for a frame or kind that the rule set does not have."""
    from subsidy_rules.kinds import all_kinds
    from subsidy_rules.report.rule_rows import Filter
    from subsidy_rules.report.tables import frame_names

    by_name = {name: frame for lang in LANGS for frame, name in frame_names(ruleset, lang).items()}
    ids = {frame: frame for frame in by_name.values()} | by_name
    for given, known in ((frames, [*ids]), (kinds, [*all_kinds()])):
        for name in given:
            if name not in known:
                raise typer.BadParameter(worded("{name} is unknown; there are {known}", name=name, known=", ".join(known)))
    return Filter([ids[frame] for frame in frames], [*kinds], states, below)


def _tell_head(folder: Path, ruleset: RuleSet, lang: Lang) -> None:
    from subsidy_rules.report.tables import title_of

    tell_ledger(folder, ruleset, lang)
    out().print(title_of(ruleset, lang), markup=False, soft_wrap=True)


def _printed(ruleset: RuleSet, documents: Path | None) -> Printed:
    """The numbers printed on cited pages where they differ from the file's; none without the documents."""
    if documents is None:
        return {}
    from subsidy_rules.check.cited_documents import open_cited
    from subsidy_rules.check.printed_pages import printed_numbers

    cited = {document.sha256: printed_numbers(document.pages.values()) for document in open_cited(ruleset, documents)}
    return {(source.id, page): number for source in ruleset.sources for page, number in cited.get(source.sha256, {}).items()}


def _write(ruleset: RuleSet, wanted: Filter, form: str, printed: Printed, output: Path | None, lang: Lang) -> None:
    from subsidy_rules.report.rule_formats import write_rules
    from subsidy_rules.report.rule_rows import chosen_rules

    rules = chosen_rules(ruleset, wanted)
    written = write_rules(form, ruleset, rules, printed, lang)
    if output is not None:
        from subsidy_rules.store.atomic import write_atomic

        write_atomic(output, written if isinstance(written, bytes) else (written.rstrip("\n") + "\n").encode("utf-8"))
        tell(counted("Written: {path} ({n} rule)", "Written: {path} ({n} rules)", len(rules), path=output).say(lang))
    elif isinstance(written, str):
        tell(written.rstrip("\n"))


def _draw(ruleset: RuleSet, rule_id: str, documents: Path | None, output: Path | None, lang: Lang) -> None:
    if documents is None or output is None:
        raise typer.BadParameter(worded("--page needs --documents DIR and --output FILE"))
    from subsidy_rules.stages.look import draw_rule_of
    from subsidy_rules.store.atomic import write_atomic

    write_atomic(output, draw_rule_of(ruleset, rule_id, documents, lang))
    tell(message("Written: {path}", path=output).say(lang))
