"""The stages on folders, each reading what the one before it wrote, and `run`, which is nothing but their composition.

fetch → extract → build → check; then `compare_editions`
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from subsidy_rules.check.contract import Finding, check_ruleset
from subsidy_rules.check.placing import Placing
from subsidy_rules.compare import compare_rulesets
from subsidy_rules.fetch import load_edition_files
from subsidy_rules.fetch.bring import Ways
from subsidy_rules.fetch.collect import Fetching, Order, fetch_edition
from subsidy_rules.fetch.inbox import Delivery
from subsidy_rules.messages.message import message
from subsidy_rules.model.change import Change
from subsidy_rules.model.document import Source
from subsidy_rules.model.errors import Place, SourceError, SubsidyRulesError
from subsidy_rules.model.extracted import Extracted, Ticket
from subsidy_rules.model.programme import DocumentEntry, Programme
from subsidy_rules.model.rule import Candidate, RuleSet
from subsidy_rules.process.watch import Silent, Tick, Watch, quiet
from subsidy_rules.process.workers import LocalWorkers, Workers
from subsidy_rules.ruleset import build_ruleset
from subsidy_rules.stages.planning import Folders, Plan, Step, nothing_stored, plan_edition
from subsidy_rules.store.edition import change_ruleset
from subsidy_rules.store.files import (
    Extraction,
    edition_folder,
    load_candidates,
    load_document,
    load_ruleset_dir,
    previous_ruleset,
)
from subsidy_rules.store.kept import parse_value
from subsidy_rules.store.keys import NEVER
from subsidy_rules.store.remote import Share

if TYPE_CHECKING:
    from subsidy_rules.stages.documents import Failed

OFFLINE = Ways()
ONE, SILENT = LocalWorkers(), Silent()


@dataclass(frozen=True, slots=True)
class Asked:
    """One edition to work on, and the documents that are given for it.

    Attributes:
        base: the folder that file names start from.
        pinned: take exactly the versions that the lock file pins.
        deliveries: files of the inbox.
        placing: what the documents are held against; None takes them as told.
        ocr: what their pictures are to be read with; "" where they are not.
    """

    programme: Programme
    edition: str
    documents: tuple[DocumentEntry, ...]
    base: Path
    pinned: bool = False
    deliveries: tuple[Delivery, ...] = ()
    placing: Placing | None = None
    ocr: str = ""


@dataclass(frozen=True, slots=True)
class EditionResult:
    """What was made of one edition: so many rules in its folder. A run over a thousand documents holds one rule set at a time."""

    programme: str
    edition: str
    folder: Path
    n_rules: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions of one programme and the changes from the old to the new one."""

    old: RuleSet
    new: RuleSet
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class RunResult:
    """All editions in the order asked, the errors met on the way, and what was done and why."""

    editions: tuple[EditionResult, ...]
    errors: tuple[SubsidyRulesError, ...]
    steps: tuple[Step, ...] = ()


def fetch(asked: Asked, folders: Folders, now: Callable[[], str], tick: Tick = quiet, ways: Ways = OFFLINE) -> Fetching:
    """Stores the documents of an edition. One already stored need not be there any more, nor be asked for without a network."""
    order = Order(asked.programme.id, asked.edition, asked.documents, asked.base, asked.pinned, asked.deliveries)
    return fetch_edition(folders.store, order, ways, now, tick)


def extract(
    programme: Programme,
    edition: str,
    folders: Folders,
    watch: Watch = SILENT,
    workers: Workers = ONE,
    placing: Placing | None = None,
    ocr: str = "",
) -> tuple[tuple[Extracted, ...], tuple[SubsidyRulesError, ...]]:
    """Reads the stored documents of an edition and writes what was found in each that is what it was stored as (`placing`).

    Raises SourceError where nothing is stored.
    """
    plan = plan_edition(programme, edition, folders, placing, build=False, ocr=ocr)
    failed = _read([plan], workers, watch)
    found = [one for ticket in plan.tickets if _key(plan, ticket) not in failed and (one := plan.kept.find(ticket)) is not None]
    misplaced = _misplaced(plan)
    return tuple(one for one in found if one.source.sha256 not in misplaced), (*plan.errors, *failed.values(), *misplaced.values())


def build(
    programme: Programme, edition: str, folders: Folders, then: Callable[[RuleSet], None] = lambda ruleset: None
) -> tuple[Path, RuleSet, tuple[SubsidyRulesError, ...]]:
    """The rule set of an edition from its extracted documents and its earlier reviews, written; errors of documents not extracted.

    `then` is called while nobody else may write it.

    Raises SourceError where none of them was extracted.
    """
    from subsidy_rules.stages.ingest import text_of

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
        raise errors[0] if errors else nothing_stored(programme, edition)
    return sources, candidates, errors


def check(folder: Path) -> tuple[Finding, ...]:
    """What is wrong with a rule set folder. Raises RuleSetError where it does not keep to the contract at all."""
    return check_ruleset(load_ruleset_dir(folder))


