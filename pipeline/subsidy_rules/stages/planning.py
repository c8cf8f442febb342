"""What is to be done for an edition, and why: which of its stored documents are to be read or searched again, and whether to build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from subsidy_rules.check.placing import Placing
from subsidy_rules.fetch import blob_path, load_edition_files, read_local
from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, SourceError, SubsidyRulesError
from subsidy_rules.model.extracted import Ticket
from subsidy_rules.model.programme import Programme
from subsidy_rules.store.files import edition_folder
from subsidy_rules.store.kept import Kept


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the stages keep what they write."""

    store: Path
    extracted: Path
    rules: Path


@dataclass(frozen=True, slots=True)
class Step:
    """One stage ("read", "find", "build") of one document, or of the rule set of an edition (document ""), and why it is done.

    Attributes:
        changed: what is not as it was when it was done last, by the names of parts of keys; () where it is kept.
    """

    programme: str
    edition: str
    document: str
    stage: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done for one edition.

    Attributes:
        folder: of its rule set.
        tickets: its stored documents.
        todo: those of which what was found is not known any more.
        errors: of documents whose bytes are lost.
    """

    kept: Kept
    store: Path
    folder: Path
    placing: Placing | None
    tickets: tuple[Ticket, ...]
    todo: tuple[Ticket, ...]
    errors: tuple[SubsidyRulesError, ...]
    steps: tuple[Step, ...]


def plan_edition(
    programme: Programme, edition: str, folders: Folders, placing: Placing | None = None, *, build: bool = True, ocr: str = ""
) -> Plan:
    """The plan. With `build`, documents count only where the rule set has to be built; `ocr` is what their pictures are to be read with.

    Raises SourceError where nothing is stored.
    """
    files = load_edition_files(folders.store, programme.id, edition)
    if not files.documents:
        raise nothing_stored(programme, edition)
    tickets: list[Ticket] = []
    errors: list[SubsidyRulesError] = []
    for stored in files.documents:
        sha256 = stored.entry.sha256 or ""
        path = blob_path(folders.store, sha256)
        try:
            if not path.is_file():
                read_local(path)
            tickets.append(Ticket(sha256, stored.name, stored.entry, stored.entry.frame, ocr))
        except SubsidyRulesError as error:
            errors.append(error)
    kept = Kept(folders.extracted, programme, edition)
    folder = edition_folder(folders.rules, programme.id, edition)
    asked = bool(errors) or not build or bool(kept.why_build(tickets, folder))
    steps: list[Step] = []
    todo: list[Ticket] = []
    for ticket in tickets:
        found = kept.why_find(ticket) if asked else ()
        steps.append(Step(programme.id, edition, ticket.name, "read", kept.why_read(ticket) if found else ()))
        steps.append(Step(programme.id, edition, ticket.name, "find", found))
        todo += [ticket] if found else []
    return Plan(kept, folders.store, folder, placing, tuple(tickets), tuple(todo), tuple(errors), tuple(steps))


def nothing_stored(programme: Programme, edition: str) -> SourceError:
    """No document of an edition is there."""
    return SourceError(
        Place(f"{programme.id}/{edition}"),
        message("No document of this edition is stored."),
        message("Stages read what `fetch` stored."),
        message("Run `subsidy-rules fetch FILE... ` for it first."),
    )
