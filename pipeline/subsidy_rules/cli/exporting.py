"""Commands: export, publish."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.options import RULES, LangOption, chosen, example, reporting, worded
from subsidy_rules.cli.telling import tell
from subsidy_rules.messages.message import counted, message

if TYPE_CHECKING:
    from subsidy_rules.messages.message import Lang
    from subsidy_rules.model.rule import RuleSet


class ExportFormat(StrEnum):
    JSON = "json"
    CEL = "cel"
    SQLITE = "sqlite"
    XLSX = "xlsx"
    OPENFISCA = "openfisca"
    MARKDOWN = "markdown"
    PACKAGE = "package"
    SITE = "site"
    PAGES = "pages"


def add_to(app: typer.Typer) -> None:
    """Adds this command to the application."""
    app.command(
        "export",
        help=worded("Write a rule set for apps: typed JSON, CEL conditions, SQLite, OpenFisca parameters, tables; reviewed rules only."),
        epilog=example("subsidy-rules export rules_out/it-hojo/2025 --format json --output rules.json"),
    )(export)
    app.command(
        "publish",
        help=worded("Put a reviewed rule set where it is published, its quotes cut to what stands round the values."),
        epilog=example("subsidy-rules publish work/out/it-hojo/2025 --to rules_out"),
    )(publish)


def export(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help=worded("Folder <programme>/<edition>; for openfisca also <programme>, for package, site and pages the one above."),
            show_default=False,
        ),
    ],
    form: Annotated[ExportFormat, typer.Option("--format", help=worded("Form of the output."))],
    output: Annotated[
        Path, typer.Option("--output", metavar="PATH", help=worded("File to write; of openfisca a folder, or a file that ends in .zip."))
    ],
    every: Annotated[bool, typer.Option("--all", help=worded("Rules of every state, each with its state."))] = False,
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    with reporting(speech):
        from subsidy_rules.export.formats import exported_rules, openfisca_files, write_export
        from subsidy_rules.store.atomic import write_atomic

        if form is ExportFormat.PACKAGE:
            _package(folder, output, speech)
            return
        if form in (ExportFormat.SITE, ExportFormat.PAGES):
            _generated(folder, output, form, speech)
            return
        editions = _editions(folder)
        if form is ExportFormat.OPENFISCA and output.suffix != ".zip":
            for name, text in openfisca_files(editions, every=every).items():
                write_atomic(output / name, text.encode("utf-8"))
        else:
            write_atomic(output, write_export(form.value, editions, speech, every=every))
        n = len(exported_rules(editions[-1], every=every))
        tell(message("Written: {path} ({n} of {total} rules)", path=output, n=n, total=len(editions[-1].rules)).say(speech))


def publish(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=worded("Folder <programme>/<edition> that was reviewed."), show_default=False)
    ],
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help=worded("Folder of published rule sets."))] = RULES,
    frame: Annotated[
        Optional[list[str]],  # noqa: UP045 - Typer reads the annotation at run time
        typer.Option("--frame", help=worded("Only rules of this frame, by its id; may be given several times.")),
    ] = None,
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    with reporting(speech):
        from subsidy_rules.export.shortened import shortened
        from subsidy_rules.store.edition import change_ruleset
        from subsidy_rules.store.files import edition_folder, load_ruleset_dir

        ruleset = load_ruleset_dir(folder)
        unknown = next((one for one in frame or () if one not in {known.id for known in ruleset.frames}), None)
        if unknown is not None:
            raise typer.BadParameter(worded("no such frame in the rule set"))
        into = edition_folder(to, ruleset.programme, ruleset.edition)
        made = change_ruleset(into, lambda before: shortened(ruleset, frame or (), before))
        tell(message("Written: {path} ({n} of {total} rules)", path=into, n=len(made.rules), total=len(ruleset.rules)).say(speech))
        _generated(to, to, ExportFormat.PAGES, speech, of="ja")


def _package(root: Path, output: Path, lang: Lang) -> None:
    """Writes the source of a package with every rule set of a folder."""
    from subsidy_rules.export.package import package_files
    from subsidy_rules.store.atomic import write_atomic
    from subsidy_rules.store.files import load_ruleset_dir

    heads = sorted(root.glob("*/*/ruleset.yaml"))
    rulesets = [load_ruleset_dir(head.parent) for head in heads] or [load_ruleset_dir(root)]
    for name, text in package_files(rulesets).items():
        write_atomic(output / name, text.encode("utf-8"))
    tell(counted("Written: {path} ({n} rule set)", "Written: {path} ({n} rule sets)", len(rulesets), path=output).say(lang))


def _generated(root: Path, output: Path, form: ExportFormat, lang: Lang, *, of: Lang | None = None) -> None:
    """Writes the site, or the pages in Markdown, of every rule set of a folder; `of` is their language where it is another one."""
    from subsidy_rules.stages.site import page_files, site_files
    from subsidy_rules.store.atomic import write_atomic

    pages = site_files(root, of or lang) if form is ExportFormat.SITE else page_files(root, of or lang)
    for name, text in pages.items():
        write_atomic(output / name, text.encode("utf-8"))
    tell(counted("Written: {path} ({n} page)", "Written: {path} ({n} pages)", len(pages), path=output).say(lang))


def _editions(folder: Path) -> list[RuleSet]:
    """The rule set of a folder, or those of all editions of a programme, by the day they were published."""
    from subsidy_rules.export.formats import since
    from subsidy_rules.store.files import load_ruleset_dir

    if (folder / "ruleset.yaml").is_file() or not folder.is_dir():
        return [load_ruleset_dir(folder)]
    heads = sorted(folder.glob("*/ruleset.yaml"))
    found = [load_ruleset_dir(head.parent) for head in heads] or [load_ruleset_dir(folder)]
    return sorted(found, key=lambda ruleset: (since(ruleset), ruleset.edition))
