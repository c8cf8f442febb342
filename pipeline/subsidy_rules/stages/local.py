"""Local files + what their user says of them → documents to ingest, and the rule set folder that comes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from subsidy_rules.check.placing import Placing, check_content, check_edition_known
from subsidy_rules.fetch import read_local, sha256_of
from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Authority, Source, SourceKind
from subsidy_rules.model.errors import Place, SourceError, SubsidyRulesError
from subsidy_rules.model.extracted import Given
from subsidy_rules.model.programme import COMMON, DocumentEntry, Programme, is_edition, source_id
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.process.watch import Tick, quiet
from subsidy_rules.registry.load import check_frame
from subsidy_rules.ruleset.standing import candidates_of
from subsidy_rules.stages.ingest import Ingested, Standing, assemble, distinct, extract_documents, text_of
from subsidy_rules.store.edition import change_ruleset
from subsidy_rules.store.files import CACHE, edition_folder, load_document, previous_ruleset
from subsidy_rules.store.kept import Kept

NO_IDS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Told:
    """What the user says of the documents; None where nothing is said."""

    frame: str | None = None
    kind: SourceKind | None = None
    authority: Authority | None = None


@dataclass(frozen=True, slots=True)
class LocalResult:
    """What was ingested into a rule set folder.

    Attributes:
        dropped: sources of its former rule set that it has no longer.
        standing: those that were not given and stay.
        unread: those of `standing` whose rules stay as they are, for what was read of them is not at hand any more.
    """

    folder: Path
    ingested: Ingested
    dropped: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def ingest_files(
    files: Sequence[Path],
    programme: Programme,
    edition: str,
    told: Told,
    out: Path,
    tick: Tick = quiet,
    jobs: int = 1,
    *,
    placing: Placing | None = None,
    replace: bool = False,
    ocr: str = "",
) -> LocalResult:
    """The rule set of these files and of those that its folder was made of before, written; nothing where no file could be read.

    A file takes the place of the one with its id or content. Files that did not change are not read again; where neither they nor the
    rule set changed, it stays as it is.

    Args:
        placing: what files are held against, so that none gets to an edition or programme that is not its own; None takes all as told.
        replace: the rule set is that of exactly these files.
        ocr: what pictures are to be read with; "" where they are not.

    Raises SourceError for an unknown frame or edition.
    """
    folder = edition_folder(out, programme.id, check_edition(edition))
    if placing is not None:
        check_edition_known(placing)
    kept = Kept(out / CACHE, programme, edition)
    earlier = kept.earlier(folder)
    former = earlier.sources if earlier is not None else ()
    given, errors = gather(files, programme, edition, told, {source.sha256: source.id for source in former}, ocr)
    stays = _Stays(kept, earlier if not replace else None)
    tickets = [one.ticket for one in given]
    as_given = stays([Source(id=one.entry.id, sha256=sha256_of(one.data), authority="official", kind="guideline") for one in given])
    if earlier is not None and not errors and not as_given.unread and not kept.why_build(tickets, folder, as_given.bases):
        extracted, failed = extract_documents(given, programme, tick, jobs, kept, placing)
        return LocalResult(folder, Ingested(earlier if extracted else None, extracted, failed), standing=as_given.ids)
    extracted, failed = extract_documents(given, programme, tick, jobs, kept, placing)
    errors = (*errors, *failed)
    if not extracted:
        return LocalResult(folder, Ingested(None, (), errors))
    return _write(kept, folder, given, Ingested(None, extracted, errors), previous_ruleset(out, programme, edition), replace)


def _write(kept: Kept, folder: Path, given: Sequence[Given], read: Ingested, previous: RuleSet | None, replace: bool) -> LocalResult:
    """The rule set of what was read, written beside what others decided meanwhile."""
    former: tuple[Source, ...] = ()
    stood = _Stays(kept, None)([])
    found = distinct(read.extracted)

    def change(earlier: RuleSet | None) -> RuleSet:
        nonlocal former, stood
        former = earlier.sources if earlier is not None else ()
        stood = _Stays(kept, earlier if not replace else None)([one.source for one in found])
        return assemble(kept.programme, kept.edition, found, earlier, previous, stood.standing)

    def keep(ruleset: RuleSet) -> None:
        if not read.errors and not stood.unread:
            kept.keep_ruleset([one.ticket for one in given], folder, ruleset, stood.bases)

    ruleset = change_ruleset(folder, change, keep)
    now = {source.sha256 for source in ruleset.sources} | {source.id for source in ruleset.sources}
    dropped = tuple(source.id for source in former if source.id not in now and source.sha256 not in now)
    return LocalResult(folder, Ingested(ruleset, read.extracted, read.errors), dropped, stood.ids, stood.unread)


@dataclass(frozen=True, slots=True)
class _Stood:
    """What stays of a rule set: the bases of what was found in its documents, and the ids of those whose rules alone are left."""

    standing: Standing
    bases: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(source.id for source in self.standing.sources)


@dataclass(frozen=True, slots=True)
class _Stays:
    """What of an earlier rule set stays beside documents that are read now."""

    kept: Kept
    earlier: RuleSet | None

    def __call__(self, read: Sequence[Source]) -> _Stood:
        taken = {source.id for source in read} | {source.sha256 for source in read}
        former = self.earlier.sources if self.earlier is not None else ()
        sources = tuple(source for source in former if source.id not in taken and source.sha256 not in taken)
        found = {source.id: self.kept.standing(source) for source in sources}
        candidates = [candidate for known in found.values() if known is not None for candidate in known[1]]
        unread = tuple(name for name, known in found.items() if known is None)
        if self.earlier is not None and unread:
            candidates += candidates_of(self.earlier, unread)
        texts = {source.id: self._text(source) for source in sources}
        return _Stood(Standing(sources, tuple(candidates), texts), tuple(known[0] for known in found.values() if known is not None), unread)

    def _text(self, source: Source) -> str | None:
        try:
            return text_of(load_document(self.kept.root, source.sha256))
        except SubsidyRulesError:
            return None


def gather(
    files: Sequence[Path], programme: Programme, edition: str, told: Told, ids: Mapping[str, str] = NO_IDS, ocr: str = ""
) -> tuple[tuple[Given, ...], tuple[SubsidyRulesError, ...]]:
    """The files with what is known of them, and the errors of those that cannot be opened. The same file named twice counts once.

    `ids`: SHA-256 → the id under which a rule set cites the document already.
    """
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
        if entry.sha256 is None and sha256 in ids:
            entry = entry.model_copy(update={"id": ids[sha256]})
        if key not in given and any(other.entry.id == entry.id for other in given.values()):
            entry = entry.model_copy(update={"id": f"{entry.id}-{sha256[:6]}"})
        given.setdefault(key, Given(data, path.name, entry, told_frame or frame, ocr))
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


def check_files(files: Sequence[Path], placing: Placing) -> None:
    """Raises SourceError where the edition is unknown, or the registry knows one of the files as of another; nothing is read of them."""
    check_edition_known(placing)
    for path in files:
        if path.is_file():  # what cannot be opened is left for `fetch` to report
            check_content(path.name, sha256_of(read_local(path)), placing)


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
