"""What a registry says that cannot be meant: each finding with the file and line to mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from subsidy_rules.messages.message import Message, message
from subsidy_rules.model.programme import COMMON, Programme
from subsidy_rules.registry.load import load_programmes
from subsidy_rules.yaml.lines import LocatedYaml, load_yaml

_Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding: the file, its 1-based line where known, and what is wrong."""

    file: str
    line: int | None
    words: Message


def check_registry(files: Sequence[Path]) -> tuple[Fault, ...]:
    """The findings of all files. Raises SourceError where a file is no registry at all."""
    faults: list[Fault] = []
    for file in files:
        programmes = load_programmes(file)  # says what is wrong with a file that is no registry
        located = load_yaml(file.read_text(encoding="utf-8"))
        for programme, at in zip(programmes, _places(located), strict=True):
            for path, words in _faults(programme):
                faults.append(Fault(str(file), located.line_of((*at, *path)), words))
    return tuple(faults)


def _places(located: LocatedYaml) -> list[_Path]:
    """Where each programme of the file stands."""
    data = located.data
    prefix: _Path = ("programmes",) if isinstance(data, dict) and "programmes" in data else ()
    entries = data["programmes"] if prefix else data
    return [(*prefix, n) for n in range(len(entries))] if isinstance(entries, list) else [prefix]


def _faults(programme: Programme) -> Iterator[tuple[_Path, Message]]:
    yield from _editions(programme)
    yield from _documents(programme)
    yield from _frames(programme)
    yield from _lineage(programme)


def _editions(programme: Programme) -> Iterator[tuple[_Path, Message]]:
    known = {edition.id for edition in programme.editions}
    for n, edition in enumerate(programme.editions):
        if edition.previous is not None and edition.previous not in known:
            yield ("editions", n, "previous"), message("there is no edition {previous!r}", previous=edition.previous)


def _documents(programme: Programme) -> Iterator[tuple[_Path, Message]]:
    frames = {COMMON, *(frame.id for frame in programme.frames)}
    for n, edition in enumerate(programme.editions):
        seen: dict[str, int] = {}
        for m, entry in enumerate(edition.documents):
            at: _Path = ("editions", n, "documents", m)
            if entry.frame not in frames:
                yield (*at, "frame"), message("there is no frame {frame!r}", frame=entry.frame)
            for key, value in (("id", entry.id), ("url", entry.url), ("sha256", entry.sha256)):
                if value is not None and seen.setdefault(f"{key} {value}", m) != m:
                    yield (*at, key), message("two documents have the {key} {value}", key=key, value=value)


def _frames(programme: Programme) -> Iterator[tuple[_Path, Message]]:
    editions = {edition.id for edition in programme.editions}
    owners: dict[str, str] = {}
    for n, frame in enumerate(programme.frames):
        for word in frame.words:
            if owners.setdefault(word, frame.id) != frame.id:
                yield (
                    ("frames", n),
                    message("{word!r} names both {owners!r} and {id!r}", word=word, owners=owners[word], id=frame.id),
                )
        for edition in (*frame.editions, *(name.edition for name in frame.names)):
            if editions and edition not in editions:
                yield ("frames", n), message("there is no edition {edition!r}", edition=edition)


def _lineage(programme: Programme) -> Iterator[tuple[_Path, Message]]:
    editions = {edition.id: {entry.id for entry in edition.documents} for edition in programme.editions}
    frames = {frame.id for frame in programme.frames}
    for n, entry in enumerate(programme.lineage):
        at: _Path = ("lineage", n)
        for key, edition in (("from", entry.from_edition), ("to", entry.to_edition)):
            if edition not in editions:
                yield (*at, key), message("there is no edition {edition!r}", edition=edition)
        for key, names in (("frames", entry.frames), ("successors", entry.successors)):
            for name in names:
                if name not in frames:
                    yield (*at, key), message("there is no frame {name!r}", name=name)
        for m, evidence in enumerate(entry.evidence):
            if evidence.edition is not None and evidence.document not in editions.get(evidence.edition, set()):
                where = f"{evidence.edition}/{evidence.document}"
                yield (*at, "evidence", m), message("there is no document {where!r}", where=where)
