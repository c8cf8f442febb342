"""The stages on folders, each reading what the one before it wrote, and `run`, which is nothing but their composition.

fetch → extract → build → check → diff
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

from subsidy_rules.check.contract import Finding, check_ruleset
from subsidy_rules.check.placing import Placing
from subsidy_rules.compare import compare_rulesets
from subsidy_rules.fetch import load_edition_files, stored_bytes
from subsidy_rules.fetch.bring import Ways
from subsidy_rules.fetch.collect import Fetching, Order, fetch_edition
from subsidy_rules.fetch.inbox import Delivery
from subsidy_rules.messages.message import message
from subsidy_rules.model.change import Change
from subsidy_rules.model.document import Source
from subsidy_rules.model.errors import Place, SourceError, SubsidyRulesError
from subsidy_rules.model.extracted import Extracted, Given
from subsidy_rules.model.programme import DocumentEntry, Programme
from subsidy_rules.model.rule import Candidate, RuleSet
from subsidy_rules.read.document import Tick, quiet
from subsidy_rules.ruleset import build_ruleset
from subsidy_rules.stages.ingest import extract_documents, text_of
from subsidy_rules.store.edition import change_ruleset
from subsidy_rules.store.files import (
    Extraction,
    edition_folder,
    load_candidates,
    load_document,
    load_ruleset_dir,
    previous_ruleset,
)
from subsidy_rules.store.kept import Kept, parse_value

OFFLINE = Ways()


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the stages keep what they write."""

    store: Path
    extracted: Path
    rules: Path


@dataclass(frozen=True, slots=True)
class Asked:
    """One edition to work on, and the documents that are given for it.

    Attributes:
        base: the folder that file names start from.
        pinned: take exactly the versions that the lock file pins.
        deliveries: files of the inbox.
        placing: what the documents are held against; None takes them as told.
    """

    programme: Programme
    edition: str
    documents: tuple[DocumentEntry, ...]
    base: Path
    pinned: bool = False
    deliveries: tuple[Delivery, ...] = ()
    placing: Placing | None = None


