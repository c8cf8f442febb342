"""Local files + what their user says of them → documents to ingest, and the rule set folder that comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from subsidy_rules.fetch import read_local, sha256_of
from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Authority, SourceKind
from subsidy_rules.model.errors import Place, SourceError, SubsidyRulesError
from subsidy_rules.model.extracted import Given
from subsidy_rules.model.programme import COMMON, DocumentEntry, Programme, is_edition, source_id
from subsidy_rules.read.document import Tick, quiet
from subsidy_rules.registry.load import check_frame
from subsidy_rules.stages.ingest import Ingested, extract_documents, ingest
from subsidy_rules.store.files import edition_folder, previous_ruleset, save_ruleset
from subsidy_rules.store.kept import Kept

CACHE = ".cache"  # in the folder that is written to: nothing outside of it is touched


@dataclass(frozen=True, slots=True)
class Told:
    """What the user says of the documents; None where nothing is said."""

    frame: str | None = None
    kind: SourceKind | None = None
    authority: Authority | None = None


@dataclass(frozen=True, slots=True)
class LocalResult:
    """The rule set folder, what was ingested into it, and the sources of its former rule set that were not given this time."""

    folder: Path
    ingested: Ingested
    dropped: tuple[str, ...]


def ingest_files(
    files: Sequence[Path], programme: Programme, edition: str, told: Told, out: Path, tick: Tick = quiet, jobs: int = 1
) -> LocalResult:
    """The rule set of exactly these files, written with the decisions of the former one; nothing is written where no file could be read.

    Files that did not change are not read again; where neither they nor the rule set changed, it stays as it is.

    Raises SourceError for an unknown frame or an edition that cannot name a folder.
    """
    folder = edition_folder(out, programme.id, check_edition(edition))
    given, errors = gather(files, programme, edition, told)
    kept = Kept(out / CACHE, programme, edition)
    earlier = kept.earlier(folder)
    if earlier is not None and not errors and kept.is_made_of(given, folder):
        extracted, failed = extract_documents(given, programme, tick, jobs, kept)
        return LocalResult(folder, Ingested(earlier, extracted, failed), ())
    result = ingest(programme, edition, given, earlier, tick, jobs, kept, previous_ruleset(out, programme, edition))
    result = Ingested(result.ruleset, result.extracted, (*errors, *result.errors))
    if result.ruleset is None:
        return LocalResult(folder, result, ())
    save_ruleset(folder, result.ruleset)
    if not result.errors:
        kept.keep_ruleset(given, folder, result.ruleset)
    now = {source.id for source in result.ruleset.sources}
    return LocalResult(folder, result, tuple(source.id for source in (earlier.sources if earlier else ()) if source.id not in now))


def gather(
    files: Sequence[Path], programme: Programme, edition: str, told: Told
) -> tuple[tuple[Given, ...], tuple[SubsidyRulesError, ...]]:
    """The files with what is known of them, and the errors of those that cannot be opened. The same file named twice counts once."""
    told_frame = None if told.frame is None else check_frame(programme, told.frame)
    given: dict[tuple[str, str], Given] = {}
    errors: list[SubsidyRulesError] = []
    for path in files:
        try:
            data = read_local(path)
        except SubsidyRulesError as error:
            errors.append(error)
            continue
        sha256 = sha256_of(data)
        entry, frame = describe(path.name, sha256, programme, edition, told)
        key = (path.name, sha256)
        if key not in given and any(other.entry.id == entry.id for other in given.values()):
            entry = entry.model_copy(update={"id": f"{entry.id}-{sha256[:6]}"})
        given.setdefault(key, Given(data, path.name, entry, told_frame or frame))
    return tuple(given.values()), tuple(errors)


def as_entries(files: Sequence[Path], programme: Programme, edition: str, told: Told) -> tuple[DocumentEntry, ...]:
    """The files as documents of an edition, for the store; a file that cannot be opened is left for `fetch` to report."""
    entries: list[DocumentEntry] = []
    for path in files:
        given, _ = gather([path], programme, edition, told)
        entry = given[0].entry if given else DocumentEntry(id=source_id(path.name), file=path.name)
        frame = given[0].frame if given and given[0].frame else COMMON
        entries.append(entry.model_copy(update={"file": str(path), "frame": frame}))
    return tuple(entries)


def describe(name: str, sha256: str, programme: Programme, edition: str, told: Told) -> tuple[DocumentEntry, str | None]:
    """The entry of a file and its frame: as the programme's definition has it where it knows the content, as told where told."""
    known = next((entry for entry in programme.edition(edition).documents if entry.sha256 == sha256), None)
    entry = known or DocumentEntry(id=source_id(name), file=name)
    update = {key: value for key, value in (("kind", told.kind), ("authority", told.authority)) if value is not None}
    return entry.model_copy(update=update), known.frame if known else None


def check_edition(edition: str) -> str:
    """The edition, which names a folder. Raises SourceError where it cannot."""
    if not is_edition(edition):
        raise SourceError(
            Place(edition or "--edition"),
            message("This cannot be an edition."),
            message("It names a folder."),
            message("Use letters, digits, '.', '-' and '_', such as 2025 or R7.4."),
        )
    return edition
