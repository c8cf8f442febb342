"""Nouns of the registry: Programme, Edition, DocumentEntry, Frame, as the YAML files under `sources/programmes/` define them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints, model_validator

from subsidy_rules.document import Authority, Model, SourceKind

COMMON = "common"
RESERVED = frozenset({COMMON, "ruleset"})  # both are file names of a rule set beside the frames' own files


def _label(value: object) -> object:
    """Labels such as 2025 or 2025-03-24 that YAML reads as a number or a date, back as they were written."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        raise ValueError(f"write {value} in quotes: as a number it may lose digits")
    return value


def _tuple(value: object) -> object:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


# ids and editions name files and folders, so no separator and no leading dot
Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
_EDITION = r"^\w[\w.-]*$"
EditionId = Annotated[str, BeforeValidator(_label), StringConstraints(pattern=_EDITION)]
SourceId = Annotated[str, StringConstraints(pattern=r"^\w[\w.-]*$")]
Label = Annotated[str, BeforeValidator(_label)]
Names = Annotated[tuple[str, ...], BeforeValidator(_tuple)]


def is_edition(label: str) -> bool:
    """Whether this can be the label of an edition.

    >>> is_edition("R7.4"), is_edition("../2025")
    (True, False)
    """
    return re.match(_EDITION, label) is not None


def source_id(name: str) -> str:
    """The id under which rule sets cite a file: its name without folder and ending, other characters as "-".

    >>> source_id("docs/it2025_koubo 通常枠 (1).pdf")
    'it2025_koubo-通常枠-1'
    """
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", re.split(r"[/\\]", name)[-1])
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.") or "document"


class DocumentEntry(Model):
    """One document of an edition. `file` is relative to the YAML file that names it; `sha256` is None until it was fetched once."""

    id: SourceId
    file: str | None = None
    url: str | None = None
    title: str = ""
    kind: SourceKind = "guideline"
    authority: Authority = "official"
    frame: str = COMMON
    published: Label | None = None
    sha256: str | None = None
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _named(cls, data: object) -> object:
        """A local file is known by its name where no id is given."""
        if isinstance(data, Mapping) and "id" not in data and isinstance(data.get("file"), str):
            return {**data, "id": source_id(data["file"])}
        return data

    @model_validator(mode="after")
    def _somewhere(self) -> DocumentEntry:
        if self.file is None and self.url is None:
            raise ValueError("a document needs `file` or `url`")
        return self


class Listing(DocumentEntry):
    """A document with the edition it belongs to, as a manifest lists it."""

    programme: Slug
    edition: EditionId

    @property
    def entry(self) -> DocumentEntry:
        """The document without its edition."""
        return DocumentEntry.model_validate(self.model_dump(exclude={"programme", "edition"}))


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
    editions: Annotated[tuple[EditionId, ...], BeforeValidator(_tuple)] = ()
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _names(cls, data: object) -> object:
        if isinstance(data, Mapping) and isinstance(data.get("names"), Mapping):
            return {**data, "names": [{"edition": edition, "name": name} for edition, name in data["names"].items()]}
        return data

    def name_in(self, edition: str) -> str:
        """The name that this edition uses."""
        return next((entry.name for entry in self.names if entry.edition == edition), self.name)

    @property
    def words(self) -> tuple[str, ...]:
        """All its names and aliases without repetition, the longest first, so that the first that fits is the most telling one."""
        words = dict.fromkeys((self.name, *(entry.name for entry in self.names), *self.aliases))
        return tuple(sorted(words, key=lambda word: (-len(word), word)))


class Programme(Model):
    """One programme. Frames keep the order of the file, which is the order of the programme's own documents."""

    id: Slug
    name: str
    aliases: Names = ()
    administrator: str | None = None
    url: str | None = None
    note: str = ""
    editions: tuple[Edition, ...] = ()
    frames: tuple[Frame, ...] = ()

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
                raise ValueError(f"{what} {twice[0]!r} is defined twice")
        if reserved := RESERVED & {frame.id for frame in self.frames}:
            raise ValueError(f"a frame cannot be called {min(reserved)!r}: a file of every rule set has that name")
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
