"""Commands on rule sets: check, migrate, schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.options import LangOption, chosen, example, finish, reporting, worded
from subsidy_rules.cli.telling import out, tell
from subsidy_rules.messages.message import Message, counted, message

if TYPE_CHECKING:
    from subsidy_rules.check.contract import Finding
    from subsidy_rules.model.errors import Lang
    from subsidy_rules.model.rule import RuleSet

FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help=worded("Folder <programme>/<edition>."), show_default=False)]


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the application."""
    app.command(
        "check",
        help=worded("Check a rule set against the contract and, with --documents, against the pages it cites; exit code 1 on findings."),
        epilog=example("subsidy-rules check rules_out/it-hojo/2025 --documents sources/store"),
    )(check)
    app.command(
        "migrate",
        help=worded("Take rule sets of an earlier version of the format along, with every decision on their rules."),
        epilog=example("subsidy-rules migrate rules_out"),
    )(migrate)
    app.command(
        "schema",
        help=worded("Print the JSON Schema of the rule set files."),
        epilog=example("subsidy-rules schema > ruleset.schema.json"),
    )(schema)


def check(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help=worded("Folder <programme>/<edition>, or one with several of them."), show_default=False),
    ],
    documents: Annotated[
        Optional[Path],  # noqa: UP045 - Typer reads the annotation at run time
        typer.Option(
            "--documents",
            metavar="DIR",
            help=worded("Folder of the cited documents: look up every quote and value on its page."),
        ),
    ] = None,
    reviewed: Annotated[
        bool,
        typer.Option(
            "--reviewed",
            help=worded("Whether people have reviewed it: rules decided on, citations found, figures read; needs --documents."),
        ),
    ] = False,
    extracted: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--extracted", metavar="DIR", help=worded("Folder of what was extracted, where it is not beside the rule sets.")),
    ] = None,
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    if reviewed and documents is None:
        raise typer.BadParameter(worded("--reviewed needs --documents DIR: every citation is looked up"))
    with reporting(speech):
        found = [_check_one(one, documents, extracted, speech, reviewed=reviewed) for one in _editions_in(folder)]
        finish([], speech, findings=any(found))


def _editions_in(folder: Path) -> list[Path]:
    """The folder of one edition, or those in a folder with several."""
    if (folder / "ruleset.yaml").is_file():
        return [folder]
    return sorted(head.parent for pattern in ("*/ruleset.yaml", "*/*/ruleset.yaml") for head in folder.glob(pattern)) or [folder]


def _check_one(folder: Path, documents: Path | None, extracted: Path | None, lang: Lang, *, reviewed: bool) -> bool:
    """Tells what was found in one edition, and whether anything was. Raises RuleSetError."""
    from subsidy_rules.store.files import load_ruleset_dir

    ruleset = load_ruleset_dir(folder)
    findings = _reviewed(folder, ruleset, extracted) if reviewed else _findings(ruleset)
    if documents is not None:
        from subsidy_rules.check.citations import check_citations
        from subsidy_rules.check.cited_documents import open_cited

        findings += check_citations(ruleset, open_cited(ruleset, documents))
    for finding in findings:
        tell(f"{finding.rule_id}: {finding.say(lang)} [{finding.code}]")
    if findings:
        tell(counted("{path}: {n} finding", "{path}: {n} findings", len(findings), path=folder).say(lang))
    else:
        tell(_all_right(folder, len(ruleset.rules), reviewed).say(lang))
    return bool(findings)


def _all_right(folder: Path, n: int, reviewed: bool) -> Message:
    if reviewed:
        return counted("{path}: {n} rule, all reviewed", "{path}: {n} rules, all reviewed", n, path=folder)
    return counted("{path}: {n} rule, nothing wrong", "{path}: {n} rules, nothing wrong", n, path=folder)


def _findings(ruleset: RuleSet) -> tuple[Finding, ...]:
    from subsidy_rules.check.consistency import lint_ruleset
    from subsidy_rules.check.contract import check_ruleset
    from subsidy_rules.check.meaning import check_meaning

    return (*check_ruleset(ruleset), *check_meaning(ruleset), *lint_ruleset(ruleset))


def _reviewed(folder: Path, ruleset: RuleSet, extracted: Path | None) -> tuple[Finding, ...]:
    """What keeps the set from being reviewed. Hints on the meaning of rules are for reviewers, who have decided then."""
    from subsidy_rules.check.contract import check_ruleset
    from subsidy_rules.check.reviewed import check_reviewed
    from subsidy_rules.stages.ledger import ledger_of

    ledgers = (one for one in ledger_of(folder, ruleset, extracted) if one.document is not None)
    unread = {one.source.id: [figure.place for figure in one.figures if figure.open] for one in ledgers}
    return (*check_ruleset(ruleset), *check_reviewed(ruleset, unread))


def migrate(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help=worded("Folder <programme>/<edition>, or one with several of them."), show_default=False),
    ],
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    with reporting(speech):
        from subsidy_rules.model.rule import SCHEMA
        from subsidy_rules.report.migrated import migrated_table, unread_words
        from subsidy_rules.store.files import migrate_ruleset_dir

        folders = sorted(path.parent for path in folder.rglob("ruleset.yaml")) or [folder]
        for one in folders:
            migrated = migrate_ruleset_dir(one)
            if migrated is None:
                tell(message("{path}: of this version already", path=one).say(speech))
                continue
            tell(message("{path}: taken along to {schema}", path=one, schema=SCHEMA).say(speech))
            out().print(migrated_table(migrated, speech))
            if migrated.unread:
                tell(unread_words(migrated, speech))


def schema(
    changes: Annotated[bool, typer.Option("--changes", help=worded("That of the output of diff instead."))] = False,
    lang: LangOption = None,
) -> None:
    import json

    from subsidy_rules.report.change_schema import changes_schema
    from subsidy_rules.ruleset import json_schema

    with reporting(chosen(lang)):
        tell(json.dumps(changes_schema() if changes else json_schema(), ensure_ascii=False, indent=1))
