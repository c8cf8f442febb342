"""Command: status."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from subsidy_rules.cli.asked import TargetsArgument, programme_of, programmes_of
from subsidy_rules.cli.network import PortalOption
from subsidy_rules.cli.options import (
    BUILT,
    EXTRACTED,
    STORE,
    ExtractedOption,
    LangOption,
    RegistryOption,
    StoreOption,
    chosen,
    example,
    reporting,
    worded,
)
from subsidy_rules.cli.telling import out
from subsidy_rules.messages.message import Message, counted, message

if TYPE_CHECKING:
    from subsidy_rules.model.errors import Lang
    from subsidy_rules.stages.status import EditionStatus


_EXTRACTION = {
    "not_extracted": message("not extracted"),
    "extracted": message("extracted with {by}"),
    "source_changed": message("an earlier version was extracted: the source changed"),
    "program_changed": message("extracted with {by}: our program changed since"),
}
_OUTDATED = {
    "year_passed": message("outdated: its fiscal year has passed"),
    "source_changed": message("outdated: the rule set was made of other documents than the store has now"),
    "program_changed": message("outdated: the rule set was made by another version of this program"),
}
_SOURCE = {
    "not_fetched": message("not fetched"),
    "stored": message("stored"),
    "new": message("new"),
    "changed": message("changed"),
    "unchanged": message("unchanged"),
    # why it could not be had, as `fetch.causes` names it
    "gone": message("gone"),
    "blocked": message("blocked"),
    "robots": message("closed to programs"),
    "busy": message("busy"),
    "failing": message("failing"),
    "unexpected_status": message("unexpected answer"),
    "timeout": message("no answer in time"),
    "too_slow": message("too slow"),
    "unreachable": message("unreachable"),
    "cut": message("connection cut"),
    "certificate": message("wrong certificate"),
    "redirects": message("redirected to nowhere"),
    "bad_address": message("wrong address"),
    "private_address": message("private address"),
    "too_large": message("too large"),
    "unexpected_type": message("something else came"),
    "login_page": message("a login page came"),
    "error_page": message("an error page came"),
    "damaged": message("damaged"),
    "empty": message("placeholder"),
    "empty_after_content": message("emptied"),
    "changed_structure": message("most of its text is gone"),
    "not_pinned": message("not the version of the lock file"),
    "offline": message("not stored, and no network"),
    "no_address": message("without address"),
    "not_in_mirror": message("not in the mirror"),
    "no_links": message("its links are missing"),
    "feed": message("unexpected answer of the portal"),
    "damaged_record": message("damaged record"),
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
    rules: Annotated[Path, typer.Option("--rules", help=worded("Folder of rule sets."))] = BUILT,
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
    from subsidy_rules.report.ledger import ledger_lines

    console = out()

    def line(words: str) -> None:
        console.print(words, markup=False, soft_wrap=True)

    line(f"{found.programme}/{found.edition}: {_review(found).say(lang)}")
    for one in found.documents:
        word = _SOURCE[one.source]
        versions = counted("{n} version", "{n} versions", one.versions)
        since = message("{word} since {since}, {versions}", word=word, since=one.since, versions=versions)
        extraction = _EXTRACTION[one.extraction].filled(by=one.extractor)
        line(f"  {one.id}: {(since if one.since else word).say(lang)} | {extraction.say(lang)}")
    for words in ledger_lines(found.ruleset, found.lowest, lang) if found.ruleset is not None else ():
        line(f"  {words}")
    for reason in found.outdated:
        line(f"  ! {_OUTDATED[reason].say(lang)}")
    for day, what in found.due:
        line("  > " + message("due {day}: {what}", day=day, what=what).say(lang))
    for finding in found.findings:
        line(f"  ? {finding.rule_id}: {finding.say(lang)} [{finding.code}]")


def _review(found: EditionStatus) -> Message:
    """How many rules there are, and how many of them nobody has decided on."""
    if found.review == "none":
        return message("no rule set")
    n, still = found.rules, found.open_rules
    draft = counted("{n} rule, {open} not decided on", "{n} rules, {open} not decided on", n, open=still)
    done = counted("{n} rule, reviewed ({open} open)", "{n} rules, all reviewed ({open} open)", n, open=still)
    return draft if found.review == "draft" else done
