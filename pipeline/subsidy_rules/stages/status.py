"""How each edition stands: what was fetched, what changed or is gone at the source, what was extracted by which program, what is reviewed,
what is outdated or due. What changed at the source is told apart from what our own program changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from subsidy_rules.check.contract import Finding
from subsidy_rules.check.portal import cross_check
from subsidy_rules.fetch import EditionFiles, load_edition_files, stored_editions
from subsidy_rules.fetch.history import FINE, Check, History, load_history
from subsidy_rules.fetch.portal import detail_url, is_portal, stored_entry
from subsidy_rules.kinds.schedule import Schedule
from subsidy_rules.messages.message import Said, Words
from subsidy_rules.model.document import Part
from subsidy_rules.model.errors import SubsidyRulesError
from subsidy_rules.model.programme import DocumentEntry, Programme
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.store.files import Extraction, earlier_ruleset, edition_folder, load_extraction, lowest_parts

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")  # also within a date expression, and before an hour
DUE_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """One document of an edition.

    Attributes:
        source: "not_fetched", "stored" (never asked for on the web), "new", "changed", "unchanged", or the cause why it cannot be had.
        since: the day of the last change at the source, or on which the trouble began; "" where unknown.
        versions: how many versions the store has.
        extraction: "not_extracted", "extracted", "source_changed" (an earlier version was), "program_changed" (by another program).
        extractor: the program that extracted it last, "" for none.
    """

    id: str
    address: str
    source: str
    since: str
    versions: int
    extraction: str
    extractor: str


@dataclass(frozen=True, slots=True)
class EditionStatus:
    """One edition.

    Attributes:
        review: "none" (no rule set), "draft" or "reviewed"; `open_rules` are those that nobody decided on, of `rules` in all.
        outdated: why it may be out of date: "year_passed", "source_changed", "program_changed"; () where it is not.
        due: what is due soon: (day in ISO 8601, what), sorted.
        findings: where the portal says something else.
        ruleset: the rule set, None where there is none; `lowest` are the parts of its documents of which the least was read.
    """

    programme: str
    edition: str
    documents: tuple[DocumentStatus, ...]
    review: str
    rules: int
    open_rules: int
    outdated: tuple[str, ...]
    due: tuple[tuple[str, Said], ...]
    findings: tuple[Finding, ...]
    ruleset: RuleSet | None = None
    lowest: Mapping[str, Part] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Where:
    """Where the stages keep what they wrote, who extracts now, and the base address of the portal."""

    store: Path
    extracted: Path
    rules: Path
    extractor: str
    portal: str


def editions_of(programme: Programme, store: Path) -> tuple[str, ...]:
    """The editions that have documents, as defined or as stored: first in the order of the definition, then others."""
    stored = [edition for _, edition in stored_editions(store, programme.id)]
    defined = [edition.id for edition in programme.editions if edition.documents or edition.id in stored]
    return tuple(dict.fromkeys((*defined, *stored)))


def edition_status(programme: Programme, edition: str, where: Where, today: date) -> EditionStatus:
    """How the edition stands today. Raises SubsidyRulesError where a record is damaged."""
    files = load_edition_files(where.store, programme.id, edition)
    entries = _entries(programme, edition, files)
    documents = tuple(_document(entry, files, programme, edition, where) for entry in entries)
    folder = edition_folder(where.rules, programme.id, edition)
    ruleset = earlier_ruleset(folder)
    rules = ruleset.rules if ruleset is not None else ()
    return EditionStatus(
        programme.id,
        edition,
        documents,
        ruleset.status if ruleset is not None else "none",
        len(rules),
        sum(1 for rule in rules if rule.review.state in ("draft", "stale", "conflict")),
        tuple(dict.fromkeys(_outdated(programme, edition, documents, files, ruleset, today))),
        tuple(sorted(set(_due(ruleset, today)), key=lambda row: (row[0], row[1].say("ja")))),
        tuple(_portal(entries, ruleset, where)),
        ruleset,
        lowest_parts(folder, ruleset, where.extracted) if ruleset is not None else {},
    )


def _entries(programme: Programme, edition: str, files: EditionFiles) -> tuple[DocumentEntry, ...]:
    """The documents as defined, then those that are stored besides; an attachment stands for the portal entry it came with."""
    defined = programme.edition(edition).documents
    known = {entry.id for entry in defined}
    return (*defined, *(one.entry for one in files.documents if one.entry.id not in known))


def _document(entry: DocumentEntry, files: EditionFiles, programme: Programme, edition: str, where: Where) -> DocumentStatus:
    address = entry.url or f"inbox:{programme.id}/{edition}/{entry.id}"
    asked = detail_url(where.portal, address) if is_portal(address) and "#" not in address else address
    history = load_history(where.store, asked)
    stored = next((one for one in files.documents if one.entry.id == entry.id), None)
    extraction = _extraction(stored.entry.sha256 if stored else None, where, programme, edition)
    earlier = any(_extraction(version.sha256, where, programme, edition) for version in history.versions[:-1])
    word = "source_changed" if earlier and extraction is None else "not_extracted" if extraction is None else "extracted"
    if extraction is not None and extraction.extractor != where.extractor:
        word = "program_changed"
    source, since = _source(history, stored is not None or bool(history.versions))
    if not since and stored is not None:
        since = stored.fetched_at[:10]
    versions = max(len(history.versions), 1 if stored else 0)
    return DocumentStatus(
        entry.id, entry.url or entry.file or "", source, since, versions, word, extraction.extractor if extraction else ""
    )


def _source(history: History, stored: bool) -> tuple[str, str]:
    """What was met last at the source, and since when. A change stays a change until the source was asked again."""
    last: Check | None = history.checks[-1] if history.checks else None
    if last is None:
        return ("stored", "") if stored else ("not_fetched", "")
    if last.outcome in FINE:
        changed = history.latest.fetched_at if history.latest is not None else last.first_at
        return last.outcome, changed[:10]
    return last.outcome, last.first_at[:10]


def _extraction(sha256: str | None, where: Where, programme: Programme, edition: str) -> Extraction | None:
    """What was extracted of a version for this edition; None where it was not."""
    if not sha256:
        return None
    try:
        found = load_extraction(where.extracted, sha256)
    except SubsidyRulesError:
        return None
    return found if (found.programme, found.edition) == (programme.id, edition) else None


def _outdated(
    programme: Programme, edition: str, documents: Sequence[DocumentStatus], files: EditionFiles, ruleset: RuleSet | None, today: date
) -> Iterator[str]:
    year = programme.edition(edition).year
    if year is not None and today >= date(year + 1, 4, 1):  # fiscal years end in March
        yield "year_passed"
    if ruleset is None:
        return
    used = {source.sha256 for source in ruleset.sources}
    if any(one.entry.sha256 not in used for one in files.documents):
        yield "source_changed"
    if any(document.extraction == "program_changed" for document in documents):
        yield "program_changed"


def _due(ruleset: RuleSet | None, today: date) -> Iterator[tuple[str, Said]]:
    for rule in ruleset.rules if ruleset is not None else ():
        value = rule.value
        if rule.review.state == "rejected" or not isinstance(value, Schedule):
            continue
        for bound in (value.start, value.end):
            for day in _DAY.findall(bound or ""):
                if today <= date.fromisoformat(day) <= today + DUE_WITHIN:
                    yield day, Words(rule.label_en or rule.label, rule.label)


def _portal(entries: Sequence[DocumentEntry], ruleset: RuleSet | None, where: Where) -> Iterator[Finding]:
    for entry in entries:
        if ruleset is not None and is_portal(entry.url) and "#" not in (entry.url or ""):
            shown = stored_entry(where.store, load_history(where.store, detail_url(where.portal, entry.url or "")))
            yield from cross_check(shown, ruleset) if shown is not None else ()
