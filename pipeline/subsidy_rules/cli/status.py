"""Command: status."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from subsidy_rules.cli.asked import TargetsArgument, programme_of, programmes_of
from subsidy_rules.cli.network import PortalOption
from subsidy_rules.cli.options import (
    EXTRACTED,
    RULES,
    STORE,
    ExtractedOption,
    LangOption,
    RegistryOption,
    StoreOption,
    chosen,
    example,
    out,
    reporting,
    worded,
)
from subsidy_rules.wording.messages import say

if TYPE_CHECKING:
    from subsidy_rules.model.errors import Lang
    from subsidy_rules.stages.status import EditionStatus


_EXTRACTION = {
    "not_extracted": "not_extracted",
    "extracted": "extracted_by",
    "source_changed": "extracted_before",
    "program_changed": "extracted_by_other",
}
_REVIEW = {"none": "review_none", "draft": "review_draft", "reviewed": "review_reviewed"}
_OUTDATED = {
    "year_passed": "outdated_year_passed",
    "source_changed": "outdated_source_changed",
    "program_changed": "outdated_program_changed",
}
_SOURCE = {
    "not_fetched": "source_not_fetched",
    "stored": "source_stored",
    "new": "source_new",
    "changed": "source_changed",
    "unchanged": "source_unchanged",
    "gone": "source_gone",
    "blocked": "source_blocked",
}


def add_to(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command(
        "status",
        help=worded(
            "Show how each edition stands: fetched, new, changed or gone at the source; extracted by what; reviewed; outdated; due."
        ),
        epilog=example("subsidy-rules status", "subsidy-rules status it-hojo/2025"),
    )(status)


def status(
    targets: TargetsArgument = None,
    registry: RegistryOption = None,
    store: StoreOption = STORE,
    extracted: ExtractedOption = EXTRACTED,
    rules: Annotated[Path, typer.Option("--rules", help=worded("Folder of rule sets."))] = RULES,
    portal: PortalOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.fetch.bring import PORTAL
    from subsidy_rules.stages.status import Where, edition_status, editions_of
    from subsidy_rules.store.fingerprint import fingerprint

    speech = chosen(lang)
    with reporting(speech):
        where = Where(store, extracted, rules, f"subsidy-rules {fingerprint()}", portal or PORTAL)
        names = targets or [programme.id for programme in programmes_of(registry)]
        for name in names:
            programme = programme_of(name.partition("/")[0], registry)
            editions = [name.partition("/")[2]] if "/" in name else editions_of(programme, store)
            for edition in editions:
                _show(edition_status(programme, edition, where, date.today()), speech)


def _show(found: EditionStatus, lang: Lang) -> None:
    console = out()

    def line(words: str) -> None:
        console.print(words, markup=False, soft_wrap=True)

    review = say(_REVIEW[found.review], lang, n=found.rules, open=found.open_rules)
    line(f"{found.programme}/{found.edition}: {review}")
    for one in found.documents:
        word = _word(one.source, lang)
        source = say("at_source", lang, word=word, since=one.since, versions=one.versions) if one.since else word
        extraction = say(_EXTRACTION[one.extraction], lang, by=one.extractor)
        line(f"  {one.id}: {source} | {extraction}")
    for reason in found.outdated:
        line(f"  ! {say(_OUTDATED[reason], lang)}")
    for day, what in found.due:
        line("  > " + say("due", lang, day=day, what=what))
    for finding in found.findings:
        line(f"  ? {finding.rule_id}: {finding.ja if lang == 'ja' else finding.en} [{finding.code}]")


def _word(source: str, lang: Lang) -> str:
    """The state of a source in words; other causes of errors keep their own name, which messages and records use."""
    return say(_SOURCE[source], lang) if source in _SOURCE else source
