"""Nouns of what a definition declares about documents: labels, DocumentEntry, Listing, LinkRule, GuidePage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints, model_validator

from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Authority, Model, SourceKind

COMMON = "common"


def _label(value: object) -> object:
    """Labels such as 2025 or 2025-03-24 that YAML reads as a number or a date, back as they were written."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        raise ValueError(message("write {value} in quotes: as a number it may lose digits", value=value))
    return value


def _tuple(value: object) -> object:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(message("this is no regular expression: {error}", error=error)) from error
    return value


def inner_file(value: str) -> str:
    """The name of a file that lies in the folder of the YAML file that names it, or below. Raises ValueError for any other."""
    steps = value.replace("\\", "/").split("/")
    if value.startswith(("/", "\\")) or ".." in steps or re.match(r"[A-Za-z]:", value) or not value.isprintable():
        raise ValueError(message("a file lies in the folder of the list that names it, or below: {file!r} does not", file=value))
    return value


# ids and editions name files and folders, so no separator and no leading dot
Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_EDITION = r"^\w[\w.-]*$"
EditionId = Annotated[str, BeforeValidator(_label), StringConstraints(pattern=_EDITION)]
SourceId = Annotated[str, StringConstraints(pattern=r"^\w[\w.-]*$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Label = Annotated[str, BeforeValidator(_label)]
Names = Annotated[tuple[str, ...], BeforeValidator(_tuple)]
EditionIds = Annotated[tuple[EditionId, ...], BeforeValidator(_tuple)]
Pattern = Annotated[str, AfterValidator(_pattern)]


def is_edition(label: str) -> bool:
    """Whether this can be the label of an edition.

    >>> is_edition("R7.4"), is_edition("../2025")
    (True, False)
    """
    return re.fullmatch(_EDITION[1:-1], label) is not None


def is_slug(name: str) -> bool:
    """Whether this can be the id of a programme or frame.

    >>> is_slug("it-hojo"), is_slug("../canary"), is_slug(".yaml"), is_slug("a\\n")
    (True, False, False, False)
    """
    return _SLUG.fullmatch(name) is not None


def source_id(name: str) -> str:
    """The id under which rule sets cite a file: its name without folder and ending, other characters as "-".

    >>> source_id("docs/it2025_koubo 通常枠 (1).pdf")
    'it2025_koubo-通常枠-1'
    """
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", re.split(r"[/\\]", name)[-1])
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.") or "document"


class DocumentEntry(Model):
    """One document of an edition. `file` is relative to the YAML file that names it; `sha256` is None until it was fetched once.

    `url` is a web address, or `jgrants:<id>` for the attachments of an entry of the Jグランツ portal. A document that is known by its
    content alone (`sha256`) comes from the inbox.
    """

    id: SourceId
    file: str | None = None
    url: str | None = None
    title: str = ""
    kind: SourceKind = "guideline"
    authority: Authority = "official"
    frame: Slug = COMMON
    published: Label | None = None
    sha256: Sha256 | None = None
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
        if self.file is None and self.url is None and self.sha256 is None:
            raise ValueError(message("a document needs `file` or `url`"))
        return self


class Listing(DocumentEntry):
    """A document with the edition it belongs to, as a manifest lists it."""

    programme: Slug
    edition: EditionId

    @model_validator(mode="after")
    def _in_its_folder(self) -> Listing:
        if self.file is not None:
            inner_file(self.file)
        return self

    @property
    def entry(self) -> DocumentEntry:
        """The document without its edition."""
        return DocumentEntry.model_validate(self.model_dump(exclude={"programme", "edition"}))


class LinkRule(Model):
    """Which links of a guide page are documents of the programme.

    Attributes:
        selector: CSS selector of the links.
        file, text: patterns searched in the file name of the address and in the words of the link; both must be found.
            A named group `edition` tells the edition, else `edition` does.
        kind, authority, frame: what such a document is.
    """

    selector: str = "a[href]"
    file: Pattern = ""
    text: Pattern = ""
    edition: EditionId | None = None
    kind: SourceKind = "guideline"
    authority: Authority = "official"
    frame: Slug = COMMON


class GuidePage(Model):
    """A page where the programme announces its documents: a web address, or `jgrants:?keyword=...` for a search at the Jグランツ portal."""

    id: SourceId
    url: str
    title: str = ""
    links: tuple[LinkRule, ...] = ()
    note: str = ""
