"""Nouns of the registry: Programme, Edition, DocumentEntry, Frame, as the YAML files under `sources/programmes/` define them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pydantic import ConfigDict, Field, model_validator

from subsidy_rules.messages.message import message
from subsidy_rules.model.declared import (
    COMMON,
    DocumentEntry,
    EditionId,
    EditionIds,
    GuidePage,
    Label,
    LinkRule,
    Listing,
    Names,
    Slug,
    inner_file,
    is_edition,
    source_id,
)
from subsidy_rules.model.document import Model

__all__ = [
    "COMMON",
    "RESERVED",
    "DocumentEntry",
    "Edition",
    "EditionName",
    "Frame",
    "GuidePage",
    "LineageEvidence",
    "LinkRule",
    "Listing",
    "Programme",
    "Succession",
    "is_edition",
    "source_id",
]

RESERVED = frozenset({COMMON, "ruleset"})  # both are file names of a rule set beside the frames' own files


class Edition(Model):
    """One edition, named by the label the programme itself uses ("2025", "20"); `name` is what the programme was called then."""

    id: EditionId
    name: str = ""
    title: str = ""
    budget: str | None = None
    administrator: str | None = None
    year: int | None = None
    previous: EditionId | None = None
    note: str = ""
    documents: tuple[DocumentEntry, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, data: object) -> object:
        return data if isinstance(data, Mapping) else {"id": data}

    @model_validator(mode="after")
    def _documents_apart(self) -> Edition:
        ids: set[str] = set()
        for entry in self.documents:
            if entry.file is not None:
                inner_file(entry.file)
            if entry.id in ids:
                raise ValueError(message("the id {name!r} is given to two documents", name=entry.id))
            ids.add(entry.id)
        return self


class EditionName(Model):
    """The name of a frame in one edition."""

    edition: EditionId
    name: str


class Frame(Model):
    """One 枠 of a programme.

    Attributes:
        name: its usual name.
        names: the name in the editions that call it otherwise.
        aliases: other spellings by which tables and texts name it.
        parts: where a table names it in header cells of several levels, these words, outermost first.
        editions: the editions that have it; () means all.
    """

    id: Slug
    name: str
    names: tuple[EditionName, ...] = ()
    aliases: Names = ()
    parts: Names = ()
    editions: EditionIds = ()
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _names(cls, data: object) -> object:
        if isinstance(data, Mapping) and isinstance(data.get("names"), Mapping):
            return {**data, "names": [{"edition": edition, "name": name} for edition, name in data["names"].items()]}
        return data

    def name_in(self, edition: str) -> str:
        """The name that this edition uses; a round of an edition, such as 2026-2, has the names of that."""
        of_round = [entry for entry in self.names if re.fullmatch(rf"{re.escape(entry.edition)}(?:[-_.].*)?", edition)]
        return max(of_round, key=lambda entry: len(entry.edition)).name if of_round else self.name

    @property
    def words(self) -> tuple[str, ...]:
        """All its names and aliases without repetition, the longest first, so that the first that fits is the most telling one."""
        words = dict.fromkeys((self.name, *(entry.name for entry in self.names), *self.aliases))
        return tuple(sorted(words, key=lambda word: (-len(word), word)))


class LineageEvidence(Model):
    """Where a document says so: the document by its id and edition or by its address, and the page (PDF)."""

    document: str
    edition: EditionId | None = None
    page: int | None = None


class Succession(Model):
    """What of one edition goes on under which name in a later one.

    Attributes:
        from_edition, to_edition: the last edition under the old names and the first under the new ones (`from` and `to` in YAML).
        old, new: names as the documents print them; several where frames are joined or parted.
        frames, successors: ids of the frames; both empty where the programme itself was renamed.
        since: the day from which the new names hold, where known.
        evidence: where it is stated; empty where no document that the project knows states it, `note` then says who does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    from_edition: EditionId = Field(alias="from")
    to_edition: EditionId = Field(alias="to")
    old: Names
    new: Names
    frames: Names = ()
    successors: Names = ()
    since: Label | None = None
    evidence: tuple[LineageEvidence, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _stated(self) -> Succession:
        if not self.evidence and not self.note:
            raise ValueError(message("a lineage entry needs `evidence`, or a `note` that says where it is known from"))
        if bool(self.frames) != bool(self.successors):
            raise ValueError(message("`frames` and `successors` come together"))
        return self


class Programme(Model):
    """One programme. Frames keep the order of the file, which is the order of the programme's own documents.

    `others`: names of the other programmes that are defined, each with its id; no part of a definition.
    """

    id: Slug
    name: str
    aliases: Names = ()
    administrator: str | None = None
    url: str | None = None
    note: str = ""
    editions: tuple[Edition, ...] = ()
    frames: tuple[Frame, ...] = ()
    lineage: tuple[Succession, ...] = ()
    pages: tuple[GuidePage, ...] = ()
    others: tuple[tuple[str, str], ...] = Field(default=(), exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _frames(cls, data: object) -> object:
        """`common` is always there, so a file that lists it among its frames says nothing new."""
        if not isinstance(data, Mapping) or not isinstance(data.get("frames"), Sequence):
            return data
        return {**data, "frames": [f for f in data["frames"] if not (isinstance(f, Mapping) and f.get("id") == COMMON)]}

    @model_validator(mode="after")
    def _unique(self) -> Programme:
        for what, ids in (("frame", [f.id for f in self.frames]), ("edition", [e.id for e in self.editions])):
            twice = sorted({name for name in ids if ids.count(name) > 1})
            if twice:
                raise ValueError(message("{what} {name!r} is defined twice", what=what, name=twice[0]))
        if reserved := RESERVED & {frame.id for frame in self.frames}:
            raise ValueError(message("a frame cannot be called {name!r}: a file of every rule set has that name", name=min(reserved)))
        return self

    def edition(self, edition: str) -> Edition:
        """The edition as defined, or a bare one: documents may be read of an edition that nobody has described yet."""
        return next((known for known in self.editions if known.id == edition), Edition(id=edition))

    def frame(self, frame_id: str) -> Frame | None:
        """The frame with this id; None for `common` and for what the programme does not have."""
        return next((frame for frame in self.frames if frame.id == frame_id), None)

    def frames_of(self, edition: str) -> tuple[Frame, ...]:
        """The frames that this edition has; all of them for an edition that the file does not describe."""
        described = any(known.id == edition for known in self.editions)
        return tuple(frame for frame in self.frames if not described or not frame.editions or edition in frame.editions)

    def frame_named(self, word: str) -> Frame | None:
        """The frame with this id, name or alias."""
        return self.frame(word) or next((frame for frame in self.frames if word in frame.words), None)

    def successors(self, frame: str, edition: str) -> tuple[str, ...]:
        """The ids under which a frame of this edition goes on in later ones, nearest first; without lineage, itself."""
        order = {known.id: n for n, known in enumerate(self.editions)}
        at = order.get(edition, 0)
        found, open_ids = dict[str, None](), [frame]
        while open_ids:
            name = open_ids.pop(0)
            heirs = [heir for s in self.lineage if name in s.frames and order.get(s.from_edition, 0) >= at for heir in s.successors]
            new = [heir for heir in heirs if heir not in found]
            found.update(dict.fromkeys(new))
            open_ids += new
        return tuple(found) or (frame,)