def run(
    asked: Sequence[Asked],
    folders: Folders,
    now: Callable[[], str],
    watch: Watch = SILENT,
    workers: Workers = ONE,
    ways: Ways = OFFLINE,
    share: Share | None = None,
    then: Callable[[EditionResult, RuleSet], None] = lambda edition, ruleset: None,
) -> RunResult:
    """fetch → extract → build → check for each edition; `then` is given each rule set while it is at hand.

    The documents of all editions are read together, as many at a time as there are workers.
    """
    plans, errors = prepare(asked, folders, now, watch, ways)
    failed = _read(plans, workers, watch, share)
    editions: list[EditionResult] = []
    steps: list[Step] = []
    for plan in plans:
        try:
            made, wrong, why = _make(plan, folders, failed)
        except SubsidyRulesError as error:
            made, wrong, why = None, (error,), NEVER
        errors += [error for error in wrong if error not in errors]
        if made is not None:
            editions.append(_result(plan, *made))
            then(editions[-1], made[0])
        steps += [*plan.steps, Step(plan.kept.programme.id, plan.kept.edition, "", "build", why)]
    return RunResult(tuple(editions), tuple(errors), tuple(steps))


def prepare(
    asked: Sequence[Asked], folders: Folders, now: Callable[[], str], watch: Watch = SILENT, ways: Ways = OFFLINE
) -> tuple[list[Plan], list[SubsidyRulesError]]:
    """Stores the documents of all editions; what is to be done for each, and the errors met."""
    plans: list[Plan] = []
    errors: list[SubsidyRulesError] = []
    for one in asked:
        try:
            errors += fetch(one, folders, now, watch.tick, ways).errors
            plans.append(plan_edition(one.programme, one.edition, folders, one.placing, ocr=one.ocr))
        except SubsidyRulesError as error:
            if error not in errors:
                errors.append(error)
    return plans, errors


def _result(plan: Plan, ruleset: RuleSet, findings: tuple[Finding, ...]) -> EditionResult:
    return EditionResult(ruleset.programme, ruleset.edition, plan.folder, len(ruleset.rules), findings)


def _make(
    plan: Plan, folders: Folders, failed: Failed
) -> tuple[tuple[RuleSet, tuple[Finding, ...]] | None, tuple[SubsidyRulesError, ...], tuple[str, ...]]:
    """build → check; or the rule set as it is, where it was made of exactly these documents by exactly this program. And why it was built.

    None where no document could be read.
    """
    kept, folder, tickets = plan.kept, plan.folder, plan.tickets
    why = kept.why_build(tickets, folder)  # asked again: the edition before it may have been built meanwhile
    if not why and not plan.errors:
        same = kept.earlier(folder)
        if same is not None:
            return (same, check_ruleset(same)), (), ()
    # another edition may have claimed a document that both have
    left = tuple(ticket for ticket in tickets if _key(plan, ticket) not in failed and kept.why_find(ticket))
    mine = {key: error for key, error in failed.items() if key[:2] == (kept.programme.id, kept.edition)}
    mine |= _read([replace(plan, todo=left)], ONE, SILENT) if left else {}
    errors = (*plan.errors, *mine.values(), *_misplaced(plan).values())
    if len(mine) == len(tickets):
        return None, errors, why
    # a document that could not be read is to be reported again
    then = _forget if errors else partial(kept.keep_ruleset, tickets, folder)
    folder, ruleset, _ = build(kept.programme, kept.edition, folders, then)
    return (ruleset, check(folder)), errors, why or NEVER


def _read(plans: Sequence[Plan], workers: Workers, watch: Watch, share: Share | None = None) -> Failed:
    """`read_documents`, which is loaded only where there are some: what finds rules takes a second."""
    if not any(plan.todo for plan in plans):
        watch.begin(0, sum(len(plan.tickets) for plan in plans))
        return {}
    from subsidy_rules.stages.documents import read_documents

    return read_documents(plans, workers, watch, share)


def _misplaced(plan: Plan) -> dict[str, SubsidyRulesError]:
    """Hash → error of the documents that were read before and are not what they are given as now."""
    from subsidy_rules.stages.ingest import check_place

    found: dict[str, SubsidyRulesError] = {}
    if plan.placing is not None:
        for ticket in set(plan.tickets) - set(plan.todo):
            try:
                check_place(load_document(plan.kept.root, ticket.sha256), plan.placing)
            except SubsidyRulesError as error:
                found[ticket.sha256] = error
    return found


def _key(plan: Plan, ticket: Ticket) -> tuple[str, str, str]:
    return plan.kept.programme.id, plan.kept.edition, ticket.sha256


def _forget(ruleset: RuleSet) -> None:
    """Keeps nothing."""


def compare_editions(asked: Sequence[Asked], editions: Iterable[EditionResult]) -> Iterator[Comparison]:
    """Each edition with the one it follows: as the programme says (`previous`), or, where it says nothing, as the editions are listed.

    The rule sets are read from their folders, two at a time. Raises RuleSetError.
    """
    made = {(edition.programme, edition.edition): edition.folder for edition in editions}
    programmes = {one.programme.id: one.programme for one in asked}
    ruleset_in = lru_cache(maxsize=2)(load_ruleset_dir)
    for (name, edition), folder in made.items():
        before = made.get((name, _predecessor(programmes[name], edition, [other for owner, other in made if owner == name])))
        if before is not None:
            old, new = ruleset_in(before), ruleset_in(folder)
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


def _other_edition(name: str, extraction: Extraction) -> SourceError:
    where = f"{extraction.programme}/{extraction.edition}"
    return SourceError(
        Place(name),
        message("The document was extracted last for {where}.", where=where),
        message("Its candidates carry the frames of that edition."),
        message("Run `subsidy-rules extract` for this edition again."),
    )
