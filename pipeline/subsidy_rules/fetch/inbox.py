"""The inbox: files that a person saved by hand, for what programs may not fetch. Taken in as often as wished; nothing is removed from it.

<inbox>/manifest.yaml      which programme, edition and document each file is; one whose content a definition knows needs no line there
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from subsidy_rules.fetch.local_file import read_local, sha256_of
from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, SourceError, SubsidyRulesError
from subsidy_rules.model.programme import DocumentEntry, Programme
from subsidy_rules.registry.load import load_manifest

MANIFEST = "manifest.yaml"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file of the inbox, and the document that it is."""

    programme: str
    edition: str
    entry: DocumentEntry
    path: Path

    @property
    def address(self) -> str:
        """Where its versions are filed: under the address it was saved from, else under its own name."""
        return self.entry.url or f"inbox:{self.programme}/{self.edition}/{self.entry.id}"


def read_inbox(folder: Path, programmes: Sequence[Programme]) -> tuple[tuple[Delivery, ...], tuple[SubsidyRulesError, ...]]:
    """The files of the inbox and what they are, and the errors of those that nobody knows. Raises SourceError for a broken manifest."""
    if not folder.is_dir():
        return (), ()
    listed = _listed(folder, programmes)
    found = list(listed.values())
    errors: list[SubsidyRulesError] = [_missing(one.path) for one in found if not one.path.is_file()]
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name.startswith(".") or path.name in (MANIFEST, "README.md") or path in listed:
            continue
        known = next(_known(path, sha256_of(read_local(path)), programmes), None)
        if known is None:
            errors.append(_unknown(path))
        else:
            found.append(known)
    return tuple(one for one in found if one.path.is_file()), tuple(errors)


def _listed(folder: Path, programmes: Sequence[Programme]) -> dict[Path, Delivery]:
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return {}
    deliveries = {}
    for listing in load_manifest(manifest):
        path = folder / (listing.file or "")
        declared = _declared(listing.programme, listing.edition, listing.id, programmes)
        deliveries[path] = Delivery(listing.programme, listing.edition, declared or listing.entry, path)
    return deliveries


def _declared(programme: str, edition: str, document: str, programmes: Sequence[Programme]) -> DocumentEntry | None:
    owner = next((known for known in programmes if known.id == programme), None)
    documents = owner.edition(edition).documents if owner is not None else ()
    return next((entry for entry in documents if entry.id == document), None)


def _known(path: Path, sha256: str, programmes: Sequence[Programme]) -> Iterator[Delivery]:
    for programme in programmes:
        for edition in programme.editions:
            for entry in edition.documents:
                if entry.sha256 == sha256:
                    yield Delivery(programme.id, edition.id, entry, path)


def _missing(path: Path) -> SourceError:
    return SourceError(
        Place(str(path)),
        message("The manifest of the inbox lists a file that is not there."),
        message("Its document is not taken in."),
        message("Add it or remove its line."),
    )


def _unknown(path: Path) -> SourceError:
    return SourceError(
        Place(str(path)),
        message("Nobody says what this file of the inbox is."),
        message("It is not taken in."),
        message(
            "Add to {manifest} beside it: - {{file: {name}, programme: P, edition: E, kind: guideline}}", manifest=MANIFEST, name=path.name
        ),
    )
