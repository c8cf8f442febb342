"""Stored documents of any number of editions → what is found in each, kept, by whatever workers there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from subsidy_rules.check.placing import Placing
from subsidy_rules.fetch import blob_path, checked_bytes
from subsidy_rules.kinds import load_readers
from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, SourceError, SubsidyRulesError
from subsidy_rules.model.extracted import Extracted, Given, Ticket
from subsidy_rules.process.jobs import Done, Job, Outcome
from subsidy_rules.process.watch import Tick, Watch
from subsidy_rules.process.workers import Workers
from subsidy_rules.read.document import longer_for
from subsidy_rules.read.recognise import weights
from subsidy_rules.stages.ingest import extract_document, with_parses
from subsidy_rules.stages.planning import Plan
from subsidy_rules.store.fingerprint import fingerprint
from subsidy_rules.store.kept import Kept
from subsidy_rules.store.remote import Share

# From so many documents for each process on, each loads a parser of its own; it takes two seconds and 400 MB.
_WORTH_A_PARSER = 10

Failed = dict[tuple[str, str, str], SubsidyRulesError]  # programme, edition, hash of the document


@dataclass(frozen=True, slots=True)
class Work:
    """One stored document and where to keep what is found in it; `code` is what the results depend on besides."""

    path: Path
    ticket: Ticket
    kept: Kept
    placing: Placing | None
    code: str
    share: Share | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        return self.kept.programme.id, self.kept.edition, self.ticket.sha256


def read_documents(plans: Sequence[Plan], workers: Workers, watch: Watch, share: Share | None = None) -> Failed:
    """The errors of documents in which nothing could be found; of all others it is kept, each as soon as it is done.

    `share`: where the workers find documents and leave what they found; None where they have the folders of this machine.
    """
    code = fingerprint()
    todo = [
        Work(blob_path(plan.store, ticket.sha256), ticket, plan.kept, plan.placing, code, share) for plan in plans for ticket in plan.todo
    ]
    watch.begin(len(todo), sum(len(plan.tickets) - len(plan.todo) for plan in plans))
    if not todo:
        return {}
    if not workers.are_apart:
        load_readers()  # processes that are forked have them
    whole = workers.are_apart or len(todo) >= _WORTH_A_PARSER * workers.n > _WORTH_A_PARSER
    failed: Failed = {}
    for at, outcome in workers.outcomes(_jobs(todo, whole=whole), watch.tick):
        error, pages = _taken(todo[at], outcome)
        if error is not None:
            failed[todo[at].key] = error
        watch.done(todo[at].ticket.name, pages, outcome.seconds if isinstance(outcome, Done) else 0.0, error)
    return failed


def _jobs(todo: Sequence[Work], *, whole: bool) -> Iterator[Job[Extracted | int]]:
    for work in todo:
        if work.share is not None:
            work.share.put_document(work.ticket.sha256, work.path)
        yield Job(work.ticket.name, partial(find_and_keep if whole else find, work), longer_for(work.ticket.ocr))


def _taken(work: Work, outcome: Outcome[Extracted | int]) -> tuple[SubsidyRulesError | None, int]:
    """The error, if any, and the pages of a document that is done; what was found in it is kept here now."""
    if not isinstance(outcome, Done):
        return outcome, 0
    if isinstance(outcome.value, Extracted):
        kept = with_parses(outcome.value, work.kept.parses(work.ticket))
        work.kept.keep(work.ticket, kept)
        return None, len(kept.document.pages)
    if work.share is not None:
        try:
            work.share.get_extracted(work.ticket.sha256, work.kept.root)
        except SubsidyRulesError as error:
            return error, 0
    return None, outcome.value


def find(work: Work, tick: Tick) -> Extracted:
    """What is found in the document, not yet read by the parser, nor kept."""
    return _find(work, work.kept, checked_bytes(work.path, work.ticket.sha256), tick)


def find_and_keep(work: Work, tick: Tick) -> int:
    """The pages of the document; what is found in it is kept in the folder, or in the shared place. Runs where the worker is."""
    if work.code != fingerprint():
        raise _other_version(work.ticket.name)
    if work.share is None:
        return _find_and_keep(work, work.kept, checked_bytes(work.path, work.ticket.sha256), tick)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        kept = replace(work.kept, root=Path(folder))
        work.share.get_extracted(work.ticket.sha256, kept.root)
        pages = _find_and_keep(work, kept, work.share.document(work.ticket.sha256), tick)
        work.share.put_extracted(work.ticket.sha256, kept.root)
    return pages


def _find(work: Work, kept: Kept, data: bytes, tick: Tick) -> Extracted:
    ticket = work.ticket
    if ticket.ocr and ticket.ocr != weights():
        raise _other_version(ticket.name)
    given = Given(data, ticket.name, ticket.entry, ticket.frame, ticket.ocr)
    return extract_document(given, kept.programme, tick, work.placing, kept.reading(ticket))


def _find_and_keep(work: Work, kept: Kept, data: bytes, tick: Tick) -> int:
    found = with_parses(_find(work, kept, data, tick), kept.parses(work.ticket))
    kept.keep(work.ticket, found)
    return len(found.document.pages)


def _other_version(name: str) -> SourceError:
    return SourceError(
        Place(name),
        message("The worker has another version of subsidy-rules, of a library or of the vocabulary."),
        message("What it finds could not be told from what this version finds."),
        message("Install the same version where the workers run."),
    )