@dataclass(frozen=True, slots=True)
class EditionResult:
    """What was made of one edition."""

    folder: Path
    ruleset: RuleSet
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions of one programme and the changes from the old to the new one."""

    old: RuleSet
    new: RuleSet
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class RunResult:
    """All editions in the order asked, each compared with the one it follows, and the errors met on the way."""

    editions: tuple[EditionResult, ...]
    comparisons: tuple[Comparison, ...]
    errors: tuple[SubsidyRulesError, ...]


def fetch(asked: Asked, folders: Folders, now: Callable[[], str], tick: Tick = quiet, ways: Ways = OFFLINE) -> Fetching:
    """Stores the documents of an edition. One already stored need not be there any more, nor be asked for without a network."""
    order = Order(asked.programme.id, asked.edition, asked.documents, asked.base, asked.pinned, asked.deliveries)
    return fetch_edition(folders.store, order, ways, now, tick)


def extract(
    programme: Programme, edition: str, folders: Folders, tick: Tick = quiet, jobs: int = 1, placing: Placing | None = None
) -> tuple[tuple[Extracted, ...], tuple[SubsidyRulesError, ...]]:
    """Reads the stored documents of an edition and writes what was found in each that is what it was stored as (`placing`).

    Raises SourceError where nothing is stored.
    """
    given, errors = _given(programme, edition, folders)
    extracted, failed = extract_documents(given, programme, tick, jobs, Kept(folders.extracted, programme, edition), placing)
    return extracted, (*errors, *failed)


def build(
    programme: Programme, edition: str, folders: Folders, then: Callable[[RuleSet], None] = lambda ruleset: None
) -> tuple[Path, RuleSet, tuple[SubsidyRulesError, ...]]:
    """The rule set of an edition from its extracted documents and its earlier reviews, written; errors of documents not extracted.

    `then` is called while nobody else may write it.

    Raises SourceError where none of them was extracted.
    """
    folder = edition_folder(folders.rules, programme.id, edition)
    errors: list[SubsidyRulesError] = []

    def change(earlier: RuleSet | None) -> RuleSet:
        sources, candidates, errors[:] = _stored(programme, edition, folders)
        previous = previous_ruleset(folders.rules, programme, edition)
        texts = {source.id: text_of(load_document(folders.extracted, source.sha256)) for source in sources}
        return build_ruleset(programme, edition, sources, candidates, earlier, previous, texts)

    if not folder.is_dir():
        _stored(programme, edition, folders)  # nothing to build makes no folder
    ruleset = change_ruleset(folder, change, then)
    return folder, ruleset, tuple(errors)


def _stored(programme: Programme, edition: str, folders: Folders) -> tuple[list[Source], list[Candidate], list[SubsidyRulesError]]:
    """The documents of an edition that were extracted, what was found in them, and the errors of the others.

    It is asked for while the edition is locked, so that nobody builds of what somebody else has extracted anew meanwhile.
    """
    sources: list[Source] = []
    candidates: list[Candidate] = []
    errors: list[SubsidyRulesError] = []
    for stored in load_edition_files(folders.store, programme.id, edition).documents:
        try:
            extraction, found = load_candidates(folders.extracted, stored.entry.sha256 or "", parse_value)
        except SubsidyRulesError as error:
            errors.append(error)
            continue
        if (extraction.programme, extraction.edition) != (programme.id, edition):
            errors.append(_other_edition(stored.name, extraction))
            continue
        sources.append(extraction.source)
        candidates.extend(found)
    if not sources:
        raise errors[0] if errors else _nothing_stored(programme, edition)
    return sources, candidates, errors


def check(folder: Path) -> tuple[Finding, ...]:
    """What is wrong with a rule set folder. Raises RuleSetError where it does not keep to the contract at all."""
    return check_ruleset(load_ruleset_dir(folder))


def run(
    asked: Sequence[Asked], folders: Folders, now: Callable[[], str], tick: Tick = quiet, jobs: int = 1, ways: Ways = OFFLINE
) -> RunResult:
    """fetch → extract → build → check for each edition, diff of each edition with the one it follows."""
    editions: list[EditionResult] = []
    errors: list[SubsidyRulesError] = []
    for one in asked:
        try:
            errors += fetch(one, folders, now, tick, ways).errors
            result, failed = _make(one, folders, tick, jobs)
            errors += failed
            editions += [result] if result is not None else []
        except SubsidyRulesError as error:
            if error not in errors:
                errors.append(error)
    return RunResult(tuple(editions), tuple(_compare(asked, editions)), tuple(errors))


def _make(asked: Asked, folders: Folders, tick: Tick, jobs: int) -> tuple[EditionResult | None, tuple[SubsidyRulesError, ...]]:
    """extract → build → check; or the rule set as it is, where it was made of exactly these documents by exactly this program.

    None where no document could be read.
    """
    programme, edition = asked.programme, asked.edition
    kept = Kept(folders.extracted, programme, edition)
    folder = edition_folder(folders.rules, programme.id, edition)
    given, unreadable = _given(programme, edition, folders)
    tickets = [one.ticket for one in given]
    if not unreadable and not kept.why_build(tickets, folder):
        same = kept.earlier(folder)
        if same is not None:
            return EditionResult(folder, same, check_ruleset(same)), ()
    extracted, errors = extract(programme, edition, folders, tick, jobs, asked.placing)
    if not extracted:
        return None, errors
    # a document that could not be read is to be reported again
    folder, ruleset, _ = build(programme, edition, folders, _forget if errors else partial(kept.keep_ruleset, tickets, folder))
    return EditionResult(folder, ruleset, check(folder)), errors


def _forget(ruleset: RuleSet) -> None:
    """Keeps nothing."""


def _given(programme: Programme, edition: str, folders: Folders) -> tuple[tuple[Given, ...], tuple[SubsidyRulesError, ...]]:
    """The stored documents of an edition, and the errors of those whose bytes are lost. Raises SourceError where nothing is stored."""
    files = load_edition_files(folders.store, programme.id, edition)
    if not files.documents:
        raise _nothing_stored(programme, edition)
    given, errors = [], []
    for stored in files.documents:
        try:
            given.append(Given(stored_bytes(folders.store, stored), stored.name, stored.entry, stored.entry.frame))
        except SubsidyRulesError as error:
            errors.append(error)
    return tuple(given), tuple(errors)


def _compare(asked: Sequence[Asked], editions: Iterable[EditionResult]) -> Iterable[Comparison]:
    """Each edition with the one it follows: as the programme says (`previous`), or, where it says nothing, as the editions are listed."""
    made = {(edition.ruleset.programme, edition.ruleset.edition): edition.ruleset for edition in editions}
    programmes = {one.programme.id: one.programme for one in asked}
    for (name, edition), new in made.items():
        old = made.get((name, _predecessor(programmes[name], edition, [other for owner, other in made if owner == name])))
        if old is not None:
            yield Comparison(old, new, compare_rulesets(old, new))


def _predecessor(programme: Programme, edition: str, made: Sequence[str]) -> str:
    """The nearest edition before this one that was made; "" where there is none."""
    if not any(known.previous for known in programme.editions):
        return {new: old for old, new in pairwise(made)}.get(edition, "")
    seen = {edition}  # a definition may go in a circle by mistake
    before = programme.edition(edition).previous or ""
    while before and before not in made and before not in seen:
        seen.add(before)
        before = programme.edition(before).previous or ""
    return before if before not in seen else ""


def _nothing_stored(programme: Programme, edition: str) -> SourceError:
    return SourceError(
        Place(f"{programme.id}/{edition}"),
        message("No document of this edition is stored."),
        message("Stages read what `fetch` stored."),
        message("Run `subsidy-rules fetch FILE... ` for it first."),
    )


def _other_edition(name: str, extraction: Extraction) -> SourceError:
    where = f"{extraction.programme}/{extraction.edition}"
    return SourceError(
        Place(name),
        message("The document was extracted last for {where}.", where=where),
        message("Its candidates carry the frames of that edition."),
        message("Run `subsidy-rules extract` for this edition again."),
    )
